"""The page for everybody: axe-core finds nothing serious, the keyboard reaches everything, motion stops when asked."""

import json
import re
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_helpers import BOX, DESKTOP, PHONE, Open, ask
from playwright.sync_api import Page, expect
from web_engine import FakeEngine, hostile_report, real_report, served

from app.feedback import FeedbackFile
from app.web.shell import STATIC

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    feedback = FeedbackFile(tmp_path_factory.mktemp("feedback") / "feedback.sqlite")
    with served(lambda: FakeEngine(real_report(), hostile_report()), feedback) as server:
        yield server.address


def violations(page: Page) -> list[str]:
    """What axe-core finds, one line each; the run itself must have looked at something."""
    page.wait_for_timeout(300)  # past the transitions, in which colours are between two
    found = Axe().run(page).response
    assert len(found["passes"]) > 20
    return [
        f"{one['impact']} {one['id']}: {[node['target'] for node in one['nodes']][:5]}" for one in found["violations"]
    ]


@SCHEMES
@SIZES
def test_axe_finds_no_violation(visit: Open, size: tuple[int, int], scheme: str) -> None:
    page = visit(size, color_scheme=scheme)
    page.wait_for_selector(".rq-example")
    assert violations(page) == [], "the empty page"
    for question in ("宣莲今年要种到多少亩？", "报告说了哪些存在的问题？", "镇长叫什么名字？", "出个故障"):
        ask(page, question)
    page.locator(".rq-down").first.click()
    page.locator(".rq-answer-text .rq-chip").first.focus()
    assert violations(page) == [], "after answers, with a verdict and a preview"
    if size == PHONE:
        page.locator(".rq-open").click()
        assert violations(page) == [], "the open drawer"
    page.locator(".rq-outline:visible summary").click()
    assert violations(page) == [], "the outline"
    page.get_by_role("tab", name="目标与成果").click()
    assert violations(page) == [], "the board"


