import math
from dataclasses import replace

import pytest
from app_helpers import World, ask
from hypothesis import given, settings
from strategies import nasty_text

from app.features import FEATURES, Candidate, asks_person, feature_rows, names_person
from app.question import understand
from app.reader import Reading
from index.lexical import LexicalIndex
from index.records import Hit, Passage

PAST, PLAN = ("一、上半年工作总结",), ("二、下半年工作思路",)
WORLD = World("某镇2024年工作总结")
INCOME = WORLD.add("实现财政总收入4225.26万元。", PAST)
TRAINING = WORLD.add("开展干部培训98人次。", PAST)
LOTUS = WORLD.add("确保宣莲种植规模达6600亩。", PLAN)
HEADING = WORLD.add("二、下半年工作思路", is_heading=True)
PLACE = WORLD.add("今年4月在浙江金华举办畲歌会。", PAST)
PASSING = WORLD.add("已种宣莲,计划三季度种植600亩。", PAST)
SLOW = WORLD.add("受资金落实慢影响,投资减少。", PAST)
DONE = WORLD.add("完成投资460万。", PAST)
FELL = WORLD.add("投资同比下降5%。", PAST)
LEXICAL = LexicalIndex.build([p.indexed_text for p in WORLD.passages])
REPORTS = {"r": WORLD.report}


def rows(question: str, *passages: Passage, answerable: float = 1.0) -> list[dict[str, float]]:
    candidates = [
        Candidate(Hit(passage, 2.0 + i, 0.5, 3.0), Reading(0, len(passage.text), 1.5, answerable + i))
        for i, passage in enumerate(passages)
    ]
    return [dict(zip(FEATURES, row, strict=True)) for row in feature_rows(ask(question), candidates, LEXICAL, REPORTS)]


def row(question: str, passage: Passage) -> dict[str, float]:
    (only,) = rows(question, passage)
    return only


def test_scores_of_retrieval_and_reading_are_passed_on() -> None:
    one, two = rows("财政总收入是多少？", INCOME, TRAINING)
    assert (one["fused"], one["dense"], one["answerable"], one["span_score"]) == (2.0, 0.5, 1.0, 1.5)
    assert (one["lead"], two["lead"]) == (-1.0, 0.0)


def test_coverage_of_the_questions_words() -> None:
    assert row("财政总收入是多少？", INCOME)["coverage"] == pytest.approx(1)
    assert row("财政总收入是多少？", TRAINING)["coverage"] == 0
    # The headings count for the one and not for the other.
    headed = row("上半年财政", INCOME)
    assert headed["coverage"] > headed["own_coverage"] > 0


def test_words_the_index_does_not_know() -> None:
    assert row("财政总收入是多少？", INCOME)["unknown"] == 0
    assert 0 < row("财政总收入和火箭", INCOME)["unknown"] < 1
    assert row("火箭卫星", INCOME)["unknown"] == pytest.approx(1)


def test_what_the_answer_before_told_already() -> None:
    candidate = Candidate(Hit(INCOME, 2.0, 0.5, 3.0), Reading(7, 16, 1.5, 1.0))
    assert candidate.span_text == "4225.26万元"
    at = FEATURES.index("told")

    def told(*values: tuple[float, str]) -> float:
        question = replace(ask("税收呢？"), told=values)
        return feature_rows(question, [candidate], LEXICAL, REPORTS)[0][at]

    assert told((42252600.0, "元")) == 1
    assert told() == told((98.0, "人次")) == 0


def test_units() -> None:
    assert row("收入多少万元？", INCOME)["unit"] == 1
    assert row("收入多少万元？", INCOME)["unit_missing"] == 0
    assert row("收入多少万元？", LOTUS)["unit"] < 1
    assert row("收入多少万元？", LOTUS)["unit_missing"] == 1
    assert row("收入多少万元？", HEADING)["unit"] == -1
    assert row("培训多少人？", TRAINING)["unit_missing"] == 0  # 人次 are people
    assert row("思路叫什么？", LOTUS)["unit"] == 0


