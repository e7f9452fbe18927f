"""What speaks for and against one changed character: its sound, its neighbours in the report, the words it touches."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import rjieba

from app.lookalikes import lookalikes
from app.vocabulary import Vocabulary, readings, sound_class, syllables, toned_readings

KEEP = frozenset("〇零一二三四五六七八九十百千万亿两几半年月日号第谁哪啥吗呢吧么")
"""Characters never changed and never brought in: numbers, dates and question words."""
GRAMMAR = frozenset(
    "的了着过是都在和与及或有没不也就还要能会可以被把让给到从对为向往于由比跟上下中里外大小多少个这那它他她我你们什"
    "得地很更最再又才只去来做说讲看用各每请问叫"
)
NAMES = ("ns", "nr", "nt", "m", "t", "r", "q")
"""Tags of what is never changed when the dictionary knows it: places, people, bodies, numbers, times, pronouns."""
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
)
_REACH = 8
_COMMON = 5_000
"""A single character this frequent in the dictionary's corpus is a word of its own (搞, 想, 新)."""
_RARE = 5
"""A dictionary word this rare may be a typo its corpus held (天燃气), if the word meant is a hundred times commoner."""

_USUAL = 300
"""A word of two characters must be this frequent to be restored without any neighbour that bears it out."""
_MEASURES = frozenset("家个户座项次名位件条种处场支批轮所间套台辆只棵张份届天倍")
_NUMERALS = "一二三四五六七八九十百千万亿两"

Closeness = Literal["same", "near", "shape"]
Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """A segment of a run: ``known`` for a dictionary word of two or more characters."""

    start: int
    end: int
    text: str
    tag: str
    known: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A character put in the place of ``written[at]``, with what speaks for it.

    ``fixed`` is the run after the change, ``window`` the stretch of it around ``at`` that stands in the report,
    ``before`` the length of that stretch as written, ``word`` the dictionary word there, if any.
    """

    written: str
    fixed: str
    at: int
    closeness: Closeness
    window: Window
    before: int
    word: Window

    @property
    def matched(self) -> int:
        """Characters around the change that stand in the report together; a number at the end does not count."""
        start, end = self.window
        return len(self.fixed[start:end].rstrip("".join(KEEP)))


@lru_cache(maxsize=64)
def segment(run: str) -> tuple[Token, ...]:
    """Cut a run of ideographs into words."""
    tokens: list[Token] = []
    position = 0
    for text, tag in rjieba.tag(run):
        known = len(text) > 1 and bool(rjieba.has_word(text))
        tokens.append(Token(position, position + len(text), text, tag, known))
        position += len(text)
    return tuple(tokens)


def close_characters(token: Token, at: int, vocabulary: Vocabulary) -> Iterator[tuple[str, Closeness]]:
    """Yield the characters of the report that the one at ``at`` of ``token`` may stand for, as it is read there."""
    character = token.text[at - token.start]
    spoken = syllables(token.text)
    own = {spoken[at - token.start]} if len(spoken) == len(token.text) else set(readings(character)[:1])
    classes = {sound_class(reading) for reading in own.union(readings(character)[:2])}
    for other in vocabulary.sounding_like(character):
        usual = readings(other)[:2]
        if own & set(usual):
            yield other, "same"
        elif classes & set(map(sound_class, usual)):
            yield other, "near"
    for other in lookalikes(character):
        if other in vocabulary.characters:
            yield other, "shape"


def convincing(change: Change, token: Token) -> bool:
    """Whether ``change`` repairs a typo inside ``token``."""
    if token.known:
        return _outweighs_word(change, token)
    if change.before >= 2 and change.matched < change.before + 2:
        return False
    (start, end), (first, last) = change.window, change.word
    if first == last:
        return start < change.at < end - 1 and change.matched >= (6 if change.closeness == "shape" else 5)
    if cuts_word(change.written, change.word) and last - first < 4 and change.matched < 6:
        return False
    needed = _needed(change, token)
    return change.matched >= needed or (last - first >= 4 and change.closeness == "same")


def _needed(change: Change, token: Token) -> int:
    """How many characters of the report a change must restore when it makes a dictionary word of an unknown one."""
    character = change.written[change.at]
    common = rjieba.suggest_freq(character) >= _COMMON
    if character in GRAMMAR and change.closeness != "same":
        return 7
    if len(token.text) == 1:
        needed = 5 if character in GRAMMAR and character != "才" else 4
        return 3 if not common and change.word[1] - change.word[0] >= 3 and change.closeness == "same" else needed
    exact = (token.start, token.end) == change.word
    if change.closeness != "same":
        return 3 if exact and not set(token.text) & GRAMMAR else 4
    is_name = token.tag.startswith("nr") or token.text[0] in _SURNAMES
    counted = token.text[0] in _MEASURES and token.start > 0 and change.written[token.start - 1] in "少几" + _NUMERALS
    usual = exact and rjieba.suggest_freq(change.fixed[token.start : token.end]) >= _USUAL
    return 2 if usual and not (common or is_name or counted or set(token.text) & GRAMMAR) else 3


def _outweighs_word(change: Change, token: Token) -> bool:
    """Whether a change may undo an ordinary word that the report lacks: only under a long match, or a rare word."""
    if not _same_tone(change.written[change.at], change.fixed[change.at]):
        return False
    meant = change.fixed[slice(*change.word)]
    if change.word == (token.start, token.end) and len(meant) >= 3:
        written = rjieba.suggest_freq(token.text)
        if written <= _RARE and rjieba.suggest_freq(meant) >= 100 * written:
            return True
    start, end = change.window
    context = max(token.start - start, end - token.end)
    covers = start <= token.start and end >= token.end
    return covers and context >= 2 and change.matched >= max(5, change.before + 2)


def _same_tone(one: str, other: str) -> bool:
    sounds = {(sound_class(reading[:-1]), reading[-1]) for reading in toned_readings(one)[:2]}
    return any((sound_class(reading[:-1]), reading[-1]) in sounds for reading in toned_readings(other)[:2])


def cuts_word(run: str, word: Window) -> bool:
    """Whether ``word`` takes characters away from an ordinary word beside it in ``run``."""
    first, last = word
    return any(
        token.known and token.start < last and token.end > first and not (first <= token.start and token.end <= last)
        for token in segment(run)
    )


def reach(text: str, at: int, length: int, vocabulary: Vocabulary) -> Window:
    """Return the longest stretch of ``text`` around ``text[at:at + length]`` that stands in the report."""
    best = (at, at)
    for start in range(at, max(-1, at - _REACH), -1):
        if text[start : at + length] not in vocabulary:
            break
        end = at + length
        while end < len(text) and end - at < _REACH and text[start : end + 1] in vocabulary:
            end += 1
        if end - start > best[1] - best[0]:
            best = (start, end)
    return best


def word_at(text: str, at: int, window: Window) -> Window:
    """Return the longest dictionary word over ``at`` in ``window``; empty when there is none.

    A word of four characters may reach two beyond the window: 财政收入 where the report says 收入.
    """
    low, high = window
    for first in range(max(0, at - 3), at + 1):
        if (
            first <= low
            and high <= first + 4 <= len(text)
            and high - low >= 2
            and rjieba.has_word(text[first : first + 4])
        ):
            return first, first + 4
    for length in range(min(6, high - low), 1, -1):
        for first in range(max(low, at - length + 1), min(at, high - length) + 1):
            if rjieba.has_word(text[first : first + length]):
                return first, first + length
    return at, at
