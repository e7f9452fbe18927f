"""Feedback as draft questions: what becomes of a thumb, and that the evaluation can read every draft."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from eval_helpers import SmallEngine
from hypothesis import given
from hypothesis import strategies as st
from test_feedback import make_feedback
from web_engine import REPORT_ID, FakeEngine, real_report

from app.answer import Answer
from app.feedback import Feedback, FeedbackFile
from eval.__main__ import main
from eval.evidence import judge
from eval.feedback import make_drafts
from eval.metrics import is_right
from eval.questions import load_questions

ENGINE = FakeEngine()


def feedback_on(answer: Answer, vote: int = 0, **changes: Any) -> Feedback:
    made = Feedback.on(
        answer, vote=f"{vote:032x}", at=f"2026-01-01T00:00:{vote:02}+00:00", verdict="up", word="", report="",
        index_digest="d" * 64,
    )  # fmt: skip
    return replace(made, **changes)


def write(path: Path, *feedback: Feedback) -> Path:
    for one in feedback:
        FeedbackFile(path).add(one)
    return path


def export(source: Path, target: Path) -> int:
    return main(["feedback", "--feedback", str(source), "--export", str(target)], lambda index, model: SmallEngine())


def test_exported_drafts_are_read_by_the_evaluation_and_their_answers_are_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["宣莲今年要种到多少亩？", "上半年财政总收入是多少？", "报告说了哪些存在的问题？", "镇长叫什么名字？"]
    answers = [ENGINE.answer(question) for question in asked]
    source = write(tmp_path / "f.sqlite", *(feedback_on(one, number) for number, one in enumerate(answers)))
    assert export(source, tmp_path / "drafts.jsonl") == 0
    assert capsys.readouterr().out == (
        f"{tmp_path / 'drafts.jsonl'}: 4 drafts, 3 of them with gold; check each before it counts.\n"
    )
    questions, problems = load_questions([tmp_path / "drafts.jsonl"])
    items, unlocated, skipped = judge(questions, {REPORT_ID: real_report()})
    assert (problems, unlocated, skipped) == ([], [], [])
    assert [item.question.question for item in items] == asked
    assert all(is_right(question, answer) for question, answer in zip(questions, answers, strict=True))
    assert [question.type for question in questions] == ["list", "list", "list", "unanswerable"]
    assert [question.kind for question in questions] == ["target", "result", "problem", "none"]
    assert questions[0].gold == (("6600亩",), ("600亩",)) and questions[0].report == REPORT_ID
    assert questions[0].evidence == tuple(citation.quote for citation in answers[0].citations)
    assert all(question.draft for question in questions)


def test_a_thumb_down_gives_a_question_to_complete() -> None:
    answer = replace(ENGINE.answer("宣莲今年要种到多少亩？"), question="那宣莲呢")
    (draft,) = make_drafts([feedback_on(answer, verdict="down", word="问的是上半年", report=REPORT_ID)])
    assert (draft["type"], draft["kind"], draft["gold"], draft["evidence"]) == ("unanswerable", "none", [], [])
    assert draft["question"] == "宣莲今年要种到多少亩？" and draft["report"] == REPORT_ID
    for words in ("draft from feedback (0 👍, 1 👎)", "set type, kind, gold and evidence", "asked as: 那宣莲呢"):
        assert words in draft["note"]
    assert "a person said: 问的是上半年" in draft["note"] and "answered: 今年宣莲种植规模要达到 6600亩" in draft["note"]


def test_one_figure_is_a_factoid_and_people_who_disagree_leave_it_open() -> None:
    answer = ENGINE.answer("吸引了多少游客人次？")
    (draft,) = make_drafts([feedback_on(answer, 1), feedback_on(answer, 2)])
    assert (draft["type"], draft["gold"]) == ("factoid", [["15万余人次"]])
    (open_,) = make_drafts([feedback_on(answer, 1), feedback_on(answer, 2, verdict="down")])
    assert open_["gold"] == [] and "(1 👍, 1 👎)" in open_["note"]
    assert open_["id"] == draft["id"], "the same question keeps its id"


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(words.filter(str.strip), words, words, st.sampled_from(["answered", "refused"]), st.sampled_from(["up", "down"]))
def test_whatever_was_said_the_drafts_can_be_read(
    question: str, answer: str, word: str, status: Any, verdict: Any
) -> None:
    one = make_feedback(question=question, standalone_question=question, answer=f"**{answer}**", word=word)
    drafts = make_drafts([replace(one, status=status, verdict=verdict), replace(one, vote="x", answer="")])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drafts.jsonl"
        path.write_text("".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts), "utf-8")
        questions, problems = load_questions([path])
    assert problems == [] and [found.question for found in questions] == [question]


def test_unchecked_drafts_are_told_when_they_are_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "f.sqlite", feedback_on(ENGINE.answer("镇长叫什么名字？")))
    export(source, tmp_path / "drafts.jsonl")
    assert main(["run", "--questions", str(tmp_path / "drafts.jsonl")], lambda index, model: SmallEngine()) == 0
    assert "1 of 1 questions are drafts that nobody has checked" in capsys.readouterr().err


def test_what_cannot_be_exported_is_one_line_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path / "f.sqlite", feedback_on(ENGINE.answer("镇长叫什么名字？")))
    (tmp_path / "text").write_text("x" * 9000)
    (tmp_path / "done.jsonl").write_text("completed by hand")
    assert export(tmp_path / "absent", tmp_path / "drafts") == 2
    assert export(tmp_path / "text", tmp_path / "drafts") == 2
    assert export(tmp_path, tmp_path / "drafts") == 2
    assert export(source, tmp_path / "done.jsonl") == 2
    assert export(source, tmp_path / "nowhere" / "drafts") == 2
    assert main(["feedback", "--feedback", "", "--export", "x"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 6 and all(line.startswith("Error: ") for line in lines)
    assert (tmp_path / "done.jsonl").read_text() == "completed by hand" and not (tmp_path / "drafts").exists()


def test_the_file_is_the_one_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "f.sqlite", feedback_on(ENGINE.answer("镇长叫什么名字？")))
    monkeypatch.setenv("REPORT_QA_FEEDBACK", str(source))
    assert main(["feedback", "--export", str(tmp_path / "drafts")]) == 0
