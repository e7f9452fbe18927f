"""Values dealt out to things, worked by hand, and nasty text."""

import pytest
from hypothesis import given, settings
from strategies import nasty_text

from app.aligned import share_at, shares_of
from index.figures import find_quantities


@pytest.mark.parametrize(
    ("text", "dealt"),
    [
        ("盗窃、诈骗案件立案数分别下降12.5%、3%。", [("盗窃", "12.5%"), ("诈骗", "3%")]),
        ("冰箱、洗衣机销量分别居全市第2位、第7位。", [("冰箱", "第2位"), ("洗衣机", "第7位")]),
        ("全县城乡居民收入分别增长4%、6%。", [("全县城镇", "4%"), ("全县农村", "6%")]),
        (
            "重点产业、高新技术产业、现代服务业增加值分别增长6%、8%、10%。",
            [("重点产业", "6%"), ("高新技术产业", "8%"), ("现代服务业", "10%")],
        ),
        (
            "管护水库12座、山塘34座,完好率分别为95%、80%。",
            [("管护水库12座", "95%"), ("山塘34座", "80%")],
        ),
        ("成立第一片区和第二片区,分别覆盖11个和8个村。", [("成立第一片区", "11个"), ("第二片区", "8个")]),
        ("城镇、农村收入达到4万元、2万元,分别增长5%、7%。", [("城镇", "5%"), ("农村收入达到", "7%")]),
    ],
)
def test_each_value_belongs_to_its_thing(text: str, dealt: list[tuple[str, str]]) -> None:
    assert [(s.item, text[s.start : s.end]) for s in shares_of(text)[0]] == dealt


@pytest.mark.parametrize(
    "text",
    ["甲、乙、丙分别增长5%、6%。", "水库分别增长5%、6%。", "甲、乙增长5%、6%。", "甲、乙分别获奖。", ""],
)
def test_things_and_values_that_are_not_as_many_deal_nothing(text: str) -> None:
    assert shares_of(text) == []


def test_what_is_said_of_all_is_said_of_each() -> None:
    first, second = shares_of("盗窃、诈骗案件立案数分别下降12.5%、3%。")[0]
    assert "诈骗" not in first.words
    assert "盗窃" not in second.words
    assert all("案件立案数" in share.words and "下降" in share.words for share in (first, second))


def test_a_clause_that_goes_on_deals_out_to_the_same_things() -> None:
    text = "城镇和农村收入分别达到36850元、19426元,增长5%和7%,位居全市前列。"
    assert [[(s.item, text[s.start : s.end]) for s in one] for one in shares_of(text)] == [
        [("城镇", "36850元"), ("农村", "19426元")],
        [("城镇", "5%"), ("农村", "7%")],
    ]


def test_a_quantity_knows_its_share() -> None:
    text = "投资8亿元。盗窃、诈骗案件分别下降12.5%、3%。"
    alone, one, other = find_quantities(text)
    assert share_at(text, alone) is None
    assert [share_at(text, q).item for q in (one, other)] == ["盗窃", "诈骗"]  # type: ignore[union-attr]


@settings(max_examples=60)
@given(nasty_text)
def test_shares_lie_in_their_text_in_order(text: str) -> None:
    for share in shares_of(text + "甲、乙分别增长1%、2%。"):
        places = [place for each in share for place in (each.start, each.end)]
        assert places == sorted(places)
