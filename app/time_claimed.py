"""Of which time a yes/no question claims something, and what the report tells of that time: a result, or a plan."""

import re
from collections.abc import Sequence

from app.claims import claimed_quantities, direction
from app.content import content_bigrams, share_held
from app.features import Candidate
from app.quantity_check import CHECKED, Verdict
from app.question import Question
from app.question_words import YEAR
from app.units import same_unit
from app.ways import matter_of
from index.figures import find_quantities, is_intended

_WAS, _IS = re.compile("去年|上年"), re.compile("上半年|目前|现在|已经?")
_LESS = 0.2  # of the question's bigrams: so many fewer what reports may hold than what is planned


def of_the_time(question: Question, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the candidates; asked what was, those that report what was, where one of them speaks as much of it.

    Asked what is by now (目前已经超过70%), one must tell a number of the kind that is claimed, if not only which way.
    """
    candidates = _of_the_year(question, candidates)
    was, now = _WAS.search(question.text), _IS.search(question.text)
    if not (was or now) or question.side == "target":
        return candidates
    grams = content_bigrams(question.text)
    least = share_held(grams, candidates[0].passage.indexed_text) - _LESS
    reported = [c for c in candidates if not is_intended(c.passage)]
    near = [c for c in reported[:CHECKED] if share_held(grams, c.passage.indexed_text) >= least]
    if not was:
        units = [q.unit for q in claimed_quantities(question.text, candidates[0].passage.text) if q.unit]
        told = {id(c): [q.unit for q in find_quantities(c.passage.text)] for c in near}
        way = not units and direction(question.text) != ""
        near = [c for c in near if way or any(same_unit(one, unit) for one in told[id(c)] for unit in units)]
    if not near:
        return candidates
    matter = matter_of(question.text)
    most = max(near, key=lambda c: share_held(matter, c.passage.text))
    # What is moved up must speak of the matter, not of one like it.
    clear = share_held(matter, most.passage.text) >= share_held(matter, reported[0].passage.text) + _LESS
    return [most, *(c for c in reported if c is not most)] if clear else reported


def _of_the_year(question: Question, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates without those that name other years only than the one that is asked about, where one names it."""
    named = [set(YEAR.findall(candidate.passage.text)) for candidate in candidates]
    wanted = set(question.years)
    if len(wanted) != 1 or not any(wanted & years for years in named):
        return candidates
    return [c for c, years in zip(candidates, named, strict=True) if wanted & years or not years]


def planned_instead(question: Question, candidates: Sequence[Candidate], verdict: Verdict) -> Verdict | None:
    """Return the plan or target that has the very number which is wrongly claimed to be reached, if one does."""
    if (
        verdict.holds
        or is_intended(verdict.candidate.passage)
        or not (_WAS.search(question.text) or _IS.search(question.text))
    ):
        return None
    for candidate in (c for c in candidates[:CHECKED] if is_intended(c.passage)):
        for asked in claimed_quantities(question.text, candidate.passage.text):
            for stated in find_quantities(candidate.passage.text):
                if asked.unit and (stated.value, stated.unit) == (asked.value, asked.unit):
                    return Verdict(True, candidate, (stated.start, stated.end))
    return None
