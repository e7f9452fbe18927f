"""What speaks against the words of a claim where no number does: another weekday, batch or class, nothing at all.

``首批`` is contradicted by 第二批, 每周五 by 周三, A型 by B型, 要花钱 by 免费, 有三级医院 by 三级医院尚属空白.
"""

import re

from app.claims import direction, named
from app.content import content_bigrams, content_words
from app.spans import Span, bare, clauses

_WEEKDAY = re.compile("(?:周|星期|礼拜)(?P<value>[一二三四五六日天])(?![个年岁期])")
_ORDINAL = re.compile(
    r"(?:第(?P<value>[一二三四五六七八九十]|\d{1,3})|(?P<first>首|头一?))(?P<of>批|期|届|轮|季度|阶段|产业)"
)
_CLASS = re.compile(r"(?<![A-Za-z])(?P<value>[A-Za-z])(?P<of>型|类|级|档|股|轮)")
_PLACE = re.compile("(?P<value>[冠亚季])(?:军|(?<=[夺摘]冠))")
_PRIZE = re.compile("(?P<value>[特一二三])(?P<of>等奖)")
_GRADE = re.compile(r"(?P<value>[1-5])(?P<of>[Aa])(?![A-Za-z])")
_NUMERALS = {numeral: str(n) for n, numeral in enumerate("一二三四五六七八九十", 1)} | {"天": "日"}
_COSTS, _FREE = (
    re.compile("(?<!不)(?<!不用)(?<!不要)(?:花钱|收费|要钱|付费|交钱|掏钱|买票|收门票)"),
    re.compile("免费|不收费|免票|免收[^，,。]{1,6}费"),
)
_EXISTS = re.compile(
    "有没有|有无|是否有|是不是有|(?<![没拥])有[^，,。？?]{2,16}[吗吧么]|(?:发生|出现|存在|造成|导致|引发)(?:了|过)?[^，,。？?]{0,12}[吗吧没]"
)
_THERE = re.compile("有没有|有无|是否有|是不是有|(?<![没拥])有|(?:发生|出现|存在|造成|导致|引发)(?:了|过)?")
_NONE = re.compile(
    r"(?:尚属|仍是|还是|仍为|仍属|存在|处于)?空白(?!点)|(?:发生率|率|起数|人数|数|量)?(?:均|都|全部)?为(?:0|０|零)(?![.．\d])|"
    "零(?:发生|死亡|事故|伤亡|上访|案件|感染)|(?:未|没有?)(?:再)?发生"
)
_HARMED = re.compile("受伤|伤亡|死亡|遇难|丧生|身亡|死了?人|伤了?人|死伤|人员伤|出人命")
_UNHARMED = re.compile(
    "(?:零|无|没有?(?:造成|发生|出现)?|未(?:造成|发生|出现)?)(?:任何)?(?:一例|一人)?(?:人员|群众|人)?(?:因[^，,。；;]{1,6})?(?:伤亡|死亡|受伤|遇难)"
)
_CEASED = re.compile(
    "绝迹|杜绝|根除|根绝|断绝|消失|销声匿迹|归零|不再(?:有|发生|出现)|再(?:也)?没有?(?:发生|出现)|没有了"
)
_GOES_ON_STILL = re.compile("仍|依然|依旧|时有|屡有|还(?:有|存在|在)|尚(?:有|存)")
_SINCE = re.compile("(?P<scope>[\u4e00-\u9fff0-9]{2,12}?以来)")
_TOP, _NOT_TOP = (
    re.compile("最[高大多低小少快好长强]|第[一1](?![0-9])|首位"),
    re.compile("第(?:[二三四五六七八九十]|[2-9]|1[0-9]+)[位名]?"),
)
_ASKS_REACHED = re.compile(
    "(?:达到|实现|完成|达成)[^，,。？?多几]{0,8}(?:了)?(?:没有?|吗|吧)|(?:目标|预期|任务)[^，,。？?多几]{0,10}(?:达到|实现|完成|达成)"
)
_FELL_SHORT = re.compile(
    "(?:低于|落后于|未能?(?:达到|完成|实现)|没有?(?:达到|完成|实现))[^。；;]{0,24}?(?:(?:预期|年度|全年)*(?:目标|任务|计划)|预期|序时进度)"
)
_NEAR = 12  # characters beside a value that say what it is of
_LEAST_SCOPE = 5  # characters of a time since when by which it is known again
_ENOUGH = 0.3  # of the question's bigrams: so many before the words that deny make them speak of its matter


