"""What a yes/no question claims: quantities as they are spoken, a direction, a place, a level of government."""

import re
from dataclasses import replace

import rjieba

from app.content import content_bigrams
from index.figures import Quantity, find_quantities
from index.lexical import fold

_DATE = re.compile(r"(?:\d{1,2}[-—－~至到])?\d{1,2}(?:月(?!以)(?:\d{1,2}日)?|日|季度)")
_CHINESE_MONTH = re.compile(r"(?<![一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])月(?!以|份以)")
_MONTHS = {numeral: n for n, numeral in enumerate([*"一二三四五六七八九十", "十一", "十二"], 1)}
# 一半, 半数: half of it.
_HALF = re.compile(r"(?P<before>超过?|过|不到|不足|至少)?(?:一半|半数|对半)(?P<after>还多|以上|多|还不到|以下)?|过半")
_OVER, _UNDER, _LEAST = (
    re.compile("(?:超过?|突?破|过|(?<![以之])上|够|高于|多于|不止)了?$"),
    re.compile("(?:没到|没有|不到)$"),
    re.compile("(?:最少|起码|少说|至少)[^，,。]{0,4}$"),
)
_IDLE = re.compile("一[个块项次件条家种番点方期批些位名]")
_PHASE, _COUNTED_AFTER = re.compile("[一二三四五六七八九]期"), ("了", "办", "共", "有", "过", "出", "布")
_THAN_BEFORE = r"比(?:[去上前往]年|同期|以前|之前|过去|上半年|[一二三四上]季度)[^，,。]{0,3}"
_DOWN = re.compile(
    rf"{_THAN_BEFORE}[低少小慢差]|下降|减少|降低|负增长|下滑|下跌|回落|往下掉|降了|少了|跌了|变少|变差|倒退|减产|减收|(?:略|微|稍|小幅)(?:有)?[减降跌]|"
    r"\bfell\b|\bfall\b|\bdrop|\bdecreas|\bdeclin|\bdown\b"
)
_UP = re.compile(
    rf"{_THAN_BEFORE}[高多大快好](?!少)|(?<!负)增长|上升|提高|增加|上涨|多了|涨了|升了|变多|增产|增收|(?:略|微|稍|小幅)(?:有)?[增升涨]|\brise\b|\brose\b|\bincreas|\bgrow|\bgrew\b|\bup\b"
)
_LEVELS = (
    ("nation", "国家级|全国|国家|中央"),
    ("province", "省级|省里|全省|[\u4e00-\u9fff]{2}省"),
    ("city", "市级|市里|全市"),
    ("county", "县级|县里|全县|县上|区级|区里|全区"),
)
_PERIODS = (
    ("first quarter", "一季度|1[-—至到]3月"),
    ("first half", "(?<!去年)上半年|1[-—至到]6月|前六个月"),
    ("three quarters", "前三季度|1[-—至到]9月"),
    ("second half", "下半年|7[-—至到]12月"),
    ("year", "全年"),
)
_DENIES = re.compile(
    r"(?:尚?未(?!来)能?|没有?(?!错)|并未|从未|不再|无(?=人|一|任何)(?:人员?|一人?|任何人?)?)(?P<what>[\u4e00-\u9fff]{2,8})"
)
_ASKS_WHETHER_NOT = re.compile(r"(?<!有)没有?(?!错|问题|有|[吗呢？?]|$)|(?<![是对])不(?=[^是对]|$)|未(?!来)|无(?=人)")
# 实打实的投资有了吗: there is none where any of it is denied (未形成实际投资).
_HAD = re.compile("(?P<what>[^，,。；;？?]{2,20}?)(?:已经?|现在|目前|都)?有了?(?:吗|没有?|么|吧)[？?]*$")
_DENIED = 0.5  # of the words that a text denies: so many of them make it the question's matter
_OPPOSITES = ("内外", "男女", "新旧", "新老", "城乡", "城村", "公私", "上下", "前后", "中外")
_IN_NAMES = ("进出", "南北", "东西", "城乡", "男女", "内外", "大小", "高低")
_OF_PHASES = re.compile("(?P<of>[\u4e00-\u9fff]{2})(?P<n>[一二三四五六七八九十])期(?!间)")
_KIND_OF_PLACE = re.compile(r"(?:村|镇|乡|县|市|区|省|社区|街道|景区|公司|集团|学校|小学|中学|医院|幼儿园|公园)$")

