from itertools import pairwise

import pytest
from conftest import DOCS, make_report
from hypothesis import given, settings
from strategies import nasty_text

from index.catalog import load_reports
from index.furniture import content_lines
from index.outline import Outline, parse_outline, split_sentences
from index.records import Report


def headings(text: str, title: str = "") -> list[tuple[int, str]]:
    return [(s.level, s.heading) for s in parse_outline(make_report(text, title=title)).sections]


def check_coverage(report: Report, outline: Outline) -> None:
    """Every content character is in exactly one unit, in order; what no unit holds is white space."""
    content = [i for line in content_lines(report.text) for i in range(line.start, line.end)]
    held = [i for unit in outline.units for i in range(unit.start, unit.end)]
    assert all(a < b for a, b in pairwise(held))
    assert set(held) <= set(content)
    assert all(report.text[i].isspace() for i in set(content) - set(held))


def test_a_numbered_name_heads_what_follows_it_on_its_line() -> None:
    text = (
        "（一）项目建设。全年实施重点项目两个,进展顺利,成效明显。\n"
        "1.滨江码头扩建工程。总投资4.6亿元,新建泊位2个,年内完成投资2亿元。\n"
        "各项目按序时推进,年底前全部完成投资任务,资金已经到位。"
    )
    assert headings(text) == [(1, "（一）项目建设。"), (2, "1.滨江码头扩建工程。")]


def check_sections(report: Report, outline: Outline) -> None:
    """Sections nest, parents come first, and each heading is the source's own words."""
    for number, section in enumerate(outline.sections):
        assert section.level == len(section.path)
        assert section.path[-1] == section.heading
        assert section.heading in report.text[section.start : section.heading_end]
        assert section.start < section.heading_end <= section.end
        if section.level > 1:
            parent = next(s for s in reversed(outline.sections[:number]) if s.level < section.level)
            assert parent.path == section.path[:-1]
            assert parent.start < section.start
            assert section.end <= parent.end
    for unit in outline.units:
        if unit.section is not None:
            section = outline.sections[unit.section]
            assert section.start <= unit.start
            assert unit.end <= section.end


@given(nasty_text)
@settings(max_examples=400, deadline=None)
def test_units_cover_any_text_exactly_once(text: str) -> None:
    report = make_report(text, title=text[:20])
    outline = parse_outline(report)
    check_coverage(report, outline)
    check_sections(report, outline)


@given(nasty_text)
@settings(deadline=None)
def test_content_is_what_lines_hold_but_for_the_page_around_it(text: str) -> None:
    lines = content_lines(text)
    assert all(line.text == text[line.start : line.end] == line.text.strip() != "" for line in lines)
    assert all(a.end < b.start for a, b in pairwise(lines))
    assert lines or not text.strip().strip("\ufeff").strip()


@pytest.mark.parametrize(
    "text",
    ["报告" + "增" * 100_000, "1" * 100_000, "。" * 100_000, "“" * 100_000, "一、" * 30_000, "　" * 100_000 + "完",
     "一是抓好。" * 8_000, "产业发展提质。实施园区建设提升工程全面推进工作。" * 1_700, "一\n" * 20_000],
    ids=["same", "digits", "stops", "quotes", "markers", "spaces", "items", "topics", "lines"],
)  # fmt: skip
def test_very_long_lines_are_covered_too(text: str) -> None:
    report = make_report(text)
    check_coverage(report, parse_outline(report))


def test_the_outline_of_the_report() -> None:
    (report,) = load_reports(DOCS)
    outline = parse_outline(report)
    check_coverage(report, outline)
    check_sections(report, outline)
    top = [section.heading for section in outline.sections if section.level <= 2]
    assert [heading.split("、")[0].split(")")[0] for heading in top] == [
        *("一", "(一", "(二", "(三", "(四", "(五", "(六"),
        *("二", "(一", "(二", "(三"),
    ]
    topics = {section.heading: section.path for section in outline.sections if section.level == 3}
    assert topics["文旅融合蓬勃发展。"][:2] == ("一、上半年工作总结", "(二)抓产业、促发展,强村富民成效颇丰。")
    assert topics["三是产业发展后劲有待增强。"][1] == "(五)存在问题。"
    assert {"理论学习推深做实。", "坚持政治引领。", "坚决守牢“政治安全”工作防线。"} <= set(topics)
    assert len(outline.sections) == 33


