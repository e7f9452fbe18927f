"""The sides of a comparison: what was read for each, and which quantities may be its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.content import content_bigrams, content_words, share_held
from app.evidence import Found
from app.features import span_of
from app.operands import Operand, likeness, read_operands
from app.question import Question
from app.sides import Sides
from app.topic import MEASURE
from index.lexical import fold

SIDE_TIME = re.compile(
    r"(?:19|20)\d\d年|[今去上]年|[上下]半年|目标|计划|任务|实际|完成|打算|现在|原来|已经|预期|要求|保底"
)
"""What makes a side a time, or the target or the result."""
LEAST_LIKE = 0.3
"""Likeness of a name to what stands at its quantity."""
_GIVEN_BOTH = (
    9  # characters before a quantity in which 均 gives it to several things, and one that may forbid it (村均)
)
_READ = 4  # passages of each side that are looked at
_READ_SURE = 0.25  # the probability from which the reader's own mark on a side counts
_MARK = 2.0  # what it counts for that the reader marked a quantity, by the probability of its passage
_OF_OTHERS = 2.0  # what it costs that the side is named only behind a quantity, at another one
_MEASURED = 2.0  # what it counts that the words before a quantity name what is measured of both sides
_MOST, _LEAST = re.compile("最[好多大高强富快]"), re.compile("最[差少小低弱穷慢]")
_FIRST, _LAST = re.compile("最[好多大高强富快]|首位|第一"), re.compile("最[差少小低弱穷慢]|末位|垫底")


@dataclass(frozen=True, slots=True)
class ReadSides:
    """What was found for each of the two questions that a comparison comes apart into, best first."""

    sides: Sides
    found: tuple[Sequence[Found], Sequence[Found]]
    terms: tuple[str, str]
    """The names of the sides in the report's words: of an English question they are Chinese."""
    asked: tuple[Question, Question] | None = None
    """The two questions as they were understood."""

    @property
    def confidence(self) -> float:
        """How sure it is that both are answered."""
        return min(items[0].confidence if items else 0.0 for items in self.found)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its name and the other's, what they name without what is ``measured`` of both, its
    question, the pairs of characters proper to each."""

    names: tuple[str, str]
    things: tuple[str, str]
    measured: str
    question: str
    own: Sequence[str]
    foreign: Sequence[str]
    found: Sequence[Found]
    asked: Question | None = None

    def weigh(self, topic: str, found: Sequence[Found]) -> Iterator[tuple[float, Operand]]:
        """Yield the operands that may be this side's, with what speaks for each.

        Sides that are two times have one ``topic``, which is looked for in all that was ``found``.
        """
        name, other = topic or self.things[0], self.things[1]
        own, measured = {id(item) for item in self.found}, content_bigrams(self.measured)
        for item in [*self.found, *found] if topic else _each_once([*self.found[:_READ], *found[:_READ]]):
            whole = fold(item.candidate.passage.indexed_text)
            operands = read_operands(item, content_bigrams(self.question))
            at_name = min((o.quantity.start for o in operands if self.things[0] in o.near), default=0)
            for operand in operands:
                near = likeness(name, operand.label)
                # A passage may name the side elsewhere, if what stands at the quantity does not name the other.
                framed = (
                    not topic
                    and likeness(name, whole) >= 2 * LEAST_LIKE
                    and likeness(other, operand.label) < LEAST_LIKE
                )
                marked = id(item) in own and item.probability >= _READ_SURE and self._marked(item, operand)
                marked = marked and not (self.asked and self.asked.lang == "en")  # the reader is of Chinese
                such = self._is_such(operand)
                if such is not False and (near >= LEAST_LIKE or framed or marked or such):
                    score = operand.score + (2 if topic else 1) * near + 0.5 * share_held(self.own, whole)
                    score += _MARK * item.probability * marked + _MEASURED * share_held(measured, operand.label)
                    score -= _OF_OTHERS * (operand.quantity.start < at_name and self.things[0] not in operand.label)
                    yield score + share_held(self.own, operand.label) - share_held(self.foreign, operand.label), operand

    def marked(self, units: Sequence[str]) -> Iterator[tuple[float, Operand]]:
        """Yield what the reader marked as the answer to this side's question, or has the unit that is asked for.

        For a side whose words stand nowhere at a quantity: it is called otherwise in the report.
        """
        for item in self.found[:1] if self.found and self.found[0].probability >= _READ_SURE else ():
            for operand in read_operands(item, content_bigrams(self.question)):
                if self._marked(item, operand) or operand.quantity.unit in units:
                    yield operand.score - share_held(self.foreign, operand.label), operand

    def _is_such(self, operand: Operand) -> bool | None:
        """Whether an operand is told of the best or the last of several; None where the side is neither (最差的村)."""
        asked = [tells for asks, tells in ((_MOST, _FIRST), (_LEAST, _LAST)) if asks.search(self.names[0])]
        return asked[0].search(operand.near) is not None if len(asked) == 1 else None

    def _marked(self, item: Found, operand: Operand) -> bool:
        """Whether the operand is what the passage answers to the question on this side, by itself."""
        reading, quantity = item.candidate.reading, operand.quantity
        start, end = span_of(self.asked, item.candidate) if self.asked else (reading.start, reading.end)
        return start < quantity.end and quantity.start < end


def _each_once(items: Sequence[Found]) -> list[Found]:
    """The items, of those that show one passage the first."""
    return list({item.candidate.passage.id: item for item in reversed(items)}.values())[::-1]


def _thing(name: str) -> str:
    """What is measured, without the name of its measure (城镇居民 of 城镇居民收入); the name where that is all."""
    thing = re.sub(f"的?{MEASURE}$", "", name)
    return thing if content_words(thing) else name


def _measured_of(names: Sequence[str], questions: Sequence[str]) -> str:
    """What both ``questions`` ask of what one of the ``names`` owns: 去化周期 of 办公用房的去化周期; or nothing."""
    owned = [name.rpartition("的")[2] for name in names if name.rpartition("的")[0]]
    return next((words for words in owned if len(words) > 1 and all(words in question for question in questions)), "")


def side_options(question: Question, side: Side, topic: str, found: Sequence[Found]) -> list[tuple[float, Operand]]:
    """The operands that may be a side's, with what speaks for each."""
    options = list(side.weigh(topic, found))
    units = question.measured
    measured = [option for option in options if option[1].quantity.unit in units]
    if topic and measured:
        return measured
    if topic or any(operand.quantity.unit in units for _, operand in options) or (options and not units):
        return options
    return [*options, *side.marked(units)]


