"""What a question asks to be computed, worked by hand."""

import pytest
from hypothesis import given, settings
from strategies import nasty_text

from app.operations import tell_operation


@pytest.mark.parametrize(
    ("question", "act", "names"),
    [
        ("甲厂和乙厂的产值加起来是多少？", "sum", ("甲厂", "乙厂的产值")),
        ("苹果、梨、桃三样合计多少吨", "sum", ("苹果", "梨", "桃")),
        ("果树种植,苹果、梨和桃相加有几亩", "sum", ("苹果", "梨", "桃")),
        ("税费和非税收入一加,跟总收入对得上吗？", "check", ("税费", "非税收入")),
        ("工业用地占全部用地的比重是多少？", "share", ("工业用地", "全部用地")),
        ("120户里面,已经搬迁的占几成？", "share", ("已经搬迁", "120户")),
        ("小学生人数是中学生人数的几倍？", "times", ("小学生人", "中学生人")),
        ("今年农田里,新建面积是改造面积的几倍？", "times", ("新建面积", "改造面积")),
        ("培训班平均每期多少人？", "average", ("培训班",)),
        ("那20个村里,省外有几个？", "rest", ("省外",)),
        ("申请了50个,批了20个,还差几个？", "rest", ("",)),
        ("全县增速比全省高几个点,推算一下全省是多少？", "base", ("全省",)),
        ("产量今年增长了一成,算下来去年是多少？", "before", ()),
        ("小麦、玉米、大豆,哪样面积最大？", "rank", ("小麦", "玉米", "大豆")),
    ],
)
def test_operation_and_operands(question: str, act: str, names: tuple[str, ...]) -> None:
    operation = tell_operation(question)
    assert operation is not None
    assert (operation.act, operation.names) == (act, names)


def test_so_many_without_names() -> None:
    operation = tell_operation("明年要开的三个展会,加起来投入多少？")
    assert operation is not None
    assert (operation.act, operation.number) == ("sum", 3)


@pytest.mark.parametrize(
    "question",
    [
        "财政总收入是多少？",
        "全市一共有多少个村？",
        "全市第几？",
        "资金需求量这项全市第几？",
        "",
        "加起来",
        "占比是多少？",
        "谁最多？",
    ],
)
def test_nothing_to_compute(question: str) -> None:
    assert tell_operation(question) is None


def test_a_weak_word_for_a_sum_is_marked() -> None:
    operation = tell_operation("建议和提案一共办了多少件？")
    assert operation is not None and not operation.sure


@given(nasty_text)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for question in (text, f"{text}和{text}加起来多少", f"{text}占{text}的比重", f"{text}里,{text}有几个"):
        operation = tell_operation(question)
        assert operation is None or operation.act
