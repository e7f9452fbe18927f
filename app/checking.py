"""Check the claim of a yes/no question against what the passages state."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.claims import (
    claimed_quantities,
    denial,
    direction,
    directions_differ,
    levels_differ,
    named,
    names_other,
    names_period,
    periods_differ,
    says_opposite,
    turned_round,
)
from app.content import content_bigrams, share_held
from app.contradiction import contradiction
from app.features import Candidate, span_of
from app.operands import measures
from app.quantity_check import CHECKED, Verdict, check_quantities
from app.question import Question
from app.ranks import check_rank
from app.spans import Span, bare, clauses
from app.stage_check import ASKED_NEGATION, check_stage, reported_first
from app.time_claimed import of_the_time
from app.ways import clauses_around, other_way, same_way, way_of_the_asked
from app.whole_claims import check_all, check_task
from index.figures import find_quantities, side_of
from index.records import Passage

_NEGATION = re.compile(r"未(?!来)|没有|没能|不够|不高|缺乏|无法|并非|不再")
_SURE_OF_CLAIM, _SURE_OF_LIKENESS = 0.86, 0.94


def check_claim(question: Question, candidates: Sequence[Candidate], title: str = "") -> Verdict:
    """Check what ``question`` claims: its quantities, else its ranks and whether it says yes or no, up or down.

    ``title`` is the report's, which may tell the time of what it reports where nothing nearer does.
    """
    candidates = _of_no_other(question.text, candidates)
    candidates = of_the_time(question, reported_first(question.text, _naming_first(question.text, candidates)))
    whole = check_task(question.text, candidates) or check_all(question.text, candidates)
    if whole:
        return whole
    best = candidates[0]
    span = span_of(question, best)
    asked = claimed_quantities(question.text, best.passage.text)
    verdict = check_quantities(question.text, asked, candidates, span) if asked else None
    if verdict and not verdict.holds:
        return verdict
    held = verdict or Verdict(True, best, span)
    refuted = _deny(question.text, [held.candidate] if verdict else candidates) or _refute(
        question, held, verdict is not None, title
    )
    if refuted:
        return refuted
    ranked = None if verdict else check_rank(question.text, candidates)
    if verdict or ranked:
        return verdict or ranked  # type: ignore[return-value]
    stages = (check_stage(question, candidate, candidate.passage.text) for candidate in candidates[:CHECKED])
    stage = next(filter(None, stages), None)
    if stage and (not stage.holds or stage.candidate is not best):
        return stage
    negated = _denied_alike(question.text, candidates)
    if negated:
        return negated
    same = same_way(question, best.passage.text, span)
    if same:
        return Verdict(True, best, same)
    agrees = bool(stage) or _agrees(question.text, clauses_around(best.passage.text, span))
    if stage and not (stage.span[0] <= span[0] and span[1] <= stage.span[1]):
        span = stage.span
    bare = agrees and not stage and not direction(question.text)
    return Verdict(agrees, best, _telling(question, best.passage.text, span), bare)


def surety_needed(question: Question, candidates: Sequence[Candidate]) -> float:
    """How sure it must be that the passages answer a yes/no question: surer where nothing in them can be checked.

    A question names what it claims, so that a passage on a near matter looks more like an answer than to other
    questions. Chosen on development and training questions in Chinese.
    """
    if question.kind != "yesno" or question.lang != "zh" or not candidates:
        return 0.0
    return _SURE_OF_LIKENESS if check_claim(question, candidates).bare else _SURE_OF_CLAIM


def _telling(question: Question, text: str, span: Span) -> Span:
    """The marked clause that tells most of what is asked; all that is marked where a number is asked for."""
    marked = [(a, b) for a, b in clauses(text) if a < span[1] and b > span[0]]
    if len(marked) < 2 or question.measured:
        return span
    grams = content_bigrams(question.text)
    return bare(text, *max(marked, key=lambda clause: share_held(grams, text[slice(*clause)])))


def _of_no_other(question: str, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates without those that name the opposite of what is asked about, or another phase of it.

    北环路东延 says nothing on 北环路西延; all of them where none is left that speaks of the question's matter.
    """
    grams = content_bigrams(question)
    least = share_held(grams, candidates[0].passage.indexed_text) / 2
    straight = [c for c in candidates if not turned_round(question, c.passage.indexed_text)]
    return straight if any(share_held(grams, c.passage.indexed_text) >= least for c in straight) else candidates


