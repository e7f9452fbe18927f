"""Parts of a report that look ahead, known by what stands before them."""

import pytest

from index.figures import is_intended
from index.outline import parse_outline
from index.outlook import parts_ahead
from index.passages import cut_passages
from index.records import Report


@pytest.mark.parametrize(
    ("headings", "ahead"),
    [
        (["一、2024年工作回顾", "二、2025年工作安排", "三、加强政府自身建设"], [False, False, True]),
        (["一、2024年工作回顾", "二、2025年重点工作", "三、加强政府自身建设"], [False, True, True]),
        (["一、2024年工作回顾", "二、2025年工作安排", "名词解释"], [False, False, False]),
        (["一、上半年工作总结", "二、存在问题", "三、下半年工作思路", "四、保障措施"], [False, False, False, True]),
        # no part looks back, so that nothing tells what the others do
        (["一、立足目标要求", "二、夯实保障基础"], [False, False]),
        # another past part ends what the plans began
        (["一、去年工作总结", "二、今年打算", "三、五年来取得的成效", "四、夯实保障基础"], [False] * 4),
        (["一、2024年工作回顾", "二、2024年重点项目"], [False, False]),
        ([], []),
    ],
)
def test_what_looks_ahead_by_its_heading(headings: list[str], ahead: list[bool]) -> None:
    assert parts_ahead(headings) == ahead


@pytest.mark.parametrize(
    ("title", "headings", "ahead"),
    [
        ("某局2025年工作要点", ["一、稳增长", "二、促改革"], [True, True]),
        ("某局2025年工作要点", ["一、2024年工作回顾", "二、促改革"], [False, False]),
        ("某医院2022年工作总结及2023年工作要点", ["一、医疗质量", "二、2023年展开的工作"], [False, True]),
        ("某区2020年政府工作报告", ["一、2019年的工作", "二、关于2020年工作", "三、自身建设"], [False, True, True]),
        ("某县2024年上半年政府工作报告", ["一、2024年的工作", "二、自身建设"], [False, False]),
        ("某县2024年工作总结", ["一、稳增长", "二、促改革"], [False, False]),
    ],
)
def test_what_looks_ahead_by_the_title_of_the_report(title: str, headings: list[str], ahead: list[bool]) -> None:
    assert parts_ahead(headings, title) == ahead


def test_what_stands_under_no_heading_of_a_plan_looks_ahead() -> None:
    def intended(title: str) -> list[bool]:
        report = Report(id="r", file="r.txt", title=title, text=f"{title}\n全年招聘专业教师6名。\n", sha256="")
        return [is_intended(p) for p in cut_passages(report, parse_outline(report)) if not p.is_heading]

    assert intended("某校2025年工作计划") == [True]
    assert intended("某校2025年工作总结") == [False]


def test_passages_know_it() -> None:
    text = (
        "某县政府工作报告\n一、2024年工作回顾\n发放消费券3000万元。\n二、2025年重点工作\n（一）扩大内需\n"
        "发放消费券5000万元。\n三、加强政府自身建设\n三公经费压减5%。\n"
    )
    report = Report(id="r", file="r.txt", title="某县政府工作报告", text=text, sha256="")
    told = {p.text: is_intended(p) for p in cut_passages(report, parse_outline(report))}
    assert not told["发放消费券3000万元。"]
    assert told["发放消费券5000万元。"]
    assert told["三公经费压减5%。"]
