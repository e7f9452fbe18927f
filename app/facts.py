"""The hard facts of a sentence: amounts, other numbers, dates, names; which way it points and whether it denies.

Everything works on folded text (see ``index.lexical.fold``): width, thousands separators and traditional characters
tell no facts apart, and Chinese numerals, 万 and 亿 are read as the numbers they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from index.figures import find_quantities
from index.lexical import fold

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, at ``start:end`` of the folded text; ``value`` is in base units.

    ``comparators`` are those that its words allow: one in Chinese, sometimes two in English (above 60% may render
    超60% and 60%以上).

    """

    value: float
    unit: str
    comparators: frozenset[str]
    start: int
    end: int
    english: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text states that can be looked up.

    ``numbers`` are digits and numerals that belong to no amount, ``spelled`` names in Latin letters that may stand for
    the sound of Chinese ones or for their meaning.
    """

    amounts: tuple[Amount, ...]
    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    names: tuple[str, ...]
    spelled: tuple[str, ...] = ()


_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2", "十": "10"}
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
_DATE = re.compile(
    rf"(?P<year>(?:19|20)\d\d|[一二][〇零九一二三四五六七八]{{3}})年度?|(?P<range>{_MONTH}月?[-—–~至到]{_MONTH}月)|"
    rf"(?P<month>{_MONTH})月(?:份|底|初|中旬|上旬|下旬)?(?:(?P<day>\d{{1,2}}|[一二三]?十?[一二三四五六七八九]?)[日号])?|"
    r"(?P<quarter>[一二三四1-4])季度|"
    r"(?P<word>上半年|下半年|全年|年内|年底|年初|年末|今年|去年|明年|前年|上年|本年度?|当年|近年来?|同期|本月|上月|下月|今天|昨天|明天|今日|周[一二三四五六日末]|星期[一二三四五六日])"
)
_DIGIT_RUN = re.compile(r"\d+(?:\.\d+)?")
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_NUMERAL_RUN = re.compile(f"[{_NUMERALS}]+")
# Words in which a numeral counts nothing.
_IDLE_WORDS = """
    一 一些 一定 一起 一直 一致 一般 一体 一体化 一方面 一系列 一旦 一样 一面 一边 一同 一道 一线 进一步 统一 同一 唯一
    逐一 之一 第一时间 十分 万一 千方百计 万无一失 一律 一时 一切 一下 百姓 老百姓 万众 千万 单一 专一 三农 四季