def _naming_first(question: str, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates; where the best does not name what the question names (车门村), one that does comes first."""
    names = [name for name, _ in named(question)]
    lacking = [name for name in names if name not in candidates[0].passage.indexed_text]
    grams = [gram for gram in content_bigrams(question) if not any(gram in name for name in names)]
    least = share_held(grams, candidates[0].passage.indexed_text)
    for candidate in candidates[1:CHECKED] if lacking else ():
        told = candidate.passage.indexed_text
        if all(name in told for name in lacking) and share_held(grams, told) >= least:
            return [candidate, *(other for other in candidates if other is not candidate)]
    return candidates


def _deny(question: str, candidates: Sequence[Candidate]) -> Verdict | None:
    """The first words of the candidates that deny what the question claims."""
    for candidate in candidates[:CHECKED]:
        span = denial(question, candidate.passage.text)
        if span:
            return Verdict(False, candidate, span)
    span = contradiction(question, candidates[0].passage.text)
    return Verdict(False, candidates[0], span) if span else None


def _denied_alike(question: str, candidates: Sequence[Candidate]) -> Verdict | None:
    """The first words that deny what the question denies too (没有人伤亡吗, 全区无人伤亡)."""
    if not ASKED_NEGATION.search(question):
        return None
    denied = _deny(ASKED_NEGATION.sub("", question), candidates)
    return replace(denied, holds=True) if denied else None


def _refute(question: Question, verdict: Verdict, numbers: bool, title: str) -> Verdict | None:
    """What speaks against a claim: the other direction, another place or period, no more than a plan.

    Where the claim's ``numbers`` hold, only the clause that holds them can tell how far the matter has come.
    """
    passage, span = verdict.candidate.passage, verdict.span
    stated = clauses_around(passage.text, span)
    asked = f"{question.text} {question.asked}" if question.lang == "en" else question.text
    other = directions_differ(asked, stated) or levels_differ(question.text, stated)
    other = other or _other_time(question.text, passage, span, title) or says_opposite(question.text, stated)
    if other or names_other(question.text, passage.indexed_text):
        return Verdict(False, verdict.candidate, span)
    opposite = turned_round(question.text, f"{passage.context} {passage.text[: span[1]]}")
    if opposite:
        named_at = passage.text.rfind(opposite, 0, span[0])
        return Verdict(False, verdict.candidate, (named_at if named_at >= 0 else span[0], span[1]))
    way = way_of_the_asked(question.text, passage.text, span)
    if way:
        return Verdict(False, verdict.candidate, way)
    own = _told_apart(question.text, passage, span)
    if own:
        return Verdict(False, verdict.candidate, own)
    turned = None if direction(stated) else other_way(asked, passage.text)
    if turned:
        return Verdict(False, verdict.candidate, turned)
    stage = check_stage(question, verdict.candidate, stated if numbers else passage.text)
    return stage if stage and not stage.holds and not ASKED_NEGATION.search(question.text) else None


def _other_time(question: str, passage: Passage, span: Span, title: str) -> bool:
    """Whether the question names a part of the year, and the passage or what frames it another.

    What an earlier clause measures of another time (二季度增速回落3个百分点,加工贸易下降2%) frames nothing.
    """
    reported = side_of(passage) == "result"
    parts = [passage.text[a:b] for a, b in clauses(passage.text) if b > span[0] or not _measures(passage.text[a:b])]
    told = f"{passage.context} {''.join(parts)}" if reported else "".join(parts)
    return periods_differ(question, told if names_period(told) or not reported else title)


def _measures(clause: str) -> bool:
    return any(measures(clause, quantity) for quantity in find_quantities(clause))


def _told_apart(question: str, passage: Passage, span: Span) -> Span | None:
    """The words from ``span`` to what the passage tells of the thing that the question names, if only later on."""
    parts = clauses(passage.text)
    end = max((b for a, b in parts if a < span[1]), default=0)
    told = f"{passage.context} {passage.text[:end]}"
    for name, _ in named(question):
        if name not in told and name in passage.text:
            at = passage.text.index(name)
            return span[0], max(b for a, b in parts if a <= at) - 1
    return None


def _agrees(question: str, stated: str) -> bool:
    """Whether a statement has the polarity of the question: both negated or neither, both up or both down.

    Of a question of several clauses (还停在设计上,没开始盖) those count that speak of what is stated.
    """
    spoken = [c for c in re.split(r"[，,。；;！!？?]", question) if any(g in stated for g in content_bigrams(c))]
    question = ",".join(spoken) if spoken else question
    if direction(question):
        return (direction(question) == "down") == (direction(stated) == "down")
    return bool(_NEGATION.search(stated)) == bool(ASKED_NEGATION.search(question))
