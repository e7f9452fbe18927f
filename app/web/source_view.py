"""A report as HTML: its text unchanged, character for character, with an anchor wherever a citation may point.

The text content of the HTML of a report equals the report's text, so an offset into one is an offset into the other.
That is what lets the page mark exactly ``text[start:end]``.
"""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from app.answer import Evidence
from app.web.words import Words
from index.records import Passage, Report, Section

_LINE = re.compile(r"[^\r\n]+|\r\n|\r|\n")
# What an HTML parser would drop, change or fold. NUL and lone surrogates cannot be in a page: each becomes U+FFFD.
_SPECIAL = re.compile("[\x00\t\n\f\r&<>\"'`\ud800-\udfff]")


def escape(text: str) -> str:
    """Return HTML that shows ``text`` as it is, on one line and inert wherever HTML or Markdown may stand."""
    return _SPECIAL.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = ord(match.group())
    return "\ufffd" if code == 0 or 0xD800 <= code < 0xE000 else f"&#{code};"


@dataclass(frozen=True, slots=True)
class _Shelved:
    number: int
    report: Report
    sections: tuple[Section, ...]
    starts: tuple[int, ...]  # of headings and passages, in order
    content: tuple[tuple[int, int], ...]  # the passages


class Shelf:
    """The reports an engine holds, as the page needs them: numbered, with the places a link may point to."""

    def __init__(self, reports: Mapping[str, Report], sections: Iterable[Section], passages: Iterable[Passage]) -> None:
        by_section: dict[str, list[Section]] = {}
        for section in sections:
            by_section.setdefault(section.report, []).append(section)
        spans: dict[str, list[tuple[int, int]]] = {}
        for passage in passages:
            spans.setdefault(passage.report, []).append((passage.start, passage.end))
        self._articles: dict[tuple[int, str], str] = {}
        self._digests: dict[str, str] = {}
        self._shelved: dict[str, _Shelved] = {}
        for number, (name, report) in enumerate(reports.items()):
            starts = {section.start for section in by_section.get(name, ())} | {s for s, _ in spans.get(name, ())}
            content = tuple(sorted(spans.get(name, ())))
            ordered = tuple(sorted(by_section.get(name, ()), key=lambda section: section.start))
            self._shelved[name] = _Shelved(number, report, ordered, tuple(sorted(starts)), content)

    def __len__(self) -> int:
        return len(self._shelved)

    @property
    def reports(self) -> list[Report]:
        """The reports in their order."""
        return [shelved.report for shelved in self._shelved.values()]

    def get(self, report: str) -> Report | None:
        """Return the report with the id ``report``, or None."""
        shelved = self._shelved.get(report)
        return shelved.report if shelved else None

    def digest(self, report: str) -> str:
        """Return what tells this state of a report's text from another; empty for a report that is not here."""
        shelved = self._shelved.get(report)
        if shelved is None:
            return ""
        if report not in self._digests:
            self._digests[report] = hashlib.sha256(shelved.report.text.encode("utf-8", "surrogatepass")).hexdigest()
        return self._digests[report]

    def link(self, evidence: Evidence, span: tuple[int, int] | None = None) -> str:
        """Return the attributes of an ``<a>`` that leads to ``evidence``: a hash link, and for the script the offsets.

        The offsets ride in class names because Gradio's sanitiser keeps those and drops data attributes. A report
        that is not on the shelf gets none: there is nothing to jump to.
        """
        shelved = self._shelved.get(evidence.report)
        if shelved is None:
            return 'class="rq-nowhere"'
        marks = f"rq-at-{shelved.number}-{evidence.start}-{evidence.end}"
        if span:
            marks += f" rq-span-{span[0]}-{span[1]}"
        place = bisect_right(shelved.starts, evidence.start)
        anchor = f"r{shelved.number}-{shelved.starts[place - 1]}" if place else f"r{shelved.number}"
        return f'class="rq-go {marks}" href="#{anchor}"'

    def show(self, names: Iterable[str], words: Words) -> str:
        """Return the reports ``names``, each in an ``<article>``, for the page's source panel."""
        wanted = [self._shelved[name] for name in dict.fromkeys(names) if name in self._shelved]
        tabs = ""
        if len(wanted) > 1:
            buttons = "".join(
                f'<button type="button" class="rq-tab rq-tab-{one.number}">{escape(one.report.title)}</button>'
                for one in wanted
            )
            tabs = f'<div class="rq-tabs" role="group" aria-label="{escape(words.reports)}">{buttons}</div>'
        return tabs + "".join(self._article(one, words) for one in wanted)

    def _article(self, shelved: _Shelved, words: Words) -> str:
        key = (shelved.number, words.language)
        if key not in self._articles:
            self._articles[key] = _article(shelved, words)
        return self._articles[key]


