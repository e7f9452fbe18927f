import itertools

import pytest
from app_helpers import ask
from hypothesis import given
from strategies import nasty_text

from app.problems import asks_only_problems
from index.problems import problem_spans

TITLE = "某县2024年政府工作报告"


@pytest.mark.parametrize(
    "lead",
    [
        "我们也清醒地认识到，全县发展还存在不少问题：",
        "也要清醒看到，我区经济社会发展还面临不少困难和挑战。",
        "我们深知，某区还存在着明显的短板和不足：",
        "各项工作取得了一定成效，但与要求相比，还存在许多问题和不足。",
    ],
)
def test_the_paragraph_behind_the_lead_tells_problems(lead: str) -> None:
    text = f"成绩很大。{lead}一是产业不强。二是效率不高。\n下一段讲打算。"
    ((start, end),) = problem_spans(text)
    assert text[start:end] == f"{lead}一是产业不强。二是效率不高。"


def test_it_ends_where_the_text_turns_to_what_will_be_done() -> None:
    text = "我们清醒认识到，还存在不少问题。产业不强。对此，我们将全力改进。"
    ((start, end),) = problem_spans(text)
    assert text[start:end] == "我们清醒认识到，还存在不少问题。产业不强。"


@pytest.mark.parametrize("text", ["解决了一批突出问题。", "整治环境问题12个。", "深入排查矛盾困难。", ""])
def test_problems_solved_are_none(text: str) -> None:
    assert problem_spans(text) == ()


@given(nasty_text)
def test_any_text(text: str) -> None:
    spans = problem_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("question", "only"),
    [
        ("县里承认自己还有哪些短板？总结成三条。", True),
        ("某县还有哪些毛病和短处？逐条列一下", True),
        ("农村教育存在哪些困难？", False),
        ("去年有哪些成绩？", False),
    ],
)
def test_all_problems_or_those_of_a_matter(question: str, only: bool) -> None:
    assert asks_only_problems(ask(question), [TITLE]) is only
