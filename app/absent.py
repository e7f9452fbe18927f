"""What a question is about and a passage does not speak of, however much of its wording they share.

The yield of loquats is not answered by that of grain, the beds of one clinic not by those of another body, the day of
the games not by the date of a meeting, a population not by people who are something else.
"""

import re
from functools import lru_cache

from app.content import content_words
from app.question import Question
from app.topic import tagged
from index.lexical import fold
from index.records import Passage, Report

# What is measured of a thing, whose name stands before it.
_MEASURE = re.compile(
    "产量|总产(?!值)|产值|种植面积|面积|投资额?|收入|销售额|出口额|人口|床位数?|客流量|数量|总量|存栏|出栏|价格|单产|利润|补贴|支出|增加值"
)
_ANY_BODY = re.compile("[国省市县区镇乡村一二三上下]级|基层|公立|民营|乡镇|城区|农村|中心|重点|[各哪几]|以上|定点")
_KIND = re.compile("(?:村|镇|乡|县|市|区|省|社区|街道|医院|卫生院|学校|小学|中学|公司|集团|公园|景区)$")
_FEWEST = 2  # characters of what happened that a passage must have to tell when it did
# Words of any thing: none of them names one.
_GENERAL = re.compile(
    "(?:全[国省市县区镇乡村]|今年|去年|上半年|下半年|前|目前|现在|我[省市县区镇乡]|[省市县区镇乡村]里?|总|年|月|完成|实现|达到?|新增|累计|预计|计划|目标|重点|"
    "项目|工程|工作|经济|社会|发展|建设|产业|方面|情况|同比|比|占|人均|固定资产|地区|生产|公共|一般|预算|财政|税收|可支配|居民|城乡|[一二三]产?|业|的|了|和|与)+"
)
_COMMON = frozenset("业产人地品区镇县市省村乡年工大中小新老总")  # characters that two names share by chance
_OF_A_THING = ("quantity", "when", "where", "who", "what", "which")
_WORDS_OF_A_NAME, _SHORTEST_NAME = 5, 4
_REACH = 150  # characters before a passage in which what it goes on about may be named
_PROPER = ("ns", "nz", "nr", "nt", "s")  # tags of a word that tells which one it is
_FACILITIES = "站|园|水?库|桥|路|馆|厂|基地|工程|项目|中心|医院|学校|[小中大]学|公司|集团|广场|大道|隧道|港|码头|机场"
_FACILITY = re.compile(f"(?:{_FACILITIES})$")
_NO_NAME = "upcdrywz"  # tags of words that are part of no name: particles, pronouns, adverbs
_ENDS_NO_NAME = "ab"  # 对外承包工程新(签…)
_ALIKE = "上下今去明前后年月日增长速率额量值数幅度"  # of another time, or another measure, is another rule's matter
_TELLS_APART = "东西南北左右内外一二三四五六七八九十甲乙丙丁大中小新老进出男女城乡"
_POPULATION = re.compile("(?:常住|户籍|总)人口(?![\u4e00-\u9fff]{0,4}[率化])|(?:多少|几)人口")
_PEOPLE_TOLD = re.compile("人口(?![\u4e00-\u9fff]{0,4}[率化])")  # no rate of them


def speaks_of_other(
    question: Question, passage: Passage, report: Report | None = None, read_as_answer: bool = False
) -> bool:
    """Whether ``passage`` does not speak of the very thing that ``question`` asks for.

    ``read_as_answer``: whether the reader takes it for the answer. When something happened it then tells, in whatever
    words: of those it took so in reports it had not seen, the words kept back answers alone.
    """
    told = fold(passage.indexed_text)
    if report and question.kind in _OF_A_THING and question.lang == "zh":
        before = fold(report.text[max(0, passage.start - _REACH) : passage.start])
        if _names_another(question, told, before, _folded(report.text)):
            return True
    if question.kind == "when":
        return not read_as_answer and _lacks_matter(question, told)
    if question.kind != "quantity" or question.lang != "zh":
        return False
    title = fold(f"{report.title} {report.issuer}") if report else ""
    own = fold(passage.text)
    return (
        _lacks_measured(question, told, title, own)
        or _lacks_people(question, told)
        or _lacks_body(question, told, title)
    )


