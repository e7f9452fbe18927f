"""The same asked once more on the other side, of another time or for its rank, worked by hand."""

import pytest
from hypothesis import given
from strategies import nasty_text

from app.switching import aim_of, invested_so_far, of_the_level, switch


@pytest.mark.parametrize(
    ("core", "before", "again"),
    [
        ("今年打算搞多少个", "去年新开工改造了多少老旧小区？", "今年计划新开工改造多少个老旧小区?"),
        ("去年实际完成了多少", "今年城镇新增就业目标是多少？", "去年城镇新增就业多少?"),
        ("去年实际修成了多少？", "今年农村道路要修多少公里？", "去年农村道路修多少公里?"),
        ("放到全市排第几？", "去年GDP多少", "去年GDP在全市排第几?"),
        ("排第几", "去年进出口总额多少", "去年进出口总额排第几?"),
        ("今年想再涨多少", "去年社零怎么样？", "今年社零计划增长多少?"),
        ("今年还想再添几家？", "高新技术企业总数多少？", "今年计划新增几家高新技术企业?"),
        ("下半年还要再扩多少？", "稻虾田现在有多少亩", "下半年计划新增多少亩稻虾田?"),
        ("全年要干到多少", "上半年规上工业总产值多少？", "全年规上工业总产值目标是多少?"),
        ("目标是多少", "老年人健康管理率实际完成多少？", "老年人健康管理率目标是多少?"),
    ],
)
def test_the_other_side(core: str, before: str, again: str) -> None:
    assert switch(core, before) == again


@pytest.mark.parametrize(
    ("core", "before", "again"),
    [
        ("全年任务呢？", "上半年完成了多少固定资产投资？", "全年固定资产投资的任务是多少?"),
        ("年初的计划呢", "税收上半年收了多少", "税收的计划是多少?"),
        ("当年定的目标是多少？", "装配式建筑占比达到多少了？", "装配式建筑占比的目标是多少?"),
        ("目标呢", "镇长是谁？", None),  # nothing that has a target
        ("目标任务怎么分解的", "税收收了多少", None),
    ],
)
def test_the_target_of_what_was_asked(core: str, before: str, again: str | None) -> None:
    assert aim_of(core, before) == again


def test_what_is_aimed_at_is_a_level() -> None:
    question = "居民收入上半年比去年同期多了多少？"
    assert of_the_level("全年想达到多少？", question) == "居民收入上半年多少？"
    assert of_the_level("比前年呢？", question) == question


@pytest.mark.parametrize(
    ("core", "before"),
    [
        ("还剩几个没改完？", "查出多少个问题？"),  # of a part, not of another side
        ("今年要种多少亩？", "茶产业有什么打算？"),  # no number was asked for
        ("涨了多少", "地区生产总值做到多少了？"),  # of a change, not of what was done
        ("新增了多少家？", "企业总共有多少家？"),
        ("那税收呢", "财政收入多少"),
        ("去年呢", "目标是多少"),
        ("今年打算搞多少个", ""),
    ],
)
def test_what_asks_something_else_is_left(core: str, before: str) -> None:
    assert switch(core, before) is None


@given(nasty_text, nasty_text)
def test_any_text_is_taken(core: str, before: str) -> None:
    assert switch(core, before) is None or switch(core, before)


@pytest.mark.parametrize(
    ("core", "before", "again"),
    [
        ("到现在完成了多少？", "游客中心总投资是多少？", "游客中心累计完成投资多少?"),
        ("已经投了多少钱？", "水厂计划总投资多少？", "水厂累计完成投资多少?"),
        ("到现在完成了多少？", "游客中心面积是多少？", None),
        ("什么时候完工？", "游客中心总投资是多少？", None),
        ("完成了多少？", "总投资是多少？", None),
    ],
)
def test_how_much_of_a_total_is_invested(core: str, before: str, again: str | None) -> None:
    assert invested_so_far(core, before) == again
