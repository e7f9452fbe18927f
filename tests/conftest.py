"""Fixtures of all tests: small reports, a deterministic embedding class, and one index with the real model."""

import hashlib
import zlib
from pathlib import Path

import numpy as np
import pytest
from browser_helpers import address, browser, engine, visit  # noqa: F401  (fixtures)
from langchain_core.embeddings import Embeddings

from index.embedding import SentenceTransformerEmbeddings
from index.records import Report
from index.store import Index, build_index, open_index

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs_src"

TOWN = """某镇2023年工作总结和2024年工作思路

一、2023年工作总结
(一)抓产业、促发展,经济稳步增长。全年实现财政收入3200万元,同比增长8%以上。建成高标准农田1500余亩,带动农户320户。
(二)补短板、惠民生,幸福指数提升。新建幼儿园2所,改造老旧小区6个。群众满意率达到98.5%。
二、2024年工作思路
(一)扩大投资。计划完成固定资产投资5亿元,力争引进项目12个。
(二)深化改革。推进政务服务标准化,确保办理时限缩短30%。
"""
COUNTY = """某县教育工作要点

一、提升教学质量
组织教师培训40场次,参训教师超过2000人次,课堂教学质量明显提高。
二、改善办学条件
投入资金680万元,更新教学设备1200台,新建运动场3块。
"""


class HashEmbeddings(Embeddings):
    """Unit vectors from hashed character bigrams: what SentenceTransformerEmbeddings offers, without a model."""

    dimension = 16

    def __init__(self, name: str = "hash", seed: int = 0) -> None:
        self.name = name
        self.seed = seed
        self.digest = hashlib.sha256(f"hash {seed}".encode()).hexdigest()

    def embed(self, texts: list[str], show_progress: bool = False) -> np.ndarray:
        vectors = np.full((len(texts), self.dimension), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for i in range(len(text)):
                bigram = text[i : i + 2].encode("utf-8", "replace")
                vectors[row, zlib.crc32(bigram, self.seed) % self.dimension] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in vector] for vector in self.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def make_report(text: str, report_id: str = "r", title: str = "") -> Report:
    return Report(id=report_id, file=f"{report_id}.txt", title=title, text=text, sha256="0" * 64)


@pytest.fixture
def embeddings() -> HashEmbeddings:
    return HashEmbeddings()


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of two small reports, one of them in a catalogue."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "town.txt").write_text(TOWN, "utf-8")
    (folder / "county.txt").write_text(COUNTY, "utf-8")
    (folder / "catalog.toml").write_text('[[report]]\nid = "town-2023"\nfile = "town.txt"\nissuer = "某镇"\n', "utf-8")
    return folder


@pytest.fixture
def small_index(docs: Path, tmp_path: Path, embeddings: HashEmbeddings) -> Index:
    build_index(docs, tmp_path / "index", embeddings)
    return open_index(tmp_path / "index", embeddings)


@pytest.fixture(scope="session")
def model() -> SentenceTransformerEmbeddings:
    """The default embedding model."""
    return SentenceTransformerEmbeddings.load()


@pytest.fixture(scope="session")
def real_index_folder(model: SentenceTransformerEmbeddings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "index"
    build_index(DOCS, folder, model)
    return folder


@pytest.fixture(scope="session")
def real_index(real_index_folder: Path, model: SentenceTransformerEmbeddings) -> Index:
    """The index of docs_src with the default model."""
    return open_index(real_index_folder, model)
