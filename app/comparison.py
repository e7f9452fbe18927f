"""Compare two quantities of a report: each cited, the arithmetic shown."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from app.answer import escape_markdown
from app.arithmetic import Result, add, multiple, show_amount, subtract
from app.around import period_of
from app.citing import Citer, emphasize
from app.content import content_bigrams, content_words, share_held
from app.evidence import Found
from app.features import Candidate
from app.matching import EARLIER, LATER, find_all, find_operands, pair_sides
from app.operands import Operand, likeness, read_operands
from app.operations import asks_sum
from app.question import Question
from app.question_words import ASKS_SAME
from app.side_operands import ReadSides, in_common
from app.sides import AIM
from app.spans import Span, shown_span
from app.stated_difference import bears_out, stated_difference
from app.topic import TIME
from app.versus import tell_versus
from index.lexical import fold

_BY_AMOUNT = re.compile(
    r"[多少高低大小差倍数量额率几快慢猛长短远近重轻贵]|一样|同|持平|相等|more|less|higher|lower|larger|smaller|difference|much|many|same"
)
_MOST = re.compile("最(?:(?P<least>少|低|小|慢)|[多高大快])")
_IS_FIRST = re.compile(
    "(?:位?居|位列|排名?|列)[^，,。；;]{0,6}(?:首位|第一|第1(?!\\d)|榜首)|(?:人数|数量|金额|规模|投资|收入)最[多高大]"
)
_SAYS_SO = 0.5  # of the question's bigrams, for a sentence to say which is the first of what is asked about
_ASKS_PLACE = re.compile("排名|名次|位次|排第|排位")
_YES_NO = {True: "是。", False: "不是。", None: ""}
_SHOWN = 3  # quantities set beside each other where the most is asked for
_READ = 6  # passages in which a multiple may be stated
_LIKE = 0.25  # likeness of a question, which says more than the words at a quantity, to those
_WHETHER = re.compile(r"[多高大快](?:了)?还是(?:定)?(?:更)?[少低小慢]|[少低小慢](?:了)?还是(?:定)?(?:更)?[多高大快]")


def compare(question: Question, found: Sequence[Found], citer: Citer, read: ReadSides | None = None) -> str | None:
    """Return both sides, cited, and the conclusion; None where no two comparable quantities are found."""
    if not _BY_AMOUNT.search(fold(question.asked)):
        return None
    common = in_common(found, read) if read else None
    if common:
        stated = _state(common, (), citer)
        return f"The report says: {stated}. Both are the same." if question.lang == "en" else f"{stated}。两者一样。"
    told = stated_difference(question, found)
    if told:
        holds = bears_out(question, told[0].passage.text, told[1]) if question.lang == "zh" else None
        return f"{_YES_NO[holds]}{_tell(told, question, citer)}"
    if _ASKS_PLACE.search(question.text):  # which of two ranks higher no amount tells
        return None
    multiple_of = _stated_multiple(question, found)
    if multiple_of:
        return f"{_state(multiple_of, (), citer)}。"
    if read is None and ASKS_SAME.search(fold(question.asked)):
        return None
    first = _stated_most(question, found) if question.lang == "zh" and _MOST.search(question.text) else None
    if first:
        return _tell(first, question, citer)
    if read is None and question.lang == "zh" and _MOST.search(question.text):
        return _tell_most(question, found, citer)
    # Two sides that are named are compared or none: two quantities of something else would be nonsense.
    operands = pair_sides(question, read, found) if read else find_operands(question, found)
    if operands is None:
        return None
    words = content_words(question.text)
    shown = _state_both(*operands, words, citer)
    if apart := _periods_apart(question, *operands):
        return (
            f"The report says: {'; '.join(shown)}. {apart}" if question.lang == "en" else f"{'；'.join(shown)}。{apart}"
        )
    names = _as_asked(read.sides.names, operands) if read else _names(question, *operands)
    if question.lang == "en":
        return f"The report says: {'; '.join(shown)}. {_conclude_english(names, *operands)}"
    conclusion = _conclude(question, names, *operands, read.sides.names if read else names)
    return f"{_verdict(question, *operands)}{'；'.join(shown)}。{conclusion}{_in_all(question, *operands)}"


def _periods_apart(question: Question, one: Operand, other: Operand) -> str:
    """Why two operands are not set against each other: one is told by the month and one by the year."""
    periods = [period_of(operand.passage.text, operand.quantity) for operand in (one, other)]
    if periods[0] == periods[1] or not all(periods):
        return ""
    if question.lang == "en":
        return "They are told for different periods and cannot be compared as they stand."
    return f"一个按{periods[0]}计，一个按{periods[1]}计，不能直接比较。"


def _tell(told: tuple[Candidate, Span], question: Question, citer: Citer) -> str:
    """The words of the report that state the difference, with their citation."""
    passage, span = told[0].passage, told[1]
    shown = emphasize(passage.text, shown_span(passage.text, span, content_words(question.text)), span)
    marker = citer.cite(passage, span)
    return f"The report says: “{shown}”.{marker}" if question.lang == "en" else f"{shown}。{marker}"


def _verdict(question: Question, one: Operand, other: Operand) -> str:
    """是 or 不是 where the question claims which is more."""
    versus = tell_versus(question.text)
    if versus is None:
        return ""
    smaller, larger = (other, one) if not versus.less else (one, other)
    return _YES_NO[smaller.quantity.value < larger.quantity.value]


def _tell_most(question: Question, found: Sequence[Found], citer: Citer) -> str | None:
    """The highest (or lowest) of the quantities that the question asks for, beside those that come next to it."""
    wanted = find_all(question, found[:_READ])
    least = _MOST.search(question.text)
    ordered = sorted(wanted, key=lambda o: o.quantity.value, reverse=not (least and least["least"]))[:_SHOWN]
    if len(ordered) < 2 or len({operand.quantity.unit for operand in ordered}) > 1:
        return None
    words = content_words(question.text)
    facts = "；".join(_state(operand, words, citer) for operand in ordered)
    first = ordered[0]
    amount = first.passage.text[first.quantity.start : first.quantity.end]
    return f"{facts}。其中最{'低' if least and least['least'] else '高'}的是**{escape_markdown(amount)}**。"


def _stated_most(question: Question, found: Sequence[Found]) -> tuple[Candidate, Span] | None:
    """Where the report says itself which is the first of all (其中新河村98万元,居各村首位): the clauses that do."""
    grams = content_bigrams(_MOST.sub("", question.text))
    options = []
    for item in found[:_READ]:
        text = item.candidate.passage.text
        for match in _IS_FIRST.finditer(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in "。；;") + 1
            before = text[start : match.start()].rstrip("，, ")
            begin = start + max(before.rfind(mark) for mark in "，,") + 1
            options.append((share_held(grams, fold(text[start : match.end()])), item.candidate, (begin, match.end())))
    best = max(options, key=lambda option: option[0], default=None)
    return best[1:] if best and best[0] >= _SAYS_SO else None


def _stated_multiple(question: Question, found: Sequence[Found]) -> Operand | None:
    """The multiple that the report states itself (是上年的4.62倍) where one is asked for."""
    if "倍" not in question.text:
        return None
    operands = [
        operand for item in found[:_READ] for operand in read_operands(item, ()) if operand.quantity.unit == "倍"
    ]
    return next((operand for operand in operands if likeness(question.text, operand.label) >= _LIKE), None)


def _state(operand: Operand, words: Sequence[str], citer: Citer) -> str:
    """The words of the report that state an operand, with its citation."""
    span: Span = (operand.quantity.start, operand.quantity.end)
    whole = shown_span(operand.passage.text, (operand.begin, span[1]), words)
    return f"{emphasize(operand.passage.text, whole, span)}{citer.cite(operand.passage, span)}"


def _state_both(one: Operand, other: Operand, words: Sequence[str], citer: Citer) -> list[str]:
    """The words that state two operands; those that stand in the same words are stated once."""
    spans = [(o.quantity.start, o.quantity.end) for o in (one, other)]
    wholes = [
        shown_span(o.passage.text, (o.begin, span[1]), words) for o, span in zip((one, other), spans, strict=True)
    ]
    if one.passage == other.passage and wholes[0] == wholes[1]:
        return [f"{emphasize(one.passage.text, wholes[0], *spans)}{citer.cite(one.passage, spans[0])}"]
    return [_state(operand, words, citer) for operand in (one, other)]


def _as_asked(names: Sequence[str], operands: Sequence[Operand]) -> list[str]:
    """The names of the sides in the words of the question, without times that the cited words do not tell.

    Sides that only their times tell apart are called target and result, where they are that.
    """
    told = [_untimed(name, operand.passage.text) for name, operand in zip(names, operands, strict=True)]
    of_times = operands[0].later != operands[1].later and all(re.search(TIME, name) for name in names)
    if all(content_words(name) for name in told) and told[0] != told[1] and not of_times:
        return [escape_markdown(name) for name in told]
    if operands[0].later != operands[1].later:
        aims = [found[0] if (found := AIM.search(name)) else "目标" for name in names]
        return [aim if operand.later else "实绩" for aim, operand in zip(aims, operands, strict=True)]
    return [escape_markdown(name) for name in names]


def _untimed(name: str, cited: str) -> str:
    for found in reversed(list(re.finditer(f"的?{TIME}的?", name))):
        if found[0].strip("的") not in cited:
            name = name[: found.start()] + name[found.end() :]
    return name.strip(" ,，、的")


def _names(question: Question, one: Operand, other: Operand) -> list[str]:
    names = [_name(question, operand) for operand in (one, other)]
    if names[0] == names[1]:
        names = [f"{'目标' if o.later else '实绩'}{name}" for o, name in zip((one, other), names, strict=True)]
    return names


def _conclude(question: Question, names: Sequence[str], one: Operand, other: Operand, asked: Sequence[str]) -> str:
    """The conclusion on two operands called ``names``; ``asked`` are the sides in the very words of the question."""
    asks_same = ASKS_SAME.search(fold(question.text))
    if one.quantity.value == other.quantity.value:
        unit = one.quantity.unit if one.quantity.unit == other.quantity.unit else ""
        return f"{'一样，' if asks_same else ''}两者都是**{show_amount(one.quantity.value, unit)}**。"
    high, result = _subtract(one, other)
    if asks_same:
        return f"不一样，{names[high]}{result.about}多**{result.text}**（{result.working}）。"
    if "倍" in question.text and min(one.quantity.value, other.quantity.value) > 0:
        times = multiple(one.quantity, other.quantity)
        return f"{names[0]}是{names[1]}的{times.about}**{times.text}**（{times.working}）。"
    if _WHETHER.search(question.text):  # 多了还是少了: told of the later of the two, else of the first
        told = 1 if LATER.search(asked[1]) and EARLIER.search(asked[0]) else 0
        more = "多（高）" if told == high else "少（低）"
        return f"{names[told]}比{names[1 - told]}{result.about}{more}**{result.text}**（{result.working}）。"
    return f"{names[high]}更高（更多），比{names[1 - high]}{result.about}多**{result.text}**（{result.working}）。"


def _in_all(question: Question, one: Operand, other: Operand) -> str:
    """The sum of both, where it is asked for too."""
    if not asks_sum(question.text):
        return ""
    quantities = [one.quantity, other.quantity]
    if one.quantity.unit != other.quantity.unit:  # 39个先进集体、58名先进个人
        quantities = [replace(quantity, unit="") for quantity in quantities]
    result = add(quantities)
    return f"合计{result.about}**{result.text}**（{result.working}）。"


def _conclude_english(names: Sequence[str], one: Operand, other: Operand) -> str:
    if one.quantity.value == other.quantity.value:
        return f"Both are {show_amount(one.quantity.value, one.quantity.unit)}."
    high, result = _subtract(one, other)
    about = "" if result.exact else "about "
    points = f"Higher: {names[high]}, by {about}**{result.text}** ({result.working})."
    return points.replace("个百分点", " percentage points")


def _subtract(one: Operand, other: Operand) -> tuple[int, Result]:
    """Return which is higher (0 or 1), and the difference."""
    high = 0 if one.quantity.value > other.quantity.value else 1
    return high, subtract(one.quantity, other.quantity)


def _name(question: Question, operand: Operand) -> str:
    """What an operand is called: the longest words its surroundings share with the question."""
    near, asked = operand.near, fold(question.text)
    match = SequenceMatcher(None, near, asked, autojunk=False).find_longest_match()
    if match.size >= 2:
        return near[match.a : match.a + match.size]
    return near[: -(operand.quantity.end - operand.quantity.start)][-8:].lstrip("，,。；;、 ") or near