def test_navigation_and_the_file_name_of_the_report_are_no_content() -> None:
    (report,) = load_reports(DOCS)
    content = " ".join(line.text for line in content_lines(report.text))
    assert content.startswith(report.title)
    assert content.endswith("坚决打造平安柳城!")
    for scrap in ("当前位置", "规划计划", "索引号", "公开日期", "访问次数", "分享:", ".docx"):
        assert scrap in report.text
        assert scrap not in content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一、成效\n（一）工业\n1.项目\n（1）投资\n二、打算",
            ["一、成效", "（一）工业", "1.项目", "（1）投资", "二、打算"],
        ),
        ("第一章 总则\n一、目的", ["第一章 总则", "一、目的"]),
        ("# 成效\n## 一、工业\n本年度工业总产值稳步提高。", ["成效", "一、工业"]),
        ("\\# 成效\n本年度工业总产值稳步提高。", ["成效"]),
    ],
)
def test_markers_make_headings(text: str, expected: list[str]) -> None:
    assert [heading for _, heading in headings(text)] == expected


def test_markers_nest_in_the_order_of_official_documents() -> None:
    text = "一、成效\n（一）工业\n1.项目\n（1）投资\n（二）农业\n二、打算\n（一）工业"
    assert [level for level, _ in headings(text)] == [1, 2, 3, 4, 2, 1, 2]


BODY = "实施园区提升工程,完成道路、管网等配套设施建设,为企业落户创造条件。"


def test_a_topic_sentence_opens_a_paragraph() -> None:
    assert headings(f"一、成效\n园区建设提速。{BODY}争取冷链项目开工。{BODY}\n农业生产向好。{BODY}") == [
        (1, "一、成效"),
        (2, "园区建设提速。"),
        (2, "农业生产向好。"),
    ]


def test_topic_sentences_stand_in_a_paragraph_that_a_marked_heading_opens() -> None:
    text = f"(一)抓产业、促发展。园区建设提速。{BODY}{BODY}农业生产向好。{BODY}"
    assert headings(text) == [(1, "(一)抓产业、促发展。"), (2, "园区建设提速。"), (2, "农业生产向好。")]


def test_one_short_sentence_amid_a_paragraph_is_prose() -> None:
    text = f"(一)抓产业、促发展。{BODY}启动污水处理厂建设。{BODY}{BODY}"
    assert headings(text) == [(1, "(一)抓产业、促发展。")]


def test_topic_sentences_follow_a_leading_sentence_when_there_are_several() -> None:
    lead = "这一年,我们坚持产业升级,高质量发展焕发新活力,各项工作取得新成效。"
    assert headings(f"{lead}园区建设提速。{BODY}农业生产向好。{BODY}") == [
        (1, "园区建设提速。"),
        (1, "农业生产向好。"),
    ]
    assert headings(f"{lead}争取冷链项目开工。{BODY}{BODY}") == []


@pytest.mark.parametrize(
    "sentence",
    ["发展是解决问题的关键。", "新增就业3200人。", "等等。", "抓水利、抓交通、抓能源。", "园区建设提速！"],
)
def test_sentences_that_state_something_are_no_topics(sentence: str) -> None:
    assert [heading for _, heading in headings(f"一、成效\n{sentence}{BODY}")] == ["一、成效"]


def test_two_short_sentences_in_a_row_are_one_topic_and_a_sentence() -> None:
    text = f"(一)社会事业。教育教学均衡发展。高考成绩稳居全市第一方阵。{BODY}"
    assert headings(text) == [(1, "(一)社会事业。"), (2, "教育教学均衡发展。")]