FOCUSED = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  return {
    name: element.id || element.className.split?.(' ')[0] || element.tagName,
    within: element.closest('#rq-head, #rq-chat, #rq-examples, #rq-ask, #rq-source')?.id ?? '',
    marked: outlined && style.outlineColor !== 'rgba(0, 0, 0, 0)',
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    label: element.ariaLabel || element.textContent.trim() || element.labels?.[0]?.textContent || element.placeholder,
  };
}"""


def test_the_keyboard_reaches_everything_in_the_order_of_the_page_and_shows_where_it_is(visit: Open) -> None:
    page = visit()
    ask(page, "宣莲今年要种到多少亩？")
    page.locator("#rq-head h1").click()
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        page.wait_for_timeout(20)
        stops.append(page.evaluate(FOCUSED))
        if stops[-1]["within"] == "" and len(stops) > 1:
            break
    visited = [stop for stop in stops if stop["within"]]
    assert [stop for stop in visited if not (stop["marked"] and stop["seen"] and stop["label"])] == []
    parts = list(dict.fromkeys(stop["within"] for stop in visited))
    assert parts == ["rq-head", "rq-chat", "rq-examples", "rq-ask", "rq-source"]
    names = [stop["name"] for stop in visited]
    for name in ("rq-theme", "rq-chip", "rq-thumb", "rq-send", "rq-clear", "rq-view-source"):
        assert name in names
    assert names.index("rq-chip") < names.index("rq-thumb") < names.index("rq-send") < names.index("rq-view-source")


def test_the_board_is_worked_by_keyboard(visit: Open) -> None:
    page = visit()
    page.get_by_role("tab", name="报告原文").focus()
    page.keyboard.press("ArrowRight")
    board = page.locator(".rq-figures:visible")
    board.get_by_role("searchbox").focus()
    page.keyboard.type("600亩")
    expect(board.locator("tbody tr:visible")).to_have_count(3)
    board.get_by_role("columnheader", name="数值").get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(board.get_by_role("columnheader", name="数值")).to_have_attribute("aria-sort", "ascending")
    board.locator("tbody tr:visible .rq-chip").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".rq-text mark.rq-strong")).to_be_in_viewport()


# What an English page shows in Chinese that is not the report's, a question's or an answer's own words.
CHINESE = """() => {
  const quoted = '.rq-text, .rq-title, .rq-outline nav, .rq-facts dd, .rq-question, .rq-standalone button, .rq-quote, '
    + '.rq-path, .rq-clause, .rq-table tbody td:not(.rq-col-kind), .rq-by-theme option, .rq-subject a, .rq-answer-text, '
    + '.rq-choose option, .rq-tab, #rq-report, .rq-copied, #rq-tip, .rq-panel > .rq-sr, script, style';
  const odd = text => /[\\u3000-\\u9fff\\uff00-\\uffef]/.test(text.replace(/“[^”]*”/g, ''));
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (odd(node.data) && !node.parentElement.closest(quoted)) found.push(node.data);
  }
  for (const element of document.querySelectorAll('body *')) {
    if (element.matches('.rq-chip, .rq-col-theme') || element.closest('#rq-report')) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'data-said', 'data-words']) {
      if (odd(element.getAttribute(name) ?? '')) found.push(`${name}: ${element.getAttribute(name)}`);
    }
  }
  return found;
}"""


@SIZES
def test_an_english_page_is_english_but_for_quotes(visit: Open, size: tuple[int, int]) -> None:
    assert visit(size).evaluate(CHINESE), "a Chinese page is not"
    page = visit(size, locale="en-US")
    expect(page.locator(".rq-example")).to_have_count(4)
    assert page.evaluate(CHINESE) == []
    for question in (
        "宣莲今年要种到多少亩？",
        "那下半年呢？",
        "报告说了哪些存在的问题？",
        "镇长叫什么名字？",
        "出个故障",
    ):
        ask(page, question)
    page.locator(".rq-down").first.click()
    expect(page.locator(".rq-said").first).not_to_be_empty()
    page.fill(BOX, "柳" * 600)
    page.press(BOX, "Enter")
    expect(page.locator(".rq-note")).to_contain_text("too long (600 characters)")
    page.locator(".rq-edit").first.click()
    expect(page.locator("#rq-editing")).to_be_visible()
    page.locator(".rq-answer-text .rq-chip").first.click()
    assert page.evaluate(CHINESE) == []
    page.get_by_role("tab", name="Targets & results").click()
    assert page.evaluate(CHINESE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]


MOVING = """() => [...document.querySelectorAll('*')].filter(element => {
  const style = getComputedStyle(element);
  const seconds = text => Math.max(...text.split(',').map(parseFloat));
  return style.animationName !== 'none' || seconds(style.transitionDuration) > 0;
}).map(element => `${element.tagName}.${element.className}`)"""


def test_nothing_moves_where_less_motion_is_wanted(visit: Open) -> None:
    page = visit(reduced_motion="no-preference")
    assert page.evaluate(MOVING), "there is something to stop"
    page = visit(reduced_motion="reduce")
    ask(page, "宣莲今年要种到多少亩？")
    assert page.evaluate(MOVING) == []
    page.locator(".rq-answer-text .rq-chip").nth(1).click()
    expect(page.locator(".rq-text mark").first).to_be_in_viewport()


def test_the_fonts_are_those_of_the_machine(visit: Open) -> None:
    page = visit()
    assert page.evaluate("[...document.fonts].length") == 0, "no web font is declared"
    stack = page.eval_on_selector(BOX, "e => getComputedStyle(e).fontFamily")
    assert {"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC"} <= {one.strip('" ') for one in stack.split(",")}
    styles = "".join(path.read_text("utf-8") for path in STATIC.glob("*.css"))
    assert not re.search(r"@font-face|@import|url\(", styles)


def test_the_page_can_be_installed_under_its_name_and_icon(visit: Open, address: str) -> None:
    page = visit()
    link = page.evaluate("document.querySelector('link[rel=manifest]').href")
    assert link.startswith(address)
    with urlopen(link) as reply:
        manifest = json.load(reply)
    assert manifest["name"] == "柳城问答 · Report QA" and manifest["display"] == "standalone"
    (icon,) = manifest["icons"]
    with urlopen(address + icon["src"]) as reply:
        assert (
            reply.headers["content-type"].startswith("image/svg") and reply.read() == (STATIC / "icon.svg").read_bytes()
        )
    start = page.evaluate(f"new URL({json.dumps(manifest['start_url'])}, {json.dumps(link)}).href")
    assert start == address + "/"
