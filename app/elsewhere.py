"""Questions on another year or another place than a report speaks of."""

import re
from collections.abc import Iterable, Iterator

import rjieba

from app.question import Question
from index.records import Report

_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治县|自治州|街道|省|市|县|区|镇|乡|州)$")
# Districts that are named by what they are, not where: every report has its own.
_GENERIC = re.compile(r"^(?:[全本我各这那该外邻]|经开|经济|开发|高新|新|城|市|郊|景|社|园|片|库|灾|山|牧|林|矿|小|辖)")


def is_elsewhere(question: Question, reports: Iterable[Report]) -> bool:
    """Whether the question names years, or a township, county, city or province, that no report mentions anywhere."""
    known = " ".join(f"{report.text} {report.title} {report.period} {report.issuer}" for report in reports)
    if question.years and not any(year in known for year in question.years):
        return True
    return any(_SUFFIX.sub("", place) not in known for place in _places(question.text))


def _places(text: str) -> Iterator[str]:
    """Yield names such as 桃溪镇: a place name, with the suffix that may have been cut off as a word of its own."""
    tagged = rjieba.tag(text)
    for (word, tag), following in zip(tagged, [*(word for word, _ in tagged[1:]), ""], strict=False):
        name = word if _SUFFIX.search(word) else word + following
        if tag == "ns" and len(name) >= 3 and _SUFFIX.fullmatch(name[-1]) and not _GENERIC.match(name):
            yield name
