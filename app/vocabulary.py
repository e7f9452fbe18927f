"""The words of a report: which strings of ideographs it holds, how often, and which of them sound like something.

Nothing is enumerated. The report's ideographs are kept as one string and their sounds as a second string of the same
length, one private-use character for each class of syllables, so that membership, frequency and look-up by sound
are all plain substring searches.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import Self

import rjieba

from index.lexical import fold
from index.records import Passage

_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
_GAP = "\n"
_END = _GAP * 2
_MAX_PLACES = 2_000  # words whose passages are remembered
_SOUND_BASE = 0xE000
_MAX_FOUND = 64


class Vocabulary:
    """The folded strings of ideographs that occur in a report. Strings never reach over punctuation."""

    def __init__(self, text: str) -> None:
        """``text`` holds nothing but ideographs and line feeds, two of them between passages; use ``build``."""
        self._text = text
        self._places: dict[str, tuple[int, ...]] = {}

    @classmethod
    def build(cls, texts: Iterable[str]) -> Self:
        """Collect the runs of ideographs of ``texts``, each of which is a passage."""
        passages = (_GAP.join(_RUN.findall(fold(text))) for text in texts)
        return cls(_END.join(passage for passage in passages if passage))

    def __contains__(self, word: object) -> bool:
        """Whether the folded ``word``, ideographs only, occurs in the report."""
        return isinstance(word, str) and bool(word) and _GAP not in word and word in self._text

    def search(self, pattern: str) -> str:
        """Return the first string of the report that matches ``pattern``, which has no line feeds; "" without one."""
        found = re.search(pattern, self._text)
        return found[0] if found else ""

    def frequency(self, word: str) -> int:
        """How often ``word`` occurs, without overlaps; 0 for one that is empty."""
        return self._text.count(word) if word in self else 0

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(_END, self._text))]

    @property
    def passages(self) -> int:
        """How many passages hold an ideograph."""
        return len(self._starts) if self._text else 0

    def places(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the passages, counted from 0, that hold the folded ``word``."""
        found = self._places.get(word)
        if found is None:
            if len(self._places) >= _MAX_PLACES:
                self._places.clear()
            found = self._places[word] = tuple(self._find_places(word)) if word in self else ()
        return found

    def _find_places(self, word: str) -> Iterator[int]:
        position = self._text.find(word)
        while position >= 0:
            number = bisect_right(self._starts, position)
            yield number - 1
            following = self._starts[number] if number < len(self._starts) else len(self._text)
            position = self._text.find(word, following)

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every ideograph of the report."""
        return frozenset(self._text) - {_GAP}

    @cached_property
    def bigrams(self) -> frozenset[str]:
        """Every two adjacent ideographs of the report: a quick first filter for longer strings."""
        return frozenset(self._text[i : i + 2] for i in range(len(self._text) - 1))

    @cached_property
    def _following(self) -> dict[str, frozenset[str]]:
        following: dict[str, set[str]] = {}
        for pair in self.bigrams:
            following.setdefault(pair[0], set()).add(pair[1])
        return {first: frozenset(seconds) for first, seconds in following.items()}

    def between(self, left: str, right: str) -> frozenset[str]:
        """Characters that stand after ``left`` somewhere in the report and before ``right`` somewhere."""
        after = self._following.get(left, frozenset()) - {_GAP}
        return frozenset(character for character in after if character + right in self.bigrams)

    def may_contain(self, word: str) -> bool:
        """Cheap necessary condition for ``word in self``, for those who ask a hundred thousand times."""
        return word[:2] in self.bigrams if len(word) > 1 else word in self.characters

    @cached_property
    def _sounds(self) -> str:
        """The report's sounds in context, aligned with ``_text``."""
        sounds: list[str] = []
        for word in rjieba.cut(self._text):
            sounds += word if _GAP in word else map(_code, syllables(word))
        joined = "".join(sounds)
        return joined if len(joined) == len(self._text) else "".join(map(_character_sound, self._text))

    @cached_property
    def _by_class(self) -> dict[str, str]:
        classes: dict[str, set[str]] = {}
        for character in self.characters:
            for reading in readings(character):
                classes.setdefault(sound_class(reading), set()).add(character)
        return {sound: "".join(sorted(members)) for sound, members in classes.items()}

    def sounding_like(self, character: str) -> str:
        """Characters of the report, itself excepted, that share a reading with ``character``, confusions allowed."""
        found = {other for reading in readings(character) for other in self._by_class.get(sound_class(reading), "")}
        return "".join(sorted(found - {character}))

    def by_sound(self, spoken: Sequence[str]) -> list[str]:
        """Words of the report, most frequent first, that sound like the toneless syllables ``spoken``.

        The usual confusions count as equal (see ``sound_class``); words that match without them come first among
        equally frequent ones.
        """
        key = "".join(map(_code, spoken))
        found: set[str] = set()
        position = self._sounds.find(key) if key and _GAP not in key else -1
        while position >= 0 and len(found) < _MAX_FOUND:
            found.add(self._text[position : position + len(key)])
            position = self._sounds.find(key, position + 1)
        exact = list(spoken)
        return sorted(found, key=lambda word: (-self.frequency(word), syllables(word) != exact, word))


