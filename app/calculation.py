"""Answer a question that asks to compute: the operands as the report states them, each cited, then the result.

Nothing is computed where the operands are not certain: each must stand in words like those of the question, all must
be of one unit, and what the report states itself (a share, an average) is left to the ordinary answer.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.answer import escape_markdown
from app.arithmetic import Result, add, decimal_of, subtract
from app.citing import Citer, emphasize
from app.content import content_words
from app.evidence import Found
from app.from_to import tell_change
from app.matching import LATER, RATE
from app.operands import LIKE, VERY_LIKE, Operand, likeness, name_operands, read_operands
from app.operations import Operation, tell_operation
from app.proportions import Computed, tell_average, tell_base, tell_rest, tell_share, tell_times, tell_year_before
from app.question import Question
from app.spans import MAX_SHOWN, Span, shown_span
from app.undone import tell_undone

_READ = 6  # passages looked at, most probable first
_WHOLE = re.compile("总|合计|共|累计")


def calculate(question: Question, found: Sequence[Found], citer: Citer) -> str | None:
    """Return the answer to a question that asks to compute; None where it does not, or cannot be with certainty."""
    change = tell_change(question, found, citer)
    if change:
        return change
    operation = tell_operation(question.text) if question.lang == "zh" else None
    if operation is None or operation.act not in _ACTS:
        return None
    computed = _ACTS[operation.act](operation, question, [_operands(item) for item in found[:_READ]])
    if computed is None:
        return None
    operands, conclusion = computed
    return f"{'；'.join(_facts(operands, content_words(question.text), citer))}。{conclusion}"


def _operands(item: Found) -> list[Operand]:
    return read_operands(item, ())


def _facts(operands: Sequence[Operand], words: Sequence[str], citer: Citer) -> Iterator[str]:
    """Yield the words of the report that state the operands, those that stand together as one."""
    rest = list(dict.fromkeys(sorted(operands, key=lambda o: o.place)))
    while rest:
        first = rest[0]
        group = [
            o
            for o in rest
            if o is first or (o.passage == first.passage and o.quantity.end - first.quantity.start <= MAX_SHOWN)
        ]
        rest = rest[len(group) :]
        text = first.passage.text
        span: Span = (min(o.begin for o in group), group[-1].quantity.end)
        spans = [(o.quantity.start, o.quantity.end) for o in group]
        yield f"{emphasize(text, shown_span(text, span, words), *spans)}{citer.cite(first.passage, spans[0])}"


def _sum(operation: Operation, question: Question, passages: Sequence[Sequence[Operand]]) -> Computed | None:
    least = LIKE if operation.sure else VERY_LIKE
    parts = (
        _counted(operation, question, passages)
        if operation.number
        else name_operands(operation.names, passages, least, operation.sure)
    )
    if parts is None:
        return None
    result = add([part.quantity for part in parts])
    if operation.act == "check":
        return _check(parts, result, passages)
    return parts, f"合计{result.about}**{result.text}**（{result.working}）。"


def _counted(operation: Operation, question: Question, passages: Sequence[Sequence[Operand]]) -> list[Operand] | None:
    """So many operands as the question says there are of what it names (两笔投资), clearly liker than all others."""
    every = [operand for operands in passages for operand in operands]
    scored = sorted(((likeness(operation.names[0], o.label), -i, o) for i, o in enumerate(every)), reverse=True)
    chosen, others = scored[: operation.number], scored[operation.number :]
    if len(chosen) < operation.number or chosen[-1][0] < LIKE or len({o.quantity.unit for *_, o in chosen}) > 1:
        return None
    clear = not others or others[0][0] < chosen[-1][0]
    return [operand for *_, operand in chosen] if clear else None


def _check(parts: list[Operand], result: Result, passages: Sequence[Sequence[Operand]]) -> Computed | None:
    """Hold a sum against the total that the report states in the same passage, before its parts."""
    totals = [
        operand
        for operands in passages
        for operand in operands
        if operand.passage == parts[0].passage
        and operand.quantity.unit == parts[0].quantity.unit
        and operand.place < min(part.place for part in parts)
        and _WHOLE.search(operand.near)
    ]
    if not totals:
        return None
    total = totals[-1]
    if decimal_of(total.quantity) == result.value:
        return [total, *parts], f"是，对得上：合计**{result.text}**（{result.working}）。"
    difference = subtract(total.quantity, replace(total.quantity, value=float(result.value)))
    return (
        [total, *parts],
        f"不是，对不上：合计**{result.text}**（{result.working}），相差{difference.text}（{difference.working}）。",
    )


def _rank(operation: Operation, question: Question, passages: Sequence[Sequence[Operand]]) -> Computed | None:
    chosen = name_operands(operation.names, [[o for o in each if _ranks(question, o)] for each in passages], LIKE)
    if chosen is None:
        return None
    named = sorted(zip(operation.names, chosen, strict=True), key=lambda pair: -pair[1].quantity.value)
    told = [f"{escape_markdown(name)}（{escape_markdown(_words(operand))}）" for name, operand in named]
    return chosen, f"由高到低：**{told[0]}**、{'、'.join(told[1:])}。"


def _ranks(question: Question, operand: Operand) -> bool:
    """Whether an operand is by what the question ranks: growth or an amount, what is done or what is aimed at."""
    grown = not RATE.search(question.text) or operand.quantity.unit == "%"
    return grown and (not operand.later or bool(LATER.search(question.text)))


def _words(operand: Operand) -> str:
    return operand.passage.text[operand.quantity.start : operand.quantity.end]


_ACTS: dict[str, Callable[[Operation, Question, Sequence[Sequence[Operand]]], Computed | None]] = {
    "sum": _sum,
    "check": _sum,
    "share": tell_share,
    "times": tell_times,
    "average": tell_average,
    "rank": _rank,
    "rest": tell_rest,
    "base": tell_base,
    "before": tell_year_before,
    "undone": tell_undone,
}
