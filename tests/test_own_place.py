"""A report's own name in a question on it, worked by hand."""

import pytest
from hypothesis import given
from strategies import nasty_text

from app.own_place import own_names, without_own_place

DISTRICT, TOWN = "甲州市乙川区2024年政府工作报告", "丙城畲族镇2024年上半年工作总结和下半年工作思路"


@pytest.mark.parametrize(
    ("title", "names"),
    [
        (DISTRICT, ("甲州市乙川区", "乙川区", "乙川")),
        (TOWN, ("丙城畲族镇", "丙城")),
        ("2025年丁海市政府工作报告", ("丁海市", "丁海")),
        ("省机关事务管理局2023年工作总结", ("省机关事务管理局",)),
        ("2018政府工作报告", ()),
        ("", ()),
    ],
)
def test_names(title: str, names: tuple[str, ...]) -> None:
    assert own_names(title) == names


@pytest.mark.parametrize(
    ("question", "title", "left"),
    [
        ("乙川2023年的生产总值是多少？", DISTRICT, "2023年的生产总值是多少？"),
        ("去年乙川区的税收收入多少？", DISTRICT, "去年税收收入多少？"),
        ("丙城畲族镇上半年财政收入多少", TOWN, "上半年财政收入多少"),
        ("镇里的微网格比网格多几个？", TOWN, "微网格比网格多几个？"),
        ("去年全区的生产总值是多少？", DISTRICT, "去年生产总值是多少？"),
        ("咱镇上半年财政收入多少", TOWN, "上半年财政收入多少"),
        ("去年全市的生产总值是多少？", DISTRICT, "去年全市的生产总值是多少？"),  # the city is not the district
        ("全区域旅游收入是多少？", DISTRICT, "全区域旅游收入是多少？"),
        ("丙城社区有多少党员报到？", TOWN, "丙城社区有多少党员报到？"),  # a longer name
        ("“丙城”这个品牌是什么时候推出的？", TOWN, "“丙城”这个品牌是什么时候推出的？"),
        ("平安丙城建设有什么打算？", TOWN, "平安丙城建设有什么打算？"),
        ("丙城怎么样？", TOWN, "丙城怎么样？"),  # nothing would be left
        ("甲州市的财政收入是多少？", DISTRICT, "甲州市的财政收入是多少？"),  # not its own
    ],
)
def test_what_is_left(question: str, title: str, left: str) -> None:
    assert without_own_place(question, title) == left


@given(question=nasty_text, title=nasty_text)
def test_any_text(question: str, title: str) -> None:
    left = without_own_place(question, title)
    assert len(left) <= len(question)
    assert all(character in question for character in left)
