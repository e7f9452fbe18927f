"""Examples from work reports: written questions, their hard negatives, and pairs made by rule from figures."""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.training.corpus import Document, Span, plain
from app.training.data import Example, Neighbours
from index.catalog import load_reports
from index.errors import InputError
from index.outline import parse_outline
from index.passages import cut_passages
from index.records import Passage, Report

TRAINING_FILES = "*.train.jsonl"
NEAR = 8  # hard negatives are drawn from so many passages nearest to the question
NEGATIVES = 2  # of them for each question that has an answer
RULED = 0.3  # share of the passages that pairs are made of by rule in an epoch
PATHLESS = 0.15  # share of examples without their section path

Embed = Callable[[list[str]], np.ndarray]  # texts to unit vectors, shape (texts, dimension)

_FIGURE = re.compile(
    r"(?:^|(?<=[，。；：,;]))(?P<subject>[\u4e00-\u9fff“”]{3,18}?)"
    r"(?P<verb>达到了?|达|完成|实现|为|增加到|提高到|增长|下降|突破)?"
    r"(?P<value>[超约近]?\d[\d.,]*[余多]?[万亿]?"
    r"(?:元|人次|人|名|个|家|户|亩|公里|平方米|吨|条|项|座|套|件|%|％)(?:以上|以下|以内|左右)?)(?=[，。；、,;]|$)"
)
# What is asked of a thing, and the words in a passage that might answer it.
_ATTRIBUTES = (
    ("{}的负责人是谁？", "负责|主任|局长|书记|院长"),
    ("{}一共投资了多少钱", "元"),
    ("{}占地多少亩？", "亩|公里|平方"),
    ("{}是几月几号的事？", "[月日号]"),
    ("{}在哪条路上", "路|街|道"),
    ("{}是哪家公司承建的？", "公司|集团|企业"),
    ("{}带动了多少户增收？", "户"),
    ("{}有多少人参加", "[人名]"),
    ("{}占全省的比重是多少？", "[%％占]|比重"),
    ("上一年{}是多少？", "上年|去年|同比|增长|下降"),
    ("{}的目标是多少", "目标|力争|确保|计划|预期"),
)
_NUMBER = ("{}是多少？", "{}有多少", "{}{}多少？", "{}多少{}")


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """A question on one report: where its answer lies, or the near passage of one without an answer."""

    question: str
    report: int
    span: Span | None
    near: str = ""


class ReportSampler:
    """Draws examples from the reports that have training questions; no other report is looked at."""

    def __init__(
        self, reports: Sequence[Report], questions: Sequence[ReportQuestion], seed: int, embed: Embed | None = None
    ) -> None:
        """``embed`` finds negatives by meaning as well: what everyday words resemble has few of their characters."""
        self._questions = questions
        self._texts = [report.text for report in reports]
        self._passages = [cut_passages(report, parse_outline(report)) for report in reports]
        documents = [
            Document(report.title, report.text, tuple((p.start, p.end) for p in passages), "report")
            for report, passages in zip(reports, self._passages, strict=True)
        ]
        self._neighbours = Neighbours(documents)
        self._alike = _alike(self._passages, questions, embed) if embed else {}
        self._random = random.Random(seed)

    def epoch(self) -> list[Example]:
        """Every question once with its negatives, and pairs made by rule of ``RULED`` of the passages."""
        written = [example for question in self._questions for example in self._of(question)]
        ruled = [p for passages in self._passages for p in passages if self._random.random() < RULED]
        return written + [e for p in ruled for e in self._by_rule(p)]

    def _of(self, asked: ReportQuestion) -> Iterator[Example]:
        passages = self._passages[asked.report]
        answer = ""
        if asked.span:
            start, end = asked.span
            answer = plain(self._texts[asked.report][start:end])
            holders = [p for p in passages if p.start < end and start < p.end]
            if holders:
                text = self._texts[asked.report][holders[0].start : holders[-1].end]
                base = holders[0].start
                yield Example(asked.question, self._path(holders[0]), text, start - base, end - base)
        elif asked.near:
            named = [p for p in passages if p.text in asked.near or asked.near in p.text]
            yield from (self._negative(asked, p, "unanswerable") for p in named[:2])
        by_words = self._neighbours.near(asked.question, asked.report)
        ranked = [passages[i] for i in interleaved(by_words, self._alike.get(asked, []))]
        free = [p for p in ranked[: NEAR + 2] if not _holds(p, asked.span, answer)][:NEAR]
        # A question without an answer has brought the passages that almost answer it already.
        kept = NEGATIVES if asked.span else 1
        yield from (self._negative(asked, p, "near") for p in self._some(free)[:kept])

    def _some(self, nearest: list[Passage]) -> list[Passage]:
        """``NEGATIVES`` passages, all but one of them from the nearer half."""
        half = len(nearest) // 2
        near = self._random.sample(nearest[:half], min(NEGATIVES - 1, half))
        return near + self._random.sample(nearest[half:], min(1, len(nearest) - half))

    def _negative(self, asked: ReportQuestion, passage: Passage, kind: str) -> Example:
        return Example(asked.question, self._path(passage), passage.text, kind=kind)

    def _path(self, passage: Passage) -> str:
        return "" if self._random.random() < PATHLESS else passage.context

    def _by_rule(self, passage: Passage) -> Iterator[Example]:
        """Ask one figure of a passage for its number, and its subject for what the passage does not say."""
        figures = list(_FIGURE.finditer(passage.text))
        if not figures or passage.is_heading:
            return
        figure = self._random.choice(figures)
        subject, verb, value = figure["subject"], figure["verb"] or "", figure["value"]
        unit = re.sub(r"^[超约近]?[\d.,]+|(?:以上|以下|以内|左右)$", "", value)
        pattern = self._random.choice(_NUMBER)
        question = pattern.format(subject, verb if pattern.endswith("？") else unit)
        yield Example(question, self._path(passage), passage.text, figure.start("value"), figure.end("value"))
        silent = [asks for asks, words in _ATTRIBUTES if not re.search(words, passage.text)]
        if silent:
            asks = self._random.choice(silent)
            yield Example(asks.format(subject), self._path(passage), passage.text, kind="attribute")


