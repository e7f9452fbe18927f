"""The board of figures in a real browser: switching, filtering, sorting, saving, opening the source, a phone."""

import csv
import io
from pathlib import Path

import pytest
from browser_helpers import CONTRAST, PHONE, Open, ask, marked, visits
from playwright.sync_api import Browser, Page, expect
from web_engine import FakeEngine, hostile_report, real_report, served

SOURCE = real_report().text
FIGURES = FakeEngine().index.figures
ROWS = ".rq-figures:visible tbody tr:visible"


def open_board(page: Page) -> Page:
    page.get_by_role("tab", name="目标与成果").click()
    expect(page.get_by_role("table", name="报告中的全部数字")).to_be_visible()
    return page


def values(page: Page) -> list[str]:
    return page.locator(f"{ROWS} .rq-col-value strong").all_text_contents()


def sort(page: Page, name: str) -> str | None:
    button = page.get_by_role("columnheader", name=name).get_by_role("button")
    button.click()
    return page.get_by_role("columnheader", name=name).get_attribute("aria-sort")


def save(page: Page, folder: Path) -> list[list[str]]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载 CSV").click()
    assert waiting.value.suggested_filename == f"{real_report().title} - 目标与成果.csv"
    waiting.value.save_as(folder / "figures.csv")
    data = (folder / "figures.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_board_lists_every_figure_of_the_report(visit: Open) -> None:
    page = open_board(visit())
    expect(page.get_by_role("tab", name="报告原文")).to_have_attribute("aria-selected", "false")
    expect(page.locator(".rq-text")).to_be_hidden()
    assert values(page) == [figure.quote for figure in FIGURES]
    expect(page.locator(".rq-count")).to_have_text(f"{len(FIGURES)} / {len(FIGURES)} 项")
    page.get_by_role("tab", name="报告原文").click()
    expect(page.locator(".rq-text")).to_be_visible()
    expect(page.locator(".rq-table")).to_be_hidden()


def test_a_chip_of_the_board_marks_the_words_and_the_board_keeps_its_place(visit: Open) -> None:
    page = open_board(visit())
    for number in (0, 24, len(FIGURES) - 1):
        figure = FIGURES[number]
        chip = page.locator(f"{ROWS} .rq-chip").nth(number)
        chip.scroll_into_view_if_needed()
        page.wait_for_timeout(100)
        before = page.locator(".rq-pane-board").evaluate("e => e.scrollTop")
        chip.click()
        expect(page.locator(".rq-text mark.rq-strong")).to_be_in_viewport()
        assert marked(page, "mark.rq-strong") == figure.quote
        assert figure.quote in marked(page) and marked(page) in SOURCE
        expect(page.get_by_role("tab", name="报告原文")).to_be_focused()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", name="目标与成果")).to_be_focused()
        assert page.locator(".rq-pane-board").evaluate("e => e.scrollTop") == before


def test_every_bar_is_labelled_with_words_of_the_report_and_opens_them(visit: Open) -> None:
    page = open_board(visit())
    bars = page.locator(".rq-bars li")
    assert bars.count() > 8
    for number in range(bars.count()):
        label = bars.nth(number).locator(".rq-clause").text_content() or ""
        assert label in SOURCE
        bars.nth(number).locator(".rq-chip").click()
        assert marked(page) == label
        open_board(page)
    shown = "".join(page.locator(".rq-chart").all_text_contents())
    for clause in sorted(page.locator(".rq-charts .rq-clause").all_text_contents(), key=len, reverse=True):
        shown = shown.replace(clause, "")
    for chip in page.locator(".rq-charts .rq-chip").all_text_contents():
        shown = shown.replace(chip, "")
    assert not any(character.isdigit() for character in shown), "no figure but the report's own"


def test_a_bar_is_as_long_as_its_figure_is_large(visit: Open) -> None:
    page = open_board(visit())
    group = page.locator(".rq-chart-reached .rq-fill")
    target, reached = (group.nth(place).bounding_box() for place in (0, 1))
    assert target is not None and reached is not None
    assert reached["width"] / target["width"] == pytest.approx(600 / 6600, abs=0.01)


def test_search_and_filters_narrow_the_table(visit: Open) -> None:
    page = open_board(visit())
    page.get_by_role("searchbox", name="搜索").fill("宣莲　６００亩")
    assert values(page) == ["600亩"]
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator(ROWS)).to_have_count(len(FIGURES))
    page.get_by_role("combobox", name="类别").select_option(label="目标")
    assert values(page) == [figure.quote for figure in FIGURES if figure.side == "target"]
    page.get_by_role("combobox", name="主题").select_option(label="聚势赋能")
    assert values(page) == ["6600亩", "10%以上", "1000万元", "60%以上", "1000万元", "30%以上"]
    expect(page.locator(".rq-count")).to_have_text(f"6 / {len(FIGURES)} 项")
    page.get_by_role("searchbox", name="搜索").fill("没有这样的内容")
    expect(page.get_by_text("没有符合条件的数字。")).to_be_visible()
    expect(page.get_by_role("button", name="下载 CSV")).to_be_disabled()


