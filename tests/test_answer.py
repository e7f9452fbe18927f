import json
import re

import pytest
from hypothesis import given
from strategies import nasty_text

from app.answer import (
    MAX_QUESTION,
    REFUSAL_EN,
    REFUSAL_ZH,
    Answer,
    Citation,
    Evidence,
    check_question,
    escape_markdown,
)
from index.errors import InputError, QuestionError

TITLE, SECTION = "某镇*总结*", ("一、<总结>", "(一)抓产业")
CITATION = Citation("r", TITLE, SECTION, "营业收入超200万元", 10, 19, n=1, span=(14, 19), side="result")
RELATED = Evidence("r", TITLE, (), "新建_幼儿园_2所[1]", 30, 42)


def answered() -> Answer:
    return Answer("收入?", "收入?", "answered", "营业收入**超200万元**。[1]", (CITATION,), timings_ms={"total": 1.5})


def test_json_is_the_contract() -> None:
    record = json.loads(json.dumps(answered().to_json(), ensure_ascii=False))
    contract = ["question", "standalone_question", "status", "answer", "citations", "related", "mode"]
    keys = list(record)
    assert keys[: len(contract)] == contract
    assert keys[-1] == "timings_ms"
    assert "text" not in keys
    assert record["answer"] == "营业收入**超200万元**。[1]"
    assert (record["status"], record["mode"], record["related"]) == ("answered", "extractive", [])
    (citation,) = record["citations"]
    assert citation["n"] == 1
    assert citation["section"] == list(SECTION)
    assert (citation["report"], citation["title"], citation["quote"]) == ("r", TITLE, "营业收入超200万元")
    assert (citation["start"], citation["end"], citation["span"], citation["side"]) == (10, 19, [14, 19], "result")


def test_json_of_a_refusal() -> None:
    refused = Answer("q", "q", "refused", REFUSAL_ZH, related=(RELATED,), confidence=0.1)
    record = json.loads(json.dumps(refused.to_json()))
    assert (record["status"], record["answer"], record["citations"]) == ("refused", REFUSAL_ZH, [])
    (related,) = record["related"]
    assert {"report", "section", "quote", "start", "end"} <= set(related)
    assert "n" not in related


def test_markdown_lists_the_citations_with_their_place() -> None:
    text = answered().to_markdown()
    assert text.startswith("营业收入**超200万元**。[1]\n\n[1] ")
    assert "某镇\\*总结\\* > 一、&lt;总结&gt; > (一)抓产业：“营业收入超200万元”" in text
    assert "相关段落" not in text


def test_markdown_shows_related_passages_as_no_answer() -> None:
    text = Answer("q", "q", "refused", REFUSAL_EN, related=(RELATED,)).to_markdown()
    answer, related = text.split("\n\n")
    assert answer == REFUSAL_EN
    assert "不是答案" in related
    assert "新建\\_幼儿园\\_2所\\[1\\]" in related


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("增长10%以上(约2所)。", "增长10%以上(约2所)。"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("R&D &lt;", "R&amp;D &amp;lt;"),
        ("**粗**_斜_`码`", "\\*\\*粗\\*\\*\\_斜\\_\\`码\\`"),
        ("[1](javascript:x)", "\\[1\\](javascript:x)"),
        ("a\\b|c~d", "a\\\\b\\|c\\~d"),
        ("", ""),
    ],
)
def test_escaping(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


@given(nasty_text)
def test_escaping_can_be_undone_and_leaves_no_markup(text: str) -> None:
    escaped = escape_markdown(text)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", escaped)
    bare = re.sub(r"\\(.)", "", escaped, flags=re.DOTALL)
    assert not re.search(r"[\\`*_\[\]|~]", bare)
    plain = re.sub(r"\\([\\`*_\[\]|~])", r"\1", escaped)
    assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("", "empty"),
        ("  \t\r\n\u3000", "empty"),
        ("\x00", "empty"),
        (" \x00\x00 ", "empty"),
        ("钱", "short"),
        ("钱？", "short"),
        ("？！。……", "short"),
        ("😀😀", "short"),
        ("\ud83d\udc00", "short"),
        ("问" * (MAX_QUESTION + 1), "long"),
        ("财政收入是多少？" * 50_000, "long"),
    ],
)
def test_what_cannot_be_asked(question: str, word: str) -> None:
    with pytest.raises(QuestionError, match=word) as caught:
        check_question(question)
    assert isinstance(caught.value, InputError)
    assert caught.value.exit_code == 2
    assert len(str(caught.value)) < 200  # the question itself is not repeated
    assert "\n" not in str(caught.value)


def test_a_question_as_long_as_allowed_is_taken() -> None:
    assert check_question("问" * MAX_QUESTION) == "问" * MAX_QUESTION
    assert check_question(" " * 10_000 + "问问" + "\n" * 10_000) == "问问"


@pytest.mark.parametrize(
    "question", ["多少钱", "GDP", "57?", "收入\x00多少", "收入\ud800多少", "<b>收入</b>", "**收入**😀", "畲歌"]
)
def test_odd_questions_are_taken_as_they_are(question: str) -> None:
    assert check_question(f" {question}\n") == question
    assert check_question(f"\x00{question}\x00") == question