"""
_IDLE = frozenset(_IDLE_WORDS.split())
_QUOTED = re.compile(r"[“\"《「『‘]([^”\"》」』’]{1,40})[”\"》」』’]")
_LATIN = re.compile(r"[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*", re.ASCII)
_PROPER = ("nr", "ns", "nt", "nz")
_CLAUSE = re.compile(r"[，,。；;！!？?\n]")
_UP = re.compile(r"(?<!负)增长|上升|提高|增加|上涨|提升|攀升|增幅|涨幅|回升|增至|翻番|突破")
_DOWN = re.compile(r"下降|减少|降低|负增长|下滑|下跌|回落|降幅|跌幅|缩减|减至|降至|缩短|减负")
_UP_EN = re.compile(r"\b(?:grew|grow\w*|increas\w*|rose|risen|rise\w*|rising|up|gain\w*|climb\w*|expand\w*)\b", re.I)
_DOWN_EN = re.compile(
    r"\b(?:fell|fall\w*|declin\w*|decreas\w*|drop\w*|down|reduc\w*|shrank|shrink\w*|negative growth|cut|shorten\w*)\b",
    re.I,
)
_NEGATION = re.compile(
    r"未(?![来央])|没(?![收落])|不(?![断仅但只同懈止忘少低小高超大足久畏负惧动平良])|"
    r"无(?![人公障论疑线缝偿数愧私悔微])|并非|绝非|缺乏|"
    r"\b(?:not|no|never|without|neither|nor|none|lacks?|lacking)\b|n['’]t\b|\bfail(?:s|ed)? to\b",
    re.I,
)


def chinese_facts(folded: str) -> Facts:
    """Return the facts of a folded Chinese text."""
    dates = list(_DATE.finditer(folded))
    dated = [match.span() for match in dates]
    amounts = tuple(a for a in read_amounts(folded) if not _inside((a.start, a.end), dated))
    taken = [*dated, *((a.start, a.end) for a in amounts)]
    return Facts(
        amounts,
        tuple(_loose_numbers(folded, taken)),
        tuple(dict.fromkeys(_date(match) for match in dates)),
        tuple(dict.fromkeys(_names(folded))),
    )


def read_amounts(folded: str) -> Iterator[Amount]:
    """Yield the quantities of a folded text; bare numbers are among them, calendar dates are not."""
    for found in find_quantities(folded):
        if found.unit not in ("月", "日", "季度"):
            yield Amount(found.value, found.unit, frozenset((found.comparator,)), found.start, found.end)


def read_dates(folded: str) -> frozenset[str]:
    """Return the dates that a folded text names, each in one normal form."""
    return frozenset(_date(match) for match in _DATE.finditer(folded))


def leading_date(text: str) -> int:
    """Return how many characters of ``text`` are a date that it opens with, and what joins it to the rest."""
    match = re.match(rf"(?:在|截至|截止|到)?(?:{_DATE.pattern})+(?:以来|期间|里|内|末|底|[,，])*", text)
    return match.end() if match else 0


def _inside(span: Span, spans: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _date(match: re.Match[str]) -> str:
    """Return a date in normal form: 2024年, 6月, 1-6月, 6月30日, 2季度, 上半年."""
    if match["year"]:
        return _numeral_digits(match["year"]) + "年"
    if match["range"]:
        first, last = re.split(r"[-—–~至到]", match["range"])
        return f"{_small(first.rstrip('月'))}-{_small(last.rstrip('月'))}月"
    if match["month"]:
        return f"{_small(match['month'])}月" + (f"{_small(match['day'])}日" if match["day"] else "")
    return f"{_small(match['quarter'])}季度" if match["quarter"] else match["word"]


def _numeral_digits(text: str) -> str:
    return "".join(_DIGITS.get(c, c) for c in text)


def _small(text: str) -> str:
    """Return a number up to 39 in digits."""
    if text.isdigit():
        return str(int(text))
    tens, ten, ones = text.partition("十")
    return str(10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))) if ten else _numeral_digits(text)


def _loose_numbers(folded: str, taken: Iterable[Span]) -> Iterator[str]:
    masked = list(folded)
    for start, end in taken:
        masked[start:end] = "\n" * (end - start)
    text = re.sub("[两二三]者", "\n\n", "".join(masked))
    yield from (match.group() for match in _DIGIT_RUN.finditer(text))
    position = 0
    for word in rjieba.cut(text):
        for match in _NUMERAL_RUN.finditer(word):
            if word not in _IDLE and not text.startswith("一是", position):
                yield match.group()
        position += len(word)


def _names(folded: str) -> Iterator[str]:
    """Yield what is quoted, Latin words, and what the segmenter takes for a proper noun."""
    yield from (match[1] for match in _QUOTED.finditer(folded))
    yield from (match.group() for match in _LATIN.finditer(folded))
    for word, tag in rjieba.tag(folded):
        if tag.startswith(_PROPER) and len(word) > 1 and not _DATE.search(word):
            yield word


def has_number(token: str, folded: str) -> bool:
    """Whether a number stands in a folded text as a whole: 600 does not stand in 6600 or 600.5."""
    if token[0].isascii():
        return re.search(rf"(?<![\d.]){re.escape(token)}(?!\d|\.\d)", folded) is not None
    return (
        re.search(rf"(?<![零一二两三四五六七八九十百千万亿]){token}(?![零一二两三四五六七八九十百千万亿])", folded)
        is not None
    )


def with_amounts_of(text: str, sources: Sequence[str]) -> str:
    """Return ``text`` with each amount as a source words it, where one has the same value but not the same words.

    Only what was left out or put in is changed: 200万元 becomes 超200万元, 460万元 becomes 460万.

    >>> with_amounts_of("收入200万元", ["营业收入超200万元"])
    '收入超200万元'
    """
    stated = {source[q.start : q.end]: q for source in sources for q in find_quantities(source)}
    for said in reversed(list(find_quantities(text))):
        alike = [
            w
            for w, q in stated.items()
            if q.value == said.value and (q.unit == said.unit or not (q.unit and said.unit))
        ]
        if (
            len(alike) == 1
            and said.comparator in ("=", stated[alike[0]].comparator)
            and alike[0] != text[said.start : said.end]
        ):
            text = text[: said.start] + alike[0] + text[said.end :]
    return text


def directions(text: str) -> frozenset[str]:
    """Return ``up``, ``down``, both or neither: which way a text says that something went."""
    found = set()
    if _UP.search(text) or _UP_EN.search(text):
        found.add("up")
    if _DOWN.search(text) or _DOWN_EN.search(text):
        found.add("down")
    return frozenset(found)


def denies(text: str) -> bool:
    """Whether a text says that something is not so."""
    return _NEGATION.search(text) is not None


@lru_cache(maxsize=4096)
def clause_around(text: str, start: int, end: int) -> str:
    """Return the clause of ``text`` that ``start:end`` lies in."""
    begin = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
    stop = _CLAUSE.search(text, end)
    return text[begin : stop.start() if stop else len(text)]


def normal(text: str) -> str:
    """Return ``text`` folded, in the form that all of these functions read."""
    return fold(text)
