"""Take a message apart that asks several questions at once: by its sentences, its clauses, the things it names.

``投了多少钱,什么时候完工?`` asks two questions, ``甲村、乙村和丙村分别是多少?`` three. Rules of the language only;
whether the parts are answered better than the whole is for ``app.several`` to see.
"""

import re
from collections.abc import Iterator

from app.english import is_english
from app.topic import MEASURE
from app.versus import tell_versus

_QUOTED = re.compile(r"[“\"《‘「『][^”\"》’」』]{1,60}[”\"》’」』]|[（(][^（）()]{1,60}[）)]")
_SENTENCE = re.compile(r"[^？?！!。；;\n]+[？?！!。；;\n]*")
_ASKS = re.compile(
    r"多少|(?<![这那前近好头十百千万])几(?![乎年来])|什么|啥|哪|谁|怎|咋|如何|为何|何时|何处|多[大高长久远](?![于的])|吗|呢[？?]?$|嘛[？?]?$|"
    r"是否|是不是|有没有|有无|能不能|会不会|没有?[？?]?$|(?P<verb>[\u4e00-\u9fff])没(?P=verb)"
)
_NO_QUESTION = re.compile("^(?:无论|不管|不论|别管)")
# What asks nothing by itself: whether the words before are so, another choice, a condition that only repeats.
_CONFIRMS = re.compile(
    r"(?:这|我)?(?:个|种)?(?:说法|数字|消息|说的|记得|理解)?(?:是|对|真的?|没错|属实|准确|正确|可信|有|好|行)*(?:这样|这么回事|真的?|的)?"
    r"(?:不是|不对|没有|没错|吗|吧|嘛|么|不|没)*[？?。！!]*"
)
_CHOICE = re.compile("^(?:还是|或者|抑或|又或)")
_CONDITION = re.compile("^(?:如果|要是|假如|若)?(?:已经?|真)?(?:是|有|没有|没|建|完成|达到|做|开)?(?:了|过)?(?:的话)?$")
_REQUEST = re.compile(
    "^(?:请|麻烦|再|先|能|可以|帮我|给我|简单|简要|概括|具体|详细|大致|分别|一起)*(?:地|的)?"
    "(?:讲|说|谈|介绍|列举?|总结|概括|回答|告诉我|谢谢|多谢|感谢)(?:[讲说谈]|一讲|一说|一下|下|出来|清楚|明白|几条|几点)*[了吧啊]?$"
)
_LINK = re.compile(
    "^(?:(?:以及|并且|同时|还有|另外|此外|而且|和(?![平谐])|与(?!会)|及(?!时))(?:问一?下|请问)?[，,：:]?|"
    "(?:其次|最后|第[一二三四五])[，,：:、])(?=.{3})"
)
_ALSO = re.compile(
    "(?<=[\u4e00-\u9fff])(?:以及|还有|并且|同时|另外|和|与|及|、(?=[^，,、多几什哪谁怎]{3}))"
    "(?=[^，,]{0,14}(?:多少|(?<![这那前近好])几|什么|哪|谁|怎))"
)
_AMOUNT = re.compile("多少|(?<![这那前近好])几")
_EACH = re.compile(
    "(?P<names>[^，,？?]{3,60}?)(?P<between>[，,][^，,？?、和与]{0,16})?(?:分别|各自?)(?![种类项级地方界镇村部样位个])"
    "(?P<ask>[^，,？?]{0,12}?(?:多少|几|什么|哪|谁|怎|多[大高长久])[^，,？?]*)"
)
_JOIN = re.compile("、|以及|[和与及跟]")
_THESE = re.compile("(?:这|那)[两三四五六七八九2-9][个家项座处条种类][\u4e00-\u9fff]{0,8}$")
_NAME = 2  # characters that a name has at least
_ENGLISH = re.compile(
    r"(?<=\?)\s+|(?:,\s*|;\s*|\s+)(?:and|but)\s+(?=(?:what|how|who|whom|when|where|which|why|is|are|was|were|did|does|do|has|have|will)\b)",
    re.IGNORECASE,
)


