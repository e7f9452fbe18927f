"""What is known of a question while it is answered: times, passages, the answer with what it was chosen from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

from app.answer import Answer
from app.evidence import Found
from app.question import Question
from app.side_operands import ReadSides
from index.records import Hit


@dataclass(slots=True)
class Stopwatch:
    """Milliseconds by stage."""

    started: float = field(default_factory=perf_counter)
    last: float = field(default_factory=perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    def lap(self, stage: str) -> None:
        """Book the time since the last lap under ``stage``."""
        now = perf_counter()
        self.stages[stage] = round(self.stages.get(stage, 0.0) + (now - self.last) * 1000, 2)
        self.last = now

    def total(self) -> dict[str, float]:
        """Return the stages and their total."""
        return self.stages | {"total": round((perf_counter() - self.started) * 1000, 2)}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found for a question: all hits (a broad one's by its subject too), those read, a comparison's sides."""

    hits: Sequence[Hit] = ()
    found: Sequence[Found] = ()
    sides: ReadSides | None = None

    @property
    def confidence(self) -> float:
        """How sure it is that the report answers the question, as a whole or side by side."""
        whole = self.found[0].confidence if self.found else 0.0
        return max(whole, self.sides.confidence if self.sides else 0.0)

    def answers_apart(self, least: float) -> bool:
        """Whether both sides of a comparison are answered, so that no one passage has to answer the whole."""
        return self.sides is not None and self.sides.confidence >= least

    def best_of_both(self, least: float) -> Sequence[Found]:
        """What states a comparison best: of either side its first, where both are answered, else one or two in all."""
        if self.sides and self.answers_apart(least):
            return [items[0] for items in self.sides.found]
        sure = [item for item in self.found if item.confidence >= least]
        return sure[: 1 if self.sides else 2] or self.found[:1]


@dataclass(frozen=True, slots=True)
class Examined:
    """An answer with the question as it was understood and what was gathered for it.

    ``several`` tells that the answer joins those to several questions of one message; question and gathered are then
    the whole message's.
    """

    answer: Answer
    question: Question
    gathered: Gathered
    several: bool = False

    @property
    def found(self) -> Sequence[Found]:
        """What was read for the question, best first."""
        return self.gathered.found


def is_surer(alone: Answer, merged: Answer) -> bool:
    """Whether a question so short answers better as it stands than with what came before."""
    return merged.status == "refused" or (alone.status == "answered" and alone.confidence >= merged.confidence)
