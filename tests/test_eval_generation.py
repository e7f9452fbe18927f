"""The evaluation with a chat model: what it counts, and the check that is not the answerer's own."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from eval_helpers import (
    SENTENCES,
    SmallEngine,
    make_answer,
    make_citation,
    make_question,
    make_refusal,
    to_line,
    write_lines,
)
from fake_llm import fake_llm

from app.answer import Answer, Draft, Generation, Turn
from app.examined import Examined, Gathered
from app.question import understand
from eval.__main__ import main
from eval.baselines import EXTRACTIVE, TUTORIAL_WRITTEN, make_systems
from eval.experiment import MAIN_SYSTEM
from eval.summary import summarize_generation
from eval.ungrounded import _values, find_ungrounded


class WritingEngine(SmallEngine):
    """The small engine with another answer where it is asked without its model."""

    def extract(self, question: str, history: tuple[Turn, ...] = (), report: str | None = None) -> Examined:
        return Examined(make_answer("摘录", make_citation(0)), understand(question), Gathered())


@pytest.mark.parametrize(
    ("text", "numbers", "wrong"),
    [
        ("财政总收入**4225.26万元**。[1]", (0,), []),
        ("财政总收入0.422526亿元。[1]", (0,), []),
        ("Revenue was 42.2526 million yuan (4225.26万元). [1]", (0,), []),
        ("财政总收入4225.27万元。[1]", (0,), ["42252700.00"]),
        ("荣誉三项。[1]", (1,), []),
        ("荣誉五项。[1]", (1,), ["5"]),
        ("Five honours were won. [1]", (1,), ["5"]),
        ("相差597亩，合计603。[1][2]", (1, 2), []),
        ("上半年荣誉3项。[1]", (1,), ["上半年"]),
        ("In the first half 3 honours were won. [1]", (1,), ["上半年"]),
        ("获得“国家级”荣誉3项。[1]", (1,), ["国家级"]),
        ("杭州荣誉3项。[1]", (1,), ["杭州"]),
        ("Honours (省级荣誉): 3. [1]", (1,), ["省级荣誉"]),
        ("走访率下降百分之五十四。[1]", (3,), []),
    ],
)
def test_what_no_cited_word_bears_out_is_found(text: str, numbers: tuple[int, ...], wrong: list[str]) -> None:
    answer = make_answer(text, *(make_citation(number, n) for n, number in enumerate(numbers, 1)))
    assert find_ungrounded(answer) == wrong


@pytest.mark.parametrize(
    ("working", "wrong"),
    [
        ("占总数的约33.3%（3÷9≈33.3%）", []),
        ("占总数的约33.4%（3÷9≈33.4%）", ["33.4", "33.4"]),
        ("平均每批3个（9÷3＝3个）", []),
        ("合计14个（3＋9＋2＝14个）", []),
        ("合计15个（3＋9＋2＝15个）", ["15", "15"]),
        ("合计16个（3＋9＋4＝16个）", ["16", "4", "16"]),  # 4 is not cited
        ("上一次约8.2个（9÷（1＋10%）≈8.2个）", []),
        ("上一次约8.4个（9÷（1＋10%）≈8.4个）", ["8.4", "8.4"]),
        ("共计1.2万元（0.3万元＋0.9万元＝1.2万元）", []),
    ],
)
def test_a_working_bears_out_what_it_comes_to(working: str, wrong: list[str]) -> None:
    cited = replace(make_citation(0), quote="发放3个、9个、2个,增长10%,分别花费0.3万元、0.9万元、1万元。")
    assert find_ungrounded(make_answer(f"发放3个、9个、2个。[1]{working}。", cited)) == wrong


def test_a_refusal_claims_nothing_and_the_report_itself_is_borne_out() -> None:
    assert find_ungrounded(make_refusal("2031年？")) == []
    told = make_answer("走访率下降百分之五十四。[1]\n\n关于“2031年的支出”，这份报告没有提到。", make_citation(3))
    assert find_ungrounded(told) == []
    assert find_ungrounded(replace(told, text=told.text + "2031年支出6万元。[1]")) != []
    for number, sentence in enumerate(SENTENCES):
        assert find_ungrounded(make_answer(sentence, make_citation(number))) == []


def test_an_english_answer_is_known_by_its_question() -> None:
    quoting = replace(
        make_answer(f"The report says: “{SENTENCES[1]}”. [1]", make_citation(1)), question="How many honours?"
    )
    assert find_ungrounded(quoting) == []
    assert find_ungrounded(replace(quoting, text=quoting.text.replace("荣誉", "杭州荣誉"))) != []


def test_numbers_are_read_by_value() -> None:
    assert list(_values("1,234.5万和三百二十亩、50余万")) == [Decimal(12345000), Decimal(500000), Decimal(320)]


def generated(kind: str, **changes: object) -> Answer:
    timings = {"understand": 1.0, "retrieve": 9.0, "read": 100.0, "compose": 0.0, "model": 800.0, "total": 930.0}
    generation = Generation(kind, calls=1, prompt_tokens=300, completion_tokens=20, **changes)  # type: ignore[arg-type]
    return Answer("q", "q", "answered", "t", timings_ms=timings, generation=generation)


def test_what_the_model_had_to_do_with_the_answers() -> None:
    answers = [generated("verified"), generated("repaired", dropped=2), generated("extractive", cause="timeout")]
    figures = summarize_generation([*answers, make_refusal()])
    assert figures["asked"] == 3
    assert [round(figures[kind], 2) for kind in ("verified", "repaired", "extractive", "dropped")] == [0.33] * 4
    assert figures["causes"] == {"timeout": 1}
    assert figures["tokens"] == {"prompt": 300, "completion": 20}
    assert (figures["model_ms"], figures["added_ms"]) == (800, 20)
    assert summarize_generation([make_refusal()]) == {}


def test_a_run_with_a_model_has_the_program_without_it_and_the_tutorial_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_lines(tmp_path / "set.jsonl", to_line(make_question(question="财政总收入多少？")))
    engine = WritingEngine({"财政总收入多少？": make_answer("4225.26万元[1]", make_citation(0))})
    with fake_llm("财政总收入是4225.26万元。") as fake:
        model = ["--chat-model", "openai:fake", "--base-url", fake.base_url]
        code = main(["run", "--baselines", "--questions", str(path), *model], lambda *_: engine)
    out = capsys.readouterr().out
    assert code == 0
    assert EXTRACTIVE in out and TUTORIAL_WRITTEN in out and "number, name or date not cited" in out
    (request,) = fake.requests
    assert SENTENCES[0] in request["messages"][0]["content"]


def test_the_tutorial_says_so_where_it_does_not_know() -> None:
    from app.chat_model import ChatModel

    with fake_llm("对不起，我不知道。") as fake:
        systems, _ = make_systems(WritingEngine(), True, ChatModel.open("openai:fake", fake.base_url))
        assert systems[TUTORIAL_WRITTEN].answer("镇长是谁？").status == "refused"
    assert next(iter(systems)) == MAIN_SYSTEM


def test_without_a_model_there_are_no_systems_for_one() -> None:
    systems, _ = make_systems(SmallEngine(), True)
    assert EXTRACTIVE not in systems and TUTORIAL_WRITTEN not in systems


def test_a_draft_is_no_answer() -> None:
    assert not isinstance(Draft("x"), Answer)
