"""Feedback: what the file keeps, what cannot be kept, and what the page's route takes."""

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import fields, replace
from http.client import HTTPConnection
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from gradio_client import Client
from hypothesis import given
from hypothesis import strategies as st
from web_engine import REPORT_ID, FakeEngine, served

from app.__main__ import make_parser as app_parser
from app.feedback import Feedback, FeedbackFile
from app.web.desk import Desk
from app.web.voting import MAX_BALLOTS, MAX_WORD, Ballots, ballot_name, vote_words
from eval.__main__ import make_parser as eval_parser
from index.errors import FeedbackError, QuestionError

VOTE = "0123456789abcdef" * 2
ANSWER = FakeEngine().answer("宣莲今年要种到多少亩？")
texts = st.text(st.characters(exclude_categories=["Cs"]))


def make_feedback(**changes: Any) -> Feedback:
    made = Feedback.on(
        ANSWER, vote=VOTE, at="2026-01-02T03:04:05+00:00", verdict="up", word="", report="", index_digest="d" * 64
    )
    return replace(made, **changes)


def cast(given_answer: Any = ANSWER, /, **changes: Any) -> dict[str, Any]:
    return {"answer": ballot_name(given_answer), "vote": VOTE, "verdict": "up", "word": ""} | changes


@pytest.fixture
def file(tmp_path: Path) -> FeedbackFile:
    return FeedbackFile(tmp_path / "new" / "特 别#?.sqlite")


def test_what_is_kept_is_read_back_with_the_citations_of_the_answer(file: FeedbackFile) -> None:
    file.add(make_feedback())
    (kept,) = file.read()
    assert kept == make_feedback()
    assert kept.answer == ANSWER.text and kept.question == ANSWER.question and kept.mode == "extractive"
    assert [one["quote"] for one in kept.citations] == [one.quote for one in ANSWER.citations]
    assert oct(file.path.stat().st_mode & 0o777) == "0o600"


