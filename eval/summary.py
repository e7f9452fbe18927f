"""From outcomes to figures: means over questions, for each set and each system."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.answer import Answer
from eval.coverage import summarize_coverage
from eval.experiment import MAIN_RANKER, MAIN_SYSTEM, Experiment, Outcome, Ranked
from eval.metrics import RANKING_MEASURES, mean
from eval.ungrounded import find_ungrounded

ANSWER_METRICS = (
    "accuracy",
    "accuracy_all",
    "gold_found",
    "citation_precision",
    "citation_recall",
    "verbatim",
    "refusal",
    "answered",
)
FLOOR_METRICS = (*ANSWER_METRICS, *RANKING_MEASURES)
"""Every figure of which more is better, so that a floor can be set for it."""
DENSE, LEXICAL, FUSION = "dense only", "BM25 only", "fusion"
"""The rankers between which the gain of fusing is told."""
INSISTING, REFUSING = "+ figures", "+ refusal"
"""The last stage that never refuses, and the whole program."""
STAGES = {
    "dense only": DENSE,
    "BM25 only": LEXICAL,
    "fusion": FUSION,
    "+ reader rerank": MAIN_RANKER,
    INSISTING: MAIN_RANKER,
    REFUSING: MAIN_RANKER,
    "top-1 sentence as the answer": MAIN_RANKER,
}
"""The stages of the ablation, each with the ranker that finds its passages."""
STAGE_METRICS = ("accuracy", "accuracy_all", "refusal", "wrong_refusals", "failed")
_NOT_ADDED = ("model", "understand", "retrieve", "read", "compose")
GROUPS = ("type", "kind", "lang")


def summarize(experiment: Experiment) -> dict[str, dict[str, Any]]:
    """Return, for each question set, its figures by system and by ranker."""
    first = next(iter(experiment.outcomes.values()))
    names = list(dict.fromkeys(outcome.item.question.set for outcome in first))
    return {name: _summarize_set(experiment, name) for name in names}


def _summarize_set(experiment: Experiment, name: str) -> dict[str, Any]:
    systems = {
        system: summarize_answers([outcome for outcome in outcomes if outcome.item.question.set == name])
        for system, outcomes in experiment.outcomes.items()
    }
    retrieval = {
        ranker: summarize_ranking([ranked for ranked in rankings if ranked.item.question.set == name])
        for ranker, rankings in experiment.rankings.items()
    }
    stages = {
        stage: [outcome for outcome in outcomes if outcome.item.question.set == name]
        for stage, outcomes in experiment.stages.items()
    }
    return {
        "systems": systems,
        "retrieval": retrieval,
        "fusion_gain": fusion_gain(retrieval),
        "ablation": {stage: _summarize_stage(stage, outcomes, retrieval) for stage, outcomes in stages.items()},
        "coverage_risk": summarize_coverage(stages[INSISTING], stages[REFUSING]) if stages else {},
    }


def _summarize_stage(
    stage: str, outcomes: Sequence[Outcome], retrieval: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    figures, ranked = summarize_answers(outcomes), retrieval[STAGES[stage]]
    return {name: ranked[name] for name in RANKING_MEASURES} | {name: figures[name] for name in STAGE_METRICS}


def summarize_answers(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the figures of one system; a figure is None where no question bears on it.

    ``accuracy``, ``answered`` and ``wrong_refusals`` are over the answerable questions, ``refusal`` over the
    others, ``accuracy_all`` over both. ``gold_found`` is accuracy without regard to length and forbidden words.
    Citation precision is the mean over answerable questions that were not refused (none cited scores 0), recall
    over all of them that have evidence; ``verbatim`` is a share of all citations. ``ungrounded`` counts answers with
    a number, name or date that is not in their cited words.
    """
    answerable = [outcome for outcome in outcomes if outcome.item.question.answerable]
    others = [outcome for outcome in outcomes if not outcome.item.question.answerable]
    verbatim = [ok for outcome in outcomes for ok in outcome.verbatim]
    return {
        "questions": len(outcomes),
        "answerable": len(answerable),
        "accuracy": mean([outcome.right for outcome in answerable]),
        "accuracy_all": mean([outcome.right for outcome in outcomes]),
        "gold_found": mean([outcome.gold_found for outcome in answerable]),
        "citation_precision": mean([o.precision for o in outcomes if o.precision is not None]),
        "citation_recall": mean([o.recall for o in outcomes if o.recall is not None]),
        "citations": len(verbatim),
        "verbatim": mean(verbatim),
        "refusal": mean([outcome.status == "refused" for outcome in others]),
        "answered": mean([outcome.status == "answered" for outcome in answerable]),
        "wrong_refusals": mean([outcome.status == "refused" for outcome in answerable]),
        "failed": sum(outcome.status == "failed" for outcome in outcomes),
        "ungrounded": sum(bool(o.answer and find_ungrounded(o.answer)) for o in outcomes),
        "generation": summarize_generation([o.answer for o in outcomes if o.answer]),
        "latency_ms": latency([outcome.seconds for outcome in outcomes]),
        "by": {group: _accuracy_by(group, outcomes) for group in GROUPS},
    }


