"""The board of figures: its rows, its CSV lines, its charts, and that nothing in it is anything but the report."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from conftest import COUNTY, TOWN, make_report
from hypothesis import given
from hypothesis import strategies as st
from web_engine import FakeIndex, hostile_report, real_report

from app.web.board import Board
from app.web.board_words import EN, ZH
from app.web.charts import MAX_BARS, Chart, direction, find_charts
from app.web.figure_csv import csv_head, csv_line, guard, plain_number
from app.web.figure_rows import Row, find_clause, find_theme, make_rows, shorten_heading
from app.web.source_view import Shelf
from index.records import Report

COUNTY_PLAN = """某县政府工作报告

一、2023年工作回顾
地区生产总值完成160亿元,同比增长7%。一般公共预算收入同比下降3.5%。城镇新增就业1200人。
谋划项目42个、总投资203.5亿元。落地项目15个、总投资58亿元。累计减税降费8.4亿元,其中留抵退税2.2亿元。
二、2024年工作安排
地区生产总值增长8%以上。城镇新增就业1500人以上。城乡居民收入分别增长8%和9%。
"""


def index_of(*reports: Report) -> FakeIndex:
    return FakeIndex({report.id: report for report in reports})


def rows_of(report: Report) -> list[Row]:
    index = index_of(report)
    return make_rows(index.reports, index.figures, {one.id: one for one in index.passages})[report.id]


def charts_of(report: Report) -> dict[str, Chart]:
    return {chart.kind: chart for chart in find_charts(rows_of(report))}


def quotes(chart: Chart) -> list[list[str]]:
    return [[row.figure.quote for row in group] for group in chart.groups]


def board_of(*reports: Report) -> Board:
    index = index_of(*reports)
    return Board(Shelf(index.reports, index.sections, index.passages), index.figures, index.passages)


REPORTS = [
    real_report(),
    hostile_report(),
    make_report(TOWN, "town"),
    make_report(COUNTY, "county"),
    make_report(COUNTY_PLAN, "plan"),
]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.file)
def test_every_row_and_every_bar_is_the_reports_words(report: Report) -> None:
    rows = rows_of(report)
    assert [row.n for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert report.text[row.clause.start : row.clause.end] == row.clause.quote
        assert report.text[row.span[0] : row.span[1]] == row.figure.quote
        assert row.clause.start <= row.span[0] < row.span[1] <= row.clause.end
        assert row.passage.start <= row.clause.start and row.clause.end <= row.passage.end
    for chart in find_charts(rows):
        for group in chart.groups:
            assert len(group) > 1 and set(group) <= set(rows)
            assert len({row.figure.unit for row in group}) == 1 and group[0].figure.unit


def test_the_real_reports_charts() -> None:
    charts = charts_of(real_report())
    assert quotes(charts["reached"]) == [["6600亩", "600亩"]]
    assert quotes(charts["parts"]) == [["4225.26万元", "3584.27万元", "640.99万元"]]
    assert quotes(charts["investment"]) == [["1400万元", "1000万元", "1000万元"]]
    assert quotes(charts["change"]) == [["54%", "26%", "10%以上"]]
    assert [direction(row) for row in charts["change"].groups[0]] == [-1, -1, 1]


def test_the_charts_of_another_report() -> None:
    charts = charts_of(make_report(COUNTY_PLAN))
    assert quotes(charts["reached"]) == [["8%以上", "7%"], ["1500人以上", "1200人"]]
    assert quotes(charts["parts"]) == [["8.4亿元", "2.2亿元"]]
    assert quotes(charts["investment"]) == [["203.5亿元", "58亿元"]]
    assert quotes(charts["change"]) == [["7%", "3.5%"]]


def test_what_follows_a_part_without_completing_the_total_is_no_part() -> None:
    text = "总结\n\n一、总结\n发行债券2157亿元,其中用于建设1542亿元、偿债90亿元,争取到国家资金450亿元。\n"
    assert quotes(charts_of(make_report(text))["parts"]) == [["2157亿元", "1542亿元", "90亿元"]]
    whole = text.replace("450亿元", "525亿元")
    assert quotes(charts_of(make_report(whole))["parts"]) == [["2157亿元", "1542亿元", "90亿元", "525亿元"]]


def test_a_chart_is_cut_where_it_grows_long() -> None:
    lines = "".join(f"投资{number}万元建设第{number}项工程。" for number in range(1, 30))
    (group,) = charts_of(make_report(f"总结\n\n一、总结\n{lines}\n"))["investment"].groups
    assert [row.figure.value for row in group] == [10_000.0 * number for number in range(1, MAX_BARS + 1)]


def test_no_chart_where_nothing_compares() -> None:
    assert find_charts(rows_of(make_report("总结\n\n一、总结\n投入资金680万元,新建幼儿园2所,满意率98%。\n"))) == []
    lone = "总结\n\n一、2023年工作\n种植水稻500亩。\n二、2024年工作思路\n确保宣莲种植规模达600亩。\n"
    assert find_charts(rows_of(make_report(lone))) == [], "one shared word makes no pair"


def test_what_a_paragraph_on_problems_counts_is_a_problem() -> None:
    text = (
        "一、2023年工作回顾\n新增就业1200人。\n"
        "我们也清醒地认识到，还存在不少困难和问题：税收下降3.5%。停产企业42户。对此，我们投入5亿元帮扶。\n"
    )
    report = make_report(text)
    rows = rows_of(report)
    sides = {row.figure.quote: row.figure.side for row in rows}
    assert {quote for quote, side in sides.items() if side == "problem"} == {"3.5%", "42户"}
    assert set(sides) == {"1200人", "3.5%", "42户", "5亿元"}
    (cells,) = csv.reader([csv_line(rows[2], ZH)])
    assert cells[ZH.columns.index("类别")] == "问题"
    page = board_of(report).show([report.id], "zh")
    assert page.count('data-kind="problem"') == 2 and '<option value="problem">问题</option>' in page


@pytest.mark.parametrize(
    ("text", "figure", "clause"),
    [
        ("收入200万元,同比增长10%。", "10%", "收入200万元,同比增长10%"),
        ("参训1,200人次,开课40场。", "1,200人次", "参训1,200人次"),
        ("共 3家。 明年 4家 ；", "4家", "明年 4家"),
        ("达到5亿元", "5亿元", "达到5亿元"),
    ],
)
def test_the_clause_around_a_figure(text: str, figure: str, clause: str) -> None:
    start = text.index(figure)
    begin, end = find_clause(text, start, start + len(figure))
    assert text[begin:end] == clause


def test_themes_are_headings_that_tell_what_not_when() -> None:
    assert find_theme(("一、2023年工作回顾", "(一)抓产业、促发展", "项目。")) == "(一)抓产业、促发展"
    assert find_theme(("一、2023年工作回顾",)) == "一、2023年工作回顾"
    assert find_theme(("一、提升教学质量", "1.教师")) == "一、提升教学质量"
    assert find_theme(()) == ""
    assert shorten_heading("一、提升教学质量") == "提升教学质量"
    assert shorten_heading("十、,") == "十、,"


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "－cmd"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_calculate_is_guarded(cell: str) -> None:
    assert guard(cell) == "'" + cell
    assert guard("x" + cell) == "x" + cell


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.text(max_size=0) | st.sampled_from(FORMULAS))
def test_a_csv_line_is_read_back_as_it_was_but_for_guards(text: str, prefix: str) -> None:
    (row, *_) = rows_of(make_report("收入200万元。"))
    hostile = prefix + text
    object.__setattr__(row.figure, "subject", hostile)
    file = csv_head(ZH) + "\r\n" + csv_line(row, ZH) + "\r\n"
    head, cells = csv.reader(io.StringIO(file, newline=""))
    assert len(head) == len(cells) == len(ZH.columns) == len(EN.columns)
    read = dict(zip(head, cells, strict=True))
    assert read["内容"] in (hostile, "'" + hostile)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_csv_holds_what_the_figure_is() -> None:
    row = next(row for row in rows_of(real_report()) if row.figure.quote == "超200万元")
    (cells,) = csv.reader([csv_line(row, ZH)])
    read = dict(zip(ZH.columns, cells, strict=True))
    assert (read["数值（原文）"], read["比较"], read["数值"], read["单位"]) == ("超200万元", "超过", "2000000", "元")
    assert real_report().text[int(read["起始字"]) : int(read["结束字"])] == "超200万元"
    assert read["类别"] == "实绩" and read["主题"].startswith("(二)抓产业")


@given(st.floats(min_value=0, allow_nan=False, allow_infinity=False))
def test_a_plain_number_is_the_number_without_exponent(value: float) -> None:
    assert float(plain_number(value)) == value
    assert re.fullmatch(r"\d+(\.\d*[1-9])?", plain_number(value))


class Tags(HTMLParser):
    """Counts the tags of a page and the text and attributes that it shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.events: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.events += [name for name, _ in attrs if name.startswith("on")]


