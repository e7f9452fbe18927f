"""What the page is before Gradio's scripts have run, and that the chat stays at its last answer."""

import gzip
import re
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest
from browser_helpers import BOX, DESKTOP, PHONE, Open, ask
from playwright.sync_api import Browser, Locator, Page, Route, expect
from web_engine import FakeEngine, served

from app.feedback import FeedbackFile
from app.web.shell import dress

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture(scope="module")
def address(engine: FakeEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    feedback = FeedbackFile(tmp_path_factory.mktemp("feedback") / "feedback.sqlite")
    with served(lambda: engine, feedback) as server:
        yield server.address


def get(address: str, **headers: str) -> tuple[dict[str, str], bytes]:
    request = Request(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    with urlopen(request) as reply:
        return {name.lower(): value for name, value in reply.headers.items()}, reply.read()


@pytest.mark.parametrize(
    ("asked", "lang", "word"),
    [("zh-CN,zh", "zh-CN", "请在浏览器里打开"), ("en-US,en", "en", "please turn it on"), ("", "zh-CN", "正在打开")],
)
def test_the_document_speaks_the_visitors_language_and_none_of_gradios(
    address: str, asked: str, lang: str, word: str
) -> None:
    headers, body = get(address, Accept_Language=asked)
    page = body.decode("utf-8")
    assert int(headers["content-length"]) == len(body) and "accept-language" in headers["vary"]
    assert re.search(r"<html\s[^>]*lang=\"([^\"]*)\"", page)[1] == lang  # type: ignore[index]
    assert word in page.partition("<gradio-app")[0].partition("<body")[2]
    assert page.count('id="rq-shell"') == page.count("window.reportQA = {") == page.count('id="rq-style"') == 1
    assert not re.search(r'"(?:og|twitter):', page) and "githubusercontent" not in page
    assert page.index('id="rq-shell"') < page.index('rel="stylesheet"'), "painted without waiting for a style sheet"
    assert "description" in page and "window.gradio_config" in page


def test_documents_travel_compressed_and_say_the_same(address: str) -> None:
    headers, packed = get(address, Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    _, plain = get(address)
    assert len(packed) < len(plain) / 3
    assert gzip.decompress(packed).count(b"rq-shell") == plain.count(b"rq-shell")


def test_only_the_document_is_dressed(address: str) -> None:
    for path in ("/theme.css", "/manifest.json", "/gradio_api/app_id"):
        _, body = get(address + path)
        assert body and b"rq-shell" not in body


def test_a_document_that_is_not_known_is_passed_on() -> None:
    assert "<p>x</p>" in dress("<p>x</p>", "zh", False)
    assert dress("<html><head></head><body><p>x</p></body></html>", "en", True).count("<p>x</p>") == 1


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_painted_before_gradios_scripts_and_gives_way_to_them(
    browser: Browser, address: str, size: tuple[int, int], scheme: str
) -> None:
    held: list[Route] = []
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    page.route(re.compile(r"/assets/.*\.js"), lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    shell = page.locator("#rq-shell")
    expect(shell).to_contain_text("想知道报告里说了什么")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    assert held and page.locator("#rq-head").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    assert page.evaluate("document.body.classList.contains('dark')") == (scheme == "dark")
    while held:
        held.pop(0).continue_()
    page.unroute_all()
    expect(page.locator(BOX)).to_be_visible()
    expect(shell).to_have_count(0)
    expect(page.locator("h1")).to_have_text("柳城问答")
    looks = "e => getComputedStyle(e).borderTopWidth + getComputedStyle(e).borderTopStyle"
    assert page.locator(".rq-head").evaluate(looks) == "3pxsolid", "our styles come after Gradio's"
    context.close()


def wholly_seen(page: Page, part: Locator) -> bool:
    box, pane = part.bounding_box(), page.locator("#rq-chat [role=log]").bounding_box()
    assert box is not None and pane is not None
    return pane["y"] <= box["y"] + 1 and box["y"] + box["height"] <= pane["y"] + pane["height"] + 1


@SIZES
def test_the_last_answer_is_seen_with_all_its_buttons_when_suggestions_have_come(
    visit: Open, size: tuple[int, int]
) -> None:
    page = visit(size)
    for question in ("宣莲今年要种到多少亩？", "上半年财政总收入是多少？", "吸引了多少游客人次？"):
        ask(page, question)
        expect(page.locator(".rq-next .rq-example").first).to_be_visible()
        page.wait_for_timeout(200)
        last = page.locator(".message-row").last
        for button in (".rq-copy", ".rq-retry", ".rq-up", ".rq-down"):
            assert wholly_seen(page, last.locator(button)), button
        expect(page.locator(".rq-retry:visible")).to_have_count(1)


def test_a_long_answer_is_seen_from_its_question_on(visit: Open) -> None:
    page = visit(PHONE)
    ask(page, "吸引了多少游客人次？")
    ask(page, "报告说了哪些存在的问题？")
    page.wait_for_timeout(500)
    assert not wholly_seen(page, page.locator(".rq-answer").last), "it is longer than the screen"
    assert wholly_seen(page, page.locator(".rq-question").last)


def test_whoever_has_scrolled_up_is_left_there(visit: Open) -> None:
    page = visit()
    for question in ("报告说了哪些存在的问题？", "宣莲今年要种到多少亩？", "上半年财政总收入是多少？"):
        ask(page, question)
    expect(page.locator(".rq-next .rq-example").first).to_be_visible()
    page.wait_for_timeout(300)
    page.locator("#rq-chat [role=log]").hover()
    page.mouse.wheel(0, -3000)
    page.wait_for_function("document.querySelector('#rq-chat [role=log]').scrollTop === 0")
    page.set_viewport_size({"width": 1300, "height": 800})
    page.wait_for_timeout(300)
    assert wholly_seen(page, page.locator(".rq-question").first)
    ask(page, "吸引了多少游客人次？")
    page.wait_for_timeout(300)
    assert wholly_seen(page, page.locator(".rq-question").last), "a new question is followed again"


@SIZES
def test_a_word_on_an_answer_has_room_to_be_typed(visit: Open, size: tuple[int, int]) -> None:
    page = visit(size)
    ask(page, "宣莲今年要种到多少亩？")
    page.locator(".rq-up").click()
    field = page.locator(".rq-vote-word input")
    expect(field).to_be_in_viewport(ratio=1)
    box = field.bounding_box()
    assert box is not None and box["width"] > 120
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
