"""Passages that do not speak of the very thing that is asked for, worked by hand."""

import pytest
from app_helpers import World, ask

from app.absent import speaks_of_other


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("枇杷产量有多少吨？", "全县粮食产量达11.8万吨。", True),
        ("粮食产量有多少吨？", "全县粮食产量达11.8万吨。", False),
        ("旅游收入是多少？", "文旅节带动收入2000万元。", False),  # 旅 is there
        ("农业投资完成多少？", "完成固定资产投资460万元。", True),
        ("全镇常住人口有多少？", "走访脱贫户3596人。", True),
        ("全镇常住人口有多少？", "全镇常住人口3万人。", False),
        ("白河镇卫生院有多少张床？", "医养机构床位740张。", True),
        ("白河镇卫生院有多少张床？", "白河镇卫生院床位40张。", False),
        ("县级医院有多少张床？", "医养机构床位740张。", False),  # no one body
        ("种地补贴（耕地地力保护补贴）发了多少钱？", "发放耕地地力保护补贴5236万元。", False),  # one of two names
        ("运动会哪天开幕？", "2025年1月20日在人民代表大会第四次会议上。", True),
        ("运动会哪天开幕？", "运动会于5月1日开幕。", False),
    ],
)
def test_the_thing_itself_must_be_spoken_of(question: str, text: str, other: bool) -> None:
    world = World()
    assert speaks_of_other(ask(question), world.add(text), world.report) is other


def test_the_place_that_the_report_is_of_need_not_be_named() -> None:
    world = World(title="白河镇2024年工作总结")
    passage = world.add("卫生院床位40张。")
    assert not speaks_of_other(ask("白河镇有多少张床？"), passage, world.report)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("创业园三期面积多大？", True),
        ("创业园二期面积多大？", False),
        ("创业园四期面积多大？", False),  # the report knows of none: another rule's matter
        ("上半年创业园完成投资多少？", False),
        ("创业园投资增速是多少？", False),
        ("听说,创业园投资完成多少？", False),
        ("城北变电站总投资多少？", True),
        ("城南变电站总投资多少？", False),  # another word for the growth that is told
    ],
)
def test_a_name_that_differs_by_one_character_is_another_thing(question: str, other: bool) -> None:
    text = "下半年创业园完成投资2亿元,创业园投资增长9%,创业园二期12万平方米建成,城南主变电站投资1亿元。"
    world = World()
    passage = world.add(text)
    world.add(
        "启动创业园三期建设。上半年创业园完成投资1亿元。创业园投资增速居全市前列。城北变电站投运。城南变电站开工。"
    )
    assert speaks_of_other(ask(question), passage, world.report) is other


def test_another_way_of_naming_a_thing_is_no_other_thing() -> None:
    world = World()
    passage = world.add("新设外商投资企业687家,同比增长14.1%。")
    world.add("走访外资企业20家。")
    assert not speaks_of_other(ask("新设外资企业比去年同期多了百分之几？"), passage, world.report)


def test_another_facility_of_the_same_name_is_another_thing() -> None:
    world = World()
    road = world.add("青龙旅游公路全长12.8公里。")
    camp = world.add("启动青龙露营基地建设,计划投资480万元。")
    assert speaks_of_other(ask("青龙旅游公路总投资多少？"), camp, world.report)
    assert not speaks_of_other(ask("青龙旅游公路总长多少？"), road, world.report)


def test_what_only_a_heading_names_is_not_what_another_thing_yields() -> None:
    world = World()
    other = world.add("设施蔬菜面积14万亩、产量98万吨。", ["一、扛牢粮食安全责任"])
    grain = world.add("播种面积131万亩，产量12亿斤。", ["一、扛牢粮食安全责任"])
    assert speaks_of_other(ask("粮食产量是多少？"), other, world.report)
    assert not speaks_of_other(ask("粮食产量是多少？"), grain, world.report)


def test_what_the_reader_takes_for_the_answer_may_tell_when_in_other_words() -> None:
    world = World()
    passage = world.add("原排练厅租用的体育馆于8月31日退租。")
    question = ask("老地方哪天还给人家的？")
    assert speaks_of_other(question, passage, world.report)
    assert not speaks_of_other(question, passage, world.report, read_as_answer=True)
