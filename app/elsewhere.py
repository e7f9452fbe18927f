"""Questions on another year or another place than a report speaks of."""

import re
from collections.abc import Iterable, Iterator

import rjieba

from app.claims import periods_differ
from app.question import Question
from app.question_words import YEAR
from app.topic import TIME
from index.figures import side_of
from index.lexical import fold
from index.records import Passage, Report

_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治县|自治州|街道|省|市|县|区|镇|乡|州)$")
_SUFFIX_CUT_OFF = re.compile(rf"{_SUFFIX.pattern[:-1]}(?=$|[有是的在里上去今])")  # 桃溪|镇, 桃溪|镇有
_INDICATOR = re.compile(
    r"(?:的|[上今去前]年|20\d\d年?|[上下]半年|全年|城乡|居民|人均|常住)*(?:gdp|生产总值|经济总量|财政|收入|人口|增速|产值|税收|固定资产|进出口)"
)
_OF_ONE = ("quantity", "who", "when", "what", "which")
_PAST = re.compile("(?<!比)(?:去年|上年|上一年|前年|往年)")
_PAST_TOLD = re.compile("去年|上年|前年|往年|20\\d\\d年|同比|比上|较上")
_YEAR_GONE, _YEAR_AHEAD = re.compile("过去的?一年|一年来|去年以来"), re.compile("明年|来年|新的一年|下一年")
# Districts that are named by what they are, not where: every report has its own.
_GENERIC_KIND = re.compile(r"(?:[省市县区镇乡村州局]|街道)[里上内]|[全本我各]\S")  # 镇里, 全县: the report's own
_GENERIC = re.compile(r"^(?:[全本我各这那该外邻]|经开|经济|开发|高新|新|城|市|郊|景|社|园|片|库|灾|山|牧|林|矿|小|辖)")


def is_elsewhere(question: Question, reports: Iterable[Report]) -> bool:
    """Whether the question names years, or a township, county, city or province, that no report mentions anywhere."""
    reports = list(reports)
    known = fold(" ".join(f"{report.text} {report.title} {report.period} {report.issuer}" for report in reports))
    years = {year for report in reports for year in _years_implied(report)}
    if question.years and not any(year in known or year in years for year in question.years):
        return True
    named = [*_places(question.text), *_measured(question.text)]
    if question.kind == "compare":
        named += [word for word, tag in rjieba.tag(fold(question.text)) if tag == "ns" and _is_name(word)]
    return any(_bare(place) not in known for place in named)


def tells_of_other(question: Question, passage: Passage, report: Report) -> bool:
    """Whether ``passage`` speaks of another year or place than the question, both of which the report may well name.

    Of a report on part of a year 去年 is another year, and what is told of its first half says nothing on the second. A
    village or county that is not the report's own must stand in the passage or in the headings above it for the
    passage to give its figures.
    """
    if question.kind not in _OF_ONE:
        return False
    partly = re.search("半年|[一二三四1-4]季度", report.title + report.period)
    past = _PAST.search(question.text)
    if partly and past and not _PAST_TOLD.search(passage.text):
        return True
    reported = side_of(passage) == "result"
    if reported and periods_differ(question.text, f"{passage.context} {passage.text}"):
        return True
    own, told = f"{report.title} {report.issuer}", passage.indexed_text
    names = [_bare(place) for place in (*_places(question.text), *_measured(question.text))]
    return any(name not in own and name not in told for name in names)


def _years_implied(report: Report) -> Iterator[str]:
    """Yield the years that a report speaks of without their number: the one before its own and the one after it."""
    own = YEAR.findall(f"{report.title} {report.period}")
    if own and _YEAR_GONE.search(report.text):
        yield str(int(min(own)) - 1)
    if own and _YEAR_AHEAD.search(report.text):
        yield str(int(max(own)) + 1)


def _bare(place: str) -> str:
    """A place's name without its suffix, where two characters remain: 桃溪 of 桃溪镇, 定州 as it is."""
    bare = _SUFFIX.sub("", place)
    return bare if len(bare) > 1 else place


def _is_name(word: str) -> bool:
    return len(word) > 1 and not _GENERIC_KIND.fullmatch(word)


def _measured(text: str) -> Iterator[str]:
    """Yield names of places without a suffix of which an indicator is asked (杭州的GDP, 重庆去年的人口)."""
    text = fold(text)
    at = 0
    for word, tag in rjieba.tag(text):
        at += len(word)
        if tag == "ns" and _is_name(word) and _INDICATOR.match(text, at):
            yield word


def _places(text: str) -> Iterator[str]:
    """Yield names such as 桃溪镇: a place name, with the suffix that may have been cut off as a word of its own."""
    tagged = rjieba.tag(re.sub(TIME, " ", fold(text)))  # 2024年岚江市 has no place called 年岚江市
    for (word, tag), following in zip(tagged, [*(word for word, _ in tagged[1:]), ""], strict=False):
        after = _SUFFIX_CUT_OFF.match(following)
        name = word + after[0] if after and not _SUFFIX.search(word) else word
        if tag == "ns" and len(name) >= 3 and _SUFFIX.search(name) and not _GENERIC.match(name):
            yield name
