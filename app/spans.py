"""Cut what was asked for out of a passage: the span, its quantity whole, and the clause to show around it."""

import re
from collections.abc import Sequence

from app.choice import asks_which_way, which_way
from app.content import content_bigrams, content_words
from app.question import Question
from app.reader import Reading
from app.units import both_count, same_unit
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
_CLEARLY = 0.25  # of the question's bigrams: by so much another quantity must fit better than the marked one
_CHANGE = re.compile("增长|下降|上升|提高|增加|减少|上涨|降低|回落|增幅|降幅|增速")
_ASKS_CHANGE = re.compile(
    "(?:涨|增|升|降|跌|减|提高|下降)(?:长|加|少|低|幅|速)?(?:了|是|有|得)?(?:多少|几|多快)|(?:增速|增幅|降幅|涨幅|跌幅)"
)
_TOTAL, _ASKS_TOTAL = re.compile("总数|总量|合计|共|累计"), re.compile("总数|总量|总共|一共|合计|累计|现有|共有")
_MEAN, _ASKS_MEAN = re.compile("均$"), re.compile("平均|每[个家户人村座]|[人户村]均")
_DONE, _LEFT = re.compile("已|完成|办结|[改办修建]了"), re.compile("正在|在建|尚|未(?!来)|没(?!有?错)|剩|还有")
_IN_ALL = re.compile(
    r"[^\u4e00-\u9fff]*(?:总数|总量|总计|合计|累计|一?共|现有|达到?|增至|升至|约|超过?)+[^\u4e00-\u9fff]*"
)
_TRIM = " 　，,。；;：:、！!？?\t\n"
_CLAUSE = re.compile(r"[^，,。；;！!？?]+[，,。；;！!？?]*[”’\"）)】」》]*")
_LEANS = re.compile(
    r"同比|环比|增长|下降|增幅|其中|占|较|比上年|比去年|分别|位居|排名|达|达到|为|约|预计|完成工程量|总投资|并|且|也|均|[”）)]"
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
    start, end = _trim(text, reading.start, reading.end)
    quantities = list(find_quantities(text))
    fitting: Sequence[Quantity] = ()
    if question.kind in ("quantity", "yesno", "compare") and question.units:
        fitting = _fitting(question, text, quantities)
    elif question.kind == "quantity":  # of no unit that is known: of what is marked
        marked = [q for q in quantities if q.unit and q.start < end and q.end > start]
        fitting = [q for q in quantities if marked and same_unit(q.unit, marked[0].unit)]
    chosen = _choose(question, text, fitting, (start, end))
    if chosen:
        start, end = chosen.start, chosen.end
    for quantity in quantities:
        if quantity.start < end and quantity.end > start:
            start, end = min(start, quantity.start), max(end, quantity.end)
    return _close_quotes(text, *_trim(text, start, end))


def _fitting(question: Question, text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities that may answer: of the very unit asked for, else of its kind, else whatever counts things.

    Asked how much something rose or fell, or how many there are in all, those that say so (增长8.7%, 总数达43家) come
    before what it amounts to and what was added.
    """
    means = [q for q in quantities if _MEAN.search(text, max(0, q.start - 6), q.start)]
    if means and _ASKS_MEAN.search(question.text):
        return means
    exact = [q for q in quantities if q.unit and q.unit in question.measured]
    alike = [q for q in quantities if any(same_unit(q.unit, unit) for unit in question.units)]
    counted = [q for q in quantities if q.unit and any(both_count(q.unit, unit) for unit in question.measured)]
    fitting = exact or alike or counted
    for asks, told in ((_ASKS_CHANGE, _CHANGE), (_ASKS_TOTAL, _TOTAL)):
        said = [q for q in fitting if told.search(text, max(0, q.start - 6), q.start)]
        if said and asks.search(question.text):
            return said
    return fitting


def _choose(question: Question, text: str, fitting: Sequence[Quantity], mark: Span) -> Quantity | None:
    """Return the fitting quantity to show: the marked one, unless the words around another are clearly those asked for.

    Without a mark on any, the nearest. "财政收入" in 财政总收入4225.26万元,其中财政收入3584.27万元 asks for the second.
    """
    if not fitting:
        return None
    grams = content_bigrams(question.own or question.text)
    nearest = min(fitting, key=lambda q: max(q.start - mark[1], mark[0] - q.end, 0))
    shares = {q: _share(grams, around(text, q)) - _behind(question.text, around(text, q)) for q in fitting}
    fresh = [q for q in fitting if (q.value, q.unit) not in question.told]
    if fresh and nearest not in fresh:  # who goes on asks for what was not told yet
        other = max(fresh, key=lambda q: shares[q])
        nearest = other if shares[other] >= shares[nearest] else nearest
    best = max(fitting, key=lambda q: shares[q])
    return best if shares[best] >= shares[nearest] + _CLEARLY else _of_the_word(question, text, fitting, nearest)


def _behind(asked: str, words: str) -> float:
    """What a quantity loses of which the question asks what is done and the words tell what is not yet, or the like."""
    done, left = bool(_DONE.search(asked)), bool(_LEFT.search(asked))
    return _CLEARLY if (done and not left and _LEFT.search(words)) or (left and not _LEFT.search(words)) else 0.0


def _of_the_word(question: Question, text: str, fitting: Sequence[Quantity], marked: Quantity) -> Quantity:
    """Of 37个网格116个微网格 return the first for 网格: a longer word is another thing, unless the question has it."""
    asked = fold(question.text)
    for word in content_words(question.own or question.text):
        longer = re.match(rf"[\u4e00-\u9fff]{{1,2}}{re.escape(word)}", text[marked.end :])
        if longer and longer.group() not in asked:
            return next((q for q in fitting if text.startswith(word, q.end)), marked)
    return marked


def around(text: str, quantity: Quantity) -> str:
    """The words that say what a quantity measures: back to the quantity before, and on to the end of the clause.

    What only says that it is the total (新增14家,总数达43家) is of the thing before.
    """
    ends = [0, *(q.end for q in find_quantities(text) if q.end <= quantity.start)]
    while len(ends) > 1 and _IN_ALL.fullmatch(text[ends[-1] : quantity.start]):
        ends.pop()
    before = ends[-1]
    after = re.match(r"[^，,。；;、\d]{0,8}", text[quantity.end :])
    return fold(text[max(before, quantity.start - 30) : quantity.start] + " " + (after.group() if after else ""))


def _share(grams: Sequence[str], words: str) -> float:
    return sum(gram in words for gram in grams) / len(grams) if grams else 0.0


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
