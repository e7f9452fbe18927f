"""Whom a question counts (接待游客多少人次, 网格员有多少): a number of other people or things is no answer.

Of things the report may well use another word (日子 for 天, 房子 for 农房); people it calls by what they are.
"""

import re
from collections.abc import Sequence

from app.question import Question
from app.topic import tagged
from index.lexical import fold

_NUMBER = re.compile(r"(?:多少|几)(?!乎|年来|个月来)")
_BETWEEN = re.compile(r"(?:一共|总共|共|现在|目前|已经?|都|总|大概|大约|约|有|是|为|达到?|了|的|到)+$")
_OF_PEOPLE = re.compile(
    r"(?!.*(?:[报预火接出处]警|[施开完竣复动加用手]工|卫生|民生|[发产再]生)$)[\u4e00-\u9fff]+[员客生师工民者兵医警]们?|[\u4e00-\u9fff]*(?:群众|干部|老人|儿童|教师|代表|学生|人才|乡贤|网红|主播)"
)
_COUNT = re.compile("的?(?:人数|人次|数量|总数|数目)$")


def counted_name(question: Question) -> str:
    """Return the noun for people right before the number that is asked for; an empty string where there is none.

    >>> from app.question import understand
    >>> [counted_name(understand(q)) for q in ("接待游客多少人次", "网格员有多少?", "赔了群众多少钱?")]
    ['游客', '网格员', '']
    """
    folded = fold(question.own or question.text)
    found = _NUMBER.search(folded)
    if question.kind != "quantity" or found is None or "元" in question.measured:
        return ""
    before = _COUNT.sub("", _BETWEEN.sub("", folded[: found.start()]))
    words = [pair for pair in tagged(before) if pair[0].strip()]
    if not words:
        return ""
    word, tag = words[-1]
    if len(word) == 1 and len(words) > 1:  # 网格 and 员
        word, tag = words[-2][0] + word, "n"
    return word if tag.startswith("n") and _OF_PEOPLE.fullmatch(word) else ""


def counts_other(question: Question, texts: Sequence[str]) -> bool:
    """Whether none of ``texts`` has the noun that is counted, its head, or another form of it in the report."""
    name = counted_name(question)
    if not name:
        return False
    forms = [name, *(form for word, others in question.also if name in word or word in name for form in others)]
    told = fold(" ".join(texts))
    return not any(form in told or form[-2:] in told for form in forms)
