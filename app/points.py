"""Which passages a broad question is answered by: each is weighed by itself and by what stands around it.

A topic is seldom one sentence, and often no heading's: a passage counts by its own nearness to the question, by
its heading, by its section and its neighbours. The weights are fitted by ``python -m eval.fit_points`` on
development questions that ask for a summary.
"""

import json
import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.evidence import Found
from app.masthead import find_masthead
from app.problems import asks_merits, asks_problems, find_problems
from app.progress_asked import naming
from app.question import Question
from app.relevance import Logistic
from index.errors import ReaderError
from index.figures import find_quantities, side_of
from index.lexical import fold
from index.records import Hit, Passage, Report
from index.store import Index

POINTS_FILE = Path(__file__).parent / "data" / "points.json"
POINT_FEATURES = (
    "fused",
    "dense",
    "probability",
    "heading_fused",
    "heading_dense",
    "section",
    "beside",
    "beside_probability",
    "side",
    "figure",
    "length",
    "section_length",
    "problem",
)
"""Names of the features, in the order of the rows of ``Surroundings``."""
_NEAREST = 3  # passages by which a section is judged
_FAR = -1.0  # the fused score of a neighbour that is not there: below that of most passages
_MARKDOWN = re.compile(r"^[\\#\s]+")  # what a heading's text may begin with and its section's name does not
# What every report says and no question is about: thanks, and what it looks up to. With a figure it tells more.
_CEREMONY = re.compile("表示[^，,。]{0,6}感谢|致以[^，,。]{0,10}(?:敬意|感谢|问候)|请予审议")
_SLOGAN = re.compile(
    "以习近平|为(?:行动)?(?:指导|指引)|重要(?:讲话|指示|论述)|(?:全|次)会(?:议)?精神|会议精神|总体要求|两个确立|党代会"
)
_ASKS_SLOGAN = re.compile("思想|精神|指导|讲话|指示|要求|学习|会议|党|政治|组织|干部")
_NO_FIGURE = ("年", "届", "次", "月", "日", "")  # units of 2023年, 二十届, 十一次全会
_OTHER_SIDE = 0.1  # of its chance is left to a passage that is not on the side asked about

SectionKey = tuple[str, tuple[str, ...]]
"""A report's id and the path of headings down to a section of it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A passage with the probability that a summary must tell it."""

    passage: Passage
    probability: float


def section_of(passage: Passage) -> SectionKey:
    """The innermost section that a passage stands in."""
    return passage.report, passage.section


def heading_key(heading: Passage) -> SectionKey:
    """The section that a heading opens."""
    return heading.report, (*heading.section, _MARKDOWN.sub("", heading.text))


def says_nothing(question: Question, passage: Passage, report: Report) -> bool:
    """Whether a passage is the report's title or masthead, thanks, or a slogan without a figure that nobody wants."""
    if fold(passage.text).rstrip("。") in fold(report.title):
        return True
    if any(start < passage.end and passage.start < end for start, end in find_masthead(report.text).values()):
        return True
    if _CEREMONY.search(passage.text):
        return True
    slogan = _SLOGAN.search(passage.text) and not _ASKS_SLOGAN.search(question.text)
    return bool(slogan) and all(quantity.unit in _NO_FIGURE for quantity in find_quantities(passage.text))


