"""Where the evidence of a question stands in its report, and what overlaps it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from eval.questions import Problem, Question
from index.errors import QuestionError
from index.records import Report


class Located(Protocol):
    """A stretch of a report: a citation, a passage or a ``Span``."""

    @property
    def report(self) -> str:
        """The id of the report."""

    @property
    def start(self) -> int:
        """The offset of the first character."""

    @property
    def end(self) -> int:
        """The offset after the last character."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a report, in code points of its text, half-open."""

    report: str
    start: int
    end: int


Places = tuple[Span, ...]
"""Every place where one item of evidence stands; any of them will do."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its evidence located, one ``Places`` for each item."""

    question: Question
    evidence: tuple[Places, ...]


def overlaps(one: Located, other: Located) -> bool:
    """Whether the two share at least half of the shorter."""
    if one.report != other.report:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= min(one.end - one.start, other.end - other.start)


def supports(stretch: Located, evidence: Iterable[Places]) -> bool:
    """Whether ``stretch`` overlaps any place of any item."""
    return any(overlaps(stretch, place) for places in evidence for place in places)


def judge(
    questions: Iterable[Question], reports: Mapping[str, Report]
) -> tuple[list[Judged], list[Problem], list[str]]:
    """Locate the evidence of every question.

    Returns the judged questions, the problems (evidence that is not in the report), and one sentence for each
    report that is asked about and not in the index; its questions are skipped.
    """
    judged: list[Judged] = []
    problems: list[Problem] = []
    absent: Counter[tuple[str, str]] = Counter()
    for question in questions:
        if question.report is not None and question.report not in reports:
            absent[question.set, question.report] += 1
            continue
        try:
            judged.append(Judged(question, tuple(_locate(question, reports))))
        except QuestionError as error:
            problems.append(Problem(question.where, str(error)))
    skipped = [
        f"{name}: {'1 question is' if count == 1 else f'{count} questions are'} about the report {report!r}, "
        "which the index does not hold; skipped."
        for (name, report), count in absent.items()
    ]
    return judged, problems, skipped


def _locate(question: Question, reports: Mapping[str, Report]) -> Iterator[Places]:
    searched: Sequence[Report] = [reports[question.report]] if question.report else list(reports.values())
    for number, item in enumerate(question.evidence, 1):
        if isinstance(item, str):
            places = tuple(span for report in searched for span in find_all(item, report))
        else:
            places = tuple(Span(report.id, *item) for report in searched if item[1] <= len(report.text))
        if not places:
            raise QuestionError(f"evidence {number} ({item!r}) is not in the text of {question.report or 'any report'}")
        yield places


def find_all(words: str, report: Report) -> Iterator[Span]:
    """Yield every occurrence of ``words`` in the report, overlapping ones too."""
    start = report.text.find(words)
    while start >= 0:
        yield Span(report.id, start, start + len(words))
        start = report.text.find(words, start + 1)
