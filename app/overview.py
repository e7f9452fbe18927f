"""What a question on the whole of a report is answered with: the headings of the part that it asks for.

上半年工作 or 下半年的总体思路 name no matter of their own; every passage is as near to them as any other.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.points import Point, heading_key
from app.problems import asks_merits, asks_only_problems, asks_problems
from app.question import Question
from app.sections import bullet_groups
from app.subject import subject_words
from index.figures import tell_side
from index.records import Passage
from index.store import Index

_FEWEST, _MOST = 3, 48  # headings side by side that make an overview
_TOLD, _APART = 6, 12  # headings up to which a sentence of each is told too, and up to which each stands alone


def summary_groups(
    question: Question, points: Sequence[Point], index: Index, titles: Sequence[str]
) -> list[list[Passage]]:
    """Return what a summary tells, a bullet a group: the headings of a whole part, else what is likeliest asked for."""
    groups = overview(question, points, index, titles)
    return groups or bullet_groups(points, index, asks_only_problems(question, titles))


def overview(question: Question, points: Sequence[Point], index: Index, titles: Iterable[str]) -> list[list[Passage]]:
    """Return the headings of the part of the report that the question asks for, each a group.

    Where they are few, each is followed by the sentence below it that a summary would tell first; where they are many,
    several share a group. Nothing where the question names a matter or asks for problems, or where the report has no
    such headings.
    """
    if not points or asks_problems(question) or subject_words(question, titles):
        return []
    headings = _headings(question, points[0].passage.report, index)
    if asks_merits(question):  # what tells no merit has no point
        headings = [heading for heading in headings if _likeliest_below(heading, points)]
    if not _FEWEST <= len(headings) <= _MOST:
        return []
    if len(headings) > _TOLD:
        size = 1 if len(headings) <= _APART else math.ceil(len(headings) / _TOLD)
        return [headings[start : start + size] for start in range(0, len(headings), size)]
    return [[heading, *_likeliest_below(heading, points)] for heading in headings]


def _headings(question: Question, report: str, index: Index) -> list[Passage]:
    """The headings next below those of the report's parts that tell the side asked about."""
    below: dict[tuple[str, ...], list[Passage]] = defaultdict(list)
    for passage in index.passages:
        if passage.report == report and passage.is_heading:
            below[passage.section].append(passage)
    parts = [path for path, headings in below.items() if path and len(headings) >= _FEWEST]
    top = min(map(len, parts), default=0)
    return [
        heading
        for path in parts
        if len(path) == top and (not question.side or _side_of(path, below[path][0].ahead) == question.side)
        for heading in below[path]
    ]


def _side_of(path: tuple[str, ...], ahead: bool) -> str:
    side = tell_side(path, "", ahead)
    return "target" if side == "plan" else side


def _likeliest_below(heading: Passage, points: Sequence[Point]) -> list[Passage]:
    report, path = heading_key(heading)
    under = [p for p in points if p.passage.report == report and p.passage.section[: len(path)] == path]
    return [max(under, key=lambda point: point.probability).passage] if under else []
