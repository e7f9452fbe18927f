"""Put an English question into a report's Chinese terms.

Not a translation for reading: the words of the report that the question names, the time, and the question word, in
an order a Chinese question would have, so that retrieval and reading work as for a Chinese one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import rjieba

from app.english_choice import Options, choose
from app.english_dictionary import Dictionary, any_word, dictionary_for
from app.english_grammar import MODAL, OWN, PHRASES, STOP, YES_NO, number, split_syllables
from app.english_order import Item, arrange
from app.english_tokens import Word, is_noun, is_object, is_verb, names_several, split_words
from app.vocabulary import Vocabulary

_OF_ALL = 0.4  # what a word that no report holds is worth beside one that an English word is part of the gloss of
_COMMON = 0.6  # what a common word is worth beside a name that sounds the same
_MAX_NAMES = 8
_EXISTS = re.compile(
    r"\b(?:is|are|was|were) there\b|\b(?:does|do|did)\b[^?]*\b(?:have|see|face|admit|mention|name|list)\b",
    re.IGNORECASE,
)


def is_english(question: str) -> bool:
    """Whether ``question`` is written in English: some Chinese names in it do not matter, some Latin ones in Chinese.

    >>> is_english("How large is the 宣莲 area?"), is_english("EOD项目什么时候开工?")
    (True, False)
    """
    words = re.findall(r"[A-Za-z]{2,}", question)
    ideographs = len(re.findall(r"[\u3400-\u9fff]", question))
    return (len(words) >= 2 and len(words) > ideographs) or (len(words) == 1 and not ideographs)


def to_chinese(question: str, vocabulary: Vocabulary, own: Vocabulary | None = None) -> str:
    """Return ``question`` in words that the reports hold, with Chinese question words, numbers and times.

    ``vocabulary`` is that of all reports, ``own`` that of the one which is asked, where one is: among the words that
    an English one may stand for, those that stand together there are taken.
    """
    words = split_words(question)
    items = _chosen(_items(words, dictionary_for(vocabulary), own or vocabulary), own or vocabulary)
    yes_no = bool(words) and words[0].stem in YES_NO
    return arrange(items, yes_no, bool(_EXISTS.search(question)))


def glossary(question: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Return the words and phrases of ``question`` that the reports have words for, each with those, in order."""
    said = _pieces(split_words(question), dictionary_for(vocabulary), vocabulary)
    told = [(english, item) for english, item in said if item.role in ("word", "time")]
    words = [item.options or Options.only(item.text) for _, item in told if item.role == "word"]
    texts = iter(choose(words, vocabulary))
    pairs = [(english, next(texts) if item.role == "word" else item.text, item.role) for english, item in told]
    return [
        (english, chinese)
        for english, chinese, role in dict.fromkeys(pairs)
        if not chinese.isascii() and (role == "time" or chinese in vocabulary)
    ]


def _items(words: list[Word], dictionary: Dictionary, vocabulary: Vocabulary) -> list[Item]:
    return [item for _, item in _pieces(words, dictionary, vocabulary)]


def _pieces(words: list[Word], dictionary: Dictionary, vocabulary: Vocabulary) -> Iterator[tuple[str, Item]]:
    """Yield the pieces of a question, each with the English words that it is of."""
    at = 0
    while at < len(words):
        found, used = _next_item(words, at, dictionary, vocabulary)
        yield from ((" ".join(word.text for word in words[at : at + used]), item) for item in found)
        at += used


def _chosen(items: list[Item], vocabulary: Vocabulary) -> list[Item]:
    """Settle what each word stands for, all of them together."""
    words = [item for item in items if item.role == "word"]
    texts = iter(choose([item.options or Options.only(item.text) for item in words], vocabulary))
    settled = [replace(item, text=next(texts)) if item.role == "word" else item for item in items]
    said = [item.text for item in settled if item.role == "word"]
    return [item for item in settled if item.role != "word" or not (item.options and _is_said(item.text, said))]


def _is_said(text: str, said: list[str]) -> bool:
    """Whether a word says nothing, or nothing that a longer one does not say: 新增 beside 城镇新增就业."""
    return not text or any(text in other and text != other for other in said)


def _next_item(words: list[Word], at: int, dictionary: Dictionary, vocabulary: Vocabulary) -> tuple[list[Item], int]:
    """Translate the longest phrase that starts at ``words[at]``; return its items and the words it took."""
    word = words[at]
    if word.kind == "zh":
        return [Item(word.text, "word")], 1
    if word.kind == "stop":
        return [Item("", "break")], 1
    if re.fullmatch(r"(?:19|20)\d\d", word.text):
        return [Item(f"{word.text}年", "time")], 1
    if at == 0 and word.stem in ("and", "so", "but", "then"):
        return [], 1
    skipped = _itself(words, at)
    if skipped:
        return [], skipped
    item, used = _phrase(words, at, dictionary)
    if item:
        return [_in_context(item, words, at + used)], used
    if at and word.stem in YES_NO | MODAL:
        return [Item("", "break")], 1
    amount, used = number([each.text.lower() for each in words[at : at + 4]])
    if used:
        return ([] if _only_tells_how_many(words, at) else [Item(amount, "word")]), used
    if word.stem == "what":
        return ([_in_context(Item("哪些", "which"), words, at + 1)] if names_several(words[at + 1 :]) else []), 1
    return _named(words, at, dictionary, vocabulary)


