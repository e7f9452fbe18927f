"""What a Chinese question is about: the words that a follow-up to it leaves out.

``柳城分了多少个网格?`` is about 柳城网格, ``旅游集散中心下半年要干到什么程度?`` about 旅游集散中心下半年.
"""

import re
from dataclasses import dataclass

import rjieba

from index.lexical import fold

TIME = (
    r"(?:\d{1,2}[-—~至到]\d{1,2}月份?|(?:19|20)\d{2}年?(?:上半年|下半年|[一二三四]季度|\d{1,2}月)?|今年(?:上半年|下半年)?|去年(?:\d{1,2}月以来)?|前年|明年|"
    r"上一?年度?|本年度?|上半年|下半年|前[一二三]?季度|第?[一二三四]季度|前三季度|全年|年底|年初|当年|近年来?|"
    r"过去[一二三四五]年|今后[一二三四五]年|十[二三四五]五期?间?|\d{1,2}月份?|这半年|今年以来|下一步)"
)
"""The words of a time, as a pattern."""

MEASURE = (
    r"(?:(?:财税|财政|营业|经营|固定资产|人均|可支配|一般|公共|预算|总|旅游|工业|农业|地区|生产|社会消费品|零售|进出口|新增|同比|税收|旅客|货物|货邮|"
    r"粮食|带动|销售|就业|完成|占地)*(?:收入|支出|投资额?|面积|总?产值|总值|增加值|增速|增幅|涨幅|降幅|增长率|税收|营收|销售额|总额|产量|"
    r"吞吐量|数量|总数|起数|人数|次数|户数|件数|规模|占比|比重|比例|[一-龥]{1,3}率|资金|补贴|利润|效益))"
)
"""The name of something measured, as a pattern: what a thing has, rather than the thing."""