class OwnWords:
    """The words of each report by itself, collected when first asked for."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._known: dict[str, Vocabulary] = {}

    def of(self, report: str | None) -> Vocabulary | None:
        """Return the words of one report; None where none is asked by itself."""
        if report is not None and report not in self._known:
            self._known[report] = Vocabulary.build(p.text for p in self._passages if p.report == report)
        return None if report is None else self._known[report]


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # loads 15 MB of readings: only for those who ask for sounds

    return tuple(lazy_pinyin(word, errors=list))  # type: ignore[arg-type]


def syllables(word: str) -> list[str]:
    """Toneless syllables of ``word`` as read in context; what has no reading stands for itself.

    >>> syllables("银行"), syllables("行走")
    (['yin', 'hang'], ['xing', 'zou'])
    """
    return list(_syllables(word))


@lru_cache(maxsize=20_000)
def readings(character: str) -> tuple[str, ...]:
    """Every toneless reading of one ideograph, commonest first; none for anything else."""
    return tuple(dict.fromkeys(tone[:-1] for tone in toned_readings(character)))


@lru_cache(maxsize=20_000)
def toned_readings(character: str) -> tuple[str, ...]:
    """Every reading of one ideograph with its tone (1 to 5) last, commonest first.

    >>> toned_readings("重")
    ('zhong4', 'chong2', 'tong2')
    """
    from pypinyin import Style, pinyin

    if not _RUN.fullmatch(character):
        return ()
    found = pinyin(character, style=Style.TONE3, heteronym=True, errors="ignore", neutral_tone_with_five=True)
    return tuple(dict.fromkeys(found[0])) if found else ()


@lru_cache(maxsize=2_000)
def sound_class(syllable: str) -> str:
    """Fold the confusions of speakers and of input methods: zh/z, ch/c, sh/s, n/l, f/h, an/ang, en/eng, in/ing.

    >>> [sound_class(s) for s in ("zhang", "zan", "ning", "lin", "fei", "hui")]
    ['zan', 'zan', 'lin', 'lin', 'huei', 'huei']
    """
    folded = re.sub(r"^([zcs])h", r"\1", syllable)
    folded = re.sub(r"^n(?=.)", "l", folded)
    folded = re.sub(r"^f(?!u$)", "hu", re.sub(r"^fu$", "hu", folded))
    folded = {"hui": "huei", "hun": "huen"}.get(folded, folded)
    return re.sub(r"(?<=[aei])ng$", "n", folded)


@cache
def _class_codes() -> dict[str, str]:
    return {}


def _code(syllable: str) -> str:
    """One private-use character for the sound class of ``syllable``; itself for what is not a syllable."""
    if not syllable.isascii() or not syllable.isalpha():
        return syllable if len(syllable) == 1 else ""
    codes = _class_codes()
    return codes.setdefault(sound_class(syllable), chr(_SOUND_BASE + len(codes) % 6000))


def _character_sound(character: str) -> str:
    found = readings(character)
    return _code(found[0]) if found else character
