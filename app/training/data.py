"""Examples in the reader's run-time form: short passages, near-miss negatives, batches."""

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.pairs import PairEncoder, Window
from app.training.corpus import Asked, Corpus, Document, Span, plain

MAX_GROWN = 250  # characters of a sentence with its neighbours
LONG_SHARE = 0.3  # of the questions on encyclopaedia paragraphs get long windows
LONG_CHARS = 330
LONG_CORPORA = ("cmrc2018_train", "drcd_dev_simplified")
COMMON = 1_500  # a bigram in more units than this says nothing when neighbours are sought

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Mix:
    """How many negatives a positive gets (expected numbers) and what share of a corpus is used."""

    near: float = 0.75
    far: float = 0.25
    year: float = 0.5
    unanswerable: float = 0.75
    noisy_positive: float = 0.5  # of squad2_zh, a machine translation


@dataclass(frozen=True, slots=True)
class Example:
    """One pair; ``start``/``end`` are offsets in ``passage``, or -1 where it does not answer."""

    question: str
    path: str
    passage: str
    start: int = -1
    end: int = -1
    kind: str = "positive"


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window with its targets: token positions in ``ids``, 0 ([CLS]) for no answer."""

    window: Window
    start: int
    end: int
    answerable: bool


def bigrams(text: str) -> Counter[str]:
    """Character bigrams of the plain text, with their counts."""
    flat = plain(text)
    return Counter(flat[i : i + 2] for i in range(len(flat) - 1))


class Neighbours:
    """Units ranked against a question by the inverse document frequency of shared bigrams."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._grams = [
            [frozenset(bigrams(document.text[slice(*span)])) for span in document.units] for document in documents
        ]
        for number, units in enumerate(self._grams):
            for unit, grams in enumerate(units):
                for gram in grams:
                    self._postings[gram].append((number, unit))
        self._total = sum(len(d.units) for d in documents)

    def near(self, question: str, number: int) -> list[int]:
        """Units of one document, best first."""
        asked = {g: self._weight(g) for g in bigrams(question)}
        scored = []
        for unit, grams in enumerate(self._grams[number]):
            score = sum(weight for gram, weight in asked.items() if gram in grams)
            scored.append((score / math.log(20 + len(grams)), unit))
        return [unit for _, unit in sorted(scored, reverse=True)]

    def far(self, question: str, number: int, count: int) -> list[tuple[int, int]]:
        """The ``count`` best (document, unit) pairs outside document ``number``."""
        scores: defaultdict[tuple[int, int], float] = defaultdict(float)
        for gram in bigrams(question):
            postings = self._postings.get(gram, ())
            if len(postings) <= COMMON:
                for place in postings:
                    scores[place] += self._weight(gram)
        outside = [place for place in scores if place[0] != number]
        return sorted(outside, key=lambda place: (-scores[place], place))[:count]

    def _weight(self, gram: str) -> float:
        return math.log(1 + self._total / (1 + len(self._postings.get(gram, ()))))


