"""Which figures of a report can be drawn side by side, and the bars that show them.

A chart draws only what the report states: each bar is one figure, under the words that state it. Nothing is added up,
subtracted or divided; the length of a bar is its value on a scale that begins at zero.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.content import content_words
from app.web.board_words import ChartKind
from app.web.figure_rows import Row

MAX_BARS = MAX_GROUPS = 12
"""Bars of one group and groups of one chart; a longer list is what the table is for."""
_SHARED = 2
_ROUNDING = 0.005
_SHARES = ("%", "‰")
# Words of any target or result, which tell nothing of what is counted.
_GENERIC = re.compile(
    "[全今去明]年|年均|[上下]半年|同比|增长|下降|提高|达到|完成|实现|确保|力争|预计|预期|新增|累计|新建|建成|左右|以上|主要|目标|发展|"
    "建设|项目|工作|推进|继续|加快|推动"
)
_YEAR_BEFORE = re.compile(r"同比|[比较](?:上|去|前一)年(?:同期)?")
_UP = re.compile(r"增长|上升|提高|提升|增加|增幅|上涨")
_DOWN = re.compile(r"下降|减少|降低|回落|降幅|下滑|负增长|缩减")
_INVESTMENT = re.compile(r"投资|投入")
_OF_WHICH = re.compile(r"^\s*其中")


@dataclass(frozen=True, slots=True)
class Chart:
    """Groups of at least two comparable figures; those of a group share a unit and a scale."""

    kind: ChartKind
    groups: tuple[tuple[Row, ...], ...]


def find_charts(rows: Sequence[Row]) -> list[Chart]:
    """Return the charts that the rows of one report allow."""
    found: dict[ChartKind, list[list[Row]]] = {
        "reached": list(_reached(rows)),
        "parts": list(_parts(rows)),
        "investment": _by_unit([row for row in rows if _is_investment(row)]),
        "change": _by_unit([row for row in rows if direction(row)]),
    }
    return [
        Chart(kind, tuple(tuple(group[:MAX_BARS]) for group in groups[:MAX_GROUPS]))
        for kind, groups in found.items()
        if groups
    ]


def direction(row: Row) -> int:
    """Return 1 where the figure is a rise on the year before, -1 where it is a fall, and 0 where it is neither."""
    if row.figure.unit not in ("%", "个百分点"):
        return 0
    before = row.before
    year = list(_YEAR_BEFORE.finditer(before))
    if not year:
        return 0
    moves = [(match.start(), sign) for pattern, sign in ((_UP, 1), (_DOWN, -1)) for match in pattern.finditer(before)]
    return max((move for move in moves if move[0] >= year[-1].end()), default=(0, 0))[1]


def _by_unit(rows: Sequence[Row]) -> list[list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.figure.unit, []).append(row)
    return [group for unit, group in groups.items() if unit and len(group) > 1]


def _is_investment(row: Row) -> bool:
    """Whether the figure is money, and the last noun before it is an investment."""
    return row.figure.unit.endswith("元") and bool(_INVESTMENT.search(row.before[-8:]))


def _parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield each total with the parts that follow it in its sentence after 其中, "of which".

    The parts are those of the clause that 其中 begins, and those of later clauses where all of them add up.
    """
    for place, whole in enumerate(rows):
        after = rows[place + 1 :]
        if not after or not _OF_WHICH.search(after[0].before) or _OF_WHICH.search(whole.before):
            continue
        group = [whole]
        for part in after:
            same = part.figure.passage == whole.figure.passage and part.figure.unit == whole.figure.unit
            if not same or not part.figure.unit or part.figure.value > whole.figure.value:
                break
            group.append(part)
        parts = group[1:] if _add_up(group) else [part for part in group[1:] if part.clause == after[0].clause]
        if parts:
            yield [whole, *parts]


def _add_up(group: Sequence[Row]) -> bool:
    """Whether what follows a total in its sentence is all of it; what is not may be about something else."""
    whole, *parts = (row.figure.value for row in group)
    return math.isclose(sum(parts), whole, rel_tol=_ROUNDING)


def _reached(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield each target with the result that is most nearly about the same matter, where one is."""
    matters = [_matter_of(row, rows[place - 1] if place else None) for place, row in enumerate(rows)]
    results = [(row, matter) for row, matter in zip(rows, matters, strict=True) if row.figure.side == "result"]
    for target, wanted in zip(rows, matters, strict=True):
        if target.figure.side == "target" and target.figure.unit:
            alike = [(_likeness(wanted, matter), row) for row, matter in results if _comparable(target, row)]
            best = max(alike, key=lambda pair: pair[0], default=(0.0, target))
            if best[0] > 0:
                yield [target, best[1]]


def _comparable(target: Row, result: Row) -> bool:
    """Whether both count in one unit, and shares are not set beside growth rates."""
    if target.figure.unit != result.figure.unit or "分别" in target.clause.quote + result.clause.quote:
        return False  # "respectively" gives several figures to several things
    return target.figure.unit not in _SHARES or _moves(target) == _moves(result)


def _moves(row: Row) -> tuple[bool, bool]:
    before = row.before
    return bool(_UP.search(before)), bool(_DOWN.search(before))


def _likeness(wanted: frozenset[str], matter: frozenset[str]) -> float:
    """Return the share of the words of ``matter`` that are wanted; 0 where too few are."""
    shared = len(wanted & matter)
    return shared / len(matter) if shared >= _SHARED and 2 * shared >= len(matter) else 0.0


def _matter_of(row: Row, before: Row | None) -> frozenset[str]:
    """Return the words that tell what a figure counts: those after the figure before it; for a rate, its clause's.

    A target is often named at the head of its sentence, so that the sentence counts up to the figure.
    """
    start = row.passage.start if row.figure.side == "target" else row.clause.start
    if before is not None and before.figure.passage == row.figure.passage:
        start = max(start, before.figure.end)
    own = _matter(row.passage.text[start - row.passage.start : row.figure.start - row.passage.start])
    return own if own or row.figure.unit not in _SHARES else _matter(row.before)


def _matter(text: str) -> frozenset[str]:
    """Return the words of ``text`` that tell what it is about: no numbers, nothing of one character."""
    words = (word for word in content_words(text) if len(word) > 1 and not any(map(str.isdigit, word)))
    return frozenset(word for word in words if not _GENERIC.fullmatch(word))
