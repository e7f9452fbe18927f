"""Comparisons, confirmations and the arithmetic shown with them, worked by hand."""

from app.citing import Citer
from app.comparison import compare
from app.compose import confirm, enumerate_items, state
from app.evidence import Found
from app.features import Candidate
from app.question import understand
from app.reader import Reading
from index.records import Hit, Passage, Report

TEXT = (
    "实现财政总收入4225.26万元,其中财政收入3584.27万元,税收收入640.99万元。"
    "目前旅游中心项目尚未开工。信访量同比下降26%。金湖、东西、梁家等3个村获评示范村。"
)
REPORT = Report("r", "r.txt", "报告", TEXT, "0" * 64)


def found(words: str, span: str, probability: float = 0.9) -> Found:
    start = TEXT.index(words)
    passage = Passage(start, "r", start, start + len(words), words, ("一、上半年工作总结",), 0)
    reading = Reading(words.index(span), words.index(span) + len(span), 1.0, 1.0)
    return Found(Candidate(Hit(passage, 1.0, 0.5, 0.5), reading), probability, probability)


REVENUE = found("实现财政总收入4225.26万元,其中财政收入3584.27万元,税收收入640.99万元。", "4225.26万元")
CENTRE = found("目前旅游中心项目尚未开工。", "尚未开工")
PETITIONS = found("信访量同比下降26%。", "26%")
VILLAGES = found("金湖、东西、梁家等3个村获评示范村。", "金湖、东西、梁家")


def citer() -> Citer:
    return Citer({"r": REPORT})


def test_a_comparison_shows_both_sides_and_the_difference() -> None:
    cites = citer()
    text = compare(understand("财政收入和税收收入哪个多?"), [REVENUE], cites)
    assert text is not None
    assert "**3584.27万元**" in text and "**640.99万元**" in text
    assert "2943.28万元" in text and "财政收入更高" in text
    assert all(TEXT[c.start : c.end] == c.quote for c in cites.citations)


def test_nothing_comparable_is_no_comparison() -> None:
    assert compare(understand("哪个项目更快?"), [CENTRE], citer()) is None


def test_a_right_number_is_confirmed_and_a_wrong_one_corrected() -> None:
    right = confirm([REVENUE.candidate], understand("财政总收入有4225.26万元吗?"), citer())
    wrong = confirm([REVENUE.candidate], understand("财政总收入有5000万元吗?"), citer())
    assert right.startswith("是。") and "4225.26万元" in right
    assert wrong.startswith("不是。") and "**4225.26万元**" in wrong


def test_polarity_of_statements_without_numbers() -> None:
    assert confirm([CENTRE.candidate], understand("旅游中心开工了吗?"), citer()).startswith("不是。")
    assert confirm([CENTRE.candidate], understand("旅游中心是不是还没有开工?"), citer()).startswith("是。")
    assert confirm([PETITIONS.candidate], understand("信访量是不是增长了?"), citer()).startswith("不是。")
    assert confirm([PETITIONS.candidate], understand("信访量减少了吗?"), citer()).startswith("是。")


def test_a_fact_is_one_sentence_with_the_span_in_bold_and_one_citation() -> None:
    cites = citer()
    text = state(REVENUE.candidate, understand("财政总收入多少元"), cites)
    assert text == "实现财政总收入**4225.26万元**。[1]"
    (citation,) = cites.citations
    assert citation.span is not None and TEXT[slice(*citation.span)] == "4225.26万元" and citation.side == "result"


def test_the_items_of_a_list_are_all_there() -> None:
    text = enumerate_items([VILLAGES], understand("哪些村获评示范村"), citer(), [])
    assert all(name in text for name in ("金湖", "东西", "梁家")) and text.endswith("[1]")
