"""Scores worked by hand: what is right, what a citation supports, what a ranking is worth."""

import math

import pytest
from eval_helpers import (
    PASSAGES,
    REPORTS,
    SENTENCES,
    TEXT,
    make_answer,
    make_citation,
    make_judged,
    make_passages,
    make_question,
    make_refusal,
    make_unanswerable,
)
from hypothesis import given
from hypothesis import strategies as st

from app.answer import Citation
from eval.evidence import Judged, Span
from eval.metrics import (
    MAX_SHORT_ANSWER,
    citation_precision,
    citation_recall,
    has_gold,
    is_right,
    is_verbatim,
    mean,
    rank_figures,
)
from eval.normalize import normalize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("４２２５．２６万元", "4225.26万元"),
        ("**4225.26**万元[1][12]", "4225.26万元"),
        ("省第二批“红色根脉” \u3000强基\n示范乡镇", "省第二批“红色根脉”强基示范乡镇"),
        ("DeepSeek 大模型", "deepseek大模型"),
        ("- 一是*项目*\n- 二是`资金`\n> 三是", "一是项目二是资金三是"),
        ("## 主要成绩", "主要成绩"),
        ("1-6月 -5%", "1-6月-5%"),
        (r"5\~6个，\[1\]", "5~6个,"),
        ("~~旧~~新 5~6个", "旧新5~6个"),
        ("增长\u200b5%\ufeff", "增长5%"),
        ("", ""),
    ],
)
def test_normalize_by_hand(text: str, expected: str) -> None:
    assert normalize(text) == expected


words = st.text(alphabet="项目投资万元超约第一批ABc４２．５%、“”()（）-", min_size=1, max_size=12)


@given(words, words, words, st.integers(1, 99))
def test_marks_around_and_markers_after_a_value_never_hide_it(before: str, value: str, after: str, n: int) -> None:
    text = f"- {before} **{value}**[{n}] {after}"
    assert normalize(value) in normalize(text)
    assert normalize(text) == normalize(before + value + after)


@given(words, st.lists(st.sampled_from(" \t\n\u3000*_`\u200b"), min_size=12, max_size=12))
def test_white_space_and_emphasis_between_characters_never_count(value: str, between: list[str]) -> None:
    spread = value[0] + "".join(space + c for space, c in zip(between, value[1:], strict=False))
    assert normalize(spread).replace("-", "") == normalize(value).replace("-", "")


def test_every_gold_item_must_be_there_in_one_of_its_forms() -> None:
    question = make_question(gold=(("是", "对"), ("5个", "五个")))
    assert is_right(question, make_answer("对，一共五个。"))
    assert is_right(question, make_answer("是的，**５ 个**[1]。"))
    assert not is_right(question, make_answer("是的。"))
    assert not is_right(question, make_answer("5个。"))


def test_a_forbidden_string_makes_it_wrong() -> None:
    question = make_question(forbid=("3584.27万元",))
    assert is_right(question, make_answer("4225.26万元"))
    assert not is_right(question, make_answer("4225.26万元，其中３５８４.27 **万元**"))


@pytest.mark.parametrize(("kind", "limited"), [("factoid", True), ("yesno", True), ("summary", False), ("list", False)])
def test_only_short_answers_have_a_limit(kind: str, limited: bool) -> None:
    question = make_question(type=kind)
    at_the_limit = "4225.26万元" + "。" * (MAX_SHORT_ANSWER - len("4225.26万元"))
    assert len(at_the_limit) == 240
    assert is_right(question, make_answer(at_the_limit))
    assert is_right(question, make_answer(at_the_limit + "。")) is not limited
    assert has_gold(question, at_the_limit + "。")


def test_unanswerable_is_right_when_refused_and_only_then() -> None:
    assert is_right(make_unanswerable(), make_refusal())
    assert not is_right(make_unanswerable(), make_answer("4225.26万元"))
    assert not is_right(make_unanswerable(), None)


def test_a_refusal_of_an_answerable_question_is_wrong_even_with_the_gold_in_its_words() -> None:
    question = make_question(type="yesno", gold=(("没有", "不是"),))
    assert "没有" in make_refusal().text
    assert not is_right(question, make_refusal())
    assert not is_right(question, None)


