"""From sentences that passed to an answer: nothing that the extractive answer found is lost."""

import pytest
from grounding_world import CITABLE, REPORT, check, stretch

from app.answer import Answer, Citation
from app.examined import Examined, Gathered
from app.question import understand
from app.wording import says_enough, word_answer

MONEY, MEALS, SHOWS, VISITS = "财政总收入", "就餐服务点", "畲歌会", "三级走访率"


def base_of(text: str, *words: str, span: str = "") -> Answer:
    citations = []
    for n, one in enumerate(words, 1):
        found = stretch(one)
        at = REPORT.text.index(span) if span and n == 1 else -1
        placed = (at, at + len(span)) if at >= 0 else None
        citations.append(Citation("r", REPORT.title, found.section, found.text, found.start, found.end, n, placed))
    return Answer("q", "q", "answered", text, tuple(citations))


def word(question: str, base: Answer, draft: str, *words: str) -> str:
    worded = word_answer(Examined(base, understand(question), Gathered()), check(draft, *words), CITABLE.reports)
    return worded[0] if worded else ""


def test_the_asked_words_are_bold_and_markers_count_from_one() -> None:
    base = base_of("**5个**。[1]", MEALS, span="5个")
    assert word("就餐服务点有几个？", base, "建设就餐服务点5个[2]。", MONEY, MEALS) == "建设就餐服务点**5个**。[1]"


def test_a_fact_from_elsewhere_than_where_it_was_found_is_not_shown() -> None:
    base = base_of("**5个**。[1]", MEALS, span="5个")
    assert word("就餐服务点有几个？", base, "吸引游客15万余人次[1]。", SHOWS) == ""


def test_without_its_first_sentence_a_fact_is_no_answer() -> None:
    base = base_of("**5个**。[1]", MEALS, span="5个")
    assert word("就餐服务点有几个？", base, "就餐服务点有9个[1]。建设就餐服务点5个[1]。", MEALS) == ""


@pytest.mark.parametrize(
    ("base", "draft", "text"),
    [
        ("是。5个。[1]", "建设就餐服务点5个[1]。", "是，建设就餐服务点5个。[1]"),
        ("不是。5个。[1]", "不是，建设就餐服务点5个[1]。", "不是，建设就餐服务点5个。[1]"),
        ("不是。5个。[1]", "是，建设就餐服务点5个[1]。", ""),
        ("是。5个。[1]", "不是，建设就餐服务点5个[1]。", ""),
    ],
)
def test_yes_and_no_are_the_rules_own(base: str, draft: str, text: str) -> None:
    assert word("就餐服务点建了5个吗？", base_of(base, MEALS), draft, MEALS) == text


def test_a_summary_that_leaves_out_what_was_found_is_not_shown() -> None:
    base = base_of("- …", MONEY, MEALS, SHOWS)
    whole = "财政总收入4225.26万元[1]。建设就餐服务点5个[2]。吸引游客15万余人次[3]。"
    question = "总结一下上半年的工作"
    shown = word(question, base, whole, MONEY, MEALS, SHOWS)
    assert shown.count("\n") == 2 and shown.startswith("- 财政总收入4225.26万元。[1]")
    assert word(question, base, "财政总收入4225.26万元[1]。建设就餐服务点5个[2]。", MONEY, MEALS, SHOWS) == ""


def test_a_comparison_rests_on_both_of_its_sides_and_states_the_difference() -> None:
    question = understand("税收收入和财政收入相差多少？")
    both = "财政收入3584.27万元，税收收入640.99万元[1]。"
    difference = both + "两者相差2943.28万元[1]。"
    base = base_of("财政收入**3584.27万元**[1]；税收收入**640.99万元**[1]。相差**2943.28万元**。", MONEY)
    assert question.kind == "compare"
    assert says_enough(question, base, check(difference, MONEY))
    assert not says_enough(question, base, check(both, MONEY))
    apart = base_of("…", MEALS, SHOWS)
    assert says_enough(question, apart, check("建设就餐服务点5个[1]。吸引游客15万余人次[2]。", MEALS, SHOWS))
    assert not says_enough(question, apart, check("建设就餐服务点5个[1]。", MEALS, SHOWS))


def test_a_list_has_all_of_its_items() -> None:
    question = understand("有哪些专项债项目？")
    base = base_of("推动研学基地、集散中心等2个专项债项目建设。[1]", "专项债项目")
    assert question.kind == "list"
    assert says_enough(question, base, check("推动研学基地、集散中心等2个专项债项目建设[1]。", "专项债项目"))
    assert not says_enough(question, base, check("推动集散中心项目建设[1]。", "专项债项目"))
    assert not says_enough(question, base, check("推动集散中心等2个专项债项目建设[1]。", "专项债项目"))


def test_markdown_of_a_draft_stays_text() -> None:
    base = base_of("…", MEALS)
    text = word("就餐服务点有几个？", base, "建设<b>就餐服务点</b>5个[1]。", MEALS)
    assert "<b>" not in text


def test_who_asks_two_things_is_told_both() -> None:
    question = understand("吸引了多少游客，带动了多少收入？")
    base = base_of("吸引游客**15万余人次**,带动各项经济收入2000余万元。[1]", SHOWS, span="15万余人次")
    assert says_enough(question, base, check("吸引游客15万余人次,带动各项经济收入2000余万元[1]。", SHOWS))
    assert not says_enough(question, base, check("吸引游客15万余人次[1]。", SHOWS))
    assert says_enough(understand("吸引了多少游客？"), base, check("吸引游客15万余人次[1]。", SHOWS))