# Ideographs that do not end like a place themselves: 山村 and 省 are no 山村省.
_ONLY_NAME = re.compile(rf"(?!.*{_KIND_OF_PLACE.pattern})[\u4e00-\u9fff]+")


def claimed_quantities(question: str, stated: str) -> list[Quantity]:
    """Return the quantities of a question to look for in ``stated``.

    A date (1-6月) only frames the question where there are others, and 一个 and its like count nothing.
    """
    quantities = [_spoken(q, question) for q in find_quantities(question)]
    quantities = [q for q in quantities if not _idle(q, question)] + _halves(question)
    dates = [match.span() for match in _DATE.finditer(question)]
    framing = [q for q in quantities if any(start <= q.start < end for start, end in dates)]
    dated = [q.unit for q in find_quantities(stated)]
    claimed = [q for q in quantities if q not in framing]
    return claimed or [q for q in [*framing, *_months(question)] if q.unit in dated]


def _idle(quantity: Quantity, question: str) -> bool:
    before, words = question[: quantity.start], question[quantity.start : quantity.end]
    if _PHASE.fullmatch(words):  # 二期工程 is a name, 办了二期 a number
        return not before.endswith(_COUNTED_AFTER)
    return not before.endswith("第") and _IDLE.fullmatch(words) is not None


def _spoken(quantity: Quantity, question: str) -> Quantity:
    """The quantity with the comparator that speech puts before it: 过70件, 最少三家."""
    before = question[: quantity.start]
    for comparator, pattern in ((">", _OVER), ("<", _UNDER), (">=", _LEAST)):
        if quantity.comparator == "=" and pattern.search(before):
            return replace(quantity, comparator=comparator)
    return quantity


def _halves(question: str) -> list[Quantity]:
    halves = []
    for match in _HALF.finditer(question):
        words = f"{match['before'] or ''} {match['after'] or ''}"
        below = re.search("不到|不足|以下", words)
        above = match[0] == "过半" or re.search("超|过|多|以上", words)
        comparator = "<" if below else ">" if above else ">=" if "至少" in words else "~"
        halves.append(Quantity(match.start(), match.end(), 50.0, "%", comparator))
    return halves


def _months(question: str) -> list[Quantity]:
    return [
        Quantity(match.start(), match.end(), float(_MONTHS[match[1]]), "月", "=")
        for match in _CHINESE_MONTH.finditer(question)
    ]


def directions_differ(question: str, stated: str) -> bool:
    """Whether one speaks of a rise alone, the other of a fall alone."""
    asked, told = direction(question), direction(stated)
    return bool(asked and told) and asked != told


def direction(text: str) -> str:
    """Return ``up`` or ``down``, or an empty string where ``text`` speaks of neither or of both."""
    down, up = bool(_DOWN.search(text)), bool(_UP.search(text))
    return "" if down == up else "down" if down else "up"


def asks_period(text: str) -> bool:
    """Whether a question asks of which part of the year something is (这是前三季度的数吗), not only names one."""
    return any(
        re.search(rf"是(?:不是|否)?(?:在|到)?[^，,。]{{0,4}}(?:{pattern})[^，,。]{{0,8}}的", text)
        for _, pattern in _PERIODS
    )


def levels_differ(question: str, stated: str) -> bool:
    """Whether the question names a level of government (县里, 省级), and ``stated`` others but not that one."""
    asked, told = _levels(question), _levels(stated)
    return bool(asked and told) and not asked & told


def _levels(text: str) -> set[str]:
    return {level for level, pattern in _LEVELS if re.search(pattern, text)}


def periods_differ(question: str, stated: str) -> bool:
    """Whether the question names a part of the year (前三季度), and ``stated`` others but not that one."""
    asked, told = names_period(question), names_period(stated)
    return bool(asked and told) and not asked & told


def names_period(text: str) -> set[str]:
    """Return the parts of the year that ``text`` names."""
    return {name for name, pattern in _PERIODS if re.search(pattern, text)}


