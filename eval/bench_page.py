"""How long the page takes in a browser: until something is painted, and what it adds to the answerer's own time.

Needs Chromium and playwright, which are imported only here; without them the rest of the benchmark still runs.
"""

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.questions import Question
from eval.summary import latency
from index.errors import FailureError, MissingExtraError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PER_VISIT = 10
"""Questions of one conversation; after that the page is opened anew."""
_WAIT = 60.0
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_PAINTED = """() => new Promise(done => new PerformanceObserver((list, observer) => {
  for (const entry of list.getEntriesByName('first-contentful-paint')) {
    observer.disconnect();
    done((performance.timeOrigin + entry.startTime) / 1000);
  }
}).observe({type: 'paint', buffered: true}))"""
# From the press on "send" to the frame that shows the outcome, in milliseconds.
_ASK = """async question => {
  const count = () => document.querySelectorAll('#rq-chat :is(.rq-answer, .rq-refusal, .rq-failure)').length;
  const box = document.querySelector('#rq-question textarea');
  box.value = question;
  box.dispatchEvent(new Event('input', {bubbles: true}));
  await new Promise(done => setTimeout(done, 100));
  const before = count();
  const start = performance.now();
  document.querySelector('#rq-send').click();
  while (count() <= before) {
    if (performance.now() - start > 60000) throw new Error('no answer within a minute');
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - start;
}"""


class TimedEngine:
    """Passes everything on to an engine and keeps the seconds of its last answer."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.seconds = 0.0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._engine, name)
        return self._timed(found) if name == "stream" else found  # the page asks an engine that drafts by this

    def _timed(self, stream: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        def said(*positional: Any, **named: Any) -> Iterator[Any]:
            self.seconds, drafts = 0.0, stream(*positional, **named)
            while True:
                start = time.perf_counter()
                try:
                    one = next(drafts)
                except StopIteration:
                    return
                finally:
                    self.seconds += time.perf_counter() - start
                yield one

        return said

    def answer(self, *positional: Any, **named: Any) -> Any:
        """Answer, on the clock."""
        start = time.perf_counter()
        try:
            return self._engine.answer(*positional, **named)
        finally:
            self.seconds = time.perf_counter() - start


def time_page(engine: Any, index: Path, model: str, questions: Sequence[Question], count: int, repeats: int) -> Any:
    """Time the first paint of a server started afresh, and ``count`` questions asked on a page over ``engine``.

    Raises MissingExtraError where there is no browser to measure with.
    """
    serve = [sys.executable, "-m", "app", "serve", "--feedback", "", "--index", str(index), "--embedding-model", model]
    asked = [question.question for question in questions if not question.history]
    with _browser() as browser:
        paints = [first_paint(browser, [*serve, "--port", str(_free_port())]) for _ in range(repeats)]
        return {"first_paint_ms": latency(paints), **time_answers(browser, engine, asked, count)}


def first_paint(browser: "Browser", command: Sequence[str]) -> float:
    """Start a server that prints its address; return the seconds from there to the first paint of its page."""
    page = browser.new_page(locale="zh-CN")  # a visitor's browser is open before
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        listening = time.time()
        address = next((word for word in line.split() if word.startswith("http://")), "")
        if not address:
            raise FailureError(f"The page's server did not start (it said {line.strip()!r}).")
        page.goto(address, wait_until="commit")
        return float(page.evaluate(_PAINTED)) - listening
    finally:
        page.close()
        process.terminate()
        process.communicate(timeout=_WAIT)


def time_answers(browser: "Browser", engine: Any, questions: Sequence[str], count: int) -> dict[str, Any]:
    """Ask ``count`` questions on a page over ``engine``; return the time to the screen and what the page adds to it."""
    timed = TimedEngine(engine)
    on_screen: list[float] = []
    added: list[float] = []
    with _served(timed) as address:
        page: Page | None = None
        for number in range(count):
            if page is None or number % PER_VISIT == 0:
                page = _visit(browser, address, page)
            seconds = page.evaluate(_ASK, questions[number % len(questions)]) / 1000
            on_screen.append(seconds)
            added.append(seconds - timed.seconds)
    return {"count": count, "on_screen_ms": latency(on_screen), "added_ms": latency(added)}


def page_rows(figures: dict[str, Any]) -> list[list[str]]:
    """Return the figures of ``time_page`` as rows of a table: what, median, 95th percentile."""
    names = {
        "first_paint_ms": "server listens to first paint",
        "on_screen_ms": "question to answer on the screen",
        "added_ms": "of which the page, not the answerer",
    }
    return [[name, *(f"{figures[key][rank]:.1f}" for rank in ("p50", "p95"))] for key, name in names.items()]


def _visit(browser: "Browser", address: str, before: "Page | None") -> "Page":
    if before is not None:
        before.context.close()
    page = browser.new_context(locale="zh-CN").new_page()
    page.goto(address)
    page.wait_for_selector(".rq-report", state="attached", timeout=1000 * _WAIT)
    page.wait_for_selector(".rq-example", state="attached", timeout=1000 * _WAIT)
    return page


@contextmanager
def _browser() -> "Iterator[Browser]":
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        raise MissingExtraError("The page is not timed: that needs Chromium, and playwright from the extra dev.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        try:
            with one_sentence():
                yield browser
        finally:
            browser.close()


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn what playwright says, a page long, into a FailureError of one sentence."""
    from playwright.sync_api import Error

    try:
        yield
    except Error as error:
        raise FailureError(f"The page could not be timed ({error.message.splitlines()[0]}).") from error


@contextmanager
def _served(engine: Any) -> Iterator[str]:
    from app.web.server import PageServer

    up = threading.Event()
    server = PageServer(lambda: engine, port=0, announce=lambda address: up.set())
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        if not up.wait(_WAIT):
            raise FailureError("The page did not come up.")
        yield server.address
    finally:
        server.stop()
        thread.join(_WAIT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
