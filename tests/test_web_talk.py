"""The conversation in a real browser: stop, retry, edit, what outlasts a reload and a restart, copies and exports."""

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from browser_helpers import BOX, PHONE, Open, ask, visits
from playwright.sync_api import Browser, Page, expect
from web_engine import FakeEngine, hostile_report, real_report, served

from app.answer import Turn
from index.records import Report

SECRET = bytes(range(32))


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come about")


def questions(page: Page) -> list[str]:
    return page.locator("#rq-chat .rq-question").all_text_contents()


def test_a_running_answer_is_stopped_and_its_question_is_back_in_the_box(browser: Browser) -> None:
    go = threading.Event()
    engine = FakeEngine(slow=go)
    with served(lambda: engine) as server, visits(browser, server.address) as visit:
        page = visit()
        page.fill(BOX, "上半年财政总收入是多少？")
        page.press(BOX, "Enter")
        stop = page.get_by_role("button", name="停止")
        stop.click()
        expect(page.locator("#rq-chat .rq-question")).to_have_count(0)
        expect(page.locator(BOX)).to_have_value("上半年财政总收入是多少？")
        expect(stop).to_be_hidden()
        go.set()
        page.wait_for_timeout(500)
        assert questions(page) == [], "what was stopped does not come back"
        ask(page, "吸引了多少游客人次？")
        assert engine.asked[-1][1] == []


def test_the_last_question_is_asked_again(visit: Open, engine: FakeEngine) -> None:
    page = visit()
    ask(page, "宣莲今年要种到多少亩？")
    ask(page, "那下半年呢？")
    before = len(engine.asked)
    with page.expect_response(lambda answer: "queue/join" in answer.url):
        page.locator(".rq-retry:visible").click()
    expect(page.locator("#rq-chat .rq-pending")).to_have_count(0)
    expect(page.locator("#rq-chat .rq-answer")).to_have_count(2)
    wait_until(lambda: len(engine.asked) > before)
    assert questions(page) == ["宣莲今年要种到多少亩？", "那下半年呢？"]
    assert engine.asked[before:] == [engine.asked[before - 1]], "with the same history"


def test_editing_a_question_takes_away_what_followed_it(visit: Open, engine: FakeEngine) -> None:
    page = visit()
    for question in ("宣莲今年要种到多少亩？", "镇长叫什么名字？", "吸引了多少游客人次？"):
        ask(page, question)
    page.locator(".rq-edit").nth(1).click()
    expect(page.locator(BOX)).to_have_value("镇长叫什么名字？")
    expect(page.locator("#rq-editing")).to_contain_text("正在修改第 2 个问题")
    page.get_by_role("button", name="取消").click()
    expect(page.locator(BOX)).to_have_value("")
    page.locator(".rq-edit").nth(1).click()
    page.fill(BOX, "报告说了哪些存在的问题？")
    page.press(BOX, "Enter")
    expect(page.locator("#rq-chat .rq-question")).to_have_text(["宣莲今年要种到多少亩？", "报告说了哪些存在的问题？"])
    expect(page.locator("#rq-chat .rq-pending")).to_have_count(0)
    assert [turn.content for turn in engine.asked[-1][1] if turn.role == "user"] == ["宣莲今年要种到多少亩？"]
    expect(page.locator("#rq-editing")).to_have_count(0)
    ask(page, "吸引了多少游客人次？")
    assert len(questions(page)) == 3, "the next one is a new question again"


def test_what_a_follow_up_was_taken_to_mean_is_shown_under_it_and_can_be_corrected(
    visit: Open, engine: FakeEngine
) -> None:
    page = visit()
    ask(page, "宣莲种了多少亩？")
    expect(page.locator(".rq-standalone")).to_have_count(0)
    ask(page, "那下半年呢？")
    meant = page.locator(".rq-asked").nth(1).locator(".rq-standalone button")
    expect(meant).to_have_text("宣莲种了多少亩（那下半年呢？）")
    meant.click()
    expect(page.locator(BOX)).to_have_value("宣莲种了多少亩（那下半年呢？）")
    ask(page, "宣莲下半年种了多少亩？")
    assert questions(page) == ["宣莲种了多少亩？", "宣莲下半年种了多少亩？"]


