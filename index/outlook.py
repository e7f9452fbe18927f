"""Which parts of a report look ahead although their headings do not say so.

三、2025年重点工作 stands behind 一、2024年工作回顾, 四、加强政府自身建设 behind 三、2025年工作安排.
"""

import re
from collections.abc import Sequence

from index.figures import names_future, names_past

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_APPENDIX = re.compile(r"名词|术语|解释|注释|说明|附[件录表:：]|指标表")


def parts_ahead(headings: Sequence[str]) -> list[bool]:
    """Tell for each of a report's outermost headings, in reading order, whether its part looks ahead.

    True only where the heading has no word of a time itself: it names a later year than the part that looks back, or
    it follows on a part that looks ahead. In a report with no part that looks back first, nothing is known.
    """
    ahead: list[bool] = []
    reported, going_on = 0, False
    looked_back = False
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
