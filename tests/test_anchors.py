from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from app_helpers import World
from hypothesis import given, settings
from strategies import nasty_text

from app.anchors import REACH, find_anchors, nearness, speaks_of, told_before
from app.answer import REFUSAL_ZH, Answer, Citation, Turn
from index.store import Index

WORLD = World("某镇工作总结")
INCOME = WORLD.add("实现财政总收入4225.26万元。", ["一、总结"])
HOMESTAY = WORLD.add("投资1400万元的百丈水民宿项目正在施工。", ["一、总结"])
MARKET = WORLD.add("全年新增市场主体9572户、同比增长18%。", ["一、总结"])
GRID = WORLD.add("划分37个网格、116个微网格。", ["一、总结"])
INDEX = cast(Index, SimpleNamespace(passages=WORLD.passages, lexical=WORLD.lexical, reports={"r": WORLD.report}))


def said(question: str, answer: str) -> list[Turn]:
    return [Turn("user", question), Turn("assistant", answer)]


@pytest.mark.parametrize(
    ("question", "answer", "passage"),
    [
        ("百丈水民宿投了多少钱?", "投资**1400万元**[1]。", HOMESTAY),
        ("收入多少?", "实现财政总收入**4225.26万元**。[1]", INCOME),
        ("新冒出来多少市场主体?", "2023年全区新增市场主体9572户。", MARKET),  # told in other words
        ("有多少网格?", "37个网格。", GRID),
    ],
)
def test_an_anchor_is_where_the_answer_was_taken_from(question: str, answer: str, passage: object) -> None:
    assert [INDEX.passages[i] for i in find_anchors(said(question, answer), INDEX)] == [passage]


def test_every_item_of_a_list_is_an_anchor_once() -> None:
    answer = f"- {HOMESTAY.text}[1]\n- {GRID.text}[2]\n- {HOMESTAY.text}[1]"
    assert find_anchors(said("有哪些进展?", answer), INDEX) == (HOMESTAY.id, GRID.id)


@pytest.mark.parametrize("answer", [REFUSAL_ZH, "", "[1]", "投资1500万元。", "今天天气很好，适合出门散步。"])
def test_no_anchor_where_nothing_was_taken_from_the_report(answer: str) -> None:
    assert find_anchors(said("百丈水民宿投了多少钱?", answer), INDEX) == ()


def test_only_the_last_answer_counts_and_only_the_report_asked() -> None:
    turns = [*said("收入?", "财政总收入4225.26万元。"), *said("网格?", "37个网格。")]
    assert find_anchors(turns, INDEX) == (GRID.id,)
    assert find_anchors([], INDEX) == find_anchors([Turn("user", "收入?")], INDEX) == ()


def test_nearness_falls_with_the_distance() -> None:
    values = [nearness(passage, (INCOME.id,)) for passage in INDEX.passages]
    assert values[0] == 1 and values == sorted(values, reverse=True)
    assert nearness(GRID, ()) == 0
    assert nearness(GRID, (GRID.id + REACH,)) == 0 < nearness(GRID, (GRID.id + REACH - 1,))


@given(question=nasty_text, answer=nasty_text)
@settings(max_examples=50)
def test_any_conversation_can_be_looked_for(question: str, answer: str) -> None:
    assert set(find_anchors(said(question, answer), INDEX)) <= {p.id for p in INDEX.passages}


def test_the_values_that_were_told() -> None:
    bold = [Turn("user", "多少?"), Turn("assistant", "组建**200亿元**母基金,增长8%[1]。"), Turn("user", "还有呢?")]
    assert told_before(bold) == ((2e10, "元"),)  # what stands beside it was not asked for
    assert told_before([Turn("user", "几个?"), Turn("assistant", "选树奋进之星5批次30人。")]) == ()
    plain = [Turn("user", "多少?"), Turn("assistant", "突破8700万人次。")]
    assert told_before(plain) == ((8.7e7, "人次"),)
    assert told_before([*bold, *plain]) == ((2e10, "元"), (8.7e7, "人次"))
    assert told_before([]) == told_before([Turn("user", "3个?")]) == ()


def test_an_answer_speaks_of_the_conversation_by_the_things_that_were_asked_of() -> None:
    history = [Turn("user", "上半年宣莲新增了多少？"), Turn("assistant", "600亩。"), Turn("user", "中药材呢？")]
    cited = Citation("r", "t", (), "确保宣莲种植规模达6600亩。", 0, 15, 1)
    answer = Answer("q", "q", "answered", "6600亩[1]", (cited,))
    assert speaks_of(history, answer)
    assert not speaks_of(history, replace(answer, citations=(replace(cited, quote="财政收入640万元。"),)))
    assert not speaks_of([], answer)
