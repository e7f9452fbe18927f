"""What is said instead of an answer."""

import pytest

from app.evidence import Found
from app.question import understand
from app.refusing import INCOMPLETE_EN, INCOMPLETE_ZH, ask_back, asks_back, lacks_subject, refuse


@pytest.mark.parametrize(
    "question", ["那上半年呢？", "第二条呢", "为什么？", "它在哪里？", "后来呢？", "分别是哪几个", "总共投了多少钱？"]
)
def test_what_leans_on_words_that_were_never_said_names_no_subject(question: str) -> None:
    assert lacks_subject(question)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "？",
        "那税收呢？",
        "其中财政收入呢",
        "固投呢",
        "打算干什么？",
        "上半年怎么样？",
        "报告讲了什么？",
        "有什么问题",
        "粮食产量多少",
    ],
)
def test_what_names_a_matter_or_the_whole_report_does(question: str) -> None:
    assert not lacks_subject(question)


def test_a_question_is_asked_back_in_its_language_and_with_nothing_beside_it() -> None:
    for question, text in (
        (understand("那呢？"), INCOMPLETE_ZH),
        (understand("那呢？", "And that?", "en"), INCOMPLETE_EN),
    ):
        answer = ask_back(question)
        assert (answer.status, answer.text, answer.related, answer.confidence) == ("refused", text, (), 0.0)
        assert asks_back(answer)


def test_a_refusal_keeps_how_sure_it_is_and_shows_nothing_that_was_not_read() -> None:
    found: list[Found] = []
    answer = refuse(understand("火箭发射了几次？"), found, 0.123456, {})
    assert (answer.status, answer.confidence, answer.related) == ("refused", 0.1235, ())
    assert not asks_back(answer)
