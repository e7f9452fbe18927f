"""Other years and other places than a passage or a report speaks of, worked by hand."""

import pytest
from app_helpers import World, ask
from hypothesis import given
from strategies import nasty_text

from app.elsewhere import is_elsewhere, tells_of_other

HALF = World("某镇2024年上半年工作总结")
INCOME = HALF.add("实现财政总收入4225.26万元。", ["一、上半年工作总结"])
GROWTH = HALF.add("税收收入640万元,同比增长5%。", ["一、上半年工作总结"])
VILLAGE = HALF.add("石门村建成停车场1个。", ["一、上半年工作总结"])
YEAR = World("某县2024年政府工作报告")
TOTAL = YEAR.add("财政总收入20.1亿元。", ["一、2023年工作回顾"])


@pytest.mark.parametrize(
    ("question", "elsewhere"),
    [
        ("杭州的GDP是多少？", True),
        ("重庆去年GDP增速多少？", True),
        ("桃溪镇的财政收入是多少？", True),
        ("2031年的财政收入是多少？", True),
        ("某镇和定州比，哪个的停车场多？", True),
        ("石门村有几个停车场？", False),
        ("财政总收入是多少？", False),
        ("桃溪镇有几个停车场？", True),
        ("上半年镇里财政总收入超过4200万了吧？", False),  # 镇里 is a place to the tagger
        ("镇里的停车场比村里的多几个？", False),
        ("东西卖了多少？", False),  # tagged a place by the dictionary
        ("2024年某镇停车场有多少个？", False),  # the tagger takes 年 for the beginning of the name
    ],
)
def test_what_no_report_names(question: str, elsewhere: bool) -> None:
    assert is_elsewhere(ask(question), [HALF.report]) is elsewhere


def test_years_that_a_report_speaks_of_without_their_number() -> None:
    opening = World("某县2024年政府工作报告")
    opening.add("过去一年，财政总收入20.1亿元。", ["一、工作回顾"])
    assert not is_elsewhere(ask("2023年的财政总收入是多少？"), [opening.report])
    assert is_elsewhere(ask("2022年的财政总收入是多少？"), [opening.report])
    assert is_elsewhere(ask("2025年的财政总收入是多少？"), [opening.report])
    summing_up = World("某局2024年工作总结")
    summing_up.add("明年，力争财政总收入达到21亿元。", ["二、下步打算"])
    assert not is_elsewhere(ask("2025年的财政总收入目标是多少？"), [summing_up.report])
    assert is_elsewhere(ask("2023年的财政总收入是多少？"), [summing_up.report])


def test_full_width_years_are_years() -> None:
    world = World("某县工作总结")
    world.add("到２０２７年，生产总值突破２５０亿元。", ["二、今后打算"])
    assert not is_elsewhere(ask("2027年生产总值要到多少？"), [world.report])


def test_last_year_is_another_year_for_a_report_on_half_a_year() -> None:
    question = ask("去年的财政总收入是多少？")
    assert tells_of_other(question, INCOME, HALF.report)
    assert not tells_of_other(question, TOTAL, YEAR.report)  # what such a report reports is last year's
    assert not tells_of_other(ask("财政总收入是多少？"), INCOME, HALF.report)
    assert not tells_of_other(ask("税收比去年增长了多少？"), GROWTH, HALF.report)


def test_the_first_half_says_nothing_on_the_second() -> None:
    assert tells_of_other(ask("下半年的财政总收入是多少？"), INCOME, HALF.report)
    assert tells_of_other(ask("全年的财政总收入是多少？"), INCOME, HALF.report)
    assert not tells_of_other(ask("上半年的财政总收入是多少？"), INCOME, HALF.report)
    plan = HALF.add("确保今年种植规模达6600亩。", ["二、下半年工作思路"])
    assert not tells_of_other(ask("全年的种植规模是多少？"), plan, HALF.report)


def test_a_place_must_stand_in_the_passage() -> None:
    question = ask("桐乡市的财政总收入是多少？")
    assert tells_of_other(question, INCOME, HALF.report)
    assert not tells_of_other(ask("某镇的财政总收入是多少？"), INCOME, HALF.report)
    assert not tells_of_other(ask("石门村建了几个停车场？"), VILLAGE, HALF.report)


@given(question=nasty_text, text=nasty_text)
def test_any_text_can_be_looked_at(question: str, text: str) -> None:
    world = World("某镇2024年上半年工作总结")
    passage = world.add(text)
    assert tells_of_other(ask(question), passage, world.report) in (True, False)
