"""Several years or one, worked by hand."""

import pytest
from app_helpers import World, ask, found
from hypothesis import given
from strategies import nasty_text

from app.years_spanned import of_the_years_first, spans_years


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("整个“十四五”修了多少公里路？", True),
        ("五年来新增学位多少个", True),
        ("五年改造小区97个。", True),
        ("2021—2024年，累计使用外资10亿元。", True),
        ("2022年以来三年累计改造小区29个", True),
        ("2025年修了多少公里路？", False),
        ("2025年1—6月，出口10亿元。", False),
        ("五年级学生300人。", False),
        ("", False),
    ],
)
def test_what_spans_years(text: str, several: bool) -> None:
    assert spans_years(text) is several


def test_what_is_told_of_as_many_years_comes_first() -> None:
    world = World()
    year = found(world.add("新改建农村公路86公里。"))
    five = found(world.add("五年改造小区97个，新改建农村公路412公里。"))
    assert of_the_years_first(ask("“十四五”修了多少公里农村公路？"), [year, five], 0.5) == [five, year]
    assert of_the_years_first(ask("去年修了多少公里农村公路？"), [five, year], 0.5) == [year, five]


def test_without_a_time_or_a_likely_other_nothing_changes() -> None:
    world = World()
    year = found(world.add("新改建农村公路86公里。"))
    five = found(world.add("五年造林6万亩。"))
    assert of_the_years_first(ask("修了多少公里农村公路？"), [five, year], 0.5) == [five, year]
    assert of_the_years_first(ask("“十四五”修了多少公里农村公路？"), [year, five], 0.5) == [year, five]
    assert of_the_years_first(ask("“十四五”修了多少公里农村公路？"), [], 0.5) == []


@given(nasty_text)
def test_any_text_that_goes_on_to_several_years_spans_them(text: str) -> None:
    assert spans_years(f"{text}，“十四五”")
    assert spans_years(f"五年来{text}")
