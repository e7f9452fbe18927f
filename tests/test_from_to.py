"""How much something changed between the two ends that a report tells, worked by hand."""

import pytest
from app_helpers import World, ask, found
from hypothesis import given
from strategies import nasty_text

from app.changes import find_changes
from app.from_to import tell_change

BUDGET = "一般公共预算收入由2020年的8.34亿元增加到11.26亿元，发展的底盘更稳。"
FIRMS = "研发经费支出占比由3.05%提高到3.92%，高新技术企业由287家增加到612家，上市公司由11家增加到18家。"
TIME_TAKEN = "事项办结率99.2%，平均办理时长由上年的38小时缩短至21小时。"
COAL = "煤炭消费量由32万吨下降到27万吨。"


def answer_to(question: str, text: str) -> str | None:
    world = World()
    return tell_change(ask(question), [found(world.add(text))], world.citer())


@pytest.mark.parametrize(
    ("text", "question", "parts"),
    [
        (BUDGET, "一般公共预算收入比2020年多了多少？", ["增加**2.92亿元**", "11.26亿元－8.34亿元＝2.92亿元"]),
        (FIRMS, "高新技术企业现在比2020年多了多少家？", ["增加**325家**", "由**287家**增加到**612家**"]),
        (FIRMS, "跟2020年相比，上市公司多了几家？", ["增加**7家**"]),
        (FIRMS, "研发经费支出占比比2020年提高了几个百分点？", ["增加**0.87个百分点**"]),
        (TIME_TAKEN, "平均办理时长2024年比上一年快了多少？", ["减少**17小时**"]),
        (COAL, "煤炭消费量比2020年降低了多少吨？", ["减少**5万吨**"]),
        ("春茶1865吨,比去年同期的1955吨下降4.6%。", "春茶比去年同期少了多少吨？", ["减少**90吨**"]),
        (FIRMS, "五年下来高新技术企业多了多少家？", ["增加**325家**"]),
        (
            "污水日处理能力由1500吨提高到3000吨。",
            "污水日处理能力是原来的几倍？",
            ["是原来的**2倍**", "3000吨÷1500吨＝2倍"],
        ),
    ],
)
def test_the_change_is_computed_and_its_working_shown(text: str, question: str, parts: list[str]) -> None:
    answer = answer_to(question, text)
    assert answer is not None
    assert [part for part in (*parts, "[1]") if part not in answer] == []


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (BUDGET, "一般公共预算收入是多少？"),
        (BUDGET, "一般公共预算收入比2019年多了多少？"),  # another year is told
        (BUDGET, "一般公共预算支出比2020年多了多少？".replace("预算支出", "债务")),  # another thing
        (FIRMS, "上市公司比2020年多了多少亿元？"),  # another unit
        (FIRMS, "上市公司数量比2020年增长了百分之几？"),  # a rate is no difference
        ("上市公司由省级认定11家，新增18家。", "上市公司比2020年多了几家？"),  # no two ends
        ("上市公司由0家增加到11家。", "上市公司是原来的几倍？"),  # no multiple of nothing
        ("上市公司由18家增加到11家。", "上市公司比2020年多了几家？"),  # a slip of the report: nothing is told
    ],
)
def test_what_is_not_certain_is_not_computed(text: str, question: str) -> None:
    assert answer_to(question, text) is None


@given(nasty_text)
def test_any_text_is_looked_through(text: str) -> None:
    for change in find_changes(text):
        assert change.one.end <= change.other.start
        assert 0 <= change.begin <= change.one.start
