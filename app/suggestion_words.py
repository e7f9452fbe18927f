"""How a suggested question is worded, in Chinese and in English; what a report names keeps the report's own words."""

import re
from typing import Literal

from index.records import Figure

Language = Literal["zh", "en"]

_MONEY, _SHARE = ("元", "美元", "欧元", "港元"), ("%", "‰", "个百分点")
_MEASURES = (*_MONEY, *_SHARE, "亩", "公顷", "平方米", "平方公里", "米", "公里", "吨", "公斤")
_FALL = re.compile("下降|减少|降低")
PROBLEMS: dict[Language, str] = {
    "zh": "报告提到了哪些存在的问题？",
    "en": "Which problems does the report mention?",
}


def is_share(figure: Figure) -> bool:
    """Whether ``figure`` is a share or a rate, which can be that of a rise or a fall."""
    return figure.unit in _SHARE


def figure_question(figure: Figure, name: str, trend: str, language: Language) -> str:
    """Return a question for ``figure``, which counts what ``name`` names, or how far that rose or fell (``trend``).

    Empty where there is nothing to count by.
    """
    if figure.side in ("target", "plan"):
        return f"What is the target for {_quote(name + trend)}?" if language == "en" else f"{name}{trend}的目标是多少？"
    if trend:
        fell = "fall" if _FALL.search(trend) else "rise"
        return f"By how much did {_quote(name)} {fell}?" if language == "en" else f"{name}{trend}了多少？"
    if not figure.unit:
        return ""
    if language == "en":
        counted = figure.unit not in _MEASURES
        return f"How many {_quote(name)} are there?" if counted else f"How much is {_quote(name)}?"
    return f"{name}是多少？" if figure.unit in (*_MONEY, *_SHARE) else f"{name}有多少{figure.unit}？"


def heading_question(heading: str, ahead: bool, language: Language) -> str:
    """Return a question for what stands under ``heading``: what is to be done, where it looks ``ahead``, or was."""
    if language == "en":
        return f"What {'is planned' if ahead else 'was done'} for {_quote(heading)}?"
    return f"{heading}方面{'有哪些打算' if ahead else '有哪些做法和成效'}？"


def _quote(name: str) -> str:
    """Return the report's words as English text names them; what is in quotation marks keeps its own."""
    return name if name.startswith("“") and name.find("”") == len(name) - 1 else f"“{name}”"