_NO_TIME = ("比", "“", "‘", '"', "《")
_QUOTED = r"[“\"《‘「][^”\"》’」]{1,40}[”\"》’」]"
_ASKING = re.compile(
    r"多少|几|什么|啥|哪|谁|怎|咋|如何|为何|何时|何处|多[大长高远久]|吗|呢|吧|没有?[？?]?$|有没有|是不是|是否|能不能|[？?。！!]"
)
# A name the dictionary lacks takes the modal after it for its last character: 宣莲要 of 宣莲要种到多少亩.
_MODAL_AFTER = re.compile("[一-鿿]{2,}[要想能会得把将]")
_NOUNS = ("n", "vn", "an", "j", "l", "i", "eng", "s", "b", "m", "q", "nz", "a", "x")
_HEAD_NOUNS = ("n", "vn", "an", "j", "l", "i", "eng", "s", "nz")
_LIGHT_WORDS = """
    是 有 做 搞 办 干 讲 说 会 要 得 能 达到 达 完成 实现 安排 打算 计划 准备 情况 报告 请问 想 时候 程度 地步 总共
    一共 合计 数量 数字 数 具体 大概 大约 现在 目前 一下 讲讲 说说 谈谈 第一条 第二条 还 都 也 又 再 个 家 项 条 户
    次 名 位 座 场 处 批 种 期 总 新 年度 里头 里面 头 块 钱 人 事 东西 样 点
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())


@dataclass(frozen=True, slots=True)
class Topic:
    """``time`` is empty where the question names none; ``entity`` holds the nouns, in their order."""

    time: str
    entity: str

    @property
    def text(self) -> str:
        """Time and entity as one phrase."""
        return self.time + self.entity

    @property
    def thing(self) -> str:
        """The entity without the measure at its end: 小吃街 of 小吃街营业收入; the entity where that is all."""
        return re.sub(f"的?{MEASURE}$", "", self.entity) or self.entity


def find_times(text: str) -> list[re.Match[str]]:
    """Return the times that ``text`` names, those after 比 (``比去年涨了多少``) and in names left out."""
    return [
        found for found in re.finditer(TIME, text) if text[max(0, found.start() - 1) : found.start()] not in _NO_TIME
    ]


def topic_of(question: str) -> Topic:
    """Return what ``question`` is about.

    >>> topic_of("柳城分了多少个网格?")
    Topic(time='', entity='柳城网格')
    """
    clause = _main_clause(question)
    times = find_times(clause)
    time = times[0][0] if times else ""
    rest = clause[: times[0].start()] + clause[times[0].end() :] if times else clause
    subject, asked = _around_question(rest)
    return Topic(time, (subject + asked)[:60])


def _main_clause(question: str) -> str:
    """Return the clause that asks, or the longest."""
    clauses = [clause for clause in re.split(r"[，,；;。？?！!]", question) if clause.strip()]
    asking = [clause for clause in clauses if _ASKING.search(clause + "?") and _ASKING.search(clause)]
    chosen = max(asking or clauses or [""], key=lambda clause: len(content_words(clause)))
    return re.sub(r"^(?:请问|那么|那|听说|我想知道|想问一下)", "", chosen.strip())


def _around_question(clause: str) -> tuple[str, str]:
    """Return the noun phrase that opens ``clause``, and the nouns after its verb that the question word measures."""
    head: list[str] = []
    tail: list[str] = []
    opening = True
    position, measured = 0, re.search(MEASURE, clause)
    for word, tag in tagged(clause):
        # 可 and 收入 of 可支配收入 are verbs by themselves.
        within = measured is not None and measured.start() <= position < measured.end()
        position += len(word)
        if opening and within:
            head.append(word)
            continue
        if opening and _MODAL_AFTER.fullmatch(word) and not rjieba.has_word(word):
            head.append(word[:-1])
            opening = False
            continue
        if opening and _opens(word, tag):
            head.append(word)
            continue
        if opening and head and word in ("的", "和", "与", "及", "以上", "以下", "到", "至"):
            head.append(word)
            continue
        opening = False
        if _ends_topic(word, tag):
            tail.append(word)
    text = re.sub(r"(?:的|和|与|及|到|至)+$", "", "".join(head))
    rest = "".join(word for word in tail if word not in text)
    return text, rest


def _opens(word: str, tag: str) -> bool:
    if re.match(_QUOTED, word):
        return True
    asks = _ASKING.search(word) is not None
    modal = len(word) < 4 and word[0] in "要想能会得把将" and not rjieba.has_word(word)
    measure = re.fullmatch(MEASURE, word) is not None
    return not asks and not modal and word not in _LIGHT and (tag.startswith(_NOUNS) or measure)


def _ends_topic(word: str, tag: str) -> bool:
    if re.match(_QUOTED, word):
        return True
    asks = _ASKING.search(word) is not None
    return not asks and word not in _LIGHT and len(word) > 1 and tag.startswith(_HEAD_NOUNS)


def tagged(text: str) -> list[tuple[str, str]]:
    """Cut ``text`` into words with their tags; what stands in quotation marks is one noun.

    A lone surrogate, which the tagger cannot take, is a question mark.
    """
    text = text.encode("utf-8", "replace").decode("utf-8")
    words: list[tuple[str, str]] = []
    for part in re.split(f"({_QUOTED})", text):
        if re.fullmatch(_QUOTED, part):
            words.append((part, "n"))
        elif part:
            words += rjieba.tag(part)
    return words


def content_words(text: str) -> list[str]:
    """Return the words of ``text`` that name something: nouns of two characters or more, quotations, names."""
    return [word for word, tag in tagged(text) if _ends_topic(word, tag) or (tag.startswith("ns") and len(word) > 1)]


def substance(text: str) -> int:
    """Return how many characters of ``text`` name something: nouns, full verbs, names, and measures that need no owner.

    >>> substance("在哪里?"), substance("旅游集散中心什么时候完工?") > 5
    (0, True)
    """
    text = fold(text)
    own = 4 * (bool(_WHOLE.search(text)) + _measures_whole(text))
    bare = re.sub(f"{TIME}|{MEASURE}", " ", text)
    return own + sum(_weight(word, tag) for word, tag in tagged(bare))


def names_thing(text: str) -> bool:
    """Whether ``text`` names any thing: a noun, a name, a quotation, a measure that needs no owner.

    What is done, when, and what is measured of something (总投资多少) is none.
    """
    bare = re.sub(TIME, " ", fold(text))
    if re.search(rf"{_QUOTED}|固投|[A-Za-z]{{2}}", bare) or _measures_whole(bare):
        return True
    nouns = [word for word, tag in tagged(re.sub(MEASURE, " ", bare)) if tag.startswith(("n", "j", "l", "i"))]
    return any(word not in _LIGHT and not _NO_THING.fullmatch(word) for word in nouns)


def _measures_whole(text: str) -> int:
    """How many measures ``text`` names that need no owner."""
    return sum(_NEEDS_NO_OWNER.match(found[0]) is not None for found in re.finditer(MEASURE, text))


_NO_THING = re.compile(
    "打算|年度|百分之[几多]|负责人|牵头人|业主|名字|名称|地点|地址|目标|计划|任务|安排|时候|数字|数量|情况|原因|结果|总数|人数|比例|比重"
)
_NEEDS_NO_OWNER = re.compile(
    "财政|固定资产|一般公共|公共预算|地区生产|社会消费品|税收|人均|进出口|粮食|旅游收入|工业|农业|[^的]{3,}率"
)
_WHOLE = re.compile("全[国省市县区镇乡村]")


def _weight(word: str, tag: str) -> int:
    if re.match(_QUOTED, word) or (word.isascii() and word.isalpha() and len(word) > 1) or word == "固投":
        return 4
    if len(word) < 2 or word in _LIGHT or _ASKING.search(word) or not re.match(r"[\u3400-\u9fff]", word):
        return 0
    return min(len(word), 4) if tag.startswith((*_HEAD_NOUNS, "ns", "nr", "nt", "v", "a")) else 0
