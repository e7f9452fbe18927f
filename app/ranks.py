"""Check the rank that a yes/no question claims: 全省第一, 排老二."""

import re
from collections.abc import Sequence

from app.content import content_bigrams, share_held
from app.features import Candidate
from app.quantity_check import CHECKED, Verdict
from app.rank_told import RANK, ranked_words

_RANKS = {character: n for n, character in enumerate("一二三四五六七八九十", 1)}


def check_rank(question: str, candidates: Sequence[Candidate]) -> Verdict | None:
    """Check a rank that the question claims (全省第一, 老二) against the one stated in most of its words."""
    asked = {_rank(match) for match in RANK.finditer(question)}
    grams = content_bigrams(RANK.sub(" ", question))
    options = [
        (share_held(grams, ranked_words(candidate.passage.text, match)), -i, candidate, match)
        for i, candidate in enumerate(candidates[:CHECKED])
        for match in RANK.finditer(candidate.passage.text)
    ]
    if not asked or not options:
        return None
    _, _, candidate, match = max(options, key=lambda option: option[:2])
    return Verdict(_rank(match) in asked, candidate, match.span())


def _rank(match: re.Match[str]) -> int:
    word = match["rank"] or match["old"] or "1"
    return _RANKS[word] if word in _RANKS else int(word)
