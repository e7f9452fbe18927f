"""What a model may write over cited words, and what it may not."""

import re

import pytest
from grounding_world import CITABLE, LEXICON, PASSAGES, TEXT, check, quotes, stretch
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import nasty_text

from app.drafts import Sentence
from app.grounding import Grounder

MONEY, VISITS, LOTUS, SPENT = "财政总收入", "三级走访率", "6600亩", "固定资产投资"
BASE, CENTRE, BOTH, MEALS, SHOWS = "研学基地项目,完成", "集散中心项目,完成", "专项债项目", "就餐服务点", "畲歌会"


@pytest.mark.parametrize(
    ("draft", "words", "quote"),
    [
        ("财政总收入4225.26万元[1]。", MONEY, "实现财政总收入4225.26万元"),
        ("财政总收入为４２２５．２６万元【1】。", MONEY, "实现财政总收入4225.26万元"),
        ("财政总收入42252600元[1]", MONEY, "实现财政总收入4225.26万元"),
        ("财政总收入0.422526亿元[1]", MONEY, "实现财政总收入4225.26万元"),
        ("三级走访率同比下降百分之五十四[1]", VISITS, "三级走访率同比下降54%"),
        ("新增宣莲种植基地六百亩[1]", "600亩", "新增宣莲种植基地600亩"),
        ("研学基地项目要完成工程量60%以上[1]", BASE, "加速推进研学基地项目,完成工程量60%以上。"),
        ("吸引游客15万余人次[1]", SHOWS, "吸引游客15万余人次"),
        ("吸引游客150000余人次[1]", SHOWS, "吸引游客15万余人次"),
        ("集散中心项目处于设计完善阶段[1]", BOTH, "集散中心项目处于设计完善阶段。"),
        ("污水管网尚未接通[1]", "污水管网", "污水管网尚未接通。"),
        ("小吃街获评“浙江省美食街区”[1]", "美食街区", "小吃街获评“浙江省美食街区”。"),
        ("小吃街获评一个“浙江省美食街区”[1]", "美食街区", "小吃街获评“浙江省美食街区”。"),
        ("就餐服务点建设了5个[1]", MEALS, "建设老年照料中心就餐服务点5个。"),
    ],
)
def test_what_the_cited_words_say_passes_with_the_shortest_quote(draft: str, words: str, quote: str) -> None:
    (one,) = check(draft, words)
    assert one.holds and not one.mended, one.fault
    assert quotes([one])[0].rstrip("。") == quote.rstrip("。")


@pytest.mark.parametrize(
    ("draft", "words", "fault"),
    [
        ("财政总收入4225.27万元[1]", MONEY, "4225.27"),
        ("财政总收入4225.26亿元[1]", MONEY, "4225.26"),
        ("财政收入4225.26万元[1]", MONEY, "另一件事"),
        ("税收收入4225.26万元[1]", MONEY, "另一件事"),
        ("三级走访率同比增长54%[1]", VISITS, "增减"),
        ("三级走访率54%[1]", VISITS, "增减"),
        ("三级走访率同比下降26%[1]", VISITS, "另一件事"),
        ("宣莲种植规模已达6600亩[1]", LOTUS, "已完成"),
        ("新增宣莲种植基地计划600亩[1]", "600亩", "目标"),
        ("没有建设就餐服务点5个[1]", MEALS, "建设"),
        ("建设一个就餐服务点[1]", MEALS, "一个"),
        ("污水管网已接通[1]", "污水管网", "相反"),
        ("研学基地处于设计完善阶段[1]", BOTH, "另一件事"),
        ("小吃街获评“国家级美食街区”[1]", "美食街区", "国家级"),
        ("杭州建设就餐服务点5个[1]", MEALS, "杭州"),
        ("就餐服务点由EOD项目建设5个[1]", MEALS, "eod"),
        ("2023年建设就餐服务点5个[1]", "污水管网", "2023年"),
        ("幼儿园招生火爆，家长十分满意[1]", MEALS, "不在所引段落里"),
        ("营业收入超200万美元[1]", "200万元", "200"),
    ],
)
def test_what_they_do_not_say_fails_with_the_reason(draft: str, words: str, fault: str) -> None:
    (one,) = check(draft, words)
    assert not one.holds, one.support
    assert fault in one.fault


