"""Find the outline of a Chinese official document: headings, run-in topic sentences, sentences.

Every content character ends up in exactly one unit (a heading or a sentence), and every unit knows its section.
Headings are recognised by their markers, which nest in the order the State Council's format for official
documents gives (GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）), by 一是/二是 enumerations, by a leading dash, by
standing alone on a line, and by being a short topic sentence that opens a theme (文旅融合蓬勃发展。).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.furniture import Line, content_lines
from index.records import Report, Section

_NUMERAL = "[一二三四五六七八九十百]+"
_MARKDOWN = r"(?:\\?#)+\s*"
# Fixed kinds nest by rank; the kinds ranked INNER nest in whatever is open when they first appear.
_INNER = 9
_MARKERS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("chapter", 1, re.compile(rf"第{_NUMERAL}(?:章|部分|篇)")),
    ("numeral", 2, re.compile(rf"{_NUMERAL}、")),
    ("bracket", 3, re.compile(rf"[(（]{_NUMERAL}[)）]")),
    ("digit", 4, re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))")),
    ("digit-bracket", 5, re.compile(r"[(（]\d{1,2}[)）]")),
    ("dash", _INNER, re.compile(r"(?:—{1,2}|-{2,})(?!\d)")),
    ("enumeration", _INNER, re.compile(rf"{_NUMERAL}是(?![否不])")),
)
_LINE_RANK, _TOPIC = 0, "topic"
_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’\"'）)】」》]*|[^。！？!?；;]+")
_PERIODS = re.compile(r"回顾|总结|安排|打算|任务|思路|建议|目标|要求|重点工作")
_MAX_HEADING, _MAX_HEADING_LINE, _MAX_TOPIC = 50, 60, 22


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading or a sentence: ``report.text[start:end]``; ``section`` is a row of ``Outline.sections`` or None."""

    start: int
    end: int
    section: int | None
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections in reading order (a parent before its children) and the units that make up the content."""

    sections: tuple[Section, ...]
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    kind: str
    rank: int
    prefix: int  # characters of Markdown marks before the heading's own text
    end: int


def parse_outline(report: Report) -> Outline:
    """Divide the content of ``report`` into sections and units."""
    builder = _Builder(report)
    lines = content_lines(report.text)
    for number, line in enumerate(lines):
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        builder.add_line(line, following, is_title=number == 0 and _same(line.text, report.title))
    return builder.finish()


def _same(line: str, title: str) -> bool:
    return re.sub(r"\W", "", line) == re.sub(r"\W", "", title)


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of ``text``, without the white space around them.

    A sentence ends with 。！？； (or their half-width forms) and the quotation marks or brackets that close after it.
    """
    for match in _SENTENCE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            yield start, start + len(stripped)


class _Builder:
    """Walks the lines once, keeping the stack of open sections."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._sections: list[Section] = []
        self._stack: list[tuple[str, int, int]] = []  # kind, rank, row of the section
        self._units: list[Unit] = []

    def add_line(self, line: Line, following: str, is_title: bool) -> None:
        if is_title:
            self._add(line.start, line.end, is_heading=True)
            return
        standing = None if line.is_front else _standing_heading(line.text, following)
        if standing:
            self._open(standing, line.start, line.start + standing.end)
            return
        position = 0
        while position < len(line.text):
            rest = line.text[position:]
            offset = line.start + position
            heading = _run_in_heading(rest)
            if heading and heading.end:
                self._open(heading, offset, offset + heading.end)
                position += heading.end
            else:
                if heading:
                    self._close(heading.kind, heading.rank)
                start, end = next(split_sentences(rest), (len(rest), len(rest)))
                if start < end:
                    self._add(offset + start, offset + end)
                position += end
            position += len(line.text[position:]) - len(line.text[position:].lstrip())

    def finish(self) -> Outline:
        self._close("", -1)
        return Outline(tuple(self._sections), tuple(self._units))

    def _add(self, start: int, end: int, is_heading: bool = False) -> None:
        section = self._stack[-1][2] if self._stack else None
        self._units.append(Unit(start, end, section, is_heading))

    def _open(self, heading: _Heading, start: int, end: int) -> None:
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
        if rank < _INNER:
            keep = min(keep, sum(1 for entry in self._stack if entry[1] < rank))
        for _, _, row in self._stack[keep:]:
            self._sections[row] = replace(self._sections[row], end=self._units[-1].end)
        del self._stack[keep:]


def _standing_heading(line: str, following: str) -> _Heading | None:
    """Recognise a heading without a marker by standing alone: short, unpunctuated, prose below."""
    markdown = re.match(_MARKDOWN, line)
    text = line[markdown.end() :] if markdown else line
    if _marker(text) or not following or (not markdown and re.search(r"[。，,；;：:！!？?、\t]|^\W|\d$", text)):
        return None
    if len(text) > 30 or (not markdown and (len(following) < 30 or re.search(r"\d{1,2}月\d|：|:", text))):
        return None
    if not markdown and not re.search("[\u4e00-\u9fff]{4}", text):
        return None
    rank = _LINE_RANK if _PERIODS.search(text) else _INNER
    return _Heading("line" if rank == _LINE_RANK else "inner-line", rank, markdown.end() if markdown else 0, len(line))


def _marker(text: str) -> tuple[str, int] | None:
    return next(((kind, rank) for kind, rank, pattern in _MARKERS if pattern.match(text)), None)


def _run_in_heading(rest: str) -> _Heading | None:
    """Recognise a heading at the start of ``rest``.

    ``end`` is 0 where a marker opens an item that is not a heading but a sentence of its own: the item still
    closes the sections before it.
    """
    markdown = re.match(_MARKDOWN, rest)
    prefix = markdown.end() if markdown else 0
    marker = _marker(rest[prefix:])
    if marker is None:
        end = _topic_end(rest)
        return _Heading(_TOPIC, _INNER, 0, end) if end else None
    kind, rank = marker
    _, end = next(split_sentences(rest), (0, 0))
    if rank == _INNER:
        is_heading = _opens_theme(rest, end, 30 if kind == "enumeration" else _MAX_HEADING, commas=2)
    else:
        is_heading = end <= _MAX_HEADING or (end == len(rest) <= _MAX_HEADING_LINE)
        is_heading = is_heading and rest[end - 1] not in ";；"
        if kind in ("digit", "digit-bracket"):
            is_heading = is_heading and (end == len(rest) or _opens_theme(rest, end, _MAX_HEADING, commas=2))
    return _Heading(kind, rank, prefix, end if is_heading else 0)


def _topic_end(rest: str) -> int:
    _, end = next(split_sentences(rest), (0, 0))
    return end if _opens_theme(rest, end, _MAX_TOPIC, commas=1) else 0


def _opens_theme(rest: str, end: int, limit: int, commas: int) -> bool:
    """Whether the sentence ``rest[:end]`` names a theme that longer sentences after it fill in."""
    sentence = rest[:end]
    if len(sentence) > limit or not sentence.endswith("。") or re.search(r"[\d０-９“”]*[\d０-９]", sentence):
        return False
    parts = re.split("[，,、]", sentence)
    if len(parts) > commas + 1 or len(parts[-1]) > 18:
        return False
    _, following = next(split_sentences(rest[end:]), (0, 0))
    return following > len(sentence) and not re.match(rf"{_NUMERAL}是", rest[end:])
