"""Questions that leave a choice: 涨了还是跌了, asked of one thing, wants the words that tell which way it went."""

import re

from app.content import content_bigrams
from index.figures import find_quantities, is_intended
from index.lexical import fold
from index.records import Passage

_RISES, _FALLS = (
    "(?:上升|上涨|增长|增加|提高|变多|升|涨|增|多|高)",
    "(?:负增长|下降|下跌|下滑|减少|降低|回落|变少|降|跌|减|少|低)",
)
_BETWEEN = "[了的]*[,，]?(?:还是|或是|或者|是)(?:在)?"
_WHICH_WAY = re.compile(f"{_RISES}{_BETWEEN}{_FALLS}|{_FALLS}{_BETWEEN}{_RISES}")
_OF_TWO = re.compile("(?<!同)(?<!环)比(?![例重率])|[和与跟](?!谐|平)|(?<![合共不相等])同(?!比|期|类|时|步|意)")
# The year before is no second thing: it is what a rise or fall is told against.
_YEAR_BEFORE = re.compile(
    "(?:比|跟|和|与|同|较)(?:去年|上年|前年|[前上头]一年|往年|同期)(?:的?同期)?(?:相?比(?:较|起来)?|对比)?(?=[，,是]|[增涨升降减跌多少高低提下上变])"
)
_INTENDED = re.compile("今年[^，,。]{0,6}(?:要|计划|安排|打算|目标)|计划|目标|安排的")  # set against what was done
_CHOICE = re.compile(r"(?:是(?!的)|[了过])[^，,。？吗]{0,12}[，,]?还是(?!没|不|要|得|会|那么)[^，,。？吗]{1,16}[？?]?$")
_ENOUGH = 0.4  # of the question's bigrams, for words to speak of what it asks about
_HEAD = 2  # bigrams that the last ones count for
_TOLD = re.compile(
    r"(?:同比|环比|较[^，,。；;]{1,6}|比[^，,。；;]{1,6})?(?:出现)?(?:负增长|下降|减少|降低|下滑|下跌|回落|增长|上升|提高|增加(?!值)|上涨)[了约超近]*|"
    "(?:比|较)(?:去年|上年)(?:同期)?[多少高低](?=\\d)"
)


def asks_choice(question: str) -> bool:
    """Whether a question leaves a choice of two (新建还是改建): neither 是 nor 不是 would answer it.

    >>> asks_choice("信访量是升了还是降了?"), asks_choice("固投还是没有增长吗?")
    (True, False)
    """
    folded = fold(question)
    return asks_which_way(folded) or bool(_CHOICE.search(folded))


def asks_which_way(question: str) -> bool:
    """Whether it is asked if one thing rose or fell, and not which of two is more."""
    folded = fold(question)
    folded = folded if _INTENDED.search(folded) else _YEAR_BEFORE.sub("", folded)
    return bool(_WHICH_WAY.search(folded)) and not _OF_TWO.search(folded)


def tells_which_way(question: str, passage: Passage, side: str) -> bool:
    """Whether a passage tells of the rise or fall asked for, and not of an intended one where ``side`` is "result"."""
    if side == "result" and is_intended(passage):
        return False
    return which_way(question, passage.text) is not None


def which_way(question: str, text: str) -> tuple[int, int] | None:
    """Return the words of ``text`` that tell the rise or fall asked for, with the figure behind them.

    Of several those with most of the question's bigrams before them, back to the ones before; None where too few are.

    >>> text = "走访率同比下降54%,信访量同比增长26%"
    >>> [text[slice(*which_way(f"{name}是升还是降", text))] for name in ("走访率", "信访量")]
    ['同比下降54%', '同比增长26%']
    """
    found, folded = list(_TOLD.finditer(text)), fold(text)
    asked = _YEAR_BEFORE.sub("", fold(question))
    clause = next((c for c in re.split("[，,。；;]", asked) if _WHICH_WAY.search(c)), asked)
    grams = content_bigrams(_WHICH_WAY.sub("", clause))
    starts = [0, *(match.end() for match in found)]
    shares = [
        sum(gram in folded[start : match.end()] for gram in grams) for start, match in zip(starts, found, strict=False)
    ]
    if not found or max(shares) < _ENOUGH * len(grams):
        return None
    # The head of what is asked about (新签合同额 of 对外承包工程新签合同额) says most.
    heads = [
        share + _HEAD * any(gram in folded[start : match.end()] for gram in grams[-2:])
        for share, start, match in zip(shares, starts, found, strict=False)
    ]
    told = found[heads.index(max(heads))]
    figure = next((q.end for q in find_quantities(text) if q.start == told.end()), told.end())
    return told.start(), figure
