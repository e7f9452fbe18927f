"""Questions without the time of the part of a report that a passage stands in, worked by hand."""

import pytest
from app_helpers import World
from hypothesis import given
from strategies import nasty_text

from app.own_time import without_own_time

OPENING = ("某县2025年政府工作报告", "一、2024年工作回顾", "二、2025年工作安排")
ANNUAL = ("某局2024年工作总结和2025年工作计划", "一、2024年工作总结", "二、2025年工作计划")
REVIEWED = ("某市2024年政府工作报告", *OPENING[1:])  # the year that it looks back on, as its headings show
HALF = ("某镇2024年上半年工作总结和下半年工作思路", "一、上半年工作总结", "二、下半年工作思路")


@pytest.mark.parametrize(
    ("report", "planned", "question", "left"),
    [
        (OPENING, False, "2024年水产品一共产了多少吨?", "水产品一共产了多少吨?"),
        (OPENING, False, "去年水产品一共产了多少吨?", "水产品一共产了多少吨?"),
        (OPENING, False, "截至2024年底水产品有多少吨?", "水产品有多少吨?"),
        (OPENING, False, "2025年水产品一共产了多少吨?", "2025年水产品一共产了多少吨?"),
        (OPENING, False, "2023年水产品一共产了多少吨?", "2023年水产品一共产了多少吨?"),
        (OPENING, True, "2025年水产品要产多少吨?", "水产品要产多少吨?"),
        (OPENING, True, "今年的水产品要产多少吨?", "水产品要产多少吨?"),
        (OPENING, True, "去年水产品一共产了多少吨?", "去年水产品一共产了多少吨?"),
        (REVIEWED, False, "去年水产品一共产了多少吨?", "水产品一共产了多少吨?"),
        (REVIEWED, True, "今年水产品要产多少吨?", "水产品要产多少吨?"),
        (REVIEWED, False, "2023年水产品一共产了多少吨?", "2023年水产品一共产了多少吨?"),
        (ANNUAL, False, "2024年水产品一共产了多少吨?", "水产品一共产了多少吨?"),
        (ANNUAL, True, "明年水产品要产多少吨?", "水产品要产多少吨?"),
        (ANNUAL, True, "2024年水产品一共产了多少吨?", "2024年水产品一共产了多少吨?"),
        (HALF, False, "今年上半年水产品产了多少吨?", "水产品产了多少吨?"),
        (HALF, True, "下半年水产品要产多少吨?", "水产品要产多少吨?"),
        (HALF, True, "上半年水产品产了多少吨?", "上半年水产品产了多少吨?"),
        (HALF, False, "2024年?", "2024年?"),
        (("政府工作报告", *OPENING[1:]), False, "去年水产品产了多少吨?", "水产品产了多少吨?"),
        (("政府工作报告", *OPENING[1:]), False, "2024年水产品产了多少吨?", "水产品产了多少吨?"),
    ],
)
def test_the_own_time_goes_and_any_other_stays(
    report: tuple[str, str, str], planned: bool, question: str, left: str
) -> None:
    title, past, ahead = report
    world = World(title)
    passage = world.add("水产品总产量8.92万吨。", [ahead if planned else past])
    assert without_own_time(question, passage, world.report) == left


def test_a_passage_that_names_a_time_may_be_held_against_the_whole_question() -> None:
    world = World(OPENING[0])
    first = world.add("2023年以来水产品产了17万吨。", [OPENING[1]])
    assert without_own_time("2024年产了多少吨水产品?", first, world.report) == "2024年产了多少吨水产品?"
    second = world.add("水产品总产量由去年的8万吨提高到8.92万吨。", [OPENING[1]])
    assert without_own_time("去年产了多少吨水产品?", second, world.report) == "去年产了多少吨水产品?"
    assert without_own_time("2024年产了多少吨水产品?", second, world.report) == "产了多少吨水产品?"


@pytest.mark.parametrize(
    ("opening", "left"),
    [("1-6月，", "财政总收入是多少?"), ("上半年，", "上半年财政总收入是多少?"), ("1-5月，", "上半年财政总收入是多少?")],
)
def test_the_own_time_in_other_words_is_no_other_time(opening: str, left: str) -> None:
    world = World(HALF[0])
    passage = world.add(f"{opening}实现财政总收入4225.26万元。")
    assert without_own_time("上半年财政总收入是多少?", passage, world.report) == left


def test_the_year_of_a_heading_is_that_of_what_stands_under_it() -> None:
    world = World(OPENING[0])
    passage = world.add("水产品总产量8.92万吨。", ["一、过去五年和2024年工作回顾"])
    assert without_own_time("2024年产了多少吨水产品?", passage, world.report).startswith("2024年")
    other = world.add("水产品总产量8.5万吨。", ["一、2022年工作回顾"])
    assert without_own_time("2022年产了多少吨水产品?", other, world.report) == "产了多少吨水产品?"
    assert without_own_time("2024年产了多少吨水产品?", other, world.report).startswith("2024年")


@given(nasty_text)
def test_any_question_keeps_something(text: str) -> None:
    world = World(OPENING[0])
    passage = world.add("水产品总产量8.92万吨。", [OPENING[1]])
    left = without_own_time(text, passage, world.report)
    assert len(left) > len(text) / 3 or left == text
