"""Check what a chat model wrote, sentence by sentence, against the words that it cites.

A sentence passes when some stretch of the passages holds every amount with its unit and comparator, every other
number, date and name, and most of its words; when no other amount there fits its words better; and when it points
the same way, denies the same things and speaks of the same side (result, target). The stretch that supports it is
as short as whole clauses allow. Nothing here asks a model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.agreement import disagreement
from app.citable import Citable, Stretch
from app.content import content_bigrams
from app.drafts import Sentence
from app.facts import leading_date, with_amounts_of
from app.facts_english import reads_mixed, with_comparators
from app.lexicon import Lexicon
from app.spans import clauses
from app.support import Claim, Support, find_support

_MAX_NAMED = 3  # passages that one sentence may cite
_ROOM = 0.05  # of a sentence's words that may be lost for a shorter quote


@dataclass(frozen=True, slots=True)
class Grounded:
    """A sentence with the stretches that support it, or, where there are none, with its ``fault``.

    ``mended`` tells that it passed after a marker was put right, a date that it opened with was left out, or a
    comparator was put in.
    """

    sentence: Sentence
    support: tuple[Stretch, ...]
    fault: str = ""
    mended: bool = False

    @property
    def holds(self) -> bool:
        """Whether the sentence may be shown."""
        return bool(self.support)


class Grounder:
    """Checks the sentences of one draft against the passages that its writer was given."""

    def __init__(
        self,
        passages: Sequence[Stretch],
        citable: Citable,
        lexicon: Lexicon,
        lang: Literal["zh", "en"],
        asked: str = "",
    ) -> None:
        """``asked`` is the question in Chinese: a bare amount is one of what was asked for."""
        self._passages = list(passages)
        self._asked = tuple(frozenset((gram,)) for gram in content_bigrams(asked))
        self._citable = citable
        self._lexicon = lexicon
        self._lang = lang

    def check(self, sentence: Sentence, before: Sequence[str] = ()) -> Grounded:
        """Check one sentence; ``before`` are those already checked, whose amounts it may add or subtract."""
        checked = self._check_as_it_is(sentence, before)
        if checked.holds:
            return checked
        for text in self._mendings(sentence.text):
            mended = self._check_as_it_is(replace(sentence, text=text), before)
            if mended.holds:
                return replace(mended, mended=True)
        return checked

    def _mendings(self, text: str) -> Iterator[str]:
        """Yield what may be meant: with comparators and units as the passages have them, without a date in front."""
        told = with_comparators(text) if self._lang == "en" else with_amounts_of(text, [p.text for p in self._passages])
        if told != text:
            yield told
        dated = leading_date(text) if self._lang == "zh" else 0
        if 0 < dated < len(text) - 4:
            yield text[dated:]
            if told[dated:] != text[dated:]:
                yield told[dated:]

    def _check_as_it_is(self, sentence: Sentence, before: Sequence[str]) -> Grounded:
        claim = Claim.read(sentence.text, self._lang, self._lexicon, before)
        named = [self._passages[n - 1] for n in sentence.cited if 1 <= n <= len(self._passages)][:_MAX_NAMED]
        if self._lang == "en" and reads_mixed(sentence.text):
            return Grounded(sentence, (), f"“{sentence.text[:40]}”: Chinese words stand outside brackets")
        fault = "" if named else self._say("没有标出有效的段落编号", "it cites no passage that exists")
        for choice, mended in self._choices(named):
            found, problem = self._try(claim, choice)
            if found:
                wrong_marker = mended or len(sentence.cited) != len(choice)
                return Grounded(sentence, found, mended=wrong_marker)
            fault = fault or problem
        return Grounded(sentence, (), f"“{sentence.text[:40]}”：{fault}")

    def _choices(self, named: Sequence[Stretch]) -> Iterator[tuple[list[Stretch], bool]]:
        """What may support a sentence: what it names, else any one passage that it could have named."""
        if named:
            yield list(named), False
        for passage in self._passages:
            if list(named) != [passage]:
                yield [passage], True

    def _try(self, claim: Claim, passages: Sequence[Stretch]) -> tuple[tuple[Stretch, ...], str]:
        """Return the narrowest support for ``claim`` in ``passages``, or why there is none."""
        above = [stretch for passage in passages for stretch in self._citable.above(passage)]
        whole = find_support(claim, passages, above)
        if whole.missing:
            return (), self._lacking(whole)
        narrowed = self._narrow(claim, passages, above, whole.coverage)
        problem = disagreement(claim, narrowed, self._passages, self._lang, self._asked)
        if problem:
            return (), problem
        used = find_support(claim, narrowed, above).context
        return (*narrowed, *used), ""

    def _narrow(
        self, claim: Claim, passages: Sequence[Stretch], above: Sequence[Stretch], coverage: float
    ) -> list[Stretch]:
        """Return ``passages`` cut down, one after the other, to the clauses that are needed."""
        kept = list(passages)
        for passage in passages:
            others = [stretch for stretch in kept if stretch is not passage]
            if others and self._enough(claim, others, above, coverage):
                kept = others
                continue
            shorter = (part for part in _parts(passage) if self._enough(claim, [*others, part], above, coverage))
            kept[kept.index(passage)] = next(shorter, passage)
        return kept

    @staticmethod
    def _enough(claim: Claim, stretches: Sequence[Stretch], above: Sequence[Stretch], coverage: float) -> bool:
        found = find_support(claim, stretches, above)
        return not found.missing and found.coverage >= coverage - _ROOM

    def _lacking(self, support: Support) -> str:
        words = "、".join(support.missing[:3])
        return self._say(f"“{words}”不在所引段落里", f"{words} is not in the cited passage")

    def _say(self, chinese: str, english: str) -> str:
        return english if self._lang == "en" else chinese


def _parts(passage: Stretch) -> Iterator[Stretch]:
    """Yield the runs of clauses of ``passage``, the shortest first."""
    spans = clauses(passage.text)
    runs = [(spans[i][0], spans[j][1]) for i in range(len(spans)) for j in range(i, len(spans))]
    for start, end in sorted(runs, key=lambda run: run[1] - run[0]):
        yield passage.part(start, end)