def names_other(question: str, told: str) -> bool:
    """Whether the question names a place or body (车门村, 合肥市) that ``told`` does not, but others like it."""
    told = fold(told)
    return any(kind in told and not _shares(name, kind, told) for name, kind in named(question))


def named(text: str) -> list[tuple[str, str]]:
    """Return the places and bodies that a text names, each with the word that tells its kind.

    >>> named("车门村今年也评上了吗?"), named("是合肥市搞出来的?")
    ([('车门村', '村')], [('合肥市', '市')])
    """
    words = [word for word, _ in rjieba.tag(fold(text))]
    names = []
    for before, word in zip(["", *words], words, strict=False):
        kind = _KIND_OF_PLACE.search(word)
        if kind and kind.start() >= 2:
            names.append((word, kind[0]))
        elif kind and not kind.start() and len(before) >= 2 and _ONLY_NAME.fullmatch(before):
            names.append((before + word, kind[0]))
    return names


def _shares(name: str, kind: str, told: str) -> bool:
    own = name.removesuffix(kind)
    return any(own[i : i + 2] in told for i in range(max(1, len(own) - 1)))


def denial(question: str, stated: str) -> tuple[int, int] | None:
    """Return the span of ``stated`` that denies what ``question`` claims, in its words (未形成投资), or None.

    >>> denial("那次洪水有人员因灾伤亡吗?", "完成群众转移,全区无人因灾伤亡。")
    (9, 15)
    """
    if _ASKS_WHETHER_NOT.search(question):
        return None
    had = _HAD.search(question)
    for match in _DENIES.finditer(stated):
        grams = content_bigrams(match["what"])
        held = sum(gram in (had["what"] if had else question) for gram in grams)
        if held and (had or held >= _DENIED * len(grams)):
            return match.span()
    return None


def opposite(word: str) -> set[str]:
    """Return the words that say the opposite of ``word`` by a single character: 省外 of 省内."""
    turns = [turn for pair in _OPPOSITES for turn in (tuple(pair), tuple(pair[::-1]))]
    return {word.replace(one, other) for one, other in turns if one in word}


def says_opposite(question: str, stated: str) -> bool:
    """Whether ``stated`` has the opposite of a word of the question (院外 of 院内), and not the word itself."""
    words = [word for word, tag in rjieba.tag(question) if len(word) == 2 and tag[0] in "nsfb"]
    return any(word not in stated and any(other in stated for other in opposite(word)) for word in words)


def turned_round(question: str, stated: str) -> str:
    """Return the words of ``stated`` that name the opposite of what the question names; "" where none do.

    >>> turned_round("出口通关时间是26小时吗", "6月份进口通关时间"), turned_round("进出口总额", "全省进出口总额")
    ('进口通', '')
    """
    turns = [(pair[0], pair[1]) for pair in _IN_NAMES] + [(pair[1], pair[0]) for pair in _IN_NAMES]
    for one, other in turns:
        for before, after in (("", "[\u4e00-\u9fff]{2}"), ("[\u4e00-\u9fff]", "[\u4e00-\u9fff]")):
            for match in re.finditer(f"(?P<pre>(?!{other}){before}){one}(?P<rest>(?!{other}){after})", question):
                own, turned = f"{match['pre']}{one}{match['rest']}", f"{match['pre']}{other}{match['rest']}"
                if not _stands(own, other, stated) and _stands(turned, one, stated):
                    return turned
    return _other_phase(question, stated)


def _other_phase(question: str, stated: str) -> str:
    """The phase of a work that ``stated`` names (码头二期), where the question names another of it (码头三期)."""
    for asked in _OF_PHASES.finditer(question):
        told = [match for match in _OF_PHASES.finditer(stated) if match["of"] == asked["of"]]
        if told and all(match["n"] != asked["n"] for match in told):
            return told[0][0]
    return ""


def _stands(words: str, opposite_of: str, text: str) -> bool:
    """Whether ``words`` stand in ``text``, and not as half of both (进出口)."""
    return re.search(f"(?<!{opposite_of}){re.escape(words)}", text) is not None
