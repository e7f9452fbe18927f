"""Hold the quantities that a yes/no question claims against those that the passages state."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.around import around
from app.changes import find_changes
from app.claims import turned_round
from app.content import content_bigrams, share_held
from app.features import Candidate
from app.operands import subject_of
from app.spans import Span
from app.units import both_count, both_money, same_unit
from index.figures import Quantity, find_quantities, side_of
from index.lexical import fold

CHECKED = 3
"""Candidates that a claim is held against."""
_NEARLY, _FAR = 0.15, 60
_CLAUSE_MARK, _ENOUGH = re.compile("[，,。；;：:?？]"), 3  # bigrams of a clause that tell what its number is of
_BY_CHANCE = 10
_APART = 20  # times as much, at most, a number without unit may be of what it is held against
_ABOUT = 0.1  # by this share of it 约 and 左右 may miss a number
_OF_BEFORE = re.compile(r"原来|原先|以前|之前|过去|当初|去年|上年|前年|年初|[由从]|(?:19|20)\d\d年|十[一二三四五]五")
_AIM_BEHIND = re.compile("(?:左右|以上|以内)?的(?:年度|全年|预期)*(?:目标|任务|计划|预期)")
_ASKS_AIM, _NEAR_AIM = re.compile("目标|任务|计划|预期|要求|指标"), 20
# What the aim itself is (指标定的是不是8000亩), not how far it is reached (目标过半了没有).
_AIM_SET = re.compile(f"(?:{_ASKS_AIM.pattern})(?:数|值)?(?:都|就|给)?(?:[定设订]|确定|是|为|不是)")
_MISSED = re.compile("未能?(?:达到|完成|实现)|低于|没有?(?:达到|完成|实现)|落后于")
_OPPOSED = {("<", "="), ("<", ">"), ("<", ">="), ("<=", ">"), (">", "<"), (">", "<="), (">=", "<")}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim holds, the candidate that shows it, and the words in its passage.

    ``bare`` says that no number, rank, stage or direction was checked: the passage only speaks of the same.
    """

    holds: bool
    candidate: Candidate
    span: Span
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Option:
    """A stated quantity of the kind asked about: ``share`` of the question's words around it, steps from the mark."""

    candidate: Candidate
    quantity: Quantity
    share: float
    distance: float

    @property
    def span(self) -> Span:
        return self.quantity.start, self.quantity.end

    @property
    def aimed(self) -> bool:
        """Whether it is what was aimed at: 低于9%的预期目标."""
        return _AIM_BEHIND.match(self.candidate.passage.text, self.quantity.end) is not None

    @property
    def intended(self) -> bool:
        """Whether it is an aim, by the words at it or by where its passage stands."""
        return self.aimed or side_of(self.candidate.passage) == "target"

    @property
    def missed(self) -> bool:
        """Whether it is what was aimed at and not reached."""
        before = self.candidate.passage.text[max(0, self.quantity.start - _NEAR_AIM) : self.quantity.start]
        return self.aimed and _MISSED.search(before) is not None

    @property
    def words(self) -> str:
        return around(self.candidate.passage.text, self.quantity)


def check_quantities(question: str, asked: Sequence[Quantity], candidates: Sequence[Candidate], mark: Span) -> Verdict:
    """Look for the quantities of a question in the best passages; correct a wrong one.

    What is equal confirms the claim where the words around it are about as much the question's as those around any
    other quantity of the kind; else the one with most of the question's words, or nearest to what the reader marked,
    is held against the claim, which may be loose (三百多, 至少).
    """
    confirmed: list[_Option] = []
    for quantity in asked:
        grams = _grams_at(question, quantity, asked)
        options = _within_reach(quantity, _options(quantity, candidates, grams, mark))
        options = options if _OF_BEFORE.search(question) else _of_now(options)
        options = [o for o in options if not turned_round(question, o.words)] or options
        aims = _ASKS_AIM.search(question) is not None
        options = options if aims else [o for o in options if not o.aimed] or options
        options = [o for o in options if o.intended] or options if _AIM_SET.search(question) else options
        if not options:
            continue
        most = max(option.share for option in options)
        noun = question[quantity.end : quantity.end + 2]
        equal = [
            o
            for o in options
            if (_equal(o.quantity, quantity) or _meets(o.quantity, quantity))
            and (o.share >= most - _NEARLY or _of_the_noun(o, quantity, noun))
        ]
        planned = 0.0 if aims else _NEARLY  # what it costs to be an aim that is not asked for
        chosen = max(equal or options, key=lambda o: (o.share - o.distance - planned * o.intended, o.share))
        words = question[quantity.start : quantity.end]
        if (
            not equal
            and (_other_money(chosen.quantity, quantity) or not _within(chosen.quantity.value, quantity, words))
        ) or (turned_round(question, chosen.words) or (chosen.missed and not _ASKS_AIM.search(question))):
            return Verdict(False, chosen.candidate, chosen.span)
        confirmed.append(chosen)
    if confirmed:
        return Verdict(True, confirmed[0].candidate, confirmed[0].span)
    stated = list(find_quantities(candidates[0].passage.text))
    return Verdict(not stated, candidates[0], mark)


