"""Check the claim that all of something was done, or a task fulfilled, against the part or rate of it that is told."""

import re
from collections.abc import Sequence

from app.around import around
from app.content import content_bigrams, share_held
from app.features import Candidate
from app.quantity_check import CHECKED, Verdict
from index.figures import find_quantities

_ALL = re.compile(
    r"(?:全部|全都|悉数|都|百分之百|百分百|全(?=[\u4e00-\u9fff][完好成]))(?:已经?|都|是|给|被|如期|按期)*(?P<done>[\u4e00-\u9fff]{2})"
)
_FINISHED, _SAYS_DONE = re.compile("[完好成][了毕]?$"), re.compile("已|完成|办结|销号")
# Whether a task is fulfilled, and by how much it is: 占全年任务1.5万亩的73.3%.
_ASKS_TASK = re.compile(
    "(?:任务|计划|目标|指标)(?:数|值)?(?:是不是|是否|有没有)?(?:已经?|都|全部?|如期|按时|顺利)*(?:完成|实现|达成|达到|做到)(?:了|没|吗)|"
    "(?:完成|实现|达成|达到|做到)(?:了)?[^，,。？?]{0,8}(?:任务|计划|目标|指标)(?:数|值)?(?:了|没|吗|吧)"
)
_TASK_SHARE = re.compile(
    r"(?:完成|占|达到?)[^，,。；;]{0,16}?(?:任务|计划|目标)[^，,。；;%]{0,14}?(?P<share>\d+(?:[.．]\d+)?)[%％]|(?P<over>超额完成|超(?:年度|全年|序时)?(?:目标|任务|计划))"
)
_FINISHED_SO_MANY = re.compile("(?:完成|办结|办完|做完|干完)了?$")
_RATE_OF = re.compile("率|比例|均|达")


def check_all(question: str, candidates: Sequence[Candidate]) -> Verdict | None:
    """Check a claim that all of something was done (全部开工) against the rate or the part that is told of it.

    None where the question claims no such thing, or the passages tell neither.
    """
    claim = _ALL.search(question)
    done = claim["done"] if claim else ""
    grams = content_bigrams(done)
    for candidate in candidates[:CHECKED] if grams else ():
        text = candidate.passage.text
        stated = list(find_quantities(text))
        for i, quantity in enumerate(stated):
            if not _is_done(done, grams, around(text, quantity)):
                continue
            span = quantity.start, quantity.end
            if quantity.unit == "%" and _RATE_OF.search(around(text, quantity)):
                return Verdict(quantity.value >= 100, candidate, span)
            wholes = [q for q in stated[:i] if q.unit and q.unit == quantity.unit and q.value >= quantity.value]
            if wholes:
                return Verdict(wholes[-1].value == quantity.value, candidate, span)
    return None


def _is_done(done: str, grams: Sequence[str], words: str) -> bool:
    """Whether words tell of what the claim says is done: 改完 is 整改 too, where it is said to be finished.

    Words that end with having finished so many (民生实事完成9项) tell it of whatever is done.
    """
    if share_held(grams, words):
        return True
    if not _FINISHED.search(done):
        return False
    return bool((done[0] in words and _SAYS_DONE.search(words)) or _FINISHED_SO_MANY.search(words.split(" ")[0]))


def check_task(question: str, candidates: Sequence[Candidate]) -> Verdict | None:
    """Check a claim that a task or plan is fulfilled against the share of it that is told, in most of its words."""
    if not _ASKS_TASK.search(question):
        return None
    grams = content_bigrams(_ASKS_TASK.sub("", question))
    options = []
    for i, candidate in enumerate(candidates[:CHECKED]):
        text = candidate.passage.text
        for match in _TASK_SHARE.finditer(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in "。；;") + 1
            value = 100.0 if match["over"] else float(match["share"].replace("．", "."))
            options.append(
                (share_held(grams, text[start : match.start()]), -i, -match.start(), value, candidate, match.span())
            )
    if not options:
        return None
    *_, value, candidate, span = max(options, key=lambda option: option[:3])
    return Verdict(value >= 100, candidate, span)
