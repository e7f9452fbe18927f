"""Find the two quantities that a comparison is about, one for each of its sides."""

import re
from collections.abc import Sequence

from app.content import content_bigrams, content_words, share_held
from app.evidence import Found
from app.operands import Operand, commensurable, likeness, read_operands
from app.paired import (
    UNASKED,
    beside,
    in_order,
    joint_worth,
    of_one_change,
    one_indicator,
    passed_by,
    tell_times,
    times_of,
)
from app.question import Question
from app.side_operands import LEAST_LIKE, SIDE_TIME, ReadSides, side_options, sides_of
from app.sides import AIM, beside_aim
from app.stated_difference import is_difference
from app.topic import TIME
from app.units import both_count, same_unit
from index.lexical import fold

LATER = re.compile("今年|年底|目标|计划|任务|下半年|现在|打算|要求|保底|预期")
EARLIER = re.compile("去年|上年|上半年|年初|年中|(?<![0-9])[1-9]月底|完成|实际|原来|已经")
_IDLE = re.compile(
    "[真干打跑要跟与比和各数离距]|年[初底]|个?百分点|几个点|定[的高了]|[出下]来|一样|不一样|[高低多少快慢大小](?:了|还是)|还是|哪[个年]|相[比差]|(?<=[的了])[高低多少]"
)
RATE = re.compile("涨|降|增速|增幅|增长|快|慢|猛|掉|百分|个点")
_CHANGED = re.compile(f"{RATE.pattern}|(?:增加|减少|净增|新增)(?:得|了|额|量)?(?=[多少快慢]|哪|谁|$)")
_GROWN = re.compile("增长|增速|增幅|上涨|涨幅|下降|降幅|上升|提高|提升|增加|减少|降低|回落")
_ASKS_TASK = re.compile(
    "(?:任务|计划|目标)[^，,。？?]*进度|进度[^，,。？?]*(?:任务|计划|目标)|完成率|序时进度|完成(?:的)?(?:进度|比例)"
)
_TASK = re.compile(r"(?:任务|计划|目标|预算|预期)[^，,。；;]*$")
_LEVEL = re.compile("差多少|相差|差几|多多少|少多少")
_WANTED = 0.5  # what a fitting unit counts for a figure of two times: 增加值 may be stated by its growth


def find_operands(question: Question, found: Sequence[Found]) -> tuple[Operand, Operand] | None:
    """Return the two quantities a comparison that names no two sides is about, in reading order, or None.

    The first is the one whose surroundings share most with the question; the second has a comparable unit and
    adds most of the question's words (or the other side, result against target) that the first does not hold.
    """
    grams = content_bigrams(question.text)
    operands = _wanted(question, [o for item in found for o in read_operands(item, grams)])
    best: tuple[float, Operand, Operand] | None = None
    for i, one in enumerate(operands):
        for other in operands[i + 1 :]:
            if not commensurable(one, other) or not (_asked_for(grams, one) and _asked_for(grams, other)):
                continue
            joint = sum(gram in one.near or gram in other.near for gram in grams) / max(1, len(grams))
            different = fold(one.near)[-6:] != fold(other.near)[-6:]
            score = 2 * joint + 0.2 * (one.score + other.score) + 0.2 * different
            score += 0.3 * (question.units[:1] == (one.quantity.unit,)) + 0.3 * _sides_differ(question, one, other)
            if best is None or score > best[0]:
                best = (score, one, other)
    if best is None:
        return None
    one, other = sorted(best[1:], key=lambda o: o.place)
    return one, other


def find_all(question: Question, found: Sequence[Found]) -> list[Operand]:
    """Return the quantities of the unit that the question asks for which stand in words of its own, each once."""
    grams = content_bigrams(question.text)
    operands = _wanted(question, [operand for item in found for operand in read_operands(item, grams)])
    return [o for o in operands if _asked_for(grams, o) and likeness(question.text, o.label) >= LEAST_LIKE]


def _asked_for(grams: Sequence[str], operand: Operand) -> bool:
    """Whether words of the question stand at an operand, where the question has any."""
    telling = [gram for gram in grams if len(gram) > 1]
    return not telling or share_held(telling, operand.label) > 0


def pair_sides(question: Question, read: ReadSides, found: Sequence[Found] = ()) -> tuple[Operand, Operand] | None:
    """Return the two quantities a comparison is about, one for each of its sides, or None.

    Each is looked for among the best passages of its own question: what stands at it, then its passage, name the
    side and not the other one. Of two times (this year's target, last year's result) both measure one thing, which
    is looked for in all that was ``found``.
    """
    later = _later_side(read.terms)
    # Of two times one thing is asked; 2024年 and 上年 name nothing else.
    of_times = later is not None or not any(content_words(re.sub(TIME, "", name)) for name in read.terms)
    topic = _IDLE.sub(" ", SIDE_TIME.sub(" ", question.text)) if of_times else ""
    options = [side_options(question, side, topic, found) for side in sides_of(read)]
    options = [_of_its_time(question, weighed) if later is None else weighed for weighed in options]
    times = times_of(read.terms)
    every = [operand for weighed in options for _, operand in weighed]
    # 党员数和微心愿件数: what one side alone is counted in binds not the other.
    apart = any(sum(f"{unit}数" in name for name in read.terms) == 1 for unit in question.measured)
    wanted = {operand.place for operand in (every if apart else _wanted(question, every))}
    pairs = [
        (
            left
            + right
            + joint_worth(question, one, other, later, read.terms)
            + _WANTED * len({one.place, other.place} & wanted),
            one,
            other,
        )
        for left, one in options[0]
        for right, other in options[1]
        if _fit(one, other, later, times) and (later is not None or not topic or one_indicator(one, other))
    ]
    # Of things that are counted apart (71人 and 71件) one unit cannot be asked for.
    asked = [pair for pair in pairs if {pair[1].place, pair[2].place} <= wanted]
    of_two_times = later is not None and not (question.measured and asked)
    kept = pairs if of_two_times else asked or [pair for pair in pairs if beside(*pair[1:])]
    before = next((i for i, name in enumerate(read.terms) if EARLIER.search(name) and not LATER.search(name)), None)
    return in_order(before, *max(kept, key=lambda pair: pair[0])[1:]) if kept else None