@pytest.mark.parametrize(
    ("draft", "asked", "holds"),
    [
        ("640.99万元[1]", "税收收入是多少？", True),
        ("4225.26万元[1]", "税收收入是多少？", False),
        ("4225.26万元[1]", "财政总收入是多少？", True),
    ],
)
def test_a_bare_amount_is_held_against_what_was_asked(draft: str, asked: str, holds: bool) -> None:
    (one,) = check(draft, MONEY, asked=asked)
    assert one.holds is holds, one.fault


def test_a_right_amount_of_another_passage_is_no_support() -> None:
    (one,) = check("集散中心项目完成工程量60%以上[1]", BASE, CENTRE)
    assert not one.holds


@pytest.mark.parametrize("marker", ["", "[9]", "[0]", "[999]", "[2]"])
def test_a_missing_or_made_up_citation_is_never_shown_but_put_right_where_a_passage_bears_the_sentence_out(
    marker: str,
) -> None:
    (one,) = check(f"财政总收入4225.26万元{marker}。", MONEY, VISITS)
    assert one.holds and one.mended
    assert quotes([one]) == ["实现财政总收入4225.26万元"]
    (other,) = check(f"财政总收入4225.26万元{marker}。", VISITS)
    assert not other.holds


@pytest.mark.parametrize(
    ("draft", "words", "mended"),
    [
        ("营业收入200万元[1]", "200万元", "营业收入超200万元"),
        ("集散中心项目完成工程量30%[1]", CENTRE, "集散中心项目完成工程量30%以上"),
        ("吸引游客15万人次[1]", SHOWS, "吸引游客15万余人次"),
        ("完成固定资产投资460万元[1]", SPENT, "完成固定资产投资460万"),
        ("全年财政总收入4225.26万元[1]", MONEY, "财政总收入4225.26万元"),
    ],
)
def test_a_lost_comparator_and_a_date_put_in_are_mended(draft: str, words: str, mended: str) -> None:
    (one,) = check(draft, words)
    assert one.holds and one.mended, one.fault
    assert one.sentence.text == mended


@pytest.mark.parametrize(
    ("draft", "holds"),
    [
        ("财政收入3584.27万元，税收收入640.99万元，相差2943.28万元[1]", True),
        ("财政收入3584.27万元，税收收入640.99万元，合计4225.26万元[1]", True),
        ("财政收入3584.27万元，税收收入640.99万元，相差2943.29万元[1]", False),
        ("财政收入3584.27万元，税收收入640.99万元，合计4225.27万元[1]", False),
        ("财政收入比税收收入多2943.28万元[1]", False),
    ],
)
def test_sums_and_differences_need_both_operands_and_right_arithmetic(draft: str, holds: bool) -> None:
    (one,) = check(draft, MONEY)
    assert one.holds is holds, one.fault


def test_a_difference_may_follow_the_sentence_that_states_its_operands() -> None:
    first, second = check("财政收入3584.27万元，税收收入640.99万元[1]。两者相差2943.28万元[1]。", MONEY)
    assert first.holds and second.holds, second.fault


def test_a_difference_of_what_is_no_exact_number_is_none() -> None:
    (one,) = check("研学基地项目完成60%以上，集散中心项目完成30%以上，相差30%[1][2]", BASE, CENTRE)
    assert not one.holds


def test_a_date_of_a_heading_is_cited_with_the_heading() -> None:
    (one,) = check("上半年新增宣莲种植基地600亩[1]", "600亩")
    assert one.holds, one.fault
    assert "上半年工作总结" in quotes([one])[1]


