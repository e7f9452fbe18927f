"""When the best words found are no answer, whatever their score: a quantity of another kind than asked for."""

import re

from app.features import Candidate
from app.question import Question
from app.spans import answer_span, quantities_in
from app.units import both_count, same_unit
from index.figures import tell_side

_TARGET_NAMED = re.compile(r"目标|计划(?!生育)|定的是|\btargets?\b|\bgoals?\b")


def mismatches(question: Question, candidate: Candidate) -> bool:
    """Whether what ``candidate`` would answer is of another kind than ``question`` asks for.

    多少家 is not answered by an amount of money, 百分之几 not by a number of people, and a target that the question
    calls by that name not by a result.
    """
    if question.kind != "quantity" or question.asks_several:
        return False
    text = candidate.passage.text
    marked = quantities_in(text, answer_span(question, text, candidate.reading))
    stated = [q for q in marked if q.unit] or marked  # 1-6月: the 1 is no quantity of its own
    if question.measured and stated:
        fitting = any(same_unit(q.unit, u) or both_count(q.unit, u) for q in stated for u in question.measured)
        if not fitting:
            return True
    named = question.side == "target" and _TARGET_NAMED.search(question.text)
    return bool(named) and tell_side(candidate.passage.section, text) == "result" and not _TARGET_NAMED.search(text)
