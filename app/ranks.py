"""Check the rank that a yes/no question claims: 全省第一, 排老二."""

import re
from collections.abc import Sequence

from app.content import content_bigrams, share_held
from app.features import Candidate
from app.quantity_check import CHECKED, Verdict

# A rank ends its clause or says 位 or 名: 全省第一, 第3位, but not 第一产业.
_RANK = re.compile(
    r"第(?P<rank>[一二三四五六七八九十]|\d{1,3})(?:[位名]|(?=[^\u4e00-\u9fff]|[吗吧呢对是了的没]|$))|首位|榜首|头一[个名家]|率先|"
    r"[排是]老(?P<old>[二三四五])"
)
_RANKS = {character: n for n, character in enumerate("一二三四五六七八九十", 1)}


def check_rank(question: str, candidates: Sequence[Candidate]) -> Verdict | None:
    """Check a rank that the question claims (全省第一, 老二) against the one stated in most of its words."""
    asked = {_rank(match) for match in _RANK.finditer(question)}
    grams = content_bigrams(_RANK.sub(" ", question))
    options = [
        (share_held(grams, _ranked(candidate.passage.text, match)), -i, candidate, match)
        for i, candidate in enumerate(candidates[:CHECKED])
        for match in _RANK.finditer(candidate.passage.text)
    ]
    if not asked or not options:
        return None
    _, _, candidate, match = max(options, key=lambda option: option[:2])
    return Verdict(_rank(match) in asked, candidate, match.span())


def _ranked(text: str, match: re.Match[str]) -> str:
    """What a rank is of: the words of its sentence before it, back to the rank before."""
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；;") + 1
    earlier = [other.end() for other in _RANK.finditer(text, start, match.start())]
    return text[max([start, *earlier]) : match.end()]


def _rank(match: re.Match[str]) -> int:
    word = match["rank"] or match["old"] or "1"
    return _RANKS[word] if word in _RANKS else int(word)
