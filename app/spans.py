"""Cut what was asked for out of a passage: the span, its quantity whole, and the clause to show around it."""

import re
from collections.abc import Sequence

from app.choice import asks_which_way, which_way
from app.pinpoint import choose
from app.question import Question
from app.rank_told import asked_rank
from app.reader import Reading
from app.time_choice import choose_time
from index.figures import Quantity, find_quantities
from index.lexical import fold

Span = tuple[int, int]
"""Half-open offsets into a passage's text."""

MAX_SHOWN = 100
"""Characters of a passage shown around a span; a factual answer may have 240 in all."""
SHORT_SHOWN = 60
"""Characters up to which more than the clause that answers is shown as a matter of course."""
MAX_SEVERAL = 160
"""Characters shown where a question asks several things at once."""
_ASKS_DEGREE, _DEGREE = (
    re.compile("什么程度|哪一步|什么进度|几成"),
    re.compile("(?:工程量|工程|进度|主体)[^，,。；;\\d]{0,6}$"),
)
_LEAST_REST = 4  # characters that tell something
_TRIM = " 　，,。；;：:、！!？?\t\n"
_CLAUSE = re.compile(r"[^，,。；;！!？?]+[，,。；;！!？?]*[”’\"）)】」》]*")
_LEANS = re.compile(
    r"同比|环比|增长|下降|增幅|其中|占|较|[高低快慢多少]于|导致|致使|使得|比上年|比去年|分别|位居|排名|达|达到|为|约|预计|完成工程量|总投资|并|且|也|均|[”）)]"
)
_QUOTES = (("“", "”"), ("《", "》"), ("‘", "’"), ("(", ")"), ("（", "）"), ("「", "」"))


def answer_span(question: Question, text: str, reading: Reading) -> Span:
    """Return the span to show in bold: the reader's, made whole.

    A quantity keeps its comparator and unit (超200万元 is not 200万元), a quotation its marks. Where the question
    wants a quantity of a unit, one of that unit is taken.
    """
    told = which_way(question.text, text) if asks_which_way(question.text) else None
    if told:
        return told
    rank = asked_rank(question.text, text) if question.kind == "quantity" else None
    if rank:
        return rank
    reached = _degree(text) if _ASKS_DEGREE.search(question.text) else None
    if reached:
        return reached
    start, end = _beyond_asked(question, text, *_trim(text, reading.start, reading.end))
    time = choose_time(question, text, (start, end)) if question.kind == "when" else None
    if time:
        return time
    chosen = choose(question, text, (start, end))
    if chosen:
        start, end = chosen.start, chosen.end
    for quantity in find_quantities(text):
        if quantity.start < end and quantity.end > start:
            start, end = min(start, quantity.start), max(end, quantity.end)
    return _close_quotes(text, *_trim(text, start, end))


def _degree(text: str) -> Span | None:
    """How much of a thing is done or is to be (完成工程量60%以上), where ``text`` tells it."""
    return next(
        ((q.start, q.end) for q in find_quantities(text) if q.unit == "%" and _DEGREE.search(text[: q.start])), None
    )


def _beyond_asked(question: Question, text: str, start: int, end: int) -> Span:
    """What the clause of a mark says behind it, where the mark only repeats the question (某镇 of 某镇拿到什么称号)."""
    marked = text[start:end]
    if question.kind not in ("what", "which", "list") or len(marked) < 2 or fold(marked) not in fold(question.text):
        return start, end
    clause = next((part for part in clauses(text) if part[0] <= start < part[1]), (start, end))
    rest = _trim(text, end, clause[1])
    return rest if rest[1] - rest[0] >= _LEAST_REST else (start, end)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


def _close_quotes(text: str, start: int, end: int) -> Span:
    for opening, closing in _QUOTES:
        inner = text[start:end]
        if inner.count(opening) > inner.count(closing):
            closes = text.find(closing, end)
            end = closes + 1 if 0 <= closes <= end + 20 else end
        elif inner.count(closing) > inner.count(opening):
            opens = text.rfind(opening, 0, start)
            start = opens if opens >= max(0, start - 20) else start
        elif text[start - 1 : start] == opening and text[end : end + 1] == closing:
            start, end = start - 1, end + 1
    return start, end


def clauses(text: str) -> list[Span]:
    """Return the spans of the clauses of ``text``, each with the punctuation that ends it."""
    return [match.span() for match in _CLAUSE.finditer(text)]


def bare(text: str, start: int, end: int) -> Span:
    """A clause without the mark that ends it."""
    return start, start + len(text[start:end].rstrip("，,。；;！!？?、"))


def shown_span(text: str, span: Span, words: Sequence[str]) -> Span:
    """Return the clauses to show around ``span``: those it lies in, and those before them that they lean on.

    A clause leans on the one before when it starts with words that only continue (同比增长10%), or when none of
    the question's content ``words`` is in it yet.
    """
    parts = clauses(text)
    first = next((i for i, part in enumerate(parts) if part[1] > span[0]), 0)
    last = next((i for i, part in enumerate(parts) if part[1] >= span[1]), len(parts) - 1)
    if not parts:
        return span
    end = parts[last][1]
    while first > 0 and end - parts[first - 1][0] <= MAX_SHOWN:
        shown = text[parts[first][0] : end]
        names_subject = any(word in shown for word in words) if words else True
        if names_subject and not _LEANS.match(shown) and len(shown) >= 8:
            break
        first -= 1
    return _trim(text, min(parts[first][0], span[0]), max(end, span[1]))


def reaching(text: str, shown: Span, words: Sequence[str]) -> Span:
    """Return ``shown`` with clauses as far as those that hold a word of the question which it lacks.

    Behind it up to MAX_SHOWN characters in all, for the thing that is asked about may be told of only there; before it
    no more than SHORT_SHOWN, for that is but the subject.
    """
    lacking = [word for word in words if len(word) > 1 and word in text and word not in text[slice(*shown)]]
    start, end = shown
    for clause in clauses(text):
        if clause[1] > end and clause[1] - start <= MAX_SHOWN and _holds(text, clause, lacking):
            end = clause[1]
    for clause in reversed(clauses(text)):
        if clause[0] < start and end - clause[0] <= SHORT_SHOWN and _holds(text, clause, lacking):
            start = clause[0]
    return _trim(text, start, end)


def _holds(text: str, clause: Span, words: Sequence[str]) -> bool:
    return any(word in text[slice(*clause)] for word in words)


def widened(text: str, shown: Span, most: int = MAX_SEVERAL) -> Span:
    """Return ``shown`` with the clauses after it and before it, as long as all are at most ``most`` characters.

    For a question that asks several things at once: what answers the second stands beside what answers the first.
    """
    start, end = shown
    for clause in clauses(text):
        if clause[1] > end and clause[1] - start <= most:
            end = clause[1]
    for clause in reversed(clauses(text)):
        if clause[0] < start and end - clause[0] <= most:
            start = clause[0]
    return _trim(text, start, end)


def quantities_in(text: str, span: Span) -> list[Quantity]:
    """Return the quantities of ``text`` that overlap ``span``."""
    return [q for q in find_quantities(text) if q.start < span[1] and q.end > span[0]]
