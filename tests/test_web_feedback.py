"""The thumbs in a real browser: by keyboard, with a word, changed, kept, and when the file fails."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser_helpers import PHONE, Open, ask, visits
from playwright.sync_api import Browser, Page, expect
from web_engine import FakeEngine, served

from app.feedback import Feedback, FeedbackFile

KEPT = "已记在服务器上"


@pytest.fixture
def file(tmp_path: Path) -> FeedbackFile:
    return FeedbackFile(tmp_path / "feedback.sqlite")


@pytest.fixture
def visit(browser: Browser, file: FeedbackFile) -> Iterator[Open]:
    with served(FakeEngine, file) as server, visits(browser, server.address) as open_page:
        yield open_page


def wait_for(file: FeedbackFile, fits: Callable[[list[Feedback]], bool]) -> list[Feedback]:
    end = time.monotonic() + 10
    while not fits(kept := file.read()) and time.monotonic() < end:
        time.sleep(0.05)
    return kept


def pressed(page: Page) -> list[str]:
    return page.locator(".rq-thumb[aria-pressed=true]").evaluate_all("all => all.map(e => e.ariaLabel)")


def test_an_answer_is_judged_at_the_keyboard_with_a_word(visit: Open, file: FeedbackFile) -> None:
    page = visit()
    ask(page, "宣莲今年要种到多少亩？")
    group = page.get_by_role("group", name="评价这个回答")
    group.get_by_role("button", name="有帮助", exact=True).focus()
    page.keyboard.press("Enter")
    expect(group.get_by_role("status")).to_contain_text(KEPT)
    assert pressed(page) == ["有帮助"]
    group.get_by_role("textbox", name="补充一句").focus()
    page.keyboard.type("<b>很准</b>=1+1")
    page.keyboard.press("Enter")
    (kept,) = wait_for(file, lambda all_: bool(all_ and all_[0].word))
    assert (kept.verdict, kept.word, kept.question) == ("up", "<b>很准</b>=1+1", "宣莲今年要种到多少亩？")
    assert kept.index_digest == "d" * 64 and kept.status == "answered"
    expect(group.get_by_role("textbox")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.rq-up')"), "the focus is not lost"
    group.get_by_role("button", name="没帮助").click()
    (kept,) = wait_for(file, lambda all_: all_[0].verdict == "down")
    assert pressed(page) == ["没帮助"]


def test_a_refusal_can_be_judged_and_a_failure_cannot(visit: Open, file: FeedbackFile) -> None:
    page = visit()
    ask(page, "镇长叫什么名字？")
    page.locator(".rq-refusal .rq-down").click()
    expect(page.locator(".rq-refusal .rq-said")).to_contain_text(KEPT)
    ask(page, "出个故障")
    assert page.locator(".rq-failure .rq-vote").count() == 0
    assert page.locator(".rq-vote").count() == 1
    expect(page.locator(".rq-refusal .rq-said")).to_contain_text(KEPT)
    assert pressed(page) == ["没帮助"], "a further question leaves the verdict shown"
    (kept,) = file.read()
    assert (kept.status, kept.verdict) == ("refused", "down")


def test_two_people_judge_apart(visit: Open, file: FeedbackFile) -> None:
    for number, thumb in enumerate((".rq-up", ".rq-down"), 1):
        page = visit(PHONE, locale="en-US")
        ask(page, "宣莲今年要种到多少亩？")
        page.locator(thumb).click()
        expect(page.locator(".rq-said")).to_contain_text("thank you")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
        assert len(file.read()) == number


def test_when_the_file_fails_the_answer_stays_and_it_is_said(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    broken = FeedbackFile(tmp_path / "file" / "below")
    with served(FakeEngine, broken) as server, visits(browser, server.address, expected="503") as visit:
        page = visit()
        ask(page, "宣莲今年要种到多少亩？")
        page.locator(".rq-up").click()
        expect(page.locator(".rq-said")).to_contain_text("评价没有记下来，回答不受影响")
        assert pressed(page) == []
        expect(page.locator(".rq-answer strong").first).to_have_text("6600亩")


def test_where_nothing_is_kept_nothing_is_asked(browser: Browser) -> None:
    with served(FakeEngine) as server, visits(browser, server.address) as visit:
        page = visit()
        ask(page, "宣莲今年要种到多少亩？")
        assert page.locator(".rq-vote").count() == 0
