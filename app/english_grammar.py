"""The fixed parts of English questions: question words, times, numbers, and pinyin spelt in Latin letters."""

import re
from functools import cache
from typing import Literal

from app.english_dictionary import stem

Role = Literal["time", "ask", "asked", "which", "word", "of", "break", "tail", "bound"]
"""What a piece of the question does: a time; a question word that ends the Chinese question (ask), or stands before
what it asks (asked; which, where that keeps its place); a word; the ``of`` between two; a break between phrases; a word
after the question word (tail); what bounds the number behind it and breaks phrases elsewhere (bound)."""

_PHRASES: dict[Role, str] = {
    "ask": """
        how much money=多少钱|how much revenue=多少收入|how long=多长时间|when=什么时候|what time=什么时候
        |at what time=什么时候|on what date=什么时候|what date=什么时候|on which date=什么时候|which date=什么时候
        |what day=哪天|which day=哪天|by when=什么时候|until when=什么时候|since when=什么时候|how soon=什么时候
        |in which year=哪一年|which year=哪一年|what year=哪一年|in what year=哪一年|in which month=哪个月
        |which month=哪个月|what month=哪个月|which quarter=哪个季度|where=哪里|in which place=哪里
        |why=为什么|how come=为什么|for what reason=为什么|who=谁|whom=谁|whose=谁的
        |how long did it take=用时多长时间|how long does it take=用时多长时间|how long will it take=用时多长时间
        |what percentage=百分之几|what percent=百分之几|by what percentage=百分之几|by what percent=百分之几
        |by at least what percentage=至少百分之几|by at least what percent=至少百分之几|at what rate=增长多少
        |by how many percentage point=多少个百分点|how many percentage point=多少个百分点
        |what percentage of=占比多少|what proportion=占比多少|what share=占比多少|what fraction=占比多少
        |by how much=多少|by at least how much=至少多少|how fast=增长多少|how large=多大|how big=多大|how high=多高
        |how far=多远|how old=多少岁|what is the name=叫什么名字|what was the name=叫什么名字
        |what are the name=叫什么名字|what be call=叫什么|what kind=哪些|what type=哪些|how well=怎么样|how=怎么""",
    "asked": """
        how many=多少|how much=多少|what number=多少|how many time=多少次|how often=多少次""",
    "which": "which=哪个|which of=哪个",
    "time": """
        first half of the year=上半年|first half of this year=今年上半年|first half=上半年
        |second half of the year=下半年|second half of this year=今年下半年|second half=下半年
        |latter half=下半年|first half year=上半年|in the year=全年|during the year=全年|over the year=全年
        |for the year=全年
        |of the year=全年|in a year=全年|year round=全年|whole year=全年|entire year=全年|full year=全年
        |all year=全年
        |all year round=全年|throughout the year=全年|each year=每年|every year=每年
        |first quarter=一季度|second quarter=二季度|third quarter=三季度|fourth quarter=四季度
        |first three quarter=前三季度|this year=今年|last year=去年|next year=明年
        |previous year=上年|past year=过去一年
        |year before last=前年|past five year=过去五年|last five year=过去五年|next five year=今后五年
        |end of the year=年底|end of this year=今年底|by year end=年底|year end=年底|so far=目前|currently=目前|now=目前
        |next stage=下一步|next step=下一步|january to june=1-6月|from january to june=1-6月
        |year on year=同比|year over year=同比|compare with last year=同比|compare to last year=同比
        |compare with the previous year=同比|compare to the previous year=同比|compare with a year earlier=同比
        |compare with the year before=同比|over last year=同比|on last year=同比|from last year=同比
        |over the previous year=同比|from the previous year=同比|on the previous year=同比|than last year=比去年
        |than a year earlier=同比|than the year before=同比|compare with the same period last year=同比""",
    "word": """
        and=和|compare with=比|than=比|more=更多|most=最多|higher=更高|highest=最高|larger=更大|largest=最大
        |bigger=更大|greater=更大|less=更少|fewer=更少|smaller=更小|lower=更低|least=最少|lowest=最低
        |faster=更快|slower=更慢|longer=更长|difference=相差|each=各|respectively=分别
        |total=总|in total=总共|altogether=一共|first=第一|second=第二|third=第三|fourth=第四|fifth=第五
        |at least=至少|not=没有|wrong=错|yuan=元|rmb=元|percent=百分之|us dollar=美元|dollar=美元
        |mu=亩|kilometer=公里|kilometre=公里|km=公里|meter=米|metre=米|ton=吨|tonne=吨|square meter=平方米
        |square metre=平方米|square kilometre=平方公里|square kilometer=平方公里|cubic metre=立方米
        |cubic meter=立方米|hectare=公顷|day=天|week=周|hour=小时|kilowatt hour=千瓦时|kilowatt=千瓦|megawatt=兆瓦""",
    "tail": "summariz=总结一下|summaris=总结一下|summary=总结一下|overview=总体情况|true=对吗|correct=对吗|right=对吗"
    "|list=有哪些|list all=有哪些|name=有哪些",
    "of": "of=",
    "break": "in=|on=|at=|for=|by=|from=|with=|during=|through=|under=|within=|after=|before=|into=|between=|that=|or="
    "|number of=|the number of=|a number of=|a total of=|as well as=|such as=|in term of=|in order to=|because of="
    "|opening paragraph=|first paragraph=|begin of the report=|the year=|all over=",
    "bound": "over=超|above=超|more than=超过|less than=不到|below=不到",
}
_STOP = """
    a an the is are was were be been being am do does did done has have had will would shall should can could may might
    must it its this these those there their they them he she his her our we us you your i me my to as up out off so
    too also just any some all much many such please tell give about roughly approximately around exactly actually
    just ignore according say said mention state there here very only supposed expect happen us make get go come take
    how per re s t ve ll d one ones thing really truly see saw seen still yet ever own other both
    various several whether if while since because
"""
STOP = frozenset(stem(word) for word in _STOP.split())
"""Stems that carry nothing by themselves."""
OWN = frozenset(
    map(stem, ("township", "town", "village", "county", "district", "city", "province", "bureau", "government"))
)
"""Stems of what a report calls itself by: a question to it need not name it."""
YES_NO = frozenset(
    ("is", "are", "was", "were", "did", "does", "do", "ha", "has", "have", "had", "will", "can", "could")
)
"""Stems that open a question to be answered with yes or no."""
MODAL = frozenset(("should", "would", "must", "may", "might"))
"""Further stems that stand between a question word and its subject."""
_QUANTITIES = """
    收入 支出 投资 面积 总值 产值 增速 增长 增长率 率 额 总额 占比 比重 比例 数量 规模 产量 总量 人次 价格 资金
"""
QUANTITIES = frozenset(_QUANTITIES.split())
"""Chinese words, and endings of words, after which ``what is`` asks for a quantity."""
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
_CARDINALS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_MONTHS = """
    january february march april may june july august september october november december
"""
_INITIALS = """
    b p m f d t n l g k h j q x zh ch sh r z c s y w
"""
_FINALS = """
    a o e ai ei ao ou an en ang eng ong i ia ie iao iu ian in iang ing iong u ua uo uai ui uan un uang ue v ve er
"""


