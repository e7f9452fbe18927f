"""What a question asks to be computed: of which operation, on what, in the question's own words."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from app.content import content_words
from index.figures import Quantity, find_quantities
from index.lexical import fold

Act = Literal["sum", "check", "share", "times", "average", "rank", "rest", "base", "before", "undone"]

_NUMERALS = {"两": 2, "俩": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_SUM = re.compile(
    r"[加合算]起来|[加合放算凑]在?一(?:起|块)|加到一块|相加|一加|累加|之和|总和|合计|(?<![一总])共计|"
    r"\b(?:altogether|in total|combined|added up|together|sum)\b"
)
_WEAK_SUM = re.compile(r"一共|总共|拢共|统共")
_HOW_MUCH_IN_ALL = re.compile(rf"(?:{_SUM.pattern}|{_WEAK_SUM.pattern})[^,，?？。比]{{0,6}}(?:多少|几|how m)")
_CHECK = re.compile(r"对得上|对不对得上|对不上|(?:等于|吻合|一致|相符|够不够|凑得?齐)")
_SHARE = (
    re.compile(r"(?P<part>[^,?。]{2,20}?)(?:在|占)(?:了)?(?P<whole>[^,?。]{2,20}?)(?:的|里(?:面|头)?|中|当中)+(?:所?占)?的?"
               r"(?:比重|比例|份额|百分比|百分之几|百分之多少|几成|多大一?(?:块|部分|比例))"),
    re.compile(r"(?P<whole>[^?。]{2,24}?)(?:里(?:面|头)?|中|当中|之中),?(?P<part>[^,?。]{2,20}?)(?:大[概约])?占(?:了|到)?"
               r"(?:几成|多少(?![钱元万亿家个人户亩])|百分之|几分之|多大)"),
    re.compile(r"(?P<part>[^,?。]{2,20}?)(?:大[概约])?占(?:了|到)?(?P<whole>[^,?。]{2,20}?)的?(?:百分之几|百分之多少|几成|几分之几)"),
)  # fmt: skip
_TIMES = (
    re.compile(
        r"(?P<part>[^?。]{2,24}?),?(?:差不多|大[概约]|约|究竟|到底)*(?:是|为|相当于|等于)(?P<whole>[^,?。]{2,20}?)的?(?:几|多少)倍"
    ),
)
_AVERAGE = re.compile(
    r"(?:平均|均摊|摊)(?:下来|到|算|算下来)?,?(?:每|一)?(?:个)?(?P<count>批次?|场次?|期|次|户|家|村|人|名|座|支|项|条|处|天|月|年|亩|镇|网格)"
    r"[^,?。]{0,8}?(?:多少|几)(?:万|亿)?(?P<unit>个?人次|个?人|名|位|元|钱|亩|个|家|户|件|次|公里|吨|条|场)?"
)
_RANK = re.compile(
    r"(?:按|从)[^,?]{0,6}(?:排|高到低|大到小|多到少)|(?:谁|哪[个项家样种条处座])[^,?。]{0,8}最|\b(?:rank|which)\b.*\bmost\b"
)
_REST = re.compile(r"还剩|剩下?|其余|余下|还差|还缺|还有多少|另外|没(?=[^有?]{0,6}的)|未")
_UNDONE = re.compile(
    "(?:还|仍|尚)?(?:有|剩)?(?:多少|几)[^，,。？?]{0,8}?(?:还|仍|尚)?(?:没有?|未|待)(?:能)?"
    "(?P<verb>[\u4e00-\u9fff]{2,4}?)(?:出去|下去|出来|完|到位|掉|的|了|呢)*[？?。]*$"
)
_WORK_OUT = r"(?:算下来|算出来|推算|反推|倒推|折算|换算|算一?算|推出)"
_BASE = re.compile(rf"{_WORK_OUT}[^?。]*?(?P<whose>全国|全省|全市|全县|全区|全球|世界)[^?。]*?(?:是|有|为)?(?:多少|几)")
_BEFORE = re.compile(
    rf"(?:去年|上年|前一年|基数|20\d\d年)[^?。]*{_WORK_OUT}|{_WORK_OUT}[^?。]*(?:去年|上年|前一年|基数|20\d\d年)"
)
# What something was the year before: asked for like any other figure, it may be told as well.
_YEAR_BEFORE = re.compile(
    r"(?:[去上]年同期|去年上半年|上年|上一年|前一年)(?![^?。]*(?:[增减降升涨跌比较高低以占]|多(?!少)|目标|计划))[^,?。]*(?:多少|几)"
)
_JOIN = re.compile(r"[、,]|和|与|跟|及|以及|加上|加|还有")
_TAIL = re.compile(
    r"(?:这|那)?(?:[两俩二三四五六]|几)(?:样|项|个|者|笔|块|种|家|类|边|条|处|部分)?(?:指标|数字?|东西|钱|资金|当?中|里(?:面|头)?)*$|(?:的)?(?:都|全|一起|全部|放在?|给|数|再)$|^(?:把|请问|请|帮我|那么?)"
)
_COUNTED = re.compile(r"(?P<n>[两俩二三四五六])(?:笔|项|个|家|处|类|种|条|批|场|块)")


@dataclass(frozen=True, slots=True)
class Operation:
    """``names`` are the operands in the question's words; ``number`` how many there are where they are not named.

    ``given`` are the quantities that the question states, ``units`` those of the count and the result of an average.
    ``sure`` is False where the words may ask as well for what the report states (一共, 上年).
    """

    act: Act
    names: tuple[str, ...] = ()
    number: int = 0
    given: tuple[Quantity, ...] = ()
    sure: bool = True
    units: tuple[str, str] = ("", "")


def tell_operation(text: str) -> Operation | None:
    """Return what the question ``text`` asks to be computed, or None.

    >>> tell_operation("燃气、供水、排水三样加起来多少公里").names
    ('燃气', '供水', '排水')
    """
    folded = fold(text)
    readers = (_read_share, _read_times, _read_average, _read_worked_out, _read_sum, _read_rank, _read_rest)
    told = next((operation for read in readers if (operation := read(folded))), None)
    return told or (Operation("undone") if undone_verb(folded) else None)


def undone_verb(text: str) -> str:
    """Return what a question asks to be left undone, or an empty string.

    >>> undone_verb("今年的衔接资金还有多少没有拨付出去?"), undone_verb("衔接资金拨付了多少?")
    ('拨付', '')
    """
    found = _UNDONE.search(text)
    return found["verb"] if found else ""


def asks_sum(text: str) -> bool:
    """Whether the question asks, besides what else it may ask, how much it is in all (两样加一起多少亩?)."""
    return bool(_HOW_MUCH_IN_ALL.search(fold(text)))


def _read_share(text: str) -> Operation | None:
    return _read_pair("share", _SHARE, text)


def _read_times(text: str) -> Operation | None:
    operation = _read_pair("times", _TIMES, text)
    if operation is None:
        return None
    one, other = operation.names
    named = one.rsplit(",", 1)[-1]  # 高标准农田里,新建面积
    return replace(operation, names=(named if content_words(named) else one, other))


def _read_pair(act: Act, patterns: tuple[re.Pattern[str], ...], text: str) -> Operation | None:
    for pattern in patterns:
        match = pattern.search(text)
        if match and content_words(match["part"]) and content_words(match["whole"]):
            names = (_clean(match["part"]), _clean(match["whole"]))
            return Operation(act, names, given=tuple(_amounts(match["whole"])))
    return None


def _read_average(text: str) -> Operation | None:
    match = _AVERAGE.search(text)
    if match is None:
        return None
    unit = (match["unit"] or "").removeprefix("个") or match["unit"] or ""
    named = text[: match.start()] if content_words(text[: match.start()]) else text[match.end() :]
    return Operation("average", (named,), units=(match["count"], unit.replace("钱", "元")))


def _read_worked_out(text: str) -> Operation | None:
    base = _BASE.search(text)
    if base:
        return Operation("base", (base["whose"],))
    if _BEFORE.search(text):
        return Operation("before")
    return Operation("before", sure=False) if _YEAR_BEFORE.search(text) else None


def _read_sum(text: str) -> Operation | None:
    strong = _SUM.search(text)
    cue = strong or _WEAK_SUM.search(text)
    if cue is None:
        return None
    names = _names_before(text[: cue.start()])
    act: Act = "check" if _CHECK.search(text, cue.end()) else "sum"
    if len(names) > 1:
        return Operation(act, names, sure=strong is not None)
    counted = _COUNTED.search(text)
    if strong and counted:
        return Operation(act, (text[: counted.start()] + text[counted.end() : cue.start()],), _NUMERALS[counted["n"]])
    return None


def _read_rank(text: str) -> Operation | None:
    cue = _RANK.search(text)
    names = _names_before(text[: cue.start()]) if cue else ()
    return Operation("rank", names) if len(names) > 2 else None


def _names_before(text: str) -> tuple[str, ...]:
    """The things that are joined before the word that asks for their sum, from the clause that joins them."""
    while (cleaned := _TAIL.sub("", text.rstrip(" ,"))) != text:
        text = cleaned
    clause = text[max(text.rfind(mark) for mark in "。;:?!") + 1 :]
    names = [_clean(part) for part in _JOIN.split(clause)]
    kept = [name for name in names if content_words(name)]
    if len(kept) > 2 and "," in clause:  # 老旧管子改造,燃气、供水、排水: the first clause only frames them
        framed = [_clean(part) for part in _JOIN.split(clause[clause.rfind(",") + 1 :]) if content_words(part)]
        kept = framed if len(framed) > 1 else kept
    return tuple(kept) if len(kept) > 1 and len(set(kept)) == len(kept) else ()


def _read_rest(text: str) -> Operation | None:
    amounts = _amounts(text)
    last = re.search(r"(?:多少|几)(?:个|座|家|项|户|人|名|件|处|公里|亩|条|元|万|亿|场|次|辆|台|吨|平)?", text)
    if not amounts or last is None or amounts[0].start > last.start():
        return None
    asked = re.split("[,。;]", text[: last.start()])[-1]
    within = re.search(r"(?:里(?:面|头)?|中|当中|之中|其中),?[^,?。]{1,14}$", text[: last.start()])
    rests = _REST.search(text, amounts[0].end)
    if not (within or rests) or any(q.start >= last.start() for q in amounts):
        return None
    name = _clean(re.split(r"里(?:面|头)?,?|中,?|当中,?|其中,?", asked)[-1]) if within and not rests else ""
    return Operation("rest", (name,), given=tuple(amounts))


def _amounts(text: str) -> list[Quantity]:
    return [q for q in find_quantities(text) if q.unit not in ("年", "月", "日") and text[q.start].isdigit()]


def _clean(name: str) -> str:
    name = name.rsplit(":", 1)[-1]
    return re.sub(
        r"^(?:[把的将]|请问?|帮我|核算|算算|那|这)+|(?:大[概约]|差不多|[的是有数])+$", "", name.strip(" ,、")
    ).strip(" ,、")
