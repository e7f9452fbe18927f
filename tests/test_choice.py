"""Questions that leave a choice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.choice import asks_choice, asks_which_way, tells_which_way, which_way
from app.question import understand
from index.records import Passage

TEXT = "全年走访率同比下降54%,各渠道信访登记量增长26%,规模以上工业增加值为3亿元。"


@pytest.mark.parametrize(
    "question",
    ["固投是增长了还是下降了", "信访量降了还是升了？", "工业增加值是升是降", "产量是涨还是跌", "电价是高了还是低了"],
)
def test_which_way_is_no_yes_or_no(question: str) -> None:
    assert asks_which_way(question) and asks_choice(question)
    assert understand(question).kind == "what"


@pytest.mark.parametrize("question", ["泵站是新建的还是改建的？", "这个奖是省级还是市级"])
def test_a_choice_of_two_is_no_yes_or_no(question: str) -> None:
    assert asks_choice(question) and not asks_which_way(question)
    assert understand(question).kind != "yesno"


@pytest.mark.parametrize("question", ["固投还是没有增长吗？", "信访量下降了吗？", "还是那个镇长吗", "", "增长了多少"])
def test_what_is_confirmed_or_measured_leaves_no_choice(question: str) -> None:
    assert not asks_choice(question)


def test_the_year_before_is_no_second_thing() -> None:
    assert asks_which_way("跟去年同期比,信访量是升了还是降了?")
    told = which_way("信访登记量比去年多了还是少了,差多少?", TEXT)
    assert told is not None
    assert TEXT[slice(*told)] == "增长26%"
    assert not asks_which_way("今年的目标比去年实际增速高还是低?")


def test_two_things_are_still_compared() -> None:
    assert understand("税收收入比财政收入多还是少？").kind == "compare"


@pytest.mark.parametrize(
    ("question", "words"),
    [("走访率是升了还是降了", "同比下降54%"), ("信访登记量是多了还是少了", "增长26%"), ("用电量是多了还是少了", None)],
)
def test_the_words_that_tell_which_way(question: str, words: str | None) -> None:
    span = which_way(question, TEXT)
    assert (TEXT[slice(*span)] if span else None) == words


def test_an_intended_rise_is_no_rise() -> None:
    plan = Passage(0, "r", 0, 12, "力争全年走访率增长5%。", ("二、下一步工作安排",), 0)
    assert tells_which_way("走访率是升了还是降了", plan, "")
    assert not tells_which_way("走访率是升了还是降了", plan, "result")


@given(st.text(max_size=60), st.text(max_size=120))
def test_what_is_found_lies_in_the_text(question: str, text: str) -> None:
    span = which_way(question, text)
    assert span is None or 0 <= span[0] < span[1] <= len(text)


def test_of_two_figures_the_one_of_the_head_is_told() -> None:
    text = "对外承包工程完成营业额16亿元,增长4.7%,新签合同额23亿元,下降8.1%。"
    told = which_way("对外承包工程新签合同额是涨了还是跌了", text)
    assert told is not None and text[slice(*told)] == "下降8.1%"
    assert asks_which_way("新签合同额是涨了还是跌了")  # 同 joins no two things
