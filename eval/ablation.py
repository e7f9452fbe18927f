"""The program stage by stage, on the same questions in the same run: what each part adds to finding and to answering.

Every stage has the question as the program understands it (stand-alone, in the report's words, typos mended), so that
a row differs from the one before it in one part alone. Only the whole program refuses.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from app.answer import Answer, Answerer, Turn
from app.citing import Citer
from app.compose import state
from app.examined import Examined
from eval.baselines import quote_passages
from eval.experiment import Engine
from eval.summary import STAGES
from index.records import Passage, Report

Say = Callable[[Examined, str | None], Answer]
"""(what was examined, the report asked or None for all) → what a stage answers."""


class Stage:
    """Answers with what one stage makes of a question that is examined once for all of them."""

    def __init__(self, examine: Callable[[str, Sequence[Turn], str | None], Examined], say: Say) -> None:
        self._examine = examine
        self._say = say

    def answer(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        """Return the stage's answer; raises what examining raises."""
        return self._say(self._examine(question, tuple(history), report), report)


def make_stages(engine: Engine) -> dict[str, Answerer]:
    """Return an answerer for each of ``eval.summary.STAGES``."""
    examine = lru_cache(maxsize=1)(engine.extract)
    reports = engine.index.reports
    said: list[Say] = [
        _top_sentence(engine, (1.0, 0.0)),
        _top_sentence(engine, (0.0, 1.0)),
        _top_sentence(engine, (1.0, 1.0)),
        lambda examined, _: _cut(examined, reports),
        lambda examined, _: engine.insist(examined),
        lambda examined, _: examined.answer,
        lambda examined, _: _quote(examined, [found.candidate.passage for found in examined.found[:1]], reports),
    ]
    return {name: Stage(examine, say) for name, say in zip(STAGES, said, strict=True)}


def _top_sentence(engine: Engine, weights: tuple[float, float]) -> Say:
    """The first passage of a search, whole; ``weights`` are those of the dense and the lexical score."""

    def say(examined: Examined, report: str | None) -> Answer:
        hits = engine.retriever.search(examined.question.text, report, 1, weights=weights)
        return _quote(examined, [hit.passage for hit in hits], engine.index.reports)

    return say


def _quote(examined: Examined, passages: Sequence[Passage], reports: Mapping[str, Report]) -> Answer:
    return quote_passages(examined.answer.question, passages, reports) if passages else examined.answer


def _cut(examined: Examined, reports: Mapping[str, Report]) -> Answer:
    """One sentence with the span that the reader marked in the passage it puts first."""
    if not examined.found:
        return examined.answer
    citer = Citer(dict(reports))
    text = state(examined.found[0].candidate, examined.question, citer)
    return Answer(examined.answer.question, examined.question.asked, "answered", text, citer.citations)
