"""Compare two quantities of a report: each cited, the arithmetic shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from app.answer import escape_markdown
from app.citing import Citer, emphasize
from app.content import content_bigrams, content_words
from app.evidence import Found
from app.question import Question
from app.sides import Sides
from app.spans import Span, shown_span
from app.units import both_count, comparable
from index.figures import Quantity, find_quantities, tell_side
from index.lexical import fold
from index.records import Passage

_BY_AMOUNT = re.compile(r"[多少高低大小差倍数量额率几快慢]|more|less|higher|lower|larger|smaller|difference|much|many")
_WHETHER = re.compile(r"[多高大快](?:了)?还是(?:更)?[少低小慢]|[少低小慢](?:了)?还是(?:更)?[多高大快]")
_LATER, _EARLIER = re.compile("今年|目标|计划|任务|下半年|现在"), re.compile("去年|上年|上半年|完成|实际|原来")
_READ = 4  # passages of each side that are looked at
_SCALES = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))


@dataclass(frozen=True, slots=True)
class ReadSides:
    """What was found for each of the two questions that a comparison comes apart into, best first."""

    sides: Sides
    found: tuple[Sequence[Found], Sequence[Found]]

    @property
    def confidence(self) -> float:
        """How sure it is that both are answered."""
        return min(items[0].confidence if items else 0.0 for items in self.found)


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
            if not _commensurable(one, other):
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


def pair_sides(question: Question, read: ReadSides) -> tuple[Operand, Operand] | None:
    """Return the two quantities a comparison is about, one for each of its sides, or None.

    Each is looked for among the best passages of its own question: its surroundings, then its passage, name the
    side and not the other one.
    """
    names = [content_bigrams(name) for name in read.sides.names]
    options = []
    for i, items in enumerate(read.found):
        own = [gram for gram in names[i] if gram not in names[1 - i]]
        foreign = [gram for gram in names[1 - i] if gram not in names[i]]
        options.append(
            [o for item in items[:_READ] for o in _side_operands(item, read.sides.questions[i], own, foreign)]
        )
    pairs = [
        (
            one.score + other.score + 0.5 * (one.quantity.unit == other.quantity.unit) + _respective(one, other),
            one,
            other,
        )
        for one in options[0]
        for other in options[1]
        if _commensurable(one, other)
        and (one.passage.id, one.quantity.start) != (other.passage.id, other.quantity.start)
    ]
    return max(pairs, key=lambda pair: pair[0])[1:] if pairs else None


def _side_operands(item: Found, question: str, own: Sequence[str], foreign: Sequence[str]) -> list[Operand]:
    whole = fold(item.candidate.passage.indexed_text)
    operands = []
    for operand in _operands(item, content_bigrams(question)):
        score = operand.score + _share(own, operand.near) + 0.5 * _share(own, whole) - _share(foreign, operand.near)
        operands.append(replace(operand, score=score))
    return operands


def _respective(one: Operand, other: Operand) -> float:
    """What it counts for that the sentence gives both together: 城乡居民收入分别达43020元、22680元."""
    if one.passage.id != other.passage.id or one.quantity.start > other.quantity.start:
        return 0.0
    text = one.passage.text
    between = text[one.quantity.end : other.quantity.start]
    return float(
        "分别" in text[max(0, one.quantity.start - 6) : one.quantity.start]
        and re.fullmatch("[、和,，]", between) is not None
    )


def _commensurable(one: Operand, other: Operand) -> bool:
    """Whether the two may be subtracted; a bare number counts things, or is money where it is in 万 or more."""
    left, right = one.quantity.unit, other.quantity.unit
    if (left and right) or left == right:
        return comparable(left, right)
    amounts = min(one.quantity.value, other.quantity.value) >= 10_000
    return (left or right) == "元" if amounts else both_count("个", left or right)


def _share(grams: Sequence[str], text: str) -> float:
    return sum(gram in text for gram in grams) / max(1, len(grams))


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


def compare(question: Question, found: Sequence[Found], citer: Citer, read: ReadSides | None = None) -> str | None:
    """Return both sides, cited, and the conclusion; None where no two comparable quantities are found."""
    if not _BY_AMOUNT.search(fold(question.asked)):
        return None
    paired = pair_sides(question, read) if read else None
    operands = paired or find_operands(question, found)
    if operands is None:
        return None
    words = content_words(question.text)
    shown: list[str] = []
    for operand in operands:
        span: Span = (operand.quantity.start, operand.quantity.end)
        text = emphasize(operand.passage.text, shown_span(operand.passage.text, span, words), span)
        shown.append(f"{text}{citer.cite(operand.passage, span)}")
    names = [escape_markdown(name) for name in read.sides.names] if paired and read else _names(question, *operands)
    if question.lang == "en":
        return f"The report says: {'; '.join(shown)}. {_conclude_english(names, *operands)}"
    return f"{'；'.join(shown)}。{_conclude(question, names, *operands)}"


def _names(question: Question, one: Operand, other: Operand) -> list[str]:
    names = [_name(question, operand) for operand in (one, other)]
    if names[0] == names[1]:
        names = [f"{_side_name(o)}{name}" for o, name in zip((one, other), names, strict=True)]
    return names


def _conclude(question: Question, names: Sequence[str], one: Operand, other: Operand) -> str:
    if one.quantity.value == other.quantity.value:
        return f"两者都是{_amount(one.quantity.value, one.quantity.unit)}。"
    high, difference, shown, exact = _subtract(one, other)
    about = "" if exact else "约"
    if _WHETHER.search(question.text):  # 多了还是少了: told of the later of the two, else of the first
        told = 1 if _LATER.search(names[1]) and _EARLIER.search(names[0]) else 0
        more = "多（高）" if told == high else "少（低）"
        return f"{names[told]}比{names[1 - told]}{about}{more}**{difference}**（{shown}）。"
    return f"{names[high]}更高（更多），比{names[1 - high]}{about}多**{difference}**（{shown}）。"


def _conclude_english(names: Sequence[str], one: Operand, other: Operand) -> str:
    if one.quantity.value == other.quantity.value:
        return f"Both are {_amount(one.quantity.value, one.quantity.unit)}."
    high, difference, shown, exact = _subtract(one, other)
    return f"Higher: {names[high]}, by {'' if exact else 'about '}**{difference}** ({shown})."


def _subtract(one: Operand, other: Operand) -> tuple[int, str, str, bool]:
    """Return which is higher (0 or 1), by how much, the subtraction in figures, and whether it is exact."""
    unit = one.quantity.unit or other.quantity.unit
    values = (one.quantity.value, other.quantity.value)
    high = 0 if values[0] > values[1] else 1
    exact = one.quantity.comparator == other.quantity.comparator == "="
    difference = _amount(values[high] - values[1 - high], "个百分点" if unit == "%" else unit)
    shown = f"{_amount(values[high], unit)}－{_amount(values[1 - high], unit)}＝{difference}"
    return high, difference, shown, exact


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
