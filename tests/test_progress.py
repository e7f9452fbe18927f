import pytest
from hypothesis import given
from strategies import nasty_text

from app.progress import DONE, PLANNED, UNDER_WAY, claimed_stage, told_stage


@pytest.mark.parametrize(
    ("question", "stage"),
    [
        ("体育馆完工了没有？", DONE),
        ("体育馆动工了吗？", UNDER_WAY),
        ("早就种了五百亩，对吧？", DONE),
        ("广场改造好了吗？", DONE),
        ("水库去年就蓄水了吗？", DONE),
        ("水渠挖完了没有", DONE),
        ("作风变好了吗？", None),
        ("体育馆今后能完工吗？", None),
        ("打算评上示范村吗？", None),
        ("体育馆漂亮吗？", None),
        ("体育馆主体完工了吗？", UNDER_WAY),
    ],
)
def test_what_a_question_claims(question: str, stage: int | None) -> None:
    claimed = claimed_stage(question)
    assert (claimed[0] if claimed else None) == stage


@pytest.mark.parametrize(
    ("text", "side", "stage", "clause"),
    [
        ("体育馆建成开放。", "result", DONE, "体育馆建成开放。"),
        ("体育馆主体完工,图书馆投入使用。", "result", UNDER_WAY, "体育馆主体完工,"),
        ("体育馆正在施工。", "result", UNDER_WAY, "体育馆正在施工。"),
        ("体育馆即将开工。", "result", PLANNED, "体育馆即将开工。"),
        ("体育馆验收准备工作正在进行。", "result", PLANNED, "体育馆验收准备工作正在进行。"),
        ("体育馆处于设计阶段,图书馆竣工。", "result", PLANNED, "体育馆处于设计阶段,"),
        ("推进体育馆等2个项目,体育馆处于设计阶段。", "result", PLANNED, "体育馆处于设计阶段。"),
        ("确保体育馆完工。", "target", PLANNED, "确保体育馆完工。"),
        ("建成体育馆。", "target", PLANNED, "建成体育馆。"),
        ("改造体育馆,争创品牌。", "target", PLANNED, "改造体育馆,"),
        ("体育馆已完工。", "target", DONE, "体育馆已完工。"),
        ("体育馆未实现完工。", "result", PLANNED, "体育馆未实现完工。"),
    ],
)
def test_what_a_passage_tells(text: str, side: str, stage: int, clause: str) -> None:
    told = told_stage("体育馆完工了吗？", "完工", text, side)
    assert told is not None
    assert (told[0], text[slice(*told[1])]) == (stage, clause)


def test_a_frame_that_is_claimed_and_told_is_borne_out() -> None:
    claimed = claimed_stage("体育馆主体已经封顶了吗？")
    assert claimed is not None
    told = told_stage("体育馆主体封顶了吗？", claimed[1], "体育馆主体封顶,图书馆投用。", "result")
    assert told is not None and told[0] >= claimed[0]


def test_a_clause_on_another_thing_tells_nothing() -> None:
    assert told_stage("体育馆完工了吗？", "完工", "体育馆用时3天签约,省道已经完工。", "result") is None
    told = told_stage("体育馆完工了吗？", "完工", "体育馆总投资3亿元,目前已经完工。", "result")
    assert told is not None and told[0] == DONE


def test_nothing_is_told_where_no_word_tells_it() -> None:
    assert told_stage("体育馆完工了吗？", "完工", "体育馆面积3000平方米。", "result") is None


@given(question=nasty_text, text=nasty_text)
def test_the_clause_lies_in_the_text(question: str, text: str) -> None:
    claimed_stage(question)
    told = told_stage(question, "完工", text, "result")
    assert told is None or 0 <= told[1][0] < told[1][1] <= len(text)
