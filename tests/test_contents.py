"""What a report is divided into."""

import pytest
from app_helpers import World, ask

from app.contents import asks_contents, tell_contents


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("这份材料分几个部分？", True),
        ("报告有几章", True),
        ("全文主要分为哪几部分？", True),
        ("全文分成哪两大部分？", True),
        ("总结的结构", True),
        ("How many sections does the report have?", True),
        ("报告什么时候发布的？", False),
        ("产业结构怎么样？", False),
        ("党员占了几成？", False),
        ("", False),
    ],
)
def test_questions_for_the_parts(question: str, asked: bool) -> None:
    assert asks_contents(ask(question)) is asked


def test_the_outermost_headings_are_told_each_cited() -> None:
    world = World()
    world.add(world.report.title, is_heading=True)
    for part in ("一、上半年工作总结", "二、下半年工作思路"):
        world.add(part, is_heading=True)
        for section in ("(一)强党建", "(二)抓产业", "(三)优服务"):
            world.add(section, [part], is_heading=True)
    citer = world.citer()
    told = tell_contents(ask("报告分几个部分？"), world.report, world, citer)
    assert told == "全文分2个部分：\n- 一、上半年工作总结[1]\n- 二、下半年工作思路[2]"
    assert [citation.quote for citation in citer.citations] == ["一、上半年工作总结", "二、下半年工作思路"]


def test_where_one_heading_holds_all_its_parts_are_told() -> None:
    world = World()
    world.add("工作报告", is_heading=True)
    for part in ("一、回顾", "二、展望"):
        world.add(part, ["工作报告"], is_heading=True)
    told = tell_contents(ask("How many parts does the report have?", "en"), world.report, world, world.citer())
    assert told.startswith("The report has 2 parts:") and "二、展望" in told


def test_nothing_is_told_without_headings_or_unasked() -> None:
    world = World()
    world.add("一、回顾", is_heading=True)
    assert tell_contents(ask("报告分几个部分？"), world.report, world, world.citer()) == ""
    world.add("二、展望", is_heading=True)
    assert tell_contents(ask("财政收入多少？"), world.report, world, world.citer()) == ""
