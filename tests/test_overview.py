"""The whole of a report told by its headings, worked by hand."""

from collections.abc import Sequence

import pytest
from app_helpers import World, ask

from app.overview import overview
from app.points import Point
from index.records import Passage

PAST, PLAN = "一、2023年工作回顾", "二、2024年工作安排"


class _Index:
    """As much of an index as an overview looks at."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages


def report_of(past: int, plan: int) -> tuple[World, _Index, list[Point]]:
    """A report with so many headings in its two parts, each with two sentences below it."""
    world = World("某县2024年政府工作报告")
    told = []
    for part, count in ((PAST, past), (PLAN, plan)):
        world.add(part, is_heading=True)
        for number in range(count):
            heading = f"（{number}）推进第{number}件事。"
            world.add(heading, [part], is_heading=True)
            told += [world.add(f"完成{number}个项目。", [part, heading]), world.add("表示感谢。", [part, heading])]
    points = [Point(passage, 0.9 if "完成" in passage.text else 0.1) for passage in told]
    return world, _Index(world.passages), points


def told(question: str, past: int = 4, plan: int = 4) -> list[list[str]]:
    world, index, points = report_of(past, plan)
    groups = overview(ask(question), points, index, [world.title])  # type: ignore[arg-type]
    return [[passage.text for passage in group] for group in groups]


def test_a_part_is_told_by_its_headings_each_with_what_is_likeliest() -> None:
    assert told("去年工作情况", past=3) == [[f"（{n}）推进第{n}件事。", f"完成{n}个项目。"] for n in range(3)]
    assert len(told("今年有什么打算？", plan=5)) == 5


def test_many_headings_stand_alone_and_very_many_together() -> None:
    assert [len(group) for group in told("去年工作情况", past=10)] == [1] * 10
    many = told("去年工作情况", past=26)
    assert sum(map(len, many)) == 26
    assert len(many) <= 6


def test_both_parts_where_no_side_is_asked() -> None:
    assert len(told("总结一下这份报告", past=4, plan=3)) == 7


@pytest.mark.parametrize("question", ["去年教育工作情况", "有哪些问题？", "存在的困难"])
def test_a_matter_or_problems_are_not_told_by_headings(question: str) -> None:
    assert told(question) == []


def test_few_headings_make_no_overview() -> None:
    assert told("去年工作情况", past=2) == []
    world, index, _ = report_of(4, 4)
    assert overview(ask("去年工作情况"), [], index, [world.title]) == []  # type: ignore[arg-type]
