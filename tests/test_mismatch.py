"""Answers of another kind than asked for, worked by hand."""

import pytest
from app_helpers import World, ask, candidate

from app.mismatch import mismatches

PAST, PLAN = "一、上半年工作总结", "二、下半年工作思路"


@pytest.mark.parametrize(
    ("question", "stated", "mark", "otherwise"),
    [
        ("小吃街开了多少家店？", "小吃街营业收入超200万元。", "200万元", True),
        ("小吃街开了多少家店？", "小吃街开店30个。", "30个", False),
        ("固定资产投资下滑了百分之几？", "完成固定资产投资460万元。", "460万元", True),
        ("固定资产投资下滑了百分之几？", "固定资产投资下降12%。", "12%", False),
        ("新能源占几成？", "新能源汽车占比30%。", "30%", False),
        ("处分了多少人？", "1-6月查处案件。", "1-6月", True),
        ("处分了多少人？", "处分党员3名。", "3名", False),
        ("财政收入是多少？", "财政收入3584万元。", "3584万元", False),
        ("建设要几个月？", "工期90天。", "90天", False),
    ],
)
def test_the_unit_that_the_question_names(question: str, stated: str, mark: str, otherwise: bool) -> None:
    assert mismatches(ask(question), candidate(World().add(stated, [PAST]), mark)) is otherwise


def test_a_target_called_by_its_name_is_not_a_result() -> None:
    world = World()
    result = candidate(world.add("实现财政收入3584万元。", [PAST]), "3584万元")
    target = candidate(world.add("财政收入达到8000万元。", [PLAN]), "8000万元")
    question = ask("下半年财政收入的目标定的是多少？")
    assert mismatches(question, result)
    assert not mismatches(question, target)
    assert not mismatches(ask("财政收入是多少？"), result)


def test_a_question_that_asks_several_things_is_let_through() -> None:
    passage = World().add("投入资金1.25亿元,实施项目73个。", [PAST])
    assert not mismatches(ask("投了多少钱,做了多少个项目？"), candidate(passage, "1.25亿元"))
