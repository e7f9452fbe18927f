"""A small world for the tests of ``app``: passages, candidates and a reader that marks words by a plain rule."""

from collections.abc import Sequence

import numpy as np
from conftest import make_report

from app.citing import Citer
from app.content import content_bigrams
from app.evidence import Found
from app.features import FEATURES, Candidate
from app.question import Question, understand
from app.reader import NO_SCORE, Reading
from app.relevance import Logistic, Relevance
from index.figures import find_quantities
from index.lexical import LexicalIndex, fold
from index.records import Hit, Passage, Report


class World:
    """One report made of the passages added to it, so that every offset is real."""

    def __init__(self, title: str = "某镇2024年工作总结") -> None:
        self.title = title
        self.passages: list[Passage] = []
        self._text = ""

    def add(self, text: str, section: Sequence[str] = (), is_heading: bool = False) -> Passage:
        start = len(self._text)
        row = len(self.passages)
        passage = Passage(row, "r", start, start + len(text), text, tuple(section), row, is_heading)
        self._text += text + "\n"
        self.passages.append(passage)
        return passage

    @property
    def report(self) -> Report:
        return make_report(self._text, title=self.title)

    @property
    def reports(self) -> dict[str, Report]:
        return {"r": self.report}

    @property
    def lexical(self) -> LexicalIndex:
        return LexicalIndex.build([passage.indexed_text for passage in self.passages])

    def citer(self) -> Citer:
        return Citer({"r": self.report})


def reading_of(text: str, words: str, answerable: float = 5.0) -> Reading:
    start = text.index(words)
    return Reading(start, start + len(words), 5.0, answerable)


def candidate(passage: Passage, words: str = "") -> Candidate:
    """A candidate whose reader marked ``words``."""
    return Candidate(Hit(passage, 1.0, 0.5, 1.0), reading_of(passage.text, words))


def found(passage: Passage, words: str = "", probability: float = 0.9) -> Found:
    return Found(candidate(passage, words), probability, probability)


def ask(text: str, lang: str = "zh") -> Question:
    return understand(text, text, lang)  # type: ignore[arg-type]


class OverlapReader:
    """Reads like the real one: a passage is as answerable as it shares the question's bigrams; a quantity is marked."""

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Reading]:
        return [self._read(question, path, text) for path, text in passages]

    def _read(self, question: str, path: str, text: str) -> Reading:
        grams = content_bigrams(question)
        shared = sum(gram in fold(text) for gram in grams) / max(1, len(grams))
        if not text.strip():
            return Reading(0, 0, NO_SCORE, NO_SCORE)
        first = next((i for i, gram in enumerate(grams) if gram in text), None)
        at = text.find(grams[first]) if first is not None else 0
        after = [q for q in find_quantities(text) if q.start >= at]
        start, end = (after[0].start, after[0].end) if after else (at, min(len(text), at + 12))
        return Reading(start, end, 4 * shared, 10 * (shared - 0.5))


def logistic(bias: float = 0.0, **weights: float) -> Logistic:
    """A model of the named features alone."""
    row = np.array([weights.get(name, 0.0) for name in FEATURES])
    return Logistic(np.zeros(len(FEATURES)), np.ones(len(FEATURES)), row, bias)


def overlap_relevance(threshold: float = 0.5) -> Relevance:
    """Ranks by the reader, and answers where the words of the question are covered."""
    return Relevance(logistic(answerable=1.0), logistic(answerable=1.0), threshold)
