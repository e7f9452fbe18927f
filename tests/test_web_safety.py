"""Nothing leaves this machine, nothing hostile runs, and what is saved opens as text: in a real browser."""

import csv
import io
from pathlib import Path

import pytest
from browser_helpers import ask, marked, visits
from conftest import make_report
from playwright.sync_api import Browser, Page, expect
from web_engine import FakeEngine, hostile_report, real_report, served

from app.feedback import FeedbackFile
from index.records import Report

QUESTION = (
    '<script>window.hacked=1</script><img src=x onerror="window.hacked=2"> [点](javascript:window.hacked=3) [1] </mark>'
)
TITLE = '../=HYPERLINK("x")\u202egpj.<b>标题</b>'
FORMULA = "=cmd|' /C calc'!A0财政收入超200万元,同比增长5%。\n+1+1投资3万元,@SUM(A1)投资2万元。</mark><script>window.hacked=4</script>[1]共3家。\n"


def formula_report() -> Report:
    return make_report(f"=一、总结\n\n{FORMULA}", "formula", TITLE)


def open_board(page: Page) -> None:
    page.get_by_role("tab", name="目标与成果").click()


def choose(page: Page, title: str) -> None:
    page.locator(".rq-figures:visible .rq-choose").select_option(label=title)
    expect(page.locator(".rq-figures:visible h2")).to_have_text(title)


def test_a_whole_session_stays_on_this_server(browser: Browser, tmp_path: Path) -> None:
    engine = FakeEngine(real_report(), hostile_report())
    with served(lambda: engine, FeedbackFile(tmp_path / "f")) as server, visits(browser, server.address) as visit:
        page = visit(ready=False)
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        page.reload()
        page.wait_for_selector(".rq-example")
        for question in ("宣莲今年要种到多少亩？", "镇长叫什么名字？", "出个故障", QUESTION):
            ask(page, question)
        page.locator(".rq-up").first.click()
        expect(page.locator(".rq-said").first).not_to_be_empty()
        page.locator(".rq-answer-text .rq-chip").first.click()
        open_board(page)
        choose(page, hostile_report().title)
        with page.expect_download():
            page.get_by_role("button", name="下载 CSV").click()
        page.locator(".rq-theme").click()
        page.locator("#rq-clear").click()
        expect(page.locator(".rq-example").first).to_be_visible()
        assert len(asked) > 20 and any(url == f"{server.address}/feedback" for url in asked)
        assert [
            url for url in asked if not url.startswith((f"{server.address}/", "data:", f"blob:{server.address}/"))
        ] == []
        assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("refused", [False, True], ids=["answered", "refused"])
def test_a_hostile_question_is_shown_as_text_whatever_comes_of_it(
    browser: Browser, refused: bool, tmp_path: Path
) -> None:
    question = QUESTION if refused else f"敌意{QUESTION}"
    engine = FakeEngine(real_report(), hostile_report())
    with served(lambda: engine, FeedbackFile(tmp_path / "f")) as server, visits(browser, server.address) as visit:
        page = visit()
        ask(page, question)
        expect(page.locator("#rq-chat .rq-question")).to_have_text(question)
        assert page.locator(".rq-refusal").count() == int(refused)
        assert page.locator("#rq-chat :is(script, img, iframe), #rq-chat a[href^=javascript]").count() == 0
        links = page.locator("#rq-chat a").evaluate_all("all => all.map(e => e.getAttribute('href'))")
        assert links and all(link.startswith("#r") for link in links)
        chip = page.locator("#rq-chat :is(.rq-chip, .rq-quote a)").first
        chip.click()
        assert marked(page) == page.locator("#rq-chat .rq-quote").first.text_content()
        page.locator(".rq-down").click()
        page.locator(".rq-vote-word input").fill(QUESTION)
        page.locator(".rq-vote-word button").click()
        expect(page.locator(".rq-vote-word")).to_be_hidden()
        assert FeedbackFile(tmp_path / "f").read()[0].word == QUESTION
        assert page.evaluate("window.hacked") is None


def test_what_is_saved_of_a_hostile_report_holds_no_formula_and_a_harmless_name(
    browser: Browser, tmp_path: Path
) -> None:
    report = formula_report()
    engine = FakeEngine(real_report(), report)
    with served(lambda: engine) as server, visits(browser, server.address) as visit:
        page = visit()
        open_board(page)
        choose(page, TITLE)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="下载 CSV").click()
        name = waiting.value.suggested_filename
        assert name.endswith(" - 目标与成果.csv") and not set(name) & set('/\\<>:"\u202e')
        waiting.value.save_as(tmp_path / "figures.csv")
        data = (tmp_path / "figures.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        _, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        figures = [one for one in engine.index.figures if one.report == report.id]
        assert [line[2] for line in lines] == [figure.quote for figure in figures] != []
        cells = [cell for line in lines for cell in line]
        assert {"'=", "'+", "'@"} & {cell[:2] for cell in cells}, "there was something to guard"
        assert not any(cell.lstrip().startswith(tuple("=+-@＝＋－＠")) for cell in cells)
        assert report.text in (page.locator(".rq-report:not([hidden]) .rq-text").text_content() or "")
        assert page.evaluate("window.hacked") is None


def test_any_report_can_be_chosen_on_the_board_at_the_keyboard(browser: Browser) -> None:
    engine = FakeEngine(real_report(), hostile_report(), formula_report())
    with served(lambda: engine) as server, visits(browser, server.address) as visit:
        choose_by_keyboard(visit(), engine)


def choose_by_keyboard(page: Page, engine: FakeEngine) -> None:
    open_board(page)
    choices = page.locator(".rq-figures:visible .rq-choose")
    assert choices.locator("option").all_text_contents() == [
        real_report().title, hostile_report().title, TITLE,
    ]  # fmt: skip
    choices.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".rq-figures:visible h2")).to_have_text(hostile_report().title)
    expect(page.locator(".rq-figures:visible .rq-choose")).to_be_focused()
    expect(page.locator("#rq-report input")).to_have_value(hostile_report().title)
    page.locator(".rq-figures:visible .rq-chip").first.click()
    assert marked(page) in hostile_report().text
    ask(page, "敌意说了什么？")
    assert engine.asked[-1][2] == hostile_report().id


def test_one_report_needs_no_list_to_choose_from(browser: Browser) -> None:
    with served(FakeEngine) as server, visits(browser, server.address) as visit:
        page = visit()
        open_board(page)
        assert page.locator(".rq-choose").count() == 0
