"""Short and long names of one thing, worked by hand."""

import pytest
from hypothesis import given
from strategies import nasty_text

from app.abbreviation import spell_as_reported
from app.vocabulary import Vocabulary
from index.lexical import fold


@pytest.mark.parametrize(
    ("question", "report", "spelt"),
    [
        ("西部博览会办到第几届了", "办好第二十届西博会。", "西博会办到第几届了"),
        ("疾控局的房子有多大", "安排给省疾病防控局办公。", "疾病防控局的房子有多大"),
        ("经开区营收多少", "经济开发区营业收入8亿元。", "经济开发区营收多少"),
        # what the report has stays, and so does what it has nothing for
        ("经开区营收多少", "经开区和经济开发区。", "经开区营收多少"),
        ("疾控局的房子有多大", "办公用房8间。", "疾控局的房子有多大"),
        # ordinary words are no short names, and words that are no name are no long ones
        ("一共多少家", "一般公共预算收入。", "一共多少家"),
        ("教育城投了多少钱", "推动城市经济的投入产出。", "教育城投了多少钱"),
        ("", "西博会", ""),
    ],
)
def test_a_name_is_spelt_as_the_report_spells_it(question: str, report: str, spelt: str) -> None:
    assert spell_as_reported(question, Vocabulary.build([report])) == spelt


@given(nasty_text, nasty_text)
def test_a_question_in_the_reports_words_stays(question: str, report: str) -> None:
    folded = fold(question)
    assert spell_as_reported(folded, Vocabulary.build([folded, report])) == folded
