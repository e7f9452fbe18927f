"""Put an English question into a report's Chinese terms.

Not a translation for reading: the words of the report that the question names, the time, and the question word, in
an order a Chinese question would have, so that retrieval and reading work as for a Chinese one.
"""

import itertools
import re
from dataclasses import dataclass
from typing import Literal

import rjieba

from app.english_dictionary import Dictionary, any_word, dictionary_for, stem
from app.english_grammar import PHRASES, QUANTITIES, STOP, YES_NO, Role, number, split_syllables
from app.vocabulary import Vocabulary

_TOKEN = re.compile(
    r"(?P<zh>[\u3400-\u9fff]+)|(?P<number>\d[\d,]*(?:\.\d+)?%?)|(?P<word>[A-Za-z]+)(?:['’]s?)?|(?P<stop>[.,;:?!()]+)"
)
_MAX_TOKENS = 120


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    kind: Literal["zh", "number", "word", "stop"]
    stem: str


def is_english(question: str) -> bool:
    """Whether ``question`` is written in English: some Chinese names in it do not matter, some Latin ones in Chinese.

    >>> is_english("How large is the 宣莲 area?"), is_english("EOD项目什么时候开工?")
    (True, False)
    """
    words = re.findall(r"[A-Za-z]{2,}", question)
    ideographs = len(re.findall(r"[\u3400-\u9fff]", question))
    return (len(words) >= 2 and len(words) > ideographs) or (len(words) == 1 and not ideographs)


def to_chinese(question: str, vocabulary: Vocabulary) -> str:
    """Return ``question`` in words that the report holds, with Chinese question words, numbers and times."""
    words = _split(question)
    items = _items(words, dictionary_for(vocabulary), vocabulary)
    yes_no = bool(words) and words[0].stem in YES_NO
    return _arrange(items, yes_no)


