"""A question put into a report's words, worked by hand."""

import pytest

from app.analysis import analyse
from app.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("question", "titles", "side"),
    [
        ("2030年营业收入是多少？", ["某县2026年政府工作报告"], "target"),
        ("2026年营业收入是多少？", ["某县2026年政府工作报告"], "target"),
        ("2026年营业收入完成了多少？", ["某县2026年政府工作报告"], "result"),
        ("今年营业收入是多少？", ["某县2026年政府工作报告"], "target"),
        ("今年营业收入是多少？", ["某镇2026年上半年工作总结"], ""),
        ("2025年营业收入是多少？", ["某县2026年政府工作报告"], ""),
        ("2025年营业收入是多少？", ["某县2024年政府工作报告", "某县2026年政府工作报告"], ""),
        ("2030年比2025年多多少？", ["某县2026年政府工作报告"], ""),
        ("2030年营业收入是多少？", ["政府工作报告"], ""),
    ],
)
def test_a_year_that_the_reports_have_plans_for_is_one_of_targets(question: str, titles: list[str], side: str) -> None:
    assert analyse(question, Vocabulary.build(["营业收入200亿元"]), titles).side == side
