"""How wrong the answers are when only the surest are given: the risk–coverage curve of selective answering.

Coverage is the share of all questions that are answered, risk the share of those answers that are wrong (El-Yaniv and
Wiener, 2010); an answer to a question that the report does not answer is wrong. The area under the curve (Geifman,
Uziel and El-Yaniv, 2019) is the mean risk over all coverages: smaller is better, and what is left of it when every
right answer comes before every wrong one is no fault of the confidence. Of equally sure answers any may come first;
the figures are the expected ones.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from eval.experiment import Outcome

SHOWN = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""The coverages for which the risk is told."""


@dataclass(frozen=True, slots=True)
class Graded:
    """How sure an answer is, in 0..1, and whether it is wrong."""

    confidence: float
    wrong: bool


@dataclass(frozen=True, slots=True)
class Point:
    """The curve where all answers at least as sure as ``threshold`` are given."""

    threshold: float
    coverage: float
    risk: float


def grade(outcomes: Sequence[Outcome]) -> list[Graded]:
    """Grade the outcomes of an answerer that never refuses; what failed is the least sure, and wrong."""
    return [Graded(outcome.answer.confidence if outcome.answer else 0.0, is_wrong(outcome)) for outcome in outcomes]


def is_wrong(outcome: Outcome) -> bool:
    """Whether an outcome is wrong as an answer: no refusal counts as right here."""
    return not (outcome.right and outcome.item.question.answerable)


def curve(graded: Sequence[Graded]) -> list[Point]:
    """Return a point for each confidence there is, the surest first."""
    points, given, wrong = [], 0, 0
    for confidence, tied in groupby(_surest_first(graded), key=lambda one: one.confidence):
        for one in tied:
            given, wrong = given + 1, wrong + one.wrong
        points.append(Point(confidence, given / len(graded), wrong / given))
    return points


def expected_risks(graded: Sequence[Graded]) -> list[float]:
    """Return the expected risk when the one surest answer is given, the two surest, and so on to all."""
    risks: list[float] = []
    before = 0.0
    for _, group in groupby(_surest_first(graded), key=lambda one: one.confidence):
        tied = list(group)
        wrong, given = sum(one.wrong for one in tied), len(risks)
        risks += [(before + wrong * k / len(tied)) / (given + k) for k in range(1, len(tied) + 1)]
        before += wrong
    return risks


def area(graded: Sequence[Graded]) -> float:
    """Return the area under the risk–coverage curve: the mean of the expected risks; 0 of no answers."""
    risks = expected_risks(graded)
    return math.fsum(risks) / len(risks) if risks else 0.0


def best_area(graded: Sequence[Graded]) -> float:
    """Return the area that the same answers would have, did the right ones all come first."""
    return area([Graded(float(not one.wrong), one.wrong) for one in graded])


def summarize_coverage(insisting: Sequence[Outcome], refusing: Sequence[Outcome]) -> dict[str, Any]:
    """Return the curve of the answers as they would all have been given, and where the program stands with refusing."""
    graded = grade(insisting)
    risks = expected_risks(graded)
    given = [outcome for outcome in refusing if outcome.status == "answered"]
    return {
        "risk_at": {f"{share:g}": risks[math.ceil(share * len(risks) - 1e-9) - 1] for share in SHOWN} if risks else {},
        "operating": {
            "coverage": len(given) / len(refusing) if refusing else None,
            "risk": sum(is_wrong(outcome) for outcome in given) / len(given) if given else None,
            "threshold": min((outcome.answer.confidence for outcome in given if outcome.answer), default=None),
        },
        "area": area(graded),
        "best_area": best_area(graded),
        "curve": [[point.threshold, round(point.coverage, 6), round(point.risk, 6)] for point in curve(graded)],
    }


def _surest_first(graded: Sequence[Graded]) -> list[Graded]:
    return sorted(graded, key=lambda one: -one.confidence)