def _of_now(options: list[_Option]) -> list[_Option]:
    """The options without what something was before (由98项增加到157项), where there are others."""
    now = [o for o in options if all(o.quantity != c.one for c in find_changes(o.candidate.passage.text))]
    return now or options


def _of_the_noun(option: _Option, asked: Quantity, noun: str) -> bool:
    """Whether a number too large to be there by chance stands with the word that it counts in the question."""
    text = option.candidate.passage.text
    near = text[max(0, option.quantity.start - len(noun) - 2) : option.quantity.end + len(noun) + 2]
    return asked.value > _BY_CHANCE and bool(re.fullmatch("[\u4e00-\u9fff]{2}", noun)) and noun in fold(near)


def _within_reach(asked: Quantity, options: list[_Option]) -> list[_Option]:
    """The options that are of the unit asked about; those that a bare number may be: 150,000 is no number for 10场."""
    if asked.unit == "个":  # may count people and households too
        return options
    if asked.unit:  # 15万人次 and not 10余场, where both are there; a bare number may be just the one
        bare = [o for o in options if not o.quantity.unit and o.quantity.value == asked.value]
        alike = [o for o in options if o.quantity.unit and same_unit(o.quantity.unit, asked.unit)]
        return [*alike, *bare] if alike else options
    near = [o for o in options if asked.value and 1 / _APART <= o.quantity.value / asked.value <= _APART]
    return near or options


def _grams_at(question: str, quantity: Quantity, asked: Sequence[Quantity]) -> list[str]:
    """The bigrams of the clause of a question that holds ``quantity``, of all of it where those are few; no numbers."""
    for other in reversed(asked):
        question = f"{question[: other.start]}{' ' * (other.end - other.start)}{question[other.end :]}"
    start = max((m.end() for m in _CLAUSE_MARK.finditer(question, 0, quantity.start)), default=0)
    close = _CLAUSE_MARK.search(question, quantity.end)
    own = content_bigrams(question[start : close.start() if close else len(question)])
    return own if len(own) >= _ENOUGH else content_bigrams(question)


def _options(asked: Quantity, candidates: Sequence[Candidate], grams: Sequence[str], mark: Span) -> list[_Option]:
    options = []
    for i, candidate in enumerate(candidates[:CHECKED]):
        text = candidate.passage.text
        stated = list(find_quantities(text))
        for quantity in stated:
            if not _same_kind(quantity, asked):
                continue
            away = max(quantity.start - mark[1], mark[0] - quantity.end, 0)
            distance = _NEARLY * (min(away, _FAR) / _FAR if i == 0 else 1 + i)
            subject = text[slice(*subject_of(text, quantity, stated))]
            share = share_held(grams, f"{fold(subject)} {around(text, quantity)}")
            options.append(_Option(candidate, quantity, share, distance))
    return options


def _same_kind(stated: Quantity, asked: Quantity) -> bool:
    """Whether both count the same kind of thing; a bare stated number is no percentage and no amount of money."""
    if not stated.unit and asked.unit and stated.value < 10_000:
        return both_count("个", asked.unit)
    return both_money(stated.unit, asked.unit) or both_count(stated.unit, asked.unit)


def _other_money(stated: Quantity, asked: Quantity) -> bool:
    return both_money(stated.unit, asked.unit) and stated.unit != asked.unit


def _equal(stated: Quantity, asked: Quantity) -> bool:
    same = stated.value == asked.value and both_count(stated.unit or asked.unit, asked.unit)
    return same and (asked.comparator, stated.comparator) not in _OPPOSED


def _meets(stated: Quantity, asked: Quantity) -> bool:
    """Whether an exact quantity is beyond the mark that it is asked to have passed: 42.35万吨 for 超过42万吨."""
    passed = asked.comparator in (">", ">=") and stated.comparator == "=" and stated.value > asked.value
    return passed and stated.value <= (1 + _ABOUT) * asked.value


def _within(value: float, asked: Quantity, words: str) -> bool:
    """Whether ``value`` is what a quantity (``words`` of the question) allows: an exact one allows only itself."""
    if re.search("[多余来几]", words):  # 三百多: up to the next round number
        step = 10.0 ** (len(str(int(asked.value))) - 1)
        return asked.value <= value < asked.value + step
    allowed = {
        ">": value > asked.value,
        ">=": value >= asked.value,
        "<": value < asked.value,
        "<=": value <= asked.value,
        "~": abs(value - asked.value) <= _ABOUT * asked.value,
    }
    return allowed.get(asked.comparator, value == asked.value)
