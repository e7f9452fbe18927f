"""A question without the time that a passage is of anyway, by the part of the report that it stands in.

Reports name their year in the title and the headings, not in each sentence; who asks names it (2024年…多少). Held
against a sentence without any time it looks like another time to the reader, which knows questions on other years.
"""

import re

from app.question_words import YEAR
from index.figures import is_intended, names_past
from index.outlook import opens_year
from index.records import Passage, Report

_TOLD = re.compile(r"(?:19|20)\d\d年|[去上今明前]年|[上下]半年|季度|\d月")
_SEVERAL = re.compile("[两三四五]年|十[一二三四五六]五|以来")
_HALF, _PARTLY = re.compile("上半年"), re.compile("半年|季度|月")
_BEFORE, _BEHIND = "(?:截至|截止|到|至|在)?", "(?:全年|度|末|底|一整年|一年)?(?:里|的|[，,])?"


def without_own_time(question: str, passage: Passage, report: Report) -> str:
    """Return ``question`` without the words for the time of the part of ``report`` that ``passage`` stands in.

    Unchanged where the passage names a time itself, the part is of several years, or nothing would be left.
    """
    heading = next((part for part in reversed(passage.section) if YEAR.search(part)), "")
    if _TOLD.search(passage.text) or _SEVERAL.search(heading) or len(set(YEAR.findall(heading))) > 1:
        return question
    times = _times(report, heading, is_intended(passage))
    kept = re.sub(f"{_BEFORE}(?:{'|'.join(times)}){_BEHIND}", "", question) if times else question
    return kept if len(kept) > len(question) / 3 else question


def _times(report: Report, heading: str, ahead: bool) -> list[str]:
    """The words for the time of a part of a report, the longest first; none where nothing tells it."""
    title = report.title if YEAR.search(report.title) else f"{report.title} {report.period}"
    years = sorted({int(year) for year in YEAR.findall(title)})
    if not years:
        return []
    if _HALF.search(title):
        half = "下半年" if ahead else "上半年"
        return [f"{years[0]}年{half}", f"今年{half}", half]
    if _PARTLY.search(report.title):
        return []
    opening = opens_year(report.title)
    reported = years[-1] - 1 if opening else years[0]
    planned = years[-1] if opening or len(years) > 1 else reported + 1
    named = {int(year) for year in YEAR.findall(heading)}
    year = planned if ahead else reported
    if named and year not in named:
        return [f"{other}年" for other in sorted(named)]
    if opening or not names_past(report.title):
        relative = ["今年", "新的?一年"] if ahead else ["去年", "上一?年", "过去的?一年"]
    else:  # at the end of the year, or in the year after it
        relative = ["明年", "来年", "今年"] if ahead else ["去年", "今年", "当年"]
    return [f"{year}年", *relative]