def test_the_conversation_outlasts_a_reload_and_a_restart(browser: Browser) -> None:
    first, second = FakeEngine(), FakeEngine()
    with served(lambda: first, secret=SECRET) as server:
        port, context = server.port, browser.new_context(locale="zh-CN")
        page = context.new_page()
        page.goto(server.address)
        expect(page.locator(".rq-example")).to_have_count(4)
        ask(page, "宣莲今年要种到多少亩？")
        page.reload()
        expect(page.locator(".rq-answer")).to_contain_text("6600亩")
        expect(page.locator(".rq-example")).to_have_count(3)
        page.goto("about:blank")
    with served(lambda: second, port=port, secret=SECRET) as server:
        page.goto(server.address)
        expect(page.locator(".rq-answer")).to_contain_text("6600亩")
        page.locator(".rq-answer-text .rq-chip").nth(1).click()
        assert "".join(page.locator(".rq-text mark").all_text_contents()) == "新增宣莲种植基地600亩"
        ask(page, "那下半年呢？")
        assert second.asked[-1][1][0] == Turn("user", "宣莲今年要种到多少亩？")
        page.locator("#rq-clear").click()
        expect(page.locator("#rq-chat .rq-question")).to_have_count(0)
        page.reload()
        expect(page.locator(".rq-example")).to_have_count(4)
        assert questions(page) == []
        context.close()


def test_answers_of_a_report_that_has_changed_are_not_shown(browser: Browser) -> None:
    with served(FakeEngine, secret=SECRET) as server:
        port, context = server.port, browser.new_context(locale="zh-CN")
        page = context.new_page()
        page.goto(server.address)
        expect(page.locator(".rq-example")).to_have_count(4)
        ask(page, "宣莲今年要种到多少亩？")
        page.goto("about:blank")
    report = real_report()
    newer = Report(id=report.id, file=report.file, title=report.title, text="新" + report.text, sha256="")
    with served(lambda: FakeEngine(newer), port=port, secret=SECRET) as server:
        page.goto(server.address)
        expect(page.locator(".rq-unanswered")).to_contain_text("报告已经更新")
        expect(page.locator("#rq-chat .rq-chip, .rq-answer")).to_have_count(0)
        page.locator(".rq-retry:visible").click()
        expect(page.locator(".rq-answer")).to_contain_text("6600亩")
        context.close()


@pytest.mark.parametrize("stored", ["", "no cipher", "YQ==:YQ==", json.dumps({"talk": "[]"})])
def test_a_damaged_store_does_not_break_the_page(browser: Browser, address: str, stored: str) -> None:
    context = browser.new_context(locale="zh-CN")
    context.add_init_script(
        f"if (!sessionStorage.tried) localStorage.setItem('report-qa-conversation', {json.dumps(stored)});"
        "sessionStorage.tried = 1;"
    )
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".rq-example")).to_have_count(4)
    ask(page, "宣莲今年要种到多少亩？")
    page.reload()
    expect(page.locator(".rq-answer")).to_contain_text("6600亩")
    context.close()


def test_two_people_who_ask_at_once_see_their_own_conversation_alone(browser: Browser) -> None:
    go = threading.Event()
    engine = FakeEngine(slow=go)
    with served(lambda: engine, secret=SECRET) as server, visits(browser, server.address) as visit:
        people = {visit(): "宣莲今年要种到多少亩？", visit(): "吸引了多少游客人次？"}
        for page, question in people.items():
            page.fill(BOX, question)
            page.press(BOX, "Enter")
            expect(page.locator(".rq-pending")).to_have_count(1)
        go.set()
        for page, question in people.items():
            expect(page.locator(".rq-answer")).to_have_count(1)
            assert questions(page) == [question]
            expect(page.locator(".rq-next")).to_have_count(1)
            page.reload()
            expect(page.locator(".rq-answer")).to_have_count(1)
            assert questions(page) == [question]
        assert [asked[1] for asked in engine.asked] == [[], []]


