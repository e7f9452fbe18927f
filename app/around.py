"""The words that say what a quantity of a text measures."""

import re

from app.aligned import share_at
from app.changes import find_changes
from index.figures import Quantity, find_quantities
from index.lexical import fold

_REACH = 30  # characters before a quantity
_IN_ALL = re.compile(
    r"[^\u4e00-\u9fff]*(?:总数|总量|总计|合计|累计|一?共|现有|达到?|增至|升至|约|超过?)+[^\u4e00-\u9fff]*"
)
OF_BASE = re.compile(r"[^\u4e00-\u9fff\d]*的(?:约|近|超过?)?")
"""What joins a share to what it is of, where that is a number itself: 占年度任务9000万元的54%."""

# What ought to be stands beside what is: 2.87‰,低于4‰的控制目标; 完成年度任务1.6亿元的116.25%.
_AIM_BEFORE = re.compile("(?:目标|任务|计划|指标)(?:数|值|为|是|的)?$")
_AIM_AFTER = re.compile(
    r"(?:[、和与][\d.．]+[^，,。；;、\d]{0,3})*的?[^，,。；;、\d]{0,6}(?:目标|任务|计划|要求)"
)  # 分别低于10%、6%的目标
_PERIOD_BEFORE = re.compile(r"每个?(?P<period>[年月季天日周])(?:度|均)?[^，,。；;、\d]{0,4}$")
_PERIOD_AFTER = re.compile(r"(?:[/／·•][^\d/／·•，,。；;、]{1,3})*?[/／·•]每?(?P<period>[年月季天日周])")


def around(text: str, quantity: Quantity) -> str:
    """The folded words that say what a quantity measures: back to the quantity before, on to the end of the clause.

    What only says that it is the total (新增14家,总数达43家), what something has come to (由98项增加到157项), and what
    stands right behind another quantity (65户249人), is of the thing before; a value of several that are dealt out
    (甲、乙分别下降16%和25%) is of its own. A space is between both halves.
    """
    dealt = share_at(text, quantity)
    after = re.match(r"[^，,。；;、\d]{0,8}", text[quantity.end :])
    behind = fold(after.group() if after else "")
    if dealt:
        return f"{dealt.words} {behind}"
    ends = [0, *(q.end for q in find_quantities(text) if q.end <= quantity.start)]
    changed = next((change for change in find_changes(text) if change.other == quantity), None)
    if changed and changed.one.end in ends:
        ends = ends[: ends.index(changed.one.end)]
    while len(ends) > 1 and (
        ends[-1] == quantity.start  # 未消除风险65户249人
        or _IN_ALL.fullmatch(text, ends[-1], quantity.start)
        or OF_BASE.fullmatch(text, ends[-1], quantity.start)
    ):
        ends.pop()
    return f"{fold(text[max(ends[-1], quantity.start - _REACH) : quantity.start])} {behind}"


def period_of(text: str, quantity: Quantity) -> str:
    """The period that a quantity is told for, 月 of 每人每月782元 and of 782元/月; empty where it is told for none."""
    found = _PERIOD_BEFORE.search(text, 0, quantity.start) or _PERIOD_AFTER.match(text, quantity.end)
    return found["period"].replace("日", "天") if found else ""


def is_aim(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is what was to be reached, by the words right at it (低于9%的预期目标)."""
    before = _AIM_BEFORE.search(text, max(0, quantity.start - _REACH), quantity.start)
    return bool(before or _AIM_AFTER.match(text, quantity.end))
