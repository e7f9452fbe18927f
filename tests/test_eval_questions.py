"""Question sets: what a line must hold, how a broken one is told, where evidence stands."""

import json
from pathlib import Path

import pytest
from eval_helpers import REPORTS, SENTENCES, TEXT, make_question, make_unanswerable, to_line, write_lines
from hypothesis import given
from hypothesis import strategies as st

from app.answer import Turn
from eval.evidence import Judged, Span, find_all, judge, overlaps, supports
from eval.questions import Question, load_questions
from index.catalog import load_reports
from index.errors import QuestionError
from index.records import Report

ROOT = Path(__file__).parents[1]
GOOD = make_question()


def test_every_field_of_a_line_is_read(tmp_path: Path) -> None:
    line = {
        "id": "D7",
        "question": "微的那种呢",
        "type": "followup",
        "kind": "result",
        "lang": "zh",
        "report": "small",
        "history": [{"role": "user", "content": "几个网格？"}, {"role": "assistant", "content": "37个。"}],
        "gold": [["116个", "116"], ["微网格"]],
        "evidence": ["116个微网格", [3, 9]],
        "forbid": ["37个"],
        "note": "terse",
    }
    path = write_lines(tmp_path / "dev.jsonl", json.dumps(line))
    questions, problems = load_questions([path])
    assert problems == []
    assert questions == [
        Question(
            id="D7",
            question="微的那种呢",
            type="followup",
            kind="result",
            lang="zh",
            gold=(("116个", "116"), ("微网格",)),
            evidence=("116个微网格", (3, 9)),
            report="small",
            history=(Turn("user", "几个网格？"), Turn("assistant", "37个。")),
            forbid=("37个",),
            note="terse",
            set="dev",
            where=f"{path}:1",
        )
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "B1", "question": ', "not valid JSON"),
        ("[1, 2]", "not a JSON object"),
        ("[" * 100_000, "not valid JSON"),
        ('{"id": "B1", "question": "多少？", "type": "factoid"}', "lacks kind, lang"),
        (to_line(GOOD, id=""), "id must be a non-empty string"),
        (to_line(GOOD, question=5), "question must be a non-empty string"),
        (to_line(GOOD, type="essay"), "unknown type 'essay'"),
        (to_line(GOOD, type=["factoid"]), "unknown type ['factoid']"),
        (to_line(GOOD, kind="reslut"), "unknown kind 'reslut'"),
        (to_line(GOOD, lang="fr"), "unknown lang 'fr'"),
        (to_line(GOOD, gold=[]), "a factoid question needs gold"),
        (to_line(GOOD, gold=None), "a factoid question needs gold"),
        ('{"id": "B1", "question": "多少？", "type": "list", "kind": "result", "lang": "zh"}', "a list question needs"),
        (to_line(GOOD, gold=["4225.26万元"]), "a gold item must be a non-empty list of strings"),
        (to_line(GOOD, gold=[[]]), "a gold item must be a non-empty list of strings"),
        (to_line(GOOD, gold=[["4225", "**[1] "]]), "normalisation leaves nothing"),
        (to_line(GOOD, forbid=[""]), "normalisation leaves nothing"),
        (to_line(GOOD, evidence=[[5, 5]]), "neither a verbatim string nor a pair"),
        (to_line(GOOD, evidence=[[True, 5]]), "neither a verbatim string nor a pair"),
        (to_line(GOOD, evidence="实现"), "evidence must be a list"),
        (to_line(GOOD, evidence=[[0, 5]], report=None), "needs the report"),
        (to_line(GOOD, type="followup"), "history is missing"),
        (to_line(GOOD, history=[{"role": "system", "content": "x"}]), "a turn of history needs a role"),
        (to_line(GOOD, type="unanswerable"), "neither gold nor evidence"),
    ],
)
def test_a_broken_line_is_named_with_its_number_while_the_rest_is_kept(tmp_path: Path, line: str, said: str) -> None:
    last = to_line(make_unanswerable(id="Q3"))
    path = write_lines(tmp_path / "set.jsonl", to_line(make_question(id="Q2")), line, last)
    questions, problems = load_questions([path])
    assert [question.id for question in questions] == ["Q2", "Q3"]
    assert [problem.where for problem in problems] == [f"{path}:2"]
    assert said in problems[0].what
    assert str(problems[0]) == f"{path}:2: {problems[0].what}"


def test_a_byte_order_mark_blank_lines_and_a_missing_last_line_feed_are_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + f"\r\n{to_line(GOOD)}\r\n \n{to_line(make_question(id='Q2'))}".encode())
    questions, problems = load_questions([path])
    assert [question.where for question in questions] == [f"{path}:2", f"{path}:4"]
    assert problems == []


def test_an_unanswerable_question_may_leave_out_what_it_has_none_of(tmp_path: Path) -> None:
    line = {"id": "U1", "question": "镇长是谁？", "type": "unanswerable", "kind": "none", "lang": "zh"}
    questions, problems = load_questions([write_lines(tmp_path / "set.jsonl", json.dumps(line))])
    assert problems == []
    assert (questions[0].gold, questions[0].evidence, questions[0].report) == ((), (), None)


def test_a_line_that_is_not_utf8_is_one_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(to_line(GOOD).encode("gb18030") + b"\n" + to_line(GOOD).encode() + b"\n")
    questions, problems = load_questions([path])
    assert [question.id for question in questions] == ["Q1"]
    assert problems[0].where.endswith(":1")
    assert "not UTF-8" in problems[0].what


