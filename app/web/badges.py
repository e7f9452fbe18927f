"""What the badge of a citation or a figure says: result, target, plan or problem, and of when where a heading tells."""

import re

from app.answer import Evidence, Side
from app.web.words import Language
from index.figures import names_future, names_past

SIDES: dict[Language, dict[Side, str]] = {
    "zh": {"result": "实绩", "target": "目标", "plan": "计划", "problem": "问题"},
    "en": {"result": "Result", "target": "Target", "plan": "Plan", "problem": "Problem"},
}
_HALVES = {"上半年": "first half", "下半年": "second half"}
_YEAR = r"(?:19|20)\d{2}年"
# The time a heading is about; of a span of years, such as 2021-2023年, no single year is.
_TIME = re.compile(rf"(?<![-—–~～至到\d])(?:(?:{_YEAR})?([上下]半年)|({_YEAR}))")
# Words that date a sentence apart from its heading; 比上年 only compares.
_OTHER_TIME = re.compile(r"(?<![比较])(?:去年|上年|前年|明年)|[二两三四五六七八九十]年[来间内]|近年")


def badge_label(evidence: Evidence, side: Side, language: Language) -> str:
    """Name what ``evidence`` is, with its time where a heading says it and its words say no other; empty for no side.

    >>> where = ("一、2023年工作回顾", "(一)产业")
    >>> badge_label(Evidence("r", "", where, "新增规上企业8家", 0, 8), "result", "zh")
    '2023年实绩'
    """
    label = SIDES[language].get(side, "")
    time = _time_of(evidence, side) if label and side != "problem" else ""
    if not time:
        return label
    return time + label if language == "zh" else f"{label}, {_HALVES.get(time, time.removesuffix('年'))}"


def _time_of(evidence: Evidence, side: Side) -> str:
    years = set(re.findall(_YEAR, evidence.quote))
    known = set(re.findall(_YEAR, " ".join((evidence.title, *evidence.section))))
    if not years <= known or _OTHER_TIME.search(evidence.quote):
        return ""
    ahead = side != "result"
    for heading in reversed(evidence.section):
        times = [half or year for half, year in _TIME.findall(heading)]
        if len(times) == 1:
            time = times[0]
            dated = years and time.startswith(("19", "20")) and time not in years
            otherwise = names_past(heading) if ahead else names_future(heading)
            return "" if dated or otherwise else time
    # A report on the first half of a year looks ahead to the second.
    return ("下半年" if ahead else "上半年") if "上半年" in evidence.title else ""
