"""Which parts of a report look ahead although their headings do not say so.

三、2025年重点工作 stands behind 一、2024年工作回顾, 四、加强政府自身建设 behind 三、2025年工作安排. The title may tell
too: all of 某局2025年工作要点 looks ahead, and so does what 2025年政府工作报告 has on 2025.
"""

import re
from collections.abc import Sequence

from index.figures import names_future, names_past

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_OPENS_YEAR = re.compile("^(?!.*(?:半年|季度)).*政府工作(?:的)?报告")
_APPENDIX = re.compile(r"名词|术语|解释|注释|说明|附[件录表:：]|指标表")


def opens_year(title: str) -> bool:
    """Whether a report is given at the beginning of a year by a government, which tells then what it plans for it.

    >>> opens_year("某县2025年政府工作报告"), opens_year("某县2025年上半年政府工作报告")
    (True, False)
    """
    return _OPENS_YEAR.search(title) is not None


def plans_only(title: str) -> bool:
    """Whether a report is of plans alone, by its title.

    >>> plans_only("某局2025年工作要点"), plans_only("某局2024年工作总结和2025年工作要点")
    (True, False)
    """
    return names_future(title)


def parts_ahead(headings: Sequence[str], title: str = "") -> list[bool]:
    """Tell for each of a report's outermost headings, in reading order, whether its part looks ahead.

    True only where the heading has no word of a time itself: it names a later year than what the report looks back on,
    or it follows on a part that looks ahead. In a report with no part that looks back first, and a ``title`` that says
    nothing of it, nothing is known.
    """
    ahead: list[bool] = []
    reported, going_on = _reported(title), plans_only(title)
    looked_back = reported > 0 or going_on
    for heading in headings:
        years = [int(year) for year in _YEAR.findall(heading)]
        past, future = names_past(heading), names_future(heading)
        if past:
            looked_back, going_on = True, False
            reported = max((reported, *years))
        elif future:
            going_on = looked_back
        later = looked_back and bool(years) and max(years) > reported > 0
        silent = not (past or future or _APPENDIX.search(heading))
        ahead.append(silent and (later or (going_on and not years)))
        going_on = going_on or ahead[-1]
    return ahead


def _reported(title: str) -> int:
    """The year that a report looks back on, by its title; 0 where that does not tell."""
    years = [int(year) for year in _YEAR.findall(title)]
    if not years:
        return 0
    if names_past(title):
        return min(years)
    return max(years) - 1 if opens_year(title) else 0
