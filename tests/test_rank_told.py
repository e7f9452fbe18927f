"""Which rank is asked for, worked by hand."""

import pytest
from hypothesis import given
from strategies import nasty_text

from app.rank_told import asked_rank

GROWN = "生产总值2186亿元,增长6.2%,增速居全省第4位,较上年前移2位,总量居全省第7位。"


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("经济总量在省里排老几？", GROWN, "第7位"),
        ("增速全省第几？", GROWN, "第4位"),
        ("资金规模全市排第几名？", "争取资金9亿元,总量居全市第三位。", "第三位"),
        ("经济总量是多少？", GROWN, None),
        ("增速排名前移了几位？", GROWN, None),  # by how many, not which
        ("资金规模排第几？", "第一产业增加值9亿元。", None),
    ],
)
def test_the_rank_that_is_asked_for(question: str, text: str, words: str | None) -> None:
    span = asked_rank(question, text)
    assert (text[slice(*span)] if span else None) == words


@given(nasty_text)
def test_the_rank_lies_in_the_text(text: str) -> None:
    whole = f"{text}居第3位{text}"
    span = asked_rank("排第几？", whole)
    assert span is not None
    assert 0 <= span[0] < span[1] <= len(whole)
