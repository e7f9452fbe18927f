"""A question without the time that a passage is of anyway, by the part of the report that it stands in.

Reports name their year in the title and the headings, not in each sentence; who asks names it (2024年…多少). Held
against a sentence without any time it looks like another time to the reader, which knows questions on other years.
"""

import re

from app.question_words import YEAR
from index.figures import is_intended
from index.outlook import opens_year
from index.records import Passage, Report

_TOLD = re.compile(r".{0,4}?(?:(?:19|20)\d\d年|[去上今明前]年|下半年|季度|1[-—－–~～至到](?!6月|12月)\d{1,2}月)")
_SEVERAL = re.compile("[两三四五]年|十[一二三四五六]五|以来")
_HALF, _PARTLY = re.compile("上半年"), re.compile("半年|季度|月")
_BEFORE, _BEHIND = "(?:截至|截止|到|至|在)?", "(?:全年|度|末|底|一整年|一年)?(?:里|的|[，,])?"


def without_own_time(question: str, passage: Passage, report: Report) -> str:
    """Return ``question`` without the words for the time of the part of ``report`` that ``passage`` stands in.

    Unchanged where the passage names that time itself or opens with another, the part is of several years, or too
    little would be left.
    """
    heading = next((part for part in reversed(passage.section) if YEAR.search(part)), "")
    if _TOLD.match(passage.text) or _SEVERAL.search(heading) or len(set(YEAR.findall(heading))) > 1:
        return question
    times = [time for time in _times(report, heading, is_intended(passage)) if not re.search(time, passage.text)]
    kept = re.sub(f"{_BEFORE}(?:{'|'.join(times)}){_BEHIND}", "", question) if times else question
    return kept if len(kept) > len(question) / 3 else question


def _times(report: Report, heading: str, ahead: bool) -> list[str]:
    """The words for the time of a part of a report, the longest first; none where nothing tells it."""
    years = sorted({int(year) for year in YEAR.findall(report.title)})
    if _HALF.search(report.title):
        half = "下半年" if ahead else "上半年"
        return [*(f"{year}年{half}" for year in years[:1]), f"今年{half}", half]
    if _PARTLY.search(report.title):
        return []
    opening = opens_year(report.title)
    if opening:
        relative = ["今年", "新的?一年"] if ahead else ["去年", "上一?年", "过去的?一年"]
    else:  # asked at the end of the year, or in the year after it
        relative = ["明年", "来年", "今年"] if ahead else ["去年", "今年", "当年"]
    named = YEAR.findall(heading)
    own = years[-1:] if ahead and (opening or len(years) > 1) else [year - opening + ahead for year in years[:1]]
    if not named:
        return [*(f"{year}年" for year in own), *relative]
    # 某市2024年…政府工作报告 may as well name the year that it looks back on, as its headings show.
    fitting = not own or str(own[0]) in named or (opening and str(own[0] + 1) in named)
    return [f"{named[0]}年", *(relative if fitting else ())]
