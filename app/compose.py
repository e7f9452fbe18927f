"""Put evidence into words: one short sentence for a fact, items for a list, bullets for a summary.

Every function takes found candidates, best first, and a ``Citer``; it returns the Markdown of the answer. The words
of the report are quoted as they stand; only what joins them is ours.
"""

import re
from collections.abc import Sequence

from app.citing import Citer, emphasize
from app.content import content_words
from app.evidence import Found
from app.features import Candidate
from app.question import Question
from app.spans import Span, answer_span, clauses, shown_span
from app.units import both_count
from index.figures import Quantity, find_quantities
from index.records import Passage

_NEGATION = re.compile(r"未(?!来)|没有|没能|不够|不高|缺乏|无法|并非|不再")
_ASKED_NEGATION = re.compile(r"(?<!有)没有?+(?!错|问题|[吗呢？?]|$)|未(?!来)|(?<!是)不(?:是(?!不)|够|足|到|再)")
_DOWN = re.compile(r"下降|减少|降低|负增长|下滑|下跌|回落|往下掉|降了|少了|跌了|变少|变差|倒退")
_UP = re.compile(r"(?<!负)增长|上升|提高|增加|上涨|多了|涨了|升了|变多")
_DATE = re.compile(r"(?:\d{1,2}[-—－~至到])?\d{1,2}(?:月(?!以)(?:\d{1,2}日)?|日|季度)")
_MAX_LIST, _CHECKED = 6, 3


def state(candidate: Candidate, question: Question, citer: Citer) -> str:
    """Return one sentence with the asked-for span in bold and its citation."""
    text = candidate.passage.text
    span = answer_span(question, text, candidate.reading)
    shown = shown_span(text, span, content_words(question.text))
    sentence = emphasize(text, shown, span) + _stop(question)
    if question.lang == "en":
        sentence = f"The report says: “{emphasize(text, shown, span)}”."
    return f"{sentence}{citer.cite(candidate.passage, span)}"


def _stop(question: Question) -> str:
    return "." if question.lang == "en" else "。"


def confirm(candidates: Sequence[Candidate], question: Question, citer: Citer) -> str:
    """Answer a yes/no question: 是 or 不是, then the words that confirm or correct it."""
    best = candidates[0]
    asked = _to_check(question.text, best.passage.text)
    span = answer_span(question, best.passage.text, best.reading)
    if asked:
        yes, best, span = _check_quantities(asked, candidates, span)
    else:
        yes = _agrees(question.text, _around(best.passage.text, span))
    text = best.passage.text
    words = emphasize(text, shown_span(text, span, content_words(question.text)), span)
    marker = citer.cite(best.passage, span)
    if question.lang == "en":
        return f"{'Yes' if yes else 'No'}. The report says: “{words}”.{marker}"
    return f"{'是' if yes else '不是'}。{words}。{marker}"


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


def _check_quantities(
    asked: Sequence[Quantity], candidates: Sequence[Candidate], span: Span
) -> tuple[bool, Candidate, Span]:
    """Look for the quantities of a question: (all stated, the candidate that states or corrects them, where).

    The quantity asked about may stand in another of the best passages than the first; a wrong one is corrected
    by the quantity of the same unit nearest to what the reader marked.
    """
    best = candidates[0]
    for candidate in candidates[:_CHECKED]:
        stated = list(find_quantities(candidate.passage.text))
        equal = [next((q for q in stated if _equal(q, quantity)), None) for quantity in asked]
        if all(equal) and equal[0] is not None:
            return True, candidate, (equal[0].start, equal[0].end)
    stated = list(find_quantities(best.passage.text))
    for quantity in asked:
        others = [q for q in stated if both_count(q.unit, quantity.unit)]
        if others and not any(_equal(q, quantity) for q in others):
            nearest = min(others, key=lambda q: max(q.start - span[1], span[0] - q.end, 0))
            return False, best, (nearest.start, nearest.end)
    return not stated, best, span


def _equal(one: Quantity, other: Quantity) -> bool:
    return one.value == other.value and both_count(one.unit, other.unit)


def enumerate_items(found: Sequence[Found], question: Question, citer: Citer, siblings: Sequence[Passage]) -> str:
    """Return the items of a list: the siblings under one heading, or the sentences that enumerate them."""
    if siblings:
        return "\n".join(f"- {_plain(passage)}{citer.cite(passage)}" for passage in siblings)
    chosen = _same_answer(found)
    if len(chosen) == 1:
        candidate = chosen[0].candidate
        text = candidate.passage.text
        span = answer_span(question, text, candidate.reading)
        words = emphasize(text, (0, len(text.rstrip("。；;，,"))), span)
        return f"{words}{_stop(question)}{citer.cite(candidate.passage, span)}"
    ordered = sorted(chosen, key=lambda item: item.candidate.passage.id)
    return "\n".join(f"- {_plain(item.candidate.passage)}{citer.cite(item.candidate.passage)}" for item in ordered)


def _same_answer(found: Sequence[Found]) -> list[Found]:
    """The candidates nearly as probable as the best one."""
    best = found[0].probability
    return [item for item in found if item.probability >= max(0.5, 0.75 * best)][:_MAX_LIST] or list(found[:1])


def _plain(passage: Passage) -> str:
    text = passage.text.rstrip("。；;，, ")
    return emphasize(text, (0, len(text)), None) + "。"


def summarize(groups: Sequence[Sequence[Passage]], citer: Citer) -> str:
    """Return one bullet a group of passages, each passage cited."""
    bullets = []
    for group in groups:
        heading = next((passage for passage in group if passage.is_heading), None)
        title = f"**{_plain(heading).rstrip('。')}**{citer.cite(heading)}：" if heading else ""
        parts = [f"{_plain(passage)}{citer.cite(passage)}" for passage in group if not passage.is_heading]
        bullets.append(f"- {title}{''.join(parts)}" if parts else f"- {title.rstrip('：')}")
    return "\n".join(bullets)
