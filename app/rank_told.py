"""Which of the ranks that a passage tells is the one asked for: 总量居全省第7位 for 经济总量排第几."""

import re

from app.content import content_bigrams, share_held

# A rank ends its clause or says 位 or 名: 全省第一, 第3位, but not 第一产业.
RANK = re.compile(
    r"第(?P<rank>[一二三四五六七八九十]|\d{1,3})(?:[位名]|(?=[^\u4e00-\u9fff]|[吗吧呢对是了的没]|$))|首位|榜首|头一[个名家]|率先|"
    r"[排是]老(?P<old>[二三四五])"
)
_ASKS = re.compile("第几|老几|第多少|几名(?=[？?]|$)|名次|位次|排名|排位|排在?(?:哪|什么位)")
# 排名前移了几位: by how many, which is no rank.
_ASKS_MOVE = re.compile("(?:[前后]移|上升|提升|下降|前进|后退|[升降进退跌])了?(?:多少|几)")
_GROWTH = re.compile("增速|增幅|增长|增量|升幅|降幅|改善")


def asked_rank(question: str, text: str) -> tuple[int, int] | None:
    """Return the span of the rank in ``text`` that ``question`` asks for; None where it asks for none, or none is told.

    A rank by growth is not taken for one by amount, nor the other way round, where both are told.

    >>> text = "生产总值增速居全省第4位,总量居全省第7位"
    >>> text[slice(*asked_rank("总量在全省排第几?", text))]
    '第7位'
    """
    asks = _ASKS.search(question) and not _ASKS_MOVE.search(question)
    told = list(RANK.finditer(text)) if asks else []
    grams = content_bigrams(_ASKS.sub(" ", question))

    def worth(match: re.Match[str]) -> tuple[bool, float]:
        words = ranked_words(text, match)
        by_growth = _GROWTH.search(re.split("[,，]", words)[-1])
        return bool(by_growth) == bool(_GROWTH.search(question)), share_held(grams, words)

    best = max(told, key=worth, default=None)
    return best.span() if best else None


def ranked_words(text: str, match: re.Match[str]) -> str:
    """What a rank is of: the words of its sentence before it, back to the rank before."""
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；;") + 1
    earlier = [other.end() for other in RANK.finditer(text, start, match.start())]
    return text[max([start, *earlier]) : match.end()]