def _article(shelved: _Shelved, words: Words) -> str:
    report = shelved.report
    facts = [(words.issuer, report.issuer), (words.period, report.period), (words.published, report.published)]
    listed = "".join(
        f"<div><dt>{escape(name + words.colon)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts if value
    )
    text = render_text(report, shelved.sections, shelved.content, shelved.number)
    return (
        f'<article class="rq-report" id="r{shelved.number}" lang="zh-CN">'
        f'<header><h2 class="rq-title">{escape(report.title)}</h2><dl class="rq-facts">{listed}</dl></header>'
        f"{_outline(shelved, words)}"
        f'<div class="rq-text" tabindex="0" role="group" aria-label="{escape(words.source)}" '
        f'aria-describedby="rq-keys-{shelved.number}">{text}</div>'
        f'<p class="rq-keys" id="rq-keys-{shelved.number}" lang="{words.language}">{escape(words.about_keys)}</p>'
        "</article>"
    )


def _outline(shelved: _Shelved, words: Words) -> str:
    if not shelved.sections:
        return ""
    items = "".join(
        f'<li class="rq-level-{min(section.level, 4)}">'
        f'<a class="rq-heading-link" href="#r{shelved.number}-{section.start}">{escape(section.heading)}</a></li>'
        for section in shelved.sections
    )
    return (
        f'<details class="rq-outline"><summary>{escape(words.outline)}</summary>'
        f'<nav aria-label="{escape(words.outline)}"><ol>{items}</ol></nav></details>'
    )


def render_text(
    report: Report, sections: Iterable[Section], content: Iterable[tuple[int, int]], number: int = 0
) -> str:
    """Return the text of ``report`` as HTML, a paragraph a line, whose text content is ``report.text``.

    Every heading of ``sections`` and every span of ``content`` gets an id (``r<number>-<start>``), headings their
    look too. A line that ``content`` does not touch is shown as what surrounds the report, not as part of it.
    """
    headings = {section.start: section for section in sections if section.start < section.heading_end}
    spans = sorted(content)
    starts = sorted({start for start, _ in spans} | set(headings))
    parts = []
    for line in _LINE.finditer(report.text):
        if line.group()[0] in "\r\n":
            parts.append(escape(line.group()))
            continue
        last = bisect_left(spans, (line.end(), 0))  # the spans before this one start before the line ends
        inside = not spans or (last > 0 and spans[last - 1][1] > line.start())
        cuts = starts[bisect_left(starts, line.start()) : bisect_left(starts, line.end())]
        pieces = "".join(_pieces(report.text, line.start(), line.end(), cuts, headings, number))
        parts.append(f'<p class="{"rq-line" if inside else "rq-aside"}">{pieces}</p>')
    return "".join(parts)


def _pieces(
    text: str, begin: int, end: int, cuts: list[int], headings: dict[int, Section], number: int
) -> Iterator[str]:
    """Cut ``text[begin:end]`` at ``cuts``; each piece that starts at one carries its id."""
    ends = {headings[start].heading_end for start in cuts if start in headings}
    borders = sorted({begin, end, *cuts, *(border for border in ends if begin < border < end)})
    for start, stop in pairwise(borders):
        words = escape(text[start:stop])
        identity = f' id="r{number}-{start}"' if start in cuts else ""
        section = headings.get(start)
        if section:
            level = min(section.level, 4)
            yield (
                f'<span{identity} class="rq-heading rq-heading-{level}" role="heading" aria-level="{level + 2}">'
                f"{words}</span>"
            )
        elif identity:
            yield f"<span{identity}>{words}</span>"
        else:
            yield words
