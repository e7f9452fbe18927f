"""By how much, or to how many times, something changed that is told at both ends: 由2020年的8.34亿元增加到11.26亿元."""

import re
from collections.abc import Sequence

from app.arithmetic import multiple, subtract
from app.changes import Change, find_changes
from app.citing import Citer, emphasize
from app.content import content_bigrams, content_words, share_held
from app.evidence import Found
from app.question import Question
from app.spans import Span, shown_span
from app.topic import TIME
from app.units import same_unit
from index.lexical import fold
from index.records import Passage

_READ = 6  # passages looked at, most probable first
_EARLIER = r"(?:19|20)\d\d年|[上去前]年|[上前]一年|头一年|年初|以前|之前|过去|原来|原先|当初|[“‘]?十[一二三四五]五"
_YEARS = "[一二三四五六七八九十两]年(?:下来|来|间|里)"
_HOW = "多|少|高|低|快|慢|长|短|增|减|升|降|提高|扩大|缩小|缩短|压缩|压减"
# 比2020年多了多少, 与上年相比提高几个百分点, 五年增加了多少
_ASKED = re.compile(
    rf"(?:比|较|与|跟|和|同|对照|从|由)[^，,。？?]{{0,6}}(?:{_EARLIER})[^。？?]*?(?:{_HOW})[^，,。？?\d]{{0,6}}(?:多少|几)|"
    rf"(?:提高|上升|提升|增加|下降|降低|[增升降])了?(?:多少|几)个?百分点|"
    rf"(?:{_EARLIER})[^。？?]*?(?:相?比|以来)[^。？?]*?(?:{_HOW})[^，,。？?\d]{{0,6}}(?:多少|几)|"
    rf"{_YEARS}[^。？?]*?(?:{_HOW})[^，,。？?\d]{{0,6}}(?:多少|几)"
)
_ASKS_TIMES = re.compile(rf"(?:{_EARLIER})[^，,。？?]{{0,4}}(?:几|多少)倍")
_RATE = re.compile("百分之|增长率|增速|增幅|降幅|幅度|几成|倍|%")
_IDLE = re.compile(
    r"相?比|较|对照|现在|目前|如今|提高|增加|增长|上升|扩大|提升|下降|降低|减少|缩小|缩短|压缩|压减|面积|规模|总?数量?|[多少高低快慢增减升降]|多少|几个?|百分点|[了到]"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_SPOKEN, _NAMED = 0.75, 0.5  # of the question's bigrams, said of what changed; by its own words alone


def tell_change(question: Question, found: Sequence[Found], citer: Citer) -> str | None:
    """Return by how much something changed since an earlier time, with the working; None where it is not asked for,
    or where no passage tells both ends of what is surely the thing asked about."""
    times = _ASKS_TIMES.search(question.text) is not None
    if question.lang != "zh" or not (times or (_ASKED.search(question.text) and not _RATE.search(question.text))):
        return None
    grams = content_bigrams(_IDLE.sub(" ", re.sub(f"{TIME}|{_YEARS}", " ", fold(question.text))))
    grams = [gram for gram in grams if len(gram) > 1] or grams  # 家 of 多少家 names nothing
    passages = [item.candidate.passage for item in found[:_READ]]
    changes = [(passage, change) for passage in passages for change in find_changes(passage.text)]
    fitting = [(passage, change) for passage, change in changes if grams and _fits(question, change)]
    best = max(fitting, key=lambda told: share_held(grams, told[1].subject), default=None)
    if best is None or not _is_of(grams, *best) or (times and not best[1].one.value):
        return None
    passage, change = best
    text = passage.text
    result = multiple(change.other, change.one) if times else subtract(change.one, change.other)
    spans = sorted((q.start, q.end) for q in (change.one, change.other))
    span: Span = (spans[0][0], spans[-1][1])
    words = shown_span(text, (change.begin, span[1]), content_words(question.text))
    way = "是原来的" if times else "增加" if change.other.value > change.one.value else "减少"
    shown = f"{emphasize(text, words, *spans)}{citer.cite(passage, span)}"
    return f"{shown}，{way}{result.about}**{result.text}**（{result.working}）。"


def _is_of(grams: Sequence[str], passage: Passage, change: Change) -> bool:
    """Whether a change is surely of the thing asked about: its subject says so, or names it after what is before it."""
    held = share_held(grams, change.subject)
    whole = fold(f"{passage.context} {passage.text[: change.one.start]}")
    return held >= _SPOKEN or (held >= _NAMED and share_held(grams, whole) >= _SPOKEN)


def _fits(question: Question, change: Change) -> bool:
    """Whether a change is since the time that is asked for, as far as it is told, and of the unit asked for."""
    asked, told = _YEAR.findall(question.text), _YEAR.findall(change.when)
    if told and asked and not set(told) & set(asked):
        return False
    units = [unit for unit in question.measured if unit not in ("%", "倍")]
    return not units or any(same_unit(change.other.unit, unit) for unit in units) or change.other.unit == "%"