def test_dash_headings_with_pairs_of_goals() -> None:
    heading = "——一年来,我们抢机遇、上项目,协同发展实现新跨越。"
    assert headings(f"一、回顾\n{heading}组织征地540余亩。{BODY}") == [(1, "一、回顾"), (2, heading)]


def test_a_glossary_is_a_section_of_items() -> None:
    text = (
        f"一、成效\n{BODY}\n名词解释\n1.双碳：碳达峰与碳中和。\n2.两重：是指国家重大战略实施。\n"
        "3.专精特新企业\n4.标准地\n以上为本报告名词解释。"
    )
    assert headings(text) == [(1, "一、成效"), (1, "名词解释"), (2, "4.标准地")]


def test_a_glossary_in_brackets_at_the_end_is_content() -> None:
    note = "[1]“双碳”：碳达峰与碳中和。"
    page = "免责声明：本文仅代表作者观点。\n分享到：\n上一篇：\n某县2024年政府工作报告"
    text = f"一、成效\n{BODY}\n[名词解释]\n{note}\n{page}"
    assert [line.text for line in content_lines(text)] == ["一、成效", BODY, "[名词解释]", note]


@pytest.mark.parametrize(
    "last",
    [
        "切实筑牢基本网格。",
        "推动日本网球公开赛落户。",
        "严查未经许可经营行为。",
        "| 指标 | 数值 |",
        "[2]两重：重大战略实施。",
        "财政收入\t3200万元",
        "二、工作打算",
        "让人民群众的获得感、幸福感、安全感更加充实,携手共创美好明天",
    ],
)
def test_the_last_line_of_a_report_is_kept(last: str) -> None:
    assert content_lines(f"一、成效\n{BODY}\n{last}")[-1].text == last


@pytest.mark.parametrize(
    "last",
    [
        "报告(定稿).docx",
        "【打印】【关闭】",
        "上一篇：某镇规划",
        "本网站版权所有。",
        "扫一扫",
        "微信公众号",
        "阅读：296",
    ],
)
def test_the_page_around_a_report_is_dropped(last: str) -> None:
    assert [line.text for line in content_lines(f"首页 > 公开\n来源：某镇\n一、成效\n{BODY}\n{last}\n{last}")] == [
        "一、成效",
        BODY,
    ]


