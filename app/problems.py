"""Questions about what went wrong or is lacking, and the passages in which a report tells it."""

import re
from collections.abc import Iterable, Sequence

from app.question import Question
from app.subject import subject_words
from index.figures import side_of, tell_side
from index.problems import tells_problem
from index.records import Hit, Passage
from index.store import Index

_ASKS_PROBLEMS = re.compile(
    "问题|困难|不足|短板|毛病|难处|难题|短处|软肋|弱项|薄弱|检讨|挑战|差距|problem|difficult|shortcoming|weakness|challenge"
)


_ASKS_MERITS = re.compile("成绩|成效|成果|成就|亮点|收获|战果|功劳|好的(?:方面|地方)|achievement|accomplish|highlight")


def asks_merits(question: Question) -> bool:
    """Whether a question is about what went well, and not about what did not."""
    return bool(_ASKS_MERITS.search(question.asked)) and not asks_problems(question)


def asks_problems(question: Question) -> bool:
    """Whether a question is about what went wrong or is lacking."""
    return bool(_ASKS_PROBLEMS.search(question.asked) or _ASKS_PROBLEMS.search(question.text))


def asks_only_problems(question: Question, titles: Iterable[str]) -> bool:
    """Whether a question asks for the problems of a report and names no matter that they should be about.

    The names in the reports' ``titles`` are none.
    """
    if not asks_problems(question):
        return False
    return not subject_words(question, titles)


def find_problems(passages: Sequence[Passage], index: Index) -> frozenset[int]:
    """Return the ids of the passages in which a report tells its problems: whole paragraphs or sections of them,
    else single sentences."""
    told = frozenset(p.id for p in passages if tells_problem(p, index.reports[p.report]))
    headed = frozenset(
        p.id for p in passages if tell_side((*p.section, p.text if p.is_heading else ""), "") == "problem"
    )
    return told | headed or frozenset(p.id for p in passages if side_of(p) == "problem")


def tells_problems(question: Question, titles: Iterable[str], hits: Sequence[Hit], index: Index) -> bool:
    """Whether a summary of all the problems is asked for, and the report has a part that tells them."""
    asked = question.kind == "summary" and asks_only_problems(question, titles)
    return asked and bool(find_problems([hit.passage for hit in hits], index))
