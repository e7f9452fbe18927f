"""The answer record, its renderings, and what a question must be."""

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import nasty_text

from app.answer import MAX_QUESTION, Answer, Citation, Evidence, check_question, escape_markdown
from index.errors import QuestionError

CITATION = Citation("r", "报告", ("一、总结",), "实现收入5元", 3, 9, n=1, span=(7, 9), side="result")
CONTRACT = ["question", "standalone_question", "status", "answer", "citations", "related", "mode"]


def test_json_has_the_contracts_keys_in_order() -> None:
    answer = Answer("问", "问", "answered", "**5元**。[1]", (CITATION,), timings_ms={"total": 1.0})
    record = json.loads(json.dumps(answer.to_json()))
    assert list(record) == [*CONTRACT, "confidence", "timings_ms"]
    assert record["answer"] == "**5元**。[1]"
    assert {"n", "report", "title", "section", "quote", "start", "end"} <= set(record["citations"][0])
    assert record["citations"][0]["section"] == ["一、总结"]


def test_markdown_lists_citations_and_keeps_related_apart() -> None:
    answered = Answer("问", "问", "answered", "**5元**。[1]", (CITATION,)).to_markdown()
    assert "[1] 报告 > 一、总结：“实现收入5元”" in answered
    refused = Answer("问", "问", "refused", "没有提到。", related=(Evidence("r", "报告", (), "原文", 0, 2),)).to_markdown()
    assert refused.index("不是答案") < refused.index("原文")


@given(nasty_text)
def test_escaping_leaves_no_markup_and_loses_nothing(text: str) -> None:
    escaped = escape_markdown(text)
    assert "<" not in escaped and ">" not in escaped
    assert re.sub(r"\\([\\`*_\[\]|~])", r"\1", html.unescape(escaped)) == html.unescape(text)


def test_links_and_images_do_not_survive_escaping() -> None:
    assert escape_markdown("[x](javascript:alert(1))") == r"\[x\](javascript:alert(1))"
    assert escape_markdown("<img onerror=x>") == "&lt;img onerror=x&gt;"


@pytest.mark.parametrize("question", ["", "   ", "\x00", "？", "a", "财", "😀😀😀", "\n\t"])
def test_questions_without_words_are_input_errors(question: str) -> None:
    with pytest.raises(QuestionError):
        check_question(question)


def test_a_long_question_is_refused_with_its_length() -> None:
    with pytest.raises(QuestionError, match=str(MAX_QUESTION)):
        check_question("财" * 1_000_000)
    assert len(check_question("财" * MAX_QUESTION)) == MAX_QUESTION


@given(st.text(min_size=2, max_size=20))
def test_an_accepted_question_is_the_question(text: str) -> None:
    try:
        assert check_question(text) in text
    except QuestionError as error:
        assert str(error)
