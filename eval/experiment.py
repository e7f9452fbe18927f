"""Ask every question, search for every question, and keep what came back with what it is worth.

A crash of the answerer or of a search is an outcome of that one question: it is recorded as failed, counts zero,
and is never taken for a refusal.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol, TypeVar

from app.answer import Answer, Answerer, Turn
from app.evidence import EvidenceFinder
from app.examined import Examined
from app.question import Question as UnderstoodQuestion
from eval.evidence import Judged
from eval.metrics import DEPTH, citation_precision, citation_recall, has_gold, is_right, is_verbatim, rank_figures
from index.embedding import SentenceTransformerEmbeddings
from index.records import Hit, Passage, Report

MAIN_SYSTEM = "report-qa"
"""The answerer under test, among the systems of a run."""
MAIN_RANKER = "reranked"
"""Its passages as it sees them, among the rankers of a run."""

Search = Callable[[str, str | None, int], Sequence[Passage]]
"""(question, report or None for all, how many) → passages, best first."""
_T = TypeVar("_T")


class IndexView(Protocol):
    """What the evaluation needs of an opened index."""

    @property
    def reports(self) -> Mapping[str, Report]:
        """The reports by id."""

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages."""

    @property
    def embeddings(self) -> SentenceTransformerEmbeddings:
        """The model that the index was built with."""


class Searcher(Protocol):
    """A fused search whose parts can be weighted."""

    def search(self, question: str, report: str | None, k: int, weights: tuple[float, float] = ...) -> list[Hit]:
        """Return ``k`` hits; ``weights`` are those of the dense and the lexical score."""


class Engine(Answerer, Protocol):
    """The program under test, as ``app.engine.Engine`` offers it."""

    @property
    def index(self) -> IndexView:
        """The index it answers from."""

    @property
    def retriever(self) -> Searcher:
        """Its fused search, before any reranking."""

    @property
    def finder(self) -> EvidenceFinder:
        """What finds and reads the passages of a question."""

    def retrieve(self, question: str, report: str | None, k: int) -> list[Hit]:
        """Return the passages as the answerer sees them."""

    def understand(self, question: str, history: Sequence[Turn] = ()) -> UnderstoodQuestion:
        """Return what the question asks, in the report's words."""

    def extract(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Examined:
        """Answer without a chat model, and keep what the answer was chosen from."""

    def insist(self, examined: Examined) -> Answer:
        """Return what would have been said had nothing been refused."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """A way of searching, and everything that it could find."""

    search: Search
    units: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one system said to one question, and what that is worth.

    ``answer`` is None when it failed, with the reason in ``error``. ``precision`` is None where it has no meaning
    (a refusal, or no evidence to compare with), ``recall`` where there is no evidence.
    """

    item: Judged
    answer: Answer | None
    error: str
    seconds: float
    right: bool
    gold_found: bool
    precision: float | None
    recall: float | None
    verbatim: tuple[bool, ...]

    @property
    def status(self) -> str:
        """``answered``, ``refused`` or ``failed``."""
        return self.answer.status if self.answer else "failed"


@dataclass(frozen=True, slots=True)
class Ranked:
    """The ranking figures of one question, None where it has no evidence; ``error`` when the search failed."""

    item: Judged
    figures: dict[str, float] | None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Experiment:
    """The outcomes by system and by stage and the rankings by ranker, each in the order of the questions."""

    outcomes: dict[str, list[Outcome]]
    rankings: dict[str, list[Ranked]]
    stages: dict[str, list[Outcome]] = field(default_factory=dict)


def run_experiment(
    items: Sequence[Judged],
    systems: Mapping[str, Answerer],
    rankers: Mapping[str, Ranker],
    reports: Mapping[str, Report],
    progress: Callable[[], object] = lambda: None,
    stages: Mapping[str, Answerer] = MappingProxyType({}),
) -> Experiment:
    """Put every question to every system, ranker and stage; ``progress`` is called after each of these.

    Rankers search for the stand-alone form that the main system gave a question, so that a follow-up is fair.
    """
    outcomes: dict[str, list[Outcome]] = {name: [] for name in systems}
    staged: dict[str, list[Outcome]] = {name: [] for name in stages}
    found: dict[str, list[tuple[Sequence[Passage], str]]] = {name: [] for name in rankers}
    for item in items:
        for name, answerer in systems.items():
            outcomes[name].append(ask(answerer, item, reports))
            progress()
        main = outcomes[MAIN_SYSTEM][-1].answer if MAIN_SYSTEM in outcomes else None
        query = main.standalone_question if main else item.question.question
        for name, ranker in rankers.items():
            found[name].append(_search(ranker, item, query))
            progress()
        for name, answerer in stages.items():
            staged[name].append(ask(answerer, item, reports))
            progress()
    return Experiment(outcomes, {name: _rank(ranker, items, found[name]) for name, ranker in rankers.items()}, staged)


def ask(answerer: Answerer, item: Judged, reports: Mapping[str, Report]) -> Outcome:
    """Put one question to ``answerer`` and judge what comes back."""
    question = item.question
    start = time.perf_counter()
    answer, error = _attempt(lambda: answerer.answer(question.question, question.history, question.report))
    seconds = time.perf_counter() - start
    citations = answer.citations if answer else ()
    measured = question.answerable and bool(item.evidence)
    refused = answer is not None and answer.status == "refused"
    return Outcome(
        item,
        answer,
        error,
        seconds,
        right=is_right(question, answer),
        gold_found=answer is not None and answer.status == "answered" and has_gold(question, answer.text),
        precision=citation_precision(citations, item.evidence) if measured and not refused else None,
        recall=citation_recall(citations, item.evidence) if measured else None,
        verbatim=tuple(is_verbatim(citation, reports) for citation in citations),
    )


def _search(ranker: Ranker, item: Judged, query: str) -> tuple[Sequence[Passage], str]:
    if not item.evidence:
        return (), ""
    passages, error = _attempt(lambda: ranker.search(query, item.question.report, DEPTH))
    return list(passages or ())[:DEPTH], error


def _rank(ranker: Ranker, items: Sequence[Judged], found: Sequence[tuple[Sequence[Passage], str]]) -> list[Ranked]:
    judged = [(item, passages) for item, (passages, _) in zip(items, found, strict=True) if item.evidence]
    figures = iter(rank_figures([item for item, _ in judged], [passages for _, passages in judged], ranker.units))
    return [
        Ranked(item, next(figures) if item.evidence else None, error)
        for item, (_, error) in zip(items, found, strict=True)
    ]


def _attempt(call: Callable[[], _T]) -> tuple[_T | None, str]:
    """Return what ``call`` returns and "", or None and why it failed: the boundary around each question."""
    try:
        return call(), ""
    except Exception as error:  # noqa: BLE001 - whatever an answerer raises is its failure, not the run's
        return None, f"{type(error).__name__}: {error}"
