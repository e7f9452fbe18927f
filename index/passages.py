"""Cut a report into passages: its headings and sentences, long sentences at their clause ends."""

import re
from itertools import pairwise

from langchain_text_splitters import RecursiveCharacterTextSplitter

from index.outline import Outline, Unit
from index.records import Passage, Report

MAX_PASSAGE = 120
"""Characters a passage may have before it is cut at clause ends."""

# A full stop that the source lost often shows as a finished quantity with the next clause run into it:
# “实现营业收入超200万元成功举办正月十五擎龙灯”. Words that continue a quantity are no break.
_LOST_STOP = re.compile(
    r"(?<=[0-9０-９十百千])(?:余)?(?:[万亿]?元|[余多]?人次|[％%]|[余多]?场次?|[余多]?亩|人|名)"
    r"(?=[\u4e00-\u9fff]{4})(?!的|以上|以下|以内|左右|余|多|等|和|及|与|或|至|到|增|下降|建|完成|党|干|员|村|社|县|省|市|专|年|为|占)"
)


def cut_passages(report: Report, outline: Outline, first_id: int = 0, first_sentence: int = 0) -> list[Passage]:
    """Return the passages of ``report`` in reading order, numbered from ``first_id``.

    Their spans cover every character of every unit exactly once, but for white space at the seams.
    """
    passages: list[Passage] = []
    for number, unit in enumerate(outline.units, first_sentence):
        for start, end in _split_unit(report.text, unit):
            passages.append(
                Passage(
                    id=first_id + len(passages),
                    report=report.id,
                    start=start,
                    end=end,
                    text=report.text[start:end],
                    section=_path(outline, unit),
                    sentence=number,
                    is_heading=unit.is_heading,
                    ahead=outline.ahead if unit.section is None else outline.sections[unit.section].ahead,
                )
            )
    return passages


def _path(outline: Outline, unit: Unit) -> tuple[str, ...]:
    """The headings above a unit; a heading does not stand above itself."""
    if unit.section is None:
        return ()
    path = outline.sections[unit.section].path
    return path[:-1] if unit.is_heading else path


def _split_unit(text: str, unit: Unit) -> list[tuple[int, int]]:
    if unit.is_heading or unit.end - unit.start <= MAX_PASSAGE:
        return [(unit.start, unit.end)]
    spans: list[tuple[int, int]] = []
    for start, end in _split_lost_stops(text, unit.start, unit.end):
        spans += _split_clauses(text, start, end)
    return spans


def _split_lost_stops(text: str, start: int, end: int) -> list[tuple[int, int]]:
    seams = [start, *(match.end() for match in _LOST_STOP.finditer(text, start, end)), end]
    return list(pairwise(seams))


def _split_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut ``text[start:end]`` at commas into the fewest pieces of at most MAX_PASSAGE characters."""
    if end - start <= MAX_PASSAGE:
        return [(start, end)]
    pieces = -(-(end - start) // MAX_PASSAGE)
    splitter = RecursiveCharacterTextSplitter(
        separators=["；", ";", "，", ",", "、", " ", ""],
        keep_separator="end",
        chunk_size=min(MAX_PASSAGE, (end - start) // pieces + 20),
        chunk_overlap=0,
        strip_whitespace=False,
    )
    spans: list[tuple[int, int]] = []
    for chunk in splitter.split_text(text[start:end]):
        stripped = chunk.strip()
        if stripped:
            offset = start + chunk.index(stripped)
            spans.append((offset, offset + len(stripped)))
        start += len(chunk)
    return spans
