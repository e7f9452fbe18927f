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


@pytest.mark.parametrize(
    ("question", "stated", "holds"),
    [
        ("民宿是不是已经完工了？", "百丈水民宿项目正在施工。", False),
        ("民宿开工了吗？", "百丈水民宿项目正在施工。", True),
        ("民宿是不是还没完工？", "百丈水民宿项目正在施工。", True),
        ("条例已经出台了吧？", "围绕条例实施重点起草法规文本。", False),
        ("梯田已经是国家4A级景区了,没错吧？", "梯田升创国家4A级景区通过省级专家评审。", False),
        ("信访量是不是上升了26%？", "信访量同比下降26%。", False),
        ("荣誉是县里评的吗？", "获评浙江省示范乡镇。", False),
        ("外资到位26亿元吗？", "外资到位26亿美元。", False),
        ("走访是不是降了一半还多？", "走访率下降54%。", True),
        ("吸引了超过150000人次吗？", "举办活动10余场,吸引游客15万余人次。", True),
        ("活动吸引了150000以上吗？", "举办活动10余场,吸引游客15万余人次。", True),
        ("心愿过70件了没？", "认领微心愿71件。", True),
        ("车门村也评上了示范村,对吗？", "金湖源、梁家山等2个村获评示范村。", False),
    ],
)
def test_how_far_which_way_and_where(question: str, stated: str, holds: bool) -> None:
    assert verdict(question, stated)[0] is holds


def test_a_target_is_no_result() -> None:
    world = World()
    target = world.add("确保种植规模达6600亩。", ["二、下半年工作思路"])
    assert not check_claim(ask("已经种了6600亩了，是吧？"), [candidate(target, "6600亩")]).holds
    assert check_claim(ask("目标是6600亩吗？"), [candidate(target, "6600亩")]).holds


def test_a_passage_that_names_what_is_asked_comes_first() -> None:
    other, named = "梁家民宿获评省级文化主题民宿。", "雷家民宿获评省级文化主题民宿,雷家社区投用。"
    assert verdict("雷家社区有没有获评省级文化主题民宿？", other, named) == (True, named[:2])