def test_an_id_is_used_once_over_all_files(tmp_path: Path) -> None:
    one = write_lines(tmp_path / "one.jsonl", to_line(GOOD))
    two = write_lines(tmp_path / "two.jsonl", to_line(make_question(id="Q9")), to_line(GOOD))
    questions, problems = load_questions([one, two, one])
    assert [(question.id, question.set) for question in questions] == [("Q1", "one"), ("Q9", "two")]
    assert [str(problem) for problem in problems] == [f"{two}:2: the id 'Q1' is already used at {one}:1"]


def test_two_files_of_one_name_are_two_sets(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = write_lines(tmp_path / "a" / "set.jsonl", to_line(GOOD))
    two = write_lines(tmp_path / "b" / "set.jsonl", to_line(make_question(id="Q2")))
    questions, _ = load_questions([one, two])
    assert [question.set for question in questions] == [str(one), str(two)]


@pytest.mark.parametrize("name", ["absent.jsonl", "."])
def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(QuestionError, match="cannot be read"):
        load_questions([tmp_path / name])


def test_evidence_is_found_at_all_its_places() -> None:
    report = Report("r", "r.txt", "", "甲乙甲乙甲。乙甲", "")
    assert list(find_all("甲乙甲", report)) == [Span("r", 0, 3), Span("r", 2, 5)]
    question = make_question(report="r", evidence=("乙甲", (5, 8)))
    judged, problems, skipped = judge([question], {"r": report})
    assert (problems, skipped) == ([], [])
    found = (Span("r", 1, 3), Span("r", 3, 5), Span("r", 6, 8))
    assert judged == [Judged(question, (found, (Span("r", 5, 8),)))]


def test_without_a_report_evidence_is_looked_for_in_all() -> None:
    other = Report("other", "o.txt", "", "前言。" + TEXT, "")
    judged, _, _ = judge([make_question(report=None)], {**REPORTS, "other": other})
    length = len(SENTENCES[0])
    assert judged[0].evidence == ((Span("small", 0, length), Span("other", 3, 3 + length)),)


@pytest.mark.parametrize("item", ["不在报告里的话", (0, len(TEXT) + 1)])
def test_evidence_that_is_not_in_the_report_is_a_problem_of_its_line(item: str | tuple[int, int]) -> None:
    wrong = make_question(evidence=(SENTENCES[0], item), where="set.jsonl:7")
    judged, problems, _ = judge([wrong, make_question(id="Q2")], REPORTS)
    assert [one.question.id for one in judged] == ["Q2"]
    assert str(problems[0]).startswith("set.jsonl:7: evidence 2 ")


def test_questions_about_a_report_that_is_not_indexed_are_skipped_with_one_sentence() -> None:
    absent = [make_question(id=f"A{n}", report="absent", set="far") for n in range(3)]
    judged, problems, skipped = judge([*absent, make_question()], REPORTS)
    assert [one.question.id for one in judged] == ["Q1"]
    assert problems == []
    assert skipped == ["far: 3 questions are about the report 'absent', which the index does not hold; skipped."]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 10), (5, 25), True),  # 5 shared, exactly half of 10
        ((0, 10), (6, 26), False),  # 4 of 10
        ((0, 100), (40, 44), True),  # a short one inside a long one
        ((0, 10), (10, 20), False),  # neighbours
        ((0, 3), (2, 5), False),  # 1 of 3
        ((0, 1), (0, 1), True),
    ],
)
def test_overlap_by_hand(one: tuple[int, int], other: tuple[int, int], expected: bool) -> None:
    assert overlaps(Span("r", *one), Span("r", *other)) is expected
    assert overlaps(Span("r", *other), Span("r", *one)) is expected
    assert not overlaps(Span("r", *one), Span("another report", *other))


spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span("r", pair[0], pair[0] + pair[1]))


@given(spans, spans)
def test_overlap_agrees_with_counting_the_shared_characters(one: Span, other: Span) -> None:
    first, second = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert overlaps(one, other) == (len(first & second) >= min(len(first), len(second)) / 2)


@given(st.integers(1, 29), spans)
def test_of_the_two_halves_of_a_cut_one_always_supports(cut: int, evidence: Span) -> None:
    left, right = Span("r", 0, max(cut, 1)), Span("r", max(cut, 1), 60)
    assert supports(left, [(evidence,)]) or supports(right, [(evidence,)])


def test_the_sets_of_the_repository_are_sound() -> None:
    paths = sorted((ROOT / "eval" / "questions").glob("liucheng-2024h1.*.jsonl"))
    assert len(paths) == 8
    questions, problems = load_questions(paths)
    reports = {report.id: report for report in load_reports(ROOT / "docs_src")}
    judged, unlocated, skipped = judge(questions, reports)
    assert (problems, unlocated, skipped) == ([], [], [])
    for test in (True, False):  # the development questions are in several files
        ours = [one.question for one in judged if one.question.set.endswith("test") is test]
        assert len(ours) >= 120
        assert len({question.type for question in ours}) == 8
        assert sum(question.type == "unanswerable" for question in ours) >= 0.1 * len(ours)
        assert sum(not question.answerable for question in ours) >= 0.15 * len(ours)
