"""How a named thing is getting on (旅游集散中心建得怎么样了): told by the passages that name it, and by no others."""

import re
from collections.abc import Sequence

from app.question import Question
from app.topic import TIME
from index.lexical import fold
from index.records import Passage

# What can be built, run or put through; a field of work (乡村振兴) is told by its sections instead.
_THING = (
    r"(?:项目|工程|中心|基地|[^公校家果田乐花菜]园|公园|校园|产业园|[^场宾图茶菜]馆|大桥|[^马公铁道线思出]路|公路|铁路|高速|广场|[^大上]街|工厂|泵站|电站|车站|"
    r"观测站|医院|学校|小学|中学|幼儿园|水库|[^渠]渠|港区|机场|新城|古城|小镇|民宿|酒店|景区|平台|古村落|小区|安置房|管网|停车场|水厂|大厦|[一二三四]期)"
)
_OPENING = rf"^(?:请问|那么?|想问一?下|想知道|{TIME}|[我咱]们?[省市县区镇乡村]的?|[，,]|现在|目前)*"
_GETTING_ON = (
    r"(?:的)?(?:现在|目前|眼下|到底|如今|建设|推进|实施|施工|工程|项目)*的?"
    r"(?:(?:建|搞|做|干|推进|进行|办|弄|修|进展|进度|状态|情况)(?:得|到|的|是)?)?"
    r"(?:怎么样|如何|怎样|咋样|啥样|什么样|什么(?:情况|进展|进度|状态)|啥情况|到?(?:什么|啥|哪一?)(?:程度|地步|步|阶段)|进展|进度|情况)(?:了|啦|呢|啊)*[？?]?$"
)
_ASKED = re.compile(rf"{_OPENING}(?P<thing>[^，,。？?的]{{2,18}}?{_THING}){_GETTING_ON}")
_MOST = 6  # passages that name it: what more passages name is no single thing


def thing_asked(question: Question) -> str:
    """Return the thing whose progress is asked for, folded; an empty string where none is.

    >>> from app.question import understand
    >>> thing_asked(understand("旅游集散中心现在建得怎么样了?"))
    '旅游集散中心'
    """
    found = _ASKED.search(fold(question.text))
    return found["thing"] if found and question.kind in ("summary", "how", "what", "which", "where") else ""


def naming(question: Question, passages: Sequence[Passage]) -> list[Passage]:
    """Return the ``passages`` that name the thing whose progress is asked for; none where none is, or too many do."""
    thing = thing_asked(question)
    shorter = re.sub("(?:项目|工程)$", "", thing)
    for name in (thing, shorter) if thing else ():
        named = [p for p in passages if name in fold(p.text) and not p.is_heading]
        if 0 < len(named) <= _MOST:
            return named
    return []
