"""When the best words found are no answer, whatever their score: they are of another kind than what is asked for."""

import re

from app.features import Candidate
from app.question import Question
from app.spans import answer_span, quantities_in
from app.units import both_count, same_unit
from index.figures import Quantity, find_quantities, tell_side

_ASKS_NAMES = re.compile(r"叫(?:什么|啥)|名字|[村店厂校]名|都?是哪[些几]|分别是(?:什么|谁|哪)|\bnames?\b")
_LISTED = re.compile(r"、(?!\s*\d)|[“《]|包括|分别|[:：]")  # signs of an enumeration
_TIMES = ("年", "月", "日", "天", "季度")
_TARGET_NAMED = re.compile(r"目标|计划(?!生育)|定的是|\btargets?\b|\bgoals?\b")


def mismatches(question: Question, candidate: Candidate) -> bool:
    """Whether what ``candidate`` would answer is of another kind than ``question`` asks for.

    多少家 is not answered by an amount of money, 百分之几 not by a number of people, a target that the question
    calls by that name not by a result, and the names of six villages not by 6个村.
    """
    return _counts_only(question, candidate) or _other_quantity(question, candidate)


def _counts_only(question: Question, candidate: Candidate) -> bool:
    """Whether names of so many things are asked for, and the passage counts them without a list of names beside."""
    asked = [q for q in find_quantities(question.text) if q.value > 1 and q.unit not in _TIMES]
    if not asked or not _ASKS_NAMES.search(question.text):
        return False
    text = candidate.passage.text
    for quantity in find_quantities(text):
        if any(quantity.value == q.value and both_count(quantity.unit, q.unit) for q in asked):
            before = text[max(text.rfind("。", 0, quantity.start), 0) : quantity.start]
            after = text[quantity.end :]
            return not (_LISTED.search(before) or _LISTED.search(after))
    return False


def _other_quantity(question: Question, candidate: Candidate) -> bool:
    if question.kind != "quantity" or question.asks_several:
        return False
    text = candidate.passage.text
    marked = quantities_in(text, answer_span(question, text, candidate.reading))
    stated = [q for q in marked if q.unit] or marked  # 1-6月: the 1 is no quantity of its own
    if question.measured and stated and not any(_fits(q, unit) for q in stated for unit in question.measured):
        return True
    named = question.side == "target" and _TARGET_NAMED.search(question.text)
    return bool(named) and tell_side(candidate.passage.section, text) == "result" and not _TARGET_NAMED.search(text)


def _fits(quantity: Quantity, unit: str) -> bool:
    """Whether a quantity can be of ``unit``; a bare number can be anything but a percentage."""
    if not quantity.unit:
        return unit != "%"
    return same_unit(quantity.unit, unit) or both_count(quantity.unit, unit)