def contradiction(question: str, text: str) -> Span | None:
    """Return the span of ``text`` that contradicts what ``question`` claims in words, or None.

    >>> text = "今年获评省第二批示范乡镇"
    >>> text[slice(*contradiction("是省里首批示范乡镇吗?", text))]
    '第二批'
    """
    for pattern in (_WEEKDAY, _ORDINAL, _CLASS, _PLACE, _PRIZE, _GRADE):
        other = _other_value(pattern, question, text)
        if other:
            return other
    free = _FREE.search(text) if _COSTS.search(question) else None
    if free:
        return free.span()
    # Whether anyone was harmed, not whether fewer were.
    harmed = _HARMED.search(question) and not _UNHARMED.search(question) and not direction(question)
    unharmed = _UNHARMED.search(text) if harmed else None
    if unharmed:
        return unharmed.span()
    return (
        _fell_short(question, text)
        or _not_the_most(question, text)
        or _none_there(question, text)
        or _still_there(question, text)
        or _of_another(question, text)
    )


def _other_value(pattern: re.Pattern[str], question: str, text: str) -> Span | None:
    """Where ``text`` has values of the kind that the question names one of, but not that one.

    The clause that speaks most of the question's matter decides, where it has one: 天门峡获评5A级景区,龙潭古镇获评4A级.
    """
    for asked in pattern.finditer(question):
        grams = content_bigrams(f"{question[: asked.start()]} {question[asked.end() :]}")
        told = [match for match in pattern.finditer(text) if _kind(match) == _kind(asked)]
        own = max(clauses(text), key=lambda clause: _spoken(grams, text[slice(*clause)]), default=(0, 0))
        told = [match for match in told if own[0] <= match.start() < own[1]] or told
        if told and all(_value(match) != _value(asked) for match in told):
            return max(
                told, key=lambda match: _spoken(grams, text[max(0, match.start() - _NEAR) : match.end() + _NEAR])
            ).span()
    return None


def _spoken(grams: list[str], words: str) -> int:
    return sum(gram in words for gram in grams)


def _kind(match: re.Match[str]) -> str:
    return (match.groupdict().get("of") or "").upper()


def _value(match: re.Match[str]) -> str:
    if match.groupdict().get("first"):
        return "1"
    return _NUMERALS.get(match["value"], match["value"].upper())


def _fell_short(question: str, text: str) -> Span | None:
    """The words that say that a target was missed, where it is asked if it was reached (低于年初确定的6%的目标)."""
    short = _FELL_SHORT.search(text) if _ASKS_REACHED.search(question) else None
    start = max(text.rfind(mark, 0, short.start()) for mark in "。；;") + 1 if short else 0
    grams = content_bigrams(_ASKS_REACHED.sub(" ", question))
    if short is None or sum(gram in text[start : short.end()] for gram in grams) < _ENOUGH * len(grams):
        return None
    return short.span()


def _not_the_most(question: str, text: str) -> Span | None:
    """Where ``text`` ranks lower what is claimed to be the most of its kind since a time (有记录以来第3位)."""
    since = _SINCE.search(question) if _TOP.search(question) else None
    at = text.find(since["scope"][-_LEAST_SCOPE:]) if since else -1
    told = re.compile("[^、，,。；;]*").match(text, at) if at >= 0 else None
    lower = _NOT_TOP.search(told[0]) if told and not _TOP.search(told[0]) else None
    return (at + lower.start(), at + lower.end()) if lower else None


def _none_there(question: str, text: str) -> Span | None:
    """The clause that says that there is none of what the question asks to be there."""
    asked = _EXISTS.search(question)
    grams = content_bigrams(_THERE.split(question[asked.start() :])[-1].rstrip("了吗吧么没有？?")) if asked else []
    for start, end in clauses(text) if grams else ():
        denied = _NONE.search(text, start, end)
        told = text[start : denied.end()] if denied else ""
        if denied and sum(gram in told for gram in grams) >= _ENOUGH * len(grams):
            return bare(text, start, denied.end())
    return None


def _still_there(question: str, text: str) -> Span | None:
    """The clause that says that something goes on, where the question has it ended (绝迹, 仍有发生)."""
    ended = _CEASED.search(question)
    grams = content_bigrams(question.replace(ended[0], " ")) if ended else []
    for start, end in clauses(text) if grams else ():
        told = text[start:end]
        if _GOES_ON_STILL.search(told) and sum(gram in told for gram in grams) >= _ENOUGH * len(grams):
            return bare(text, start, end)
    return None


def _of_another(question: str, text: str) -> Span | None:
    """What is told of the place or body that is named, where what is claimed of it is told of another like it."""
    for name, kind in named(question):
        words = [word for word in content_words(question) if word not in name and name not in word and word in text]
        parts = clauses(text)
        own = [part for part in parts if name in text[slice(*part)]]
        if not own or not words:
            continue
        most = max(parts, key=lambda part: sum(word in text[slice(*part)] for word in words))
        told = text[slice(*most)]
        others = [other for other, other_kind in named(told) if other_kind == kind and other != name]
        least = max(sum(word in text[slice(*part)] for word in words) for part in own)
        if most not in own and others and sum(word in told for word in words) > least:
            return bare(text, *own[0])
    return None
