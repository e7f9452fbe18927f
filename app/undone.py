"""What is left undone of a whole: 资金1436万元,拨付861.6万元 leaves 574.4万元 that nobody has paid out yet."""

import re
from collections.abc import Sequence

from app.arithmetic import subtract
from app.content import content_bigrams, share_held
from app.operands import LIKE, Operand
from app.operations import Operation, undone_verb
from app.question import Question

_LEFT = re.compile("未(?!来)|没有?|剩余|剩下|尚|待|缺口|结余|正在")
_ASKED = re.compile("(?:还|仍|尚)?(?:有|剩)?(?:多少|几)")
_NEAR = 10  # characters before a quantity in which what was done is told
_APART = 40  # characters between a whole and what is done of it


def tells_left(text: str, start: int, end: int) -> bool:
    """Whether the words at ``text[start:end]`` are of what is left, not of what is done."""
    return _LEFT.search(text, max(0, start - _NEAR), end + _NEAR) is not None


def tell_undone(
    operation: Operation, question: Question, passages: Sequence[Sequence[Operand]]
) -> tuple[list[Operand], str] | None:
    """The rest of a whole of which a passage states only how much is done; None where it states what is left."""
    verb = undone_verb(question.text)
    grams = content_bigrams(_ASKED.split(question.text)[0])
    for operands in passages:
        text = operands[0].passage.text if operands else ""
        if not verb or _LEFT.search(text) or share_held(grams, text) < LIKE:
            continue
        for done in (o for o in operands if _done_by(o, verb) and o.quantity.unit != "%"):
            wholes = [o for o in operands if _may_hold(o, done)]
            if len(wholes) == 1 and _agrees(wholes[0], done, [o for o in operands if _done_by(o, f"{verb}率")]):
                result = subtract(wholes[0].quantity, done.quantity)
                return [wholes[0], done], f"由此推算，尚未{verb}的{result.about}**{result.text}**（{result.working}）。"
    return None


def _done_by(operand: Operand, verb: str) -> bool:
    start = operand.quantity.start
    return verb in operand.passage.text[max(0, start - _NEAR) : start]


def _may_hold(whole: Operand, done: Operand) -> bool:
    """Whether ``whole`` may be what ``done`` is a part of: more of the same, told shortly before it in one sentence."""
    between = whole.passage.text[whole.quantity.end : done.quantity.start]
    near = whole.quantity.end <= done.quantity.start and len(between) <= _APART and not re.search("[。；;]", between)
    return near and whole.quantity.unit == done.quantity.unit and whole.quantity.value > done.quantity.value


def _agrees(whole: Operand, done: Operand, rates: Sequence[Operand]) -> bool:
    """Whether the rates that are told of what is done, if any, are those of the two."""
    percent = 100 * done.quantity.value / whole.quantity.value
    return all(abs(rate.quantity.value - percent) <= 1 for rate in rates if rate.quantity.unit == "%")
