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
_TOPIC_WINDOW = 100  # enough to see a topic sentence and that a longer one follows
_PERIODS = re.compile(r"回顾|总结|安排|打算|任务|思路|建议|目标|要求|重点工作|自身建设")
_APPENDIX = re.compile(r"[\[【(（]?(?:名词解释|名词注释|注释|附件|附录|附表)\d*[)）】\]]?[:：]?$")
_DEFINITION = re.compile(r"[:：][^。]|指|即")
_MAX_HEADING, _MAX_HEADING_LINE, _MAX_TOPIC, _MIN_TOPIC = 50, 60, 22, 5


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
        kinds: list[str] = []
        while position < len(line.text):
            rest = line.text[position:]
            heading = _run_in_heading(rest, following, may_be_topic=_may_be_topic(kinds))
            if kinds == [""] and heading and heading.kind == _TOPIC and not _recurs(rest[heading.end :]):
                heading = None
            kinds.append(heading.kind if heading else "")
            position += self._add_unit(rest, line.start + position, heading)

    def _add_unit(self, rest: str, offset: int, heading: _Heading | None) -> int:
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
    if _APPENDIX.match(text):
        return _Heading("line", _LINE_RANK, markdown.end() if markdown else 0, len(line))
    if _marker(text) or not following or (not markdown and re.search(r"[。，,；;：:！!？?、\t]|^\W|\d$", text)):
        return None
    if len(text) > 30 or (not markdown and (len(following) < 30 or re.search(r"\d{1,2}月\d|：|:", text))):
        return None
    if not markdown and not re.search("[\u4e00-\u9fff]{4}", text):
        return None
    rank = _LINE_RANK if _PERIODS.search(text) else _INNER
    return _Heading("line" if rank == _LINE_RANK else "inner-line", rank, markdown.end() if markdown else 0, len(line))


def _may_be_topic(kinds: list[str]) -> bool:
    """Whether a short sentence may be a heading, given the kinds of the units before it on its line.

    Topics open a paragraph of their own, or stand in one that begins with a marked heading or with one
    sentence that leads to the first of them; none follows another directly. Short sentences elsewhere are prose.
    """
    if not kinds:
        return True
    leads = kinds[0] != _TOPIC and (kinds[0] != "" or len(kinds) == 1 or kinds[1] == _TOPIC)
    return leads and kinds[-1] != _TOPIC


def _marker(text: str) -> tuple[str, int] | None:
    return next(((kind, rank) for kind, rank, pattern in _MARKERS if pattern.match(text)), None)


def _run_in_heading(rest: str, following: str, may_be_topic: bool) -> _Heading | None:
    """Recognise a heading at the start of ``rest``, the remainder of a line before the line ``following``.

    ``end`` is 0 where a marker opens an item that is not a heading but a sentence of its own: the item still
    closes the sections before it.
    """
    markdown = re.match(_MARKDOWN, rest)
    prefix = markdown.end() if markdown else 0
    marker = _marker(rest[prefix:])
    if marker is None:
        end = _topic_end(rest) if may_be_topic else 0
        return _Heading(_TOPIC, _INNER, 0, end) if end else None
    kind, rank = marker
    _, end = next(split_sentences(rest), (0, 0))
    if kind == "dash":
        is_heading = _is_theme(rest[:end], _MAX_HEADING, commas=2) and len(rest) > 2 * end
    elif kind == "enumeration":
        is_heading = _opens_theme(rest, end, 30, commas=2)
    else:
        is_heading = end <= _MAX_HEADING or (end == len(rest) <= _MAX_HEADING_LINE)
        is_heading = is_heading and rest[end - 1] not in ";；"
        if kind in ("digit", "digit-bracket"):
            is_heading = is_heading and _is_digit_heading(rest, end, kind, following)
    return _Heading(kind, rank, prefix, end if is_heading else 0)


def _is_digit_heading(rest: str, end: int, kind: str, following: str) -> bool:
    """Tell a heading such as “1.发展工业” from an item of a list or of a glossary."""
    if end < len(rest):
        return _opens_theme(rest, end, _MAX_HEADING, commas=2)
    next_marker = _marker(following)
    return not _DEFINITION.search(rest) and (next_marker is None or next_marker[0] != kind)


def _topic_end(rest: str) -> int:
    _, end = next(split_sentences(rest), (0, 0))
    is_judgement = re.search("(?<!求)是", rest[:end]) or end < _MIN_TOPIC
    return end if not is_judgement and _opens_theme(rest, end, _MAX_TOPIC, commas=1) else 0


def _recurs(rest: str) -> bool:
    """Whether a further topic sentence follows in ``rest`` after at least one other sentence."""
    starts = [start for start, _ in split_sentences(rest)]
    return any(_topic_end(rest[start : start + _TOPIC_WINDOW]) for start in starts[1:])


def _opens_theme(rest: str, end: int, limit: int, commas: int) -> bool:
    """Whether the sentence ``rest[:end]`` names a theme that longer sentences after it fill in."""
    if not _is_theme(rest[:end], limit, commas):
        return False
    _, following = next(split_sentences(rest[end:]), (0, 0))
    return following > end and not re.match(rf"{_NUMERAL}是", rest[end:])


def _is_theme(sentence: str, limit: int, commas: int) -> bool:
    """Whether ``sentence`` is worded like a heading: short, few commas, no figures."""
    if len(sentence) > limit or not sentence.endswith("。") or re.search(r"\d", sentence):
        return False
    marked = _marker(sentence) is not None
    parts = re.split("[，,]" if marked else "[，,、]", sentence)
    return len(parts) <= commas + 1 and len(parts[-1]) <= 18
