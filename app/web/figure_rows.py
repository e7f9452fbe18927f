"""The quantities of a report as rows of a table: each with its theme and the clause that states it, word for word."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.answer import Evidence
from index.problems import tells_problem
from index.records import Figure, Passage, Report

# A comma inside a number, as in 1,234, ends no clause.
_CLAUSE_END = re.compile(r"(?<!\d)[,，]|[,，](?!\d)|[。；;！!？?\r\n]")
_CONTINUES = re.compile(r"同比|环比|增长|下降|增幅|降幅|占|较|分别")
# Headings that tell when, not what: the look back on a year and the look ahead.
_PART = re.compile(r"[上下]半年|\d{4}年|去年|今年|明年|今后|下一步|回顾|总结|思路|安排|打算|部署")
_NUMBER = re.compile(
    r"\s*(?:[(（][一二三四五六七八九十百\d]+[)）]|[一二三四五六七八九十百\d]+[、.．]|第[一二三四五六七八九十百\d]+[章节部分条]+)\s*"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a report.

    ``n`` counts the rows of one report from 1 in the order of its text. ``clause`` is the clause that states the
    figure, ``passage`` the sentence it stands in; ``theme`` is a heading of ``clause.section``, or empty.
    """

    n: int
    figure: Figure
    clause: Evidence
    passage: Passage
    theme: str

    @property
    def span(self) -> tuple[int, int]:
        """Where the figure itself stands."""
        return self.figure.start, self.figure.end

    @property
    def before(self) -> str:
        """The words of the clause before the figure."""
        return self.clause.quote[: self.figure.start - self.clause.start]


def make_rows(
    reports: Mapping[str, Report], figures: Iterable[Figure], passages: Mapping[int, Passage]
) -> dict[str, list[Row]]:
    """Return the rows of every report, in the order of its text.

    A figure in a paragraph that tells the report's problems is one of them, whatever its own sentence says.
    """
    rows: dict[str, list[Row]] = {name: [] for name in reports}
    for figure in sorted(figures, key=lambda one: one.start):
        report, passage = reports[figure.report], passages[figure.passage]
        stated = replace(figure, side="problem") if tells_problem(passage, report) else figure
        begin, end = find_clause(passage.text, figure.start - passage.start, figure.end - passage.start)
        clause = Evidence(
            report.id,
            report.title,
            passage.section,
            passage.text[begin:end],
            passage.start + begin,
            passage.start + end,
        )
        of_report = rows[report.id]
        of_report.append(Row(len(of_report) + 1, stated, clause, passage, find_theme(passage.section)))
    return rows


def find_clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause around ``text[start:end]`` begins and ends, with the one before where it only goes on.

    >>> text = "种植规模达6600亩,同比增长10%以上。"
    >>> text[slice(*find_clause(text, 14, 19))]
    '种植规模达6600亩,同比增长10%以上'
    """
    borders = [0, *(match.end() for match in _CLAUSE_END.finditer(text, 0, start))]
    begin = borders.pop()
    before = text[begin:start].strip()
    if borders and (len(before) < 2 or _CONTINUES.match(before)):
        begin = borders.pop()
    found = _CLAUSE_END.search(text, end)
    stop = found.start() if found else len(text)
    words = text[begin:stop]
    return begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())


def find_theme(section: Sequence[str]) -> str:
    """Return the outermost heading that tells what is treated, not only when; empty where there is no heading."""
    if len(section) > 1 and _PART.search(section[0]):
        return section[1]
    return section[0] if section else ""


def shorten_heading(heading: str) -> str:
    """Return a heading without its number, up to its first comma.

    >>> shorten_heading("(一)强党建、增亮点,组织建设扎实推进。")
    '强党建、增亮点'
    """
    words = _NUMBER.sub("", heading, count=1) if _NUMBER.match(heading) else heading
    short = re.split(r"[,，。；;：:]", words, maxsplit=1)[0].strip()
    return short if len(short) > 1 else heading.strip()
