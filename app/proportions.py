"""Proportions and what follows from a stated one: share, multiple, average, the rest, the rate of another.

Each function takes the operation, the question and the operands of each passage, best first; it returns the operands
in the order of the working with the conclusion, or None where they are not certain.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.answer import escape_markdown
from app.arithmetic import Result, average, before_growth, multiple, share, shift, subtract
from app.claims import opposite
from app.content import content_bigrams
from app.content import share_held as hold
from app.operands import LIKE, VERY_LIKE, Operand, assign, likeness, name_operands, of_one_unit
from app.operations import Operation
from app.question import Question
from app.question_words import YEAR
from app.units import both_count, same_unit

_NEAR = 40  # characters between quantities that belong together
_SPELT_OUT = 0.6  # of the pairs of characters of a name: a share is often asked for of things that only sound alike
_PERCENT = ("%", "个百分点", "百分点")
_STATED_SHARE, _STATED_AVERAGE = re.compile("占|比重|比例"), re.compile("平均|人均|户均|村均|每[个人户村亩]")
_ABOVE, _BELOW = re.compile("高于|快于|高出|超过|多于|领先"), re.compile("低于|慢于|低|少于|落后")
_FELL, _GREW = re.compile("下降|减少|降低|下滑|回落"), re.compile("增长|提高|增加|上升|上涨|增幅|增速")
_SINCE_THEN = re.compile("(?:同比|[比较](?:去年|上年|上一年)(?:同期)?)[^，,。；;]{0,4}?(?P<how>[增减]|多|少|[升降])")
# What frames a question for the year before: all but the thing that grew.
_FRAME = re.compile(
    r"(?:19|20)\d\d年|[去今上]年|上半年|前一年|同期|基数|[推折换反倒]算|算[下出]来|一下|同比|增长|下降|增加|减少|了|[\d.]+[%％]|[一二三四五六七八九]成|按|大[概约]|应该"
)

Computed = tuple[list[Operand], str]
"""Operands in the order of the working, and the conclusion."""


def tell_share(operation: Operation, question: Question, passages: Sequence[Sequence[Operand]]) -> Computed | None:
    """The share that one named thing is of another in one passage that does not state it."""
    for operands in passages:
        if any(o.quantity.unit == "%" and _STATED_SHARE.search(_before_it(o)) for o in operands):
            return None  # the report may state it: in this passage or, less probable, in those after it
        pair = _part_and_whole(operation, operands)
        if pair and 0 < pair[0].quantity.value <= pair[1].quantity.value:
            result = share(pair[0].quantity, pair[1].quantity)
            part, whole = (escape_markdown(name) for name in operation.names)
            return pair, f"{part}占{whole}的{result.about}**{result.text}**（{result.working}）。"
    return None


def _before_it(operand: Operand) -> str:
    start = operand.quantity.start
    return operand.passage.text[max(0, start - _NEAR) : start]


def _part_and_whole(operation: Operation, operands: Sequence[Operand]) -> list[Operand] | None:
    if not operation.given:
        pair = of_one_unit(operation.names, operands, LIKE)
        spelt_out = pair and all(
            hold(content_bigrams(name), operand.label) >= _SPELT_OUT
            for name, operand in zip(operation.names, pair, strict=True)
        )
        return pair if spelt_out else None
    wholes = [o for o in operands if _is(operation.given[0].value, o)]
    for whole in wholes:
        rest = [o for o in operands if o is not whole and o.quantity.unit == whole.quantity.unit]
        part = assign(operation.names[:1], rest, LIKE)
        if part:
            return [*part, whole]
    return None


def tell_times(operation: Operation, question: Question, passages: Sequence[Sequence[Operand]]) -> Computed | None:
    """How many times one named thing another is, where the report does not tell the multiple."""
    if any(o.quantity.unit == "倍" and likeness(operation.names[0], o.label) >= LIKE for p in passages for o in p):
        return None
    # 办公用房的去化周期是住宅的几倍: what is asked of both stands at each.
    owner, _, owned = operation.names[0].rpartition("的")
    if owner and owned and owned not in operation.names[1]:
        grams = content_bigrams(owned)
        passages = [[o for o in operands if hold(grams, o.label) >= LIKE] for operands in passages]
    pair = name_operands(operation.names, passages, LIKE) or of_one_unit(
        operation.names, [o for p in passages for o in p], LIKE
    )
    if pair is None or pair[1].quantity.value <= 0:
        return None
    result = multiple(pair[0].quantity, pair[1].quantity)
    one, other = (escape_markdown(name) for name in operation.names)
    return pair, f"{one}是{other}的{result.about}**{result.text}**（{result.working}）。"


def tell_average(operation: Operation, question: Question, passages: Sequence[Sequence[Operand]]) -> Computed | None:
    """What there is of one thing for each of another, both counted in one sentence (5批次30人)."""
    unit, wanted = operation.units
    for operands in passages:
        if any(_STATED_AVERAGE.search(operand.near) for operand in operands):
            continue
        for count in (o for o in operands if _counts(o, unit) and o.quantity.value > 0):
            for total in operands:
                fits = bool(total.quantity.unit) and _averaged(total.quantity.unit, wanted)
                topic = likeness(operation.names[0], f"{count.label} {total.label}")
                if total is not count and fits and topic >= VERY_LIKE and _together(count, total):
                    result = average(total.quantity, count.quantity)
                    return [total, count], f"平均每{unit}{result.about}**{result.text}**（{result.working}）。"
    return None


def _counts(operand: Operand, unit: str) -> bool:
    """Whether an operand counts what an average is for: by its unit (5批次), or as a thing (37个网格)."""
    text, end = operand.passage.text, operand.quantity.end
    return operand.quantity.unit[:1] == unit[:1] or text.startswith(unit, end)


def _averaged(unit: str, wanted: str) -> bool:
    return same_unit(unit, wanted) if wanted else both_count(unit, "个")


def tell_rest(operation: Operation, question: Question, passages: Sequence[Sequence[Operand]]) -> Computed | None:
    """What is left of a whole that the question gives, of which the report states but one other part."""
    for operands in passages:
        for whole in (o for o in operands if _is(operation.given[0].value, o)):
            parts = [
                part
                for part in operands
                if part is not whole
                and same_unit(part.quantity.unit, whole.quantity.unit)
                and part.quantity.value <= whole.quantity.value
                and _is_other_part(operation, part)
            ]
            if len(parts) == 1:
                result = subtract(whole.quantity, parts[0].quantity)
                return [whole, *parts], f"其余{result.about}**{result.text}**（{result.working}）。"
    return None


def _is_other_part(operation: Operation, part: Operand) -> bool:
    """Whether ``part`` is what the whole has besides what is asked for: given too, or its opposite (省内, 省外)."""
    if len(operation.given) > 1:
        return _is(operation.given[1].value, part)
    name = operation.names[0]
    if likeness(name, part.label) == 1:
        return False
    return any(other in part.label for other in opposite(name) if len(other) > 1)


def _is(value: float, operand: Operand) -> bool:
    return operand.quantity.value == value


def tell_base(operation: Operation, question: Question, passages: Sequence[Sequence[Operand]]) -> Computed | None:
    """What another's rate is, of which the report states only by how much it differs (高于全国0.7个百分点)."""
    for operands in passages:
        for own, points in pairwise(operands):
            words = points.near
            up, down = _ABOVE.search(words), _BELOW.search(words)
            alike = own.quantity.unit in _PERCENT and points.quantity.unit in _PERCENT and _together(own, points)
            if alike and operation.names[0] in words and (up or down):
                result = shift(own.quantity, points.quantity, up=not up)
                whose = operation.names[0]
                return [own, points], f"由此推算，{whose}{result.about}**{result.text}**（{result.working}）。"
    return None


