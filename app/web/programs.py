"""What programs may call: answers, ranked passages and figures, as JSON. The docstrings are what they read.

An MCP tool has the name of its function.
"""

import html
from dataclasses import asdict
from typing import Any

import gradio as gr

from app.web.checks import check_report
from app.web.desk import AskError, Desk
from app.web.words import words_for
from index.errors import QuestionError, UnknownReportError
from index.records import Hit

MAX_PASSAGES = 50


class Programs:
    """The endpoints over one desk; what goes wrong is one sentence."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, question: str, report: str = "", history: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        """Ask a government work report a question and get an answer that cites its exact words.

        Returns status (answered or refused), answer (Markdown with [n] markers), citations (n, report, title, section,
        quote, start, end), and related (the nearest passages, where status is refused: the report does not say).

        Args:
            question: The question, in Chinese or English, at most 500 characters.
            report: The id of one report to ask; empty for all reports.
            history: Earlier turns, oldest first, each with role (user or assistant) and content.
        """
        try:
            return self._desk.ask(question, history, report).to_json()
        except (QuestionError, UnknownReportError, AskError) as error:
            raise shown(error) from error

    def search(self, question: str, report: str = "", k: int = 5) -> list[dict[str, Any]]:
        """Find the passages of government work reports that are nearest to a question, best first.

        Use it to read what the reports say around a topic; use ask for an answer. Each result has report (its id),
        title, section (the path of headings), quote (the passage, word for word), start and end (where it stands in
        the report's text, in Unicode code points) and score (0 to 1, the probability that it is the right passage).

        Args:
            question: A question or keywords, best in Chinese, at most 500 characters.
            report: The id of one report to search; empty for all reports.
            k: How many passages to return, 1 to 50.
        """
        try:
            titles = {one.id: one.title for one in self._desk.shelf().reports}
            hits = self._desk.search(question, report, check_count(k))
            return [_passage(hit, titles[hit.passage.report]) for hit in hits]
        except (QuestionError, UnknownReportError, AskError) as error:
            raise shown(error) from error

    def figures(self, report: str = "") -> list[dict[str, Any]]:
        """List every figure that government work reports state: amounts, areas, counts, percentages.

        Each has report (its id), title, section (the path of headings), quote (the figure, word for word, with unit
        and comparator), start and end (where it stands in the report's text, in Unicode code points), subject (the
        words before it), clause (the words that state it), value (a number in base units: 4225.26万元 is 42252600
        with unit 元), unit, comparator (one of = > >= < <= ~), period, and side (result, target, plan or problem).

        Args:
            report: The id of one report; empty for all reports.
        """
        try:
            name, rows = check_report(report), self._desk.board().rows
            if name is not None and name not in rows:
                raise UnknownReportError(f"没有编号为 {name} 的报告。(There is no report {name!r}.)")
            chosen = rows.values() if name is None else [rows[name]]
        except (QuestionError, UnknownReportError, AskError) as error:
            raise shown(error) from error
        return [
            {key: value for key, value in asdict(row.figure).items() if key != "passage"}
            | {"title": row.clause.title, "section": list(row.clause.section), "clause": row.clause.quote}
            for of_report in chosen
            for row in of_report
        ]


def check_count(k: object) -> int:
    """Return how many passages are wanted, or raise QuestionError for what is no such number."""
    whole = (isinstance(k, int) and not isinstance(k, bool)) or (isinstance(k, float) and k.is_integer())
    if not whole or not 1 <= int(k) <= MAX_PASSAGES:  # type: ignore[call-overload]
        raise QuestionError(
            f"k 应当是 1 到 {MAX_PASSAGES} 的整数。(k must be a whole number from 1 to {MAX_PASSAGES}.)"
        )
    return int(k)  # type: ignore[call-overload,no-any-return]


def shown(error: Exception) -> gr.Error:
    """Return an error as a program is told it: the sentence alone, and for a failure that it is one."""
    sentence = str(error)
    if isinstance(error, AskError):
        words = words_for("zh")
        sentence = f"{words.failed}：{sentence or words.failed_unknown}"
    return gr.Error(html.escape(sentence, quote=False), print_exception=False)


def _passage(hit: Hit, title: str) -> dict[str, Any]:
    passage = hit.passage
    return {
        "report": passage.report,
        "title": title,
        "section": list(passage.section),
        "quote": passage.text,
        "start": passage.start,
        "end": passage.end,
        "score": round(hit.score, 4),
    }
