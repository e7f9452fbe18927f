import pytest
from hypothesis import given
from strategies import nasty_text

from app.claims import (
    claimed_quantities,
    directions_differ,
    levels_differ,
    named,
    names_other,
    periods_differ,
    turned_round,
)


@pytest.mark.parametrize(
    ("question", "stated", "claimed"),
    [
        ("心愿过70件了没？", "", [(70, "件", ">")]),
        ("最少建三家吗？", "", [(3, "家", ">=")]),
        ("还没到70件吧？", "", [(70, "件", "<")]),
        ("走访降了一半还多？", "", [(50, "%", ">")]),
        ("降了不到一半吗？", "", [(50, "%", "<")]),
        ("这一块建了两个吗？", "", [(2, "个", "=")]),
        ("一期工程投产了吗？", "", []),
        ("产值翻了一倍吗？", "", [(1, "倍", "=")]),
        ("是第一批示范乡镇吗？", "第二批示范乡镇。", [(1, "批", "=")]),
        ("1-6月建了3个吗？", "", [(3, "个", "=")]),
        ("是不是到五月才投产？", "4月投产。", [(5, "月", "=")]),
        ("是不是到五月才投产？", "已投产。", []),
    ],
)
def test_quantities_as_they_are_spoken(question: str, stated: str, claimed: list[tuple[float, str, str]]) -> None:
    assert [(q.value, q.unit, q.comparator) for q in claimed_quantities(question, stated)] == claimed


@pytest.mark.parametrize(
    ("question", "stated", "differ"),
    [
        ("信访量上升了吗？", "信访量下降26%。", True),
        ("信访量下降了吗？", "信访量下降26%。", False),
        ("信访量上升了吗？", "信访量26件。", False),
        ("信访量上升了吗？", "信访量下降,收入增长。", False),
        ("did petitions go up?", "信访量下降26%。", True),
    ],
)
def test_directions(question: str, stated: str, differ: bool) -> None:
    assert directions_differ(question, stated) is differ


@pytest.mark.parametrize(
    ("question", "stated", "differ"),
    [
        ("这是县里评的吧？", "获评浙江省示范村。", True),
        ("这是省里评的吧？", "获评浙江省示范村。", False),
        ("是国家级的吗？", "创建县级文明村,获评国家级示范村。", False),
        ("这是谁评的？", "获评省级示范村。", False),
    ],
)
def test_levels_of_government(question: str, stated: str, differ: bool) -> None:
    assert levels_differ(question, stated) is differ


@pytest.mark.parametrize(
    ("question", "stated", "differ"),
    [
        ("这是前三季度的数吗？", "一、上半年工作总结", True),
        ("这是1-6月的数吗？", "一、上半年工作总结", False),
        ("这是全年的数吗？", "投资460万元。", False),
        ("去年上半年也这样吗？", "下半年投资460万元。", False),
    ],
)
def test_parts_of_the_year(question: str, stated: str, differ: bool) -> None:
    assert periods_differ(question, stated) is differ


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("石门村也评上了吗？", "金湖、梁家等3个村获评示范村。", True),
        ("金湖村也评上了吗？", "金湖、梁家等3个村获评示范村。", False),
        ("是苏州市搞出来的吗？", "无锡市首创“距离保障法”。", True),
        ("是苏州市搞出来的吗？", "首创“距离保障法”。", False),
        ("人民公园开放了吗？", "中央公园开放。", True),
    ],
)
def test_places_and_bodies(question: str, told: str, other: bool) -> None:
    assert names_other(question, told) is other


@given(question=nasty_text, stated=nasty_text)
def test_any_text_can_be_a_claim(question: str, stated: str) -> None:
    assert all(0 <= q.start < q.end <= len(question) for q in claimed_quantities(question, stated))
    assert all(name.endswith(kind) for name, kind in named(question))
    assert not directions_differ(question, question) and not periods_differ(question, question)


def test_two_kinds_of_place_in_a_row_are_no_name() -> None:
    assert ("山村省", "省") not in named("梁家山村省示范村")


@pytest.mark.parametrize(
    ("question", "stated", "words"),
    [
        ("出口时间是多少", "进口时间26小时", "进口时"),
        ("出口时间是多少", "进口时间26小时，出口时间1小时", ""),
        ("进出口总额", "全省进出口总额", ""),
        ("北环路西延通车了吗", "北环路东延建成通车", "路东延"),
        ("南湾签约了吗", "北湾签约率98%", "北湾签"),
        ("", "", ""),
    ],
)
def test_names_told_apart_by_their_opposites(question: str, stated: str, words: str) -> None:
    assert turned_round(question, stated) == words


@given(nasty_text, nasty_text)
def test_the_opposite_is_in_the_text_or_nothing(question: str, stated: str) -> None:
    assert turned_round(question, stated) in stated
