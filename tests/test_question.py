"""What a question asks."""

import pytest
from hypothesis import given
from strategies import nasty_text

from app.content import content_bigrams, content_words
from app.question import understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("财政总收入是多少?", "quantity"),
        ("就餐点建了几个", "quantity"),
        ("项目什么时候开工", "when"),
        ("基地在哪里", "where"),
        ("谁负责这个项目", "who"),
        ("哪个村获评示范村", "where"),
        ("为什么投资下降", "why"),
        ("存在哪些问题", "list"),
        ("分别是什么", "list"),
        ("总结一下上半年党建工作", "summary"),
        ("小吃街营业收入有300万元吗?", "yesno"),
        ("听说建了8个就餐点?", "yesno"),
        ("财政收入和税收收入哪个多", "compare"),
        ("这份报告是什么时候公布的", "meta"),
        ("How many grids are there?", "quantity"),
    ],
)
def test_kinds(question: str, kind: str) -> None:
    assert understand(question).kind == kind


def test_english_kinds_come_from_the_english() -> None:
    assert understand("网格多少个", "How many grids are there?", "en").kind == "quantity"


@pytest.mark.parametrize(
    ("question", "unit"),
    [("投了多少钱", "元"), ("流转了多少亩地", "亩"), ("同比增长百分之几", "%"), ("来了多少人次", "人次"), ("建了几家", "家")],
)
def test_the_unit_the_answer_must_carry(question: str, unit: str) -> None:
    assert understand(question).units[0] == unit


@pytest.mark.parametrize(
    ("question", "side"),
    [("下半年计划投资多少", "target"), ("上半年完成了多少投资", "result"), ("收入多少", ""), ("目标是多少", "target")],
)
def test_result_or_target(question: str, side: str) -> None:
    assert understand(question).side == side


def test_years_are_those_named() -> None:
    assert understand("2023年和2024年的收入").years == ("2023", "2024")


@given(nasty_text)
def test_nothing_in_a_question_breaks_the_analysis(text: str) -> None:
    understood = understand(text)
    assert understood.text == text and understood.kind


def test_content_words_leave_out_what_only_asks() -> None:
    assert content_words("请问财政总收入是多少?") == ["财政", "总收入"]
    assert content_bigrams("") == [] and content_words("是多少？") == []


@given(nasty_text)
def test_content_bigrams_are_distinct_and_bounded(text: str) -> None:
    grams = content_bigrams(text)
    assert len(grams) == len(set(grams)) <= max(1, 4 * len(text))
