"""Suggested questions: made of a report's records, and only those that the answerer stands by."""

import re
from dataclasses import replace

import pytest
from web_engine import FakeEngine, real_report

from app.answer import Answer, Citation
from app.suggestions import (
    CONFIDENT,
    Candidate,
    Suggestions,
    ask_figure,
    is_answered,
    make_candidates,
    rank_next,
    spread,
)
from index.records import Figure

FIGURE = Figure("r", 10, 13, "3个", "", 3.0, "个", "=", "", "result", 0)


@pytest.mark.parametrize(
    ("subject", "unit", "side", "question"),
    [
        ("实现财政总收入", "元", "result", "财政总收入是多少？"),
        ("新增宣莲种植基地", "亩", "result", "宣莲种植基地有多少亩？"),
        ("信访登记交办量同比下降", "%", "result", "信访登记交办量同比下降了多少？"),
        ("城镇登记失业率控制在", "%", "target", "城镇登记失业率的目标是多少？"),
        ("确保今年种植规模达", "亩", "target", "种植规模的目标是多少？"),
        ("完成", "个", "result", ""),
        ("实施配备1名结对导师、开展", "轮", "result", ""),
    ],
)
def test_a_figure_is_asked_for_by_its_name(subject: str, unit: str, side: str, question: str) -> None:
    assert ask_figure(replace(FIGURE, subject=subject, unit=unit, side=side)) == question


@pytest.mark.parametrize(
    ("subject", "unit", "side", "question"),
    [
        ("实现财政总收入", "元", "result", "How much is “财政总收入”?"),
        ("新增宣莲种植基地", "亩", "result", "How much is “宣莲种植基地”?"),
        ("储备村级后备干部", "名", "result", "How many “村级后备干部” are there?"),
        ("信访登记交办量同比下降", "%", "result", "By how much did “信访登记交办量” fall?"),
        ("实现财政总收入同比增长", "%", "result", "By how much did “财政总收入” rise?"),
        ("确保今年种植规模达", "亩", "target", "What is the target for “种植规模”?"),
        ("建成“群众说事室”", "个", "result", "How many “群众说事室” are there?"),
        ("完成", "个", "result", ""),
    ],
)
def test_in_english_it_is_asked_for_by_the_name_the_report_gives_it(
    subject: str, unit: str, side: str, question: str
) -> None:
    assert ask_figure(replace(FIGURE, subject=subject, unit=unit, side=side), "en") == question


def test_every_candidate_has_its_english() -> None:
    candidates = list(make_candidates(FakeEngine().index))
    assert len({one.english for one in candidates if one.english}) == sum(bool(one.english) for one in candidates) > 30
    for one in filter(lambda one: one.english, candidates):
        outside = re.sub("“.*”", "", one.english)
        assert outside.isascii() and one.english.endswith("?") and one.question.endswith("？")
        assert (one.worded("zh"), one.worded("en")) == (one.question, one.english)


def test_candidates_are_of_figures_headings_and_problems_and_differ() -> None:
    candidates = list(make_candidates(FakeEngine().index))
    questions = [one.question for one in candidates]
    assert len(set(questions)) == len(questions)
    assert {"财政总收入是多少？", "文旅融合蓬勃发展方面有哪些做法和成效？", "报告提到了哪些存在的问题？"} <= set(
        questions
    )
    text = real_report().text
    assert all(one.must in text[one.start : one.end] for one in candidates)
    assert len({(one.side, bool(one.must)) for one in spread(candidates)[:4]}) == 4, "the first few differ"


def cite(candidate: Candidate) -> Answer:
    start = max(0, candidate.start - 8)  # with the words that name it
    quote = real_report().text[start : candidate.end]
    citation = Citation(candidate.report, "", candidate.section, quote, start, candidate.end, 1)
    return Answer(candidate.question, candidate.question, "answered", candidate.must + "[1]", (citation,))


def test_only_a_confident_answer_with_the_very_words_counts() -> None:
    one = next(make_candidates(FakeEngine().index))
    good = cite(one)
    assert is_answered(one, good)
    assert not is_answered(one, replace(good, confidence=CONFIDENT - 0.01))
    assert not is_answered(one, replace(good, status="refused", citations=()))
    assert not is_answered(one, replace(good, text="别的数"))
    elsewhere = replace(good.citations[0], start=one.end + 1, end=one.end + 2)
    assert not is_answered(one, replace(good, citations=(elsewhere,)))


def test_what_follows_an_answer_is_new_and_asked_once() -> None:
    index, asked = FakeEngine().index, []
    by_question = {one.question: one for one in make_candidates(index)}

    def ask(question: str, *, report: str | None) -> Answer:
        asked.append(question)
        return cite(by_question[question])

    suggestions = Suggestions(index, ask)
    shown = cite(by_question["宣莲种植基地有多少亩？"])
    offered = [one for one in suggestions(None, shown, ["财政总收入是多少？"]) if one]
    assert "宣莲种植基地有多少亩？" not in offered and "财政总收入是多少？" not in offered
    assert offered[0] == "种植规模的目标是多少？", "the target that the result belongs to comes first"
    before = len(asked)
    assert [one for one in suggestions(None, shown, ["财政总收入是多少？"]) if one] == offered
    assert len(asked) == before, "what was checked is not asked again"


def test_what_is_suggested_in_english_was_asked_in_english_and_no_question_comes_twice() -> None:
    index, asked = FakeEngine().index, []
    by_question = {one.english: one for one in make_candidates(index) if one.english}

    def ask(question: str, *, report: str | None) -> Answer:
        asked.append(question)
        return cite(by_question[question])

    suggestions = Suggestions(index, ask)
    offered = [one for one in suggestions(language="en") if one]
    assert offered == asked and set(offered) <= set(by_question) and len(offered) > 20
    asked_in_chinese = by_question["How much is “财政总收入”?"].question
    rest = [one for one in suggestions(None, None, [asked_in_chinese, offered[1]], "en") if one]
    assert set(offered) - set(rest) == {"How much is “财政总收入”?", offered[1]}


def test_nearby_comes_before_far_away() -> None:
    candidates = list(make_candidates(FakeEngine().index))
    shown = cite(next(one for one in candidates if one.question == "财政总收入是多少？")).citations
    assert all(one.start != shown[0].start for one in rank_next(candidates, shown) if one.must)