def test_a_hostile_report_stays_text_on_the_board() -> None:
    text = (
        '一、<b onclick="x">总结</b>\n\n"><script>window.hacked=1</script><img src=x onerror=alert(1)>收入超200万元。\n'
        "'=cmd|' /C calc'!A0 3家,同比增长5%。同比下降{{value}}4%。其中</td></table>投资3万元,投资2万元。\n"
    )
    report = make_report(text, 'h"><b>', '<b>"敌意"')
    page = board_of(report).show([report.id], "zh")
    seen = Tags(page)
    assert seen.tags.isdisjoint({"script", "img", "b"}) and seen.events == []
    assert page.count("</table>") == 1 and "<tr" in page
    assert not re.search(r"[\n\r\t]", page), "one line, which no Markdown can take apart"


def test_a_report_without_figures_says_so() -> None:
    report = make_report("总结\n\n一、总结\n工作扎实。\n")
    assert ZH.no_figures in board_of(report).show([report.id], "zh")
    assert "<table" not in board_of(report).show([report.id], "en")


def test_only_the_wanted_boards_are_shown() -> None:
    board = board_of(real_report(), hostile_report())
    assert 'id="b1"' not in board.show([real_report().id, "nowhere"], "zh")
    assert 'id="b1"' in board.show([hostile_report().id], "zh")
