"""Which of the passages found comes first: of the time, of as many years and in the words that are asked for."""

import re
from collections.abc import Callable, Mapping, Sequence

from app.content import content_bigrams, content_words, share_held
from app.evidence import Found, brought_first
from app.mismatch import mismatches, other_quantity
from app.own_place import without_own_place
from app.question import Question
from app.question_words import SECOND_HALF, YEAR
from app.topic import TIME, tagged
from app.years_spanned import of_the_years_first
from index.figures import is_intended
from index.lexical import fold
from index.records import Report

_OF_A_TIME, _BY_NOW = (
    ("quantity", "what", "how", "which", "when"),
    re.compile("去年|上年|上半年|前六个月|目前|现在|眼下|如今|至今|截至|已经"),
)
_AS_SURE = 0.05  # by so much less sure another may be that names the thing, whatever its other words
_LEANS = re.compile("^(?:那么?|这)?(?:其中|这?里[头面]|当中|之中)|^那(?:已经?|现在|目前)*")
_ASKS_NOT_YET = re.compile("(?:还|仍)有?(?:多少|几)[^，,。？?]*[没未]|(?:还没|仍未|尚未|未)[^，,。？?]*有?(?:多少|几)")
_NOT_YET = re.compile("尚|未(?!来)|没有|缺|剩|仍有")
_CODE = re.compile(r"[a-z]{1,4}\d+(?:\.\d+)?")  # one letter or digit more is another thing: PM10, PM2.5
_WHEN_AND_AIM = re.compile(rf"{TIME}|目标|计划")  # which passages leave to their headings
_OTHERS = 4  # passages looked through for one that tells what is asked for
_LESS, _SPOKEN = 0.2, 0.3  # of the question's bigrams: so many fewer it may hold than the first, so many it must


def fitting_first(
    question: Question, found: Sequence[Found], least: float, reports: Mapping[str, Report]
) -> Sequence[Found]:
    """Return ``found`` with the best that tells the number asked for first, where what stands first tells another.

    It must be at least so sure as ``least`` and speak as much of what is asked.
    """

    found = _of_the_code_first(question, found, least)
    found = _not_yet_first(question, found, least)
    found = _of_the_year_first(question, _of_the_time_first(question, found, least), least)
    found = of_the_years_first(question, found, least)
    found = _in_own_words_first(question, found, least)

    def other(item: Found) -> bool:
        return mismatches(question, item.candidate, reports[item.candidate.passage.report])

    if question.kind != "quantity" or not found or not other(found[0]):
        return found
    title = reports[found[0].candidate.passage.report].title
    grams = content_bigrams(without_own_place(_WHEN_AND_AIM.sub(" ", question.text), title))
    spoken = [share_held(grams, fold(item.candidate.passage.indexed_text)) for item in found[:_OTHERS]]
    things = [word for word, tag in tagged(fold(question.text)) if tag.startswith("n") and len(word) > 1]
    for number, item in enumerate(found[1:_OTHERS], 1):
        told = fold(item.candidate.passage.text)
        as_sure = item.confidence >= found[0].confidence - _AS_SURE and any(thing in told for thing in things)
        alike = as_sure or spoken[number] >= max(spoken[0] - _LESS, _SPOKEN)
        if alike and item.confidence >= least and not other(item):
            return brought_first(found, number)
    return found


def _of_the_time_first(question: Question, found: Sequence[Found], least: float) -> Sequence[Found]:
    """``found``, what reports first where the past or the present is asked of, what is planned where the future is."""
    past = bool(_BY_NOW.search(question.text)) and question.side == "result"
    future = bool(SECOND_HALF.search(question.text))
    if (
        question.kind not in _OF_A_TIME
        or past == future
        or not found
        or is_intended(found[0].candidate.passage) == future
    ):
        return found

    def fits(item: Found) -> bool:
        return is_intended(item.candidate.passage) == future and not other_quantity(question, item.candidate)

    return _fitting_as_alike_first(question.text, found, least, fits)


def _fitting_as_alike_first(
    asked: str, found: Sequence[Found], least: float, fits: Callable[[Found], bool]
) -> Sequence[Found]:
    """``found`` with the first that ``fits``, is at least so sure as ``least`` and speaks as much of what is ``asked``
    as what stands first, before all others."""
    grams = content_bigrams(asked)
    spoken = [share_held(grams, fold(item.candidate.passage.indexed_text)) for item in found[:_OTHERS]]
    for number, item in enumerate(found[1:_OTHERS], 1):
        if fits(item) and item.confidence >= least and spoken[number] >= max(spoken[0] - _LESS, _SPOKEN):
            return brought_first(found, number)
    return found


def _not_yet_first(question: Question, found: Sequence[Found], least: float) -> Sequence[Found]:
    """``found``, with what tells of what is not done yet first, where that is asked for (还有多少…没通) and the first
    tells what is done."""

    def fits(item: Found) -> bool:
        return _NOT_YET.search(item.candidate.passage.text) is not None

    if question.kind != "quantity" or not _ASKS_NOT_YET.search(question.text) or not found or fits(found[0]):
        return found
    return _fitting_as_alike_first(question.text, found, least, fits)


def _of_the_code_first(question: Question, found: Sequence[Found], least: float) -> Sequence[Found]:
    """``found``, with what names the PM10 or G354 of the question first, where the first names none or another."""
    codes = _CODE.findall(fold(question.text))

    def named(item: Found) -> bool:
        return all(code in fold(item.candidate.passage.indexed_text) for code in codes)

    if not codes or not found or named(found[0]):
        return found
    known = (n for n, item in enumerate(found[:_OTHERS]) if named(item) and item.confidence >= least)
    number = next(known, 0)
    return brought_first(found, number) if number else found


def _of_the_year_first(question: Question, found: Sequence[Found], least: float) -> Sequence[Found]:
    """``found``, with what stands under the year that is asked about first, where the first stands under another."""

    def years_of(item: Found) -> set[str]:
        passage = item.candidate.passage
        return set(YEAR.findall(f"{passage.context} {passage.text}"))

    def fits(item: Found) -> bool:
        return bool(wanted & years_of(item)) and not other_quantity(question, item.candidate)

    wanted = set(question.years)
    if question.kind not in _OF_A_TIME or len(wanted) != 1 or not found:
        return found
    told = years_of(found[0])
    if not told or wanted & told:
        return found
    return _fitting_as_alike_first(_WHEN_AND_AIM.sub(" ", question.text), found, least, fits)


def _in_own_words_first(question: Question, found: Sequence[Found], least: float) -> Sequence[Found]:
    """``found`` with what has the words of the follow-up itself first (其中投产的有几个), where the first has none."""
    words = content_words(_LEANS.sub("", fold(question.own))) if question.kind == "quantity" else []
    if not words or not found or any(word in fold(found[0].candidate.passage.indexed_text) for word in words):
        return found
    for number, item in enumerate(found[1:_OTHERS], 1):
        told = fold(item.candidate.passage.text)
        if item.confidence >= least and all(word in told for word in words):
            return brought_first(found, number)
    return found