def sides_of(read: ReadSides) -> Iterator[Side]:
    """Yield the sides of what was read."""
    grams = [content_bigrams(name) for name in read.terms]
    measured = _measured_of(read.terms, read.sides.questions)
    things = [_thing(SIDE_TIME.sub("", name).removesuffix(f"的{measured}")) for name in read.terms]
    for i, items in enumerate(read.found):
        own = [gram for gram in grams[i] if gram not in grams[1 - i]]
        foreign = [gram for gram in grams[1 - i] if gram not in grams[i]]
        asked = read.asked[i] if read.asked else None
        names, named = (read.terms[i], read.terms[1 - i]), (things[i], things[1 - i])
        yield Side(names, named, measured, read.sides.questions[i], own, foreign, items, asked)


def in_common(found: Sequence[Found], read: ReadSides) -> Operand | None:
    """Return a quantity that the report gives to both sides at once (甲和乙均增长8%), or None."""
    for item in found[:_READ]:
        for operand in read_operands(item, ()):
            before = operand.near[: -(operand.quantity.end - operand.quantity.start)][-_GIVEN_BOTH:]
            both = all(likeness(_thing(name), operand.label) >= LEAST_LIKE for name in read.terms)
            if both and re.search("(?<![人户村平])均(?![价可衡])|都|皆|同为", before):
                return operand
    return None
