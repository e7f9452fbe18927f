"""Which quantity of a passage is the one that is asked for, where the passage tells several."""

import re
from collections.abc import Sequence

from app.aligned import share_at
from app.around import around, is_aim
from app.content import content_bigrams, content_words, share_held
from app.question import Question
from app.question_words import GROWTH
from app.topic import tagged
from app.units import both_count, same_unit
from index.figures import Quantity, find_quantities
from index.lexical import fold

_CLEARLY = 0.25  # of the question's bigrams: by so much another quantity must fit better than the marked one
_BESIDE = 0.1  # the same for one that stands in one list with it: what they share tells neither
_REACH = 16  # characters before a quantity in which it is said what it is a share of
_FAR = 0.5  # what words of an earlier clause are worth, as against those of the quantity's own
_CHANGE = re.compile("增长|下降|上升|提高|增加|减少|上涨|降低|回落|增幅|降幅|增速")
_ASKS_CHANGE = re.compile(
    "(?:涨|增|升|降|跌|减|提高|下降)(?:长|加|少|低|幅|速)?(?:了|是|有|得)?(?:多少|几|多快)|(?:增速|增幅|降幅|涨幅|跌幅)"
)
_TOTAL, _ASKS_TOTAL = re.compile("总数|总量|合计|共|累计"), re.compile("总数|总量|总共|一共|合计|累计|现有|共有|现在有")
_SHARE, _ASKS_SHARE = (
    re.compile("占[^，,。；;、\\d]{0,12}$"),
    re.compile("占[^，,。？?]{0,14}(?:多少|几|比|多大)|比重|占比|份额"),
)
_AMONG, _ASKS_TOTAL_EN = re.compile("其中[^，,。；;]*$"), re.compile(r"\btotal\b|\baltogether\b", re.IGNORECASE)
_POINTS = re.compile("百分点|个点")
_MEAN, _ASKS_MEAN = re.compile("均$"), re.compile("平均|每[个家户人村座]|[人户村]均")
_DONE, _LEFT = re.compile("已|完成|办结|[改办修建]了"), re.compile("正在|在建|还在|尚|未(?!来)|没(?!有?错)|剩|还有")
# From what to what: 由600元提高到800元.
_FROM, _ASKS_FROM = (
    re.compile("(?:由|从)(?:[^，,。；;\\d]{0,12})$"),
    re.compile("原来|原先|以前|之前|此前|过去|起初|当初"),
)
_TO, _ASKS_TO = (
    re.compile(
        "(?:提高|提升|增加|上升|上调|下调|调整|扩大|降低|下降|减少|压缩|缩短|整合|合并|归并|精简|压减|缩减|优化|[增升降调减涨提])[到至为成]$"
    ),
    re.compile("[到至为成](?:多少|几)|达到?(?:多少|几)|变成|之?后(?:还|又)?(?:有|是|剩|能|为)|还剩|现在"),
)
_STRIVES = re.compile("力争|争取|冲刺|冲到|冲上")  # 完成2200万元任务,力争达到2300万元
_ASKS_AIM = re.compile("目标|任务|计划|要求|指标")
_ASKS_DONE, _SAYS_DONE = re.compile("已经?[^，,。？?]{0,8}(?:多少|几)"), re.compile("已[^，,。；;\\d]{1,8}$")
# 财政收入里头税收占了多少: of the whole, named first, a part.
_OF_WHOLE = re.compile(
    r"^.{2,}?(?:里头|里面|(?<![村镇乡县区市省家哪这那心手公])里(?![程头面])|当中|之中|其中|中间|(?<![集家途空期])中(?![心国小学间央]))[，,]?的?(?P<part>.{2,})$"
)
_PASSES, _LARGE = re.compile("(?<=[过上超])(?=[百千万亿]+)"), 10_000  # 过百万, 上亿
_ASKS_NUMBER = re.compile("多少|几|多大|多高|多长|百分之")


def choose(question: Question, text: str, mark: tuple[int, int]) -> Quantity | None:
    """Return the quantity of ``text`` that answers, given what the reader marked; None where none can.

    It is the marked one, unless the words around another are clearly those asked for: "财政收入" in
    财政总收入4225.26万元,其中财政收入3584.27万元 asks for the second. Without a mark on any, the nearest.
    """
    fitting = _fitting(question, text, mark)
    if not fitting:
        return None
    nearest = min(fitting, key=lambda q: max(q.start - mark[1], mark[0] - q.end, 0))
    worth = {q: _worth(question, text, q) for q in fitting}
    fresh = [q for q in fitting if (q.value, q.unit) not in question.told]
    if fresh and nearest not in fresh:  # who goes on asks for what was not told yet
        other = max(fresh, key=lambda q: worth[q])
        nearest = other if worth[other] >= worth[nearest] else nearest
    best = max(fitting, key=lambda q: worth[q])
    dealt = share_at(text, nearest) and share_at(text, best)
    margin = 0.0 if dealt else _BESIDE if _beside(text, best, nearest) else _CLEARLY
    return best if worth[best] >= worth[nearest] + margin else _of_the_word(question, text, fitting, nearest)


