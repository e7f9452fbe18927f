import pytest
from app_helpers import World, ask, found

from app.comparison import compare
from app.matching import find_operands

INCOME = "1-6月,实现财政总收入4225.26万元,其中财政收入3584.27万元,税收收入640.99万元。"


def test_the_difference_is_exact() -> None:
    world = World()
    passage = world.add(INCOME)
    answer = compare(ask("财政收入比税收收入多多少？"), [found(passage)], world.citer())
    assert answer is not None
    assert "**3584.27万元**" in answer
    assert "**640.99万元**" in answer
    assert "**2943.28万元**" in answer
    assert "3584.27万元－640.99万元＝2943.28万元" in answer
    assert answer.index("财政收入更高") < answer.index("比税收收入")


@pytest.mark.parametrize(
    ("text", "question", "difference"),
    [
        ("甲项目投资0.3亿元,乙项目投资1000万元。", "甲项目和乙项目投资哪个多？", "2000万元"),
        ("甲项目投资1.5亿元,乙项目投资0.2亿元。", "甲项目和乙项目投资哪个多？", "1.3亿元"),
        ("甲村有网格37个,乙村有网格116个。", "甲村和乙村哪个网格多？", "79个"),
        ("甲产业增长54%,乙产业增长26%。", "甲产业和乙产业哪个增长快？", "28个百分点"),
        ("甲项目投资0.1万元,乙项目投资0.3万元。", "甲项目和乙项目投资相差多少？", "2000元"),
    ],
)
def test_differences_by_hand(text: str, question: str, difference: str) -> None:
    world = World()
    answer = compare(ask(question), [found(world.add(text))], world.citer())
    assert answer is not None
    assert f"**{difference}**" in answer


@pytest.mark.parametrize("amounts", [("4.35亿元", "43500万元"), ("1.005亿元", "10050万元"), ("20万元", "20万元")])
def test_equal_values_are_told_to_be_equal_whatever_their_scale(amounts: tuple[str, str]) -> None:
    world = World()
    text = f"甲项目投资{amounts[0]},乙项目投资{amounts[1]}。"
    answer = compare(ask("甲项目和乙项目投资哪个多？"), [found(world.add(text))], world.citer())
    assert answer is not None
    assert "两者都是" in answer
    assert "－" not in answer


def test_an_inexact_operand_makes_the_difference_inexact() -> None:
    world = World()
    text = "甲街收入超200万元,乙街收入50万元。"
    answer = compare(ask("甲街和乙街收入哪个多？"), [found(world.add(text))], world.citer())
    assert answer is not None
    assert "约多**150万元**" in answer


def test_operands_of_two_passages_are_both_cited_in_reading_order() -> None:
    world = World()
    one = world.add("美术研学基地项目完成工程量60%以上。", ["二、下半年工作思路"])
    two = world.add("旅游集散中心项目完成工程量30%以上。", ["二、下半年工作思路"])
    citer = world.citer()
    question = ask("美术研学基地和旅游集散中心哪个工程量高？")
    answer = compare(question, [found(two, probability=0.9), found(one, probability=0.8)], citer)
    assert answer is not None
    assert [citation.quote for citation in citer.citations] == [one.text, two.text]
    assert answer.index("60%以上") < answer.index("[1]") < answer.index("30%以上") < answer.index("[2]")
    for citation, words in zip(citer.citations, ("60%以上", "30%以上"), strict=True):
        assert citation.span is not None
        assert world.report.text[slice(*citation.span)] == words


def test_a_target_against_a_result() -> None:
    world = World()
    one = world.add("新增宣莲种植600亩。", ["一、上半年工作总结"])
    two = world.add("确保宣莲种植规模达6600亩。", ["二、下半年工作思路"])
    answer = compare(ask("宣莲种植上半年完成的和下半年目标相差多少亩？"), [found(one), found(two)], world.citer())
    assert answer is not None
    assert "**6000亩**" in answer


@pytest.mark.parametrize(
    "text",
    [
        "建成停车场。",
        "建成停车场3个。",
        "投资3万元,面积5亩。",
        "停车场工期3个月,绿化工期20天。",
        "停车场3公顷,绿化20亩。",
        "2024年建成,2025年投用,3月开工,4月完工。",
    ],
)
def test_nothing_to_compare(text: str) -> None:
    world = World()
    citer = world.citer()
    items = [found(world.add(text))]
    question = ask("停车场投资和面积哪个更多？")
    assert find_operands(question, items) is None
    assert compare(question, items, citer) is None
    assert citer.citations == ()


def test_nothing_found_is_nothing_to_compare() -> None:
    assert find_operands(ask("哪个更多？"), []) is None


@pytest.mark.parametrize(
    ("one", "other", "comparable"),
    [
        ("新增30.2万农村居民落户城镇。", "农村居民收入增长6.8%。", False),
        ("甲村建成泵站12。", "乙村建成泵站3个。", True),
        ("甲项目新增投资额500万。", "乙项目新增投资额400万元。", True),
    ],
)
def test_a_bare_number_is_no_percentage(one: str, other: str, comparable: bool) -> None:
    world = World()
    operands = find_operands(ask("哪个多？"), [found(world.add(one)), found(world.add(other))])
    assert (operands is not None) is comparable
