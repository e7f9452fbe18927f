from itertools import pairwise

from conftest import DOCS, make_report
from hypothesis import given, settings
from strategies import nasty_text

from index.catalog import load_reports
from index.outline import parse_outline
from index.passages import MAX_PASSAGE, cut_passages
from index.records import Passage, Report


def cut(report: Report) -> list[Passage]:
    return cut_passages(report, parse_outline(report))


def check_passages(report: Report, passages: list[Passage]) -> None:
    """Passages are verbatim, in order, short, and leave only white space of their units uncovered."""
    units = parse_outline(report).units
    wanted = [i for unit in units for i in range(unit.start, unit.end) if not report.text[i].isspace()]
    held = [i for p in passages for i in range(p.start, p.end) if not report.text[i].isspace()]
    assert held == wanted
    for passage in passages:
        assert passage.text == report.text[passage.start : passage.end] == passage.text.strip() != ""
        assert passage.is_heading or len(passage.text) <= MAX_PASSAGE
    assert all(a.sentence <= b.sentence <= a.sentence + 1 for a, b in pairwise(passages))


@given(nasty_text)
@settings(max_examples=300, deadline=None)
def test_passages_of_any_text_are_verbatim_and_complete(text: str) -> None:
    report = make_report(text)
    check_passages(report, cut(report))


def test_passages_of_the_report() -> None:
    (report,) = load_reports(DOCS)
    passages = cut(report)
    check_passages(report, passages)
    assert [passage.id for passage in passages] == list(range(len(passages)))
    found = next(p for p in passages if "营业收入超200万元" in p.text)
    assert found.section == ("一、上半年工作总结", "(二)抓产业、促发展,强村富民成效颇丰。", "文旅融合蓬勃发展。")
    assert found.text.endswith("营业收入超200万元")  # the full stop that the source lost


def test_numbering_goes_on_from_an_earlier_report() -> None:
    report = make_report("一、成效\n完成投资。新建学校。")
    passages = cut_passages(report, parse_outline(report), first_id=7, first_sentence=5)
    assert [(p.id, p.sentence) for p in passages] == [(7, 5), (8, 6), (9, 7)]


def test_a_heading_does_not_stand_above_itself() -> None:
    heading, sentence = cut(make_report("一、成效\n完成投资。"))
    assert (heading.is_heading, heading.section, heading.indexed_text) == (True, (), "一、成效")
    assert (sentence.section, sentence.indexed_text) == (("一、成效",), "一、成效\n完成投资。")


def test_a_long_sentence_is_cut_at_its_commas() -> None:
    clauses = [f"完成第{i}号工程的全部前期手续并开工建设," for i in "甲乙丙丁戊己庚辛壬癸"]
    text = "".join(clauses)[:-1] + "。"
    passages = cut(make_report(text))
    assert len(passages) == 2
    assert all(passage.text.endswith((",", "。")) for passage in passages)
    assert {passage.sentence for passage in passages} == {0}


def test_a_long_sentence_without_any_mark_is_cut_all_the_same() -> None:
    report = make_report("的" * 1000)
    passages = cut(report)
    check_passages(report, passages)
    assert len(passages) == 9
