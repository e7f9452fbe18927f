"""Put what people say into what reports say: GDP is 地区生产总值, 老小区 is 老旧小区.

The table holds the vocabulary of the genre, none of it from one report. A word is replaced only where the report
does not have it and has one of the words that mean it.
"""

import re
from functools import cache
from pathlib import Path

import rjieba

from app.vocabulary import Vocabulary

TABLE_FILE = Path(__file__).parent / "data" / "genre-zh.tsv"


@cache
def read_table() -> dict[str, tuple[str, ...]]:
    """Return the table: what is said, folded, and what reports say for it, best first."""
    rows = (line.split("\t") for line in TABLE_FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {said: tuple(meant.split("/")) for said, meant in rows}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(read_table(), key=lambda said: -len(said)))))


def reword(question: str, vocabulary: Vocabulary) -> str:
    """Return the folded ``question`` with words that the report lacks replaced by words of the report.

    Only whole words are replaced, as the segmenter cuts them.
    """
    cuts = _cuts(question)

    def meant(match: re.Match[str]) -> str:
        said = match[0]
        if not cuts.issuperset(match.span()) or (not said.isascii() and said in vocabulary):
            return said
        return next((word for word in read_table()[said] if word in vocabulary), said)

    return _pattern().sub(meant, question)


def _cuts(text: str) -> set[int]:
    """The offsets between the words of ``text``, both ends included."""
    cuts, position = {0}, 0
    for word in rjieba.cut(text):
        position += len(word)
        cuts.add(position)
    return cuts