def test_citations_by_hand() -> None:
    judged = make_judged(make_question(evidence=(SENTENCES[0], SENTENCES[2])))
    first, second, third = (make_citation(row) for row in range(3))
    assert citation_precision([first, second], judged.evidence) == 0.5
    assert citation_recall([first, second], judged.evidence) == 0.5
    assert citation_recall([third, first, second], judged.evidence) == 1.0
    assert citation_precision([third, first, second], judged.evidence) == pytest.approx(2 / 3)
    assert citation_precision([], judged.evidence) == 0.0
    assert citation_recall([], judged.evidence) == 0.0


def test_one_of_several_places_of_an_item_is_enough() -> None:
    places = (Span("small", 0, 5), Span("small", *[PASSAGES[3].start, PASSAGES[3].end]))
    assert citation_recall([make_citation(3)], [places]) == 1.0
    assert citation_precision([make_citation(3)], [places]) == 1.0


def test_verbatim_is_character_for_character_at_the_offsets() -> None:
    good = make_citation(1)
    assert is_verbatim(good, REPORTS)
    for quote, start, end, report in [
        ("获得市级荣誉３项。", good.start, good.end, "small"),
        (good.quote, good.start + 1, good.end + 1, "small"),
        (good.quote, good.start - len(TEXT), good.end - len(TEXT), "small"),
        (good.quote, good.start, good.end, "absent"),
        ("", good.start, good.start, "small"),
    ]:
        assert not is_verbatim(Citation(report, "", (), quote, start, end, 1), REPORTS)


def figures_of(ranking: list[int], evidence: tuple[tuple[Span, ...], ...]) -> dict[str, float]:
    units = make_passages([f"第{n:02}句话写在这里。" for n in range(20)])
    item = Judged(make_question(), evidence)
    return rank_figures([item], [[units[row] for row in ranking]], units)[0]


def test_ranking_figures_by_hand() -> None:
    length = len("第00句话写在这里。")
    # One stretch of evidence over the whole of sentences 4 to 6: three relevant units, of which two are found.
    evidence = ((Span("small", 4 * length, 7 * length),),)
    figures = figures_of([0, 5, 1, 4], evidence)
    assert figures["hit@1"] == 0.0
    assert figures["hit@3"] == figures["hit@5"] == figures["hit@10"] == 1.0
    assert figures["mrr"] == pytest.approx(1 / 2)
    gain = 1 / math.log2(3) + 1 / math.log2(5)  # ranks 2 and 4
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)  # all three on top
    assert figures["ndcg@10"] == pytest.approx(gain / ideal)


def test_a_perfect_ranking_is_worth_one_and_order_is_kept_as_given() -> None:
    evidence = ((Span("small", 0, 5),), (Span("small", 12, 18),))
    assert figures_of([1, 0, 9], evidence) == dict.fromkeys(figures_of([1], evidence), 1.0)
    # trec_eval would put passage 9 before passage 0 if their scores were equal
    assert figures_of([0, 9], evidence)["hit@1"] == 1.0
    assert figures_of([9, 0], evidence)["hit@1"] == 0.0


def test_no_result_and_evidence_outside_every_unit_score_zero() -> None:
    zeros = dict.fromkeys(["hit@1", "hit@3", "hit@5", "hit@10", "mrr", "ndcg@10"], 0.0)
    assert figures_of([], ((Span("small", 0, 5),),)) == zeros
    assert figures_of([0, 1, 2], ((Span("small", 9_000, 9_010),),)) == zeros
    assert figures_of([0, 1, 2], ((Span("another", 0, 5),),)) == zeros


def test_a_question_with_no_result_stays_in_its_place_among_the_others() -> None:
    items = [make_judged(make_question(evidence=(SENTENCES[row],))) for row in (0, 1, 2)]
    figures = rank_figures(items, [[PASSAGES[0]], [], [PASSAGES[3], PASSAGES[2]]], PASSAGES)
    assert [row["mrr"] for row in figures] == [1.0, 0.0, 0.5]
    assert rank_figures([], [], PASSAGES) == []


def test_mean_of_nothing_is_none() -> None:
    assert mean([]) is None
    assert mean([True, False, False, True]) == 0.5
