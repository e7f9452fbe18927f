"""English words into words of a report: CC-CEDICT turned round and cut down to what the report holds.

Read on the first English question and once for each report; a process that is asked in Chinese pays nothing.
"""

import gzip
import math
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Self

import rjieba

from app.english_choice import Options
from app.vocabulary import Vocabulary

_A_NAME = 2  # glosses that even the name of a firm or a person may stand in
Phrase = tuple[str, ...]
"""The stems of the words of an English phrase."""
_DATA = Path(__file__).parent / "data"
_STEP = 0.85  # what each further form of a term is worth of the one before
_SECOND = 0.6  # what the large dictionary's words are worth beside the genre's
_IN_A_GLOSS = 0.3  # what a word is worth that is explained by a phrase of which the English word is part
_SINGLE = 0.5  # what a word of one ideograph is worth, which stands in longer words too
_SPREAD = 2.5  # how fast a word of the large dictionary loses with its score
_PARTIAL = 20.0  # taken off where a word is only part of a gloss: never before one that is the whole
_PART = -8.0  # above it are the scores of whole glosses
_MAX_OPTIONS = 8
_IRREGULAR_FORMS = """
    won=win built=build held=hold rose=rise risen=rise fell=fall fallen=fall grew=grow grown=grow spent=spend
    brought=bring sold=sell paid=pay got=get began=begin begun=begin gave=give given=give took=take taken=take
    made=make led=lead met=meet ran=run went=go gone=go put=put set=set broke=break people=people children=child
    men=man women=woman centre=center centres=center programme=program programmes=program organise=organize
    organised=organize honour=honor labour=labor harbour=harbor percent=percent news=news species=species gas=gas
    gdp=gdp this=this was=was is=is has=has does=does its=its us=us speed=speed need=need during=during thing=thing
    spring=spring bring=bring building=building ring=ring king=king string=string wing=wing red=red bed=bed
    came=come became=become drew=draw drawn=draw drove=drive driven=drive wrote=write written=write chose=choose
    chosen=choose taught=teach caught=catch bought=buy found=find left=leave kept=keep sent=send lost=lose saw=see
    seen=see said=say told=tell knew=know known=know fought=fight sought=seek rebuilt=rebuild rent=rent
    added=add adding=add feed=feed seed=seed exceed=exceed hundred=hundred series=series always=always
"""
_IRREGULAR = dict(pair.split("=") for pair in _IRREGULAR_FORMS.split())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case English word: plural, -ing and -ed taken off.

    >>> [stem(w) for w in ("projects", "cities", "developing", "planned", "built", "services", "business")]
    ['project', 'city', 'develop', 'plan', 'build', 'servic', 'business']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zes")) else word[:-1]
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) > 2 and re.search("[aeiouy]", rest):
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def stems(phrase: str) -> tuple[str, ...]:
    """Return the stems of the words of ``phrase``, without articles and the ``to`` of infinitives."""
    words = re.findall(r"[a-z0-9]+", phrase.lower().replace("'s", ""))
    while len(words) > 1 and words[0] in ("to", "a", "an", "the", "be"):
        words = words[1:]
    return tuple(stem(word) for word in words if word not in ("the", "sth", "sb"))


@dataclass(frozen=True, slots=True)
class Term:
    """A line of ``genre-en.tsv``: its Chinese forms, best first, and how far it is to be trusted.

    ``loose`` marks an everyday word, which means one of the forms only where the report holds it; ``light`` one that
    says nothing unless the report holds a form near the other words of the question.
    """

    forms: tuple[str, ...]
    loose: bool
    light: bool


