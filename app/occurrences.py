"""Every place where a report states an amount: asked by the amount alone, told in the report's order."""

import re
from collections.abc import Sequence

from app.citing import Citer, emphasize
from app.facts_english import english_facts
from app.question import Question
from app.spans import shown_span
from index.figures import Quantity, find_quantities
from index.lexical import fold
from index.records import Passage

MAX_PLACES = 20
_SCALED = 10_000  # from here on an amount may stand without its unit: 500万 for 500万元
_LEFT = 2  # characters that may be left of a question that asks for nothing but the places

_STANDS = r"提到|提及|提过|出现|写到|写着|说到|讲到|用到|找到|列出"
_ASKS_PLACES = re.compile(
    rf"(?:哪|几|多少|所有|全部|每)[^，。？?]{{0,12}}(?:{_STANDS})|(?:{_STANDS})[^，。？?]{{0,14}}(?:哪|几|多少|所有|全部|什么)|"
    r"(?:哪几|哪些|几|多少)(?:个)?(?:处|地方)"
)
# What such a question is made of, beside the amount.
_FRAME = re.compile(
    rf"{_STANDS}|这份|那份|本|报告|文件|全文|原文|文中|里面|当中|里|中|上|数字|数值|金额|数据|这个|那个|一?共|总共|分别|"
    r"哪几|哪些|哪里|哪儿|哪|几|多少|所有|全部|每一?|地方|内容|事项|位置|处|次|个|是|有|都|在|了|过|的|为|找|列|出来|请|把|什么|呢|吗"
)
_ASKS_EN = re.compile(
    r"\b(?:where|(?:every|all|which) (?:the )?places?|how (?:often|many times))\b"
    r".*\b(?:mention|occur|appear|stand|say|state|find|found)",
    re.IGNORECASE,
)


def asks_places(question: Question) -> Quantity | None:
    """Return the amount whose every place is asked for, or None where the question asks for something else.

    >>> from app.question import understand
    >>> asks_places(understand("报告里哪些地方提到了1000万元？")).value
    1e7
    >>> asks_places(understand("哪些项目的投资提到了1000万元？")) is None
    True
    """
    text = fold(question.worded)
    if question.text_lang == "en":
        amounts = english_facts(text).amounts if _ASKS_EN.search(text) else ()
        return Quantity(0, 0, amounts[0].value, amounts[0].unit, "=") if len(amounts) == 1 else None
    if not _ASKS_PLACES.search(text):
        return None
    named = [q for q in find_quantities(text) if any(c.isdigit() for c in text[q.start : q.end])]
    if len(named) != 1:
        return None
    rest = _FRAME.sub("", re.sub(r"\W", "", text[: named[0].start] + text[named[0].end :]))
    return named[0] if len(rest) <= _LEFT else None


def tell_places(question: Question, amount: Quantity, passages: Sequence[Passage], citer: Citer) -> str:
    """Return the clauses that state ``amount``, a bullet a passage, each cited; an empty string where none does."""
    found = [(passage, spans) for passage in passages if (spans := _stated(passage.text, amount))]
    if not found:
        return ""
    count = sum(len(spans) for _, spans in found)
    lines = [
        f"- {emphasize(passage.text, _shown(passage.text, spans), *spans)}{citer.cite(passage, spans[0])}"
        for passage, spans in found[:MAX_PLACES]
    ]
    more = len(found) > MAX_PLACES
    if question.lang == "en":
        head = f"Found **{count}** time{'s' if count > 1 else ''}" + (f"; the first {MAX_PLACES}:" if more else ":")
    else:
        head = f"共有**{count}处**" + (f"，前{MAX_PLACES}条是：" if more else "：")
    return "\n".join([head, *lines])


def _stated(text: str, amount: Quantity) -> list[tuple[int, int]]:
    return [
        (found.start, found.end)
        for found in find_quantities(text)
        if found.value == amount.value
        and (found.unit == amount.unit or (amount.value >= _SCALED and not (found.unit and amount.unit)))
    ]


def _shown(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return shown_span(text, (spans[0][0], spans[-1][1]), ())