def _of_its_time(question: Question, options: Sequence[tuple[float, Operand]]) -> list[tuple[float, Operand]]:
    """The options without levels' changes, and targets behind what is done, where none is asked for."""
    levels = [option for option in options if not is_difference(option[1].passage.text, option[1].quantity)]
    kept = levels if levels and not _CHANGED.search(question.text) else list(options)
    kept = _without_passed(kept)
    if LATER.search(question.text):
        return kept
    done = [option for option in kept if not option[1].later]
    if done and question.side == "result":
        return done
    return [(worth - UNASKED * operand.later, operand) for worth, operand in kept]


def _without_passed(options: Sequence[tuple[float, Operand]]) -> list[tuple[float, Operand]]:
    """The options; a mark that was only passed gives its worth to the quantity that went beyond it."""
    every = [operand for _, operand in options]
    beyond = {operand.place: passed_by(operand, every) for operand in every}
    given = {after.place: worth for worth, operand in options if (after := beyond[operand.place])}
    return [(max(worth, given.get(o.place, worth)), o) for worth, o in options if beyond[o.place] is None]


def _fit(one: Operand, other: Operand, later: int | None, times: Sequence[str]) -> bool:
    if one.place == other.place or not _both(one, other):
        return False
    if later is None or tell_times(one, other, times) or of_one_change(one, other):
        return True
    return (one, other)[later].later > (one, other)[1 - later].later and one_indicator(one, other)


def _wanted(question: Question, operands: list[Operand]) -> list[Operand]:
    """The operands of the unit that the question asks for, where there are two of them; else all."""
    text = fold(question.text)
    rate = bool(RATE.search(text)) and (not _LEVEL.search(text) or "个点" in text or "百分点" in text)
    units = [unit for unit in (*question.measured, *question.units) if unit != "倍"]
    measured = ["%"] if rate or _ASKS_TASK.search(text) else units[:1]
    exact = [operand for operand in operands if _unit(operand) in measured]
    alike = [operand for operand in operands if any(same_unit(_unit(operand), unit) for unit in measured)]
    told = _TASK if _ASKS_TASK.search(text) else _GROWN if rate else None
    # 增长6.8%, not 占总产值的61%; of a clause that goes on (低于年初7%的目标) the subject says it.
    said = [o for o in exact if told.search(o.near) or (rate and told.search(o.label))] if told else []
    for fitting in (said, exact, alike):
        if len({operand.place for operand in fitting}) > 1:
            return fitting
    # Words for counting are vague, those for money, rates and measures are not.
    return [] if measured and not both_count(measured[0], "个") else operands


def _unit(operand: Operand) -> str:
    """The unit; a bare number in 万 is money, unless it counts what stands after it (8000多万农民)."""
    quantity = operand.quantity
    after = operand.passage.text[quantity.end : quantity.end + 1]
    return quantity.unit or ("元" if quantity.value >= 10_000 and not after.isalpha() else "个")


def _both(one: Operand, other: Operand) -> bool:
    """Whether two operands may be compared: of one unit, or counted side by side (39个先进集体、58名先进个人)."""
    counted = one.quantity.unit and other.quantity.unit and both_count(one.quantity.unit, other.quantity.unit)
    return commensurable(one, other) or bool(counted and beside(one, other))


def _later_side(names: Sequence[str]) -> int | None:
    """Which of two sides is the later time or the target (0, 1), or None where they do not differ by time."""
    years = [re.findall(r"(?:19|20)\d\d(?=年)", name) for name in names]
    if all(years) and years[0] != years[1]:
        return 0 if years[0] > years[1] else 1
    one, other = names
    aims = [bool(AIM.search(name)) for name in names]
    if aims[0] != aims[1] and not content_words(beside_aim(names[aims[1]])):  # 固投增速, 年初定的目标
        return int(aims[1])
    for i, (late, early) in enumerate(((one, other), (other, one))):
        if LATER.search(late) and EARLIER.search(early) and not EARLIER.search(late):
            return i
    return None


def _sides_differ(question: Question, one: Operand, other: Operand) -> bool:
    mixed = any(word in question.text for word in ("目标", "计划", "下半年", "今年")) and any(
        word in question.text for word in ("上半年", "实际", "完成", "去年", "已", "现在")
    )
    return mixed and one.later != other.later