def counted_noun(question: Question) -> str:
    """Return what stands behind the question word and is counted (多少编制); "" where a rate may be asked for."""
    found = re.search("多少|几", question.text)
    behind = tagged(question.text[found.end() :])[:1] if found else []
    named = bool(behind) and len(behind[0][0]) > 1 and behind[0][1].startswith(("n", "j", "v"))
    return behind[0][0] if named and "%" not in question.units else ""


def is_rate_of_other(question: Question, text: str, quantity: Quantity) -> bool:
    """Whether things are to be counted and a quantity is a rate, but not of them (完成工程量60%)."""
    noun = counted_noun(question)
    return bool(noun) and quantity.unit == "%" and noun not in around(text, quantity)


def _fitting(question: Question, text: str, mark: tuple[int, int]) -> list[Quantity]:
    """The quantities that may answer: of the very unit asked for, else of its kind, else whatever counts things."""
    quantities = list(find_quantities(text))
    grown = [q for q in quantities if _CHANGE.search(text, max(0, q.start - 6), q.start) or _says(text, q, _CHANGE)]
    if grown and question.kind == "quantity" and GROWTH.search(question.text):
        return grown
    if question.kind in ("quantity", "yesno", "compare") and question.units:
        return _of_units(question, text, quantities)
    if question.kind != "quantity":
        return []
    # Of no unit that is known: of one told before, else of what is marked; of things that are counted, no rate.
    told = [q for q in quantities if q.unit and any(same_unit(q.unit, unit) for _, unit in question.told if unit)]
    if any((q.value, q.unit) not in question.told for q in told):
        return told
    marked = [q for q in quantities if q.unit and q.start < mark[1] and q.end > mark[0]]
    if marked and is_rate_of_other(question, text, marked[0]):
        marked = [q for q in quantities if q.unit and q.unit != "%"] or marked
    return [q for q in quantities if marked and same_unit(q.unit, marked[0].unit)]


