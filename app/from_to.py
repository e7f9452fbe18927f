"""How much something changed, of what the report tells at both ends: 由2020年的8.34亿元增加到11.26亿元."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.arithmetic import subtract
from app.citing import Citer, emphasize
from app.content import content_bigrams, content_words, share_held
from app.evidence import Found
from app.question import Question
from app.spans import Span, shown_span
from app.topic import TIME
from app.units import same_unit
from index.figures import Quantity, find_quantities
from index.lexical import fold
from index.records import Passage

_READ = 6  # passages looked at, most probable first
_FROM = re.compile(r"(?:由|从)(?P<when>[^，,。；;由从]{0,14})$")
_TO = re.compile(
    r"[^，,。；;、]{0,4}?(?P<how>提高|增加|增长|上升|扩大|提升|增至|升至|增|升|下降|降低|减少|回落|压减|缩小|降至|减至|降|减)(?:为|到|至|了)*"
)
_DOWN = re.compile("降|减|落|缩")
_EARLIER = r"(?:19|20)\d\d年|[上去前]年|上一年|年初|以前|之前|过去|原来|原先|当初|[“‘]?十[一二三四五]五"
# 比2020年多了多少, 与上年相比提高几个百分点, 五年增加了多少
_ASKED = re.compile(
    rf"(?:比|较|与|跟|和|同|对照|从|由)[^，,。？?]{{0,6}}(?:{_EARLIER})[^。？?]*?(?:多|少|高|低|增|减|升|降|提高|扩大|缩小)[^，,。？?\d]{{0,6}}(?:多少|几)|"
    rf"(?:{_EARLIER})[^。？?]*?(?:相?比|以来)[^。？?]*?(?:多|少|高|低|增|减|升|降|提高|扩大|缩小)[^，,。？?\d]{{0,6}}(?:多少|几)"
)
_RATE = re.compile("百分之|增长率|增速|增幅|降幅|幅度|几成|倍|%")
_IDLE = re.compile(
    r"相?比|较|对照|现在|目前|如今|提高|增加|增长|上升|扩大|提升|下降|降低|减少|缩小|[多少高低增减升降]|多少|几个?|百分点|[了到]"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_SPOKEN = 0.75  # of the question's bigrams, said of what changed


@dataclass(frozen=True, slots=True)
class Change:
    """Two quantities of ``passage`` of one thing, ``subject``, the earlier of the time ``when`` if it is told."""

    passage: Passage
    one: Quantity
    other: Quantity
    subject: str
    when: str
    begin: int


def tell_change(question: Question, found: Sequence[Found], citer: Citer) -> str | None:
    """Return by how much something changed since an earlier time, with the working; None where it is not asked for,
    or where no passage tells both ends of what is surely the thing asked about."""
    if question.lang != "zh" or not _ASKED.search(question.text) or _RATE.search(question.text):
        return None
    grams = content_bigrams(_IDLE.sub(" ", re.sub(TIME, " ", fold(question.text))))
    changes = [change for item in found[:_READ] for change in find_changes(item.candidate.passage)]
    fitting = [change for change in changes if grams and _fits(question, change)]
    best = max(fitting, key=lambda change: share_held(grams, change.subject), default=None)
    if best is None or share_held(grams, best.subject) < _SPOKEN:
        return None
    text, result = best.passage.text, subtract(best.one, best.other)
    span: Span = (best.one.start, best.other.end)
    spans = [(q.start, q.end) for q in (best.one, best.other)]
    words = shown_span(text, (best.begin, span[1]), content_words(question.text))
    way = "增加" if best.other.value > best.one.value else "减少"
    shown = f"{emphasize(text, words, *spans)}{citer.cite(best.passage, span)}"
    return f"{shown}，{way}{result.about}**{result.text}**（{result.working}）。"


def find_changes(passage: Passage) -> Iterator[Change]:
    """Yield what ``passage`` tells to have gone from one quantity to another.

    >>> from index.records import Passage
    >>> text = "上市公司由11家增加到18家"
    >>> [(c.subject, c.one.value, c.other.value) for c in find_changes(Passage(0, "r", 0, 13, text, (), 0))]
    [('上市公司', 11.0, 18.0)]
    """
    text = passage.text
    for one, other in pairwise(find_quantities(text)):
        before = _FROM.search(text, max(0, one.start - 16), one.start)
        to = _TO.fullmatch(text, one.end, other.start) if before else None
        if before is None or to is None or not _alike(one, other):
            continue
        if bool(_DOWN.search(to["how"])) != (other.value < one.value):
            continue
        begin = max(text.rfind(mark, 0, before.start()) for mark in "，,。；;、") + 1
        yield Change(passage, one, other, fold(text[begin : before.start()]), before["when"], begin)


def _alike(one: Quantity, other: Quantity) -> bool:
    return bool(other.unit) and (one.unit == other.unit or not one.unit or same_unit(one.unit, other.unit))


def _fits(question: Question, change: Change) -> bool:
    """Whether a change is since the time that is asked for, as far as it is told, and of the unit asked for."""
    asked, told = _YEAR.findall(question.text), _YEAR.findall(change.when)
    if told and asked and not set(told) & set(asked):
        return False
    units = [unit for unit in question.measured if unit != "%"]
    return not units or any(same_unit(change.other.unit, unit) for unit in units) or change.other.unit == "%"
