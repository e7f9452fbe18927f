"""Check the claim of a yes/no question against what the passages state."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.claims import (
    claimed_quantities,
    direction,
    directions_differ,
    levels_differ,
    named,
    names_other,
    periods_differ,
)
from app.content import content_bigrams
from app.features import Candidate
from app.progress import PLANNED, claimed_stage, told_stage
from app.question import Question
from app.spans import Span, answer_span, around, clauses
from app.units import both_count, both_money
from index.figures import Quantity, find_quantities, tell_side

_NEGATION = re.compile(r"未(?!来)|没有|没能|不够|不高|缺乏|无法|并非|不再")
_ASKED_NEGATION = re.compile(r"(?<!有)没有?+(?!错|问题|[吗呢？?]|$)|未(?!来)|(?<!是)不(?:是(?!不)|够|足|到|再)")
# A rank ends its clause or says 位 or 名: 全省第一, 第3位, but not 第一产业.
_RANK = re.compile(
    r"第(?P<rank>[一二三四五六七八九十]|\d{1,3})(?:[位名]|(?=[^\u4e00-\u9fff]|[吗吧呢对是了的没]|$))|首位|榜首|头一[个名家]|率先|"
    r"[排是]老(?P<old>[二三四五])"
)
_RANKS = {character: n for n, character in enumerate("一二三四五六七八九十", 1)}
_CHECKED, _NEARLY, _FAR = 3, 0.15, 60
_APART = 20  # times as much, at most, a number without unit may be of what it is held against
_ABOUT = 0.1  # by this share of it 约 and 左右 may miss a number
_OPPOSED = {("<", "="), ("<", ">"), ("<", ">="), ("<=", ">"), (">", "<"), (">", "<="), (">=", "<")}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim holds, the candidate that shows it, and the words in its passage."""

    holds: bool
    candidate: Candidate
    span: Span


def check_claim(question: Question, candidates: Sequence[Candidate]) -> Verdict:
    """Check what ``question`` claims: its quantities, else its ranks and whether it says yes or no, up or down."""
    candidates = _naming_first(question.text, candidates)
    best = candidates[0]
    span = answer_span(question, best.passage.text, best.reading)
    asked = claimed_quantities(question.text, best.passage.text)
    verdict = _check_quantities(question.text, asked, candidates, span) if asked else None
    if verdict and not verdict.holds:
        return verdict
    refuted = _refute(question, verdict or Verdict(True, best, span), verdict is not None)
    if refuted:
        return refuted
    ranked = None if verdict else _check_rank(question.text, candidates)
    if verdict or ranked:
        return verdict or ranked  # type: ignore[return-value]
    stage = _check_stage(question, best, best.passage.text)
    if stage and not stage.holds:
        return stage
    return Verdict(bool(stage) or _agrees(question.text, _around(best.passage.text, span)), best, span)