def test_suggestions_follow_an_answer_and_are_asked_by_a_click(visit: Open) -> None:
    page = visit()
    ask(page, "上半年财政总收入是多少？")
    offered = page.locator(".rq-next .rq-example")
    expect(offered).to_have_count(3)
    assert "上半年财政总收入是多少？" not in offered.all_text_contents(), "what was asked is not offered again"
    offered.first.click()
    expect(page.locator(".rq-answer")).to_have_count(2)


def test_an_answer_is_copied_with_its_sources(visit: Open) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page, "宣莲今年要种到多少亩？")
    page.locator(".rq-copy").click()
    expect(page.locator(".rq-copy")).to_have_text("已复制")
    copied, text = page.evaluate("navigator.clipboard.readText()"), real_report().text
    start = text.index("新增宣莲种植基地600亩")
    assert copied.startswith("宣莲今年要种到多少亩？\n今年宣莲种植规模要达到 6600亩[1]；")
    assert (
        "[2] “新增宣莲种植基地600亩”\n—— 柳城畲族镇2024年上半年工作总结和下半年工作思路 > 一、上半年工作总结 > "
        in copied
    )
    assert f"（原文字符 {start}–{start + 12}）" in copied


def test_the_conversation_is_saved_as_markdown(browser: Browser, tmp_path: Path) -> None:
    engine = FakeEngine(real_report(), hostile_report())
    with served(lambda: engine) as server, visits(browser, server.address) as visit:
        page = visit()
        ask(page, "宣莲今年要种到多少亩？")
        ask(page, "敌意<img src=x onerror=alert(1)> # [x](javascript:alert(1))")
        with page.expect_download() as saved:
            page.locator("#rq-export").click()
        assert saved.value.suggested_filename == "柳城问答 - 对话记录.md"
        saved.value.save_as(tmp_path / "talk.md")
        text = (tmp_path / "talk.md").read_text("utf-8")
        assert "## 1. 宣莲今年要种到多少亩？" in text and "“新增宣莲种植基地600亩”" in text
        assert "<img" not in text and "<script" not in text


def test_selected_words_of_the_source_can_be_asked_about(visit: Open, engine: FakeEngine) -> None:
    page = visit()
    select = """() => {
      const walker = document.createTreeWalker(document.querySelector('.rq-text'), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf('新增宣莲种植基地');
        if (at < 0) continue;
        node.parentElement.scrollIntoView({block: 'center'});
        getSelection().setBaseAndExtent(node, at, node, at + 8);
        return;
      }
    }"""
    page.evaluate(select)
    button = page.get_by_role("button", name="就此提问")
    expect(button).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(button).to_be_hidden()
    page.evaluate("getSelection().removeAllRanges()")
    page.evaluate(select)
    expect(button).to_be_in_viewport()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(BOX)).to_have_value("关于“新增宣莲种植基地”，报告还说了什么？")
    expect(page.locator(BOX)).to_be_focused()
    expect(button).to_be_hidden()
    assert page.locator(".rq-text").text_content() == real_report().text


def selected(page: Page) -> str:
    text = page.evaluate("getSelection().toString()")
    assert isinstance(text, str)
    return text


def test_words_are_selected_and_asked_about_at_the_keyboard_alone(visit: Open) -> None:
    page = visit()
    keys, button = page.locator(".rq-keys"), page.get_by_role("button", name="就此提问")
    page.locator(".rq-outline summary").focus()
    expect(keys).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.locator(".rq-text")).to_be_focused()
    expect(keys).to_be_in_viewport()
    page.keyboard.press("ArrowDown")
    first = selected(page)
    page.keyboard.press("ArrowDown")
    second = selected(page)
    assert first != second and first in real_report().text and second in real_report().text
    page.keyboard.press("Shift+ArrowDown")
    assert selected(page).startswith(second) and len(selected(page)) > len(second)
    page.keyboard.press("ArrowUp")
    assert selected(page) == second
    for _ in range(30):  # beyond what is on the screen
        page.keyboard.press("ArrowDown")
    chosen = selected(page)
    expect(button).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_hidden()
    expect(page.locator(".rq-text")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    assert selected(page) == chosen
    expect(button).to_be_in_viewport()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(BOX)).to_be_focused()
    assert page.input_value(BOX) == f"关于“{chosen.rstrip('，,。；;：:、')}”，报告还说了什么？"
    assert page.locator(".rq-text").text_content() == real_report().text


