"""The words that say what a quantity measures, worked by hand."""

import pytest
from hypothesis import given
from strategies import nasty_text

from app.around import around
from index.figures import find_quantities


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("新增企业14家,总数达43家。", 43, ["新增企业"]),
        ("进驻事项由98项增加到157项。", 157, ["进驻事项", "增加到"]),
        ("起数、人数分别下降16%和25%。", 25, ["人数", "下降"]),
        ("占年度任务9000万元的54%。", 54, ["占年度任务"]),
        ("公园3个,绿地5公顷。", 5, ["绿地"]),
    ],
)
def test_words_of_the_thing_before(text: str, number: float, words: list[str]) -> None:
    quantity = next(q for q in find_quantities(text) if q.value == number)
    said = around(text, quantity)
    assert [word for word in words if word not in said] == []
    assert "公园" not in said and not said.startswith("起数")


@given(nasty_text)
def test_whatever_stands_before_a_total_is_of_what_was_added(text: str) -> None:
    whole = f"{text}。新增企业14家,总数达43家。"
    assert "新增企业" in around(whole, list(find_quantities(whole))[-1])