def glossary(question: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Return the words and phrases of ``question`` that the report has words for, each with them, in order."""
    words, at = _split(question), 0
    dictionary = dictionary_for(vocabulary)
    pairs: list[tuple[str, str]] = []
    while at < len(words):
        found, used = _next_item(words, at, dictionary, vocabulary)
        chinese = "".join(item.text for item in found if item.role in ("word", "time"))
        if not chinese.isascii() and (chinese in vocabulary or found[0].role == "time"):
            pairs.append((" ".join(word.text for word in words[at : at + used]), chinese))
        at += used
    return list(dict.fromkeys(pairs))


def _split(question: str) -> list[_Word]:
    words: list[_Word] = []
    for match in _TOKEN.finditer(question.replace("-", " ")):
        kind = match.lastgroup
        if kind in ("zh", "number", "stop"):
            words.append(_Word(match[kind], kind, match[kind]))  # type: ignore[arg-type]
        elif kind == "word":
            words.append(_Word(match["word"], "word", stem(match["word"].lower())))
    return words[:_MAX_TOKENS]


def _items(words: list[_Word], dictionary: Dictionary, vocabulary: Vocabulary) -> list[_Item]:
    items: list[_Item] = []
    at = 0
    while at < len(words):
        found, used = _next_item(words, at, dictionary, vocabulary)
        items += found
        at += used
    return items


def _next_item(words: list[_Word], at: int, dictionary: Dictionary, vocabulary: Vocabulary) -> tuple[list[_Item], int]:
    """Translate the longest phrase that starts at ``words[at]``; return its items and the words it took."""
    word = words[at]
    if word.kind == "zh":
        return [_Item(word.text, "word")], 1
    if word.kind == "stop":
        return [_Item("", "break")], 1
    if re.fullmatch(r"(?:19|20)\d\d", word.text):
        return [_Item(f"{word.text}年", "time")], 1
    for length in range(Dictionary.LONGEST, 0, -1):
        phrase = tuple(each.stem for each in words[at : at + length])
        content = tuple(part for part in phrase if part not in ("the", "a", "an"))
        if len(phrase) < length or (length > 1 and any(each.kind == "stop" for each in words[at : at + length])):
            continue
        if phrase in PHRASES:
            chinese, role = PHRASES[phrase]
            plural = chinese == "哪个" and at + length < len(words) and _is_plural(words[at + length])
            return [_Item("哪些" if plural else chinese, role)], length
        term = dictionary.term(content)
        if term is not None:
            return [_Item(term, "word")], length
        if length > 1 and content == phrase and dictionary.words(phrase):
            return [_Item(dictionary.words(phrase)[0], "word")], length
    amount, used = number([each.text.lower() for each in words[at : at + 4]])
    if used:
        return [_Item(amount, "word")], used
    if word.stem == "what":
        following = list(
            itertools.takewhile(lambda each: each.kind == "word" and each.stem not in YES_NO, words[at + 1 :])
        )
        return ([_Item("哪些", "asked")] if following and _is_plural(following[-1]) else []), 1
    return _single(word, at == 0, dictionary, vocabulary), 1


def _is_plural(word: _Word) -> bool:
    return word.kind == "word" and word.text.endswith("s") and word.stem not in STOP | YES_NO and len(word.text) > 3


def _single(word: _Word, first: bool, dictionary: Dictionary, vocabulary: Vocabulary) -> list[_Item]:
    if word.stem in STOP:
        return []
    found = dictionary.words((word.stem,))
    capital = word.text[0].isupper()
    name = _name(word.text, vocabulary) if capital and not (first and found) else ""
    if not name and capital and word.text.isupper() and len(word.text) > 1:
        name = word.text
    text = name or (found[0] if found else any_word(word.text)) or (word.text if capital else "")
    return [_Item(text, "word")] if text else []


def _name(latin: str, vocabulary: Vocabulary) -> str:
    """Return the report's word spelt ``latin`` in pinyin: names before common words, frequent before rare."""
    for way in split_syllables(latin):
        found = vocabulary.by_sound(way)
        if found:
            return min(found, key=lambda word: (not _is_name(word), found.index(word)))
    return ""


def _is_name(word: str) -> bool:
    return any(tag.startswith(("ns", "nr", "nz")) for _, tag in rjieba.tag(word))


def _arrange(items: list[_Item], yes_no: bool) -> str:
    """Order the pieces as a Chinese question has them: time, what is asked about, question word."""
    times = [item.text for item in items if item.role == "time"]
    asks = [item.text for item in items if item.role == "ask"]
    tails = [item.text for item in items if item.role == "tail"]
    chunks, asked = _chunks(items)
    quantity = [chunk for chunk in chunks if any(chunk is each for each in asked) and chunk[0] not in ("哪个", "哪些")]
    body = [chunk for chunk in chunks if not any(chunk is each for each in quantity)]
    pieces = [
        *times,
        *(text for chunk in body for text in chunk),
        *asks,
        *(text for chunk in quantity for text in chunk),
    ]
    text = "".join(_spaced(list(dict.fromkeys(times)), pieces[len(times) :]))
    if not (asks or asked or tails or yes_no) and text:
        measured = any(text.endswith(word) for text in pieces for word in QUANTITIES)
        return f"{text}是多少?" if measured else f"{text}是什么?"
    return _finish(text, tails, yes_no)


def _chunks(items: list[_Item]) -> tuple[list[list[str]], list[list[str]]]:
    """Return the words phrase by phrase, ``A of B`` turned into ``B A``, and those phrases that are asked for."""
    chunks: list[list[str]] = [[]]
    asked: list[list[str]] = []
    swap = False
    for item in items:
        if item.role == "word":
            chunks[-1].append(item.text)
        elif item.role == "asked":
            chunks.append([item.text])
            asked.append(chunks[-1])
        elif item.role in ("break", "ask", "tail", "of"):
            if swap and len(chunks) > 1:
                chunks[-2:] = [chunks[-1], chunks[-2]] if chunks[-1] else chunks[-2:]
            swap = item.role == "of"
            chunks.append([])
    if swap and len(chunks) > 1:
        chunks[-2:] = [chunks[-1], chunks[-2]]
    return chunks, asked


def _spaced(times: list[str], rest: list[str]) -> list[str]:
    """Join without spaces but between Latin words and figures, where two would run into one."""
    joined: list[str] = []
    for text in [*sorted(times, key=lambda time: not time[:1].isdigit()), *rest]:
        if joined and joined[-1][-1:].isascii() and text[:1].isascii():
            joined.append(" ")
        joined.append(text)
    return joined


def _finish(text: str, tails: list[str], yes_no: bool) -> str:
    if tails:
        return f"{text}{tails[0]}?"
    ending = "吗?" if yes_no else "?"
    return f"{text}{ending}" if text else ""
