"""Conversations as browsers keep them, the secret they are sealed with, and the record a person saves."""

import html
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from web_engine import FakeEngine, real_report

from app.answer import Answer, Citation, escape_markdown
from app.web.keeping import (
    MAX_KEPT,
    MAX_SHOWN,
    Exchange,
    Interrupted,
    Keeper,
    Outdated,
    Waiting,
    from_record,
    settled,
    to_record,
)
from app.web.render import Failure, copied_text
from app.web.secret import FILE, load_secret
from app.web.source_view import Shelf
from app.web.transcript import inline, to_markdown
from app.web.words import EN, ZH

KEEPER = Keeper(bytes(32))


def shelf_of(engine: FakeEngine) -> Shelf:
    return Shelf(engine.index.reports, engine.index.sections, engine.index.passages)


@pytest.mark.parametrize("question", ["宣莲多少亩？", "镇长是谁？", "报告说了哪些存在的问题？"])
def test_an_answer_comes_back_as_it_was(question: str) -> None:
    engine = FakeEngine()
    shelf = shelf_of(engine)
    exchange = Exchange(question, "", replace(engine.answer(question), timings_ms={}))
    assert from_record(KEEPER.open(KEEPER.seal([to_record(exchange, shelf)]))[0], shelf) == exchange


@pytest.mark.parametrize("outcome", [Failure("坏了"), Waiting(2), Interrupted(), Interrupted(1)])
def test_what_is_no_answer_comes_back_too(outcome: Failure | Waiting | Interrupted) -> None:
    shelf = shelf_of(FakeEngine())
    record = to_record(Exchange("问", "r", outcome), shelf)
    assert from_record(record, shelf) == Exchange("问", "r", outcome)
    assert from_record(settled([record])[0], shelf).outcome == (
        outcome if isinstance(outcome, Failure) else Interrupted()
    )


def test_an_answer_of_a_changed_or_missing_report_is_outdated() -> None:
    engine = FakeEngine()
    record = to_record(Exchange("宣莲", "", engine.answer("宣莲多少亩")), shelf_of(engine))
    changed = replace(real_report(), text=real_report().text.replace("6600", "6601"))
    for shelf in (Shelf({}, (), ()), shelf_of(FakeEngine(changed))):
        assert from_record(record, shelf).outcome == Outdated()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["version", "talk", "seal"]) | st.text(), inner),
)


@given(anything)
def test_what_was_not_sealed_here_is_nothing(kept: object) -> None:
    assert KEEPER.open(kept) == []


def test_a_seal_holds_for_its_text_and_its_secret_alone() -> None:
    kept = KEEPER.seal([{"question": "问", "report": ""}])
    assert len(KEEPER.open(kept)) == 1
    assert Keeper(b"\x01" * 32).open(kept) == []
    assert KEEPER.open(kept | {"talk": kept["talk"].replace("report", "repork")}) == []
    assert KEEPER.open(kept | {"version": 0}) == []
    assert Keeper(b"\x01" * 32).browser_secret != KEEPER.browser_secret != bytes(32).hex()


def test_a_conversation_is_bounded_and_keeps_its_end() -> None:
    records = [{"question": str(number), "report": ""} for number in range(3 * MAX_SHOWN)]
    assert KEEPER.open(KEEPER.seal(records)) == records[-MAX_SHOWN:]
    long = [{"question": "长" * 3000, "report": str(number)} for number in range(MAX_SHOWN)]
    kept = KEEPER.seal(long)
    assert len(kept["talk"]) <= MAX_KEPT
    assert 1 <= len(KEEPER.open(kept)) < MAX_SHOWN and KEEPER.open(kept)[-1] == long[-1]


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "report-qa"
    secret = load_secret(folder)
    assert len(secret) == 32 and load_secret(folder) == secret
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    assert [one.name for one in folder.iterdir()] == [FILE]
    (folder / FILE).write_text("damaged", "utf-8")
    other = load_secret(folder)
    assert other != secret and load_secret(folder) == other
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_used_costs_the_history_not_the_page(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    first, second = load_secret(tmp_path / "file"), load_secret(tmp_path / "file")
    assert len(first) == 32 and first != second
    assert "will not outlast" in caplog.text
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208


nasty = st.text(st.sampled_from(list("#*_`~[]()<>!|\\&;:$\"'=+-.1 \n\r\t甲\u2028\x00")) | st.characters(codec="utf-8"))


def read(markdown: str) -> str:
    """What a person reads of Markdown, HTML allowed."""
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)
    assert not re.search(r"<(?!/?(?:p|h1|h2|em|strong|blockquote|ul|li)>)", rendered), rendered
    return html.unescape(re.sub("<[^>]*>", "", rendered))


@given(nasty)
def test_any_words_are_read_as_they_are_in_the_record(text: str) -> None:
    assert f"“{text}”".replace("\x00", "\ufffd") in read(f"> “{inline(text)}”")


@given(nasty, nasty)
def test_a_record_shows_questions_and_quotes_and_makes_nothing_of_them(question: str, quote: str) -> None:
    citation = Citation("r", quote, (question,), quote, 0, len(quote), 1)
    answer = Answer(
        question, question + "甲", "answered", f"甲{escape_markdown(' '.join(quote.split()))}[1]", (citation,)
    )
    talk = [Exchange(question, "", answer), Exchange(question, "", Failure(quote)), Exchange(question, "", Outdated())]
    shown = read(to_markdown(talk, ZH))
    assert f"“{quote}”".replace("\x00", "\ufffd") in shown
    assert "\n3." in shown and ZH.outdated in shown


def test_what_is_copied_has_every_quote_with_its_place() -> None:
    answer = FakeEngine().answer("宣莲多少亩")
    copied = copied_text(answer, EN)
    for citation in answer.citations:
        assert f"[{citation.n}] “{citation.quote}”" in copied
        assert f"characters {citation.start}–{citation.end}" in copied
    assert "**" not in copied
