"""``python -m eval``: exit codes, one line for each error, and the parts of the benchmark that need no clock."""

import json
from pathlib import Path
from typing import Any

import pytest
from eval_helpers import (
    REPORTS,
    SENTENCES,
    SmallEngine,
    make_answer,
    make_citation,
    make_question,
    make_unanswerable,
    to_line,
    write_lines,
)

from eval.__main__ import main, parse_floors
from eval.bench import WARM_UP, print_bench, ratio, stages_of, time_questions
from index.errors import IndexMissingError, InputError

LINES = (
    to_line(make_question(id="R1", question="甲？")),
    to_line(make_question(id="W1", question="乙？", gold=[["3项"]], evidence=[SENTENCES[1]])),
    to_line(make_unanswerable(id="U1", question="丙？")),
)
RIGHT = make_answer("4225.26万元[1]", make_citation(0), question="甲？")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "set.jsonl", *LINES)


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments], lambda index, model: SmallEngine({"甲？": RIGHT}))


def test_run_prints_the_tables_and_writes_the_files(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "out"
    assert run("run", "--questions", questions, "--out", out, "--baselines") == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("## set: 3 questions, 2 answerable\n")
    assert "dense-top1" in printed.out
    assert printed.err == ""
    records = [json.loads(line) for line in (out / "results.jsonl").read_text("utf-8").splitlines()]
    assert [(record["id"], record["right"]) for record in records] == [("R1", True), ("W1", False), ("U1", True)]
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    assert summary["sets"]["set"]["systems"]["report-qa"]["accuracy"] == 0.5
    assert list(summary["questions_sha256"]) == [str(questions)]
    # "as the program refuses": one answer of three, and that is right.
    assert "stage by stage" in printed.out
    assert summary["sets"]["set"]["coverage_risk"]["operating"]["risk"] == 0.0
    assert {"ablation.jsonl", "coverage_risk.svg"} <= {path.name for path in out.iterdir()}


def test_failures_prints_what_was_wrong(questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("run", "--questions", questions, "--out", tmp_path / "out")
    capsys.readouterr()
    assert run("failures", tmp_path / "out") == 0
    text = capsys.readouterr().out
    assert text.startswith("W1  factoid/result/zh  refused\n  question: 乙？\n")
    assert text.endswith("1 of 3 wrong\n")


def test_floors_met_and_missed(questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("run", "--questions", questions, "--min", "accuracy=0.5", "REFUSAL=1", "--min", "hit@5=1") == 0
    assert capsys.readouterr().err == ""
    out = tmp_path / "out"
    assert run("run", "--questions", questions, "--min", "accuracy=0.51", "mrr=1", "answered=0.1", "--out", out) == 1
    printed = capsys.readouterr()
    assert printed.err == (
        "Error: set: accuracy is 0.5000, below the floor of 0.51; set: mrr is 0.7500, below the floor of 1.\n"
    )
    assert "accuracy, answerable %" in printed.out
    assert (out / "results.jsonl").exists()


def test_everything_wrong_with_the_floors_is_said_at_once_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = ["acuracy=0.9", "hit@7=1", "refusal=75", "verbatim", "mrr=nan"]
    assert run("run", "--questions", tmp_path / "absent.jsonl", "--min", *floors) == 2
    err = capsys.readouterr().err
    assert err.startswith("Error: --min: unknown metrics 'acuracy', 'hit@7' (known: accuracy, ")
    for text in ("'refusal=75'", "'verbatim'", "'mrr=nan'"):
        assert f"{text} needs a value between 0 and 1" in err
    assert err.count("\n") == 1


def test_floors_are_read_as_shares() -> None:
    assert parse_floors(["accuracy=0.75", "nDCG@10=1", "verbatim=0"]) == [
        ("accuracy", 0.75),
        ("ndcg@10", 1.0),
        ("verbatim", 0.0),
    ]
    with pytest.raises(InputError):
        parse_floors(["accuracy=-0.1"])


def test_a_broken_line_is_told_the_rest_runs_and_the_exit_code_is_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = to_line(make_question(id="L1", evidence=["不在报告里"]))
    path = write_lines(tmp_path / "set.jsonl", LINES[0], '{"id": ', LINES[2], lost)
    assert run("run", "--questions", path, "--out", tmp_path / "out") == 2
    printed = capsys.readouterr()
    first, second, last = printed.err.splitlines()
    assert first.startswith(f"{path}:2: not valid JSON")
    assert second.startswith(f"{path}:4: evidence 1 ('不在报告里') is not in")
    assert last == "Error: 2 questions could not be run, as said above; mend the lines."
    assert "2 questions, 1 answerable" in printed.out
    assert len((tmp_path / "out" / "results.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_set_about_a_report_that_is_not_indexed_is_skipped_without_an_error(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    far = write_lines(tmp_path / "far.jsonl", to_line(make_question(id="F1"), report="far"))
    assert run("run", "--questions", questions, far) == 0
    printed = capsys.readouterr()
    assert printed.err == "far: 1 question is about the report 'far', which the index does not hold; skipped.\n"
    assert "## far" not in printed.out
    assert run("run", "--questions", far) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"Error: No question to run in {far}")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["walk"],
        ["run"],
        ["run", "--questions"],
        ["run", "--questions", "a.jsonl", "--floors", "x"],
        ["bench", "--count", "0"],
        ["failures"],
    ],
)
def test_usage_errors_are_one_line_and_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2
    printed = capsys.readouterr()
    assert printed.err.startswith("Error: ")
    assert "--help" in printed.err
    assert printed.err.count("\n") == 1


def test_input_errors_are_one_line_and_exit_code_2(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(index: Path, model: str) -> SmallEngine:
        raise IndexMissingError(f"{index}: no index there; build it.")

    assert run("run", "--questions", tmp_path / "absent.jsonl") == 2
    assert run("failures", tmp_path) == 2
    assert run("run", "--questions", questions, "--out", questions) == 2
    assert main(["run", "--questions", str(questions), "--index", "nowhere"], missing) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 4
    assert all(line.startswith("Error: ") for line in lines)
    assert lines[3] == "Error: nowhere: no index there; build it."


def test_the_index_and_the_model_are_those_named(questions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Path, str]] = []

    def opener(index: Path, model: str) -> SmallEngine:
        opened.append((index, model))
        return SmallEngine()

    main(["run", "--questions", str(questions), "--index", "a", "--embedding-model", "b"], opener)
    monkeypatch.setenv("REPORT_QA_INDEX", "from-environment")
    main(["run", "--questions", str(questions)], opener)
    assert opened[0] == (Path("a"), "b")
    assert opened[1][0] == Path("from-environment")


def test_questions_are_timed_in_turns_with_as_many_bare_embeddings_and_readings() -> None:
    engine = SmallEngine()
    asked = [make_question(id=str(n), question=f"问题{n}？") for n in range(3)]
    figures = time_questions(engine, asked, 7)
    assert figures["count"] == 7
    assert len(engine.asked) == len(engine.index.embeddings.embedded) == 7 + WARM_UP
    assert [question for question, _, _ in engine.asked[WARM_UP:]] == [f"问题{n % 3}？" for n in range(7)]
    assert engine.index.embeddings.embedded == [question for question, _, _ in engine.asked]
    assert engine.finder.read_for == [question for question, _, _ in engine.asked]
    assert {f"{name}_{rank}" for name in ("ratio", "reading_ratio") for rank in ("p50", "p95")} <= set(figures)
    assert engine.asked[0][2] == "small" and "small" in REPORTS


def test_stages_and_ratios_by_hand() -> None:
    stamps = [("interpreter", 100.25), ("imports", 101.0), ("first answer", 101.5)]
    assert stages_of(100.0, stamps) == {"interpreter": 0.25, "imports": 0.75, "first answer": 0.5}
    assert ratio(3.0, 2.0) == 1.5
    assert ratio(3.0, 0.0) == 0.0


def test_the_benchmark_tables_show_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    figures: dict[str, Any] = {
        "questions": {
            "count": 200,
            "answer_ms": {"p50": 12.0, "p95": 24.0},
            "embed_ms": {"p50": 10.0, "p95": 16.0},
            "read_ms": {"p50": 8.0, "p95": 9.6},
            "ratio_p50": 1.2,
            "ratio_p95": 1.5,
            "reading_ratio_p50": 1.6,
            "reading_ratio_p95": 2.5,
        },
        "build": {"repeats": 3, "passages": 99, "build_s": 1.5, "embed_s": 1.25, "ratio": 1.2},
        "start": {
            "repeats": 3,
            "total_s": 4.5,
            "stages_s": {"interpreter": 0.5, "imports": 4.0},
            "peak_memory_mib": 612.4,
        },
        "resident_memory_mib": 650.4,
        "peak_memory_mib": 700.6,
        "reader": {
            "questions": 100,
            "read_ms": {"int8": {"p50": 50.0, "p95": 60.0}, "float32": {"p50": 100.0, "p95": 125.0}},
            "ratio_p50": 0.5,
            "disk_mib": {"int8": 23.2, "float32": 91.4},
            "exact": {"int8": 0.61, "float32": 0.62},
            "holds": {"int8": 0.9, "float32": 0.92},
            "different": 0.08,
            "lost": 3,
            "gained": 1,
        },
    }
    print_bench(figures)
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in capsys.readouterr().out.splitlines()]
    for row in [
        ["one question (200 timed)", "p50, ms", "p95, ms"],
        ["question to answer", "12.0", "24.0"],
        ["bare reading of its passages", "8.0", "9.6"],
        ["ratio to the embedding", "1.20", "1.50"],
        ["ratio to the reading", "1.60", "2.50"],
        ["index of 99 passages", "seconds"],
        ["build, everything", "1.500"],
        ["imports", "4.000"],
        ["total", "4.500"],
        ["process that answers one question, peak", "612"],
        ["after these questions, resident", "650"],
        ["this benchmark, index build included, peak", "701"],
        ["reader (100 questions)", "int8, ONNX", "float32, torch"],
        ["passages of one question p95, ms", "60.0", "125.0"],
        ["on disk, MiB", "23.2", "91.4"],
        ["an accepted form is in what it marks %", "90.0", "92.0"],
        ["marks other words than float32 does %", "8.0", ""],
        ["… loses, gains an accepted form", "3, 1", ""],
    ]:
        assert row in lines
