import pytest
from langchain_core.retrievers import BaseRetriever

from app.retriever import HybridRetriever, to_document
from index.errors import UnknownReportError
from index.search import search
from index.store import Index


def test_invoke_returns_verbatim_documents(small_index: Index) -> None:
    retriever = HybridRetriever(index=small_index, k=4)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("新建了几所幼儿园？")
    assert len(documents) == 4
    assert "幼儿园2所" in documents[0].page_content
    for document in documents:
        at = document.metadata
        text = small_index.reports[at["report"]].text
        assert text[at["start"] : at["end"]] == document.page_content
        assert isinstance(at["section"], list)
    scores = [document.metadata["score"] for document in documents]
    assert scores == sorted(scores, reverse=True)


def test_a_document_carries_what_the_hit_does(small_index: Index) -> None:
    hit = search(small_index, "幼儿园", k=1)[0]
    document = to_document(hit)
    assert document.id == str(hit.passage.id)
    assert document.metadata["section"] == list(hit.passage.section)
    assert (document.metadata["dense"], document.metadata["lexical"]) == (hit.dense, hit.lexical)


def test_search_returns_the_hits_of_the_index(small_index: Index) -> None:
    retriever = HybridRetriever(index=small_index, k=3)
    assert retriever.search("培训") == search(small_index, "培训", k=3)
    assert retriever.search("培训", "county", 2) == search(small_index, "培训", "county", 2)
    assert retriever.search("培训", weights=(0, 1)) == search(small_index, "培训", None, 3, (0, 1))


def test_one_report_by_construction(small_index: Index) -> None:
    retriever = HybridRetriever(index=small_index, report="county")
    assert {document.metadata["report"] for document in retriever.invoke("投资")} == {"county"}
    with pytest.raises(UnknownReportError, match="it holds: county, town-2023"):
        HybridRetriever(index=small_index, report="x").invoke("投资")


@pytest.mark.parametrize("query", ["", "\x00", "😀", "\ud800", "<b>", "投" * 5_000])
def test_any_query(small_index: Index, query: str) -> None:
    assert len(HybridRetriever(index=small_index, k=2).invoke(query)) == 2
