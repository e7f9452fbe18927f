import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import nasty_text

from index.lexical import LexicalIndex, fold, tokenize

TEXTS = [
    "实现财政总收入4225.26万元",
    "财政收入3584.27万元,税收收入640.99万元",
    "吸引游客15万余人次",
    "!!!",
    "文旅项目项目项目",
]
K1, B = 1.5, 0.75


def brute_force(texts: list[str], query: str) -> list[float]:
    """BM25 as Robertson and Zaragoza give it with Lucene's idf and without the constant factor k1 + 1."""
    documents = [tokenize(text) or [""] for text in texts]
    mean = sum(map(len, documents)) / len(documents)
    scores = [0.0] * len(documents)
    for token in tokenize(query):
        frequency = sum(token in document for document in documents)
        idf = math.log(1 + (len(documents) - frequency + 0.5) / (frequency + 0.5))
        for row, document in enumerate(documents):
            tf = document.count(token)
            scores[row] += idf * tf / (tf + K1 * (1 - B + B * len(document) / mean))
    return scores


@pytest.mark.parametrize("query", ["财政收入多少", "文旅项目", "项目项目", "4225.26", "15万", "没有出现过", "", "！？"])
def test_scores_equal_the_formula(query: str) -> None:
    np.testing.assert_allclose(LexicalIndex.build(TEXTS).search(query), brute_force(TEXTS, query), rtol=1e-5)


@given(
    st.lists(st.text("财政收入项目12ab ，", max_size=12), min_size=1, max_size=8), st.text("财政收入12a", max_size=8)
)
@settings(max_examples=50, deadline=None)
def test_scores_of_any_texts_equal_the_formula(texts: list[str], query: str) -> None:
    found = LexicalIndex.build(texts).search(query)
    np.testing.assert_allclose(found, brute_force(texts, query), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("超200万元", ["超", "200", "万元"]),
        ("財政收入", ["财政", "政收", "收入"]),
        ("ＥＯＤ项目", ["eod", "项目"]),
        ("1,234.50", ["1234.50"]),
        ("1,23", ["1", "23"]),
        ("1+6", ["1", "6"]),
        ("𠮷祥", ["𠮷祥"]),
        ("😀\ud800", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@given(nasty_text)
@settings(deadline=None)
def test_folding_any_text_twice_changes_nothing_for_the_tokens(text: str) -> None:
    assert all(token == token.strip() != "" for token in tokenize(text))
    fold(text).encode("utf-8")


def test_document_frequency() -> None:
    index = LexicalIndex.build(TEXTS)
    assert [index.document_frequency(token) for token in ("收入", "项目", "万元", "没有")] == [2, 1, 2, 0]


def test_round_trip(tmp_path: Path) -> None:
    built = LexicalIndex.build(TEXTS)
    built.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path, len(TEXTS))
    assert len(loaded) == len(TEXTS)
    assert np.array_equal(loaded.search("财政收入"), built.search("财政收入"))
    assert loaded.document_frequency("收入") == 2