def _naming_first(question: str, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates; where the best does not name what the question names (车门村), one that does comes first."""
    names = [name for name, _ in named(question)]
    lacking = [name for name in names if name not in candidates[0].passage.indexed_text]
    grams = [gram for gram in content_bigrams(question) if not any(gram in name for name in names)]
    least = _share(grams, candidates[0].passage.indexed_text)
    for candidate in candidates[1:_CHECKED] if lacking else ():
        told = candidate.passage.indexed_text
        if all(name in told for name in lacking) and _share(grams, told) >= least:
            return [candidate, *(other for other in candidates if other is not candidate)]
    return candidates


def _refute(question: Question, verdict: Verdict, numbers: bool) -> Verdict | None:
    """What speaks against a claim: the other direction, another place or period, no more than a plan.

    Where the claim's ``numbers`` hold, only the clause that holds them can tell how far the matter has come.
    """
    passage, span = verdict.candidate.passage, verdict.span
    stated = _around(passage.text, span)
    asked = f"{question.text} {question.asked}" if question.lang == "en" else question.text
    other = directions_differ(asked, stated) or levels_differ(question.text, stated)
    reported = tell_side(passage.section, passage.text) == "result"
    period = periods_differ(question.text, f"{passage.context} {passage.text}" if reported else passage.text)
    if other or period or names_other(question.text, passage.indexed_text):
        return Verdict(False, verdict.candidate, span)
    stage = _check_stage(question, verdict.candidate, stated if numbers else passage.text)
    return stage if stage and not stage.holds and not _ASKED_NEGATION.search(question.text) else None


def _check_stage(question: Question, candidate: Candidate, stated: str) -> Verdict | None:
    """Check how far a thing is claimed to have come (完工, 开工) against what ``stated`` tells of it."""
    claim, passage = claimed_stage(question.text), candidate.passage
    if claim is None:
        return None
    side = tell_side(passage.section, passage.text)
    told = told_stage(question.text, claim[1], stated, side)
    if told is None or not (claim[1] or told[0] == PLANNED):
        return None
    at = passage.text.find(stated)
    span = (at + told[1][0], at + told[1][1]) if at >= 0 else (0, len(passage.text))
    return Verdict((told[0] >= claim[0]) != bool(_ASKED_NEGATION.search(question.text)), candidate, span)


def _around(text: str, span: Span) -> str:
    """The clauses that ``span`` lies in."""
    return "".join(text[a:b] for a, b in clauses(text) if a < span[1] and b > span[0])


def _agrees(question: str, stated: str) -> bool:
    """Whether a statement has the polarity of the question: both negated or neither, both up or both down.

    Of a question of several clauses (还停在设计上,没开始盖) those count that speak of what is stated.
    """
    spoken = [c for c in re.split(r"[，,。；;！!？?]", question) if any(g in stated for g in content_bigrams(c))]
    question = ",".join(spoken) if spoken else question
    if direction(question):
        return (direction(question) == "down") == (direction(stated) == "down")
    return bool(_NEGATION.search(stated)) == bool(_ASKED_NEGATION.search(question))


def _check_rank(question: str, candidates: Sequence[Candidate]) -> Verdict | None:
    """Check a rank that the question claims (全省第一, 老二) against the one stated in most of its words."""
    asked = {_rank(match) for match in _RANK.finditer(question)}
    grams = content_bigrams(question)
    options = [
        (_share(grams, _around(candidate.passage.text, match.span())), -i, candidate, match)
        for i, candidate in enumerate(candidates[:_CHECKED])
        for match in _RANK.finditer(candidate.passage.text)
    ]
    if not asked or not options:
        return None
    _, _, candidate, match = max(options, key=lambda option: option[:2])
    return Verdict(_rank(match) in asked, candidate, match.span())


def _rank(match: re.Match[str]) -> int:
    word = match["rank"] or match["old"] or "1"
    return _RANKS[word] if word in _RANKS else int(word)


def _share(grams: Sequence[str], text: str) -> float:
    return sum(gram in text for gram in grams) / max(1, len(grams))


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


def _check_quantities(question: str, asked: Sequence[Quantity], candidates: Sequence[Candidate], mark: Span) -> Verdict:
    """Look for the quantities of a question in the best passages; correct a wrong one.

    What is equal confirms the claim where the words around it are about as much the question's as those around any
    other quantity of the kind; else the one with most of the question's words, or nearest to what the reader marked,
    is held against the claim, which may be loose (三百多, 至少).
    """
    grams = _wordy_grams(question, asked)
    confirmed: list[_Option] = []
    for quantity in asked:
        options = _within_reach(quantity, _options(quantity, candidates, grams, mark))
        if not options:
            continue
        most = max(option.share for option in options)
        equal = [o for o in options if _equal(o.quantity, quantity) and o.share >= most - _NEARLY]
        chosen = max(equal or options, key=lambda o: (o.share - o.distance, o.share))
        words = question[quantity.start : quantity.end]
        if not equal and (
            _other_money(chosen.quantity, quantity) or not _within(chosen.quantity.value, quantity, words)
        ):
            return Verdict(False, chosen.candidate, chosen.span)
        confirmed.append(chosen)
    if confirmed:
        return Verdict(True, confirmed[0].candidate, confirmed[0].span)
    stated = list(find_quantities(candidates[0].passage.text))
    return Verdict(not stated, candidates[0], mark)


def _within_reach(asked: Quantity, options: list[_Option]) -> list[_Option]:
    """The options that a bare number may be held against: 150,000 is no other number for 10场."""
    near = [o for o in options if asked.value and 1 / _APART <= o.quantity.value / asked.value <= _APART]
    return options if asked.unit else near or options


def _wordy_grams(question: str, asked: Sequence[Quantity]) -> list[str]:
    """The bigrams of a question without those of its quantities."""
    for quantity in reversed(asked):
        question = f"{question[: quantity.start]} {question[quantity.end :]}"
    return content_bigrams(question)


def _options(asked: Quantity, candidates: Sequence[Candidate], grams: Sequence[str], mark: Span) -> list[_Option]:
    options = []
    for i, candidate in enumerate(candidates[:_CHECKED]):
        text = candidate.passage.text
        for quantity in find_quantities(text):
            if not _same_kind(quantity, asked):
                continue
            away = max(quantity.start - mark[1], mark[0] - quantity.end, 0)
            distance = _NEARLY * (min(away, _FAR) / _FAR if i == 0 else 1 + i)
            options.append(_Option(candidate, quantity, _share(grams, around(text, quantity)), distance))
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