def split_questions(text: str) -> list[str]:
    """Return the questions that ``text`` asks, in order; ``text`` alone where it asks one.

    The parts lean on those before them as a follow-up does.

    >>> split_questions("农贸市场投了多少钱,什么时候完工?")
    ['农贸市场投了多少钱', '什么时候完工?']
    >>> split_questions("甲村、乙村和丙村分别收了多少户?")
    ['甲村收了多少户?', '乙村收了多少户?', '丙村收了多少户?']
    """
    if is_english(text):
        parts = [part.strip() for part in _ENGLISH.split(text)]
    else:
        parts = [named for asked in _questions(text) for named in _of_each_name(asked)]
    asks = all(sum(character.isalnum() for character in part) > 1 for part in parts)  # 啥? alone is no question
    return parts if len(parts) > 1 and asks else [text]


def _questions(text: str) -> Iterator[str]:
    """Yield the questions of a Chinese text, each with the clauses before it that ask nothing."""
    waiting, asked = "", ""
    for clause in _clauses(text):
        clause = clause.removeprefix("、")
        plain = clause.strip("，,。；;！!？?\n \t")
        if asked and (_CHOICE.match(plain) or (plain and _CONFIRMS.fullmatch(plain))):
            asked += waiting + clause
            waiting = ""
        elif not _asks(clause):
            waiting += "" if _CONDITION.match(plain) or (asked and _REQUEST.match(plain)) else clause
        else:
            if asked:
                yield asked.strip("，,；;、 \n")
            asked, waiting = _whole(waiting + clause, asked), ""
    if asked or waiting:
        yield (asked + waiting).strip("，,；; \n") if asked else waiting


def _whole(clause: str, before: str) -> str:
    """``clause`` without the word that joins it to the question before, with the verb that it shares with that one."""
    own = _LINK.sub("", clause)
    verb = _AMOUNT.search(before)
    return before[: verb.start()] + own if verb and own != clause and _AMOUNT.match(own) else own


def _asks(clause: str) -> bool:
    words = _QUOTED.sub("", clause)
    return not _NO_QUESTION.match(words) and bool(_ASKS.search(words) or re.search("[？?]$", words))


def _clauses(text: str) -> Iterator[str]:
    """Cut at the ends of sentences, at commas, and at 和 or its like between two that ask; never inside quotations."""
    masked = _QUOTED.sub(lambda found: "引" * len(found[0]), text)
    start = 0
    for sentence in _SENTENCE.finditer(masked):
        for cut in _cuts(sentence[0]):
            yield text[start : sentence.start() + cut]
            start = sentence.start() + cut
        yield text[start : sentence.end()]
        start = sentence.end()


def _cuts(sentence: str) -> list[int]:
    commas = [found.end() for found in re.finditer("[，,](?!\\d{3}(?!\\d))", sentence)]
    if tell_versus(sentence):
        return commas
    links = (also.start() for also in _ALSO.finditer(sentence))
    return sorted([*commas, *(link for link in links if _ASKS.search(sentence[:link]))])


def _of_each_name(question: str) -> Iterator[str]:
    """Yield the question for each of the things of which it is asked what they are each (分别, 各)."""
    found = _EACH.search(question)
    names = [name.strip("的 ") for name in _JOIN.split(_THESE.sub("", found["names"]))] if found else []
    if found is None or len(names) < 2 or any(len(name) < _NAME for name in names):
        yield question
        return
    tail, head = _shared(names), question[: found.start()]
    link = "是" if re.match("多|几|什么(?!时候|地方)", found["ask"]) else ""
    said = (found["between"] or "").lstrip("，,")
    for name in names:
        yield f"{head}{name}{'' if name.endswith(tail) else tail}{said}{link}{found['ask']}{question[found.end() :]}"
        head = ""


def _shared(names: list[str]) -> str:
    """What the last name says for all: 的种植面积 in 宣莲和油茶的种植面积, 收入 in 城镇和农村居民收入."""
    last = re.search(f"的[^的]{{2,12}}$|{MEASURE}$", names[-1])
    if last is None or last.start() < _NAME or any(re.search(f"的|{MEASURE}", name) for name in names[:-1]):
        return ""
    return last[0]
