"""Hold what a yes/no question claims to be done or begun against how far the passages tell it to be."""

import re
from collections.abc import Sequence

from app.claims import claimed_quantities
from app.content import content_bigrams, share_held
from app.features import Candidate
from app.progress import PLANNED, claimed_stage, told_stage
from app.quantity_check import CHECKED, Verdict
from app.question import Question
from app.spans import bare
from app.whole_claims import check_all, check_task
from index.figures import is_intended, side_of

ASKED_NEGATION = re.compile(r"(?<!有)没有?+(?!错|问题|[吗呢？?]|$)|未(?!来)|(?<!是)不(?:是(?!不)|够|足|到|再)")
"""What a question denies itself (是不是没完工); not 有没有 and 完工没有."""


def reported_first(question: str, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates; asked whether something is done or begun, what reports that comes before plans and the rest."""
    claim = claimed_stage(question)
    if claim is None:
        return candidates
    grams = [gram for gram in content_bigrams(question) if gram not in claim[1]]
    least = share_held(grams, candidates[0].passage.indexed_text)

    def order(candidate: Candidate) -> tuple[bool, bool]:
        return is_intended(candidate.passage), claim[1] not in candidate.passage.text

    near = [c for c in candidates[:CHECKED] if share_held(grams, c.passage.indexed_text) >= least]
    best = min(near, key=order)  # the first of several alike
    return [best, *(other for other in candidates if other is not best)]


def untold(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether it is asked if something is done or begun, and nothing tells how far it has come."""
    claim = claimed_stage(question.text) if question.kind == "yesno" and question.lang == "zh" else None
    if claim is None or not claim[1] or ASKED_NEGATION.search(question.text):
        return False
    if check_task(question.text, candidates) or check_all(question.text, candidates):
        return False
    for candidate in candidates[:CHECKED]:
        text, side = candidate.passage.text, side_of(candidate.passage)
        if claimed_quantities(question.text, text) or told_stage(question.text, claim[1], text, side):
            return False
    return True


def check_stage(question: Question, candidate: Candidate, stated: str) -> Verdict | None:
    """Check how far a thing is claimed to have come (完工, 开工) against what ``stated`` tells of it."""
    claim, passage = claimed_stage(question.text), candidate.passage
    if claim is None:
        return None
    side = side_of(passage)
    told = told_stage(question.text, claim[1], stated, side)
    if told is None or not (claim[1] or told[0] == PLANNED):
        return None
    at = passage.text.find(stated)
    span = bare(passage.text, at + told[1][0], at + told[1][1]) if at >= 0 else (0, len(passage.text))
    return Verdict((told[0] >= claim[0]) != bool(ASKED_NEGATION.search(question.text)), candidate, span)