def test_a_sentence_over_two_passages_cites_both_and_no_more() -> None:
    (one,) = check("研学基地项目完成工程量60%以上，集散中心项目完成工程量30%以上[1][2]", BASE, CENTRE, MONEY)
    assert one.holds, one.fault
    assert len(quotes([one])) == 2


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ("Total fiscal revenue was 42.2526 million yuan (财政总收入4225.26万元) [1].", MONEY),
        ("The three-level visit rate fell by 54% [1].", VISITS),
        ("The planting area of Xuan lotus (宣莲) is planned to reach 6,600 mu (6600亩) this year [1].", LOTUS),
        ("Five meal service points (就餐服务点5个) were built in the elderly care centre [1].", MEALS),
        ("More than 150,000 visits (15万余人次) were attracted [1].", SHOWS),
    ],
)
def test_english_that_the_chinese_words_bear_out(draft: str, words: str) -> None:
    (one,) = check(draft, words, lang="en")
    assert one.holds, one.fault


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ("Tax revenue was 42.2526 million yuan [1].", MONEY),
        ("Total fiscal revenue was 422.526 million yuan [1].", MONEY),
        ("The three-level visit rate rose by 54% [1].", VISITS),
        ("The planting area of Xuan lotus reached 6,600 mu this year [1].", LOTUS),
        ("Six meal service points were built in the elderly care centre [1].", MEALS),
        ("Five meal service points were built by Hangzhou [1].", MEALS),
        ("No meal service points (就餐服务点5个) were built [1].", MEALS),
        ("150,000 visits were attracted [1].", SHOWS),
        ("Meal service points (养老服务点) were built [1].", MEALS),
        ("Five meal service points were built in March 2023 [1].", MEALS),
        ("就餐服务点5个 were built in the elderly care centre [1].", MEALS),
    ],
)
def test_english_that_they_do_not(draft: str, words: str) -> None:
    (one,) = check(draft, words, lang="en")
    assert not one.holds, one.support


def test_the_comparator_of_an_original_in_brackets_is_put_before_the_english_amount() -> None:
    (one,) = check("150,000 visits (15万余人次) were attracted [1].", SHOWS, lang="en")
    assert one.holds and one.mended
    assert one.sentence.text.startswith("more than 150,000")


_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_ITEM_NUMBER = re.compile(r"^\s*\d{1,3}(?:[、．]|\.(?!\d))|[\[〔【［]\d{1,3}[\]〕】］]")
_WORDS = st.sampled_from(
    ["财政总收入", "税收收入", "研学基地", "下降", "增长", "已", "计划", "超", "以上", "未", "54%", "640.99万元", "600亩", "[1]", "[7]", "，", "。", "六", "2023年", "10余场", "\u202e", "４２"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(nasty_text, st.lists(_WORDS, min_size=1, max_size=12).map("".join)))
def test_no_text_whatever_brings_a_number_through_that_is_not_quoted(draft: str) -> None:
    for one in check(draft, MONEY, VISITS, LOTUS, BOTH, SHOWS):
        told = quotes([one])
        if not one.holds:
            assert one.fault
            continue
        assert told
        claimed = _ITEM_NUMBER.sub("", one.sentence.text)  # 2、 before a sentence counts sentences
        for number in _DIGITS.findall(claimed):
            assert number in "".join(told), (one.sentence.text, told)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PASSAGES), st.integers(0, 9), st.integers(0, 400))
def test_a_sentence_of_the_report_passes_and_with_another_digit_it_does_not(
    passage: object, digit: int, at: int
) -> None:
    text = passage.text.rstrip("。")  # type: ignore[attr-defined]
    grounder = Grounder([CITABLE.passage(passage)], CITABLE, LEXICON, "zh")  # type: ignore[arg-type]
    places = [match.start() for match in re.finditer(r"\d", text)]
    if passage.is_heading or not places:  # type: ignore[attr-defined]
        return
    as_it_is = grounder.check(Sentence(text, (1,)))
    assert as_it_is.holds, as_it_is.fault
    place = places[at % len(places)]
    if text[place] != str(digit):
        changed = text[:place] + str(digit) + text[place + 1 :]
        held = grounder.check(Sentence(changed, (1,)))
        # A date in front that the report does not give is left out; nothing else may be.
        assert not held.holds or (held.mended and held.sentence.text in text), (changed, held.support)


def test_the_world_is_what_it_seems() -> None:
    assert stretch(LOTUS).side == "target"
    assert stretch(MONEY).side == "result"
    assert TEXT.count("5个") == 1