def test_whoever_clicks_into_the_text_scrolls_it_with_the_arrow_keys(visit: Open) -> None:
    page = visit()
    page.locator(".rq-text").click(position={"x": 200, "y": 300})
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.querySelector('.rq-scroll').scrollTop > 0")
    assert selected(page) == ""


def test_a_server_that_ends_in_the_middle_of_an_answer_is_told_and_the_answer_comes_when_it_is_back(
    browser: Browser,
) -> None:
    go = threading.Event()
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    with served(lambda: FakeEngine(slow=go), secret=SECRET) as server:
        port = server.port
        page.goto(server.address)
        expect(page.locator(".rq-report")).to_have_count(1)
        page.fill(BOX, "上半年财政总收入是多少？")
        page.press(BOX, "Enter")
        expect(page.locator(".rq-pending")).to_have_count(1)
        server.stop()
        expect(page.locator("#rq-lost")).to_contain_text("和服务器的连接断了")
        expect(page.locator(".rq-refusal, .rq-failure")).to_have_count(0)
        go.set()
    with served(FakeEngine, port=port, secret=SECRET):
        expect(page.locator(".rq-answer")).to_contain_text("4225.26万元", timeout=20_000)
        expect(page.locator("#rq-lost")).to_have_count(0)
        assert questions(page) == ["上半年财政总收入是多少？"]
    context.close()


def test_a_question_asked_of_a_server_that_is_away_is_asked_when_it_is_back(browser: Browser) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    with served(FakeEngine, secret=SECRET) as server:
        port = server.port
        page.goto(server.address)
        expect(page.locator(".rq-example")).to_have_count(4)
    page.fill(BOX, "上半年财政总收入是多少？")
    page.press(BOX, "Enter")
    expect(page.locator("#rq-lost")).to_be_visible()
    with served(FakeEngine, port=port, secret=SECRET):
        expect(page.locator(".rq-answer")).to_contain_text("4225.26万元", timeout=20_000)
    context.close()


def test_without_scripts_a_chip_opens_the_drawer_at_its_words(browser: Browser, visit: Open, address: str) -> None:
    page = visit(PHONE)
    ask(page, "宣莲今年要种到多少亩？")
    still = page.content()
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    bare = context.new_page()
    bare.route("**/*", lambda route: route.fulfill(body=still, content_type="text/html; charset=utf-8"))
    bare.goto(address)
    expect(bare.locator("#rq-source")).to_be_hidden()
    bare.locator(".rq-answer-text .rq-chip").first.click()
    expect(bare.locator("#rq-source")).to_be_visible()
    expect(bare.locator(".rq-text :target")).to_be_in_viewport()
    context.close()


def test_the_controls_speak_english_to_an_english_browser(visit: Open) -> None:
    page = visit(PHONE, locale="en-US")
    expect(page.locator(".rq-open")).to_have_text("Report & figures")
    ask(page, "宣莲今年要种到多少亩？")
    names = [page.locator(one).text_content() for one in ("#rq-export", "#rq-clear", ".rq-edit", ".rq-copy")]
    assert [name.strip() for name in names if name] == ["Export", "Clear", "Edit", "Copy with sources"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_a_question_that_keeps_ending_the_server_is_not_asked_for_ever(browser: Browser) -> None:
    go = threading.Event()
    engine = FakeEngine(slow=go)
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    with served(lambda: engine) as server:
        page.goto(server.address)
        expect(page.locator(".rq-example")).to_have_count(4)
        page.fill(BOX, "上半年财政总收入是多少？")
        page.press(BOX, "Enter")
        expect(page.locator(".rq-pending")).to_have_count(1)
        page.goto("about:blank")
        page.goto(server.address)
        expect(page.locator(".rq-pending")).to_have_count(1)  # asked once more
        page.wait_for_timeout(2000)  # until that is kept, on a busy machine too
        page.goto("about:blank")
        page.goto(server.address)
        expect(page.locator(".rq-unanswered")).to_contain_text("可以再问一次")
        page.wait_for_timeout(500)
        expect(page.locator(".rq-pending")).to_have_count(0)
        go.set()
        context.close()
