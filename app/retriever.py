"""The index behind LangChain's retriever interface: dense and lexical scores, fused."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, SkipValidation

from index.records import Hit
from index.search import DEFAULT_WEIGHTS, search
from index.store import Index


class HybridRetriever(BaseRetriever):
    """Retrieves the passages nearest to a question by the fused score of ``index.search``.

    ``invoke`` returns LangChain documents: the passage's verbatim text, with report, offsets, section path and
    scores as metadata. ``search`` returns the records themselves.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    index: SkipValidation[Index]
    report: str | None = None
    k: int = 10

    def search(
        self,
        question: str,
        report: str | None = None,
        k: int | None = None,
        weights: tuple[float, float] = DEFAULT_WEIGHTS,
        lexical_query: str | None = None,
    ) -> list[Hit]:
        """Return the ``k`` best hits, best first; ``weights`` are those of the dense and the lexical score.

        ``lexical_query`` replaces the question for BM25, where more words are known for it.
        """
        return search(self.index, question, report or self.report, k or self.k, weights, lexical_query)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [to_document(hit) for hit in self.search(query)]


def to_document(hit: Hit) -> Document:
    """Return a hit as a LangChain document; ``page_content`` is the verbatim passage."""
    passage = hit.passage
    metadata: dict[str, Any] = {
        "report": passage.report,
        "start": passage.start,
        "end": passage.end,
        "section": list(passage.section),
        "score": hit.score,
        "dense": hit.dense,
        "lexical": hit.lexical,
    }
    return Document(page_content=passage.text, metadata=metadata, id=str(passage.id))
