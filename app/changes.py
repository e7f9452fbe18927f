"""What a passage tells to have gone from one quantity to another: 由2020年的8.34亿元增加到11.26亿元."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.units import same_unit
from index.figures import Quantity, find_quantities
from index.lexical import fold

_FROM = re.compile(r"(?:由|从)(?P<when>[^，,。；;由从]{0,14})$")
_TO = re.compile(
    r"[^，,。；;、]{0,4}?(?P<how>提高|增加|增长|上升|扩大|提升|发展|增至|升至|增|升|下降|降低|减少|回落|压减|压缩|缩短|缩小|收窄|降至|减至|缩至|降|减|缩)(?:为|到|至|了)*"
)
_SINCE = re.compile(r"[，,]?(?:比|较)(?P<when>(?:[去上]年|上一年|年初)(?:同期)?)的")
_DOWN = re.compile("降|减|落|缩|收窄")


@dataclass(frozen=True, slots=True)
class Change:
    """Two quantities of one thing, ``subject``, the earlier of the time ``when`` if it is told.

    ``begin`` is where the clause that tells it begins in its text.
    """

    one: Quantity
    other: Quantity
    subject: str
    when: str
    begin: int


def find_changes(text: str) -> Iterator[Change]:
    """Yield what ``text`` tells to have gone from one quantity to another.

    >>> [(c.subject, c.one.value, c.other.value) for c in find_changes("上市公司由11家增加到18家")]
    [('上市公司', 11.0, 18.0)]
    """
    for one, other in pairwise(find_quantities(text)):
        since = _SINCE.fullmatch(text, one.end, other.start)
        if since and _alike(other, one):  # 1865吨,比去年同期的1955吨下降4.6%
            begin = max(text.rfind(mark, 0, one.start) for mark in "，,。；;、") + 1
            yield Change(other, one, fold(text[begin : one.start]), since["when"], begin)
            continue
        before = _FROM.search(text, max(0, one.start - 16), one.start)
        to = _TO.fullmatch(text, one.end, other.start) if before else None
        if before is None or to is None or not _alike(one, other):
            continue
        if bool(_DOWN.search(to["how"])) != (other.value < one.value):
            continue
        begin = max(text.rfind(mark, 0, before.start()) for mark in "，,。；;、") + 1
        yield Change(one, other, fold(text[begin : before.start()]), before["when"], begin)


def _alike(one: Quantity, other: Quantity) -> bool:
    return bool(other.unit) and (one.unit == other.unit or not one.unit or same_unit(one.unit, other.unit))
