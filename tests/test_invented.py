"""Invented reports: every question's quote is found where it says, and a wrong one is named."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.invented import load_invented
from app.training.reports import ReportSampler, interleaved
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
        ({"q": "x", "quote": "新造油茶林1260亩", "answer": "1261亩"}, "mend the answer"),
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


MARKED = """# 某镇总结
## 一、上半年工作 > （一）产业
新造油茶林1260亩，比去年多造260亩，带动就业300人。
? 茶油树多栽了多大一片 => 多造[260亩]
? 带出来多少个饭碗 => 带动就业[300人]
x 一亩地出多少油
## 一、上半年工作 > （二）道路
投资90万元修路3公里。
? 路修了多远 => 3公里
"""


def marked(folder: Path, text: str) -> Path:
    (folder / "a.txt").write_text(text, "utf-8")
    return folder


def test_questions_below_their_paragraphs_are_taken_out_of_the_text(tmp_path: Path) -> None:
    (report,), questions = load_invented(marked(tmp_path, MARKED))
    assert report.title == "某镇总结"
    assert report.text.splitlines() == [
        "某镇总结",
        "一、上半年工作",
        "（一）产业",
        "新造油茶林1260亩，比去年多造260亩，带动就业300人。",
        "（二）道路",
        "投资90万元修路3公里。",
    ]
    answered = {q.question: report.text[slice(*q.span)] for q in questions if q.span}
    assert answered == {"茶油树多栽了多大一片": "260亩", "带出来多少个饭碗": "300人", "路修了多远": "3公里"}
    assert [(q.question, q.near) for q in questions if not q.span] == [
        ("一亩地出多少油", "新造油茶林1260亩，比去年多造260亩，带动就业300人。")
    ]


def test_several_marked_reports_stand_in_one_file(tmp_path: Path) -> None:
    reports, questions = load_invented(marked(tmp_path, MARKED + MARKED.replace("某镇", "某县")), first=3)
    assert [report.title for report in reports] == ["某镇总结", "某县总结"]
    assert {q.report for q in questions} == {3, 4}


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("60亩", None),  # twice in the paragraph
        ("比去年多造2[60亩]", "60亩"),
        ("1[260亩]，比去年", "260亩"),
        ("360亩", None),
        ("[360亩]", None),
    ],
)
def test_a_marked_answer_must_be_in_its_paragraph_once(answer: str, found: str | None, tmp_path: Path) -> None:
    folder = marked(tmp_path, MARKED.replace("=> 多造[260亩]", f"=> {answer}"))
    if found is None:
        with pytest.raises(InputError, match="not once"):
            load_invented(folder)
        return
    (report,), questions = load_invented(folder)
    span = questions[0].span
    assert span is not None and report.text[slice(*span)] == found


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True))
def test_interleaved_rankings_keep_every_number_once_and_both_orders(first: list[int], second: list[int]) -> None:
    both = interleaved(first, second)
    assert sorted(both) == sorted(set(first) | set(second))
    assert both[:1] == (first or second)[:1]
    for one, other in ((first, second), (second, first)):
        alone = [n for n in one if n not in other]
        assert [n for n in both if n in alone] == alone


def test_negatives_are_found_by_meaning_too(tmp_path: Path) -> None:
    """A passage without a character of the question is a negative once the vectors say that it is near."""
    text = (
        "# 某镇总结\n"
        + "".join(f"第{n}件事办了{n}次，" + "很好" * n + "。\n" for n in range(2, 30))
        + "新修水渠5条。\n"
    )
    folder = marked(tmp_path, text + "? 水沟挖了几道 => 5条\n第99件事投资6万元。\nx 花销多大\n")
    near = np.array([1.0, 0.0])

    def embed(texts: list[str]) -> np.ndarray:
        return np.array(
            [near if t in ("花销多大", "第7件事办了7次，" + "很好" * 7 + "。") else near[::-1] for t in texts]
        )

    sampler = ReportSampler(*load_invented(folder), seed=1, embed=embed)
    drawn = {e.passage for _ in range(20) for e in sampler.epoch() if e.question == "花销多大" and e.kind == "near"}
    assert any(passage.startswith("第7件事") for passage in drawn)