def test_a_text_of_short_lines_alone_is_all_content() -> None:
    text = "\ufeff 项目名单\n一号桥\n二号桥\n"
    assert [line.text for line in content_lines(text)] == ["项目名单", "一号桥", "二号桥"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲。乙！丙？丁；戊", ["甲。", "乙！", "丙？", "丁；", "戊"]),
        ("他说“好。”然后走了。", ["他说“好。”", "然后走了。"]),
        ("真的？！对。。。", ["真的？！", "对。。。"]),
        (" 甲。 \u3000乙 ", ["甲。", "乙"]),
        ("增长3.5%,投资1.2亿元", ["增长3.5%,投资1.2亿元"]),
        ("", []),
        (" \n", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@given(nasty_text)
@settings(deadline=None)
def test_sentences_leave_only_white_space(text: str) -> None:
    held = [i for start, end in split_sentences(text) for i in range(start, end)]
    assert all(a < b for a, b in pairwise(held))
    assert all(text[i].isspace() for i in set(range(len(text))) - set(held))


def test_a_topic_sentence_that_opens_a_paragraph_heads_that_paragraph_alone() -> None:
    text = (
        "一、上半年工作\n"
        "工业经济稳中有进。全镇实现工业总产值18.6亿元,同比增长9.3%,增速居全县前列。\n"
        "在肯定成绩的同时,我们也清醒地认识到还存在不少困难,主要是人才不足、后劲不足。"
    )
    report = make_report(text)
    outline = parse_outline(report)
    paths = [outline.sections[unit.section].path for unit in outline.units if unit.section is not None]
    assert paths[-2:] == [("一、上半年工作", "工业经济稳中有进。"), ("一、上半年工作",)]


def test_a_topic_sentence_may_be_filled_in_by_a_count() -> None:
    text = "城市更新提速增效。一是改老旧。6个老旧小区改造全面完工,惠及居民1284户;二是补短板。新增停车位560个,充电车位88个。"
    assert headings(text)[:2] == [(1, "城市更新提速增效。"), (2, "一是改老旧。")]
    counted = "主要有两个问题。一是人才不足。本地人才外流严重,外来人才难留;二是后劲不足。项目储备少,投资增长乏力。"
    assert "主要有两个问题。" not in [heading for _, heading in headings(counted)]


def test_menus_of_the_page_are_no_content_and_rows_of_a_table_are() -> None:
    body = "一、上半年工作\n全镇实现工业总产值18.6亿元,同比增长9.3%,增速居全县前列。"
    lines = [
        line.text
        for line in content_lines(
            f"无障碍阅读 | 长者模式 | 登录\n{body}\n产值 | 5亿 | 6亿\n网站地图 | 隐私声明 | 关于我们"
        )
    ]
    assert lines == [*body.split("\n"), "产值 | 5亿 | 6亿"]


def test_who_turns_to_the_audience_ends_the_topic_that_was_open() -> None:
    text = (
        "一、2024年工作回顾\n（一）守牢底线。全年未发生重大事故,群众安全感满意度居全市第二位。\n"
        "各位代表！成绩来之不易,是全县人民奋斗的结果。\n在肯定成绩的同时,我们也清醒看到,有效投资支撑不足,财政收支矛盾突出。\n"
        "二、2025年工作安排\n（一）扩大投资。安排重点项目74个,年度计划投资86.5亿元。\n"
        "各位代表！让我们锐意进取,为建设经济强县努力奋斗！\n名词解释\n1.两新：指设备更新和以旧换新。\n"
    )
    report = make_report(text)
    outline = parse_outline(report)
    paths = {
        report.text[unit.start : unit.end][:8]: outline.sections[unit.section].path if unit.section is not None else ()
        for unit in outline.units
    }
    assert paths["全年未发生重大事"] == ("一、2024年工作回顾", "（一）守牢底线。")
    assert paths["成绩来之不易,是"] == ("一、2024年工作回顾",)
    assert paths["在肯定成绩的同时"] == ("一、2024年工作回顾",)
    assert paths["安排重点项目74"] == ("二、2025年工作安排", "（一）扩大投资。")
    assert paths["让我们锐意进取,"] == ()  # the end of the report, which is of no part
    assert paths["1.两新：指设备"] == ("名词解释",)


def test_what_is_counted_out_with_yao_is_headed_like_what_is_with_shi() -> None:
    text = (
        "四、全面加强政府自身建设\n一要铸牢政治忠诚。不折不扣落实上级决策部署,严格执行请示报告制度。"
        "二要推进依法行政。严格执行重大行政决策程序,自觉接受人大和社会监督。\n"
    )
    assert [heading for level, heading in headings(text) if level == 2] == ["一要铸牢政治忠诚。", "二要推进依法行政。"]


@pytest.mark.parametrize(
    ("text", "title", "lines"),
    [
        ("政府工作报告\n各位代表：\n正文。\n", "某县2025年政府工作报告", 1),
        ("某区住房和城乡建设局\n2024年工作总结\n正文。\n", "某区住房和城乡建设局2024年工作总结", 2),
        ("某区住房和城乡建设局\n办事指南\n正文。\n", "某区住房和城乡建设局2024年工作总结", 0),
        ("报告\n正文。\n", "某县2025年政府工作报告", 0),  # too little to be a title
    ],
)
def test_a_title_in_two_lines_or_without_its_place_is_a_heading(text: str, title: str, lines: int) -> None:
    report = make_report(text, title=title)
    headings = [text[unit.start : unit.end] for unit in parse_outline(report).units if unit.is_heading]
    assert headings == text.splitlines()[:lines]
