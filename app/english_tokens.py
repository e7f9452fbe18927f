"""Cut an English question into words, numbers, Chinese names and stops."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.english_dictionary import stem
from app.english_grammar import MODAL, PHRASES, STOP, YES_NO

_TOKEN = re.compile(
    r"(?P<zh>[\u3400-\u9fff]+)|(?P<code>\d{1,4}[A-Za-z]{1,2}\b|[A-Za-z]{1,4}\d{1,5}\b)"
    r"|(?P<number>\d[\d,]*(?:\.\d+)?%?)|(?P<word>[A-Za-z]+)(?P<own>['’]s?)?|(?P<stop>[.,;:?!()]+)"
)
_RESEARCH = re.compile(r"\bR ?& ?D\b")
_NUMBERED = re.compile(r"\bno\. ?(?=\d)", re.IGNORECASE)
_MAX_TOKENS = 120
_PAST_FORMS = """
    became came got gave grew held led made met ran rose saw sold spent took went won wrote built
"""
_PAST = frozenset(_PAST_FORMS.split())
_NOUN_PHRASE = 4  # words in which the noun that ``which`` asks for stands


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a question; ``owns`` says that it has the ``'s`` of an owner."""

    text: str
    kind: Literal["zh", "number", "word", "stop"]
    stem: str
    owns: bool = False


def split_words(question: str) -> list[Word]:
    """Return the pieces of ``question``, at most 120; what is none of them, such as an emoji, is left out.

    >>> [word.text for word in split_words("Is the No. 1 Bridge of 宣莲, a 5A site, 6,600 mu?")][2:5]
    ['No', '1', 'Bridge']
    """
    words: list[Word] = []
    text = _NUMBERED.sub("No ", _RESEARCH.sub("research and development", question.replace("-", " ")))
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if match["word"]:
            words.append(Word(match["word"], "word", stem(match["word"].lower()), bool(match["own"])))
        elif match["code"]:
            words.append(Word(match["code"], "word", match["code"].lower()))
        elif kind in ("zh", "number", "stop"):
            words.append(Word(match[kind], kind, match[kind]))  # type: ignore[arg-type]
        if len(words) >= _MAX_TOKENS:
            break
    return words


def is_plural(word: Word) -> bool:
    """Whether ``word`` looks like a plural noun."""
    return word.kind == "word" and word.text.endswith("s") and word.stem not in STOP | YES_NO and len(word.text) > 3


def names_several(following: Sequence[Word]) -> bool:
    """Whether the noun phrase behind ``which`` is in the plural: ``scenic areas became``."""
    phrase = list(itertools.takewhile(lambda word: word.kind != "stop" and not is_verb(word), following[:_NOUN_PHRASE]))
    return any(map(is_plural, phrase)) and not any(word.owns for word in phrase)


def is_verb(word: Word) -> bool:
    """Whether ``word`` is surely a verb: an auxiliary, or one of the past."""
    return word.stem in YES_NO | MODAL or word.text.endswith("ed") or word.text.lower() in _PAST


def is_object(following: Sequence[Word]) -> bool:
    """Whether ``which`` asks for what is done, not for who does it: an auxiliary follows (villages did they build)."""
    for word in following[1 : 2 * _NOUN_PHRASE]:
        if word.kind == "stop" or (is_verb(word) and word.stem not in YES_NO | MODAL):
            return False
        if word.stem in YES_NO | MODAL:
            return True
    return False


def is_noun(following: Sequence[Word]) -> bool:
    """Whether what follows a phrase may be a noun that belongs to it: the hospital of ``in the district hospital``."""
    if not following or following[0].kind != "word" or is_verb(following[0]):
        return False
    return following[0].stem not in STOP and (following[0].stem,) not in PHRASES
