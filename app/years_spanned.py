"""Whether several years are asked about (整个“十四五”, 五年来) or one, and what is told of as many comes first."""

import re
from collections.abc import Sequence

from app.content import content_bigrams, share_held
from app.evidence import Found, brought_first
from app.question import Question
from index.figures import names_future
from index.lexical import fold

_YEARS = "[两二三四五六七八九十]年"
_SEVERAL = re.compile(
    rf"[“‘]?十[一二三四五六]五|(?:过去|近|这|最近|前|历时|连续|今后|未来){_YEARS}|"
    rf"{_YEARS}(?:来|间|里|累计|以来|期间|下来)|(?:^|[，,。；;：:]){_YEARS}(?![级前后底初度])|"
    r"(?:19|20)\d\d年?[-—–~至到](?:19|20)\d\d年|(?:19|20)\d\d年以来|历年|本届|\bfive[- ]year\b"
)
_ONE = re.compile(r"今年|去年|上年|当年|全年|年内|[上下]半年|季度|(?:19|20)\d\d年(?!以来|[-—–~至到])")
_KINDS = ("quantity", "yesno", "what", "how", "which")
_LOOKED_AT, _LESS, _SPOKEN = 4, 0.2, 0.3  # passages; shares of the question's bigrams: fewer than the first, at least


def spans_years(text: str) -> bool:
    """Whether ``text`` tells or asks of several years together.

    >>> [spans_years(text) for text in ("“十四五”修了多少公里路", "五年改造小区97个", "2021—2024年累计10亿元")]
    [True, True, True]
    """
    return _SEVERAL.search(text) is not None


def of_the_years_first(question: Question, found: Sequence[Found], least: float) -> Sequence[Found]:
    """Return ``found`` with what is told of several years first where several are asked about, of one where one is.

    What comes first must be at least so sure as ``least`` and speak as much of what is asked; where the question
    names no time, or the first is told of as many, nothing changes.
    """
    several = spans_years(question.text)
    if not found or question.kind not in _KINDS or not (several or _ONE.search(question.text)):
        return found
    if _tells_of_several(found[0]) == several:
        return found
    grams = content_bigrams(_SEVERAL.sub(" ", question.text))
    spoken = [share_held(grams, fold(item.candidate.passage.indexed_text)) for item in found[:_LOOKED_AT]]
    for number, item in enumerate(found[1:_LOOKED_AT], 1):
        alike = item.confidence >= least and spoken[number] >= max(spoken[0] - _LESS, _SPOKEN)
        ahead = names_future(item.candidate.passage.indexed_text) and question.side != "target"
        if alike and not ahead and _tells_of_several(item) == several:
            return brought_first(found, number)
    return found


def _tells_of_several(item: Found) -> bool:
    passage = item.candidate.passage
    return spans_years(f"{passage.section[-1] if passage.section else ''}。{passage.text}")
