"""Differences that a report states itself, worked by hand."""

import pytest
from app_helpers import World, ask, found

from app.comparison import compare
from app.stated_difference import is_difference, stated_difference
from index.figures import find_quantities


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("生产总值增速比全省高几个百分点？", "生产总值增长5.7%,高于全省0.7个百分点。", "0.7个百分点"),
        ("庙会签约额比上一届多多少？", "庙会签约金额1.2亿元,较上届增加2800万元。", "2800万元"),
        ("新能源车占比比上年高了几个百分点？", "新能源车占比69%,同比增加53.2个百分点。", "53.2个百分点"),
        ("产值增速跟年初的目标比差几个点？", "产值增长4.1%,低于年初确定的5%的增长目标0.9个百分点。", "0.9个百分点"),
        ("二手房成交比新房多多少套？", "二手房成交5216套,首次超过新房3674套的成交量。", None),  # what the other has
        ("生产总值增速比全国高几个百分点？", "生产总值增长5.7%,高于全省0.7个百分点。", None),
        ("庙会签约额比上一届多几家？", "庙会签约金额1.2亿元,较上届增加2800万元。", None),
        ("茶园面积比上年多多少亩？", "庙会签约金额1.2亿元,较上届增加28亩。", None),
    ],
)
def test_the_difference_is_found_or_not(question: str, text: str, words: str | None) -> None:
    told = stated_difference(ask(question), [found(World().add(text), probability=0.4)])
    assert (text[slice(*told[1])] if told else None) == words


def test_it_is_told_and_not_computed() -> None:
    world = World()
    passage = world.add("庙会签约金额1.2亿元,较上届增加2800万元。")
    answer = compare(ask("庙会签约额比上一届多多少？"), [found(passage)], world.citer())
    assert answer == "庙会签约金额1.2亿元,较上届增加**2800万元**。[1]"


@pytest.mark.parametrize(
    ("question", "text", "opens"),
    [
        ("参保率比全区平均水平高吗？", "参保率97.1%,低于全区平均水平0.4个百分点。", "不是。"),
        ("参保率比全区平均水平低吗？", "参保率97.1%,低于全区平均水平0.4个百分点。", "是。"),
        ("资金支出比序时进度慢吗？", "支出进度61.3%,比序时进度快0.4个百分点。", "不是。"),
        ("参保率比全区平均水平高吗？", "参保率97.1%,高于全区平均水平0.4个百分点。", "是。"),
    ],
)
def test_which_is_more_is_borne_out_by_what_is_stated(question: str, text: str, opens: str) -> None:
    world = World()
    answer = compare(ask(question), [found(world.add(text))], world.citer())
    assert answer is not None
    assert answer.startswith(opens)
    assert "**0.4个百分点**" in answer


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("出生2764人,同比减少312人。", [False, True]),
        ("收入8亿元,增长5%。", [False, False]),
        ("比上年多3家。", [True]),
        ("床位29张,低于全区35张的平均水平。", [False, False]),
    ],
)
def test_a_change_is_no_level(text: str, changes: list[bool]) -> None:
    assert [is_difference(text, q) for q in find_quantities(text)] == changes
