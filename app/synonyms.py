"""Put what people say into what reports say: GDP is 地区生产总值, 老小区 is 老旧小区.

The table holds the vocabulary of the genre, none of it from one report. A word is replaced only where the report
does not have it and has one of the words that mean it. Where the report has more words for the thing than one, the
question is read with the first and searched with all; what is only near a word is searched for, never put in its
place: grain is no answer to a question about wheat.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import rjieba

from app.vocabulary import Vocabulary

TABLE_FILE = Path(__file__).parent / "data" / "genre-zh.tsv"
MOST_FORMS = 3
"""Other words for one thing that are searched for; more would outweigh the rest of the question."""


class Meant(NamedTuple):
    """What reports say for a word: for just that, best first, and near it (its field, its kind)."""

    same: tuple[str, ...]
    near: tuple[str, ...]


@cache
def read_table() -> dict[str, Meant]:
    """Return the table: what is said, folded, and what reports say for it."""
    rows = (line.split("\t") for line in TABLE_FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {said: Meant(*(tuple(filter(None, part.split("/"))) for part in (*meant, "")[:2])) for said, *meant in rows}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(read_table(), key=lambda said: -len(said)))))


def reword(question: str, vocabulary: Vocabulary) -> str:
    """Return the folded ``question`` with words that the report lacks replaced by words of the report.

    Only whole words are replaced, as the segmenter cuts them.
    """
    cuts = _cuts(question)
    return _pattern().sub(lambda match: _standing(match, cuts, vocabulary), question)


class Kindred(NamedTuple):
    """Other words of the report: what they say for words of a question, and what is only near to its words."""

    also: tuple[tuple[str, tuple[str, ...]], ...]
    near: tuple[str, ...]


def kindred(question: str, vocabulary: Vocabulary) -> Kindred:
    """Return what else the report says for the words of ``reword(question)`` that the table knows.

    >>> kindred("固投完成多少", Vocabulary.build(["固定资产投资"]))
    Kindred(also=(), near=())
    """
    cuts = _cuts(question)
    also: dict[str, tuple[str, ...]] = {}
    near: dict[str, None] = {}
    for match in _pattern().finditer(question):
        if cuts.issuperset(match.span()):
            standing = _standing(match, cuts, vocabulary)
            same, beside = ([w for w in words if w in vocabulary and w not in standing] for words in _meant(match[0]))
            also[standing] = tuple(same[:MOST_FORMS])
            near |= dict.fromkeys(beside[: MOST_FORMS - len(also[standing])])
    return Kindred(tuple((word, forms) for word, forms in also.items() if forms), tuple(near))


def _meant(said: str) -> Meant:
    return read_table()[said]


def _standing(match: re.Match[str], cuts: set[int], vocabulary: Vocabulary) -> str:
    """What stands in the question in the place of ``match``."""
    said = match[0]
    if not cuts.issuperset(match.span()) or (not said.isascii() and said in vocabulary):
        return said
    return next((word for word in _meant(said).same if word in vocabulary), said)


def _cuts(text: str) -> set[int]:
    """The offsets between the words of ``text``, both ends included."""
    cuts, position = {0}, 0
    for word in rjieba.cut(text):
        position += len(word)
        cuts.add(position)
    return cuts