def test_columns_sort_up_down_and_back(visit: Open) -> None:
    page = open_board(visit())
    page.get_by_role("searchbox", name="搜索").fill("万元")
    as_in_report = values(page)
    assert sort(page, "数值") == "ascending"
    assert values(page)[0] == "超200万元" and values(page)[-1] == "4225.26万元"
    assert sort(page, "数值") == "descending"
    assert values(page)[0] == "4225.26万元"
    assert sort(page, "类别") == "ascending"
    expect(page.get_by_role("columnheader", name="数值")).to_have_attribute("aria-sort", "none")
    assert sort(page, "类别") == "descending" and sort(page, "类别") == "none"
    assert values(page) == as_in_report


def test_the_csv_file_holds_the_rows_shown_in_their_order(visit: Open, tmp_path: Path) -> None:
    page = open_board(visit())
    head, *cells = save(page, tmp_path)
    column = {name: [line[place] for line in cells] for place, name in enumerate(head)}
    assert column["数值（原文）"] == [figure.quote for figure in FIGURES]
    assert [float(value) for value in column["数值"]] == [figure.value for figure in FIGURES]
    places = zip(column["起始字"], column["结束字"], strict=True)
    assert [SOURCE[int(start) : int(end)] for start, end in places] == column["数值（原文）"]
    page.get_by_role("combobox", name="类别").select_option(label="目标")
    sort(page, "数值")
    head, *cells = save(page, tmp_path)
    assert [line[2] for line in cells] == values(page) and len(cells) < len(FIGURES)


def test_an_answers_chip_leaves_the_board_and_a_new_answer_does_not(visit: Open) -> None:
    page = open_board(visit())
    page.get_by_role("combobox", name="类别").select_option(label="目标")
    ask(page, "宣莲今年要种到多少亩？")
    expect(page.locator(".rq-table")).to_be_visible()
    page.locator(".rq-answer-text .rq-chip").first.click()
    expect(page.locator(".rq-text mark.rq-strong")).to_be_in_viewport()
    assert marked(page, "mark.rq-strong") == "6600亩"
    open_board(page)
    expect(page.locator(ROWS)).to_have_count(sum(figure.side == "target" for figure in FIGURES))


def test_the_board_follows_the_report_and_keeps_what_was_chosen(browser: Browser) -> None:
    engine = FakeEngine(real_report(), hostile_report())
    with served(lambda: engine) as server, visits(browser, server.address) as visit:
        page = open_board(visit())
        page.get_by_role("searchbox", name="搜索").fill("万元")
        sort(page, "数值")
        kept = values(page)
        page.locator("#rq-report input").click()
        page.locator("#rq-report").get_by_role("option", name="敌意").click()
        expect(page.locator(".rq-figures:visible h2")).to_have_text(hostile_report().title)
        expect(page.locator(".rq-figures:visible .rq-col-value strong")).to_have_text(["超200万元", "15万余人次"])
        page.locator(f"{ROWS} .rq-chip").first.click()
        assert marked(page, "mark.rq-strong") == "超200万元"
        assert page.evaluate("window.hacked") is None
        open_board(page)
        page.locator("#rq-report input").click()
        page.locator("#rq-report").get_by_role("option", name="柳城畲族镇").click()
        expect(page.locator(".rq-figures:visible h2")).to_have_text(real_report().title)
        expect(page.locator(f"{ROWS} .rq-col-value strong")).to_have_text(kept)


def test_on_a_phone_the_board_is_in_the_drawer_and_nothing_scrolls_sideways(visit: Open) -> None:
    page = visit(PHONE, has_touch=True, is_mobile=True)
    page.locator(".rq-open").tap()
    open_board(page)
    wide = (
        "[...document.querySelectorAll('#rq-source *')].filter(e => e.getBoundingClientRect().right > 361)"
        ".map(e => e.className)"
    )
    assert page.evaluate(wide) == []
    pane = page.locator(".rq-pane-board")
    assert pane.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    page.locator(f"{ROWS} .rq-chip").nth(24).tap()
    expect(page.locator(".rq-text mark.rq-strong")).to_be_in_viewport()
    assert marked(page, "mark.rq-strong") == FIGURES[24].quote
    page.locator(".rq-close").tap()
    expect(page.locator("#rq-source")).to_be_hidden()
    expect(page.locator(".rq-open")).to_be_focused()


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_the_board_fits_its_pane_at_every_width(visit: Open, locale: str) -> None:
    page = visit(locale=locale)
    page.get_by_role("tab").nth(1).click()
    for width in (360, 480, 620, 899, 900, 1100, 1280, 1300, 1366, 1440, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(50)
        wide = page.locator(".rq-pane-board").evaluate("e => e.scrollWidth - e.clientWidth")
        assert wide <= 0, f"at {width} it is {wide} pixels too wide"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_of_the_board_stand_out_from_their_ground(visit: Open, scheme: str) -> None:
    page = open_board(visit(color_scheme=scheme))
    page.get_by_role("combobox", name="类别").select_option(label="目标")
    page.locator(f"{ROWS} .rq-chip").first.click()
    open_board(page)
    page.wait_for_timeout(300)
    assert page.evaluate(CONTRAST) == []


def test_the_board_speaks_english_to_an_english_browser(visit: Open) -> None:
    page = visit(locale="en-US")
    page.get_by_role("tab", name="Targets & results").click()
    expect(page.get_by_role("table", name="All figures of the report")).to_be_visible()
    expect(page.locator(".rq-count")).to_have_text(f"{len(FIGURES)} of {len(FIGURES)}")
    page.get_by_role("combobox", name="Kind").select_option(label="Target")
    assert "6600亩" in values(page)
