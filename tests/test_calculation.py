"""Questions that compute, on small reports of our own: operands cited, arithmetic shown, nothing guessed."""

import re

import pytest
from app_helpers import World, ask, found
from hypothesis import given, settings
from strategies import nasty_text

from app.calculation import calculate

SCHOOLS = "全县有小学生9000人,中学生3000人,教师600人。"
PIPES = "完成供热管道12.5公里、供水管道7.5公里、雨水管道30公里改造。"
BUDGET = "一般公共预算收入100亿元,其中税收收入80亿元,非税收入20亿元。"


def answer_to(question: str, *texts: str) -> str | None:
    world = World()
    items = [found(world.add(text)) for text in texts]
    return calculate(ask(question), items, world.citer())


@pytest.mark.parametrize(
    ("text", "question", "parts"),
    [
        (PIPES, "供热、供水、雨水三样管道加起来多少公里？", ["合计**50公里**", "12.5公里＋7.5公里＋30公里＝50公里"]),
        (SCHOOLS, "小学生和中学生加起来有多少人？", ["合计**12000人**", "9000人＋3000人＝12000人"]),
        (SCHOOLS, "小学生和中学生凑一块是多少人？", ["合计**12000人**"]),
        (BUDGET, "税收收入和非税收入一加,和总数对得上吗？", ["是，对得上", "80亿元＋20亿元＝100亿元"]),
        (BUDGET.replace("20亿", "19亿"), "税收收入和非税收入一加,和总数对得上吗？", ["不是", "相差1亿元"]),
        (BUDGET, "非税收入占一般公共预算收入的比重是多少？", ["**20%**", "20亿元÷100亿元＝20%"]),
        (SCHOOLS, "小学生人数是教师人数的几倍？", ["**15倍**", "9000人÷600人＝15倍"]),
        (SCHOOLS, "小学生人数是中学生人数的多少倍？", ["**3倍**"]),
        ("举办农技培训班8期,培训农民420人。", "农技培训班平均每期培训多少人？", ["**52.5人**", "420人÷8期"]),
        ("联网公交40条(含县内31条)线路。", "那40条线路里,县外有几条？", ["**9条**", "40条－31条＝9条"]),
        ("申报项目50个,已批复20个。", "项目报了50个,批了20个,还差几个没批？", ["**30个**"]),
        ("全县生产总值增长6.2%,高于全省0.4个百分点。", "增速比全省高几个点,算下来全省是多少？", ["**5.8%**"]),
        ("全县生产总值增长6.2%,低于全省0.4个百分点。", "增速比全省低几个点,算下来全省是多少？", ["**6.6%**"]),
        ("苹果产量达8800吨,同比增长10%。", "苹果产量增长10%,推算一下去年是多少？", ["**8000吨**", "8800吨÷（1＋10%）"]),
        ("受理案件6起,比去年同期减少4起。", "去年同期案件是多少起？", ["上年同期**10起**", "6起＋4起＝10起"]),
        ("开行班列88列,比上年多开25列。", "推算一下,上年班列开了多少列？", ["上年**63列**", "88列－25列＝63列"]),
        (
            "投资增长11.2%,产值增长7.4%,税收增长6.8%,税收目标6000万元。",
            "投资、产值、税收三项里谁的增速最快？",
            ["**投资（11.2%）**、产值（7.4%）"],
        ),
        (PIPES, "供热管道、供水管道、雨水管道,哪样最长？", ["由高到低：**雨水管道（30公里）**、供热管道（12.5公里）"]),
    ],
)
def test_worked_examples(text: str, question: str, parts: list[str]) -> None:
    answer = answer_to(question, text)
    assert answer is not None
    assert [part for part in parts if part not in answer] == []
    assert "[1]" in answer


def test_operands_of_two_sentences_share_what_is_asked_of_the_last() -> None:
    texts = ("书城一期未开工,预计新增投资400万。", "剧院年内入库,预计新增投资500万;")
    answer = answer_to("剧院和书城一期预计新增的投资加在一块儿是多少？", *texts)
    assert answer is not None
    assert "合计**900万**（" in answer


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (SCHOOLS, "小学生和医生加起来有多少人？"),  # one of the two is not there
        ("建成公园3个,绿道5公里。", "公园和绿道加起来多少？"),  # two units
        (BUDGET, "土地出让收入占一般公共预算收入的比重是多少？"),
        ("税收收入80亿元,占一般公共预算收入100亿元的80%。", "税收收入占一般公共预算收入的比重是多少？"),  # it is stated
        ("举办培训班8期,平均每期50人,培训400人。", "培训班平均每期多少人？"),
        ("开行线路40条。", "那40条线路里,县外有几条？"),
        ("联网公交40条(含新增31条)线路。", "那40条线路里,县外有几条？"),
        ("全县生产总值增长6.2%。", "增速比全省高几个点,算下来全省是多少？"),
        (SCHOOLS, "小学生有多少人？"),
        ("教师0人,学生30人。", "学生人数是教师人数的几倍？"),
    ],
)
def test_what_is_not_certain_is_not_computed(text: str, question: str) -> None:
    assert answer_to(question, text) is None


def test_operands_of_two_passages_are_both_cited() -> None:
    answer = answer_to("东区绿化面积和西区绿化面积加起来多少亩？", "东区绿化面积300亩。", "西区绿化面积超200亩。")
    assert answer == "东区绿化面积**300亩**[1]；西区绿化面积**超200亩**[2]。合计约**500亩**（300亩＋200亩＝500亩）。"


def test_so_many_of_one_kind() -> None:
    text = "新建水库项目预计投资300万元;续建水库项目预计投资200万元;全镇税收900万元。"
    answer = answer_to("水库预计的两笔投资,合起来多少钱？", text)
    assert answer is not None and "合计**500万元**" in answer


def test_nothing_found_is_nothing_computed() -> None:
    assert answer_to("苹果和梨加起来多少吨？") is None


@given(nasty_text, nasty_text)
@settings(max_examples=150, deadline=None)
def test_any_text_is_computed_with_or_not(text: str, name: str) -> None:
    passage = re.sub(r"\s", " ", f"{text}有{name}12个,其中{name[:3]}5个,增长10%。")
    for question in (
        f"{name}和{name[:3]}加起来几个",
        f"{name}占{text}的比重",
        f"{text}里12个,{name}外有几个",
        f"{name}是{text}的几倍",
    ):
        answer = answer_to(question, passage)
        assert answer is None or "[1]" in answer


FUND = "实施衔接资金项目9个、资金1436万元,目前已开工8个,拨付资金861.6万元,拨付率60%。"


@pytest.mark.parametrize(
    ("text", "question", "told"),
    [
        (FUND, "衔接资金还有多少没有拨付出去？", "尚未拨付的**574.4万元**（1436万元－861.6万元＝574.4万元）"),
        (FUND, "衔接资金没拨付的还有多少？", None),  # asked in another order: left to the reader
        (FUND.replace("60%", "80%"), "衔接资金还有多少没有拨付出去？", None),  # the rate is of another whole
        (FUND.replace("。", ",剩余年底前拨付。"), "衔接资金还有多少没有拨付出去？", None),
        (FUND, "衔接资金拨付了多少？", None),
        ("发现问题73个,整改问题71个,正在整改2个。", "问题还有几个没整改完？", None),  # told
        (FUND, "衔接资金还有多少没有审计？", None),
    ],
)
def test_what_is_left_undone(text: str, question: str, told: str | None) -> None:
    answer = answer_to(question, text)
    assert (told in answer) if told and answer else answer is None and told is None
