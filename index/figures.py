"""Every quantity of a report: what it measures, value, unit, comparator, period and side."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.records import Figure, Passage

_BEFORE = {
    ">=": "不少于|不低于|不小于|至少",
    "<=": "不超过|不高于|不大于|至多|控制在",
    ">": "超过|超|突破|逾|大于|高于|多于",
    "<": "低于|少于|小于|不到|不足",
    "~": "接近|将近|大约|约|近",
}
# 节约700万元 is a saving and 公约3条 a treaty, not about so many.
_BEFORE_WORDS = "|".join(_BEFORE.values()).replace("|约|", "|(?<![节公签契条和])约|")
_AFTER = {">=": "以上|及以上", "<=": "以下|以内|之内|及以下", "~": "左右|上下", ">": "余|多"}
_UNITS = (
    "微克|毫克|分贝|课时|学时|平方公里|平方千米|平方米|立方米|公顷|公里|千米|厘米|毫米|海里|万千瓦时|千瓦时|千瓦|兆瓦|千伏|吨标准煤|吨|公斤|千克|米|"
    "个百分点|百分点|个工作日|工作日|人次|剂次|件次|批次|场次|车次|台次|辆次|架次|人天|个月|周年|周岁|岁|小时|分钟|美元|欧元|港元|元|亩|斤|克|升|"
    "[%％‰]|人|名|位|户|家|个|次|期|场|支|件|批|轮|项|处|条|座|所|间|栋|幢|套|台|辆|架|艘|列|头|只|匹|株|棵|盏|块|张|份|本|册|部|篇|"
    "种|类|级|届|天|日|倍|分|门|节|班|组|队|盘|宗|笔|例|段|款|枚|幅|首|颗|枝|尾|羽|床位|床|年|季度|月|"
    # Counted so in digits only: 一起, 三方 and 一口 are words of their own.
    "(?<=[\\d万千百余多])(?:起(?![来步点])|口(?![号径岸])|方(?![面式案向针])|片(?!区)|道|桶|对)"
)
_CALENDAR = ("年", "月", "日", "季度")
_CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CHINESE_SCALES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "千万": 10**7,
    "百万": 10**6,
    "亿": 10**8,
    "万": 10**4,
    "千": 1000,
    "百": 100,
    "": 1,
    None: 1,
}
# 三成, not 三成立 or 一成不变.
_TENTHS = "成(?:(?P<tenth>[半一二三四五六七八九])|(?![功立为员熟果本绩效长不分型品套片批群人年交份就色活因语体]))"
_QUANTITY = re.compile(
    rf"(?:(?P<before>{_BEFORE_WORDS})\s*)?(?P<percent>百分之)?"
    r"(?P<number>\d+(?:[,，]\d{3})*(?:[.．]\d+)?|(?<![几数])[零〇一二两三四五六七八九十百千]{1,9})"
    r"(?:\s*(?P<more>余|多|(?<=[十百千万\d])[来几](?=[万亿\w])))?(?:\s*(?P<scale>万亿|[千百]亿|亿|[千百]万|万|千(?![伏瓦米克卡])|百))?(?P<more2>余|多)?"
    rf"(?:\s*(?:(?P<tenths>{_TENTHS})(?P<more3>多)?|(?P<unit>{_UNITS})))?(?P<after>{'|'.join(_AFTER.values())})?"
)
_RANGE = re.compile(r"[-—－~～至]\d")
# Numbers that only count the items of a text: 3.稳增长“18条”, [4] behind a term that the notes explain.
_ITEM_NUMBER = re.compile(r"(?:^|(?<=\n))\d{1,3}(?:[、．]|\.(?!\d))|[\[〔【［]\d{1,3}\\?[\]〕】］]")
# 4A级, G227, 23·7: parts of a name.
_IN_NAME = re.compile(
    r"(?<![A-Za-z])[A-Za-z]{1,2}\d+(?![\d.])|\d+(?=[A-Za-z])(?!(?:kg|km|mw|kw|pm|am)\b)|\d+·\d+", re.IGNORECASE
)
_SPOKEN_DIGITS = frozenset("一二两三四五六七八九")
_YEAR = re.compile(
    r"(?:19|20)\d{2}年|[上下]半年|[一二三四1-4]季度|\d{1,2}(?:[-—－~至]\d{1,2})?月(?:份)?|今年|去年|明年|年内|年底"
)
_FUTURE_PATH = re.compile(
    r"下半年|明年|下一步|今后|未来|安排|打算|思路|谋划|展望|任务|目标|部署|建议|要求|(?<!一)计划|工作要点|[年步段](?:工作)?重点$"
)
_PAST_PATH = re.compile(r"回顾|总结|成效|完成情况|上半年|取得|以来")
_PROBLEM = re.compile(
    r"存在.{0,4}(?:问题|困难|不足)|问题(?:和|与)?(?:不足|困难)|主要问题|不满意|不足之处|差距|短板和不足|"
    r"有待(?:进一步)?(?:加强|增强|提升|提高|改善|完善|优化)|亟[待需](?:加快|提升|加强|补齐|破解)"
)
_INTENT = re.compile(r"计划|预计|力争|争取|拟|将|确保|目标")
_LATER = re.compile(r"下半年|[三四34]季度|明年|年底|年内|下一步|来年|下阶段")
_CLAUSE_END = "，,。；;！!？?\n"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what belongs to it: ``text[start:end]`` holds comparator, number, scale and unit.

    ``value`` is in base units, ``unit`` an empty string where the number stands alone.
    """

    start: int
    end: int
    value: float
    unit: str
    comparator: str


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of ``text`` from left to right. Calendar years and bare Chinese numerals are none.
    Numbers may be spoken: 三百多万, 十几个, 百分之三十, 三成半.

    >>> [(q.value, q.unit, q.comparator) for q in find_quantities("营业收入超200万元,同比增长10%以上")]
    [(2000000.0, '元', '>'), (10.0, '%', '>=')]
    """
    items = [match.span() for match in _ITEM_NUMBER.finditer(text)]
    items += [(match.start(), match.end() + 1) for match in _IN_NAME.finditer(text)]
    for match in _QUANTITY.finditer(text):
        number = match["number"]
        if any(start <= match.start("number") and match.end("number") < end for start, end in items):
            continue
        unit = "%" if match["percent"] or match["tenths"] else match["unit"] or ""
        if not number[0].isdigit() and not _counts(number, unit, match["scale"]):
            continue
        if unit == "年" and len(number) == 4 and number[0].isdigit():
            continue
        if match.end() == match.end("number") and _RANGE.match(text, match.end()):
            continue  # the 1 of 1-6月
        exact = _number(number) * _SCALES[match["scale"]]  # 4.35亿 is 43500万, exactly
        if match["tenths"]:
            exact = exact * 10 + (5 if match["tenth"] == "半" else _number(match["tenth"] or "零"))
        value = float(exact)
        if not math.isfinite(value):  # hundreds of digits in a row: no quantity, and no number in JSON
            continue
        yield Quantity(match.start(), match.end(), value, unit.replace("％", "%"), _comparator(match))


def _counts(numeral: str, unit: str, scale: str | None) -> bool:
    """Whether a Chinese numeral counts something: 三百多万 and 二十个 do, 千万要 and 三月三 do not."""
    if unit == "年":  # 连续八年, not 一年 or 二〇二四年
        return numeral != "一" and len(numeral) < 4 and not set(numeral) & {"零", "〇"}
    if unit:
        return unit not in ("月", "日", "分", "级", "季度")
    return scale in ("万", "亿", "万亿") and not _SPOKEN_DIGITS.isdisjoint(numeral)


def _number(text: str) -> Decimal:
    if text[0].isdigit():
        return Decimal(re.sub("[,，]", "", text).replace("．", "."))
    total = digit = 0
    for character in text:
        if character in _CHINESE_SCALES:
            total += (digit or 1) * _CHINESE_SCALES[character]
            digit = 0
        else:
            digit = digit * 10 + _CHINESE_DIGITS[character]
    return Decimal(total + digit)


def _comparator(match: re.Match[str]) -> str:
    for table, word in ((_BEFORE, match["before"]), (_AFTER, match["after"])):
        for comparator, words in table.items():
            if word and word in words.split("|"):
                return comparator
    if match["more"] in ("来", "几"):
        return "~"
    return ">" if match["more"] or match["more2"] or match["more3"] else "="


def tell_side(section: Sequence[str], text: str, ahead: bool = False) -> str:
    """Tell whether ``text`` under the headings ``section`` reports a result, a target, a plan or a problem.

    What is intended is a target when it carries a quantity and a plan otherwise. ``ahead`` is what is known of the part
    of the report (``index.outlook``) where no heading names a time.
    """
    path = " ".join(section)
    later = bool(_INTENT.search(text) and _LATER.search(text))
    innermost = next((part for part in reversed(section) if _FUTURE_PATH.search(part) or names_past(part)), "")
    future = names_future(innermost) if innermost else ahead
    if future or later:
        return "target" if any(quantity.unit for quantity in find_quantities(text)) else "plan"
    return "problem" if _PROBLEM.search(path) or _PROBLEM.search(text) else "result"


def names_past(heading: str) -> bool:
    """Whether a heading says that what stands under it is over."""
    return bool(_PAST_PATH.search(heading))


def names_future(heading: str) -> bool:
    """Whether a heading says that what stands under it is to come, and nothing that is over."""
    return bool(_FUTURE_PATH.search(heading)) and not names_past(heading)


def side_of(passage: Passage) -> str:
    """Tell what ``tell_side`` tells, of a passage as it stands in its report."""
    return tell_side(passage.section, passage.text, passage.ahead)


def is_intended(passage: Passage) -> bool:
    """Whether a passage tells a target or a plan."""
    return side_of(passage) in ("target", "plan")


def find_figures(passages: Sequence[Passage]) -> list[Figure]:
    """Return the quantities of ``passages`` as records: in digits, with a unit or scale, and no calendar dates."""
    figures: list[Figure] = []
    for passage in passages:
        for quantity in find_quantities(passage.text):
            words = passage.text[quantity.start : quantity.end]
            measured = (quantity.unit or re.search("[万亿]", words)) and quantity.unit not in _CALENDAR
            if measured and any(character.isdigit() for character in words):
                figures.append(_figure(passage, quantity))
    return figures


def _figure(passage: Passage, quantity: Quantity) -> Figure:
    text = passage.text
    clause_start = max(text.rfind(mark, 0, quantity.start) for mark in _CLAUSE_END) + 1
    clause_end = min((i for i in (text.find(m, quantity.end) for m in _CLAUSE_END) if i >= 0), default=len(text))
    period = _YEAR.search(text) or _YEAR.search(" ".join(reversed(passage.section)))
    return Figure(
        report=passage.report,
        start=passage.start + quantity.start,
        end=passage.start + quantity.end,
        quote=text[quantity.start : quantity.end],
        subject=_subject(text, clause_start, quantity.start),
        value=quantity.value,
        unit=quantity.unit,
        comparator=quantity.comparator,
        period=period.group() if period else "",
        side=tell_side(passage.section, text[:clause_end], passage.ahead),
        passage=passage.id,
    )


def _subject(text: str, start: int, end: int) -> str:
    """The words of the clause before the quantity; a clause that only continues takes the one before it too."""
    words = text[start:end].strip()
    if start > 1 and (len(words) < 2 or re.match("同比|增长|下降|增幅|其中|占|环比|较", words)):
        before = max(text.rfind(mark, 0, start - 1) for mark in _CLAUSE_END) + 1
        words = (text[before : start - 1] + " " + words).strip()
    return words
