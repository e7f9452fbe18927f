"""Take a comparison apart: what it sets against what, and the question asked of each alone."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from app.content import content_words
from app.topic import MEASURE
from app.versus import tell_versus

_JOINS = frozenset(("和", "与", "跟", "同", "及", "还是", "、"))
_THAN = re.compile(
    "(?<![同环占对相])要?比(?![例重率值较如赛方])|(?<![比计])较(?![去上前]年|同期|年初|往年|[为多高大少低快慢好强])"
)
_CUE = (
    r"哪|谁|(?:是不是|是否|是)?(?:不?一样|同一个|相同|相等)|各(?![种类项级地方界镇村部样])|分别|相比|相差|对比|差(?=多少|几|了|距|多大|多远)|比(?![例重率较])|比较|"
    r"更?(?:[多高大低快慢狠猛]|(?<!多)少)(?=出|了|多少|几|还是|一些|一点|[?吗]|$)|是(?=多|少|高|低)"
)
_END = re.compile(rf"[,;?。]|{_CUE}")
_START = re.compile(r"[,:;?。!]")
_ASKS_WHICH = re.compile(
    r"[多高大少低快慢狠猛]了?还是.*|^(?:相比|对比|比较?)|(?:哪(?:一?[个项边种样类家头年块方里笔处]|里)?|谁)的?|得?更?(?:[多高大少低快慢强狠]|厉害|猛)(?:一些|一点|些)?$|"
    r"(?:是不是|是否|是)?(?:不?一样|同一个|相同|相等).*|相差|差距?|各(?:自|是|有|为)?|分别|还是.*|(?:[多高大少低快慢](?:出|了)?|是|有|为)?(?:多少|几)\S*"
)
_JOIN_EN = re.compile(r"\s+(?:or|versus|vs\.?|and|than|compared (?:to|with))\s+", re.IGNORECASE)
_START_EN = re.compile(r"[,;:?]\s*|\bbetween\s+|\b(?:is|are|was|were|did|does)\s+", re.IGNORECASE)
_END_EN = re.compile(r"[,;?]")
_TIME = re.compile(r"去年|今年|明年|上年|[上下]半年|\d{4}年|(?:第?[一二三四]|\d)季度|目前|现在")
_ASPECT = "实际|目标|计划|任务|预期|完成"  # on which side of a result a side is
# 多开了几次, 干了多少
_ASKS_AMOUNT = re.compile("(?:[多高](?![多少几])(?P<verb>[^多少几]{0,4}))?(?:多少|几)(?P<unit>[^,?。多少几]{0,3}).*")
_TIMES = re.compile(
    r"(?P<left>[^,?。]{2,}?),?(?:差不多|大[概约]|约|究竟|到底)*(?:是|为|相当于)(?P<right>[^,?。]{2,}?)的?(?:几|多少)倍"
)
AIM = re.compile("目标|任务|计划|预期")
"""What calls something an aim."""
# How far a thing is from its aim: 固投增速离年初的目标还差几个点, 税收比年初计划多收了多少.
_GAP = re.compile(
    rf"(?P<left>[^,。?]{{2,24}}?)(?:离|距离?|与|跟|和|同|较|(?<![占例])比(?![例重率较值]))(?P<right>[^,?。]{{0,16}}?(?:{AIM.pattern})(?:数|值)?)"
    r"(?:相?比)?[^,?。]{0,4}?[差缺欠低高少多超慢快][^,?。]{0,3}(?:多少|几|多远|多大)"
)
_SET = re.compile(
    rf"{_TIME.pattern}|{AIM.pattern}|[年月]初|全年|年度|年内|原?[先来]?[设制确]?定下?[的了]|(?:上[级面]|[省市县区镇州]里?)(?:给|下达?|分配|交|定)?的?|指标|数|值|\d[\d.]*[^\d的]*"
)
# What only asks of either side whether it is the more: 是户数增得快还是金额增得快.
_WHETHER, _MORE = (
    re.compile("(?:到底|究竟|请问)?(?:是)?"),
    re.compile("(?:增长|上涨|下降|[增涨升降长])?(?:的|得)?(?:更|要)?(?:[多高大少低小快慢长短强猛])(?:一些|一点|些)?$"),
)
_HOW_FAR = re.compile("(?:增长|下降|上升|[增涨升降])得(?:更|最)?[狠猛]?$")  # 降得狠
_LEAST = 2  # characters of a name


@dataclass(frozen=True, slots=True)
class Sides:
    """The two things a comparison names, in its words, and the question asked of each alone."""

    names: tuple[str, str]
    questions: tuple[str, str]


def split_sides(text: str, lang: str) -> Sides | None:
    """Split a comparison at the word that joins its two sides, or return None where it names no two.

    >>> split_sides("美术基地和集散中心,下半年哪个要求的工程量高?", "zh").questions
    ('美术基地下半年要求的工程量是多少?', '集散中心下半年要求的工程量是多少?')
    """
    plain = unicodedata.normalize("NFKC", text).encode("utf-8", "replace").decode("utf-8")  # no lone surrogates
    return _split_english(plain) if lang == "en" else _split_chinese(plain)


def _split_chinese(text: str) -> Sides | None:
    versus = tell_versus(text)
    if versus:
        one, other = versus.names
        tail, prefix = _shared_tail(one, other), text[: max(0, text.find(one))]
        prefix = prefix if content_words(prefix) else ""
        return Sides(versus.names, (f"{prefix}{one}{tail}是多少?", f"{prefix}{other}是多少?"))
    gap = _split_gap(text)
    if gap:
        return gap
    times = _TIMES.search(text)
    if times:
        left, right = (times[group].strip(" ,的") for group in ("left", "right"))
        if not (left and right):
            return None
        before = text[: times.start()] if _TIME.fullmatch(left) else ""  # 签约项目,2024年是上年的几倍
        other = _continued(left, right, "") or right
        return Sides((left, right), (f"{before}{left}是多少?", f"{before}{other}是多少?"))
    chosen = None
    for start, end, word in _joins(text):
        cut = _cut(text, start, end, word)
        # 和 and its like win over 比, which may only close what they open (甲和乙比), and over marks: 谁多、多多少.
        if cut and (chosen is None or word not in "比、"):
            chosen = cut
    chosen = chosen or _two_times(text)
    if chosen is None:
        return None
    left, right = (_HOW_FAR.sub("", _ASKS_AMOUNT.sub("", text[slice(*span)])).strip(" ,的") for span in chosen)
    if not (left and right):  # 几个项目和乙村: what only asks how many names nothing
        return None
    prefix, attribute = text[: chosen[0][0]], _attribute(text[chosen[1][1] :])
    head, tail = _shared_head(left, right), _shared_tail(left, right)
    one, other = f"{left}{tail}", f"{head}{right}"
    if missing := _left_out(left, right) or _continued(left, right, attribute):
        other = missing
    if _TIME.fullmatch(right) and content_words(_TIME.sub("", left)):  # 今年安排的项目比去年: what the other side says
        other = _TIME.sub(right, left, count=1) if _TIME.search(left) else right + left
    asks = f"{attribute}{_asks(text[slice(*chosen[1])])}?"
    return Sides((left, right), (f"{prefix}{one}{asks}", f"{prefix}{other}{asks}"))


def _asks(words: str) -> str:
    """How to ask of one thing alone what is asked of two: 成交多少套 of 比新房多成交多少套."""
    asked = _ASKS_AMOUNT.search(words)
    verb = re.sub("[出了于]", "", asked["verb"] or "") if asked else ""
    return f"{verb}多少{asked['unit']}" if asked and content_words(verb) else "是多少"


def beside_aim(name: str) -> str:
    """What ``name`` says besides being an aim that someone set for some time (年初定的固投目标)."""
    return _SET.sub(" ", name)


def _split_gap(text: str) -> Sides | None:
    """A thing and its aim, where it is asked how far they are apart; None where the aim is of another thing."""
    found = _GAP.search(text)
    if found is None or not content_words(found["left"]):
        return None
    left, right = found["left"].strip("的 "), found["right"]
    if any(word not in left for word in content_words(beside_aim(right))):
        return None
    return Sides((left, right), (f"{left}是多少?", f"{re.sub('实际', '', left)}的目标是多少?"))


def _left_out(left: str, right: str) -> str:
    """The second name with what it leaves out of the first, if anything: 去年GDP增速 after 今年GDP增速 for 去年增速."""
    one, other = (re.sub(f"{_TIME.pattern}|{_ASPECT}", "", name).strip("的") for name in (left, right))
    if not other or one == other or not one.endswith(other) or not _TIME.match(right):
        return ""
    return right.replace(other, one, 1)


def _continued(left: str, right: str, attribute: str) -> str:
    """The second name with what only the first one says to be measured, if anything.

    镇级河长巡河的次数 after 村级河长巡河的次数 for 镇级, 集散中心工程量 after 美术基地工程量 for 集散中心.
    """
    short = right.strip("的 ")
    measured = re.search(f"的?(?:{MEASURE}|[\u4e00-\u9fff]{{2}}量)$|的[^的]{{2,6}}$", left)
    if attribute or not measured or re.search(MEASURE, short) or _TIME.search(short):
        return ""
    place = left.find(short[-1])
    return short + (left[place + 1 :] if 0 <= place <= len(short) else measured[0])


def _shared_head(left: str, right: str) -> str:
    """What the first name says for both: 户厕改造 in 户厕改造2021年干的和2022年要干的."""
    if _TIME.match(right):
        time = _TIME.search(left)
        return left[: time.start()] if time else left
    if right.startswith("最"):  # 收入最好的村和最差的村
        return left[: max(0, left.find("最"))]
    return left[: max(0, left.find(right[:2]))]


def _shared_tail(left: str, right: str) -> str:
    """What the second name says for both: 收入 in 城里人和农村人收入."""
    place = right.find(left[-1])
    return right[place + 1 :] if 0 < place < len(right) - 1 else ""


def _joins(text: str) -> Iterator[tuple[int, int, str]]:
    position = 0
    for word in rjieba.cut(text):
        if word in _JOINS:
            yield position, position + len(word), word
        position += len(word)
    for than in _THAN.finditer(text):  # where words are cut otherwise: 要|比澄湖|大桥
        yield than.start(), than.end(), "比"


def _cut(text: str, start: int, end: int, word: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The spans of what stands on both sides of a joining word, or None where it joins no two names."""
    before = text[:start].rstrip(" ,")
    begin = max((match.end() for match in _START.finditer(before)), default=0)
    close = _END.search(text, end + _LEAST)
    stop = close.start() if close else len(text)
    left, right = text[begin : len(before)], text[end:stop]
    if min(len(left.strip("的 ")), len(right.strip("的 "))) < _LEAST or not (
        content_words(left) and content_words(right)
    ):
        return None
    if word == "还是":
        if re.search("[多高大少低快慢]了?$", left) and re.match("[更定调变提要]*[多高大少低快慢]", right):
            return None
        begin += len(_WHETHER.match(left)[0])  # type: ignore[index]
        return (begin, begin + len(_MORE.sub("", text[begin : len(before)]))), (
            end,
            end + len(_MORE.sub("", text[end:stop])),
        )
    return (begin, len(before)), (end, stop)


