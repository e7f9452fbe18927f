from dataclasses import replace

import numpy as np
import pytest
from conftest import HashEmbeddings
from numpy.testing import assert_allclose

from index.errors import UnknownReportError
from index.search import fuse, search, standardize
from index.store import Index


def test_standardize_by_hand() -> None:
    # mean 2, deviations -2 0 0 2, variance 8/4 = 2
    assert_allclose(standardize(np.array([0.0, 2, 2, 4])), [-(2**0.5), 0, 0, 2**0.5])
    assert_allclose(standardize(np.array([0.3, 0.3])), [0, 0])
    assert_allclose(standardize(np.array([5.0])), [0])


def test_fusion_by_hand() -> None:
    # dense: mean 0.6, deviations -.2 +.2, z -1 +1; lexical: mean 2, deviations 2 -2, z +1 -1
    dense, lexical = np.array([0.4, 0.8]), np.array([4.0, 0.0])
    assert_allclose(fuse(dense, lexical), [0, 0], atol=1e-12)
    assert_allclose(fuse(dense, lexical, (1, 2)), [1, -1])
    assert_allclose(fuse(dense, lexical, (1, 0)), [-1, 1])


def test_fusion_does_not_depend_on_the_scale_of_a_part() -> None:
    dense, lexical = np.array([0.1, 0.5, 0.3]), np.array([0.0, 2.0, 7.0])
    assert_allclose(fuse(dense, lexical), fuse(dense * 100 + 5, lexical / 3), atol=1e-9)


def test_a_part_without_preference_leaves_the_other_alone() -> None:
    dense = np.array([0.1, 0.5, 0.3])
    assert_allclose(fuse(dense, np.zeros(3)), standardize(dense))


def test_hits_carry_both_scores_and_come_best_first(small_index: Index) -> None:
    query = "幼儿园"
    hits = search(small_index, query, k=100)
    dense = small_index.dense.search(small_index.embeddings.embed([query])[0])
    lexical = small_index.lexical.search(query)
    expected = fuse(dense, lexical)
    assert sorted(hit.passage.id for hit in hits) == list(range(len(small_index.passages)))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert hit.score == pytest.approx(expected[hit.passage.id])
        assert hit.dense == pytest.approx(dense[hit.passage.id])
        assert hit.lexical == pytest.approx(lexical[hit.passage.id])
    assert "新建幼儿园2所" in hits[0].passage.text


def test_questions_are_embedded_as_questions_and_not_as_passages(small_index: Index) -> None:
    class Asking(HashEmbeddings):
        def embed_query(self, text: str) -> list[float]:
            return super().embed_query("固定资产投资")

    asking = replace(small_index, embeddings=Asking())
    expected = {hit.passage.id: hit.dense for hit in search(small_index, "固定资产投资", k=100)}
    plain = {hit.passage.id: hit.dense for hit in search(small_index, "幼儿园", k=100)}
    found = {hit.passage.id: hit.dense for hit in search(asking, "幼儿园", k=100)}
    assert found == pytest.approx(expected)
    assert found != pytest.approx(plain)


def test_k_and_the_lexical_query(small_index: Index) -> None:
    assert len(search(small_index, "投资", k=3)) == 3
    (hit,) = search(small_index, "投资", k=1, weights=(0, 1), lexical_query="运动场")
    assert "运动场" in hit.passage.text


def test_one_report_is_searched_on_its_own_scale(small_index: Index) -> None:
    hits = search(small_index, "投资", report="county", k=100)
    assert {hit.passage.report for hit in hits} == {"county"}
    assert sum(hit.score for hit in hits) == pytest.approx(0, abs=1e-6)


def test_an_unknown_report_is_refused(small_index: Index) -> None:
    with pytest.raises(UnknownReportError, match="holds no report 'x'; it holds: county, town-2023"):
        search(small_index, "投资", report="x")


@pytest.mark.parametrize("query", ["", " ", "？", "\x00", "😀", "\ud800", "<b>粗体</b>", "投" * 20_000])
def test_any_query_ranks_all_passages(small_index: Index, query: str) -> None:
    hits = search(small_index, query, k=100)
    assert len(hits) == len(small_index.passages)
    assert all(np.isfinite(hit.score) for hit in hits)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("上半年财政总收入是多少", "4225.26万元"),
        ("水果基地建了多少亩", "高档水果基地300亩"),
        ("信访化解率", "初次信访化解率100%"),
    ],
)
def test_the_real_model_finds_the_evidence(real_index: Index, query: str, words: str) -> None:
    assert any(words in hit.passage.text for hit in search(real_index, query, k=5))


@pytest.mark.parametrize("query", ["", "\ud800", "😀\x00", "投" * 3000])
def test_the_real_model_takes_any_query(real_index: Index, query: str) -> None:
    assert all(np.isfinite(hit.score) for hit in search(real_index, query, k=100))
