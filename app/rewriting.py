"""Take a follow-up's stand-alone form from a chat model, where what it wrote can be one."""

import re
from collections.abc import Sequence
from typing import Literal

from app.answer import MAX_QUESTION, Turn
from app.drafts import clean
from app.english import is_english
from app.facts import chinese_facts, has_number, normal

MAX_TURNS = 4
"""Earlier messages that a follow-up is rewritten from."""
_LONGEST = 120  # characters of a stand-alone question
_MARKER = re.compile(r"\[\d+\]|\*\*")


def recent_turns(history: Sequence[Turn]) -> list[Turn]:
    """Return the last turns with words in them, without markers and bold."""
    turns = [Turn(turn.role, _MARKER.sub("", turn.content)) for turn in history if turn.content.strip()]
    return turns[-MAX_TURNS:]


def read_rewritten(written: str, question: str, history: Sequence[Turn]) -> str:
    """Return the stand-alone question that a model wrote, or an empty string for what cannot be one.

    One line, a question in the language of the follow-up, and no number, date or name that nobody has said.
    """
    lines = [line.strip() for line in clean(written).split("\n") if line.strip()]
    text = lines[0].strip("“”\"' ") if len(lines) == 1 else ""
    lang: Literal["zh", "en"] = "en" if is_english(question) else "zh"
    if not 2 <= len(text) <= min(_LONGEST, MAX_QUESTION) or ("en" if is_english(text) else "zh") != lang:
        return ""
    said = normal("\n".join([question, *(turn.content for turn in history)]))
    facts = chinese_facts(normal(text))
    known = chinese_facts(said)
    numbers = [*facts.numbers, *re.findall(r"\d+(?:\.\d+)?", normal(text))]
    new = any(date not in known.dates for date in facts.dates) or any(not has_number(n, said) for n in numbers)
    return "" if new or any(name not in said for name in facts.names) else text