class Sampler:
    """Draws examples from a corpus; the same seed gives the same examples."""

    def __init__(self, corpus: Corpus, mix: Mix, seed: int) -> None:
        self._corpus, self._mix = corpus, mix
        self._neighbours = Neighbours(corpus.documents)
        self._random = random.Random(seed)

    def epoch(self, *, apart: bool = False) -> list[Example]:
        """One pass over the questions whose documents are (or are not) kept apart."""
        examples: list[Example] = []
        for asked in self._corpus.asked:
            document = self._corpus.documents[asked.document]
            if document.apart == apart and document.units:
                examples += self._examples(asked, document)
        return examples

    def _examples(self, asked: Asked, document: Document) -> Iterator[Example]:
        mix, chance = self._mix, self._random.random
        if not asked.spans:
            if chance() < mix.unanswerable:
                yield from self._near(asked, document, "unanswerable")
            return
        if not document.corpus.startswith("squad2") or chance() < mix.noisy_positive:
            positive = self._positive(asked, document)
            yield positive
            if chance() < mix.year:
                yield from self._other_year(positive)
        if chance() < mix.near:
            yield from self._near(asked, document, "near")
        if chance() < mix.far:
            yield from self._far(asked, document)

    def _positive(self, asked: Asked, document: Document) -> Example:
        span = self._random.choice(asked.spans)
        within = [u for u in document.units if u[0] < span[1] and span[0] < u[1]] or [span]
        start, end = min(within[0][0], span[0]), max(within[-1][1], span[1])
        if document.corpus in LONG_CORPORA and self._random.random() < LONG_SHARE:
            lead = self._random.randint(0, max(0, LONG_CHARS - (span[1] - span[0])))
            start = max(0, span[0] - lead)
            end = max(span[1], min(len(document.text), start + LONG_CHARS))
        else:
            start, end = self._grown(document, (start, end), ())
        return Example(asked.question, self._path(document), document.text[start:end], span[0] - start, span[1] - start)

    def _near(self, asked: Asked, document: Document, kind: str) -> Iterator[Example]:
        """A unit among the two nearest of the same document that do not hold the answer."""
        answers = [plain(document.text[slice(*s)]) for s in asked.spans]
        ranked = self._neighbours.near(asked.question, asked.document)
        free = [u for u in ranked if _free(document, document.units[u], asked.spans, answers)][:2]
        if not free:
            return
        unit = document.units[free[0] if self._random.random() < 0.75 else free[-1]]
        span = self._grown(document, unit, asked.spans, answers)
        yield Example(asked.question, self._path(document), document.text[slice(*span)], kind=kind)

    def _far(self, asked: Asked, document: Document) -> Iterator[Example]:
        answers = [plain(document.text[slice(*s)]) for s in asked.spans]
        places = self._neighbours.far(asked.question, asked.document, 6)
        self._random.shuffle(places)
        for number, unit in places:
            other = self._corpus.documents[number]
            if other.text != document.text and _free(other, other.units[unit], (), answers):
                span = self._grown(other, other.units[unit], (), answers)
                yield Example(asked.question, self._path(other), other.text[slice(*span)], kind="far")
                return

    def _other_year(self, positive: Example) -> Iterator[Example]:
        """The same pair asked for another year, which the passage does not speak of."""
        years = [y for y in _YEAR.findall(positive.question) if y in positive.passage]
        if years:
            other = str(int(years[0]) + self._random.choice((-3, -2, -1, 1, 2, 3)))
            if other not in positive.passage:
                question = positive.question.replace(years[0], other)
                yield Example(question, positive.path, positive.passage, kind="year")

    def _grown(self, document: Document, span: Span, avoid: Sequence[Span], answers: Sequence[str] = ()) -> Span:
        """The span, in under half of all cases with neighbour units up to a random length."""
        if self._random.random() < 0.55:
            return span
        limit = self._random.randint(60, MAX_GROWN)
        start, end = span
        before = [u for u in document.units if u[1] <= start][::-1]
        after = [u for u in document.units if u[0] >= end]
        while before or after:
            side = before if before and (not after or self._random.random() < 0.5) else after
            unit = side.pop(0)
            wider = min(start, unit[0]), max(end, unit[1])
            if wider[1] - wider[0] > limit or not _free(document, unit, avoid, answers):
                break
            start, end = wider
        return start, end

    def _path(self, document: Document) -> str:
        return document.title if self._random.random() < 0.7 else ""


def _free(document: Document, unit: Span, spans: Sequence[Span], answers: Sequence[str]) -> bool:
    """Whether a unit holds neither a gold span nor the text of an answer."""
    if any(unit[0] < end and start < unit[1] for start, end in spans):
        return False
    text = plain(document.text[slice(*unit)])
    return not any(answer in text for answer in answers)


def encode(example: Example, encoder: PairEncoder) -> Encoded | None:
    """Tokens and targets; none when the span is not within one window's tokens."""
    question = encoder.question(example.question)
    for window in encoder.windows(question, example.path, example.passage):
        if example.start < 0:
            return Encoded(window, 0, 0, False)
        inside = [i for i, (start, end) in enumerate(window.offsets) if start < example.end and example.start < end]
        if inside and window.offsets[inside[0]][0] <= example.start and window.offsets[inside[-1]][1] >= example.end:
            return Encoded(window, window.first + inside[0], window.first + inside[-1], True)
    return None


def batches(examples: Sequence[Encoded], size: int, seed: int) -> list[list[Encoded]]:
    """Batches of like length (sorted within shuffled pools of 40 batches), in random order."""
    shuffler = random.Random(seed)
    order = list(examples)
    shuffler.shuffle(order)
    made: list[list[Encoded]] = []
    for start in range(0, len(order), size * 40):
        pool = sorted(order[start : start + size * 40], key=lambda e: len(e.window.ids))
        made += [pool[i : i + size] for i in range(0, len(pool), size)]
    shuffler.shuffle(made)
    return made
