"""A browser for the tests of the page, and what they do with it. Whatever a visit does wrong fails its test."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from web_engine import FakeEngine, served

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BOX = "#rq-question textarea"
DESKTOP, PHONE = (1440, 900), (360, 740)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sentence = (
            "No Chromium here; install it (apt-get install chromium fonts-noto-cjk) to test the page in a browser."
        )
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
    expect.set_options(timeout=20_000)  # a machine may be busy with more than these tests
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visits(browser: Browser, address: str, expected: str = "") -> Iterator[Open]:
    """A function that opens the page as a new visitor; at the end, what the visits did wrong fails the test.

    Failures that hold the words ``expected`` are meant to happen.
    """
    wrongs: list[str] = []
    contexts = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: wrongs.append(f"error: {error}"))
        page.on("console", lambda message: wrongs.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: wrongs.append(f"dialog: {dialog.message}"))
        page.on(
            "response", lambda answer: wrongs.append(f"{answer.status} {answer.url}") if answer.status > 399 else None
        )
        page.on("websocket", lambda socket: wrongs.append(f"socket: {socket.url}"))
        page.on("request", lambda request: wrongs.append(request.url) if not is_local(request.url) else None)

    def open_page(size: tuple[int, int] = DESKTOP, locale: str = "zh-CN", ready: bool = True, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale, **options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        watch(page)
        page.goto(address)
        page.wait_for_selector(".rq-report" if ready else BOX, state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [wrong for wrong in wrongs if not expected or expected not in wrong] == []


def is_local(url: str) -> bool:
    parts = urlparse(url)
    return parts.scheme in ("data", "blob") or parts.hostname == "127.0.0.1"


@pytest.fixture(scope="module")
def engine() -> FakeEngine:
    """The engine behind ``address``."""
    return FakeEngine()


@pytest.fixture(scope="module")
def address(engine: FakeEngine) -> Iterator[str]:
    """A page over ``engine`` alone; a module that wants another has an ``address`` of its own."""
    with served(lambda: engine) as server:
        yield server.address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """A function that opens the page at ``address`` as a new visitor."""
    with visits(browser, address) as open_page:
        yield open_page


def ask(page: Page, question: str) -> None:
    """Ask in the box, and wait until what came of it is on the page and looked after by its script."""
    page.fill(BOX, question)
    page.press(BOX, "Enter")
    expect(page.locator("#rq-chat .rq-question").last).to_have_text(question)
    expect(page.locator("#rq-chat .rq-pending")).to_have_count(0)
    outcome = page.locator("#rq-chat :is(.rq-answer, .rq-refusal, .rq-failure)").last
    expect(outcome).to_have_class(re.compile(r"\brq-seen\b"))


def marked(page: Page, selector: str = "mark") -> str:
    """Return what is marked in the source."""
    return "".join(page.locator(f".rq-text {selector}").all_text_contents())


# The elements whose words stand out too little from their ground.
CONTRAST = """() => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d');
  const rgb = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
                          return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = colour => { const [r, g, b] = rgb(colour).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = element => { while (element && rgb(getComputedStyle(element).backgroundColor)[3] < 250)
      element = element.parentElement; return light(getComputedStyle(element).backgroundColor); };
  const low = [];
  for (const element of document.querySelectorAll('#rq-head *, #rq-talk *, #rq-source *')) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility() || element.closest('.rq-sr, .sr-only')) continue;
    const pair = [light(getComputedStyle(element).color), ground(element)].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < 4.5) low.push(`${element.className} ${element.textContent.slice(0, 12)} ${ratio.toFixed(2)}`);
  }
  return low;
}"""