def _alike(
    passages: Sequence[Sequence[Passage]], questions: Sequence[ReportQuestion], embed: Embed
) -> dict[ReportQuestion, list[int]]:
    """The ``NEAR`` passages of its report that mean most nearly what a question does, best first."""
    vectors = [embed([p.text for p in cut]) for cut in passages]
    asked = embed([q.question for q in questions])
    return {
        q: np.argsort(-(vectors[q.report] @ vector), kind="stable")[:NEAR].tolist()
        for q, vector in zip(questions, asked, strict=True)
    }


def interleaved(first: Sequence[int], second: Sequence[int]) -> list[int]:
    """Both rankings by turns, what comes again left out."""
    longest = max(len(first), len(second))
    taken = [ranking[i] for i in range(longest) for ranking in (first, second) if i < len(ranking)]
    return list(dict.fromkeys(taken))


def _holds(passage: Passage, span: Span | None, answer: str) -> bool:
    if span is None:
        return False
    return (passage.start < span[1] and span[0] < passage.end) or answer in plain(passage.text)


def load_questions(reports: Path, questions: Path) -> tuple[list[Report], list[ReportQuestion]]:
    """Read the training questions and the reports they are about.

    Evidence, and the ``near`` passage of a question without an answer, are pairs of offsets into the report that
    the question names by id: the texts of the reports are not part of the project.
    """
    known = {report.id: report for report in load_reports(reports)}
    used: list[Report] = []
    found: list[ReportQuestion] = []
    for path in sorted(questions.glob(TRAINING_FILES)):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            report = known.get(record["report"])
            if report is None:
                continue
            if report not in used:
                used.append(report)
            question = _question(record, used.index(report), report.text)
            if question:
                found.append(question)
    if not found:
        raise InputError(
            f"{questions}: no {TRAINING_FILES} names a report of {reports}; check --questions and --reports."
        )
    return used, found


def _question(record: dict[str, Any], report: int, text: str) -> ReportQuestion | None:
    """The span is the last gold item's first form, which for yes/no is the decisive value; None without one."""
    if not record.get("gold"):
        near = slice(*record["near"]) if record.get("near") else slice(0)
        return ReportQuestion(record["question"], report, None, text[near])
    form = record["gold"][-1][0]
    for start, end in record["evidence"]:
        found = text.find(form, start, end)
        if found >= 0:
            return ReportQuestion(record["question"], report, (found, found + len(form)))
    return None
