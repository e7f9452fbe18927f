"""The quantities of a passage as operands: each with the words that say what it measures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.aligned import share_at
from app.around import OF_BASE, is_aim
from app.content import content_bigrams, content_words, share_held
from app.evidence import Found
from app.units import both_count, comparable
from index.figures import Quantity, find_quantities, side_of
from index.lexical import fold
from index.records import Passage

_REACH, _AFTER = 40, 14  # characters before and after a quantity that may say what it measures
_CALENDAR = ("年", "月", "日")
# 第4, 3A级, “131”思路, 23·7, S524, 1-6月: numbers that name or date something and measure nothing.
_NAMES_BEFORE = re.compile(r"(?:第|[A-Za-z·•“‘\"'/+．.]|\d[-—－~])\s*$")
_NAMES_AFTER = re.compile(r"[A-Za-z·•”’\"'/+]|[-—－~]\d|月|年(?!均)")
_CONTINUES = re.compile(
    r"[、，,；;和及]?\s*(?:同比|环比|增长|下降|增速|增幅|降幅|占|较|比上年|比去年|(?:超额)?完成了?(?:年度|全年|年初|预期)*(?:目标|任务|计划)|分别|高于|低于|快于|总数|总投资|其中|累计|惠及|涉及|受益|覆盖|达到?|为|的(?:约|近|超过?)?$|$)|[（(，,](?:去年|上年)(?:同期)?(?:为|是|完成|实现)"
)
_PART = re.compile(r"[、，,；;]?\s*其中[^，,。；;]{2,}")  # 其中税收8亿元,增长3%: the growth of the part
_SERIES = re.compile(r"[、，,和及]\s*[^，,。；;、\d]{2,12}$")
_LIST_ITEM = re.compile(r"[^，,。；;、]+、")
LIKE, VERY_LIKE = 0.5, 0.75
"""Likeness from which the words around a quantity may, and from which they surely, say a name."""
_BREAK = "。；;！!？?\n"
_LATER = ("target", "plan")
_SAID_OF = 12  # characters before a quantity that tell of which year it is
_OF_BEFORE = re.compile("(?:去年|上年|上一年)(?:同期)?(?:实际)?(?:完成|实现|达到?|为|是)*的?$")


@dataclass(frozen=True, slots=True)
class Operand:
    """A quantity in its passage: ``near`` are the words before it, ``label`` those on both sides of it, folded.

    ``label`` of a clause that only goes on (增速11.5%) begins with the subject of the clauses before, which starts
    at ``begin`` (an offset into the passage's text, else where the quantity starts).
    """

    passage: Passage
    quantity: Quantity
    near: str
    label: str
    score: float
    begin: int

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands: the same for no two operands."""
        return self.passage.id, self.quantity.start

    @property
    def later(self) -> bool:
        """Whether it is a target or a plan rather than a result.

        3.1亿元 in 力争3.4亿元(去年为3.1亿元) is none, 7% in 增长5.4%,低于7%的预期目标 is one.
        """
        if is_aim(self.passage.text, self.quantity):
            return True
        before = self.passage.text[max(0, self.quantity.start - _SAID_OF) : self.quantity.start]
        return side_of(self.passage) in _LATER and not _OF_BEFORE.search(before)


def read_operands(item: Found, grams: Sequence[str]) -> list[Operand]:
    """Return what the passage measures, in digits.

    ``score`` is the share of ``grams`` said of it and the probability of the passage.
    """
    passage = item.candidate.passage
    text = passage.text
    every = [quantity for quantity in find_quantities(text) if measures(text, quantity)]  # 二期 ends no words
    operands = []
    for quantity in every:
        # What a quantity measures stands before it, back to the quantity before.
        floor = max((q.end for q in every if q.end <= quantity.start), default=0)
        item_before = _LIST_ITEM.match(text, floor, quantity.start) if floor else None
        floor = item_before.end() if item_before else floor  # 39个先进集体、58名先进个人
        # 占年度任务9000万元的54%, 未消除风险65户249人
        while floor and (floor == quantity.start or OF_BASE.fullmatch(text, floor, quantity.start)):
            floor = max((q.end for q in every if q.end < floor), default=0)
        near = fold(text[max(floor, quantity.start - _REACH) : quantity.end])
        subject = subject_of(text, quantity, every)
        own = text[floor : quantity.start][-_REACH:]
        dealt = share_at(text, quantity)
        label = fold(f"{text[slice(*subject)][-_REACH:]} {own} {_rest(text, quantity)}") if not dealt else dealt.words
        near = dealt.words + near[-(quantity.end - quantity.start) :] if dealt else near
        begin = _last_clause(text, subject) if subject[1] else quantity.start
        spoken = share_held(grams, fold(text[slice(*subject)][-_REACH:]) + near)
        operands.append(Operand(passage, quantity, near, label, spoken + item.probability, begin))
    return operands


def measures(text: str, quantity: Quantity) -> bool:
    """Whether a quantity of ``text`` measures something: no date, rank or part of a name, and in digits."""
    words = text[quantity.start : quantity.end]
    if quantity.unit in _CALENDAR or not any(character.isdigit() for character in words):
        return False
    if _NAMES_BEFORE.search(text, max(0, quantity.start - 3), quantity.start):
        return False
    return bool(quantity.unit) or not _NAMES_AFTER.match(text, quantity.end)


def subject_of(text: str, quantity: Quantity, every: Sequence[Quantity]) -> tuple[int, int]:
    """Return the span of the subject that a clause goes on about (同比增长6%, 高于全国1个百分点), which stands before
    other quantities of its sentence, ``every`` one of the text; an empty span where it goes on about none."""
    start = max(text.rfind(mark, 0, quantity.start) for mark in _BREAK) + 1
    earlier, at = _before_the_series(text, quantity, [q for q in every if start <= q.start < quantity.start])
    own = text[earlier[-1].end : at] if earlier else ""
    while earlier and _CONTINUES.match(own):
        last = earlier.pop()
        begin = earlier[-1].end if earlier else start
        own = text[begin : last.start]
        if not _CONTINUES.match(own) or _PART.match(own):
            return begin, last.start
    return 0, 0


def _before_the_series(text: str, quantity: Quantity, earlier: list[Quantity]) -> tuple[list[Quantity], int]:
    """The quantities before the series of parts that ``quantity`` is one of (其中甲村38万元、乙村27万元), and where it
    begins; all of them and its own start where it is in none."""
    left, at = list(earlier), quantity.start
    while left and left[-1].unit == quantity.unit and _SERIES.match(text[left[-1].end : at]):
        at = left.pop().start
        if left and _PART.match(text[left[-1].end : at]):
            return left, at
    return earlier, quantity.start


def _last_clause(text: str, span: tuple[int, int]) -> int:
    begin = max(text.rfind(mark, *span) for mark in "，,、；;") + 1 or span[0]
    return begin + len(text[begin : span[1]]) - len(text[begin : span[1]].lstrip())


def _rest(text: str, quantity: Quantity) -> str:
    match = re.match(rf"[^，,。；;、\d（(）)]{{0,{_AFTER}}}", text[quantity.end :])
    return match.group() if match else ""


def likeness(name: str, text: str) -> float:
    """How much of ``name`` is in ``text``, between 0 and 1: half by its pairs of characters, half by characters.

    Characters count because people shorten what reports spell out (改完 for 完成整改).
    """
    grams = content_bigrams(name)
    characters = sorted({c for word in content_words(name) for c in word})
    return (share_held(grams, text) + share_held(characters, text)) / 2


def commensurable(one: Operand, other: Operand) -> bool:
    """Whether the two may be subtracted; a bare number counts things, or is money where it is in 万 or more."""
    left, right = one.quantity.unit, other.quantity.unit
    if (left and right) or left == right:
        return comparable(left, right)
    amounts = min(one.quantity.value, other.quantity.value) >= 10_000
    return (left or right) == "元" if amounts else both_count("个", left or right)


def assign(names: Sequence[str], operands: Iterable[Operand], least: float) -> list[Operand] | None:
    """Give each of ``names`` an operand of its own, the likest first, or return None where one has none.

    An operand is likened to a name by its label; what is proper to another name speaks against it (网格 against
    微网格). ``least`` is the likeness that each must reach.
    """
    scored = sorted(_likenesses(names, list(operands)), key=lambda entry: -entry[0])
    given: dict[int, Operand] = {}
    for score, number, operand in scored:
        taken = any(operand.place == other.place for other in given.values())
        if score >= least and number not in given and not taken:
            given[number] = operand
    return [given[number] for number in range(len(names))] if len(given) == len(names) else None


def _likenesses(names: Sequence[str], operands: Sequence[Operand]) -> Iterator[tuple[float, int, Operand]]:
    grams = [content_bigrams(name) for name in names]
    if "的" in names[-1].strip("的"):  # 甲和乙的新增投资: what is asked of the last is asked of all
        grams[-1] = content_bigrams(names[-1].strip("的").rsplit("的", 1)[0])
    for number, name in enumerate(names):
        others = {gram for i, each in enumerate(grams) if i != number for gram in each}
        foreign = sorted(others - set(grams[number]))
        for operand in operands:
            yield likeness(name, operand.label) - share_held(foreign, operand.label) / 2, number, operand


def of_one_unit(names: Sequence[str], operands: Sequence[Operand], least: float) -> list[Operand] | None:
    """Return ``assign`` of the operands of one unit, the first unit for which every name has one."""
    for unit in dict.fromkeys(operand.quantity.unit for operand in operands):
        chosen = assign(names, [o for o in operands if o.quantity.unit == unit], least)
        if chosen:
            return chosen
    return None


def name_operands(
    names: Sequence[str], passages: Sequence[Sequence[Operand]], least: float, apart: bool = True
) -> list[Operand] | None:
    """One operand for each name, all of one unit: of one passage, else (``apart``) very like wherever they stand."""
    for operands in passages:
        chosen = of_one_unit(names, operands, least)
        if chosen:
            return chosen
    every = [operand for operands in passages for operand in operands]
    return of_one_unit(names, every, VERY_LIKE) if apart else None
