"""A very small world to evaluate: one report of four sentences, and an engine that answers from a table."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from app.answer import Answer, Citation, Turn
from app.examined import Examined, Gathered
from app.question import Question as Understood
from app.question import understand
from eval.evidence import Judged, Places, Span
from eval.questions import Question
from index.records import Hit, Passage, Report

SENTENCES = ("实现财政总收入4225.26万元。", "获得市级荣誉3项。", "新增宣莲种植基地600亩。", "三级走访率同比下降54%。")
TEXT = "".join(SENTENCES)
REPORT = Report(id="small", file="small.txt", title="小报告", text=TEXT, sha256="0" * 64)
REPORTS = {REPORT.id: REPORT}


def make_passages(sentences: Sequence[str] = SENTENCES, report: str = "small") -> list[Passage]:
    passages, start = [], 0
    for row, text in enumerate(sentences):
        passages.append(Passage(row, report, start, start + len(text), text, (), row))
        start += len(text)
    return passages


PASSAGES = make_passages()


def make_question(**changes: Any) -> Question:
    fields: dict[str, Any] = {
        "id": "Q1",
        "question": "财政总收入多少？",
        "type": "factoid",
        "kind": "result",
        "lang": "zh",
        "gold": (("4225.26万元",),),
        "evidence": (SENTENCES[0],),
        "report": "small",
        "set": "small",
        "where": "small.jsonl:1",
    }
    return Question(**fields | changes)


def make_unanswerable(**changes: Any) -> Question:
    return make_question(**{"type": "unanswerable", "kind": "none", "gold": (), "evidence": ()} | changes)


def make_judged(question: Question) -> Judged:
    places: tuple[Places, ...] = tuple(
        (Span("small", TEXT.index(item), TEXT.index(item) + len(item)),)
        for item in question.evidence
        if isinstance(item, str)
    )
    return Judged(question, places)


def make_citation(number: int, n: int = 1) -> Citation:
    passage = PASSAGES[number]
    return Citation("small", REPORT.title, (), passage.text, passage.start, passage.end, n)


def make_answer(text: str, *citations: Citation, question: str = "？？", standalone: str = "") -> Answer:
    return Answer(question, standalone or question, "answered", text, citations)


def make_refusal(question: str = "？？") -> Answer:
    return Answer(question, question, "refused", "这份报告没有提到这个问题的答案。")


def to_line(question: Question, /, **changes: Any) -> str:
    names = ("id", "question", "type", "kind", "lang", "report", "gold", "evidence")
    return json.dumps({name: getattr(question, name) for name in names} | changes, ensure_ascii=False)


def write_lines(path: Path, *lines: str) -> Path:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


class CharacterEmbeddings:
    """Unit vectors that count characters: texts are near when they share some."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: list[str]) -> np.ndarray:
        self.embedded += texts
        vectors = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in enumerate(texts):
            for character in text:
                vectors[row, ord(character) % 256] += 1
        norms: np.ndarray = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(norms, 1e-9)


@dataclass
class SmallIndex:
    reports: Mapping[str, Report] = field(default_factory=lambda: REPORTS)
    passages: Sequence[Passage] = field(default_factory=lambda: PASSAGES)
    embeddings: CharacterEmbeddings = field(default_factory=CharacterEmbeddings)


class SmallRetriever:
    """Dense alone ranks the passages forwards, BM25 alone backwards, both together as ``fused`` says."""

    def __init__(self, fused: Sequence[int]) -> None:
        self.fused = fused
        self.asked: list[str] = []

    def search(self, question: str, report: str | None, k: int, weights: tuple[float, float] = (1.0, 1.0)) -> list[Hit]:
        self.asked.append(question)
        order = {(1.0, 0.0): range(4), (0.0, 1.0): range(3, -1, -1)}.get(weights, self.fused)
        return [Hit(PASSAGES[row], 0.0, 0.0, 0.0) for row in order][:k]


class SmallFinder:
    """Finds the first two passages of everything and reads nothing; keeps what it was asked to read."""

    def __init__(self) -> None:
        self.read_for: list[str] = []

    def retrieve(self, question: Understood, report: str | None) -> list[Hit]:
        return [Hit(passage, 0.0, 0.0, 0.0) for passage in PASSAGES[:2]]

    def read(self, question: Understood, hits: Sequence[Hit]) -> list[object]:
        assert [hit.passage for hit in hits] == PASSAGES[:2]
        self.read_for.append(question.text)
        return []


class SmallEngine:
    """Answers what is in its table, crashes where that holds an exception, refuses everything else."""

    def __init__(self, answers: Mapping[str, Answer | Exception] | None = None, fused: Sequence[int] = range(4)):
        self.answers = dict(answers or {})
        self.index = SmallIndex()
        self.retriever = SmallRetriever(fused)
        self.finder = SmallFinder()
        self.asked: list[tuple[str, Sequence[Turn], str | None]] = []

    def answer(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        self.asked.append((question, history, report))
        answer = self.answers.get(question, make_refusal(question))
        if isinstance(answer, Exception):
            raise answer
        return answer

    def extract(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Examined:
        return Examined(self.answer(question, history, report), understand(question), Gathered())

    def insist(self, examined: Examined) -> Answer:
        return examined.answer

    def understand(self, question: str, history: Sequence[Turn] = ()) -> Understood:
        return understand(question)

    def retrieve(self, question: str, report: str | None, k: int) -> list[Hit]:
        return self.retriever.search(question, report, k)
