"""Public reading-comprehension sets as documents, sentences and questions with gold spans."""

import json
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_UNIT = 150  # characters; a longer sentence is cut into groups of clauses
APART = 33  # one document in so many is kept apart from training, to measure on

_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+[”’」』）)]*|[^。！？!?；;\n]+")
_CLAUSE = re.compile(r"[^，,、：:]*[，,、：:]|[^，,、：:]+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its title (or section path) and the spans of its reading units."""

    title: str
    text: str
    units: tuple[Span, ...]
    corpus: str

    @property
    def apart(self) -> bool:
        """Whether this document is kept out of training."""
        return zlib.crc32(self.text.encode()) % APART == 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about ``documents[document]``; no gold spans means that it has no answer."""

    question: str
    document: int
    spans: tuple[Span, ...]


@dataclass(slots=True)
class Corpus:
    """Documents and the questions about them."""

    documents: list[Document]
    asked: list[Asked]

    def add(self, other: "Corpus") -> None:
        """Append another corpus, renumbering its documents."""
        base = len(self.documents)
        self.documents += other.documents
        self.asked += [Asked(a.question, a.document + base, a.spans) for a in other.asked]


def split_units(text: str) -> tuple[Span, ...]:
    """Sentences as spans, those beyond ``MAX_UNIT`` characters cut between clauses."""
    units: list[Span] = []
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        if end - start <= MAX_UNIT:
            units.append((start, end))
            continue
        for clause in _CLAUSE.finditer(text, start, end):
            if start < clause.start() and clause.end() - start > MAX_UNIT:
                units.append((start, clause.start()))
                start = clause.start()
        units.append((start, end))
    return tuple(_trimmed(text, span) for span in units if text[slice(*span)].strip())


def _trimmed(text: str, span: Span) -> Span:
    piece = text[slice(*span)]
    start = span[0] + len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


def plain(text: str) -> str:
    """The text as answers are compared: NFKC, lower case, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def load_squad(path: Path) -> Corpus:
    """Read one SQuAD-shaped file; the file's stem names the corpus.

    Offsets that are missing or wrong are mended by finding the answer's text. YES/NO answers
    and answers of several spans are passed over: they are not spans of the text.
    """
    data: Any = json.loads(path.read_text(encoding="utf-8"))
    corpus = Corpus([], [])
    for article in data["data"] if isinstance(data, dict) else data:
        for paragraph in article["paragraphs"]:
            text = str(paragraph["context"])
            title = str(article.get("title") or article.get("casename") or "")
            corpus.documents.append(Document(title, text, split_units(text), path.stem))
            number = len(corpus.documents) - 1
            corpus.asked += _questions(paragraph["qas"], number, text)
    return corpus


def _questions(qas: list[dict[str, Any]], document: int, text: str) -> Iterator[Asked]:
    for qa in qas:
        answers = [a for a in qa.get("answers") or [{"text": ""}] if isinstance(a, dict)]
        texts = {str(a["text"]) for a in answers}
        if not answers or texts & {"YES", "NO"}:
            continue
        impossible = str(qa.get("is_impossible", "")).lower() == "true"
        if texts == {""}:
            yield Asked(str(qa["question"]), document, ())
        elif not impossible:
            found = {_locate(text, str(a["text"]), a.get("answer_start", -1)) for a in answers}
            spans = tuple(sorted(span for span in found if span))
            if spans:
                yield Asked(str(qa["question"]), document, spans)


def _locate(text: str, answer: str, start: int) -> Span | None:
    """The occurrence of ``answer`` nearest to ``start``, or none."""
    if not answer.strip():
        return None
    places = [m.start() for m in re.finditer(re.escape(answer), text)]
    if not places:
        return None
    best = min(places, key=lambda place: abs(place - start))
    return _trimmed(text, (best, best + len(answer)))
