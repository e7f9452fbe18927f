"""A run over a small world: crashes, refusals, means worked by hand, files that survive."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from eval_helpers import (
    PASSAGES,
    REPORTS,
    SENTENCES,
    SmallEngine,
    make_answer,
    make_citation,
    make_judged,
    make_question,
    make_refusal,
    make_unanswerable,
)

from app.answer import Answer, Turn
from eval.baselines import (
    CHUNK,
    DENSE_TOP1,
    OVERLAP,
    TUTORIAL,
    TutorialAnswerer,
    cut_chunks,
    make_systems,
)
from eval.experiment import MAIN_RANKER, MAIN_SYSTEM, Experiment, Ranked, Ranker, ask, run_experiment
from eval.metrics import DEPTH, RANKING_MEASURES
from eval.questions import Question
from eval.results import format_failures, prepare_folder, read_results, write_atomically, write_results
from eval.summary import (
    DENSE,
    FUSION,
    LEXICAL,
    fusion_gain,
    latency,
    missed_floors,
    summarize,
    summarize_answers,
    summarize_ranking,
)
from eval.tables import print_summary
from index.errors import InputError, UnknownReportError
from index.records import Passage, Report

RIGHT = make_answer("**4225.26万元**[1]", make_citation(0))
QUESTIONS = [
    make_question(id="right", question="甲？"),
    make_question(id="half cited", question="乙？", kind="target"),
    make_question(id="refused", question="丙？"),
    make_question(id="crashed", question="丁？", type="list"),
    make_unanswerable(id="kept quiet", question="戊？"),
    make_unanswerable(id="made up", question="己？", lang="en"),
    make_unanswerable(id="crashed too", question="庚？"),
]
ANSWERS: dict[str, Answer | Exception] = {
    "甲？": RIGHT,
    "乙？": make_answer("4225.26万元[1][2]", make_citation(1), make_citation(0, 2)),
    "丁？": ValueError("boom"),
    "己？": make_answer("五百万[1]", make_citation(2)),
    "庚？": UnknownReportError("no such report"),
}


def run_small(
    questions: list[Question] | None = None, engine: SmallEngine | None = None, baselines: bool = False
) -> Experiment:
    engine = engine or SmallEngine(ANSWERS)
    systems, rankers = make_systems(engine, baselines)
    items = [make_judged(question) for question in questions or QUESTIONS]
    return run_experiment(items, systems, rankers, REPORTS)


def test_a_crash_is_failed_and_never_refused() -> None:
    outcome = ask(SmallEngine(ANSWERS), make_judged(QUESTIONS[3]), REPORTS)
    assert outcome.status == "failed"
    assert outcome.error == "ValueError: boom"
    assert outcome.answer is None
    assert (outcome.right, outcome.precision, outcome.recall, outcome.verbatim) == (False, 0.0, 0.0, ())
    unanswerable = ask(SmallEngine(ANSWERS), make_judged(QUESTIONS[6]), REPORTS)
    assert (unanswerable.status, unanswerable.right) == ("failed", False)


def test_only_exceptions_are_failures() -> None:
    class Interrupted(SmallEngine):
        def answer(self, question: str, history: object = (), report: str | None = None) -> Answer:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(Interrupted(), make_judged(QUESTIONS[0]), REPORTS)


def test_the_answerer_is_asked_with_history_and_report() -> None:
    engine = SmallEngine()
    turns = (Turn("user", "财政总收入多少？"), Turn("assistant", "4225.26万元。"))
    ask(engine, make_judged(make_question(type="followup", question="税收呢？", history=turns)), REPORTS)
    assert engine.asked == [("税收呢？", turns, "small")]


def test_figures_by_hand() -> None:
    figures = summarize_answers(run_small().outcomes[MAIN_SYSTEM])
    assert (figures["questions"], figures["answerable"], figures["failed"]) == (7, 4, 2)
    assert figures["accuracy"] == 2 / 4
    assert figures["accuracy_all"] == 3 / 7
    assert figures["gold_found"] == 2 / 4
    assert figures["citation_precision"] == pytest.approx((1 + 0.5 + 0) / 3)  # the refused one has none to judge
    assert figures["citation_recall"] == pytest.approx((1 + 1 + 0 + 0) / 4)
    assert (figures["citations"], figures["verbatim"]) == (4, 1.0)
    assert figures["refusal"] == pytest.approx(1 / 3)
    assert figures["answered"] == 2 / 4
    assert figures["wrong_refusals"] == 1 / 4
    assert figures["by"]["type"] == {
        "factoid": {"questions": 3, "accuracy": pytest.approx(2 / 3)},
        "list": {"questions": 1, "accuracy": 0.0},
        "unanswerable": {"questions": 3, "accuracy": pytest.approx(1 / 3)},
    }
    assert figures["by"]["lang"] == {
        "en": {"questions": 1, "accuracy": 0.0},
        "zh": {"questions": 6, "accuracy": pytest.approx(0.5)},
    }
    assert figures["by"]["kind"]["target"] == {"questions": 1, "accuracy": 1.0}


def test_too_long_an_answer_has_the_gold_and_is_wrong() -> None:
    engine = SmallEngine({"甲？": make_answer("4225.26万元" + "。" * 240, make_citation(0))})
    figures = summarize_answers(run_small(QUESTIONS[:1], engine).outcomes[MAIN_SYSTEM])
    assert (figures["accuracy"], figures["gold_found"]) == (0.0, 1.0)


def test_a_figure_without_a_question_is_none() -> None:
    figures = summarize_answers(run_small(QUESTIONS[4:5]).outcomes[MAIN_SYSTEM])
    assert figures["refusal"] == 1.0
    for name in ("accuracy", "gold_found", "citation_precision", "citation_recall", "verbatim", "answered"):
        assert figures[name] is None


def test_a_citation_that_is_not_verbatim_is_counted() -> None:
    crooked = make_answer("4225.26万元", make_citation(0))
    wrong = [make_citation(1), make_citation(2)]
    object.__setattr__(wrong[0], "quote", "获得市级荣誉九项。")
    object.__setattr__(crooked, "citations", (*crooked.citations, *wrong))
    figures = summarize_answers(run_small(QUESTIONS[:1], SmallEngine({"甲？": crooked})).outcomes[MAIN_SYSTEM])
    assert figures["verbatim"] == pytest.approx(2 / 3)


def test_retrieval_is_measured_with_the_stand_alone_question_and_depth_ten() -> None:
    engine = SmallEngine({"那税收呢？": make_answer("4225.26万元", standalone="税收多少？")}, fused=[1, 0, 2, 3])
    crashed = make_question(id="C", question="丁？")
    engine.answers["丁？"] = ValueError("boom")
    experiment = run_small([make_question(question="那税收呢？"), crashed, make_unanswerable(id="U")], engine)
    assert set(engine.retriever.asked) == {"税收多少？", "丁？"}  # nothing to find for the unanswerable one
    assert [ranked.figures for ranked in experiment.rankings[DENSE]][2] is None
    row = summarize_ranking(experiment.rankings[MAIN_RANKER])
    assert (row["questions"], row["hit@1"], row["hit@3"], row["mrr"]) == (2, 0.0, 1.0, 0.5)
    assert summarize_ranking(experiment.rankings[DENSE])["hit@1"] == 1.0
    assert summarize_ranking(experiment.rankings[LEXICAL])["mrr"] == 0.25


def test_a_search_that_returns_too_much_is_cut_and_one_that_crashes_scores_zero() -> None:
    items = [make_judged(make_question(evidence=(SENTENCES[0],)))]
    many = [Passage(row, "small", 9_000 + row, 9_001 + row, "句", (), row) for row in range(4, 4 + DEPTH)]

    def crash(question: str, report: str | None, k: int) -> list[Passage]:
        raise RuntimeError("no index")

    rankers = {
        "greedy": Ranker(lambda question, report, k: [*many, PASSAGES[0]], [*PASSAGES, *many]),
        "crashing": Ranker(crash, PASSAGES),
    }
    rankings = run_experiment(items, {MAIN_SYSTEM: SmallEngine()}, rankers, REPORTS).rankings
    zeros = dict.fromkeys(RANKING_MEASURES, 0.0)
    assert rankings["greedy"] == [Ranked(items[0], zeros)]
    assert rankings["crashing"] == [Ranked(items[0], zeros, "RuntimeError: no index")]
    assert summarize_ranking(rankings["crashing"])["failed"] == 1


def test_fusion_gain_is_over_the_better_part_of_each_figure() -> None:
    retrieval = {
        DENSE: {"questions": 4, **dict.fromkeys(RANKING_MEASURES, 0.5), "mrr": 0.75},
        LEXICAL: {"questions": 4, **dict.fromkeys(RANKING_MEASURES, 0.625)},
        FUSION: {"questions": 4, **dict.fromkeys(RANKING_MEASURES, 0.75), "hit@1": 0.5},
    }
    gain = fusion_gain(retrieval)
    assert (gain["hit@1"], gain["hit@3"], gain["mrr"]) == (-0.125, 0.125, 0.0)
    assert fusion_gain({DENSE: retrieval[DENSE]}) == {}


def test_sets_are_summarised_apart() -> None:
    questions = [make_question(id="a", question="甲？", set="dev"), make_question(id="b", question="丙？", set="test")]
    summary = summarize(run_small(questions))
    assert [(name, row["systems"][MAIN_SYSTEM]["accuracy"]) for name, row in summary.items()] == [
        ("dev", 1.0),
        ("test", 0.0),
    ]
    assert summary["dev"]["retrieval"][FUSION]["questions"] == 1


def test_floors_name_the_set_the_figure_and_what_is_missing() -> None:
    summary = summarize(run_small(QUESTIONS[:4]))
    assert missed_floors(summary, [("accuracy", 0.5), ("hit@1", 1.0), ("verbatim", 1.0)]) == []
    assert missed_floors(summary, [("accuracy", 0.75), ("hit@1", 1.0), ("refusal", 0.0)]) == [
        "small: accuracy is 0.5000, below the floor of 0.75",
        "small: no question measures refusal, for which 0 is the floor",
    ]


def test_latency_by_hand() -> None:
    assert latency([n / 1000 for n in range(101)]) == {"p50": 50.0, "p95": 95.0}
    assert latency([]) == {"p50": 0.0, "p95": 0.0}


def test_the_tables_show_every_system_group_and_ranker(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(summarize(run_small(baselines=True)))
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in capsys.readouterr().out.splitlines()]
    rows = {line[0]: line[1:] for line in lines if line}
    assert rows["answers"] == [MAIN_SYSTEM, DENSE_TOP1, TUTORIAL]
    assert rows["accuracy, answerable %"][0] == "50.0"
    assert rows["refusal of unanswerable %"] == ["33.3", "0.0", "0.0"]
    assert rows["type: unanswerable"] == ["3", "33.3", "0.0", "0.0"]
    assert rows["failed"] == ["2", "0", "0"]
    assert rows[DENSE][:2] == ["100.0", "100.0"]
    assert rows["fusion − best part"][0] == "+0.0"


def test_results_come_back_as_they_were_written(tmp_path: Path) -> None:
    experiment = run_small(baselines=True)
    summary = summarize(experiment)
    write_results(tmp_path, experiment, {"sets": summary})
    records = read_results(tmp_path)
    assert [(record["id"], record["status"], record["right"]) for record in records] == [
        ("right", "answered", True),
        ("half cited", "answered", True),
        ("refused", "refused", False),
        ("crashed", "failed", False),
        ("kept quiet", "refused", True),
        ("made up", "answered", False),
        ("crashed too", "failed", False),
    ]
    answer_fields = json.loads(json.dumps(RIGHT.to_json()))
    assert {name: records[0][name] for name in answer_fields} == answer_fields
    assert records[0]["ranking"][DENSE]["hit@1"] == 1.0
    assert records[1]["citation_precision"] == 0.5
    assert set(answer_fields) <= set(records[3])
    assert (records[3]["question"], records[3]["error"], records[3]["citations"]) == ("丁？", "ValueError: boom", [])
    assert json.loads((tmp_path / "summary.json").read_text("utf-8")) == {"sets": json.loads(json.dumps(summary))}
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"results-{DENSE_TOP1}.jsonl", f"results-{TUTORIAL}.jsonl", "results.jsonl", "summary.json"]


def test_line_separators_and_lone_surrogates_survive_in_results(tmp_path: Path) -> None:
    nasty = "甲\u2028乙\x85丙\udc80？"
    experiment = run_small([make_question(question=nasty), make_question(id="Q2", question="甲？")])
    write_results(tmp_path, experiment, {})
    assert [record["question"] for record in read_results(tmp_path)] == [nasty, "？？"]
    assert "财政总收入" not in (tmp_path / "results.jsonl").read_text("utf-8").splitlines()[0]


def test_a_write_that_cannot_be_finished_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    write_atomically(path, "old\n")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "new" * 100_000 + "\ud800")
    assert path.read_text("utf-8") == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_a_file_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match="--out"):
        prepare_folder(tmp_path / "out")
    with pytest.raises(InputError, match="cannot be read"):
        read_results(tmp_path)
    (tmp_path / "results.jsonl").write_text("{half")
    with pytest.raises(InputError, match="run it again"):
        read_results(tmp_path)


def test_failures_show_question_answer_and_gold(tmp_path: Path) -> None:
    turns = (Turn("user", "财政总收入多少？"), Turn("assistant", "4225.26万元。"))
    asked = make_question(
        id="F1", type="followup", question="税收呢？", history=turns, gold=(("640.99万元", "640.99万"), ("税收",))
    )
    write_results(tmp_path, run_small([*QUESTIONS[:1], asked, QUESTIONS[3], QUESTIONS[5]]), {})
    text = "\n".join(format_failures(read_results(tmp_path)))
    assert "right " not in text
    assert "F1  followup/result/zh  refused\n  user: 财政总收入多少？\n  assistant: 4225.26万元。" in text
    assert f"  answer:   {make_refusal().text}\n" in text
    assert "  gold:     640.99万元 | 640.99万\n            税收\n" in text
    assert "  answer:   ValueError: boom\n" in text
    assert "  gold:     (to be refused)\n" in text
    assert text.endswith("3 of 4 wrong")


def test_chunks_are_verbatim_overlap_and_lose_no_word() -> None:
    paragraphs = ["".join(f"第{n}段第{m}句讲项目建设进展情况。" for m in range(30)) for n in range(8)]
    texts = ["\n\n".join(paragraphs), "短报告。"]
    reports = [Report(f"r{n}", "", "", text, "") for n, text in enumerate(texts)]
    chunks = cut_chunks(reports)
    assert [chunk.id for chunk in chunks] == list(range(len(chunks)))
    for chunk in chunks:
        text = texts[int(chunk.report[1:])]
        assert text[chunk.start : chunk.end] == chunk.text
        assert len(chunk.text) <= CHUNK
    long = [chunk for chunk in chunks if chunk.report == "r0"]
    covered = {offset for chunk in long for offset in range(chunk.start, chunk.end)}
    assert all(offset in covered for offset, character in enumerate(texts[0]) if not character.isspace())
    assert any(0 < one.end - two.start <= OVERLAP for one, two in pairwise(long))


def test_the_baselines_quote_and_never_refuse() -> None:
    engine = SmallEngine()
    systems, rankers = make_systems(engine, baselines=True)
    answer = systems[DENSE_TOP1].answer("随便聊聊？", report="small")
    assert (answer.status, answer.text) == ("answered", SENTENCES[0] + " [1]")
    assert [citation.quote for citation in answer.citations] == [SENTENCES[0]]
    whole = systems[TUTORIAL].answer("随便聊聊？")
    assert (whole.status, whole.text) == ("answered", "".join(SENTENCES) + " [1]")
    assert [name for name in rankers if name.startswith(TUTORIAL)] == ["tutorial (500-character chunks)"]
    assert set(make_systems(engine, baselines=False)[0]) == {MAIN_SYSTEM}


def test_the_tutorial_finds_the_nearest_chunks_of_the_report_asked_of() -> None:
    texts = {"a": "荷花" * 200, "b": "豆腐" * 200, "c": "荷花豆腐" * 100}
    reports = {name: Report(name, "", name, text, "") for name, text in texts.items()}
    tutorial = TutorialAnswerer(reports, SmallEngine().index.embeddings)
    assert [chunk.report for chunk in tutorial.search("荷花", None, 2)] == ["a", "c"]
    assert [chunk.report for chunk in tutorial.search("荷花", "b", 4)] == ["b"]