def summarize_generation(answers: Sequence[Answer]) -> dict[str, Any]:
    """Return what a chat model had to do with the answers; empty where none was asked.

    Shares are of the answers that it was asked for. ``added_ms`` is the median of what an answer takes beside the
    model and the extractive answerer: prompts, checking, wording.
    """
    asked = [(answer, answer.generation) for answer in answers if answer.generation]
    if not asked:
        return {}
    made = [generation for _, generation in asked]
    return {
        "asked": len(asked),
        **{kind: mean([g.grounding == kind for g in made]) for kind in ("verified", "repaired", "extractive")},
        "dropped": mean([g.dropped > 0 for g in made]),
        "causes": dict(Counter(g.cause for g in made if g.cause)),
        "tokens": {
            "prompt": mean([g.prompt_tokens for g in made]),
            "completion": mean([g.completion_tokens for g in made]),
        },
        "model_ms": latency([answer.timings_ms["model"] / 1000 for answer, _ in asked])["p50"],
        "added_ms": latency([_added(answer.timings_ms) / 1000 for answer, _ in asked])["p50"],
    }


def _added(timings: Mapping[str, float]) -> float:
    return timings["total"] - sum(timings.get(stage, 0.0) for stage in _NOT_ADDED)


def _accuracy_by(group: str, outcomes: Sequence[Outcome]) -> dict[str, dict[str, Any]]:
    values = list(dict.fromkeys(getattr(outcome.item.question, group) for outcome in outcomes))
    rows = {value: [o for o in outcomes if getattr(o.item.question, group) == value] for value in sorted(values)}
    return {value: {"questions": len(row), "accuracy": mean([o.right for o in row])} for value, row in rows.items()}


def summarize_ranking(rankings: Sequence[Ranked]) -> dict[str, Any]:
    """Return the mean of each ranking figure over the questions with evidence."""
    figures = [ranked.figures for ranked in rankings if ranked.figures is not None]
    means = {name: mean([row[name] for row in figures]) for name in RANKING_MEASURES}
    return {"questions": len(figures), **means, "failed": sum(bool(ranked.error) for ranked in rankings)}


def fusion_gain(retrieval: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Return each figure of the fusion less that of the better of its parts, where all three were run."""
    if not {DENSE, LEXICAL, FUSION} <= set(retrieval) or not retrieval[FUSION]["questions"]:
        return {}
    dense, lexical, fused = (retrieval[name] for name in (DENSE, LEXICAL, FUSION))
    return {name: fused[name] - max(dense[name], lexical[name]) for name in RANKING_MEASURES}


def latency(seconds: Sequence[float]) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds."""
    p50, p95 = np.percentile(np.asarray(seconds) * 1000, [50, 95]) if seconds else (0.0, 0.0)
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}


def missed_floors(summary: Mapping[str, Mapping[str, Any]], floors: Sequence[tuple[str, float]]) -> list[str]:
    """Return one sentence for each floor that a set's main system or ranker misses, or has no figure for."""
    missed = []
    for name, figures in summary.items():
        reached = {**figures["retrieval"].get(MAIN_RANKER, {}), **figures["systems"][MAIN_SYSTEM]}
        for metric, floor in floors:
            value = reached.get(metric)
            if value is None:
                missed.append(f"{name}: no question measures {metric}, for which {floor:g} is the floor")
            elif value < floor:
                missed.append(f"{name}: {metric} is {value:.4f}, below the floor of {floor:g}")
    return missed
