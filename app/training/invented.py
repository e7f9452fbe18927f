"""Invented work reports with questions: more kinds of offices, of prose and of questions than the real ones have.

Each line of a ``*.jsonl`` file is one report: ``title``, ``text`` and ``questions``. A question has the ``quote`` of
the text that answers it and the ``answer`` within that, or the ``near`` words of the text that almost answer it where
the report as a whole does not.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.training.reports import ReportQuestion
from index.errors import InputError
from index.records import Report

FOLDER = Path(__file__).parent / "invented"


def load_invented(folder: Path = FOLDER, first: int = 0) -> tuple[list[Report], list[ReportQuestion]]:
    """Read every report of ``folder`` and its questions, which number the reports from ``first`` on.

    Raises InputError for a quote that the text does not have exactly once, or an answer outside its quote.
    """
    reports: list[Report] = []
    questions: list[ReportQuestion] = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            name = f"{path.stem}-{len(reports)}"
            reports.append(Report(id=name, file=path.name, title=record["title"], text=record["text"], sha256=""))
            questions += _questions(record["questions"], reports[-1], first + len(reports) - 1)
    return reports, questions


def _questions(records: Sequence[dict[str, Any]], report: Report, number: int) -> Iterator[ReportQuestion]:
    for record in records:
        words = record.get("near") or record["quote"]
        at = report.text.find(words)
        if report.text.count(words) != 1:
            raise InputError(f"{report.file}: {report.title} does not have {words!r} exactly once; mend the quote.")
        if "near" in record:
            yield ReportQuestion(record["q"], number, None, words)
            continue
        start = words.find(record["answer"])
        if start < 0 or not record["answer"]:
            raise InputError(f"{report.file}: {record['answer']!r} is not in {words!r}; mend the answer.")
        yield ReportQuestion(record["q"], number, (at + start, at + start + len(record["answer"])))
