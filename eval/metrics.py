"""What an answer, its citations and a ranking are worth.

Every figure is a share between 0 and 1, or None where there is nothing to measure it on. Import the names
(``from eval.metrics import …``): ``import eval.metrics`` would hide the built-in ``eval``.
"""

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, Success, nDCG

from app.answer import Answer, Citation
from eval.evidence import Judged, Places, supports
from eval.normalize import normalize
from eval.questions import Question
from index.records import Passage, Report

MAX_SHORT_ANSWER = 240
"""Characters that the answer to a factoid or yes/no question may have."""
SHORT_TYPES = ("factoid", "yesno")
DEPTH = 10
"""Passages retrieved for each question; the mean reciprocal rank looks no deeper either."""
RANKING_MEASURES = {
    "hit@1": Success @ 1,
    "hit@3": Success @ 3,
    "hit@5": Success @ 5,
    "hit@10": Success @ 10,
    "mrr": RR,
    "ndcg@10": nDCG @ 10,
}


def has_gold(question: Question, text: str) -> bool:
    """Whether every gold item has one of its forms in ``text``."""
    normal = normalize(text)
    return all(any(normalize(form) in normal for form in forms) for forms in question.gold)


def is_right(question: Question, answer: Answer | None) -> bool:
    """Whether ``answer`` is right; None stands for a failure, which never is.

    An answerable question must be answered, with all of its gold and nothing that is forbidden, and shortly where
    a short answer is due; any other must be refused.
    """
    if answer is None:
        return False
    if not question.answerable:
        return answer.status == "refused"
    if answer.status != "answered" or not has_gold(question, answer.text):
        return False
    normal = normalize(answer.text)
    if any(normalize(form) in normal for form in question.forbid):
        return False
    return question.type not in SHORT_TYPES or len(answer.text) <= MAX_SHORT_ANSWER


def citation_precision(citations: Sequence[Citation], evidence: Sequence[Places]) -> float:
    """The share of the citations that overlap evidence; 0 without citations."""
    return mean([supports(citation, evidence) for citation in citations]) or 0.0


def citation_recall(citations: Sequence[Citation], evidence: Sequence[Places]) -> float:
    """The share of the items of evidence that a citation overlaps at one of their places."""
    return mean([any(supports(citation, [places]) for citation in citations) for places in evidence]) or 0.0


def is_verbatim(citation: Citation, reports: Mapping[str, Report]) -> bool:
    """Whether the quote is, character for character, what stands at its offsets in its report."""
    report = reports.get(citation.report)
    if report is None or not 0 <= citation.start < citation.end:
        return False
    return report.text[citation.start : citation.end] == citation.quote


def rank_figures(
    items: Sequence[Judged], rankings: Sequence[Sequence[Passage]], units: Sequence[Passage]
) -> list[dict[str, float]]:
    """Return the ranking figures of each question, by ir-measures (MacAvaney et al., ECIR 2022).

    ``rankings`` holds what was retrieved for each item, best first; ``units`` is everything that could be. A unit
    is relevant when it overlaps the evidence, so nDCG's ideal ranking has all of those on top. A question with no
    result, or whose evidence no unit overlaps, scores zero.
    """
    qrels: dict[str, dict[str, int]] = {}
    run: dict[str, dict[str, float]] = {}
    for number, (item, ranking) in enumerate(zip(items, rankings, strict=True)):
        qrels[str(number)] = {str(unit.id): 1 for unit in units if supports(unit, item.evidence)}
        # trec_eval sorts by score and breaks ties by name: distinct scores keep the order given
        run[str(number)] = {str(passage.id): float(-rank) for rank, passage in enumerate(ranking)}
    figures = [dict.fromkeys(RANKING_MEASURES, 0.0) for _ in items]
    names = {measure: name for name, measure in RANKING_MEASURES.items()}
    for metric in ir_measures.iter_calc(list(names), qrels, run) if items else ():
        figures[int(metric.query_id)][names[metric.measure]] = float(metric.value)
    return figures


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean, or None of nothing."""
    return sum(values) / len(values) if values else None
