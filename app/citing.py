"""Numbered citations of passages, in the order an answer first uses them."""

import re
from collections.abc import Mapping

from app.answer import Citation, Evidence, escape_markdown
from app.citable import Stretch
from app.spans import Span
from index.figures import side_of
from index.problems import tells_problem
from index.records import Passage, Report


class Citer:
    """Hands out ``[n]`` markers; the same words cited twice keep their number."""

    def __init__(self, reports: dict[str, Report]) -> None:
        self._reports = reports
        self._citations: dict[tuple[str, int, int], Citation] = {}

    def title_of(self, passage: Passage) -> str:
        """Return the title of the report that ``passage`` is of."""
        return self._reports[passage.report].title

    def cite(self, passage: Passage, span: Span | None = None) -> str:
        """Return the marker for ``passage``; ``span`` (offsets into the passage) is what was asked for."""
        told = tells_problem(passage, self._reports[passage.report])
        side = "problem" if told else side_of(passage)
        placed = (passage.start + span[0], passage.start + span[1]) if span else None
        return self._add(passage.report, passage.section, passage.start, passage.end, placed, side)

    def cite_frame(self, passage: Passage, words: str) -> str:
        """Return the marker for a heading or title that stands before ``passage``; nothing where its text has none."""
        at = self._reports[passage.report].text.rfind(words, 0, passage.start) if words else -1
        return self.cite_words(passage.report, at, at + len(words)) if at >= 0 else ""

    def cite_words(self, report: str, start: int, end: int, label: str = "") -> str:
        """Return the marker for words of a report outside its passages, such as its metadata lines.

        The quote begins with the ``label`` that is printed before them, where it is (索引号：…).
        """
        printed = (
            re.search(rf"{re.escape(label)}[ \t]*[:：][ \t]*$", self._reports[report].text[:start]) if label else None
        )
        return self._add(report, (), printed.start() if printed else start, end, (start, end), "")

    def cite_stretch(self, stretch: Stretch, span: tuple[int, int] | None = None) -> str:
        """Return the marker for a stretch of a report; ``span`` (offsets of the report) is what was asked for."""
        return self._add(stretch.report, stretch.section, stretch.start, stretch.end, span, stretch.side)

    def _add(
        self, report: str, section: tuple[str, ...], start: int, end: int, span: tuple[int, int] | None, side: str
    ) -> str:
        key = (report, start, end)
        if key not in self._citations:
            source = self._reports[report]
            self._citations[key] = Citation(
                report=report,
                title=source.title,
                section=section,
                quote=source.text[start:end],
                start=start,
                end=end,
                n=len(self._citations) + 1,
                span=span,
                side=side,  # type: ignore[arg-type]
            )
        return f"[{self._citations[key].n}]"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations handed out so far, by number."""
        return tuple(self._citations.values())


def to_evidence(passage: Passage, reports: Mapping[str, Report]) -> Evidence:
    """Return a passage as evidence without a number, for related reading."""
    title = reports[passage.report].title
    return Evidence(passage.report, title, passage.section, passage.text, passage.start, passage.end)


def emphasize(text: str, shown: Span, *spans: Span | None) -> str:
    """Return ``text[shown]`` as Markdown with what lies inside ``spans``, which do not overlap, in bold.

    Words are escaped, never altered.
    """
    start, end = shown
    parts = []
    for span in sorted(span for span in spans if span):
        if start <= span[0] < span[1] <= end:
            parts += [escape_markdown(text[start : span[0]]), f"**{escape_markdown(text[slice(*span)])}**"]
            start = span[1]
    return "".join([*parts, escape_markdown(text[start:end])])
