"""A difference that the report states itself (高于全国0.7个百分点, 较上届增加2800万元): nothing is to be computed."""

import re
from collections.abc import Sequence

from app.content import content_bigrams, share_held
from app.evidence import Found
from app.features import Candidate
from app.question import Question
from app.spans import Span
from app.units import same_unit
from app.versus import tell_versus
from index.figures import Quantity, find_quantities
from index.lexical import fold

_BEFORE = "去年|上年|前年|上一?[年届次期轮]|[前头]一[年届次]|往年|往届|同期|年初|之前|以前|环比|同比"
_HOW = "高|低|快|慢|多|少|提高|增加|减少|下降|增长|提升|扩大|缩小|增|减|降|升"
_ASKED = re.compile(
    rf"(?:(?<![例重率值占])比(?![例重率值])|较|跟|和|与|同|高于|低于|快于|慢于)(?P<other>[^，,。？?]{{1,14}}?)(?:相?比|对比)?(?:要|还|又|更|是)?(?:{_HOW}|差|缺)[^，,。？?]{{0,4}}(?:多少|几)|"
    rf"(?:高于|低于|快于|慢于|多于|少于)(?P<than>[^，,。？?]{{1,10}}?)(?:多少|几)"
)
_TOLD = re.compile(
    rf"(?:(?P<year>同比|环比)|(?:高于|低于|快于|慢于|多于|少于|超过|高出|低出|(?<![例重率值占])比(?![例重率值])|较)(?P<other>[^，,。；;]{{1,16}}?))(?:{_HOW})?(?:了|约|超)?$"
)
_LEVEL = re.compile("的(?!差距)[\u4e00-\u9fff]")  # 首次超过新房3674套的成交量: what the other has
_MORE = re.compile("[高快多大]于|超过|高出|多出|[比较].*[高快多大增升]|同比[增升]|提高|增加")
_LESS = re.compile("[低慢少小]于|低出|[比较].*[低慢少小减降]|同比[减降]|下降|减少")
_READ, _SPOKEN = 4, 0.3  # passages looked at; of the question's bigrams, so many must be said of what differs
_PROBABLE = 0.5  # what is that probably the right passage may name it in other words
_CHANGED = re.compile(
    rf"(?:同比|环比|较[^，,。；;]{{1,10}}|(?<![例重率值占])比[^，,。；;]{{1,10}}|高于[^，,。；;]{{1,8}}|低于[^，,。；;]{{1,8}}|净)(?:{_HOW})?(?:了|约|超)?$"
)


def is_difference(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is by how much something changed or differs, no level: 同比减少312人; a rate (%) is none."""
    if quantity.unit == "%" or _LEVEL.match(text, quantity.end):
        return False
    clause = re.split("[，,。；;：:、]", text[max(0, quantity.start - 20) : quantity.start])[-1]
    return bool(_CHANGED.search(clause))


def stated_difference(question: Question, found: Sequence[Found]) -> tuple[Candidate, Span] | None:
    """Return where the report states the difference that is asked for, or claimed (比全区高吗): the candidate, the span
    of the quantity."""
    asked, versus = _ASKED.search(question.text), tell_versus(question.text)
    if asked is None and versus is None:
        return None
    named, other = versus.names if versus else ("", "")
    if asked:
        named, other = question.text[: asked.start()], asked["other"] or asked["than"]
    grams = content_bigrams(named)
    options = []
    for item in found[:_READ]:
        text = item.candidate.passage.text
        for quantity in find_quantities(text):
            told = _told_before(text, quantity)
            fits = not question.measured or any(same_unit(quantity.unit, unit) for unit in question.measured)
            if not told or not fits or not quantity.unit or not _alike(other, told["year"] or told["other"]):
                continue
            start = max(text.rfind(mark, 0, quantity.start) for mark in "。；;") + 1
            spoken = share_held(grams, fold(text[start : quantity.start]))
            spoken += _SPOKEN * (item.probability >= _PROBABLE or (versus is not None and item is found[0]))
            options.append((spoken, item.probability, item.candidate, (quantity.start, quantity.end)))
    best = max(options, key=lambda option: option[:2], default=None)
    return best[2:] if best and best[0] >= _SPOKEN else None


def _told_before(text: str, quantity: Quantity) -> re.Match[str] | None:
    clause = re.split("[，,。；;：:、]", text[max(0, quantity.start - 24) : quantity.start])[-1]
    found = _TOLD.search(clause)
    if found and _LEVEL.match(text, quantity.end):
        return None
    return None if found and quantity.unit == "%" and found["year"] else found


def _alike(asked: str, told: str) -> bool:
    """Whether two words name the same thing to differ from: both what was before, or the same."""
    if re.search(_BEFORE, asked) and re.search(_BEFORE, told):
        return True
    return any(gram in told for gram in content_bigrams(asked) if len(gram) > 1)


def bears_out(question: Question, text: str, span: Span) -> bool | None:
    """Whether the difference that ``text`` states at ``span`` bears out which of two ``question`` claims to be more.

    None where it claims nothing of the kind, or the words do not tell which way.
    """
    versus = tell_versus(question.text)
    clause = re.split("[，,。；;：:、]", text[max(0, span[0] - 24) : span[0]])[-1]
    more, less = bool(_MORE.search(clause)), bool(_LESS.search(clause))
    return None if versus is None or more == less else more != versus.less