def tell_year_before(
    operation: Operation, question: Question, passages: Sequence[Sequence[Operand]]
) -> Computed | None:
    """What a quantity was before the change that the report states beside it: 6起,比去年同期减少4起.

    From a rate (增长8%) it can only be worked out roughly: that is done where it is asked for in so many words.
    """
    for operands in passages:
        for now, change in pairwise(operands):
            about = likeness(_FRAME.sub(" ", question.text), now.label) >= LIKE
            if not about or now.quantity.unit in _PERCENT or not _together(now, change) or not _is_since(question, now):
                continue
            result = _before(now, change) if operation.sure or change.quantity.unit != "%" else None
            if result:
                when = "上年同期" if "同" in change.near else "上年"
                return [now, change], f"由此推算，{when}{result.about}**{result.text}**（{result.working}）。"
    return None


def _before(now: Operand, change: Operand) -> Result | None:
    grew, fell = _GREW.search(change.near), _FELL.search(change.near)
    if change.quantity.unit == "%":
        sensible = grew or (fell and change.quantity.value < 100)
        return before_growth(now.quantity, change.quantity, grew is not None) if sensible else None
    since = _SINCE_THEN.search(change.near)
    if since is None or not same_unit(now.quantity.unit, change.quantity.unit):
        return None
    return shift(now.quantity, change.quantity, up=since["how"] in "减少降")


def _is_since(question: Question, now: Operand) -> bool:
    """Whether the year that a question names, if any, is the one before that of the passage's part of the report."""
    asked = YEAR.findall(question.text)
    return not asked or str(int(asked[0]) + 1) in YEAR.findall(now.passage.context)


def _together(one: Operand, other: Operand) -> bool:
    first, second = sorted((one, other), key=lambda o: o.place)
    between = first.passage.text[first.quantity.end : second.quantity.start]
    return first.passage == second.passage and len(between) <= _NEAR and not re.search("[。；;]", between)
