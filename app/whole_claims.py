"""Check the claim that all of something was done, or a task fulfilled, against the part or rate of it that is told."""

import re
from collections.abc import Iterator, Sequence

from app.around import around
from app.content import content_bigrams, share_held
from app.features import Candidate
from app.quantity_check import CHECKED, Verdict
from index.figures import find_quantities

_ALL = re.compile(
    r"(?:全部|全都|悉数|都|百分之百|百分百|全(?=[\u4e00-\u9fff][完好成]|覆盖|达标|到位|普及|落实))(?:已经?|都|是|给|被|如期|按期|按时|准时|顺利)*(?P<done>[\u4e00-\u9fff]{2})"
)
_FINISHED, _SAYS_DONE = re.compile("[完好成][了毕]?$"), re.compile("已|完成|办结|销号")
# Whether a task is fulfilled, and by how much it is: 占全年任务1.5万亩的73.3%.
_ASKS_TASK = re.compile(
    "(?:任务|计划|目标|指标)(?:数|值)?(?:是不是|是否|有没有)?(?:已经?|都|全部?|如期|按时|顺利)*(?:完成|实现|达成|达到|做到)(?:了|没|吗)|"
    "(?:完成|实现|达成|达到|做到)(?:了)?[^，,。？?]{0,8}(?:任务|计划|目标|指标|预期|要求)(?:数|值)?(?:了|没|吗|吧)|达标(?:了|没|吗)|"
    "(?:跟上|赶上|追上|达到|超过)了?[^，,。？?]{0,4}(?:序时)?进度(?:了|没|吗|吧)|"
    "(?:控制|保持|稳定)在[^，,。？?]{0,8}(?:目标|预期|计划|要求)(?:以内|之内|内)?(?:了|没|吗|吧)"
)
_TASK_SHARE = re.compile(
    r"(?:完成|占|达到?)[^，,。；;]{0,16}?(?:任务|计划|目标)[^，,。；;%]{0,14}?(?P<share>\d+(?:[.．]\d+)?)[%％]|(?P<over>超额完成|超(?:年度|全年|序时)?(?:目标|任务|计划))"
)
_FINISHED_SO_MANY = re.compile("(?:完成|办结|办完|做完|干完)了?$")
_SO_MANY_FINISHED = re.compile("(?:已经?|均|都)*(?:全面|全部|如期|按期|顺利)*(?:完成|办结|办成)")
# How a result stands to what was aimed at; of what should be low, below is well.
_AIM = "(?:目标|预期|计划|任务|要求)(?:值|数)?"
_MISSED = re.compile(
    f"(?:未能?|没有?|没能|不能|难以)(?:达到?|完成|实现)[^，,。；;]{{0,12}}{_AIM}|(?:低于|不及|距离?)[^，,。；;]{{0,16}}{_AIM}|"
    f"{_AIM}[^，,。；;\\d]{{0,3}}(?:低|差|少|慢)|(?:落后|滞后|慢)于[^，,。；;]{{0,8}}进度"
)
_MET = re.compile(
    f"超(?:额|出|过)?(?:完成|实现)?[^，,。；;]{{0,10}}{_AIM}|高于[^，,。；;]{{0,16}}{_AIM}|控制在[^，,。；;]{{0,10}}{_AIM}(?:以内|之内)|"
    f"(?:完成|达到|实现)了?[^，,。；;\\d]{{0,10}}{_AIM}(?=[，,。；;]|$)|{_AIM}(?:全部|全面|顺利|如期)*(?:完成|实现)|"
    f"{_AIM}[^，,。；;\\d]{{0,3}}(?:高|多|快)|(?:快于|超过?|高于|达到)[^，,。；;]{{0,6}}(?:序时|时序)进度"
)
_SHOULD_BE_LOW = re.compile("失业率|死亡|能耗|排放|浓度|负债|债务|事故|发案|漏损|涨幅|物价|辍学|控制")
_LEFT = re.compile(r"(?:剩余|剩下|剩|尚余|尚有|还有|其余|余下)(?:的)?[^，,。；;\d]{0,6}$")
_RATE_OF = re.compile("率|比例|均|达")


def check_all(question: str, candidates: Sequence[Candidate]) -> Verdict | None:
    """Check a claim that all of something was done (全部开工) against the rate or the part that is told of it, or what
    is left.

    None where the question claims no such thing, or the passages tell neither.
    """
    claim = _ALL.search(question)
    done = claim["done"] if claim else ""
    grams = content_bigrams(done)
    for candidate in candidates[:CHECKED] if grams else ():
        text = candidate.passage.text
        stated = list(find_quantities(text))
        for i, quantity in enumerate(stated):
            if not _is_done(done, grams, around(text, quantity), text[quantity.end :]):
                continue
            span = quantity.start, quantity.end
            if quantity.unit == "%" and _RATE_OF.search(around(text, quantity)):
                return Verdict(quantity.value >= 100, candidate, span)
            wholes = [q for q in stated[:i] if q.unit and q.unit == quantity.unit and q.value >= quantity.value]
            if wholes:
                return Verdict(wholes[-1].value == quantity.value, candidate, span)
            if any(_LEFT.search(text, 0, q.start) for q in stated[i + 1 :] if q.unit == quantity.unit):
                return Verdict(False, candidate, span)
    return None


def _is_done(done: str, grams: Sequence[str], words: str, after: str) -> bool:
    """Whether words tell of what the claim says is done: 改完 is 整改 too, where it is said to be finished.

    Words that end with having finished so many (民生实事完成9项) tell it of whatever is done, as does what comes
    ``after`` their number (九件全面完成).
    """
    if share_held(grams, words):
        return True
    if not _FINISHED.search(done):
        return False
    finished = _FINISHED_SO_MANY.search(words.split(" ")[0]) or _SO_MANY_FINISHED.match(after)
    return bool((done[0] in words and _SAYS_DONE.search(words)) or finished)


def check_task(question: str, candidates: Sequence[Candidate]) -> Verdict | None:
    """Check a claim that a task or plan is fulfilled against the share of it that is told, or how the result stands to
    it (低于5亿元的年度目标), in most of its words."""
    if not _ASKS_TASK.search(question):
        return None
    grams = content_bigrams(_ASKS_TASK.sub("", question))
    options = []
    for i, candidate in enumerate(candidates[:CHECKED]):
        text = candidate.passage.text
        for fulfilled, (begin, end) in _fulfilments(text):
            start = max(text.rfind(mark, 0, begin) for mark in "。；;") + 1
            options.append((share_held(grams, text[start:begin]), -i, -begin, fulfilled, candidate, (begin, end)))
    if not options:
        return None
    *_, fulfilled, candidate, span = max(options, key=lambda option: option[:3])
    return Verdict(fulfilled, candidate, span)


def _fulfilments(text: str) -> Iterator[tuple[bool, tuple[int, int]]]:
    """Yield where ``text`` tells whether something aimed at was reached, and whether it was."""
    shares = list(_TASK_SHARE.finditer(text))
    for match in shares:
        yield match["over"] is not None or float(match["share"].replace("．", ".")) >= 100, match.span()
    missed = [match for match in _MISSED.finditer(text) if not _overlap(match, shares)]
    met = [match for match in _MET.finditer(text) if not _overlap(match, [*shares, *missed])]
    for match in (*missed, *met):
        turned = match[0].startswith(("低于", "高于")) and _SHOULD_BE_LOW.search(text, 0, match.end())
        yield (match in met) != bool(turned), match.span()


def _overlap(match: re.Match[str], others: Sequence[re.Match[str]]) -> bool:
    return any(match.start() < other.end() and other.start() < match.end() for other in others)