def _two_times(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The spans of two times that stand side by side in one clause: 去年干了多少今年又要干多少."""
    for clause in re.finditer(r"[^,;?。]+", text):
        times = [match.start() + clause.start() for match in _TIME.finditer(clause.group())]
        if len(times) == 2:
            return (times[0], times[1]), (times[1], clause.end())
    return None


def _attribute(tail: str) -> str:
    """What is asked of both sides: the clause that asks which, without its asking words."""
    for clause in re.split(r"[,;?。]|、(?=[多高大少低快慢])", tail):
        if re.fullmatch("相比|对比|比较?", clause.strip()):
            continue
        if re.search(_CUE, clause) or content_words(clause):
            return _ASKS_WHICH.sub("", clause).strip(" 了")
    return ""


def _split_english(text: str) -> Sides | None:
    matches = list(_JOIN_EN.finditer(text))
    ranked = sorted(matches, key=lambda match: match.group().strip().lower() == "and")  # "or" before "and"
    for match in ranked:
        start = max((found.end() for found in _START_EN.finditer(text, 0, match.start())), default=0)
        close = _END_EN.search(text, match.end())
        stop = close.start() if close else len(text)
        left, right = text[start : match.start()].strip(), text[match.end() : stop].strip()
        if min(len(left), len(right)) > _LEAST:
            prefix, tail = text[:start], text[stop:]
            return Sides((left, right), (f"{prefix}{left}{tail}", f"{prefix}{right}{tail}"))
    return None