class Surroundings:
    """All hits for a question, and where each of them stands."""

    def __init__(self, question: Question, found: Sequence[Found], hits: Sequence[Hit], index: Index) -> None:
        self._question = question
        self._probable = {item.candidate.passage.id: item.probability for item in found}
        self._hits = {hit.passage.id: hit for hit in hits}
        passages = [hit.passage for hit in hits]
        self._headings = {heading_key(p): self._hits[p.id] for p in passages if p.is_heading}
        content = [p for p in passages if not p.is_heading] or passages
        telling = [p for p in content if not says_nothing(question, p, index.reports[p.report])]
        if asks_merits(question):
            failures = find_problems(passages, index)
            telling = [p for p in telling if p.id not in failures]
        self.content = sorted(telling or content, key=lambda passage: passage.id)
        self._sides = {p.id: side_of(p) for p in self.content}
        self._sections: dict[SectionKey, list[Hit]] = defaultdict(list)
        for passage in self.content:
            self._sections[section_of(passage)].append(self._hits[passage.id])
        self._asks_problems = asks_problems(question)
        self.problems = find_problems(passages, index) if self._asks_problems else frozenset()

    def on_side(self, passage: Passage) -> bool:
        """Whether a passage tells what is asked for: results with their problems, or targets and plans."""
        is_target = self._sides[passage.id] in ("target", "plan")
        return not self._question.side or is_target == (self._question.side == "target")

    def row(self, passage: Passage) -> list[float]:
        """Return the POINT_FEATURES of a passage of ``content``."""
        hit, section = self._hits[passage.id], self._sections[section_of(passage)]
        heading = self._headings.get(section_of(passage))
        nearest = sorted(other.score for other in section)[-_NEAREST:]
        beside = [other.passage.id for other in section if abs(other.passage.id - passage.id) == 1]
        tells_problem = passage.id in self.problems or self._sides[passage.id] == "problem"
        return [
            hit.score,
            hit.dense,
            self._probable.get(passage.id, 0.0),
            heading.score if heading else 0.0,
            heading.dense if heading else hit.dense,
            sum(nearest) / len(nearest),
            max((self._hits[row].score for row in beside), default=_FAR),
            max((self._probable.get(row, 0.0) for row in beside), default=0.0),
            (1.0 if self.on_side(passage) else -1.0) if self._question.side else 0.0,
            float(any(True for _ in find_quantities(passage.text))),
            math.log(len(passage.text)),
            math.log(len(section)),
            float(tells_problem) * (1.0 if self._asks_problems else -1.0),
        ]


def weigh_points(
    question: Question, found: Sequence[Found], hits: Sequence[Hit], index: Index, model: Logistic
) -> list[Point]:
    """Return the passages that may be told, of the report that the likeliest is of, in reading order.

    ``hits`` are all passages with their fused scores, ``found`` those that were read. Asked for problems, only what
    the report calls its problems may be told, where there is such a part; asked how a thing gets on, what names it.
    """
    around = Surroundings(question, found, hits, index)
    problems = [p for p in around.content if p.id in around.problems]
    content = problems or naming(question, around.content) or around.content
    if question.side == "target":  # no result is an intention, whatever else there is to tell
        content = [passage for passage in content if around.on_side(passage)] or content
    chances = model.probabilities([around.row(passage) for passage in content])
    points = [
        Point(passage, float(chance) * (1.0 if around.on_side(passage) else _OTHER_SIDE))
        for passage, chance in zip(content, chances, strict=True)
    ]
    best = max(points, key=lambda point: point.probability, default=None)
    return [point for point in points if best and point.passage.report == best.passage.report]


def choose_points(points: Sequence[Point], share: float, most: int) -> list[Point]:
    """Return the ``most`` likeliest points with at least ``share`` of the best one's chance, the likeliest first."""
    ranked = sorted(points, key=lambda point: (-point.probability, point.passage.id))[:most]
    return [point for point in ranked if point.probability >= share * ranked[0].probability]


def complete_sections(chosen: Sequence[Point], points: Sequence[Point], longest: int) -> list[Point]:
    """Return the chosen with all of each section of up to ``longest`` passages of which half or more are chosen."""
    sections: Mapping[SectionKey, list[Point]] = defaultdict(list)
    for point in points:
        sections[section_of(point.passage)].append(point)
    counts: dict[SectionKey, int] = defaultdict(int)
    for point in chosen:
        counts[section_of(point.passage)] += 1
    whole = {key for key, count in counts.items() if len(sections[key]) <= longest and 2 * count >= len(sections[key])}
    return [*chosen, *(p for p in points if section_of(p.passage) in whole and p not in chosen)]


def load_points(path: Path = POINTS_FILE) -> Logistic:
    """Read the weights; ReaderError when the file is missing, broken, or of other features."""
    try:
        return Logistic.from_json(json.loads(path.read_text("utf-8")), POINT_FEATURES)
    except (OSError, ValueError, KeyError, TypeError):
        raise ReaderError(
            f"{path}: the weights of the summaries are missing or damaged; restore the file with "
            "`git checkout app/data`, or fit them again with `python -m eval.fit_points`."
        ) from None


def save_points(model: Logistic, path: Path) -> None:
    """Write the weights as JSON that a person can review."""
    path.write_text(json.dumps(model.to_json(POINT_FEATURES), indent=1) + "\n", "utf-8")
