"""A stand-alone question put into a report's words and understood."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from app.abbreviation import spell_as_reported
from app.english import is_english, to_chinese
from app.plain import plain
from app.problems import asks_only_problems
from app.question import Question, understand
from app.question_words import ASKS, YEAR
from app.spelling import correct
from app.synonyms import kindred, reword
from app.vocabulary import Vocabulary
from index.lexical import fold
from index.outlook import opens_year


def analyse(
    asked: str, vocabulary: Vocabulary, titles: Sequence[str], chinese: str = "", own: Vocabulary | None = None
) -> Question:
    """Understand ``asked``, which stands alone, in the words of the reports with these ``titles``.

    ``own`` are the words of the report that is asked, where it is one.
    ``chinese`` is a translator's form of an English question; without one a dictionary puts its words together.
    """
    lang: Literal["zh", "en"] = "en" if is_english(asked) else "zh"
    if lang == "en" and not chinese:
        understood = understand(to_chinese(asked, vocabulary, own), asked, lang)
    else:
        # Folded first: a report in simplified characters is asked in traditional ones too.
        folded = plain(fold(chinese or asked))
        text = correct(spell_as_reported(reword(folded, vocabulary), vocabulary), vocabulary)[0]
        understood = replace(_completed(understand(text, chinese or asked)), **kindred(folded, vocabulary)._asdict())
        if chinese:
            understood = replace(understood, asked=asked, lang=lang, translation=chinese)
    if _is_yet_to_come(understood.years, titles) or (not understood.side and _asks_of_plans(understood, titles)):
        understood = replace(understood, side="target")
    # A list of all the problems is what a summary of them is: the section or paragraph that tells them.
    broad = understood.kind in ("list", "quantity") and asks_only_problems(understood, titles)
    return replace(understood, kind="summary") if broad else understood


def _is_yet_to_come(years: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether only years after those of the titles are named (2030 of a report of 2026): what is told is intended."""
    reported = [year for title in titles for year in YEAR.findall(title)]
    return bool(years and reported) and min(years) > max(reported)


def _asks_of_plans(question: Question, titles: Sequence[str]) -> bool:
    """Whether it is asked of this year, for which a government's work report, given at its beginning, has plans."""
    own = {year for title in titles for year in YEAR.findall(title)}
    this_year = "今年" in question.text or (bool(question.years) and own.issuperset(question.years))
    return this_year and bool(titles) and all(map(opens_year, titles))


def _completed(question: Question) -> Question:
    """The question, with 是多少 where it only names a measure (粮食产量): the reader knows whole questions."""
    if question.kind != "quantity" or ASKS.search(question.text):
        return question
    return replace(question, text=question.text.rstrip("？?。 ").removesuffix("是") + "是多少?")
