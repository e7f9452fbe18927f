from dataclasses import replace

import pytest
from app_helpers import ask
from conftest import DOCS, make_report
from hypothesis import given
from strategies import nasty_text

from app.citing import Citer
from app.masthead import find_signature
from app.metadata import asks_absent_field, find_field, find_fields, tell_fields
from index.catalog import load_reports

REPORT = load_reports(DOCS)[0]


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("这份报告的索引号是多少？", "索引号"),
        ("报告什么时候发布的？", "公开日期"),
        ("这份报告是哪天公开的", "公开日期"),
        ("报告的公开日期", "公开日期"),
        ("这份报告涵盖什么时间段？", "涵盖时期"),
        ("报告总结的是哪一年？", "涵盖时期"),
        ("这份报告是谁发布的？", "发布机构"),
        ("报告的发布机构是哪家？", "发布机构"),
        ("報告是哪個單位出的", "发布机构"),
        ("这份报告的标题叫什么？", "标题"),
    ],
)
def test_fields_in_chinese(question: str, label: str) -> None:
    field = find_field(ask(question), REPORT)
    assert field is not None
    assert field.label == label


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("What is the index number of the report?", "Index number"),
        ("When was the report published?", "Published"),
        ("What period does the report cover?", "Period covered"),
        ("Who issued this report?", "Issuer"),
        ("What is the title of the report?", "Title"),
    ],
)
def test_fields_in_english(question: str, english: str) -> None:
    field = find_field(ask(question, "en"), REPORT)
    assert field is not None
    assert field.english == english


@pytest.mark.parametrize("key", ["索引号是多少", "什么时候公开的", "标题是什么", "发布机构是谁"])
def test_the_span_is_where_the_report_says_it(key: str) -> None:
    field = find_field(ask(f"报告的{key}？"), REPORT)
    assert field is not None
    assert field.span is not None
    assert REPORT.text[slice(*field.span)] == field.value


def test_a_value_the_text_does_not_hold_has_no_span() -> None:
    field = find_field(ask("报告是谁发布的？"), replace(REPORT, issuer="别处机构"))
    assert field is not None
    assert (field.value, field.span) == ("别处机构", None)


def test_what_the_catalogue_does_not_know_is_no_field() -> None:
    assert find_field(ask("报告的索引号是多少？"), make_report("正文", title="标题")) is None
    assert find_field(ask("财政收入是多少？"), REPORT) is None


@given(nasty_text)
def test_any_question(text: str) -> None:
    field = find_field(ask(text), REPORT)
    assert field is None or field.value in (
        *(REPORT.title, REPORT.issuer, REPORT.period, REPORT.published, REPORT.index_number),
    )


def test_a_particular_that_the_source_does_not_print_is_absent() -> None:
    assert asks_absent_field(ask("这份总结的发文文号是多少？"), REPORT)
    assert not asks_absent_field(ask("这份总结的发文文号是多少？"), make_report("文号:某政〔2024〕1号"))
    assert not asks_absent_field(ask("这份报告的索引号是多少？"), REPORT)
    assert asks_absent_field(ask("访问次数多少？"), make_report("访问次数: 【字号"))
    assert not asks_absent_field(ask("访问次数多少？"), make_report("访问次数: 52"))


SIGNED = "各项工作有序推进,成效明显。\n\n  某县卫生健康局\n  2023年1月12日\n"


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("报告是哪天落款的，谁发的？", ["某县卫生健康局", "2023年1月12日"]),
        ("落款是哪天？", ["2023年1月12日"]),
        ("这份总结是哪个单位写的？", ["某县卫生健康局"]),
        ("报告的标题叫什么？", []),
    ],
)
def test_what_stands_under_a_report_tells_whose_it_is_and_of_when(question: str, values: list[str]) -> None:
    report = make_report(SIGNED, title="")
    fields = find_fields(ask(question), report)
    assert [field.value for field in fields] == values
    assert all(field.span and SIGNED[slice(*field.span)] == field.value for field in fields)


@given(nasty_text)
def test_a_signature_lies_in_its_text(text: str) -> None:
    assert all(text[slice(*span)] for span in find_signature(text).values())
    assert find_signature(text + SIGNED).keys() == {"signer", "signed"}


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        ("某镇2024年上半年工作总结\n（2024年7月5日）\n一、农业\n", "这个报告是哪天写的？", "2024年7月5日"),
        ("某镇2024年上半年工作总结\n（2024年7月5日）\n一、农业\n", "材料落款日期是哪天", "2024年7月5日"),
        ("某乡2023年工作总结\n某政〔2023〕31号\n一、农业\n", "这份报告的文号是什么？", "某政〔2023〕31号"),
        ("某乡2023年工作总结\n一、农业\n", "这份报告的文号是什么？", None),
    ],
)
def test_what_the_head_of_a_report_prints(text: str, question: str, value: str | None) -> None:
    fields = find_fields(ask(question), make_report(text, title=""))
    assert [(field.value, field.span and text[slice(*field.span)]) for field in fields] == (
        [(value, value)] if value else []
    )


PAGE = "某市人民政府门户网站\n索引号：43079/2024-6\n发布机构：桐坪街道办事处\n发布日期：2024-07-15 09:42\n文号：\n工作总结\n"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("这份报告是哪个单位发布的？", "桐坪街道办事处"),
        ("报告什么时候发布的？", "2024-07-15 09:42"),
        ("这份报告的索引号是多少？", "43079/2024-6"),
    ],
)
def test_what_the_page_prints_is_told_where_the_catalogue_does_not(question: str, value: str) -> None:
    field = find_field(ask(question), make_report(PAGE))
    assert field is not None
    assert field.value == value
    assert field.span is not None
    assert PAGE[slice(*field.span)] == value


def test_who_and_when_are_both_told() -> None:
    fields = find_fields(ask("谁在什么时候发布了这份报告？"), REPORT)
    assert [field.label for field in fields] == ["公开日期", "发布机构"]


def test_only_the_page_tells_the_time_of_day() -> None:
    minute, day = (find_field(ask(question), REPORT) for question in ("报告是几点发布的？", "报告是哪天发布的？"))
    assert minute is not None and day is not None
    assert minute.value == f"{day.value} 15:15"
    assert minute.span is not None
    assert REPORT.text[slice(*minute.span)] == minute.value


def test_a_body_alone_on_a_line_of_the_head_issued_the_report() -> None:
    report = make_report(
        "某乡2025年工作总结\n\n某乡人民政府\n(2025年7月9日)\n\n完成投资3亿元。\n", "r", "某乡2025年工作总结"
    )
    field = find_field(ask("这份总结是哪个单位写的？"), replace(report, issuer=""))
    assert field is not None and field.span is not None
    assert (field.value, report.text[slice(*field.span)]) == ("某乡人民政府", "某乡人民政府")
    other = make_report("某乡2025年工作总结\n\n某乡人民政府完成投资3亿元。\n", "r", "某乡2025年工作总结")
    assert find_field(ask("这份总结是哪个单位写的？"), replace(other, issuer="")) is None


def test_a_title_that_is_told_with_its_place_is_cited_where_it_is_printed() -> None:
    text = "政府工作报告\n——2025年1月9日在某县第十八届人民代表大会第五次会议上\n正文。"
    report = make_report(text, title="某县2025年政府工作报告")
    citer = Citer({report.id: report})
    told = tell_fields(ask("报告的标题叫什么？"), report, citer)
    assert "某县2025年政府工作报告" in told
    assert [citation.quote for citation in citer.citations] == ["政府工作报告"]