class Dictionary:
    """English phrases, as tuples of stems, into the words of one report."""

    LONGEST = 9
    """Words of the longest phrase."""

    def __init__(
        self, terms: dict[Phrase, Term], words: dict[Phrase, dict[str, float]], things: frozenset[Phrase] = frozenset()
    ) -> None:
        """``things`` are the phrases that are not only glosses of verbs."""
        self._terms = terms
        self._words = words
        self._things = things

    @classmethod
    def build(cls, vocabulary: Vocabulary) -> Self:
        """Keep what ``vocabulary`` holds of the genre's terms and of CC-CEDICT."""
        terms: dict[Phrase, Term] = {}
        for key, term in _genre_terms().items():
            held = tuple(form for form in term.forms if form in vocabulary)
            if held or not term.loose or term.light:
                terms[key] = replace(term, forms=held or (() if term.loose else term.forms[:1]))
        scored: dict[Phrase, dict[str, float]] = {}
        things: set[Phrase] = set()
        for line in _dictionary_text().splitlines():
            word, _, meanings = line.partition("\t")
            if vocabulary.may_contain(word) and word in vocabulary:
                _enter(scored, word, meanings, vocabulary.frequency(word))
                things.update(stems(gloss) for gloss in meanings.split("/") if not gloss.startswith("to "))
        return cls(terms, scored, frozenset(things))

    def term(self, phrase: Phrase) -> str | None:
        """Return the report's word for one of the genre's fixed terms, or the usual one where it has none."""
        term = self._terms.get(phrase)
        return term.forms[0] if term and term.forms else None

    def words(self, phrase: Phrase) -> list[str]:
        """Return the report's words that the dictionary explains by ``phrase``, likeliest first."""
        scored = self._words.get(phrase, {})
        return sorted(scored, key=lambda word: (-scored[word], word))

    def options(self, phrase: Phrase) -> Options | None:
        """Return what ``phrase`` may stand for in the report, or None where neither source has it.

        A term that is no everyday word stands for its own forms alone, and for the first where the report has none.
        """
        term = self._terms.get(phrase)
        if term is None and len(phrase) > 1:  # the parts of a gloss are for single words
            whole = [word for word in self.words(phrase) if self._words[phrase][word] > _PART]
            return Options({word: _STEP**rank for rank, word in enumerate(whole[:_MAX_OPTIONS])}) if whole else None
        weights = {form: _STEP**rank for rank, form in enumerate(term.forms)} if term else {}
        if term is None or (term.loose and not term.light):
            for word, weight in self._weigh(phrase).items():
                weights.setdefault(word, weight * (_SECOND if term and term.forms else 1.0))
        light = term.light if term else phrase not in self._things and self.explains(phrase)
        return Options(weights, light) if weights or light else None

    def _weigh(self, phrase: Phrase) -> dict[str, float]:
        """Return the likeliest words of the large dictionary: 1 for the best one that ``phrase`` explains wholly."""
        scored = self._words.get(phrase, {})
        weights: dict[str, float] = {}
        whole = [word for word in self.words(phrase) if scored[word] > _PART]
        parts = [word for word in self.words(phrase) if scored[word] <= _PART]
        for words, share in ((whole, 1.0), (parts, _IN_A_GLOSS)):
            for word in words[:_MAX_OPTIONS]:
                short = _SINGLE if len(word) == 1 else 1.0
                weights[word] = short * share * math.exp((scored[word] - scored[words[0]]) / _SPREAD)
        return weights

    def explains(self, phrase: Phrase) -> bool:
        """Whether a word of the report is explained by the whole of ``phrase``, or the genre has it as a term."""
        return phrase in self._terms or max(self._words.get(phrase, {}).values(), default=_PART) > _PART


def _enter(scored: dict[Phrase, dict[str, float]], word: str, meanings: str, frequency: int) -> None:
    """Score ``word`` under each of its glosses: early and exact ones first, then what is frequent."""
    base = 0.4 * math.log1p(frequency) + 0.1 * math.log1p(rjieba.suggest_freq(word)) - (1.5 if len(word) == 1 else 0.0)
    for rank, gloss in enumerate(meanings.split("/")):
        key = stems(gloss)
        if not key or (len(word) == 1 and (rank > 2 or len(key) > 1)):
            continue
        keys = [(key, 0.0)] + ([((part,), -_PARTIAL) for part in key if len(part) > 3] if 2 <= len(key) <= 3 else [])
        for entry, penalty in keys:
            found = scored.setdefault(entry, {})
            found[word] = max(found.get(word, -99.0), base + penalty - 0.4 * min(rank, 6))


@cache
def _genre_terms() -> dict[Phrase, Term]:
    terms: dict[Phrase, Term] = {}
    for line in (_DATA / "genre-en.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            english, _, chinese = line.partition("\t")
            forms = tuple(form for form in chinese.removeprefix("~").split("/") if form != "-")
            terms[stems(english)] = Term(forms, chinese.startswith("~"), chinese.endswith("-"))
    return terms


@cache
def _dictionary_text() -> str:
    return "\n" + gzip.decompress((_DATA / "cc-cedict.tsv.gz").read_bytes()).decode("utf-8")


@lru_cache(maxsize=2_000)
def any_word(english: str) -> str:
    """Return the commonest Chinese word for ``english``, whether or not a report holds it; empty for none.

    A question about something that the report lacks must keep naming it, or another question would be answered.
    """
    text = _dictionary_text()
    found: dict[str, float] = {}
    forms = dict.fromkeys((english.lower(), stem(english.lower()), re.sub("s$", "", english.lower())))
    pattern = "|".join(re.escape(form) for form in forms if form)
    for match in re.finditer(rf"[\t/](?:to )?(?:{pattern})(?=[/\n])", text):
        start = text.rfind("\n", 0, match.start()) + 1
        word = text[start : text.index("\t", start)]
        rank = text.count("/", start, match.start() + 1)
        found.setdefault(word, math.log1p(rjieba.suggest_freq(word)) - rank - (3.0 if len(word) == 1 else 0.0))
    return max(found, key=lambda word: found[word], default="")


@lru_cache(maxsize=2_000)
def is_in_dictionary(word: str) -> bool:
    """Whether a lower-case English word is one of every day: CC-CEDICT explains several words with it."""
    return len(re.findall(rf"\b{re.escape(word)}\b", _dictionary_text())) > _A_NAME


@lru_cache(maxsize=4)
def dictionary_for(vocabulary: Vocabulary) -> Dictionary:
    """Return the dictionary of one report, built when first asked for."""
    return Dictionary.build(vocabulary)
