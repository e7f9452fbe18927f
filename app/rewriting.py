"""Take a follow-up's stand-alone form, or a question's Chinese, from a chat model, where what it wrote can be one."""

import re
from collections.abc import Sequence
from typing import Literal

from app.answer import MAX_QUESTION, Turn
from app.drafts import clean
from app.english import is_english
from app.examined import Examined
from app.facts import Facts, chinese_facts, has_number, normal
from app.facts_english import english_facts

MAX_TURNS = 4
"""Earlier messages that a follow-up is rewritten from."""
_LONGEST = 120  # characters of a stand-alone question
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d|,\d)")
_SMALL = frozenset(float(number) for number in range(13))
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_PERIOD = re.compile(r"[上下]半年|第?[一二三四1-4]季度|去年|明年|前年|上年|1-6月")
_MARKER = re.compile(r"\[\d+\]|\*\*")


def recent_turns(history: Sequence[Turn]) -> list[Turn]:
    """Return the last turns with words in them, without markers and bold."""
    turns = [Turn(turn.role, _MARKER.sub("", turn.content)) for turn in history if turn.content.strip()]
    return turns[-MAX_TURNS:]


def read_rewritten(written: str, question: str, history: Sequence[Turn]) -> str:
    """Return the stand-alone question that a model wrote, or an empty string for what cannot be one.

    One line, a question in the language of the follow-up, and no number, date or name that nobody has said.
    """
    text = _single_line(written)
    lang: Literal["zh", "en"] = "en" if is_english(question) else "zh"
    if not 2 <= len(text) <= min(_LONGEST, MAX_QUESTION) or ("en" if is_english(text) else "zh") != lang:
        return ""
    said = normal("\n".join([question, *(turn.content for turn in history)]))
    facts = chinese_facts(normal(text))
    known = chinese_facts(said)
    numbers = [*facts.numbers, *re.findall(r"\d+(?:\.\d+)?", normal(text))]
    new = any(date not in known.dates for date in facts.dates) or any(not has_number(n, said) for n in numbers)
    return "" if new or any(name not in said for name in facts.names) else text


def read_translation(written: str, question: str, words: str) -> str:
    """Return the Chinese question that a model wrote for an English one, or an empty string for what cannot be one.

    One line of Chinese that names the amounts and the years of the question and no others, and no part of the year
    but those among the question's ``words`` as the dictionary has them. Small numbers may be numerals in the one and
    words in the other.
    """
    text = _single_line(written)
    if not 2 <= len(text) <= min(_LONGEST, MAX_QUESTION) or is_english(text) or not _IDEOGRAPH.search(text):
        return ""
    asked, told = normal(question), normal(text)
    if set(_YEAR.findall(asked)) != set(_YEAR.findall(told)):
        return ""
    if not set(_PERIOD.findall(told)) <= set(_PERIOD.findall(normal(words))):
        return ""
    english, chinese = _values(english_facts(question)), _values(chinese_facts(told))
    return text if english - _SMALL == chinese - _SMALL else ""


def surer(by_rules: Examined, by_model: Examined) -> Examined:
    """Return what the model's form of a question is answered, where that is as sure of itself, else the rules'."""
    answered = by_model.answer.status == "answered"
    ruled = by_rules.answer.confidence if by_rules.answer.status == "answered" else 0.0
    return by_model if answered and by_model.answer.confidence >= ruled else by_rules


def _values(facts: Facts) -> set[float]:
    return {round(amount.value, 6) for amount in facts.amounts}


def _single_line(written: str) -> str:
    lines = [line.strip() for line in clean(written).split("\n") if line.strip()]
    return lines[0].strip("“”\"' ") if len(lines) == 1 else ""
