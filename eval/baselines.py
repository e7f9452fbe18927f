"""What the answerer is compared with: two plain ways of answering, and the parts of its own search.

Both baselines answer every question as it stands, without its history, and never refuse. With a chat model there are
two systems more: the program without it, and the tutorial with it.
"""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter

from app.answer import Answer, Answerer, Citation, Turn, escape_markdown
from app.chat_model import ChatModel, finish
from eval.experiment import MAIN_RANKER, MAIN_SYSTEM, Engine, Ranker, Search
from eval.summary import DENSE, FUSION, LEXICAL
from index.embedding import SentenceTransformerEmbeddings
from index.records import Hit, Passage, Report

CHUNK, OVERLAP, TOP = 500, 50, 4
"""The sizes that LangChain tutorials use or come close to."""
DENSE_TOP1, TUTORIAL = "dense-top1", "tutorial"
EXTRACTIVE, TUTORIAL_WRITTEN = "extractive", "tutorial+model"
_TUTORIAL_PROMPT = (
    "You help people with questions about documents. Answer the question from the context below, in the language of "
    "the question and in three sentences at most. Say that you do not know where the context does not tell. "
    "Cite nothing else.\n\nContext:\n{context}\n\nQuestion: {question}\nAnswer:"
)
_UNKNOWING = re.compile(
    r"不知道|无法(?:回答|确定|得知)|没有(?:提到|提及|相关|说明)|未提(?:到|及)|"
    r"do(?:es)? not (?:know|mention)|don['’]t know"
)


class DenseTopSentence:
    """Answers with the sentence whose vector is nearest to the question's."""

    def __init__(self, search: Search, reports: Mapping[str, Report]) -> None:
        self._search = search
        self._reports = reports

    def answer(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        """Return the nearest sentence, cited."""
        return quote_passages(question, self._search(question, report, 1), self._reports)


class TutorialAnswerer:
    """The usual tutorial without its language model: split at 500 characters, search dense, show the top 4."""

    def __init__(self, reports: Mapping[str, Report], embeddings: SentenceTransformerEmbeddings) -> None:
        self._reports = reports
        self._embeddings = embeddings
        self.chunks = cut_chunks(list(reports.values()))
        self._vectors = embeddings.embed([chunk.text for chunk in self.chunks])

    def search(self, question: str, report: str | None, k: int) -> list[Passage]:
        """Return the ``k`` nearest chunks, of one report or of all."""
        rows = [chunk.id for chunk in self.chunks if report in (None, chunk.report)]
        scores = self._vectors[rows] @ self._embeddings.embed([question])[0]
        return [self.chunks[rows[i]] for i in np.argsort(-scores, kind="stable")[:k].tolist()]

    def answer(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        """Return the top chunks one after the other, cited."""
        return quote_passages(question, self.search(question, report, TOP), self._reports)


class WithoutModel:
    """The program under test as it is without its chat model."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def answer(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        """Return the extractive answer."""
        return self._engine.extract(question, history, report).answer


class TutorialWriter:
    """The usual tutorial whole: the top chunks into one prompt, and what the model makes of them."""

    def __init__(self, tutorial: TutorialAnswerer, chat: ChatModel) -> None:
        self._tutorial = tutorial
        self._chat = chat

    def answer(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        """Return what the model writes, with the chunks as its citations; refused where it says it does not know."""
        shown = self._tutorial.answer(question, history, report)
        context = "\n\n".join(citation.quote for citation in shown.citations)
        prompt = _TUTORIAL_PROMPT.replace("{context}", context).replace("{question}", question)
        limit = time.monotonic() + self._chat.limits.total
        text = finish(self._chat.stream([("user", prompt)], limit)).text.strip()
        if not text or _UNKNOWING.search(text.lower()):
            return Answer(question, question, "refused", text or "?", mode="generative")
        return replace(shown, text=escape_markdown(text), mode="generative")


def cut_chunks(reports: Sequence[Report]) -> list[Passage]:
    """Cut reports as LangChain's RecursiveCharacterTextSplitter does with its default separators."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    chunks: list[Passage] = []
    for report in reports:
        for document in splitter.create_documents([report.text]):
            text, start, row = document.page_content, document.metadata["start_index"], len(chunks)
            chunks.append(Passage(row, report.id, start, start + len(text), text, section=(), sentence=row))
    return chunks


def quote_passages(question: str, passages: Sequence[Passage], reports: Mapping[str, Report]) -> Answer:
    """Return an answer that is the passages themselves, each cited."""
    citations = tuple(
        Citation(p.report, reports[p.report].title, p.section, p.text, p.start, p.end, n)
        for n, p in enumerate(passages, 1)
    )
    text = "\n\n".join(f"{escape_markdown(citation.quote)} [{citation.n}]" for citation in citations)
    return Answer(question, question, "answered", text, citations)


def make_systems(
    engine: Engine, baselines: bool, chat: ChatModel | None = None
) -> tuple[dict[str, Answerer], dict[str, Ranker]]:
    """Return the answerers and the rankers of a run; the baselines where they are asked for."""
    passages = engine.index.passages
    searches: dict[str, Search] = {
        MAIN_RANKER: lambda question, report, k: _passages(engine.retrieve(question, report, k)),
        FUSION: _weighted(engine, (1.0, 1.0)),
        DENSE: _weighted(engine, (1.0, 0.0)),
        LEXICAL: _weighted(engine, (0.0, 1.0)),
    }
    rankers = {name: Ranker(search, passages) for name, search in searches.items()}
    systems: dict[str, Answerer] = {MAIN_SYSTEM: engine}
    if chat:
        systems[EXTRACTIVE] = WithoutModel(engine)
    if baselines:
        tutorial = TutorialAnswerer(engine.index.reports, engine.index.embeddings)
        systems[DENSE_TOP1] = DenseTopSentence(searches[DENSE], engine.index.reports)
        systems[TUTORIAL] = tutorial
        if chat:
            systems[TUTORIAL_WRITTEN] = TutorialWriter(tutorial, chat)
        rankers[f"{TUTORIAL} ({CHUNK}-character chunks)"] = Ranker(tutorial.search, tutorial.chunks)
    return systems, rankers


def _weighted(engine: Engine, weights: tuple[float, float]) -> Search:
    """A search of the program's own for what it takes a question to mean, as it searches itself."""

    def search(question: str, report: str | None, k: int) -> list[Passage]:
        return _passages(engine.retriever.search(engine.understand(question).text, report, k, weights=weights))

    return search


def _passages(hits: Sequence[Hit]) -> list[Passage]:
    return [hit.passage for hit in hits]