def _itself(words: list[Word], at: int) -> int:
    """How many words at ``at`` only name whom the report is of: ``does the county``, ``the district's revenue``."""
    if at + 1 >= len(words) or words[at].stem != "the" or words[at + 1].stem not in OWN:
        return 0
    asked = at > 1 and words[at - 1].stem in YES_NO and at + 2 < len(words) and words[at + 2].kind == "word"
    acts = at > 0 and words[at - 1].kind == "word" and at + 2 < len(words) and is_verb(words[at + 2])
    return 2 if words[at + 1].owns or asked or acts else 0


def _in_context(item: Item, words: list[Word], after: int) -> Item:
    """Settle what depends on the word behind a phrase: the plural of which, a bound without a number, how much did."""
    behind = words[after] if after < len(words) else None
    if item.role == "which":
        text = "哪些" if names_several(words[after:]) else item.text
        return Item(text, "asked" if is_object(words[after:]) else "which")
    if item.role == "bound":
        bounds = behind is not None and bool(number([behind.text.lower()])[1])
        return replace(item, role="word") if bounds else Item("", "break")
    if item.text == "多少" and item.role == "asked" and behind and behind.stem in YES_NO | MODAL:
        return replace(item, role="ask")
    if item.text == "" and words[after - 1].stem == "or" and (words[0].stem in YES_NO or _compares(words)):
        return Item("还是", "word")
    return item


def _compares(words: list[Word]) -> bool:
    return any(word.stem == "which" for word in words)


def _phrase(words: list[Word], at: int, dictionary: Dictionary) -> tuple[Item | None, int]:
    """Return the longest phrase at ``words[at]`` that the grammar or the dictionary has as a whole."""
    for length in range(Dictionary.LONGEST, 0, -1):
        phrase = tuple(each.stem for each in words[at : at + length])
        content = tuple(part for part in phrase if part not in ("the", "a", "an"))
        if len(phrase) < length or (length > 1 and any(each.kind == "stop" for each in words[at : at + length])):
            continue
        if phrase in PHRASES:
            return Item(*PHRASES[phrase]), length
        if length > 1 and phrase[0] not in ("the", "a", "an") and (content == phrase or dictionary.term(content)):
            options = dictionary.options(content)
            if options and not (phrase[0] == "in" and is_noun(words[at + length :])):
                return Item("", "word", options), length
    return None, 0


def _only_tells_how_many(words: list[Word], at: int) -> bool:
    """Whether a number word says how many are asked for (which three villages), not a figure to be found."""
    before = words[at - 1].stem if at else ""
    return words[at].text.isalpha() and before in ("what", "which", "the") and words[0].stem not in YES_NO


def _named(words: list[Word], at: int, dictionary: Dictionary, vocabulary: Vocabulary) -> tuple[list[Item], int]:
    """Read a name in pinyin, which may be written in two words (Yi Lianhong), or else a word of the dictionary."""
    word = words[at]
    second = words[at + 1] if at + 1 < len(words) else None
    if word.text[0].isupper() and second and second.kind == "word" and second.text[0].isupper():
        names = _names(word.text + second.text, vocabulary)
        if names:
            return [Item("", "word", names)], 2
    return _single(word, at == 0, dictionary, vocabulary), 1


def _single(word: Word, first: bool, dictionary: Dictionary, vocabulary: Vocabulary) -> list[Item]:
    if word.stem in STOP:
        return []
    phrase = (word.stem,)
    known, capital = dictionary.explains(phrase), word.text[0].isupper()
    names = _names(word.text, vocabulary) if capital and not (first and known) else None
    if names:
        return [Item("", "word", names)]
    if (capital and word.text.isupper() and len(word.text) > 1) or any(map(str.isdigit, word.text)):
        return [Item(word.text, "word", None if not known else dictionary.options(phrase))]
    options = dictionary.options(phrase) or Options({})
    # What no word of the report is explained by must still be named, or another question would be answered.
    anyhow = "" if known else any_word(word.text)
    weights = {**options.weights, **({anyhow: _OF_ALL} if anyhow else {})} or ({word.text: 1.0} if capital else {})
    return [Item("", "word", replace(options, weights=weights))] if weights or options.light else []


def _names(latin: str, vocabulary: Vocabulary) -> Options | None:
    """Return the report's words spelt ``latin`` in pinyin: names before common words, frequent before rare."""
    for way in split_syllables(latin):
        found = vocabulary.by_sound(way)
        if found:
            ranked = sorted(found, key=lambda word: (not _is_name(word), found.index(word)))[:_MAX_NAMES]
            return Options(
                {word: (0.9**rank) * (1.0 if _is_name(word) else _COMMON) for rank, word in enumerate(ranked)}
            )
    return None


def _is_name(word: str) -> bool:
    return any(tag.startswith(("ns", "nr", "nz")) for _, tag in rjieba.tag(word))