def test_dates_and_places_that_are_asked_for() -> None:
    assert row("什么时候举办的？", PLACE)["type_missing"] == 0
    assert row("什么时候举办的？", TRAINING)["type_missing"] == 1
    assert row("在哪里举办的？", PLACE)["type_missing"] == 0
    assert row("在哪里培训的？", TRAINING)["type_missing"] == 1
    assert row("财政总收入是多少？", TRAINING)["type_missing"] == 0


def test_reasons_and_directions_that_are_asked_for() -> None:
    assert row("为什么培训？", TRAINING)["type_missing"] == 1
    assert row("为什么投资少？", SLOW)["type_missing"] == 0
    assert row("投资是多了还是少了？", DONE)["type_missing"] == 1
    assert row("投资是多了还是少了？", FELL)["type_missing"] == 0


def test_results_against_targets() -> None:
    assert row("宣莲种植的目标多少亩？", LOTUS)["side"] == 1
    assert row("宣莲种植的目标多少亩？", TRAINING)["side"] == -1
    assert row("上半年培训多少人次？", TRAINING)["side"] == 1
    assert row("宣莲种植多少亩？", LOTUS)["side"] == 0
    assert row("宣莲种植的目标多少亩？", PASSING)["side"] == 0  # intended in passing, among results


def test_years() -> None:
    assert row("2024年财政总收入？", INCOME)["year_missing"] == 0  # the title says so
    assert row("2019年财政总收入？", INCOME)["year_missing"] == 1
    assert row("去年财政总收入？", INCOME)["past_missing"] == 1
    assert row("今年财政总收入？", INCOME)["past_missing"] == 0


def test_the_rarest_word_that_is_missing() -> None:
    assert row("财政总收入是多少？", INCOME)["word_missing"] == 0
    assert row("火箭财政总收入是多少？", INCOME)["word_missing"] == pytest.approx(1)


def test_kinds_and_headings() -> None:
    assert row("有哪些项目？", HEADING)["heading"] == 1
    assert row("有哪些问题？", HEADING)["list"] == 1
    assert row("财政收入是4225万元吗？", INCOME)["yesno"] == 1
    assert row("总结一下思路", INCOME)["summary"] == 1
    assert row("收入和面积哪个更多？", INCOME)["compare"] == 1
    assert row("总收入是多少？", INCOME)["heading"] == 0


def test_no_candidates_no_rows() -> None:
    assert rows("财政总收入是多少？") == []


@settings(max_examples=60, deadline=None)
@given(nasty_text)
def test_any_question_has_finite_features(text: str) -> None:
    for found in rows(text, *WORLD.passages):
        assert all(math.isfinite(value) for value in found.values())
        assert 0 <= found["own_coverage"] <= found["coverage"] <= 1 + 1e-9
        assert 0 <= found["unknown"] <= 1 + 1e-9


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("县委书记王建国出席会议。", True),
        ("李建国同志获评全国劳动模范。", True),
        ("陈村建设文明阳光工程。", False),
        ("党风廉政建设取得新成效。", False),
        ("镇长信箱办结群众来信20件。", False),
        ("由乡党委书记包村整顿。", False),
        ("派出所所长郑海涛任副组长。", True),  # 郑 and 海涛 to the tagger
        ("由锦织集团董事长许文炳兼任。", True),
        ("由乡长约谈村党组织书记。", False),
        ("某县人民政府县长  王小明", True),
        ("", False),
    ],
)
def test_a_person_is_named_only_beside_an_office_or_a_form_of_address(text: str, named: bool) -> None:
    assert names_person(text) is named


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("What is the township head's name?", True),
        ("Who is the Party secretary?", True),
        ("What is the name of its mayor?", True),
        ("What is the name of the snack street?", False),
        ("Who published the report?", False),
    ],
)
def test_english_questions_for_a_person(question: str, person: bool) -> None:
    assert asks_person(understand("叫什么", question, "en")) is person


@pytest.mark.parametrize(
    ("question", "person"),
    [("村支书是谁？", True), ("那位主播姓什么？", True), ("谁发布了报告？", False), ("小吃街叫什么？", False)],
)
def test_questions_for_a_person(question: str, person: bool) -> None:
    assert asks_person(ask(question)) is person