def _phrases() -> dict[tuple[str, ...], tuple[str, Role]]:
    table: dict[tuple[str, ...], tuple[str, Role]] = {}
    for role, entries in _PHRASES.items():
        for entry in entries.split("|"):
            english, _, chinese = entry.strip().partition("=")
            table[tuple(stem(word) for word in english.split())] = (chinese, role)
    for month, name in enumerate(_MONTHS.split(), start=1):
        if name not in ("may", "march"):
            table[(stem(name),)] = (f"{month}月", "time")
    return table


PHRASES = _phrases()
"""Fixed phrases, as tuples of stems, with their Chinese form and role."""


def number(words: list[str]) -> tuple[str, int]:
    """Read a number at the start of ``words`` (lower case): the Chinese way of writing it, and the words read.

    >>> number(["10", "billion", "yuan"]), number(["four", "sales"]), number(["6,600", "mu"])
    (('100亿', 2), ('4', 1), ('6600', 1))
    """
    first = words[0].replace(",", "") if words else ""
    if re.fullmatch(r"\d+(?:\.\d+)?", first):
        value = float(first)
    elif first in _CARDINALS[2:]:
        value = float(_CARDINALS.index(first))
    else:
        return (first, 1) if re.fullmatch(r"\d+(?:\.\d+)?%", first) else ("", 0)
    used = 1
    while used < len(words) and words[used] in _SCALES and value < 1e15:
        value *= _SCALES[words[used]]
        used += 1
    if used == 1 and value < 1e4:
        return (first if first[0].isdigit() else f"{value:g}"), 1
    for unit, size in (("亿", 1e8), ("万", 1e4)):
        if value >= size:
            return f"{value / size:.10g}{unit}", used
    return f"{value:.15g}", used


@cache
def _syllable_pattern() -> re.Pattern[str]:
    initials = "|".join(sorted(_INITIALS.split(), key=len, reverse=True))
    finals = "|".join(sorted(_FINALS.split(), key=len, reverse=True))
    return re.compile(f"(?:{initials})?(?:{finals})")


def split_syllables(name: str) -> list[list[str]]:
    """Return the ways to read ``name`` as two to four pinyin syllables; none for what is not pinyin.

    >>> split_syllables("xuanping")[0], split_syllables("street")
    (['xuan', 'ping'], [])
    """
    found: list[list[str]] = []
    if len(name) <= 24 and name.isascii() and name.isalpha():
        _split_from(name.lower(), [], found)
    return sorted((way for way in found if 2 <= len(way) <= 4), key=len)[:8]


def _split_from(rest: str, done: list[str], found: list[list[str]]) -> None:
    if not rest:
        found.append(done)
    elif len(done) < 4:
        for length in range(min(6, len(rest)), 0, -1):
            if _syllable_pattern().fullmatch(rest[:length]):
                _split_from(rest[length:], [*done, rest[:length]], found)