@given(texts, texts, texts)
def test_any_text_is_read_back_as_it_was(question: str, word: str, answer: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = FeedbackFile(Path(folder) / "f")
        wanted = make_feedback(question=question, word=word, answer=answer)
        file.add(wanted)
        assert file.read() == [wanted]


def test_a_change_of_mind_replaces_the_verdict_and_others_stay(file: FeedbackFile) -> None:
    file.add(make_feedback(vote="a" * 32, at="2026-01-01T00:00:00+00:00"))
    file.add(make_feedback())
    file.add(make_feedback(verdict="down", word="不对"))
    assert [(one.vote[0], one.verdict, one.word) for one in file.read()] == [("a", "up", ""), ("0", "down", "不对")]


def test_nothing_kept_tells_who_or_from_where(file: FeedbackFile) -> None:
    names = {field.name for field in fields(Feedback)}
    assert names == {
        *("vote", "at", "verdict", "word", "question", "standalone_question", "report", "status", "answer"),
        *("citations", "mode", "index_digest"),
    }


def test_writers_at_once_lose_nothing(file: FeedbackFile) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: file.add(make_feedback(vote=f"{n:032x}")), range(40)))
    assert len(file.read()) == 40
    with sqlite3.connect(file.path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_new_file_that_another_writer_holds_is_waited_for(file: FeedbackFile) -> None:
    file.path.parent.mkdir(parents=True)
    other = sqlite3.connect(file.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")  # what SQLite does not wait for by itself when the journal is switched
    release = Timer(0.2, other.rollback)
    release.start()
    file.add(make_feedback())
    release.join()
    other.close()
    assert len(file.read()) == 1


def test_a_new_file_that_is_never_let_go_is_one_sentence(file: FeedbackFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.feedback._WAIT", 0.05)
    file.path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(file.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FeedbackError, match="locked"):
            file.add(make_feedback())
    file.add(make_feedback())


def broken_files(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    (folder / "text").write_text("no database at all, but long enough to be looked at" * 40)
    yield folder / "text"
    with sqlite3.connect(folder / "other") as connection:
        connection.execute("CREATE TABLE mine (x)")
    yield folder / "other"
    FeedbackFile(folder / "newer").prepare()
    with sqlite3.connect(folder / "newer") as connection:
        connection.execute("PRAGMA user_version = 2")
    yield folder / "newer"
    (folder / "folder").mkdir()
    yield folder / "folder"
    yield folder / "text" / "below a file"


def test_a_file_that_is_none_of_ours_is_one_sentence_and_stays_as_it_is(tmp_path: Path) -> None:
    for path in broken_files(tmp_path / "broken"):
        before = path.read_bytes() if path.is_file() else b""
        for call in (
            FeedbackFile(path).read,
            FeedbackFile(path).prepare,
            lambda p=path: FeedbackFile(p).add(make_feedback()),
        ):
            with pytest.raises(FeedbackError) as caught:
                call()
            assert str(path) in str(caught.value) and "\n" not in str(caught.value)
        assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_damaged_record_is_one_sentence(file: FeedbackFile) -> None:
    file.add(make_feedback())
    for wrong in ("no json", "7", "[7]"):
        with sqlite3.connect(file.path) as connection:
            connection.execute("UPDATE feedback SET citations = ?", (wrong,))
        with pytest.raises(FeedbackError, match="cannot be read as feedback"):
            file.read()


def test_a_missing_file_is_told_and_not_made(file: FeedbackFile) -> None:
    with pytest.raises(FeedbackError, match="no feedback file"):
        file.read()
    assert not file.path.parent.exists()


def test_only_answers_that_were_given_can_be_judged(file: FeedbackFile) -> None:
    ballots = Ballots(file)
    with pytest.raises(QuestionError, match="已不在服务器上"):
        ballots.cast(cast())
    ballots.offer(ANSWER, REPORT_ID, "e" * 64)
    ballots.cast(cast(word=" 很准\ud800 "))
    (kept,) = file.read()
    assert (kept.report, kept.index_digest, kept.word) == (REPORT_ID, "e" * 64, "很准\ufffd")
    assert kept.at.endswith("+00:00")


def test_old_answers_make_room_for_new_ones(file: FeedbackFile) -> None:
    ballots = Ballots(file)
    for number in range(MAX_BALLOTS + 1):
        ballots.offer(replace(ANSWER, question=str(number)), None, "")
    with pytest.raises(QuestionError):
        ballots.cast(cast(replace(ANSWER, question="0")))
    ballots.cast(cast(replace(ANSWER, question="1")))


@pytest.mark.parametrize(
    "wrong",
    [
        *(None, 7, [], "x", {}),
        *(cast(vote="short"), cast(vote=VOTE.upper()), cast(vote=7), cast(verdict="maybe"), cast(verdict=None)),
        *(cast(word=7), cast(word="字" * (MAX_WORD + 1)), cast(answer=["x"]), cast(answer="nowhere")),
    ],
)
def test_what_is_no_verdict_is_told_in_a_sentence(file: FeedbackFile, wrong: Any) -> None:
    ballots = Ballots(file)
    ballots.offer(ANSWER, None, "")
    with pytest.raises(QuestionError):
        ballots.cast(wrong)
    assert not file.path.exists()


def test_a_ballot_names_what_was_said_and_not_how_fast() -> None:
    assert ballot_name(ANSWER) == ballot_name(replace(ANSWER, timings_ms={"total": 99.0}))
    assert ballot_name(ANSWER) != ballot_name(replace(ANSWER, text="别的"))


def test_without_a_file_nothing_is_offered() -> None:
    desk = Desk(FakeEngine)
    desk.start()
    answer = desk.ask("财政总收入是多少")
    assert not desk.ballots.open
    with pytest.raises(QuestionError):
        desk.ballots.cast(cast(answer))


def post(port: int, body: bytes, kind: str = "application/json") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/feedback", body, {"content-type": kind})
    response = connection.getresponse()
    told = response.read().decode()
    connection.close()
    return response.status, json.loads(told)["sentence"] if told else ""


def test_the_route_keeps_a_verdict_and_turns_the_rest_away(tmp_path: Path) -> None:
    file = FeedbackFile(tmp_path / "feedback.sqlite")
    with served(FakeEngine, file) as server:
        answer = Client(server.address, verbose=False).predict("宣莲今年要种到多少亩？", api_name="/ask")
        assert answer["status"] == "answered"
        assert post(server.port, json.dumps(cast()).encode()) == (204, "")
        for body in (b"", b"{", b"[" * 9000, b"\xff", json.dumps(cast(word="字" * 9000)).encode(), b"null"):
            status, sentence = post(server.port, body)
            assert status == 400 and sentence and "\n" not in sentence
        status, sentence = post(server.port, json.dumps(cast()).encode(), "text/plain")
        assert status == 415 and "JSON" in sentence, "what another site's page could send"
    assert [one.verdict for one in file.read()] == ["up"]


def test_a_file_that_cannot_be_written_costs_the_feedback_and_not_the_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    with served(FakeEngine, FeedbackFile(tmp_path / "file" / "feedback.sqlite")) as server:
        assert "Answers are given all the same" in caplog.text, "told at the start"
        answer = Client(server.address, verbose=False).predict("宣莲今年要种到多少亩？", api_name="/ask")
        assert answer["status"] == "answered"
        caplog.clear()
        status, sentence = post(server.port, json.dumps(cast()).encode())
        assert status == 503 and "评价没有记下来，回答不受影响" in sentence and str(tmp_path) not in sentence
        assert "feedback cannot be kept there" in caplog.text


def test_without_feedback_there_is_no_route() -> None:
    with served(FakeEngine) as server:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("POST", "/feedback", b"{}", {"content-type": "application/json"})
        assert connection.getresponse().status in (404, 405)
        connection.close()


def test_the_thumbs_words_are_in_both_languages() -> None:
    words = vote_words()
    assert words["zh"].keys() == words["en"].keys() and all(text for table in words.values() for text in table.values())


def test_where_feedback_goes_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(*arguments: str) -> list[str]:
        return [
            app_parser().parse_args(["serve", *arguments]).feedback,
            eval_parser().parse_args(["feedback", "--export", "x", *arguments]).feedback,
        ]

    monkeypatch.delenv("REPORT_QA_FEEDBACK", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert told() == ["/state/report-qa/feedback.sqlite"] * 2
    monkeypatch.setenv("XDG_STATE_HOME", "not absolute")
    monkeypatch.setenv("HOME", "/home/someone")
    assert told() == ["/home/someone/.local/state/report-qa/feedback.sqlite"] * 2
    monkeypatch.setenv("REPORT_QA_FEEDBACK", "named.sqlite")
    assert told() == ["named.sqlite"] * 2
    assert told("--feedback", "") == ["", ""]
