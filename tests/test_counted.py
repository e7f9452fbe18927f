"""Whom a question counts."""

from dataclasses import replace

import pytest

from app.counted import counted_name, counts_other
from app.question import Question, understand


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("接待游客多少人次", "游客"),
        ("网格员人数是多少？", "网格员"),
        ("后备干部一共有几名？", "后备干部"),
        ("空气好的日子有多少天？", ""),
        ("一共投了多少钱？", ""),
        ("多少人参加了？", ""),
        ("几个村？", ""),
        ("", ""),
    ],
)
def test_people_right_before_the_number(question: str, name: str) -> None:
    assert counted_name(ask(question)) == name


def ask(question: str, also: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Question:
    return replace(understand(question), also=also)


def test_a_number_of_others_is_no_answer() -> None:
    assert counts_other(ask("接待游客多少人次？"), ["单日检测能力达2.67万人次。"])
    assert not counts_other(ask("接待游客多少人次？"), ["吸引游客15万人次。"])
    assert not counts_other(ask("后备干部有几名？"), ["储备年轻干部57名。"])
    assert not counts_other(ask("检测能力是多少人次？"), ["单日检测能力达2.67万人次。"])


def test_another_word_of_the_report_for_them_counts() -> None:
    assert counts_other(ask("接待旅客多少人次？"), ["接待宾朋15万人次。"])
    assert not counts_other(ask("接待旅客多少人次？", (("旅客", ("宾朋",)),)), ["接待宾朋15万人次。"])


def test_what_only_ends_like_a_word_for_people_counts_none() -> None:
    assert counted_name(understand("有效的报警有几次？")) == ""
    assert counted_name(understand("民警有多少？")) == "民警"
