"""Several questions in one message, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import nasty_text

from app.asked_apart import split_questions


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("财政收入多少？完成目标的百分之几？", ["财政收入多少？", "完成目标的百分之几？"]),
        ("财政收入多少，固投多少", ["财政收入多少", "固投多少"]),
        ("财政收入多少,比去年增长了吗?", ["财政收入多少", "比去年增长了吗?"]),
        ("存在哪些问题；下半年打算怎么解决", ["存在哪些问题", "下半年打算怎么解决"]),
        ("镇长是谁以及书记是谁？", ["镇长是谁", "书记是谁？"]),
        ("建了多少个充电桩和多少个停车位？", ["建了多少个充电桩", "建了多少个停车位？"]),
        ("有没有建充电桩？如果有，建了几个？", ["有没有建充电桩？", "建了几个？"]),
        ("完成了多少，另外，还差多少？", ["完成了多少", "还差多少？"]),
        ("我是记者。请问财政收入是多少？固投呢？谢谢！", ["我是记者。请问财政收入是多少？", "固投呢？"]),
        ("最不满意的是哪一项？为什么会这样，概括讲讲。", ["最不满意的是哪一项？", "为什么会这样"]),
        ("请问财政收入和固定资产投资分别是多少？", ["请问财政收入是多少？", "固定资产投资是多少？"]),
        (
            "粮食、宣莲和油茶的种植面积各是多少",
            ["粮食的种植面积是多少", "宣莲的种植面积是多少", "油茶的种植面积是多少"],
        ),
        ("城镇和农村居民人均可支配收入分别是多少", ["城镇人均可支配收入是多少", "农村居民人均可支配收入是多少"]),
        ("甲桥和乙路这两个重点工程，今年分别推进到哪一步", ["甲桥今年推进到哪一步", "乙路今年推进到哪一步"]),
        ("去了几个教学点、培训了多少人次？", ["去了几个教学点", "培训了多少人次？"]),
        ("农贸市场和停车场分别什么时候完工", ["农贸市场什么时候完工", "停车场什么时候完工"]),
        ("What was the revenue? Did it grow?", ["What was the revenue?", "Did it grow?"]),
        (
            "What was the revenue, and how many roads were built?",
            ["What was the revenue", "how many roads were built?"],
        ),
    ],
)
def test_what_asks_several_questions_is_taken_apart(text: str, parts: list[str]) -> None:
    assert split_questions(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "财政收入是多少？",
        "听说财政收入4000多万，是真的吗？",
        "财政收入4225万元？对吗？",
        "是甲村多，还是乙村多？",
        "近几年修了不少路，今年又修了多少？",
        "无论花了多少，最后效果怎么样？",
        "我是记者。请问财政收入是多少？谢谢！",
        "“谁来干、怎么干”这句话是谁说的？",
        "（不问多少）路修好了吗？",
        "各村分别收了多少钱？",
        "十大行动分别是什么？",
        "固投多少？啥？",
        "报告是谁在哪个会上、哪天作的？",
        "如果完成了的话，完成了多少？",
        "How many towns and villages are there?",
        "",
        "？",
    ],
)
def test_what_asks_one_question_stays_as_it_is(text: str) -> None:
    assert split_questions(text) == [text]


@given(
    st.lists(
        st.sampled_from(
            ["多少", "和", "，", "？", "分别", "什么", "的", "收入", "、", "“", "”", "还是", "有没有", " ", "几"]
        ),
        max_size=30,
    )
)
def test_parts_of_random_questions_ask_something(words: list[str]) -> None:
    text = "".join(words)
    parts = split_questions(text)
    assert parts == [text] or all(part.strip() for part in parts)


@given(nasty_text)
def test_any_text_is_taken(text: str) -> None:
    parts = split_questions(text)
    assert parts == [text] or set("".join(parts)) <= set(text) | set("是")
