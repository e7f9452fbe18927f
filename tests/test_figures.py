import math

import pytest
from conftest import DOCS, make_report
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import nasty_text

from index.catalog import load_reports
from index.figures import find_figures, find_quantities, tell_side
from index.outline import parse_outline
from index.passages import cut_passages
from index.records import Figure


def quantities(text: str) -> list[tuple[str, float, str, str]]:
    return [(text[q.start : q.end], q.value, q.unit, q.comparator) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实现财政总收入4225.26万元", ("4225.26万元", 42252600.0, "元", "=")),
        ("营业收入超200万元", ("超200万元", 2e6, "元", ">")),
        ("节约700万元", ("700万元", 7e6, "元", "=")),
        ("投资约700万元", ("约700万元", 7e6, "元", "~")),
        ("吸引游客15万余人次", ("15万余人次", 150000.0, "人次", ">")),
        ("活动10余场", ("10余场", 10.0, "场", ">")),
        ("同比增长10%以上", ("10%以上", 10.0, "%", ">=")),
        ("约３．５亿元", ("约３．５亿元", 3.5e8, "元", "~")),
        ("不超过 1,234 个", ("不超过 1,234 个", 1234.0, "个", "<=")),
        ("下降54％,其他", ("54％", 54.0, "%", "=")),
        ("两个项目", ("两个", 2.0, "个", "=")),
        ("装机10千瓦", ("10千瓦", 10.0, "千瓦", "=")),
        ("35千伏变电站", ("35千伏", 35.0, "千伏", "=")),
        ("6万千瓦", ("6万千瓦", 60000.0, "千瓦", "=")),
        ("5千人", ("5千人", 5000.0, "人", "=")),
        ("二十三个村", ("二十三个", 23.0, "个", "=")),
        ("超过3000支左右", ("超过3000支左右", 3000.0, "支", ">")),
        ("总计 300 其他", ("300", 300.0, "", "=")),
        ("编号7", ("7", 7.0, "", "=")),
        ("生意做了三百多万", ("三百多万", 3e6, "", ">")),
        ("四千二百二十五万元", ("四千二百二十五万元", 42250000.0, "元", "=")),
        ("两千来万", ("两千来万", 2e7, "", "~")),
        ("一百来个", ("一百来个", 100.0, "个", "~")),
        ("十几个", ("十几个", 10.0, "个", "~")),
        ("20来家", ("20来家", 20.0, "家", "~")),
        ("占三成", ("三成", 30.0, "%", "=")),
        ("降了三成五", ("三成五", 35.0, "%", "=")),
        ("3成半", ("3成半", 35.0, "%", "=")),
        ("六成以上", ("六成以上", 60.0, "%", ">=")),
        ("超过九成", ("超过九成", 90.0, "%", ">")),
        ("百分之三十", ("百分之三十", 30.0, "%", "=")),
        ("百分之百", ("百分之百", 100.0, "%", "=")),
        ("1-6月", ("6月", 6.0, "月", "=")),
        ("连续八年", ("八年", 8.0, "年", "=")),
        ("成立100周年", ("100周年", 100.0, "周年", "=")),
    ],
)
def test_quantities(text: str, expected: tuple[str, float, str, str]) -> None:
    (found,) = quantities(text)
    assert found[1] == pytest.approx(expected[1])
    assert (found[0], *found[2:]) == (expected[0], *expected[2:])


@pytest.mark.parametrize(
    "text",
    [
        "2024年",
        "一年",
        "三月三",
        "十里荷花",
        "一级文化站",
        "一成不变",
        "建成三成立方",
        "千万要注意",
        "二〇二四年",
        "几百个",
        "数百万",
        "百万工程",
        "",
        "无",
        "9" * 400 + "万元",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


@given(nasty_text)
@settings(max_examples=300, deadline=None)
def test_spans_of_quantities_in_any_text(text: str) -> None:
    position = 0
    for quantity in find_quantities(text):
        words = text[quantity.start : quantity.end]
        assert position <= quantity.start < quantity.end <= len(text)
        assert words == words.strip()
        assert any(c.isdecimal() or c in "一二两三四五六七八九十百千" for c in words)
        assert math.isfinite(quantity.value)
        position = quantity.end


@given(st.integers(0, 10**12), st.sampled_from(["", "万", "亿"]), st.sampled_from(["元", "人", "亩", "%"]))
def test_written_numbers_are_read_back(number: int, scale: str, unit: str) -> None:
    ((_, value, found_unit, _),) = quantities(f"完成{number}{scale}{unit}。")
    assert value == pytest.approx(number * {"": 1, "万": 1e4, "亿": 1e8}[scale])
    assert found_unit == unit


@pytest.mark.parametrize("character", ["1", "一", " ", "1,", "超", "万", "9" * 400])
def test_very_long_runs_are_no_trouble(character: str) -> None:
    text = character * (40_000 // len(character))
    assert len(quantities(text)) <= len(text)


@pytest.mark.parametrize(
    ("section", "text", "side"),
    [
        (("一、上半年工作总结",), "完成投资5亿元", "result"),
        (("二、下半年工作思路",), "完成投资5亿元", "target"),
        (("二、下半年工作思路",), "加快项目建设", "plan"),
        (("一、上半年工作总结", "(五)存在问题。"), "项目数不够多", "problem"),
        (("一、上半年工作总结",), "预计三季度新增投资额500万元", "target"),
        ((), "完成投资5亿元", "result"),
    ],
)
def test_sides(section: tuple[str, ...], text: str, side: str) -> None:
    assert tell_side(section, text) == side


def figures_of(text: str) -> list[Figure]:
    report = make_report(text)
    return find_figures(cut_passages(report, parse_outline(report)))


def test_figures_of_the_report() -> None:
    (report,) = load_reports(DOCS)
    figures = find_figures(cut_passages(report, parse_outline(report)))
    assert all(report.text[f.start : f.end] == f.quote for f in figures)
    by_quote = {figure.quote: figure for figure in figures}
    income = by_quote["4225.26万元"]
    assert (income.value, income.unit, income.comparator, income.side) == (42252600.0, "元", "=", "result")
    assert "财政总收入" in income.subject
    assert by_quote["超200万元"].comparator == ">"
    assert by_quote["6600亩"].side == "target"
    assert not [f for f in figures if f.unit in ("年", "月", "日")]


def test_a_clause_that_continues_takes_the_subject_before_it() -> None:
    assert [f.subject for f in figures_of("税收收入640万元,同比增长8%。")] == ["税收收入", "税收收入640万元 同比增长"]


def test_a_figure_is_dated_by_its_sentence_or_its_headings() -> None:
    text = "一、2023年工作总结\n完成投资5亿元。\n1-6月完成投资2亿元。"
    assert [f.period for f in figures_of(text) if f.unit == "元"] == ["2023年", "1-6月"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3.稳增长“18条”：2024年4月7日。", ["18条", "4月", "7日"]),
        ("新增省级“专精特新”[4]中小企业14家。", ["14家"]),
        ("获得荣誉\\[12\\]3项", ["3项"]),
        ("12、建成5公里", ["5公里"]),
        ("1.8万家企业", ["1.8万家"]),
    ],
)
def test_numbers_that_count_the_items_of_a_text_are_no_quantities(text: str, values: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quantities(text)] == values


@pytest.mark.parametrize("text", ["获评国家4A级景区", "“23·7”特大洪涝", "5G基站", "G227提档"])
def test_numbers_within_names_are_no_quantities(text: str) -> None:
    assert list(find_quantities(text)) == []
