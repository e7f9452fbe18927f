"""Claims of one thing against another, worked by hand."""

import pytest
from app_helpers import World, ask, found
from hypothesis import given
from strategies import nasty_text

from app.comparison import compare
from app.side_operands import ReadSides
from app.sides import split_sides
from app.versus import tell_versus

PLANTED = "种植小麦600亩,种植玉米800余亩。"


@pytest.mark.parametrize(
    ("question", "names", "less"),
    [
        ("小麦比玉米种得多吗？", ("小麦", "玉米"), False),
        ("小麦面积比玉米面积大，对吗？", ("小麦面积", "玉米面积"), False),
        ("听说小麦面积是不是少于玉米面积？", ("小麦面积", "玉米面积"), True),
        ("小麦面积不如玉米面积吧", ("小麦面积", "玉米面积"), True),
    ],
)
def test_two_things(question: str, names: tuple[str, str], less: bool) -> None:
    versus = tell_versus(question)
    assert versus is not None
    assert (versus.names, versus.less) == (names, less)


@pytest.mark.parametrize(
    "question",
    [
        "小麦比玉米多多少？",
        "小麦和玉米哪个多？",
        "小麦面积比去年大吗？",
        "小麦面积比前一年多了38亩，没说错吧",
        "小麦面积超过600亩吗？",
        "投资同比是不是负增长？",
        "小麦占比高吗？",
        "",
    ],
)
def test_no_claim_of_two_things(question: str) -> None:
    assert tell_versus(question) is None


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("小麦面积比玉米面积大，对吗？", "不是。"),
        ("小麦面积是不是少于玉米面积？", "是。"),
        ("玉米面积比小麦面积大吧？", "是。"),
        ("玉米面积不如小麦面积，是吗？", "不是。"),
    ],
)
def test_the_verdict_comes_first_and_the_arithmetic_is_shown(question: str, opens: str) -> None:
    world = World()
    items = [found(world.add(PLANTED))]
    asked, sides = ask(question), split_sides(question, "zh")
    assert asked.kind == "compare"
    assert sides is not None
    answer = compare(asked, items, world.citer(), ReadSides(sides, (items, items), sides.names))
    assert answer is not None
    assert answer.startswith(opens)
    assert "800亩－600亩＝200亩" in answer


@given(nasty_text)
def test_any_text(text: str) -> None:
    versus = tell_versus(text)
    assert versus is None or all(name.strip() for name in versus.names)
