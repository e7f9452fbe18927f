"""A browser for the tests of the page. Whatever a visit does wrong fails its test."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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
