"""Check the claim of a yes/no question against what the passages state."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.features import Candidate
from app.question import Question
from app.spans import Span, answer_span, clauses
from app.units import both_count
from index.figures import Quantity, find_quantities

_NEGATION = re.compile(r"未(?!来)|没有|没能|不够|不高|缺乏|无法|并非|不再")
_ASKED_NEGATION = re.compile(r"(?<!有)没有?+(?!错|问题|[吗呢？?]|$)|未(?!来)|(?<!是)不(?:是(?!不)|够|足|到|再)")
_DOWN = re.compile(r"下降|减少|降低|负增长|下滑|下跌|回落|往下掉|降了|少了|跌了|变少|变差|倒退")
_UP = re.compile(r"(?<!负)增长|上升|提高|增加|上涨|多了|涨了|升了|变多")
_DATE = re.compile(r"(?:\d{1,2}[-—－~至到])?\d{1,2}(?:月(?!以)(?:\d{1,2}日)?|日|季度)")
_RANK = re.compile(r"第(?P<rank>[一二三四五六七八九十]|\d{1,3})(?![一-鿿]?季度)|(?P<first>首位|首个|榜首|头一个|头一名)|排?老(?P<old>[二三四五])(?![年人旧])")
_RANKS = {character: n for n, character in enumerate("一二三四五六七八九十", 1)}
_CHECKED = 3
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
    best = candidates[0]
    span = answer_span(question, best.passage.text, best.reading)
    asked = _to_check(question.text, best.passage.text)
    if asked:
        return _check_quantities(question.text, asked, candidates, span)
    stated = _around(best.passage.text, span)
    return Verdict(_same_rank(question.text, stated) and _agrees(question.text, stated), best, span)


def _to_check(question: str, stated: str) -> list[Quantity]:
    """The quantities of a question to look for; a date it names (1-6月) only frames it where there are others."""
    quantities = list(find_quantities(question))
    dates = [match.span() for match in _DATE.finditer(question)]
    framing = [q for q in quantities if any(start <= q.start < end for start, end in dates)]
    dated = [q.unit for q in find_quantities(stated)]
    return [q for q in quantities if q not in framing] or [q for q in framing if q.unit in dated]


def _around(text: str, span: Span) -> str:
    """The clauses that ``span`` lies in."""
    return "".join(text[a:b] for a, b in clauses(text) if a < span[1] and b > span[0])


def _agrees(question: str, stated: str) -> bool:
    """Whether a statement has the polarity of the question: both negated or neither, both up or both down."""
    if _DOWN.search(question) or _UP.search(question):
        return bool(_DOWN.search(question)) == bool(_DOWN.search(stated))
    return bool(_NEGATION.search(stated)) == bool(_ASKED_NEGATION.search(question))


def _same_rank(question: str, stated: str) -> bool:
    """Whether a rank that the question claims (全省第一, 老二) is stated, where any rank is."""
    asked, known = _ranks(question), _ranks(stated)
    return not asked or not known or bool(asked & known)


def _ranks(text: str) -> set[int]:
    ranks = set()
    for match in _RANK.finditer(text):
        word = match["rank"] or match["old"] or "1"
        ranks.add(_RANKS[word] if word in _RANKS else int(word))
    return ranks


def _check_quantities(
    question: str, asked: Sequence[Quantity], candidates: Sequence[Candidate], span: Span
) -> Verdict:
    """Look for the quantities of a question in the best passages; correct a wrong one.

    The quantity asked about may stand in another of the best passages than the first. One asked for loosely
    (三百多, 至少) is held against the quantity nearest to what the reader marked, and so is a wrong one, which that
    quantity corrects.
    """
    best = candidates[0]
    for candidate in candidates[:_CHECKED]:
        stated = list(find_quantities(candidate.passage.text))
        equal = [next((q for q in stated if _equal(q, quantity)), None) for quantity in asked]
        if all(equal) and equal[0] is not None:
            return Verdict(True, candidate, (equal[0].start, equal[0].end))
    stated = list(find_quantities(best.passage.text))
    confirmed = None
    for quantity in asked:
        others = [q for q in stated if _same_kind(q, quantity)]
        if not others or any(_equal(q, quantity) for q in others):
            continue
        nearest = min(others, key=lambda q: max(q.start - span[1], span[0] - q.end, 0))
        if not _within(nearest.value, quantity, question[quantity.start : quantity.end]):
            return Verdict(False, best, (nearest.start, nearest.end))
        confirmed = confirmed or nearest
    if confirmed:
        return Verdict(True, best, (confirmed.start, confirmed.end))
    return Verdict(not stated, best, span)


def _same_kind(one: Quantity, other: Quantity) -> bool:
    return both_count(one.unit, other.unit)


def _equal(stated: Quantity, asked: Quantity) -> bool:
    same = stated.value == asked.value and _same_kind(stated, asked)
    return same and (asked.comparator, stated.comparator) not in _OPPOSED


def _within(value: float, asked: Quantity, words: str) -> bool:
    """Whether ``value`` is what a loose quantity (``words`` in the question) allows; an exact one allows only itself."""
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
