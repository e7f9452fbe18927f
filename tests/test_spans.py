"""Cutting the asked-for span and the words shown around it."""

from hypothesis import given
from hypothesis import strategies as st
from strategies import nasty_text

from app.citing import emphasize
from app.question import understand
from app.reader import Reading
from app.spans import answer_span, clauses, shown_span

TEXT = "开街以来实现营业收入超200万元,吸引游客15万余人次,获评“美丽示范村”。"


def span_of(question: str, words: str, text: str = TEXT) -> str:
    start = text.index(words)
    first, last = answer_span(understand(question), text, Reading(start, start + len(words), 1.0, 1.0))
    return text[first:last]


def test_a_quantity_keeps_its_comparator_and_unit() -> None:
    assert span_of("营业收入多少元", "200万") == "超200万元"
    assert span_of("来了多少人次", "15万") == "15万余人次"


def test_a_quantity_of_the_asked_unit_is_taken_where_the_mark_holds_none() -> None:
    assert span_of("收入是多少钱", "开街以来") == "超200万元"


def test_quotation_marks_are_kept_whole() -> None:
    assert span_of("获评什么", "“美丽示范村") == "“美丽示范村”"
    assert span_of("获评什么", "美丽示范村") == "“美丽示范村”"


def test_a_clause_that_only_continues_brings_the_one_before() -> None:
    text = "确保今年种植规模达6600亩,同比增长10%以上。"
    start = text.index("10%以上")
    first, last = shown_span(text, (start, start + 5), ["种植"])
    assert text[first:last] == "确保今年种植规模达6600亩,同比增长10%以上"


@given(nasty_text, st.integers(0, 400), st.integers(0, 60))
def test_spans_stay_in_the_text_and_are_shown(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    reading = Reading(start, min(start + length, len(text)), 0.0, 0.0)
    first, last = answer_span(understand("收入多少元"), text, reading)
    assert 0 <= first <= last <= len(text)
    shown = shown_span(text, (first, last), ["收入"])
    assert 0 <= shown[0] <= shown[1] <= len(text)
    emphasize(text, shown, (first, last))


@given(nasty_text)
def test_clauses_are_in_order_and_apart(text: str) -> None:
    found = clauses(text)
    assert all(a[1] <= b[0] for a, b in zip(found, found[1:], strict=False))


def test_emphasis_escapes_but_never_alters() -> None:
    assert emphasize("a<b>5元</b>", (0, 11), (4, 6)) == "a&lt;b&gt;**5元**&lt;/b&gt;"
    assert emphasize("收入5元", (0, 2), (2, 4)) == "收入"
