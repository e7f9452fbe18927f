"""Wire an index folder, the embedding model and the reader into something that answers."""

import threading
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Self

from app.answer import Answer, Draft, Turn
from app.chat_model import ChatModel
from app.citable import Citable
from app.evidence import DEPTH, EvidenceFinder, ranked_hits
from app.examined import Examined
from app.extractive import ExtractiveAnswerer
from app.generative import GenerativeAnswerer
from app.lexicon import Lexicon
from app.points import load_points
from app.question import Question
from app.reader import Reader
from app.relevance import Logistic, Relevance
from app.retriever import HybridRetriever
from app.several import examine_each
from app.suggestion_words import Language
from app.suggestions import Suggestions
from app.vocabulary import Vocabulary
from index.embedding import SentenceTransformerEmbeddings
from index.options import DEFAULT_MODEL
from index.records import Hit
from index.search import rows_of
from index.store import Index, open_index

READER_FOLDER = Path(__file__).parent / "reader_model"


class Engine:
    """An opened index with its answerer, and a chat model where there is one. Satisfies ``app.answer.Answerer``.

    Safe to use from several threads: the local models work for one question at a time, a chat model for several.
    """

    def __init__(self, answerer: ExtractiveAnswerer, chat: ChatModel | None = None) -> None:
        self.answerer = answerer
        self._lock = threading.Lock()
        self.finder = answerer.finder
        self.retriever = answerer.finder.retriever
        self.index: Index = answerer.finder.retriever.index
        self._suggestions: Suggestions | None = None
        self._writer: GenerativeAnswerer | None = None
        if chat:
            citable = Citable.build(self.index.reports, self.index.sections)
            self._writer = GenerativeAnswerer(self.extract, chat, citable, Lexicon(answerer.vocabulary))

    @classmethod
    def open(
        cls,
        index_folder: Path,
        embedding_model: str = DEFAULT_MODEL,
        reader_folder: Path = READER_FOLDER,
        relevance: Relevance | None = None,
        chat: ChatModel | None = None,
        points: Logistic | None = None,
    ) -> Self:
        """Load everything, with the fitted models unless others are given; ``chat`` writes the answers.

        Raises IndexMissingError, IndexDamagedError, IndexMismatchError, ModelError, ReaderError.
        """
        index = open_index(index_folder, SentenceTransformerEmbeddings.load(embedding_model))
        finder = EvidenceFinder(HybridRetriever(index=index), Reader.load(reader_folder), relevance or Relevance.load())
        vocabulary = Vocabulary.build(p.text for p in index.passages)
        return cls(ExtractiveAnswerer(finder, vocabulary, points or load_points()), chat)

    def answer(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        """Answer ``question`` of one report, or of all."""
        if self._writer:
            return self._writer.answer(question, history, report)
        return self.extract(question, history, report).answer

    def stream(
        self, question: str, history: Sequence[Turn] = (), report: str | None = None
    ) -> Iterator[Draft | Answer]:
        """Yield what the chat model drafts, where there is one, and at last the answer."""
        if self._writer:
            yield from self._writer.stream(question, history, report)
        else:
            yield self.extract(question, history, report).answer

    def extract(
        self, question: str, history: Sequence[Turn] = (), report: str | None = None, chinese: str = ""
    ) -> Examined:
        """Answer without the chat model, and keep what the answer was chosen from (``ExtractiveAnswerer.examine``)."""
        rows_of(self.index, report)  # an unknown report is an input error, whatever is asked
        with self._lock:
            if chinese:
                return self.answerer.examine(question, history, report, chinese)
            return examine_each(lambda asked, turns: self.answerer.examine(asked, turns, report), question, history)

    def insist(self, examined: Examined) -> Answer:
        """Return what ``examined`` would have said had it not been refused."""
        return self.answerer.insist(examined)

    def _extracted(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        return self.extract(question, history, report).answer

    def understand(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Question:
        """Return what ``question`` asks."""
        return self.answerer.understand(question, history, report)

    def retrieve(self, question: str, report: str | None = None, k: int = 10) -> list[Hit]:
        """Return the ``k`` passages for a question in the order the answerer trusts them."""
        understood = self.understand(question)
        with self._lock:
            return ranked_hits(self.finder.find(understood, report, max(k, DEPTH)))[:k]

    def suggest(
        self,
        report: str | None = None,
        after: Answer | None = None,
        asked: Collection[str] = (),
        language: Language = "zh",
    ) -> Iterator[str | None]:
        """Yield, one check at a time, a question that is answered, or None: see ``Suggestions``."""
        if self._suggestions is None:
            self._suggestions = Suggestions(self.index, self._extracted)
        return self._suggestions(report, after, asked, language)
