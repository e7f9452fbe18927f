"""Claims held against passages, worked by hand."""

import pytest
from app_helpers import World, ask, candidate

from app.checking import check_claim


def verdict(question: str, *passages: str, mark: str = "") -> tuple[bool, str]:
    """Whether the claim holds of the passages, best first, and the words that show it."""
    world = World()
    candidates = [
        candidate(p, mark if mark and mark in p.text else p.text[:2]) for p in (world.add(t) for t in passages)
    ]
    checked = check_claim(ask(question), candidates)
    start, end = checked.span
    return checked.holds, checked.candidate.passage.text[start:end]


@pytest.mark.parametrize(
    ("question", "stated", "holds", "words"),
    [
        ("营业收入有三百多万吗？", "营业收入超200万元。", False, "超200万元"),
        ("营业收入有两百多万吗？", "营业收入超200万元。", True, "超200万元"),
        ("营业收入有两百多万吗？", "营业收入260万元。", True, "260万元"),
        ("营业收入不到200万元吗？", "营业收入超200万元。", False, "超200万元"),
        ("营业收入至少100万元吗？", "营业收入120万元。", True, "120万元"),
        ("营业收入不超过100万元吗？", "营业收入120万元。", False, "120万元"),
        ("营业收入大约120万元吗？", "营业收入125万元。", True, "125万元"),
        ("走访率降了五成多吗？", "走访率下降54%。", True, "54%"),
        ("走访率降了六成多吗？", "走访率下降54%。", False, "54%"),
        ("是不是连着十年评上名校？", "连续八年评为名校。", False, "八年"),
        ("产值增速是7%吗？", "产值增速6.5%,打造“7+18”体系。", False, "6.5%"),
    ],
)
def test_quantities(question: str, stated: str, holds: bool, words: str) -> None:
    assert verdict(question, stated) == (holds, words)


def test_the_same_number_of_something_else_confirms_nothing() -> None:
    stated = "对80家省直单位开展督导。", "建成绿色食堂50家。"
    assert verdict("绿色食堂是不是建了80家？", *stated) == (False, "50家")


@pytest.mark.parametrize(
    ("question", "stated", "holds"),
    [
        ("吞吐量排全国第三，对不对", "旅客吞吐量增长16.6%,居全国第3位。", True),
        ("生猪出栏是不是排老二？", "生猪出栏6150万头,居全国第1位。", False),
        ("增速是全市第一吗？", "增速居全市第二。", False),
        ("平台是全国头一个吗？", "在全国率先建成平台。", True),
        ("第三幼儿园启用了吗？", "第三幼儿园投入使用。", True),
        ("第一产业增长了吗？", "第一产业增加值增长,位居全市第二。", True),
    ],
)
def test_ranks(question: str, stated: str, holds: bool) -> None:
    assert verdict(question, stated)[0] is holds


def test_a_clause_that_speaks_of_something_else_does_not_turn_the_answer_round() -> None:
    assert verdict("是不是还停在设计上,没开始盖？", "集散中心项目处于设计完善阶段。")[0]