def _of_units(question: Question, text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Of a unit that is asked for.

    Asked how much something rose or fell, or how many there are in all, those that say so (增长8.7%, 总数达43家) come
    before what it amounts to and what was added.
    """
    means = [q for q in quantities if _MEAN.search(text, max(0, q.start - 6), q.start)]
    if means and _ASKS_MEAN.search(question.text):
        return means
    exact = [q for q in quantities if q.unit and q.unit in question.measured]
    alike = [q for q in quantities if any(same_unit(q.unit, unit) for unit in question.units)]
    alike = [q for q in alike if q.unit] or alike
    counted = [q for q in quantities if q.unit and any(both_count(q.unit, unit) for unit in question.measured)]
    # 几个 may be said of whatever is counted.
    fitting = counted if counted and question.measured == ("个",) else exact or alike or counted
    for asks, told in ((_ASKS_CHANGE, _CHANGE), (_ASKS_TOTAL, _TOTAL), (_ASKS_SHARE, _SHARE)):
        reach = _REACH if told is _SHARE else 6
        said = [q for q in fitting if told.search(text, max(0, q.start - reach), q.start) or _says(text, q, told)]
        if said and asks.search(question.text):
            return said
    return fitting


def _says(text: str, quantity: Quantity, told: re.Pattern[str]) -> bool:
    share = share_at(text, quantity)
    return bool(share and told.search(share.shared))


def _worth(question: Question, text: str, quantity: Quantity) -> float:
    """How well the words around a quantity are those asked for, less what speaks against it."""
    focus = _as_said(question, _focus(question.own or question.text), text)
    before = text[max(0, quantity.start - 16) : quantity.start]
    worth = _told(content_bigrams(focus), text, quantity) + _BESIDE * _is_named(fold(before), focus)
    worth -= _behind(question.text, around(text, quantity))
    aimed = is_aim(text, quantity)
    if aimed != bool(_ASKS_AIM.search(question.text)):
        worth -= _CLEARLY if aimed else 0.0
    elif aimed:
        worth += 2 * _CLEARLY
    if _STRIVES.search(question.text):
        worth += 2 * _CLEARLY * bool(_STRIVES.search(before))
    if _ASKS_DONE.search(question.text):
        worth += _CLEARLY * bool(_SAYS_DONE.search(before))
    if _ASKS_TOTAL.search(question.text) or _ASKS_TOTAL_EN.search(question.asked):
        worth -= _CLEARLY * bool(_AMONG.search(before))
    if _is_of_such(question, text, quantity):
        worth += _CLEARLY
    if _POINTS.search(question.text):
        worth += _CLEARLY * ("百分点" in quantity.unit)
    if _ASKS_FROM.search(question.text):
        worth += 2 * _CLEARLY * bool(_FROM.search(before))
    elif _ASKS_TO.search(question.text):
        worth += 2 * _CLEARLY * (bool(_TO.search(before)) - bool(_FROM.search(before)))
    return worth


def _is_of_such(question: Question, text: str, quantity: Quantity) -> bool:
    """Whether a quantity counts things of a size that the question gives: 10亿元以上项目6个, 过百万 as 100万元以上."""
    before = [q for q in find_quantities(text) if q.end <= quantity.start][-1:]
    sizes = {q.value for q in find_quantities(_PASSES.sub("1", question.text)) if q.value >= _LARGE}
    return any(
        (text[q.start : q.end] in question.text or q.value in sizes)
        and re.fullmatch("的?[\u4e00-\u9fff]{0,6}", text[q.end : quantity.start])
        for q in before
        if q.end - q.start > 2
    )


def _as_said(question: Question, focus: str, text: str) -> str:
    """``focus`` with words that ``text`` has another form of in that form: 农民收入 as 农村居民人均可支配收入."""
    for word, forms in question.also:
        said = next((form for form in forms if form in text or (form[:2] in text and form[-2:] in text)), "")
        if said and word in focus and word not in text:
            focus = focus.replace(word, said)
    return focus


def _is_named(before: str, asked: str) -> bool:
    """Whether what stands right before a quantity is, as a whole, what the question says: 其中财政收入3584万元."""
    name = re.split("其中|[，,。；;：:、]", before)[-1].strip()
    return len(name) > 1 and name in fold(asked)


def _focus(asked: str) -> str:
    """What a number is asked for: of a whole its part, of several clauses the one that asks."""
    clauses = [clause for clause in re.split("[，,。；;？?！!]", asked) if _ASKS_NUMBER.search(clause)]
    clause = clauses[0] if len(clauses) == 1 else asked
    clause = clause if not _ASKS_DONE.search(clause) else re.split("已经?", clause, maxsplit=1)[1]
    part = _OF_WHOLE.match(clause)
    clause = part["part"] if part else clause
    return clause if len(content_bigrams(clause)) > 1 else asked


def _told(grams: Sequence[str], text: str, quantity: Quantity) -> float:
    """The share of ``grams`` that are said of a quantity; those in an earlier clause count less."""
    share = share_at(text, quantity)
    if share:
        return share_held(grams, share.words)
    words = around(text, quantity)
    near = re.split("[，,。；;：:]", words.rsplit(" ", 1)[0])[-1] + " " + words.rsplit(" ", 1)[1]
    return (1 - _FAR) * share_held(grams, near) + _FAR * share_held(grams, words)


def _beside(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two quantities stand in one list (81件、政协提案79件) or are dealt out by one 分别."""
    first, second = sorted((one, other), key=lambda q: q.start)
    between = text[first.end : second.start]
    return "、" in between[:12] and not re.search("[，,。；;]", between)


def _behind(asked: str, words: str) -> float:
    """What a quantity loses of which the question asks what is done and the words tell what is not yet, or the like."""
    done, left = bool(_DONE.search(asked)), bool(_LEFT.search(asked))
    return _CLEARLY if (done and not left and _LEFT.search(words)) or (left and not _LEFT.search(words)) else 0.0


def _of_the_word(question: Question, text: str, fitting: Sequence[Quantity], marked: Quantity) -> Quantity:
    """Of 37个网格116个微网格 return the first for 网格: a longer word is another thing, unless the question has it."""
    asked = fold(question.text)
    for word in content_words(question.own or question.text):
        longer = re.match(rf"[\u4e00-\u9fff]{{1,2}}{re.escape(word)}", text[marked.end :])
        if longer and longer.group() not in asked:
            return next((q for q in fitting if text.startswith(word, q.end)), marked)
    return marked
