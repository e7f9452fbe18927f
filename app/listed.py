"""The list that a question asks for, where a sentence leads to it, a passage opens it or a heading stands above it."""

import re
from collections.abc import Sequence

from app.covering import gram_weights
from app.evidence import Found
from app.problems import asks_problems
from app.question import Question
from app.sections import (
    COUNTED,
    ENOUGH_OF_HEADING,
    MAX_BULLETS,
    passages_under,
    series_after,
    share_of_heading,
)
from index.figures import side_of
from index.records import Passage
from index.store import Index

_NUMERALS, _MOST = "一二三四五六七八九十", 12
_LEADS = re.compile(
    rf"(?:以下|如下|下列|下面)(?:这)?(?P<n>[两{_NUMERALS}])?(?:个|大|项|方面|点|件)*[^，,。；;]{{0,8}}[：:]?$|"
    rf"(?P<said>[两{_NUMERALS}])个方面[^，,。；;]{{0,10}}[。：:]$|[：:]$"
)
_OPENS = re.compile(r"(?P<lead>[^：:。；;]{4,160})[：:]\s*(?P<first>一是)?(?=.{4,})")
_SO_MANY = re.compile(
    rf"(?P<n>[两{_NUMERALS}]|\d{{1,2}})(?:个|大|条|点|项)*(?:方面|问题|困难|不足|措施|举措|原因|任务|打算)"
)
_PROBLEMS = re.compile("困难|问题|不足|短板|差距|挑战")
_LEADING = 0.1  # of the best passage's probability, for another to lead to the list that is asked for
_ENOUGH_OF_LEAD = 0.3
# What asks for a list and names no matter of it.
_ASKS_LIST = re.compile(
    rf"(?:从|在|有|是)?(?:哪|几)[几些]?[两{_NUMERALS}\d]*(?:[个条点项句大]+|(?=方面))(?:方面|举措|措施|内容|要求)?(?:来|去)?(?:抓|入手|着手|推进|做|开展|发力)?|"
    r"(?:19|20)\d\d年|今年(?:要)?"
)


def siblings_for_list(question: Question, found: Sequence[Found], index: Index) -> list[Passage]:
    """Return the items under the heading a list question names, or nothing when it names none.

    The heading must be the best candidate itself, or share at least half of the question's bigrams.
    """
    grams = gram_weights(_ASKS_LIST.sub(" ", question.text), index.lexical)
    for item in (one for one in found[:3] if one.probability >= _LEADING * found[0].probability):
        passage = item.candidate.passage
        items = _announced(passage, index) or _opened(question, passage, index, grams)
        items = items or _of_series(question, passage, index)
        if items:
            return items
    named = _under_the_named(grams, found[0].candidate.passage, index) if found else []
    if named:
        return named
    for item in found[:3]:
        passage = item.candidate.passage
        if not passage.is_heading:
            continue
        path = (*passage.section, passage.text)
        if item is not found[0] and (
            share_of_heading(grams, passage.text) < ENOUGH_OF_HEADING
            or (question.side == "result" and side_of(passage) in ("target", "plan"))
        ):
            continue
        below = passages_under(index, passage.report, path)
        headings = [p for p in below if p.is_heading and p.section == path]
        if len(headings) >= 2:
            return headings
        own = [p for p in below if not p.is_heading]
        return own if 2 <= len(own) <= MAX_BULLETS else []
    return []


def _under_the_named(grams: dict[str, float], best: Passage, index: Index) -> list[Passage]:
    """What stands below a heading above the best one, where the question names that heading and not what it says: the
    headings there, else the passages."""
    depth = max(range(len(best.section) + 1), key=lambda n: share_of_heading(grams, best.section[n - 1]) if n else 0.0)
    path = best.section[:depth]
    named = share_of_heading(grams, path[-1]) if path else 0.0
    own = best.is_heading and not COUNTED.match(best.text)
    if own or named < ENOUGH_OF_HEADING or share_of_heading(grams, best.text) >= ENOUGH_OF_HEADING * named:
        return []
    below = passages_under(index, best.report, path)
    headings = [p for p in below if p.is_heading and p.section == path and COUNTED.match(p.text)]
    if 2 <= len(headings) <= _MOST:
        return headings
    return below if 2 <= len(below) <= MAX_BULLETS and not any(p.is_heading for p in below) else []


def _announced(passage: Passage, index: Index) -> list[Passage]:
    """What a sentence only leads to (抓好以下五个方面：): the headings after it, as many as it says, or the series."""
    lead = _LEADS.search(passage.text)
    if lead is None:
        return []
    count = lead["n"] or lead["said"]
    number = _NUMERALS.find(count.replace("两", "二")) + 1 if count else 0
    headings = []
    for after in index.passages[passage.id + 1 :]:
        if after.report != passage.report or after.section[: len(passage.section)] != passage.section:
            break
        if after.is_heading and after.section == passage.section:
            headings.append(after)
    headings = headings[: number or _MOST]
    listed = headings if len(headings) > 1 else series_after(passage, index)
    return listed if not lead["said"] or len(listed) == number else []  # 以下 leads to a list, 五个方面 may sum one up


def _of_series(question: Question, passage: Passage, index: Index) -> list[Passage]:
    """All of what is counted out (一是…；二是…, or by headings), where ``passage`` is one of as many as are asked."""
    asked = _SO_MANY.search(question.text)
    if asked is None:
        return []
    number = int(asked["n"]) if asked["n"].isdigit() else _NUMERALS.find(asked["n"].replace("两", "二")) + 1
    if passage.is_heading:
        alike = [p for p in index.passages if p.is_heading and p.report == passage.report]
        series = [p for p in alike if p.section == passage.section]
        return series if len(series) == number else []
    if not COUNTED.match(passage.text):
        return []
    first = passage
    while first.id and COUNTED.match(first.text) and not first.text.startswith("一"):
        first = index.passages[first.id - 1]
    opens = "一是" in first.text and (first.report, first.section) == (passage.report, passage.section)
    series = [first, *series_after(first, index)] if opens else []
    return series if len(series) == number else []


def _opened(question: Question, passage: Passage, index: Index, grams: dict[str, float]) -> list[Passage]:
    """A list that ``passage`` opens and others go on with: 办好十件实事：一是…；二是…, or 预期目标是：…；…。

    What stands before the colon must speak of what is asked.
    """
    lead = _OPENS.match(passage.text)
    problems = asks_problems(question) and lead is not None and _PROBLEMS.search(lead["lead"])
    if lead is None or not (problems or share_of_heading(grams, lead["lead"]) >= _ENOUGH_OF_LEAD):
        return []
    if lead["first"]:
        series = series_after(passage, index)
        return [passage, *series] if series else []
    listed = [passage]
    for after in index.passages[passage.id + 1 :]:
        if (
            not listed[-1].text.endswith(("；", ";"))
            or after.section != passage.section
            or after.report != passage.report
        ):
            break
        listed.append(after)
    return listed if 1 < len(listed) <= _MOST else []
