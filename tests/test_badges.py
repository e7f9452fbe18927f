"""The badge of a citation: what it is, and of when only where the report says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer import Evidence
from app.web.badges import badge_label

HALF = "某镇2024年上半年工作总结和下半年工作思路"
ANNUAL = "某县2024年政府工作报告"


def evidence(title: str, section: tuple[str, ...], quote: str) -> Evidence:
    return Evidence("r", title, section, quote, 0, len(quote))


@pytest.mark.parametrize(
    ("title", "section", "quote", "side", "label"),
    [
        (HALF, ("一、上半年工作总结", "(一)产业"), "新增600亩", "result", "上半年实绩"),
        (HALF, ("二、下半年工作思路", "(一)产业"), "确保今年种植规模达6600亩", "target", "下半年目标"),
        (HALF, ("二、下半年工作思路",), "推进项目", "plan", "下半年计划"),
        (HALF, ("一、上半年工作总结", "(五)存在问题"), "人才不足", "problem", "问题"),
        (HALF, ("一、工作总结",), "新增600亩", "result", "上半年实绩"),
        (HALF, ("二、工作思路",), "达6600亩", "target", "下半年目标"),
        (HALF, ("一、上半年工作总结",), "去年新增80亩", "result", "实绩"),
        (HALF, ("一、上半年工作总结",), "2022年建成的基地300亩", "result", "实绩"),
        (ANNUAL, ("一、2023年工作回顾", "(一)经济"), "生产总值212亿元,比上年增长5%", "result", "2023年实绩"),
        (ANNUAL, ("二、2024年工作安排",), "生产总值增长6%以上", "target", "2024年目标"),
        (ANNUAL, ("一、2023年工作回顾",), "2024年计划投资3亿元", "target", "目标"),
        (ANNUAL, ("一、2023年工作回顾",), "2022年投资3亿元", "result", "实绩"),
        (ANNUAL, ("一、2023年工作回顾",), "2024年1月投产3家", "result", "实绩"),
        (ANNUAL, ("一、过去五年工作回顾",), "新增8家", "result", "实绩"),
        (ANNUAL, ("一、2019—2023年工作回顾",), "新增8家", "result", "实绩"),
        (ANNUAL, ("一、2023年工作总结和2024年思路",), "新增8家", "result", "实绩"),
        (ANNUAL, ("一、2023年工作回顾",), "五年来累计新增8家", "result", "实绩"),
        (ANNUAL, (), "新增8家", "result", "实绩"),
        (HALF, ("一、上半年工作总结",), "x", "", ""),
    ],
)
def test_a_badge_fits_the_report_it_is_from(
    title: str, section: tuple[str, ...], quote: str, side: str, label: str
) -> None:
    assert badge_label(evidence(title, section, quote), side, "zh") == label  # type: ignore[arg-type]


def test_badges_in_english() -> None:
    half = evidence(HALF, ("二、下半年工作思路",), "确保6600亩")
    year = evidence(ANNUAL, ("一、2023年工作回顾",), "新增8家")
    assert badge_label(half, "target", "en") == "Target, second half"
    assert badge_label(year, "result", "en") == "Result, 2023"
    assert badge_label(year, "problem", "en") == "Problem"


@given(st.text(), st.lists(st.text()).map(tuple), st.text(), st.sampled_from(["result", "target", "plan", "problem"]))
def test_a_badge_adds_no_more_than_a_time_of_the_title_or_a_heading(
    title: str, section: tuple[str, ...], quote: str, side: str
) -> None:
    label = badge_label(evidence(title, section, quote), side, "zh")  # type: ignore[arg-type]
    kind = {"result": "实绩", "target": "目标", "plan": "计划", "problem": "问题"}[side]
    time = label.removesuffix(kind)
    assert label.endswith(kind) and (not time or time in f"{title}{section}" or time == "下半年")
