"""Comparisons taken apart, worked by hand."""

import pytest
from hypothesis import given, settings
from strategies import nasty_text

from app.sides import split_sides


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("财政收入和税收收入哪个多？", "财政收入是多少?", "税收收入是多少?"),
        ("小吃街的营收和农产品销售额,谁更高一些", "小吃街的营收是多少?", "农产品销售额是多少?"),
        ("甲镇与乙镇相比,哪个游客多？", "甲镇游客是多少?", "乙镇游客是多少?"),
        ("三季度新增投资,甲项目跟乙项目比,谁大？", "三季度新增投资,甲项目是多少?", "三季度新增投资,乙项目是多少?"),
        ("城里人和农村人收入差多少？", "城里人收入是多少?", "农村人收入是多少?"),
        ("户厕改造2021年干的和2022年要干的,哪个多？", "户厕改造2021年干是多少?", "户厕改造2022年要干是多少?"),
        ("受表彰的先进集体和先进个人哪类数量多？", "受表彰的先进集体数量是多少?", "受表彰的先进个人数量是多少?"),
        ("东区的客流大概是西区客流的几倍？", "东区的客流是多少?", "西区客流是多少?"),
        ("党组会比办公会多开了几次？", "党组会开多少次?", "办公会开多少次?"),
        ("甲村和乙村的收入相比谁多、多多少？", "甲村的收入是多少?", "乙村的收入是多少?"),
        ("今年安排的项目比去年多几个？", "今年安排的项目是多少?", "去年安排的项目是多少?"),
        ("绿化面积今年要比去年多多少？", "绿化面积今年是多少?", "绿化面积去年是多少?"),
        ("东港大桥的计划总投资要比西环路多出多少钱？", "东港大桥的计划总投资是多少?", "西环路的计划总投资是多少?"),
        ("村级巡查次数比镇级的多多少？", "村级巡查次数是多少?", "镇级巡查次数是多少?"),
        ("收入最高的村和最低的村差多少？", "收入最高的村是多少?", "收入最低的村是多少?"),
        ("投资下半年比上半年多完成了多少？", "投资下半年完成多少?", "投资上半年完成多少?"),
        ("固投增速离年初定的目标还差几个点？", "固投增速是多少?", "固投增速的目标是多少?"),
        ("税收跟全年3亿元的任务比差多少？", "税收是多少?", "税收的目标是多少?"),
        ("税收收入比财政收入少多少？", "税收收入是多少?", "财政收入是多少?"),
    ],
)
def test_each_side_is_asked_alone(question: str, one: str, other: str) -> None:
    sides = split_sides(question, "zh")
    assert sides is not None
    assert sides.questions == (one, other)


def test_what_the_second_side_leaves_out_is_that_of_the_first() -> None:
    sides = split_sides("今年GDP增速目标和去年实际增速哪个高？", "zh")
    assert sides is not None
    assert sides.questions == ("今年GDP增速目标是多少?", "去年实际GDP增速是多少?")


def test_two_times_in_one_clause_are_two_sides() -> None:
    sides = split_sides("高标准农田,去年干了多少今年又要干多少,哪年量大？", "zh")
    assert sides is not None
    assert sides.names == ("去年干了", "今年又要干")
    assert all(question.startswith("高标准农田,") for question in sides.questions)


def test_english_sides_keep_the_rest_of_the_question() -> None:
    sides = split_sides("Which earned more, the folk activities or the snack street?", "en")
    assert sides is not None
    assert sides.names == ("the folk activities", "the snack street")
    assert all(question.startswith("Which earned more, the ") for question in sides.questions)


@pytest.mark.parametrize("question", ["几个项目和乙村哪个多？", "甲村的收入比多种多少亩？", "甲村的收入是的的的几倍？"])
def test_what_only_asks_how_many_is_no_side(question: str) -> None:
    assert split_sides(question, "zh") is None


@pytest.mark.parametrize(
    "question", ["", "哪个多？", "财政收入是多少？", "荷和管家是什么品牌？", "和", "比谁大", "A or B"]
)
def test_nothing_to_take_apart(question: str) -> None:
    assert split_sides(question, "zh") is None


@given(nasty_text)
@settings(max_examples=200, deadline=None)
def test_any_text_is_split_or_not(text: str) -> None:
    for lang in ("zh", "en"):
        sides = split_sides(text, lang)
        assert sides is None or all(name.strip() for name in sides.names)
