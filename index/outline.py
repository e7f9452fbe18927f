"""Find the outline of a Chinese official document: headings, run-in topic sentences, sentences, rows of tables.

Every content character ends up in exactly one unit (a heading, a sentence or a row), and every unit knows its section.
How a heading is recognised, ``index.headings`` tells.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.furniture import Line, content_lines
from index.headings import (
    INNER,
    TOPIC,
    TOPICAL,
    Heading,
    addresses,
    ends_topic,
    may_be_topic,
    opens_part,
    recurs,
    run_in_heading,
    split_sentences,
    standing_heading,
)
from index.outlook import parts_ahead, plans_only
from index.records import Report, Section
from index.tables import find_tables

_LEAST_OF_TITLE = 4  # characters of a line that may end a title which is told with its place: 工作报告


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading or a sentence: ``report.text[start:end]``; ``section`` is a row of ``Outline.sections`` or None."""

    start: int
    end: int
    section: int | None
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections in reading order (a parent before its children) and the units that make up the content.

    ``ahead``: whether what stands under no heading looks ahead.
    """

    sections: tuple[Section, ...]
    units: tuple[Unit, ...]
    ahead: bool = False


def parse_outline(report: Report) -> Outline:
    """Divide the content of ``report`` into sections and units."""
    builder = _Builder(report)
    lines = content_lines(report.text)
    tables, row_of = find_tables([line.text for line in lines]), 0
    closing = _closing_line(lines)
    for number, line in enumerate(lines):
        if ends_topic(line.text):
            builder.end_topics(closes=number == closing)
        if number in tables or row_of:
            row_of = builder.add_table_line(line, tables.get(number), row_of)
            continue
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        builder.add_line(line, following, is_title=_prints_title(lines, number, report.title))
    return builder.finish()


def _closing_line(lines: Sequence[Line]) -> int:
    """The number of the last line that turns to the audience, if no part of the report follows it, else -1."""
    closing = max((number for number, line in enumerate(lines) if addresses(line.text)), default=-1)
    after = lines[closing + 1 :]
    parts = (opens_part(one.text, other.text) for one, other in pairwise((*after, Line(0, 0, ""))))
    return -1 if any(parts) else closing


def _prints_title(lines: Sequence[Line], number: int, title: str) -> bool:
    """Whether a line prints the title: the first, as a whole or its end, or the first two (某局, 2024年工作总结)."""
    if number > 1:
        return False
    told, first = _bare(title), _bare(lines[0].text)
    if number == 0:
        in_two = len(lines) > 1 and first + _bare(lines[1].text) == told
        return first == told or in_two or (len(first) >= _LEAST_OF_TITLE and told.endswith(first))
    return first != told and first + _bare(lines[1].text) == told


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)


class _Builder:
    """Walks the lines once, keeping the stack of open sections."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._sections: list[Section] = []
        self._stack: list[tuple[str, int, int]] = []  # kind, rank, row of the section
        self._units: list[Unit] = []
        self._paragraph = False  # whether the line before began with a topic sentence

    def add_line(self, line: Line, following: str, is_title: bool) -> None:
        if is_title:
            self._add(line.start, line.end, is_heading=True)
            return
        self._close_paragraph()
        standing = None if line.is_front else standing_heading(line.text, following)
        if standing:
            self._open(standing, line.start, line.start + standing.end)
            return
        position = 0
        kinds: list[str] = []
        while position < len(line.text):
            rest = line.text[position:]
            heading = run_in_heading(rest, following, topics=may_be_topic(kinds))
            alone = kinds[-1:] == [""] and TOPIC not in kinds  # after a sentence one topic is none, two are
            if alone and heading and heading.kind == TOPIC and not recurs(rest[heading.end :]):
                heading = None
            kinds.append(heading.kind if heading else "")
            self._paragraph |= kinds == [TOPIC] and heading is not None and heading.end < len(line.text)
            position += self._add_unit(rest, line.start + position, heading)

    def end_topics(self, closes: bool) -> None:
        """End the topics that are open, and where the report ``closes`` its parts too."""
        self._close("", -1 if closes else TOPICAL)

    def _close_paragraph(self) -> None:
        """Close what a topic sentence opened that began a paragraph: it is the theme of that paragraph alone."""
        if self._paragraph:
            self._close(TOPIC, INNER)
            self._paragraph = False

    def add_table_line(self, line: Line, rows: int | None, left: int) -> int:
        """Add the line that names the columns of ``rows``, or one of the ``left`` rows; return how many are left then.

        The names of the columns are the heading of the rows, each of which is one unit whatever marks are in it.
        """
        if rows:
            self._open(Heading("table", INNER, 0, len(line.text)), line.start, line.end)
            return rows
        self._add(line.start, line.end)
        if left == 1:
            self._close("table", INNER)
        return left - 1

    def _add_unit(self, rest: str, offset: int, heading: Heading | None) -> int:
        """Add the heading or the sentence that ``rest`` starts with; return where the next one starts in ``rest``."""
        if heading and heading.end:
            end = heading.end
            self._open(heading, offset, offset + end)
        else:
            if heading:
                self._close(heading.kind, heading.rank)
            start, end = next(split_sentences(rest), (len(rest), len(rest)))
            if start < end:
                self._add(offset + start, offset + end)
        return len(rest) - len(rest[end:].lstrip())

    def finish(self) -> Outline:
        self._close("", -1)
        outermost = [row for row, section in enumerate(self._sections) if section.level == 1]
        ahead = parts_ahead([self._sections[row].heading for row in outermost], self._report.title)
        for (row, end), looks_ahead in zip(pairwise([*outermost, len(self._sections)]), ahead, strict=True):
            self._sections[row:end] = [replace(section, ahead=looks_ahead) for section in self._sections[row:end]]
        return Outline(tuple(self._sections), tuple(self._units), plans_only(self._report.title))

    def _add(self, start: int, end: int, is_heading: bool = False) -> None:
        section = self._stack[-1][2] if self._stack else None
        self._units.append(Unit(start, end, section, is_heading))

    def _open(self, heading: Heading, start: int, end: int) -> None:
        self._close(heading.kind, heading.rank)
        text = self._report.text[start + heading.prefix : end].strip()
        parent = self._sections[self._stack[-1][2]].path if self._stack else ()
        section = Section(self._report.id, text, len(parent) + 1, (*parent, text), start, end, end)
        self._stack.append((heading.kind, heading.rank, len(self._sections)))
        self._sections.append(section)
        self._add(start, end, is_heading=True)

    def _close(self, kind: str, rank: int) -> None:
        """Close the sections that a heading of this kind cannot stand in."""
        kinds = [entry[0] for entry in self._stack]
        keep = kinds.index(kind) if kind in kinds else len(kinds)
        if rank < INNER:
            keep = min(keep, sum(1 for entry in self._stack if entry[1] < rank))
        for _, _, row in self._stack[keep:]:
            self._sections[row] = replace(self._sections[row], end=self._units[-1].end)
        del self._stack[keep:]
