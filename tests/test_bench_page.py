"""The browser part of the benchmark: it measures a page, and without a browser the rest still runs."""

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from web_engine import FakeEngine

from eval.bench import print_bench
from eval.bench_page import PER_VISIT, TimedEngine, first_paint, one_sentence, page_rows, time_answers, time_page
from index.errors import FailureError, MissingExtraError

ROOT = Path(__file__).parent.parent
SERVER = """
import sys
sys.path[:0] = [%r, %r]
from web_engine import FakeEngine
from app.web.server import serve
serve(FakeEngine, port=0)
"""


def test_every_question_is_asked_on_the_page_and_timed(browser: Browser) -> None:
    engine = FakeEngine()
    questions = ["上半年财政总收入是多少？", "镇长叫什么名字？", "出个故障"]
    figures = time_answers(browser, engine, questions, PER_VISIT + 1)
    assert figures["count"] == PER_VISIT + 1
    asked = [question for question, _, _ in engine.asked]
    assert asked == (questions * 4)[: PER_VISIT + 1]
    assert engine.asked[0][1] == engine.asked[PER_VISIT][1] == [], "a new visit has no conversation"
    assert 0 < figures["added_ms"]["p50"] <= figures["on_screen_ms"]["p50"]


def test_the_first_paint_comes_after_the_server_listens(browser: Browser) -> None:
    program = SERVER % (str(ROOT), str(ROOT / "tests"))
    assert first_paint(browser, [sys.executable, "-c", program]) > 0
    with pytest.raises(FailureError, match="did not start"):
        first_paint(browser, [sys.executable, "-c", "print('no')"])


def test_an_engine_on_the_clock_answers_as_it_does_without() -> None:
    engine = FakeEngine()
    timed = TimedEngine(engine)
    assert timed.answer("财政总收入是多少？") == engine.answer("财政总收入是多少？")
    assert timed.seconds > 0 and timed.index is engine.index
    with pytest.raises(ZeroDivisionError):
        timed.answer("让程序崩溃")


def test_an_engine_that_drafts_is_on_the_clock_too(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])

    class Drafting(FakeEngine):
        def stream(self, question: str) -> Iterator[str]:
            now[0] += 1
            yield question
            now[0] += 2
            yield "答案"

    timed = TimedEngine(Drafting())
    said = []
    for one in timed.stream("问题"):
        said.append(one)
        now[0] += 100  # what the page does meanwhile is not the engine's
    assert said == ["问题", "答案"]
    assert timed.seconds == 3
    assert not hasattr(TimedEngine(FakeEngine()), "stream")


def test_without_a_browser_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(MissingExtraError, match="Chromium"):
        time_page(FakeEngine(), Path("nowhere"), "none", [], 1, 1)


def test_a_page_that_fails_in_the_browser_is_one_sentence(browser: Browser) -> None:
    with pytest.raises(FailureError, match="could not be timed") as caught, one_sentence():
        browser.new_page().goto("http://127.0.0.1:1/")
    assert "\n" not in str(caught.value)


def test_the_figures_of_the_page_are_rows_of_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    pair = {"p50": 12.34, "p95": 56.78}
    page = {"count": 5, "first_paint_ms": pair, "on_screen_ms": pair, "added_ms": {"p50": 1.0, "p95": 2.0}}
    assert page_rows(page)[2] == ["of which the page, not the answerer", "1.0", "2.0"]
    asked = {"count": 1, "answer_ms": pair, "embed_ms": pair, "read_ms": pair}
    asked |= {f"{ratio}_{rank}": 1.0 for ratio in ("ratio", "reading_ratio") for rank in pair}
    build = {"passages": 1, "build_s": 1.0, "embed_s": 1.0, "ratio": 1.0}
    start = {"stages_s": {}, "total_s": 1.0, "peak_memory_mib": 1.0}
    memory = {"resident_memory_mib": 1.0, "peak_memory_mib": 1.0}
    print_bench({"questions": asked, "build": build, "start": start, "page": page, **memory})
    assert "page in a browser (5 questions)" in capsys.readouterr().out
