"""Which way something went, up or down, by the clause of a passage that tells it of what is asked about."""

import re

from app.claims import direction
from app.content import content_bigrams, share_held
from app.question import Question
from app.spans import Span, bare, clauses
from app.topic import TIME

_SPOKEN = 0.5  # of the question's bigrams, for a clause to be of what is asked
_GOES_ON = re.compile(r"(?:受[^，,]{1,12}影响[，,]?)?(?:同比|环比|较|比|虽|出现|呈|总体|继续|又|也|均|都)")
_WAYS = re.compile("(?:负?增长|上升|提高|增加|上涨|下降|减少|降低|下滑|下跌|回落|[增减涨跌升降])(?:产|收)?")


def matter_of(question: str) -> list[str]:
    """The pairs of characters of what a question is about, without when and which way it went."""
    return content_bigrams(_WAYS.sub(" ", re.sub(TIME, " ", question)))


def same_way(question: Question, text: str, span: Span) -> Span | None:
    """The clause that goes on from what is asked about, or from what is marked, in the direction that is claimed."""
    claimed = direction(question.text)
    way = _way_told(question.text, text) if claimed else None
    if way and direction(text[slice(*way)]) == claimed:
        return bare(text, *way)
    if not claimed or direction(clauses_around(text, span)):
        return None
    told = [
        (a, b)
        for a, b in clauses(text)
        if a >= span[0] and direction(text[a:b]) == claimed and _GOES_ON.match(text[a:b])
    ]
    return bare(text, *told[0]) if told else None


def way_of_the_asked(question: str, text: str, span: Span) -> Span | None:
    """The clause that tells which way what is asked about went, if it is not marked and tells another than claimed."""
    claimed, way = direction(question), _way_told(question, text)
    if not claimed or way is None or direction(text[slice(*way)]) == claimed:
        return None
    return bare(text, *way) if way[1] <= span[0] or span[1] <= way[0] else None


def _way_told(question: str, text: str) -> Span | None:
    """The clause that tells which way what is asked about went: the one with most of its words, or what goes on from
    that (总产值3560万元,同比下降3.1%); None where none has half of them or two have as many."""
    grams = matter_of(question)
    parts = clauses(text)
    shares = [share_held(grams, text[a:b]) for a, b in parts]
    most = max(shares, default=0.0)
    if most < _SPOKEN or shares.count(most) > 1:
        return None
    first = shares.index(most)
    for i, (a, b) in enumerate(parts[first:]):
        if i and not _GOES_ON.match(text[a:b]):
            return None
        if direction(text[a:b]):
            return a, b
    return None


def other_way(question: str, text: str) -> Span | None:
    """The clause of ``text`` that only goes on (同比下降5%, 出现负增长) and tells another direction than claimed."""
    claimed, told = direction(question), {direction(text[a:b]) for a, b in clauses(text)} - {""}
    if not claimed or not told or claimed in told:
        return None
    going_on = [(a, b) for a, b in clauses(text) if direction(text[a:b]) and _GOES_ON.match(text[a:b])]
    return (going_on[0][0], going_on[0][1] - 1) if going_on else None


def clauses_around(text: str, span: Span) -> str:
    """The clauses that ``span`` lies in."""
    return "".join(text[a:b] for a, b in clauses(text) if a < span[1] and b > span[0])
