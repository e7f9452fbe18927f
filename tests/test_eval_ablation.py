"""The program stage by stage over a small real index: every row differs from the others as worked out by hand."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from app_helpers import OverlapReader, overlap_relevance
from conftest import TOWN, HashEmbeddings
from eval_helpers import make_question, make_unanswerable

from app.answer import Answer, Turn
from app.engine import Engine
from app.evidence import EvidenceFinder
from app.examined import Examined
from app.extractive import ExtractiveAnswerer
from app.retriever import HybridRetriever
from app.vocabulary import Vocabulary
from eval.ablation import make_stages
from eval.baselines import make_systems
from eval.evidence import judge
from eval.experiment import Experiment, run_experiment
from eval.questions import Question
from eval.results import write_results
from eval.summary import DENSE, FUSION, INSISTING, LEXICAL, REFUSING, STAGES, summarize
from eval.tables import print_summary
from index.records import Hit
from index.store import Index, build_index, open_index

FARM, NURSERY, CONTENT = "建成高标准农田1500余亩", "新建幼儿园2所,改造老旧小区6个。", "群众满意率达到98.5%。"
MONEY, TAX = "计划完成固定资产投资5亿元", "全年实现财政收入3200万元"
HOUSEHOLDS, LAND, SCHOOLS, DIFFERENCE, LOOSE, ROCKETS = (
    "带动农户多少户？",
    "高标准农田多少亩？",
    "新建幼儿园几所？",
    "固定资产投资比财政收入多多少？",
    "大家到底觉得满意还是不满意，满意率怎么样？",
    "火箭发射了几次？",
)
# The sentence that dense search, BM25 and both together put first.
FIRST = {
    HOUSEHOLDS: (FARM, NURSERY, FARM),
    LAND: (CONTENT, FARM, FARM),
    SCHOOLS: (CONTENT, NURSERY, NURSERY),
    DIFFERENCE: (MONEY, MONEY, MONEY),
    LOOSE: (FARM, FARM, FARM),
    ROCKETS: (FARM, FARM, FARM),
}
QUESTIONS = [
    make_question(question=HOUSEHOLDS, id="1", gold=(("320户",),), evidence=(FARM,), report="town"),
    make_question(question=LAND, id="2", gold=(("1500余亩",),), evidence=(FARM,), report="town"),
    make_question(question=SCHOOLS, id="3", gold=(("2所",),), evidence=(NURSERY,), report="town", forbid=("6个",)),
    make_question(
        question=DIFFERENCE, id="4", type="compare", gold=(("4.68亿元",),), evidence=(MONEY, TAX), report="town"
    ),
    make_question(question=LOOSE, id="5", gold=(("98.5%",),), evidence=(CONTENT,), report="town"),
    make_unanswerable(question=ROCKETS, id="6", report="town"),
]
# Which of the six questions each stage answers right.
RIGHT = {
    "dense only": "1",
    "BM25 only": "2",
    "fusion": "12",
    "+ reader rerank": "1235",
    "+ figures": "12345",
    "+ refusal": "12346",
    "top-1 sentence as the answer": "125",
}


class FirstSentence:
    """A search whose parts put first what ``FIRST`` says."""

    def __init__(self, index: Index) -> None:
        self._passages = index.passages

    def search(self, question: str, report: str | None, k: int, weights: tuple[float, float]) -> list[Hit]:
        words = FIRST[question.replace("?", "？").replace(",", "，")][
            [(1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].index(weights)
        ]
        ranked = sorted(self._passages, key=lambda passage: words not in passage.text)
        return [Hit(passage, 0.0, 0.0, 0.0) for passage in ranked][:k]


class CountingEngine(Engine):
    """The program over the small report, which counts what it examines."""

    def __init__(self, index: Index) -> None:
        finder = EvidenceFinder(HybridRetriever(index=index), OverlapReader(), overlap_relevance())  # type: ignore[arg-type]
        super().__init__(ExtractiveAnswerer(finder, Vocabulary.build(p.text for p in index.passages)))
        self.retriever = FirstSentence(index)  # type: ignore[assignment]
        self.examined: list[str] = []

    def extract(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Examined:
        self.examined.append(question)
        return super().extract(question, history, report)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> CountingEngine:
    folder = tmp_path_factory.mktemp("ablation")
    (folder / "docs").mkdir()
    (folder / "docs" / "town.txt").write_text(TOWN, "utf-8")
    build_index(folder / "docs", folder / "index", HashEmbeddings())
    return CountingEngine(open_index(folder / "index", HashEmbeddings()))


def run(engine: CountingEngine, questions: Sequence[Question] = QUESTIONS) -> Experiment:
    items, problems, skipped = judge(questions, engine.index.reports)
    assert (problems, skipped) == ([], [])
    systems, rankers = make_systems(engine, baselines=False)
    return run_experiment(items, systems, rankers, engine.index.reports, stages=make_stages(engine))


def test_each_stage_is_right_where_its_parts_can_be(engine: CountingEngine) -> None:
    stages = run(engine).stages
    right = {
        name: "".join(outcome.item.question.id for outcome in outcomes if outcome.right)
        for name, outcomes in stages.items()
    }
    assert right == RIGHT
    assert list(stages) == list(STAGES)
    assert all(all(outcome.verbatim) for outcomes in stages.values() for outcome in outcomes)


def test_figures_of_the_stages_by_hand(engine: CountingEngine) -> None:
    figures = summarize(run(engine))["small"]
    ablation = figures["ablation"]
    assert [row["accuracy"] for row in ablation.values()] == [0.2, 0.2, 0.4, 0.8, 1.0, 0.8, 0.6]
    assert [round(6 * row["accuracy_all"]) for row in ablation.values()] == [1, 1, 2, 4, 5, 5, 3]
    assert [row["refusal"] for row in ablation.values()] == [0, 0, 0, 0, 0, 1, 0]
    assert [row["wrong_refusals"] for row in ablation.values()] == [0, 0, 0, 0, 0, 0.2, 0]
    assert [ablation[name]["hit@1"] for name in ("dense only", "BM25 only", "fusion")] == [0.4, 0.6, 0.8]
    assert ablation["dense only"]["mrr"] == figures["retrieval"][DENSE]["mrr"]
    assert ablation["+ figures"]["ndcg@10"] == figures["retrieval"]["reranked"]["ndcg@10"] == 1.0
    assert {STAGES[name] for name in ("dense only", "BM25 only", "fusion")} == {DENSE, LEXICAL, FUSION}


def test_the_risk_is_that_of_the_answers_as_they_would_have_been_given(engine: CountingEngine) -> None:
    curve = summarize(run(engine))["small"]["coverage_risk"]
    assert curve["operating"]["coverage"] == pytest.approx(4 / 6)
    assert curve["operating"]["risk"] == 0
    assert curve["operating"]["threshold"] > 0.5
    assert curve["risk_at"] == {
        "0.5": 0,
        "0.6": 0,
        "0.7": 0,
        "0.8": 0,
        "0.9": pytest.approx(1 / 6),
        "1": pytest.approx(1 / 6),
    }
    assert curve["area"] == curve["best_area"] == pytest.approx(1 / 36)  # 0, 0, 0, 0, 0, 1/6
    assert [point[1:] for point in curve["curve"]][-2:] == [[0.833333, 0.0], [1.0, 0.166667]]


def test_a_question_is_examined_once_for_all_stages(engine: CountingEngine) -> None:
    history = [Turn("user", "财政收入是多少？"), Turn("assistant", "3200万元")]
    asked = make_question(question=LAND, gold=(("1500余亩",),), evidence=(FARM,), report="town", history=tuple(history))
    stages = make_stages(engine)
    engine.examined.clear()
    for question in (SCHOOLS, LAND, SCHOOLS):
        for stage in stages.values():
            stage.answer(question, asked.history, "town")
    assert engine.examined == [SCHOOLS, LAND, SCHOOLS]


def test_insisting_changes_nothing_but_a_refusal(engine: CountingEngine) -> None:
    for question in (SCHOOLS, DIFFERENCE):
        examined = engine.extract(question)
        assert engine.insist(examined) is examined.answer
    examined = engine.extract(LOOSE)
    insisted = engine.insist(examined)
    assert (examined.answer.status, insisted.status) == ("refused", "answered")
    assert (insisted.confidence, insisted.question) == (examined.answer.confidence, LOOSE)
    assert insisted.citations and not insisted.related


def test_what_fails_is_failed_in_every_stage(engine: CountingEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        raise RuntimeError("no reader")

    monkeypatch.setattr(engine.answerer, "examine", broken)
    figures = summarize(run(engine, QUESTIONS[:1]))["small"]
    assert [row["failed"] for row in figures["ablation"].values()] == [1] * len(STAGES)
    assert figures["coverage_risk"]["operating"] == {"coverage": 0.0, "risk": None, "threshold": None}
    assert figures["coverage_risk"]["risk_at"]["1"] == 1.0


def test_stages_and_risk_are_printed_and_written(
    engine: CountingEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    experiment = run(engine)
    summary = summarize(experiment)
    print_summary(summary)
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in capsys.readouterr().out.splitlines()]
    rows = {line[0]: line[1:] for line in lines if line}
    assert rows["stage by stage"][-5:] == [
        "accuracy, answerable",
        "accuracy, all",
        "refusal",
        "wrong refusals",
        "failed",
    ]
    assert rows[REFUSING][-5:] == ["80.0", "83.3", "100.0", "20.0", "0"]
    assert rows["as the program refuses"][:2] == ["66.7", "0.0"]
    assert rows["area under the curve"][1] == "2.8"
    assert ["the surest", "90.0", "16.7", ""] in lines
    write_results(tmp_path, experiment, {"sets": summary})
    records = [json.loads(line) for line in (tmp_path / "ablation.jsonl").read_text("utf-8").splitlines()]
    assert [record["id"] for record in records] == list("123456")
    assert [name for name, said in records[3]["stages"].items() if said["right"]] == [INSISTING, REFUSING]
    assert records[5]["stages"][REFUSING]["status"] == "refused"
    stored = json.loads((tmp_path / "summary.json").read_text("utf-8"))["sets"]["small"]
    assert stored["ablation"] == json.loads(json.dumps(summary["small"]["ablation"]))