def _names_another(question: Question, told: str, before: str, known: str) -> bool:
    """Whether the passage names another thing than one that is asked about and that the report names elsewhere.

    It names one that differs by one character (科创园三期 is not told of by 科创园二期, 沅北供水工程 not by
    沅南供水工程), or, of a place that is asked about by its name, nothing that begins like it here or just before.
    """
    words = tagged(fold(question.text))
    runs = (words[i : i + n] for i in range(len(words)) for n in range(1, min(_WORDS_OF_A_NAME, len(words) - i) + 1))
    for run in runs:
        name = "".join(word for word, _ in run)
        if len(name) < _SHORTEST_NAME or name in told or name not in known:
            continue
        if not name.isalnum() or any(tag[:1] in _NO_NAME for _, tag in run) or run[-1][1][:1] in _ENDS_NO_NAME:
            continue
        first, tag = run[0]
        facility = _FACILITY.search(name)
        if facility and tag in _PROPER and len(first) > 1 and first not in told + before:
            return True
        if facility and tag in _PROPER and _another_facility(first, run[-1][0], told, before):
            return True
        if re.search(_variants(name, bool(facility) or any(tags in _PROPER for _, tags in run)), told):
            return True
    return False


def _another_facility(first: str, last: str, told: str, before: str) -> bool:
    """Whether a passage speaks of no ``last`` (公路), but of another facility that is called by ``first`` too."""
    if last in told:
        return False
    return last not in before or bool(re.search(rf"{re.escape(first)}[\u4e00-\u9fff]{{1,10}}(?:{_FACILITIES})", told))


def _variants(name: str, proper: bool) -> str:
    """A pattern of the names that differ from ``name`` by one character: any, or, where it is no ``proper`` name, one
    that tells two of a kind apart (外资企业 is no 投资企业, but a way of naming it)."""
    patterns = ["(?!)"]
    for i, character in enumerate(name):
        others = rf"[^\W\d{_ALIKE}{character}]" if proper else f"(?!{character})[{_TELLS_APART}]"
        if character not in _ALIKE and not character.isdigit() and (proper or character in _TELLS_APART):
            patterns.append(re.escape(name[:i]) + others + re.escape(name[i + 1 :]))
    return "|".join(patterns)


@lru_cache(maxsize=16)
def _folded(text: str) -> str:
    return fold(text)


def _lacks_matter(question: Question, told: str) -> bool:
    """Whether all but a character of what happened at the time that is asked for is missing."""
    words = [word for word in content_words(question.text) if not _GENERAL.fullmatch(word)]
    words += [form for _, forms in question.also for form in forms]
    characters = {character for word in words for character in word if "\u4e00" <= character <= "\u9fff"}
    return len(characters & set(told)) < min(_FEWEST, len(characters))


def _lacks_measured(question: Question, told: str, title: str, own: str) -> bool:
    """Whether a thing stands right before its measure in the question, and nothing of its name in the passage.

    What only a heading names is not told of where the passage's ``own`` words measure another thing: under 粮食安全,
    设施蔬菜面积14万亩、产量98万吨 gives no yield of grain.
    """
    measures = list(_MEASURE.finditer(fold(question.text)))  # 种地补贴(耕地地力保护补贴): one of its names is enough
    return bool(measures) and all(_lacks_thing(question, measure, told, title, own) for measure in measures)


def _lacks_thing(question: Question, measure: re.Match[str], told: str, title: str, own: str) -> bool:
    words = [pair for pair in tagged(measure.string[: measure.start()]) if pair[0] not in "的年总"]
    if not words or not words[-1][1].startswith(("n", "vn", "j")) or len(words[-1][0]) < 2:
        return False
    thing = words[-1][0]
    if _GENERAL.fullmatch(thing) or thing in title:
        return False
    forms = [form for word, others in question.also if thing in word for form in others]
    characters = {c for word in (thing, *forms) for c in word} - _COMMON
    if not characters or characters & set(own):
        return False
    return not characters & set(told) or _measures_another(own, measure[0])


def _measures_another(own: str, measure: str) -> bool:
    """Whether a noun for a thing stands before ``measure`` in the words of a passage."""
    named = tagged(own[: max(0, own.find(measure))])
    return any(
        tag[:1] == "n" and len(word) > 1 and not _GENERAL.fullmatch(word) and not _MEASURE.search(word)
        for word, tag in named
    )


def _lacks_people(question: Question, told: str) -> bool:
    """Whether a population is asked for, and the passage tells none."""
    return bool(_POPULATION.search(question.text)) and not _PEOPLE_TOLD.search(told)


def _lacks_body(question: Question, told: str, title: str) -> bool:
    """Whether all places and bodies that are named are such as neither the passage nor the title has a pair of."""
    pairs = []
    words = tagged(fold(question.text))
    for (name, tag), (behind, _) in zip(words, [*words[1:], ("", "")], strict=True):
        own = _KIND.sub("", name)
        a_body = own != name or _KIND.fullmatch(behind)
        if tag in ("ns", "nr", "nt", "nz") and a_body and len(own) > 1 and not _ANY_BODY.search(own):
            pairs.append([own[i : i + 2] for i in range(len(own) - 1)])
    return bool(pairs) and not any(pair in told or pair in title for name in pairs for pair in name)
