"""Invented reports: every question's quote is found where it says, and a wrong one is named."""

import json
from pathlib import Path

import pytest

from app.training.invented import load_invented
from app.training.reports import ReportSampler
from index.errors import InputError

TEXT = "某镇总结\n一、上半年工作\n新造油茶林1260亩，带动就业300人。\n投资90万元修路3公里。"
GOOD = [
    {"q": "油茶种了多少？", "quote": "新造油茶林1260亩", "answer": "1260亩"},
    {"q": "油茶花了多少钱？", "near": "新造油茶林1260亩"},
]


def write(folder: Path, questions: list[dict[str, str]]) -> Path:
    record = {"title": "某镇总结", "text": TEXT, "questions": questions}
    (folder / "a.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    return folder


def test_answers_are_found_in_their_texts(tmp_path: Path) -> None:
    (report,), (answered, near) = load_invented(write(tmp_path, GOOD), first=7)
    assert answered.span is not None and report.text[slice(*answered.span)] == "1260亩"
    assert (answered.report, near.report) == (7, 7)
    assert near.span is None and near.near == "新造油茶林1260亩"


def test_a_near_question_is_trained_on_the_passage_that_almost_answers(tmp_path: Path) -> None:
    examples = ReportSampler(*load_invented(write(tmp_path, GOOD)), seed=1).epoch()
    positive = [e for e in examples if e.kind == "positive" and e.question == GOOD[0]["q"]]
    assert [e.passage[e.start : e.end] for e in positive] == ["1260亩"]
    assert any(e.question == GOOD[1]["q"] and "1260亩" in e.passage and e.start == -1 for e in examples)


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        ({"q": "x", "quote": "没有的话", "answer": "话"}, "exactly once"),
        ({"q": "x", "near": "万元修路4公里"}, "exactly once"),
        ({"q": "x", "near": "年"}, None),
        ({"q": "x", "quote": "新造油茶林1260亩", "answer": "1261亩"}, "not in"),
    ],
)
def test_a_quote_that_is_not_there_is_named(question: dict[str, str], complaint: str | None, tmp_path: Path) -> None:
    folder = write(tmp_path, [question])
    if complaint is None:
        assert len(load_invented(folder)[1]) == 1
        return
    with pytest.raises(InputError, match=complaint):
        load_invented(folder)


def test_the_invented_reports_of_the_project_are_whole() -> None:
    reports, questions = load_invented()
    assert len(questions) > 10 * len(reports) > 0
    for asked in questions:
        text = reports[asked.report].text
        assert asked.near in text if asked.span is None else text[slice(*asked.span)].strip()
