"""How a named thing is getting on."""

import pytest

from app.progress_asked import naming, thing_asked
from app.question import understand
from index.records import Passage


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("旅游集散中心现在建得怎么样了？", "旅游集散中心"),
        ("美术研学基地进展如何", "美术研学基地"),
        ("那东溪流域治理项目的进度", "东溪流域治理项目"),
        ("北湖水库二期到哪一步了？", "北湖水库二期"),
        ("城北大桥目前什么情况", "城北大桥"),
        ("乡村振兴怎么样了？", ""),
        ("旅游集散中心投资多少？", ""),
        ("旅游集散中心建好了吗？", ""),
        ("群众思路怎么样", ""),
        ("", ""),
    ],
)
def test_the_thing_that_is_asked_about(question: str, thing: str) -> None:
    assert thing_asked(understand(question)) == thing


def passages(*texts: str, heading: str = "") -> list[Passage]:
    return [Passage(i, "r", 0, len(text), text, (), i, text == heading) for i, text in enumerate(texts)]


def test_only_what_names_it_tells_of_it() -> None:
    told = passages("旅游集散中心处于设计阶段。", "美术基地已开工。", "完成旅游集散中心工程量30%。")
    assert naming(understand("旅游集散中心怎么样了？"), told) == [told[0], told[2]]
    assert naming(understand("旅游集散中心项目进展如何？"), told) == [told[0], told[2]]


def test_what_nothing_names_or_everything_does_is_left_to_the_sections() -> None:
    question = understand("旅游集散中心怎么样了？")
    assert naming(question, passages("美术基地已开工。", "旅游集散中心", heading="旅游集散中心")) == []
    assert naming(question, passages(*(f"旅游集散中心第{i}期开工。" for i in range(9)))) == []
    assert naming(understand("财政收入多少？"), passages("财政收入3万元。")) == []
