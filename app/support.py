"""Whether some words of a report hold everything hard that a sentence states, and how many of its words."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, Self

from app.citable import Stretch
from app.content import content_bigrams
from app.english_dictionary import stem
from app.facts import Amount, Facts, chinese_facts, has_number, normal, read_amounts, read_dates
from app.facts_english import content_stems, english_facts
from app.lexicon import Lexicon

ENOUGH_ZH, ENOUGH_EN = 0.6, 0.35
"""Shares of a sentence's words that must stand in what it cites: English ones are found through a dictionary only."""

_PERSONS = frozenset(("人", "名", "位"))
_PIECES = frozenset(("个", "家", "处", "项", "座", "所", "条", "支", "件", "种", "类"))
_MEASURED = frozenset(
    ("元", "%", "个百分点", "百分点", "亩", "公顷", "吨", "公里", "平方公里", "平方米", "倍", "人次", "千瓦时")
)
_SUM = re.compile(
    r"合计|总计|共计|一共|总共|相加|之和|加起来|总和|\b(?:total|altogether|combined|sum|together)\b", re.I
)
_DIFFERENCE = re.compile(
    r"相差|差额|之差|差距|[多高少低]出?(?=\d|约|了)|[多高少低]出|"
    r"\b(?:difference|more than|less than|higher|lower|gap|exceeds?)\b",
    re.I,
)
# An amount right after such words is worked out, unless the report says them of it itself.
_WORKED_OUT = re.compile(
    r"(?:相差|差额|之差|差距|合计|总计|共计|一共|总共|相加|之和|总和|[多高少低](?![于达效质级收])出?了?)[^\d,;。]{0,4}$|"
    r"\b(?:total(?:s|led|ling)?|altogether|combined|sum|difference)\b[^\d.;]{0,24}$",
    re.I,
)
_GLUE = re.compile(
    r"两者|二者|三者|相差|差额|之差|合计|共计|总计|相加|之和|总和|其中|分别|以及|同时|此外|包括|报告|显示|提到|指出|根据|主要|方面"
)
_YEAR_ENDS = frozenset(("年底", "年末", "年内"))


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence read: its folded text and facts; ``before`` are the amounts stated before it.

    ``words`` are its content words, each as the forms in which it may stand in the report; ``spelled`` likewise its
    names in Latin letters.
    """

    text: str
    folded: str
    lang: Literal["zh", "en"]
    facts: Facts
    words: tuple[frozenset[str], ...]
    spelled: dict[str, frozenset[str]]
    before: tuple[Amount, ...]

    @classmethod
    def read(cls, text: str, lang: Literal["zh", "en"], lexicon: Lexicon, before: Sequence[str] = ()) -> Self:
        """Read a sentence without markers."""
        folded, facts = normal(text), _facts(text, lang)
        earlier = tuple(amount for said in before for amount in _facts(said, lang).amounts)
        if lang == "zh":
            return cls(text, folded, lang, facts, _grams(folded, facts.amounts), {}, earlier)
        stems = content_stems(text)
        words = tuple(_forms(stems, place, lexicon) for place in range(len(stems)))
        return cls(text, folded, lang, facts, words, _spelled(facts.spelled, text, lexicon), earlier)


@dataclass(frozen=True, slots=True)
class Support:
    """What a stretch of words gives a claim: the facts that it lacks, the share of the claim's words that it holds,
    and the headings that were needed for a date or a name."""

    missing: tuple[str, ...]
    coverage: float
    context: tuple[Stretch, ...]


def find_support(claim: Claim, stretches: Sequence[Stretch], above: Sequence[Stretch]) -> Support:
    """Look for what ``claim`` states in ``stretches``; for dates and names also in the headings ``above`` them."""
    words = "\n".join(stretch.folded for stretch in stretches)
    amounts, _ = _read_source(words)
    missing = [_told(claim, a, amounts, words) for a in claim.facts.amounts if not _stated(claim, a, amounts, words)]
    missing += [number for number in claim.facts.numbers if not has_number(number, words)]
    soft: list[tuple[str, Callable[[str], bool]]] = [
        *((date, lambda text, d=date: _has_date(d, text)) for date in claim.facts.dates),
        *((name, lambda text, n=name: normal(n) in text) for name in claim.facts.names),
        *((name, lambda text, f=forms: any(form in text for form in f)) for name, forms in claim.spelled.items()),
    ]
    lacking = {name: stands_in for name, stands_in in soft if not stands_in(words)}
    context: list[Stretch] = []
    while lacking:
        held = {stretch: [n for n, stands_in in lacking.items() if stands_in(stretch.folded)] for stretch in above}
        best = max(held, key=lambda stretch: len(held[stretch]), default=None)
        if best is None or not held[best]:
            missing += lacking
            break
        context.append(best)
        lacking = {name: stands_in for name, stands_in in lacking.items() if name not in held[best]}
    coverage = _coverage(claim, "\n".join([words, *(stretch.folded for stretch in above)]))
    if coverage < (ENOUGH_EN if claim.lang == "en" else ENOUGH_ZH):
        missing.append(claim.text[:20])
    return Support(tuple(missing), coverage, tuple(context))


def same_amount(said: Amount, stated: Amount) -> bool:
    """Whether two amounts are the same: value, unit and comparator."""
    return (
        math.isclose(said.value, stated.value, rel_tol=1e-9)
        and unit_agrees(said, stated.unit)
        and bool(said.comparators & stated.comparators)
    )


def unit_agrees(said: Amount, unit: str) -> bool:
    """Whether an amount can be of ``unit``: what counts persons or pieces has several names, in English many."""
    if said.unit == unit:
        return True
    if said.english and not said.unit:
        return unit not in _MEASURED
    if said.english and said.unit == "个百分点":
        return unit == "百分点"
    return any(said.unit in units and unit in units for units in (_PERSONS, _PIECES))


def _facts(text: str, lang: str) -> Facts:
    return english_facts(text) if lang == "en" else chinese_facts(normal(text))


@lru_cache(maxsize=4096)
def _read_source(words: str) -> tuple[tuple[Amount, ...], frozenset[str]]:
    return tuple(read_amounts(words)), read_dates(words)


def _has_date(date: str, words: str) -> bool:
    stated = _read_source(words)[1]
    return date in stated or (date in _YEAR_ENDS and bool(stated & _YEAR_ENDS))


def _told(claim: Claim, amount: Amount, stated: Sequence[Amount], words: str) -> str:
    """Return an amount that is not in the cited words, with what is there in its place."""
    text = claim.text if claim.lang == "en" else claim.folded
    said = text[amount.start : amount.end]
    near = [words[a.start : a.end] for a in stated if math.isclose(a.value, amount.value, rel_tol=1e-9)]
    return f"{said} ({near[0]})" if near and near[0] != said else said


def _stated(claim: Claim, said: Amount, stated: Sequence[Amount], words: str) -> bool:
    """Whether an amount stands in the cited words, or follows from two of them that are stated beside it."""
    if _computed(claim, said, stated):
        return True
    cue = _WORKED_OUT.search((claim.text if claim.lang == "en" else claim.folded)[: said.start])
    if cue and claim.lang == "zh" and cue.group()[:2] not in words:
        return False
    if any(same_amount(said, amount) for amount in stated):
        return True
    if _is_article(claim, said) and not any(unit_agrees(said, amount.unit) for amount in stated):
        return True
    # three-level is 三级, in which 三 counts nothing
    small = said.english and not said.unit and said.comparators == {"="} and said.value in range(1, 11)
    return small and has_number("一二三四五六七八九十"[int(said.value) - 1], words)


def _is_article(claim: Claim, said: Amount) -> bool:
    """Whether an amount is the 一个 of 建设一个奋进年, which counts nothing; beside 5个 it would."""
    return said.value == 1 and not said.english and claim.folded[said.start : said.end] in ("一个", "一种", "一项")


def _computed(claim: Claim, said: Amount, stated: Sequence[Amount]) -> bool:
    """Whether an amount is the sum or difference of two exact ones that are cited, and stated by the draft too."""
    adds, subtracts = _SUM.search(claim.text), _DIFFERENCE.search(claim.text)
    if not (adds or subtracts) or "=" not in said.comparators | ({"="} if subtracts else set()):
        return False
    told = [*claim.facts.amounts, *claim.before]
    operands = [a for a in stated if "=" in a.comparators and any(same_amount(t, a) for t in told if t is not said)]
    for i, one in enumerate(operands):
        for other in operands[i + 1 :]:
            if one.unit != other.unit or not unit_agrees(said, one.unit):
                continue
            results = [one.value + other.value] if adds else []
            results += [abs(one.value - other.value)] if subtracts else []
            if any(math.isclose(said.value, result, rel_tol=1e-9) for result in results):
                return True
    return False


def _forms(stems: Sequence[str], place: int, lexicon: Lexicon) -> frozenset[str]:
    """Return what an English word may stand for, by itself and within the phrases of two or three words around it."""
    forms = lexicon.meant(stems[place]) | {stems[place]}
    for length in (2, 3):
        for start in range(max(0, place - length + 1), min(place + 1, len(stems) - length + 1)):
            forms |= lexicon.phrase(tuple(stems[start : start + length]))
    return forms


def _spelled(names: Sequence[str], text: str, lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Return the names of an English sentence with what they may stand for; Xuan Ping may be 宣平 as one."""
    spelled = {name: lexicon.spelled(name) for name in names if not text.startswith(name) or not lexicon.is_word(name)}
    for one, other in pairwise(names):
        together = lexicon.spelled(one + other.lower()) | lexicon.phrase((stem(one.lower()), stem(other.lower())))
        for name in (one, other):
            if name in spelled:
                spelled[name] |= together
    return spelled


def _grams(folded: str, amounts: Sequence[Amount]) -> tuple[frozenset[str], ...]:
    """Return the bigrams of the words of a Chinese sentence that carry content, without its amounts."""
    words = list(folded)
    for amount in amounts:
        words[amount.start : amount.end] = " " * (amount.end - amount.start)
    grams = (gram for gram in content_bigrams(_GLUE.sub(" ", "".join(words))) if not any(c.isdigit() for c in gram))
    return tuple(frozenset((gram,)) for gram in grams)


def _coverage(claim: Claim, words: str) -> float:
    if not claim.words:
        return 1.0
    return sum(any(form in words for form in forms) for forms in claim.words) / len(claim.words)
