"""Compare two quantities of a report: each cited, the arithmetic shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.citing import Citer, emphasize
from app.content import content_bigrams, content_words
from app.evidence import Found
from app.question import Question
from app.spans import Span, shown_span
from app.units import comparable
from index.figures import Quantity, find_quantities, tell_side
from index.lexical import fold
from index.records import Passage

_BY_AMOUNT = re.compile(r"[多少高低大小差倍数量额率几快慢]|more|less|higher|lower|larger|smaller|difference|much|many")
_SCALES = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))


@dataclass(frozen=True, slots=True)
class Operand:
    """A quantity in its passage: ``near`` are the words before it that say what it measures."""

    passage: Passage
    quantity: Quantity
    near: str
    score: float


def find_operands(question: Question, found: Sequence[Found]) -> tuple[Operand, Operand] | None:
    """Return the two quantities a comparison is about, in reading order, or None.

    The first is the one whose surroundings share most with the question; the second has a comparable unit and
    adds most of the question's words (or the other side, result against target) that the first does not hold.
    """
    grams = content_bigrams(question.text)
    operands = [o for item in found for o in _operands(item, grams)]
    best: tuple[float, Operand, Operand] | None = None
    for i, one in enumerate(operands):
        for other in operands[i + 1 :]:
            if not comparable(one.quantity.unit, other.quantity.unit):
                continue
            joint = sum(gram in one.near or gram in other.near for gram in grams) / max(1, len(grams))
            different = fold(one.near)[-6:] != fold(other.near)[-6:]
            score = 2 * joint + 0.2 * (one.score + other.score) + 0.2 * different
            score += 0.3 * (question.units[:1] == (one.quantity.unit,)) + 0.3 * _sides_differ(question, one, other)
            if best is None or score > best[0]:
                best = (score, one, other)
    if best is None:
        return None
    one, other = sorted(best[1:], key=lambda o: (o.passage.id, o.quantity.start))
    return one, other


def _sides_differ(question: Question, one: Operand, other: Operand) -> bool:
    mixed = any(word in question.text for word in ("目标", "计划", "下半年", "今年")) and any(
        word in question.text for word in ("上半年", "实际", "完成", "去年", "已", "现在")
    )
    sides = {tell_side(o.passage.section, o.passage.text) in ("target", "plan") for o in (one, other)}
    return mixed and len(sides) == 2


def _operands(item: Found, grams: Sequence[str]) -> list[Operand]:
    passage = item.candidate.passage
    quantities = [
        q for q in find_quantities(passage.text) if q.unit not in ("年", "月", "日") and _in_digits(passage, q)
    ]
    operands = []
    for quantity in quantities:
        # What a quantity measures stands before it, back to the quantity before.
        floor = max((q.end for q in quantities if q.end <= quantity.start), default=0)
        near = fold(passage.text[max(floor, quantity.start - 40) : quantity.end])
        share = sum(gram in near for gram in grams) / max(1, len(grams))
        operands.append(Operand(passage, quantity, near, share + item.probability))
    return operands


def _in_digits(passage: Passage, quantity: Quantity) -> bool:
    return any(character.isdigit() for character in passage.text[quantity.start : quantity.end])


def compare(question: Question, found: Sequence[Found], citer: Citer) -> str | None:
    """Return both sides, cited, and the conclusion; None where no two comparable quantities are found."""
    operands = find_operands(question, found) if _BY_AMOUNT.search(fold(question.asked)) else None
    if operands is None:
        return None
    one, other = operands
    words = content_words(question.text)
    shown: list[str] = []
    for operand in operands:
        span: Span = (operand.quantity.start, operand.quantity.end)
        text = emphasize(operand.passage.text, shown_span(operand.passage.text, span, words), span)
        shown.append(f"{text}{citer.cite(operand.passage, span)}")
    return f"{'；'.join(shown)}。{_conclusion(question, one, other)}"


def _conclusion(question: Question, one: Operand, other: Operand) -> str:
    first, second = one.quantity, other.quantity
    names = [_name(question, o) for o in (one, other)]
    if names[0] == names[1]:
        names = [f"{_side_name(o)}{name}" for o, name in zip((one, other), names, strict=True)]
    if first.value == second.value:
        return f"两者都是{_amount(first.value, first.unit)}。"
    high, low = (0, 1) if first.value > second.value else (1, 0)
    values = (first.value, second.value)
    exact = first.comparator == second.comparator == "="
    difference = _amount(values[high] - values[low], "个百分点" if first.unit == "%" else first.unit)
    sum_shown = f"{_amount(values[high], first.unit)}－{_amount(values[low], first.unit)}＝{difference}"
    return f"{names[high]}更高（更多），比{names[low]}{'多' if exact else '约多'}**{difference}**（{sum_shown}）。"


def _side_name(operand: Operand) -> str:
    return "目标" if tell_side(operand.passage.section, operand.passage.text) in ("target", "plan") else "实绩"


def _name(question: Question, operand: Operand) -> str:
    """What an operand is called: the longest words its surroundings share with the question."""
    near, asked = operand.near, fold(question.text)
    match = SequenceMatcher(None, near, asked, autojunk=False).find_longest_match()
    if match.size >= 2:
        return near[match.a : match.a + match.size]
    return near[: -(operand.quantity.end - operand.quantity.start)][-8:].lstrip("，,。；;、 ") or near


def _amount(value: float, unit: str) -> str:
    """Write a value of base units in the largest scale it reaches: 29432800 元 is 2943.28万元."""
    for scale, word in _SCALES:
        if unit not in ("%", "个百分点") and abs(value) >= scale:
            return f"{_digits(value / scale)}{word}{unit}"
    return f"{_digits(value)}{unit}"


def _digits(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
