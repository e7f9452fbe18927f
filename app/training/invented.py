"""Invented work reports with questions: more kinds of offices, of prose and of questions than the real ones have.

Each line of a ``*.jsonl`` file is one report: ``title``, ``text`` and ``questions``. A question has the ``quote`` of
the text that answers it and the ``answer`` within that, or the ``near`` words of the text that almost answer it where
the report as a whole does not.

A ``*.txt`` file has reports whose questions stand below the paragraph they are about, in the words of those who ask:
``# title``, ``## section > subsection``, a line for each paragraph, ``? question => answer`` (the answer in square
brackets within more of the paragraph's words, where those alone would be there twice) and ``x question`` for what the
report almost answers.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.training.reports import ReportQuestion
from index.errors import InputError
from index.records import Report

FOLDER = Path(__file__).parent / "invented"
APART = FOLDER / "apart"  # reports that nothing is trained on, to measure on

_ASKED = re.compile(r"\? (?P<question>.+?)\s*=> ?(?P<answer>.+)")
_MARKED = re.compile(r"(?P<before>[^\[]*)\[(?P<answer>[^\]]+)\](?P<after>.*)")


def load_invented(folder: Path = FOLDER, first: int = 0) -> tuple[list[Report], list[ReportQuestion]]:
    """Read every report of ``folder`` and its questions, which number the reports from ``first`` on.

    Raises InputError for a quote that the text does not have exactly once, or an answer outside its quote.
    """
    reports: list[Report] = []
    questions: list[ReportQuestion] = []
    for record in _records(folder):
        name = f"{Path(record['file']).stem}-{len(reports)}"
        report = Report(id=name, file=record["file"], title=record["title"], text=record["text"], sha256="")
        reports.append(report)
        questions += _questions(record["questions"], report, first + len(reports) - 1)
    return reports, questions


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield {"file": path.name, **json.loads(line)}
    for path in sorted(folder.glob("*.txt")):
        for marked in re.split(r"^(?=# )", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            if marked.strip():
                yield {"file": path.name, **_unmarked(marked)}


@dataclass(slots=True)
class _Unmarked:
    """The text of a marked report as far as it is read, and its questions."""

    lines: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)

    def add(self, line: str) -> None:
        if line.startswith("# "):
            self.lines.append(line[2:])
        elif line.startswith("## "):
            path = [part.strip() for part in line[3:].split(">")]
            new = [h for depth, h in enumerate(path) if self.headings[: depth + 1] != path[: depth + 1]]
            self.lines += new
            self.headings = path
        elif asked := _ASKED.fullmatch(line):
            self.questions.append(_asked(self.lines[-1], asked["question"], asked["answer"]))
        elif line.startswith("x "):
            self.questions.append({"q": line[2:].strip(), "near": self.lines[-1]})
        elif line:
            self.lines.append(line)


def _asked(paragraph: str, question: str, answer: str) -> dict[str, Any]:
    """A question with its answer's place in the paragraph; none (-1) unless the words given are there exactly once."""
    marked = None if answer in paragraph else _MARKED.fullmatch(answer)
    given = "".join(marked.groups()) if marked else answer
    place = paragraph.find(given) if paragraph.count(given) == 1 else -1
    if marked and place >= 0:
        place += len(marked["before"])
    return {"q": question, "quote": paragraph, "answer": marked["answer"] if marked else answer, "at": place}


def _unmarked(marked: str) -> dict[str, Any]:
    read = _Unmarked()
    for line in marked.splitlines():
        read.add(line.strip())
    return {"title": read.lines[0], "text": "\n".join(read.lines), "questions": read.questions}


def _questions(records: Sequence[dict[str, Any]], report: Report, number: int) -> Iterator[ReportQuestion]:
    for record in records:
        words = record.get("near") or record["quote"]
        at = report.text.find(words)
        if report.text.count(words) != 1:
            raise InputError(f"{report.file}: {report.title} does not have {words!r} exactly once; mend the quote.")
        if "near" in record:
            yield ReportQuestion(record["q"], number, None, words)
            continue
        start = record.get("at", words.find(record["answer"]))
        if start < 0 or not record["answer"]:
            raise InputError(f"{report.file}: {record['answer']!r} is not (or not once) in {words!r}; mend the answer.")
        yield ReportQuestion(record["q"], number, (at + start, at + start + len(record["answer"])))
