"""Whether a sentence says of its facts what the cited words say of them.

The same amounts can stand in a sentence that claims the opposite, speaks of a target as if it were done, or gives
one thing the number of another.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import rjieba

from app.answer import Side
from app.citable import Stretch
from app.content import content_bigrams
from app.facts import Amount, clause_around, denies, directions, read_amounts
from app.support import Claim, same_amount, unit_agrees

_TARGET = re.compile(
    r"目标|计划|将(?!近)|力争|争取|拟|预计|确保|打算|下一步|(?<![主重需首摘纲必紧])要(?![素求点闻道])|"
    r"\b(?:will|plans?|planned|target\w*|aims?|aimed|intends?|expected|to be|should|goals?|is to|are to)\b",
    re.I,
)
_RESULT = re.compile(
    r"已(?!知)|完成了|实现了|达到了|建成了|[一-龥]了(?=[\d一二三四五六七八九十]|超|约|近)|"
    r"\b(?:has|have|had|was|were|did|completed|achieved|reached|realized|attained)\b",
    re.I,
)
_LATER: tuple[Side, ...] = ("target", "plan")
_CLEARLY = 0.2  # of a clause's words: by so much another amount must fit better to be the one that is meant
_CLAUSES = re.compile(r"[，,。；;：:！!？?\n]")
_WHOLE = 0.8  # of a clause's words: what stands so whole in one clause of the report is borrowed from nowhere
_A_SUBJECT = 3  # characters of nouns that make a subject
_REACH = 40  # characters of a sentence before and after an amount that say what it measures

Lang = Literal["zh", "en"]


def disagreement(
    claim: Claim,
    support: Sequence[Stretch],
    passages: Sequence[Stretch],
    lang: Lang,
    asked: Sequence[frozenset[str]] = (),
) -> str:
    """Return what is wrong between ``claim`` and the words that hold its facts, or an empty string.

    ``passages`` are all that the writer was given: an amount of another passage may fit the sentence better, or the
    words of the question (``asked``) where the sentence says of an amount no more than its number.
    """
    words = "\n".join(stretch.folded for stretch in support)
    if denies(claim.folded) != denies(words):
        return _say(lang, "肯定、否定与原文相反", "it affirms what the passage denies, or denies what it affirms")
    if not _same_way(claim, words):
        return _say(lang, "增减方向与原文不符", "it tells another direction (up, down) than the passage")
    wrong_side = _wrong_side(claim, support, words)
    if wrong_side:
        return wrong_side
    for amount in claim.facts.amounts:
        if _means_another(claim, amount, words, passages, asked):
            text = (claim.text if lang == "en" else claim.folded)[amount.start : amount.end]
            return _say(lang, f"“{text}”说的是另一件事", f"{text} belongs to something else")
    if lang == "zh" and any(_borrows(clause, support) for clause in _CLAUSES.split(claim.folded)):
        return "把一件事的情况说成了另一件事的"
    return ""


def _say(lang: Lang, chinese: str, english: str) -> str:
    return english if lang == "en" else chinese


def _same_way(claim: Claim, words: str) -> bool:
    """Whether sentence and cited words agree on up and down, as a whole and beside each amount."""
    if not directions(claim.folded) <= directions(words):
        return False
    stated = list(read_amounts(words))
    for said in claim.facts.amounts:
        if said.unit not in ("%", "个百分点"):
            continue
        mine = directions(_clause(claim, said))
        theirs = {directions(clause_around(words, a.start, a.end)) for a in stated if same_amount(said, a)}
        if theirs and mine not in theirs and not any(mine <= way and mine for way in theirs):
            return False
    return True


def _clause(claim: Claim, amount: Amount) -> str:
    if claim.lang == "zh":
        return clause_around(claim.folded, amount.start, amount.end)
    return clause_around(claim.text, amount.start, amount.end)


def _wrong_side(claim: Claim, support: Sequence[Stretch], words: str) -> str:
    sides = {stretch.side for stretch in support}
    later = bool(sides) and all(side in _LATER for side in sides)
    done = bool(sides) and all(side == "result" for side in sides)
    intends, reports = _intends(claim.text), bool(_RESULT.search(claim.text))
    if claim.lang == "en":
        if later and not intends:
            return "the passage states a target or plan: say that it is planned"
        return "the passage reports a result: do not call it a plan" if done and intends and not reports else ""
    if later and reports and not _RESULT.search(words):
        return "原文是目标或计划，不能写成已完成"
    if done and intends and not _intends(words):
        return "原文是实绩，不能写成目标或计划"
    return ""


def _intends(text: str) -> bool:
    return _TARGET.search(text) is not None


def _means_another(
    claim: Claim, said: Amount, words: str, passages: Sequence[Stretch], asked: Sequence[frozenset[str]]
) -> bool:
    """Whether the words around an amount fit another amount of its kind clearly better than the one it equals."""
    forms = list(_forms_around(claim, said)) or list(asked)
    if not forms:
        return False
    own = [a for a in read_amounts(words) if same_amount(said, a)]
    if not own:
        return False  # computed, not stated
    best_own = max(_fit(forms, words, amount) for amount in own)
    for stretch in passages:
        text = stretch.folded
        for other in read_amounts(text):
            rival = unit_agrees(said, other.unit) and not same_amount(said, other)
            if rival and _fit(forms, text, other) > best_own + _CLEARLY:
                return True
    return False


def _borrows(clause: str, support: Sequence[Stretch]) -> bool:
    """Whether a clause takes its end from words that have a subject of their own, which the clause does not name.

    甲处于设计阶段 does not follow from 甲已开工,乙处于设计阶段, though all of its words are there.
    """
    for amount in reversed(list(read_amounts(clause))):
        clause = f"{clause[: amount.start]} {clause[amount.end :]}"
    grams = [gram for gram in content_bigrams(clause) if not gram[0].isdigit()]
    stated = [part for stretch in support for part in _CLAUSES.split(stretch.folded)]
    shared = [[gram for gram in grams if gram in part] for part in stated]
    if not grams or max((len(found) for found in shared), default=0) >= _WHOLE * len(grams):
        return False
    last = next((found for found in reversed(shared) if grams[-1] in found), [])
    part = stated[shared.index(last)] if last else ""
    before = part[: min((part.index(gram) for gram in last), default=0)]
    nouns = [word for word, tag in rjieba.tag(before) if tag.startswith(("n", "vn")) and word not in clause]
    return sum(map(len, nouns)) >= _A_SUBJECT


def _forms_around(claim: Claim, amount: Amount) -> Iterator[frozenset[str]]:
    """Yield the words of a sentence that say what an amount measures: back to the amount before, on a little."""
    text = claim.text if claim.lang == "en" else claim.folded
    others = [a for a in claim.facts.amounts if a is not amount and a.value != amount.value]
    begin = max([a.end for a in others if a.end <= amount.start], default=0)
    stop = min([a.start for a in others if a.start >= amount.end], default=len(text))
    before, after = text[begin : amount.start], text[amount.end : min(stop, amount.end + _REACH)]
    if claim.lang == "en":
        yield from (forms for forms in claim.words if any(form in f"{before} {after}".lower() for form in forms))
        return
    after = after.split("，")[0].split(",")[0]
    yield from (frozenset((gram,)) for gram in content_bigrams(before + " " + after) if not gram[0].isdigit())


def _fit(forms: Sequence[frozenset[str]], text: str, amount: Amount) -> float:
    """The share of ``forms`` that stand around an amount: back to the one before it, on to the end of its clause."""
    before = max((a.end for a in read_amounts(text) if a.end <= amount.start), default=0)
    near = text[max(before, amount.start - _REACH) : amount.start] + " " + _after(text, amount)
    return sum(any(form in near for form in each) for each in forms) / len(forms)


def _after(text: str, amount: Amount) -> str:
    match = re.match(r"[^，,。；;、\d\n]{0,12}", text[amount.end :])
    return match.group() if match else ""
