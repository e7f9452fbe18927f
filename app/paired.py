"""What speaks for two quantities being those that are compared, or against it, by what stands between them."""

import re
from collections.abc import Sequence

from app.aligned import share_at, shares_of
from app.around import is_aim
from app.changes import Change, find_changes
from app.operands import Operand, likeness
from app.question import Question
from app.topic import TIME, tagged
from index.figures import is_intended
from index.lexical import fold

_FRAMES_AIM = re.compile("低于|高于|超过|不及|年初|年度|[确设制]定|预期|目标|任务|计划")
_SET_BEFORE = re.compile("年初|当初|原定|原先|上年定|去年定")
_GOES_ON_TO = re.compile("(?:大关)?[，,]?(?:达到?|为|实现|完成)+")
_TOTAL = re.compile("总(?:数|量|家|个|户|人|额|计|共)|累计")
_NAMES_NONE = ("v", "d", "p", "u", "ul", "uj", "x", "c", "t")  # tags of words that say what is done, how and when
_BESIDE = 40  # characters between quantities that stand side by side
_AT_ONCE = 2.0  # what it counts that an aim is told with what came of it
_WAS_SET = 4.0  # what it counts that an aim is one that is looked back on, where that is asked for
_PART = 4.0  # what it costs to set a whole against its own part
_IN_ALL = 2.0  # what it counts that a quantity is a total, where totals are asked for
_TIMED = 1.5  # what it counts that the report tells both times in so many words
UNASKED = 1.0
"""What a target loses, by itself and against a result, where none is asked for."""
_ONE_SENTENCE = 0.4  # what it counts that one sentence states both sides, or two that follow each other
_ONE_INDICATOR = 0.4  # likeness of what stands at two quantities of one indicator


def in_order(before: int | None, one: Operand, other: Operand) -> tuple[Operand, Operand]:
    """The operands; both ends of one change (由620亩扩大到850亩) in the order of the sides.

    ``before`` is the side (0, 1) that was the earlier, if one was.
    """
    change = of_one_change(one, other) if before is not None else None
    turned = change is not None and (before == 0) != (one.quantity == change.one)
    return (other, one) if turned else (one, other)


def of_one_change(one: Operand, other: Operand) -> Change | None:
    """The change of which two operands are both ends, if they are."""
    changes = find_changes(one.passage.text) if one.passage == other.passage else ()
    ends = {one.quantity, other.quantity}
    return next((change for change in changes if {change.one, change.other} == ends), None)


def passed_by(operand: Operand, others: Sequence[Operand]) -> Operand | None:
    """The quantity that went beyond ``operand``, a mark only passed: 527亿元 in 首次突破500亿元,达到527亿元."""
    text, end = operand.passage.text, operand.quantity.end
    after = [o for o in others if o.passage == operand.passage and o.quantity.unit == operand.quantity.unit]
    passes = operand.quantity.comparator in (">", ">=")
    return next((o for o in after if passes and _GOES_ON_TO.fullmatch(text[end : o.quantity.start])), None)


def times_of(names: Sequence[str]) -> list[str]:
    """The time that each of the names of two sides tells, empty where it tells none."""
    return [told[0] if (told := re.search(TIME, name)) else "" for name in names]


def tell_times(one: Operand, other: Operand, times: Sequence[str]) -> bool:
    """Whether each of two operands of a passage has the time of its side right before it: 上半年104个、下半年132个."""
    told = all(time and time in operand.near for time, operand in zip(times, (one, other), strict=True))
    return told and times[0] != times[1] and one.passage == other.passage


def _bare(operand: Operand) -> str:
    """What stands at a quantity, of its own clause only and without what makes it an aim."""
    clause = re.split("[,;。]", operand.label.strip(" ,;。"))[-1]
    return _FRAMES_AIM.sub(" ", clause).strip() or operand.label


def one_indicator(one: Operand, other: Operand) -> bool:
    """Whether two operands measure one thing, by the words at one that the other has too."""
    return max(likeness(_bare(one), other.label), likeness(_bare(other), one.label)) >= _ONE_INDICATOR


def joint_worth(question: Question, one: Operand, other: Operand, later: int | None, names: Sequence[str]) -> float:
    """What speaks for two operands together: one unit, given together, of the times that the two ``names`` tell.

    ``names`` are those of the sides; ``later`` is the side (0, 1) of the later time, where they differ by that alone.
    """
    score = 0.5 * (one.quantity.unit == other.quantity.unit) + _respective(one, other)
    score += _TIMED * tell_times(one, other, times_of(names))
    set_before = _SET_BEFORE.search(question.text) is not None
    score += _WAS_SET * (set_before and any(map(_was_set, (one, other))))
    score += _AT_ONCE * _missed(one, other) - _PART * (_holds(one, other, names) or _holds(other, one, names))
    apart = abs(one.passage.id - other.passage.id)
    score += _ONE_SENTENCE / (1 + apart) * (later is None and apart < 2)
    score -= UNASKED * (later is None and one.later != other.later)  # a target is set against no result unasked
    if _TOTAL.search(question.text):
        score += _IN_ALL * sum(bool(_TOTAL.search(operand.near)) for operand in (one, other))
    alike = likeness(_bare(one), other.label) + likeness(_bare(other), one.label)
    return score + (1 if later is not None else 0.3) * alike


def _missed(one: Operand, other: Operand) -> bool:
    """Whether one of two is what the other was to reach, told of it at once: 增长5.4%,低于年初7%的预期目标."""
    first, second = sorted((one, other), key=lambda o: o.place)
    between = first.passage.text[first.quantity.end : second.quantity.start]
    aimed = [is_aim(o.passage.text, o.quantity) for o in (one, other)]
    return first.passage == second.passage and aimed[0] != aimed[1] and not re.search("[。；;]", between)


def _was_set(operand: Operand) -> bool:
    """Whether an operand is an aim that a report looks back on (低于年初确定的6.5%), rather than one that it sets."""
    return is_aim(operand.passage.text, operand.quantity) and not is_intended(operand.passage)


def _holds(whole: Operand, part: Operand, names: Sequence[str]) -> bool:
    """Whether ``whole`` is told to be made of ``part`` and others (进出口146亿元,其中出口119亿元), but not named."""
    text = whole.passage.text
    between = text[whole.quantity.end : part.quantity.start] if whole.passage == part.passage else ""
    if "其中" not in between or re.search("[。；;]", between) or whole.quantity.unit != part.quantity.unit:
        return False
    named = [word for word, tag in tagged(_bare(whole)) if tag not in _NAMES_NONE]
    return not named or not any(all(word in fold(name) for word in named) for name in names)


def _respective(one: Operand, other: Operand) -> float:
    """What it counts for that the sentence gives both together: 城乡居民收入分别达43020元、22680元."""
    if one.passage.id != other.passage.id or one.quantity.start > other.quantity.start:
        return 0.0
    text = one.passage.text
    dealt = [share_at(text, operand.quantity) for operand in (one, other)]
    if any(dealt):
        return 1.5 * any(set(dealt) <= set(shares) for shares in shares_of(text))
    between = text[one.quantity.end : other.quantity.start]
    return 1.5 * (
        "分别" in text[max(0, one.quantity.start - 6) : one.quantity.start]
        and re.fullmatch("[、和,，]", between) is not None
    )


def beside(one: Operand, other: Operand) -> bool:
    """Whether two operands stand side by side."""
    return one.passage == other.passage and abs(one.quantity.start - other.quantity.start) <= _BESIDE
