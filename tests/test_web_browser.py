"""The page in a real browser: asking, marking, the drawer, hostile text, and nothing that leaves this machine.

Every test fails on an error in the browser's console and on a request to another host.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from browser_helpers import BOX, CONTRAST, PHONE, Open, ask, marked, visits
from playwright.sync_api import Browser, expect
from web_engine import REPORT_ID, FakeEngine, hostile_report, real_report, served

from app.answer import MAX_QUESTION, REFUSAL_ZH, Answer, Draft, Generation, Turn
from index.errors import ModelError


def test_a_question_typed_at_the_keyboard_is_answered_and_its_chip_marks_the_cited_words(visit: Open) -> None:
    page = visit()
    assert page.evaluate("document.activeElement.matches('#rq-question textarea')"), "one can type at once"
    page.keyboard.type("上半年财政总收入是多少？")
    page.keyboard.press("Enter")
    expect(page.locator(".rq-answer strong").first).to_have_text("4225.26万元")
    expect(page.locator(BOX)).to_have_value("")
    chip = page.locator(".rq-answer-text .rq-chip")
    expect(chip).to_have_text("引用 [1]")
    assert page.evaluate("!!document.querySelector(document.querySelector('.rq-chip').hash)"), "a hash link leads there"
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".rq-text mark").first).to_be_in_viewport()
    assert marked(page) == page.locator(".rq-quote").text_content()
    assert marked(page, "mark.rq-strong") == "4225.26万元"


def test_every_chip_of_an_answer_marks_its_own_quote(visit: Open) -> None:
    page = visit()
    ask(page, "宣莲今年要种到多少亩？")
    assert marked(page), "the first citation is marked as soon as the answer is there"
    quotes = page.locator(".rq-quote").all_text_contents()
    for number, quote in [*enumerate(quotes), *enumerate(quotes)]:
        page.locator(".rq-answer-text .rq-chip").nth(number).click()
        assert marked(page) == quote
        expect(page.locator(".rq-text mark.rq-strong")).to_be_in_viewport()
    assert page.locator(".rq-badge").all_text_contents() == ["下半年目标", "上半年实绩"]
    assert page.locator(".rq-text").text_content() == real_report().text, "marking leaves the text as it was"


def test_hovering_and_focusing_a_chip_previews_the_quote(visit: Open) -> None:
    page = visit()
    ask(page, "宣莲今年要种到多少亩？")
    chip, tip = page.locator(".rq-answer-text .rq-chip"), page.locator("#rq-tip")
    chip.first.hover()
    expect(tip).to_contain_text("二、下半年工作思路 › (二)聚势赋能")
    expect(tip).to_contain_text("“确保今年种植规模达6600亩,同比增长10%以上。”")
    chip.nth(1).focus()
    expect(tip).to_contain_text("新增宣莲种植基地600亩")
    assert "新增宣莲种植基地600亩" in (chip.nth(1).get_attribute("aria-label") or "")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_answer_refusal_and_failure_look_different(visit: Open) -> None:
    page = visit()
    ask(page, "镇长叫什么名字？")
    refusal = page.locator("#rq-chat .rq-refusal")
    expect(refusal).to_contain_text(REFUSAL_ZH)
    expect(refusal).to_contain_text("相关段落（不是答案）")
    related = refusal.locator(".rq-quote a").first
    related.click()
    assert marked(page) == related.text_content()
    ask(page, "出个故障")
    failure = page.locator("#rq-chat .rq-failure")
    expect(failure).to_contain_text("weights are damaged")
    expect(failure).to_contain_text("不代表报告没有提到")
    ask(page, "让程序崩溃")
    expect(failure.last).to_contain_text("程序内部出错")
    assert "secret" not in (page.locator("body").text_content() or "")
    looks = "e => { const s = getComputedStyle(e); return s.borderStyle + s.borderColor + s.backgroundColor; }"
    ask(page, "吸引了多少游客人次？")
    kinds = (".rq-answer", ".rq-refusal", ".rq-failure")
    assert len({page.locator(f"#rq-chat {kind}").first.evaluate(looks) for kind in kinds}) == 3


def test_a_follow_up_builds_on_what_was_said(visit: Open, engine: FakeEngine) -> None:
    page = visit()
    ask(page, "宣莲种了多少亩？")
    ask(page, "出个故障")
    ask(page, "那下半年呢？")
    expect(page.locator(".rq-standalone")).to_have_text("理解为：宣莲种了多少亩（那下半年呢？）")
    said = "今年宣莲种植规模要达到 6600亩；上半年已新增种植基地 600亩。"
    assert engine.asked[-1][1] == [Turn("user", "宣莲种了多少亩？"), Turn("assistant", said)]


def test_hostile_words_are_shown_as_text_and_marked_like_any(browser: Browser) -> None:
    engine = FakeEngine(real_report(), hostile_report())
    with served(lambda: engine) as server, visits(browser, server.address) as visit:
        page = visit()
        question = '敌意<img src=x onerror="window.hacked=4"> **粗** [1] [x](javascript:window.hacked=5) $$x$$ </div>'
        ask(page, question)
        quote = hostile_report().text.split("\r\n")[2]
        expect(page.locator(".rq-answer .rq-quote")).to_have_text(quote)
        expect(page.locator(".rq-answer-text")).to_contain_text(quote)
        assert page.locator(".rq-answer-text .rq-chip").count() == 1, "a literal [1] is no chip"
        page.locator(".rq-answer-text .rq-chip").click()
        assert marked(page) == quote and marked(page, "mark.rq-strong") == "超200万元"
        assert page.locator("#r1 .rq-text").text_content() == hostile_report().text
        assert page.locator(".rq-report:visible").count() == 1
        assert page.locator("#rq-main img, #rq-main script, .rq-question *").count() == 0
        page.locator(".rq-tab-0").click()
        expect(page.locator("#r0")).to_be_visible()
        assert page.evaluate("window.hacked") is None


def test_choosing_a_report_asks_only_that_one(browser: Browser) -> None:
    engine = FakeEngine(real_report(), hostile_report())
    with served(lambda: engine) as server, visits(browser, server.address) as visit:
        page = visit()
        page.locator("#rq-report input").click()
        page.locator("#rq-report").get_by_role("option", name="柳城畲族镇2024年上半年").click()
        expect(page.locator("#r0")).to_be_visible()
        ask(page, "上半年财政总收入是多少？")
        assert engine.asked[-1][2] == REPORT_ID


def test_on_a_phone_the_source_is_a_drawer_and_nothing_scrolls_sideways(visit: Open) -> None:
    page = visit(PHONE, has_touch=True, is_mobile=True)
    panel, close = page.locator("#rq-source"), page.locator(".rq-close")
    expect(panel).to_be_hidden()
    ask(page, "宣莲今年要种到多少亩？")
    ask(page, "镇长叫什么名字？")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    overflowing = (
        "[...document.querySelectorAll('#rq-talk *')].filter(e => e.getBoundingClientRect().right > 361).length"
    )
    assert page.evaluate(overflowing) == 0
    chip = page.locator(".rq-answer-text .rq-chip").first
    chip.tap()
    expect(panel).to_be_visible()
    expect(close).to_be_focused()
    expect(page.locator(".rq-text mark").first).to_be_in_viewport()
    assert marked(page) == page.locator(".rq-quote").first.text_content()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(chip).to_be_focused()
    page.locator(".rq-open").tap()
    expect(panel).to_be_visible()
    close.tap()
    expect(panel).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_the_welcome_names_the_reports_and_leads_to_them(visit: Open) -> None:
    page = visit(PHONE)
    page.get_by_role("link", name=real_report().title).click()
    expect(page.locator("#rq-source")).to_be_visible()
    page.locator(".rq-close").click()
    expect(page.get_by_role("link", name=real_report().title)).to_be_focused()
    page = visit()
    page.get_by_role("link", name=real_report().title).click()
    expect(page.locator(".rq-panel")).to_be_focused()
    assert not page.locator("#rq-talk").evaluate("e => e.inert"), "where there is no drawer nothing is shut out"


def test_on_a_phone_the_keyboard_makes_room_for_the_answer(visit: Open) -> None:
    page = visit(PHONE, has_touch=True, is_mobile=True)
    in_box = "document.activeElement.matches('#rq-question textarea')"
    page.locator(BOX).tap()
    assert page.evaluate(in_box)
    ask(page, "宣莲今年要种到多少亩？")
    assert not page.evaluate(in_box)
    page.locator(".rq-next .rq-example").first.tap()
    expect(page.locator("#rq-chat .rq-seen")).to_have_count(2)
    assert not page.evaluate(in_box)
    page = visit()
    ask(page, "宣莲今年要种到多少亩？")
    assert page.evaluate(in_box), "at a keyboard one types on"


def test_sending_twice_asks_once(browser: Browser) -> None:
    go = threading.Event()
    engine = FakeEngine(slow=go)
    with served(lambda: engine) as server, visits(browser, server.address) as visit:
        page = visit()
        page.fill(BOX, "上半年财政总收入是多少？")
        page.locator("#rq-send").dblclick()
        page.press(BOX, "Enter")
        expect(page.locator("#rq-chat .rq-pending")).to_have_count(1)
        go.set()
        expect(page.locator("#rq-chat .rq-answer")).to_have_count(1)
        page.wait_for_timeout(500)
        assert len(engine.asked) == 1
        assert page.locator("#rq-chat .rq-question").count() == 1
        expect(page.locator(".rq-note")).to_have_count(0)


@pytest.mark.parametrize(
    ("question", "sentence"), [(" ", "问题是空的"), ("？", "问题太短"), ("柳" * (MAX_QUESTION + 1), "问题太长")]
)
def test_what_cannot_be_asked_is_stopped_with_a_sentence(
    visit: Open, engine: FakeEngine, question: str, sentence: str
) -> None:
    page, before = visit(), len(engine.asked)
    page.fill(BOX, question)
    page.press(BOX, "Enter")
    expect(page.locator(".rq-note")).to_contain_text(sentence)
    expect(page.locator(BOX)).to_have_value(question)
    assert len(engine.asked) == before
    ask(page, "吸引了多少游客人次？")
    expect(page.locator(".rq-note")).to_have_count(0)


def test_enter_that_ends_an_input_methods_composition_sends_nothing(visit: Open, engine: FakeEngine) -> None:
    page, before = visit(), len(engine.asked)
    page.fill(BOX, "财政总收入")
    page.eval_on_selector(
        BOX,
        "e => e.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))",
    )
    page.wait_for_timeout(300)
    expect(page.locator(BOX)).to_have_value("财政总收入")
    assert len(engine.asked) == before


def test_examples_ask_and_clearing_brings_them_back(visit: Open, engine: FakeEngine) -> None:
    page = visit()
    page.locator(".rq-example").first.click()
    expect(page.locator("#rq-chat .rq-answer")).to_have_count(1)
    expect(page.locator(".rq-examples")).to_have_count(0)
    page.locator("#rq-clear").click()
    expect(page.locator("#rq-chat .rq-answer")).to_have_count(0)
    expect(page.locator(".rq-examples .rq-example")).to_have_count(4)
    ask(page, "那下半年呢？")
    assert engine.asked[-1][1] == [], "what was cleared is forgotten"


def test_two_visitors_do_not_see_each_other(visit: Open, engine: FakeEngine) -> None:
    first, second = visit(), visit()
    ask(first, "上半年财政总收入是多少？")
    ask(second, "那人次呢？")
    assert engine.asked[-1][1] == []
    assert first.locator("#rq-chat .rq-question").all_text_contents() == ["上半年财政总收入是多少？"]
    assert second.locator("#rq-chat .rq-question").all_text_contents() == ["那人次呢？"]


def test_the_page_is_up_while_the_engine_loads_and_answers_what_was_asked_meanwhile(browser: Browser) -> None:
    loaded = threading.Event()

    def slowly() -> FakeEngine:
        loaded.wait(30)
        return FakeEngine()

    with served(slowly) as server, visits(browser, server.address) as visit:
        page = visit(ready=False)
        expect(page.locator("#rq-source")).to_contain_text("正在载入报告")
        page.fill(BOX, "上半年财政总收入是多少？")
        page.press(BOX, "Enter")
        expect(page.locator("#rq-chat .rq-pending")).to_contain_text("正在载入报告")
        loaded.set()
        expect(page.locator("#rq-chat .rq-answer")).to_contain_text("4225.26万元")
        page.locator(".rq-answer-text .rq-chip").click()
        assert marked(page) == page.locator(".rq-quote").text_content()


def test_an_engine_that_does_not_load_is_shown_as_a_failure(browser: Browser) -> None:
    def broken() -> FakeEngine:
        raise ModelError("嵌入模型没有装好；请运行 make setup。")

    with served(broken) as server, visits(browser, server.address) as visit:
        page = visit(ready=False)
        expect(page.locator("#rq-source .rq-failure")).to_contain_text("make setup")
        page.fill(BOX, "上半年财政总收入是多少？")
        page.press(BOX, "Enter")
        expect(page.locator("#rq-chat .rq-failure")).to_contain_text("make setup")
        expect(page.locator("#rq-chat .rq-refusal")).to_have_count(0)


def test_the_outline_leads_to_the_headings(visit: Open) -> None:
    page = visit()
    page.locator(".rq-outline summary").click()
    page.get_by_role("link", name="二、下半年工作思路").click()
    expect(page.locator(".rq-heading", has_text="二、下半年工作思路")).to_be_in_viewport()


def test_the_page_speaks_english_to_an_english_browser(visit: Open) -> None:
    page = visit(locale="en-US")
    expect(page.locator("h1")).to_have_text("Report QA")
    expect(page.locator("#rq-send")).to_have_text("Send")
    assert page.locator(BOX).get_attribute("placeholder") == "Type a question, press Enter"
    ask(page, "宣莲今年要种到多少亩？")
    assert page.locator(".rq-badge").all_text_contents() == ["Target, second half", "Result, first half"]
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground_in_light_and_dark(visit: Open, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    for question in ("宣莲今年要种到多少亩？", "报告说了哪些存在的问题？", "镇长叫什么名字？", "出个故障"):
        ask(page, question)
    page.locator(".rq-answer-text .rq-chip").first.click()
    page.wait_for_timeout(300)
    assert page.evaluate(CONTRAST) == []
    dark = page.evaluate("document.body.classList.contains('dark')")
    assert dark == (scheme == "dark")
    page.locator(".rq-theme").click()
    assert page.evaluate("document.body.classList.contains('dark')") != dark
    page.reload()
    page.wait_for_selector(".rq-report", state="attached")
    assert page.evaluate("document.body.classList.contains('dark')") != dark, "the choice lasts"


class DraftingEngine(FakeEngine):
    """Shows two drafts before it answers; the second waits until it is told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def stream(
        self, question: str, history: Sequence[Turn] = (), report: str | None = None
    ) -> Iterator[Draft | Answer]:
        yield Draft("财政<b>总</b>")
        yield Draft("财政<b>总</b>收入9999万元")
        self.go_on.wait(20)
        yield replace(self.answer(question, history, report), generation=Generation("verified"))


def test_a_draft_is_seen_as_one_and_gives_way_to_the_checked_answer(browser: Browser) -> None:
    engine = DraftingEngine()
    with served(lambda: engine) as server, visits(browser, server.address) as open_page:
        page = open_page()
        page.fill(BOX, "上半年财政总收入是多少？")
        page.press(BOX, "Enter")
        draft = page.locator("#rq-chat .rq-draft")
        expect(draft).to_contain_text("财政<b>总</b>收入9999万元")
        expect(draft).to_contain_text("草稿")
        assert page.locator("#rq-chat .rq-answer, #rq-chat .rq-chip").count() == 0
        engine.go_on.set()
        expect(page.locator("#rq-chat .rq-answer strong").first).to_have_text("4225.26万元")
        expect(draft).to_have_count(0)
        expect(page.locator("#rq-chat .rq-made")).to_contain_text("核对通过")
        assert "9999" not in (page.locator("#rq-chat").text_content() or "")
