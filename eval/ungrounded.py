"""Find numbers, dates and names of an answer that its cited words do not hold.

Written apart from ``app.grounding``, which it is to judge: plain patterns over the words that a reader sees.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

import rjieba

from app.answer import UNTOLD_EN, UNTOLD_ZH, Answer
from app.english import is_english

_SCALES = {
    "万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 1000, "百": 100,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_NUMBER = re.compile(
    rf"(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)(?:\s*[余多来几])?\s*(?P<scale>{'|'.join(_SCALES)})?", re.IGNORECASE
)
_NUMERAL = re.compile(
    r"[零一二两三四五六七八九十百千万亿]+(?=余?多?[个家名位项次场所座条户亩元期批处支件人])|百分之[零一二三四五六七八九十百]+"
)
_WORDS = {word: n for n, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2)}
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_CHINESE_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_DATE = re.compile(r"上半年|下半年|全年|今年|去年|明年|年底|年内|[一二三四]季度|\d{1,2}月|(?:19|20)\d\d年")
_ENGLISH_DATES = {
    "first half": "上半年", "second half": "下半年", "last year": "去年", "next year": "明年", "this year": "今年",
    "first quarter": "一季度", "second quarter": "二季度", "third quarter": "三季度", "fourth quarter": "四季度",
}  # fmt: skip
# What an answer says it does not tell, in the question's words.
_UNTOLD = re.compile("|".join(re.escape(said).replace(r"\{\}", ".*?") for said in (UNTOLD_ZH, UNTOLD_EN)))
_QUOTED = re.compile(r"[“《「『]([^”》」』\n]+)[”》」』]")
_MARKS = re.compile(r"\[\d+\]|\*\*|\\(?=[^\w\s])|&(?:amp|lt|gt);")
_WORKING = re.compile(r"[(（](?P<left>[^()（）=≈]*[+\-÷][^()（）=≈]*)[=≈](?P<result>[^()（）=≈]+)[)）]")
_GROWN = re.compile(r"(?P<now>\d[^÷()]*)÷\(1(?P<sign>[+\-])(?P<rate>\d+(?:\.\d+)?%)\)[=≈](?P<result>[^()=≈]+)\)")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_IDLE = ("一个", "一些", "一批", "一系列")


def find_ungrounded(answer: Answer) -> list[str]:
    """Return what an answered question is told that no cited word bears out.

    What is computed from cited numbers is borne out: sums and differences of two, and what a working in brackets
    (1＋2＋3＝6, 3÷4＝75%) makes of cited numbers alone, where it comes out as written.

    In English answers names in Latin letters are not judged: the report has none of them.
    """
    if answer.status != "answered":
        return []
    text = _plain(_UNTOLD.sub("", answer.text))
    # An English answer may quote more than it says itself.
    english = is_english(answer.question) or len(re.findall("[A-Za-z]", text)) > len(
        re.findall("[\u4e00-\u9fff]", text)
    )
    cited = _plain("\n".join(citation.quote for citation in answer.citations), marks=False)
    values = set(_values(cited))
    computed = {abs(one - other) for one, other in combinations(values, 2)}
    computed |= {one + other for one, other in combinations(values, 2)}
    computed |= set(_worked_out(text, values))
    wrong = [str(value) for value in _values(text) if value not in values and value not in computed]
    wrong += [date for date in _dates(text) if date not in cited]
    wrong += [name for name in _names(text, english) if name.lower() not in cited.lower()]
    return wrong


def _worked_out(text: str, cited: set[Decimal]) -> Iterator[Decimal]:
    """Yield the results of the workings in brackets whose operands are all cited and which come out as written.

    A sum or difference must be exact, a quotient right to the last digit that is written.
    """
    for match in _WORKING.finditer(text):
        operands, signs = list(_numbers(match["left"])), re.findall("[+\\-÷]", match["left"])
        result = next(_numbers(match["result"]), None)
        if result is None or not operands or len(operands) != len(signs) + 1 or not cited.issuperset(operands):
            continue
        if signs.count("÷") == len(signs) == 1 and operands[1]:
            quotient = operands[0] / operands[1]
            step = _last_digit(match["result"])
            if any(abs(quotient * scale - result) <= step / 2 for scale in (1, 100)):
                yield result
        elif "÷" not in signs:
            total = operands[0]
            for sign, operand in zip(signs, operands[1:], strict=True):
                total += operand if sign == "+" else -operand
            if total == result:
                yield result
    yield from _undone_growth(text, cited)


def _undone_growth(text: str, cited: set[Decimal]) -> Iterator[Decimal]:
    """Yield the results of workings like 6600÷(1＋10%)＝6000, and the 1 in them."""
    for match in _GROWN.finditer(text):
        now, rate, result = (next(_numbers(match[name]), Decimal(0)) for name in ("now", "rate", "result"))
        factor = 100 + (rate if match["sign"] == "+" else -rate)
        if {now, rate} <= cited and factor and abs(now * 100 / factor - result) <= _last_digit(match["result"]) / 2:
            yield from (result, Decimal(1))


def _last_digit(text: str) -> Decimal:
    """What one more in the last digit of the first number of ``text`` is worth."""
    match = _NUMBER.search(text)
    if match is None:
        return Decimal(0)
    scale = _SCALES[(match["scale"] or "").lower()] if match["scale"] else 1
    return Decimal(10) ** -len(match["digits"].partition(".")[2]) * scale


def _plain(text: str, marks: bool = True) -> str:
    if marks:
        text = _MARKS.sub(lambda match: _ENTITIES.get(match[0], ""), text)
    return unicodedata.normalize("NFKC", text)


def _numbers(text: str) -> Iterator[Decimal]:
    for match in _NUMBER.finditer(text):
        scale = _SCALES[(match["scale"] or "").lower()] if match["scale"] else 1
        yield Decimal(match["digits"].replace(",", "")) * scale


def _values(text: str) -> Iterator[Decimal]:
    yield from _numbers(text)
    for match in _NUMERAL.finditer(text):
        if text[match.start() : match.end() + 1] not in _IDLE:
            yield Decimal(_read_numeral(match[0].removeprefix("百分之")))
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _WORDS:
            yield Decimal(_WORDS[word])


def _read_numeral(text: str) -> int:
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif _CHINESE_SCALES[character] < 10**4:
            section += (digit or 1) * _CHINESE_SCALES[character]
            digit = 0
        else:
            total = (total + section + digit) * _CHINESE_SCALES[character]
            section = digit = 0
    return total + section + digit


def _dates(text: str) -> Iterator[str]:
    yield from _DATE.findall(text)
    lowered = text.lower()
    yield from (chinese for english, chinese in _ENGLISH_DATES.items() if english in lowered)


def _names(text: str, english: bool) -> Iterator[str]:
    yield from _QUOTED.findall(text)
    if english:
        yield from re.findall("[\u4e00-\u9fff]{2,}", text)
        return
    yield from re.findall(r"[A-Za-z]{2,}", text)
    yield from (word for word, tag in rjieba.tag(text) if tag in ("nr", "ns", "nt", "nz") and len(word) > 1)
