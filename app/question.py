"""What a question asks: its kind, the unit its answer must carry, result or target, and the period."""

import re
from dataclasses import dataclass
from typing import Literal

from app.choice import asks_choice, asks_which_way
from app.question_words import (
    ASKED_UNIT,
    ASKING,
    ASKS,
    ASKS_MONEY,
    ASKS_SAME,
    CLAIM_EN,
    GROWTH,
    META,
    NAMES_MEASURE,
    NAMES_TIME,
    OTHER_REPORT,
    PATTERNS,
    PERCENT,
    PLAN_TO_PAST,
    RESULT,
    SECOND_HALF,
    SPEED,
    STATEMENT,
    TARGET,
    UNITS,
    WRITTEN,
    YEAR,
    Kind,
)
from app.versus import tell_versus
from index.figures import find_quantities
from index.lexical import fold

_LARGE = 10_000  # a number in 万 is an amount without any unit


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    ``text`` is the stand-alone form in Chinese that retrieval and reading use; ``asked`` the stand-alone form as
    the user would recognise it (English stays English). ``units`` are the units the answer may carry, most
    likely first, empty when it need not be a quantity; ``side`` is "result", "target" or ""; ``years`` the
    calendar years named. ``anchors`` are the ids of the passages that the turn before was answered from, where the
    question goes on from it, ``own`` are then its own words, without what it leaves out, and ``told`` the values, with
    their units, that the answer before gave: who goes on asks for others. ``translation`` is a translator's Chinese
    form of an English question, where there is one. ``also`` gives for words of ``text`` what the report says for the
    same thing elsewhere, ``near`` what it says near it (see ``app.synonyms``).
    """

    text: str
    asked: str
    lang: Literal["zh", "en"]
    kind: Kind
    units: tuple[str, ...]
    side: Literal["result", "target", ""]
    years: tuple[str, ...]
    anchors: tuple[int, ...] = ()
    own: str = ""
    told: tuple[tuple[float, str], ...] = ()
    translation: str = ""
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()
    near: tuple[str, ...] = ()

    @property
    def searched(self) -> str:
        """The words that BM25 looks for: the question's, and others for the same things or near them."""
        return " ".join([self.text, *(form for _, forms in self.also for form in forms), *self.near])

    @property
    def text_lang(self) -> Literal["zh", "en"]:
        """The language whose grammar ``worded`` has: Chinese where an English question was translated."""
        return "zh" if self.translation else self.lang

    @property
    def worded(self) -> str:
        """The question in whole sentences: as the user would recognise it, or a translator's form of that."""
        return self.translation or self.asked

    @property
    def measured(self) -> tuple[str, ...]:
        """The units that the question words themselves name (多少家, 百分之几); the answer must be of their kind."""
        folded = fold(self.worded)
        if PERCENT.search(folded) or SPEED.search(folded):
            return ("%",)
        counted = None if _OF_CHANGE.search(folded) else _COUNT_OF.search(folded)
        return (
            _asked_units(folded)
            or ((counted["unit"],) if counted else ())
            or (("元",) if ASKS_MONEY.search(folded) else ())
        )

    @property
    def asks_several(self) -> bool:
        """Whether several things are asked at once (投资多少,建了几个)."""
        return len(ASKS.findall(fold(self.worded))) > 1

    @property
    def wants_quantity(self) -> bool:
        """Whether the answer must hold a number."""
        return self.kind == "quantity" or (self.kind in ("yesno", "compare") and bool(self.units))


def understand(text: str, asked: str | None = None, lang: Literal["zh", "en"] = "zh") -> Question:
    """Analyse the stand-alone question ``text``; ``asked`` is its form in the user's language."""
    asked = text if asked is None else asked
    # Kind words are looked for in what the user wrote too: a translation keeps terms better than grammar.
    folded = fold(text) if lang == "zh" else f"{fold(asked)}\n{fold(text)}"
    kind = tell_kind(folded if lang == "zh" else fold(asked))
    if lang == "en" and kind == "what":  # what was the revenue, what problems: the translation says what is asked for
        kind = tell_kind(fold(text))
    return Question(
        text=text,
        asked=asked,
        lang=lang,
        kind=kind,
        units=_units(folded),
        side=_side(folded),
        years=tuple(dict.fromkeys(YEAR.findall(folded))),
    )


def tell_kind(folded: str) -> Kind:
    """Return the kind of a folded question (see ``index.lexical.fold``).

    >>> [tell_kind(q) for q in ("财政总收入是多少?", "建了几个就餐点", "完成了吗", "有哪些问题")]
    ['quantity', 'quantity', 'yesno', 'list']
    """
    if re.search(META, OTHER_REPORT.sub("", folded)):
        return "meta"
    if ASKS_SAME.search(folded) or PLAN_TO_PAST.search(folded):
        return "compare"
    if CLAIM_EN.search(folded):
        return "yesno"
    if asks_which_way(folded):
        return "what"
    if tell_versus(folded):
        return "compare"
    if GROWTH.search(folded) and not re.search("目标|计划|打算", folded):
        return "quantity"
    for kind, pattern in PATTERNS:
        if re.search(pattern, folded):
            return "what" if kind == "yesno" and asks_choice(folded) else kind
    if not ASKING.search(folded) and not STATEMENT.search(folded):
        if NAMES_TIME.search(folded):
            return "when"
        if NAMES_MEASURE.search(folded):
            return "quantity"
    return "yesno" if not ASKING.search(folded) and _states(folded) and not asks_choice(folded) else "what"


def _states(folded: str) -> bool:
    """Whether a question without question words is a statement to be confirmed: with a number, or of what is done."""
    return bool(STATEMENT.search(folded)) or any(q.unit or q.value >= _LARGE for q in find_quantities(folded))


def _units(folded: str) -> tuple[str, ...]:
    asked = ["%"] if PERCENT.search(folded) else [*_asked_units(folded)]
    asked += [unit for unit, pattern in UNITS if re.search(pattern, folded)]
    return tuple(dict.fromkeys(asked))


def _asked_units(folded: str) -> tuple[str, ...]:
    return tuple(WRITTEN.get(match["unit"], match["unit"]) for match in ASKED_UNIT.finditer(folded))


_COUNT_OF = re.compile("(?<![专国])(?P<unit>[户人件家台辆栋起场次亩])数(?![据字学量额])")  # 改造户数
_OF_CHANGE = re.compile("[涨降增减升跌]|提高|变化")  # by how much a count changed, which may be a rate
_SETS = re.compile("(?:目标|任务|计划|指标)(?:是|都|给)?[定设立订]了")  # what is set is not reached


def _side(folded: str) -> Literal["result", "target", ""]:
    if SECOND_HALF.search(folded):
        return "target"
    target, result = bool(TARGET.search(folded)), bool(RESULT.search(_SETS.sub("", folded)))
    if target == result:
        return ""
    return "target" if target else "result"
