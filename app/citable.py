"""The words that a sentence may rest on: passages, and the headings and the title that stand above them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from app.answer import Side
from index.figures import side_of
from index.lexical import fold
from index.records import Passage, Report, Section


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a report, in offsets of its text; ``section`` is the path of headings above it."""

    report: str
    start: int
    end: int
    section: tuple[str, ...]
    side: Side
    text: str

    @property
    def folded(self) -> str:
        """The words, folded for matching."""
        return fold(self.text)

    def part(self, start: int, end: int) -> "Stretch":
        """Return ``text[start:end]`` without white space and commas at its ends."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip(" \t\u3000,，;；、"))
        words = self.text[start:end].rstrip(" \t\u3000,，;；、")
        return Stretch(self.report, self.start + start, self.start + start + len(words), self.section, self.side, words)


class Citable:
    """Finds what stands above a passage."""

    def __init__(self, reports: Mapping[str, Report], headings: Mapping[tuple[str, tuple[str, ...]], tuple[int, int]]):
        self.reports = reports
        self._headings = headings

    @classmethod
    def build(cls, reports: Mapping[str, Report], sections: Iterable[Section]) -> Self:
        """Remember where each heading stands."""
        return cls(reports, {(s.report, s.path): (s.start, s.heading_end) for s in sections})

    def passage(self, passage: Passage) -> Stretch:
        """Return a passage as a stretch."""
        side: Side = side_of(passage)  # type: ignore[assignment]
        return Stretch(passage.report, passage.start, passage.end, passage.section, side, passage.text)

    def above(self, stretch: Stretch) -> list[Stretch]:
        """Return the headings above ``stretch``, the nearest first, then the title where the text holds it."""
        found: list[Stretch] = []
        text = self.reports[stretch.report].text
        for depth in range(len(stretch.section), 0, -1):
            place = self._headings.get((stretch.report, stretch.section[:depth]))
            if place:
                words = text[place[0] : place[1]]
                found.append(
                    Stretch(stretch.report, *place, stretch.section[: depth - 1], "", words).part(0, len(words))
                )
        title = self.reports[stretch.report].title
        at = text.find(title) if title else -1
        if at >= 0:
            found.append(Stretch(stretch.report, at, at + len(title), (), "", title))
        return found
