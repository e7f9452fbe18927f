"""Which of several values belongs to which of several things: 甲、乙分别增长1%、2% says 1% of 甲 and 2% of 乙."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

import rjieba

from index.figures import Quantity, find_quantities
from index.lexical import fold

_LONGEST = 1_000  # characters looked at: a passage has some hundred
_RESPECTIVELY = re.compile("分别|依次")
_SENTENCE, _CLAUSE = "。；;！!？?\n", "，,：:"
_JOINS = re.compile(r"[、和与及]|以及|[，,](?=和|与|及)")
_VALUES_JOIN = re.compile(r"[^，,。；;：:]{0,8}[、和与及][^，,。；;：:\d]{0,6}")
_ONLY_JOINED = re.compile(r"[^，,。；;：:\d]{0,8}[、和与及](?:约|近|超|至少)?")
_GOES_ON = re.compile(r"[^，,。；;\d]{0,8}[，,](?P<said>[^，,。；;\d分]{1,10}?)(?=\d)")
_RANK = re.compile(r"第(?:\d{1,3}|[一二三四五六七八九十]+)(?:[位名])?")
# One word for two things: the household of the town and that of the country.
_PAIRS = (("城乡", ("城镇", "农村")), ("男女", ("男", "女")), ("省市", ("省", "市")), ("镇村", ("镇", "村")))


@dataclass(frozen=True, slots=True)
class Share:
    """One value of a statement about several things: at ``start:end``, of ``item``; ``shared`` is said of them all.

    ``head`` is what an item may share with the first and leave unsaid: 生产安全事故 of 生产安全事故起数、死亡人数.
    """

    start: int
    end: int
    item: str
    shared: str
    head: str = ""

    @property
    def words(self) -> str:
        """What the value measures, in folded words."""
        return fold(f"{self.head}{self.item} {self.shared}")


@lru_cache(maxsize=4096)
def shares_of(text: str) -> list[tuple[Share, ...]]:
    """Return the statements of ``text`` that deal values out to things, each as its shares in the text's order.

    A statement whose things and values are not as many as each other deals nothing out.

    >>> [[(s.item, "刑事、治安案件分别下降25.7%、6%"[s.start:s.end]) for s in one] for one in
    ...  shares_of("刑事、治安案件分别下降25.7%、6%")]
    [[('刑事', '25.7%'), ('治安', '6%')]]
    """
    told: list[tuple[Share, ...]] = []
    for match in _RESPECTIVELY.finditer(text[:_LONGEST]):
        values = _values(text, match.end())
        things, shared = _things(text, match.start(), len(values))
        if len(values) > 1 and len(things) == len(values):
            said = text[match.end() : values[0][0]]
            after = re.match(r"[^，,。；;、\d]{0,12}", text[values[-1][1] :])
            tail = f"{shared} {said} {after.group() if after else ''}"
            heads = [_head(things[0], item) for item in things]
            told.append(
                tuple(Share(*at, item, tail, head) for at, item, head in zip(values, things, heads, strict=True))
            )
            told += _going_on(text, told[-1], shared)
    return told


def _head(first: str, item: str) -> str:
    """What ``first`` opens with, up to its last word, where it is longer than ``item`` by two characters or more."""
    words = rjieba.cut(fold(first))
    return "".join(words[:-1]) if len(first) >= len(item) + 2 else ""


def _going_on(text: str, before: tuple[Share, ...], shared: str) -> list[tuple[Share, ...]]:
    """What the next clause deals out to the same things without another 分别: …达到4万元、2万元,增长5%和7%."""
    opened = _GOES_ON.match(text, before[-1].end)
    values = _values(text, opened.end()) if opened else []
    if not opened or len(values) != len(before):
        return []
    tail = f"{shared} {opened['said']}"
    return [tuple(Share(a, b, share.item, tail, share.head) for (a, b), share in zip(values, before, strict=True))]


def share_at(text: str, quantity: Quantity) -> Share | None:
    """The share that a quantity of ``text`` is, if it is one of several that are dealt out."""
    return next((s for one in shares_of(text) for s in one if s.start < quantity.end and s.end > quantity.start), None)


def _values(text: str, start: int) -> list[tuple[int, int]]:
    """The run of values from ``start``: quantities or ranks, joined by 、 or 和."""
    end = min((i for i in (text.find(mark, start) for mark in _SENTENCE) if i >= 0), default=len(text))
    ranks = [match.span() for match in _RANK.finditer(text, start, end)]
    found = sorted(ranks or [(q.start, q.end) for q in find_quantities(text[:end]) if q.start >= start])
    run: list[tuple[int, int]] = []
    for span in found:
        if run and not _VALUES_JOIN.fullmatch(text[run[-1][1] : span[0]]):
            break
        if not run and re.search("[，,]", text[start : span[0]]):
            break
        run.append(span)
    return run


def _things(text: str, end: int, count: int) -> tuple[list[str], str]:
    """The ``count`` things named before ``end``, and what is said of all: from the clause before it, or one earlier."""
    start = max(text.rfind(mark, 0, end) for mark in _SENTENCE) + 1
    clauses = re.split(f"[{_CLAUSE}]", text[start:end])
    for back in range(1, min(len(clauses), 3) + 1):
        clause, later = _without_values(clauses[-back], count), "".join(clauses[len(clauses) - back + 1 :])
        pair = next(((word, names) for word, names in _PAIRS if word in clause), None) if count == 2 else None
        parts = [part for part in _JOINS.split(clause) if part]
        if len(parts) < count and pair:
            before, after = clause.split(pair[0], 1)
            return [f"{before}{name}" for name in pair[1]], f"{after} {later}"
        if len(parts) == count > 1:
            items = parts
            if back > 1 or any(any(True for _ in find_quantities(item)) for item in items[:-1]):
                return items, later
            return _without_tail(items, later)
    return [], ""


def _without_values(clause: str, count: int) -> str:
    """A clause without the values that it deals out itself: 城镇、农村居民收入达到4万元、2万元,分别增长5%、7%."""
    values = [(q.start, q.end) for q in find_quantities(clause)][-count:]
    gaps = [clause[one[1] : other[0]] for one, other in pairwise(values)]
    if not 1 < count == len(values) or not all(_ONLY_JOINED.fullmatch(gap) for gap in gaps):
        return clause
    return _RESPECTIVELY.split(clause[: values[0][0]])[0]


def _without_tail(items: Sequence[str], later: str) -> tuple[list[str], str]:
    """Split what the last item says of all from its own name, which is about as long as the names before it."""
    longest = max(len(item) for item in items[:-1])
    ends = list(accumulate(len(word) for word in rjieba.cut(items[-1])))
    cut = min(ends, key=lambda end: (abs(end - longest), -end))  # between words
    last, tail = items[-1][:cut], items[-1][min(cut, longest) :]
    # A name that the items before end like is whole: 高技术制造业、绿色优势产业增加值.
    rest = items[-1][cut:]
    same = re.match(rf"[\u4e00-\u9fff]{{0,4}}?{re.escape(items[0][-1])}", rest) if len(items[0]) > 2 else None
    if same and not last.endswith(items[0][-1]):
        last, tail = last + same.group(), rest[same.end() :]
    return [*items[:-1], last], f"{tail} {later}"
