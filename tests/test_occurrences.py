"""Every place of an amount: asked by the amount alone, found in every way of writing it, each cited."""

from pathlib import Path

import pytest
from app_helpers import OverlapReader, overlap_relevance
from conftest import HashEmbeddings

from app.evidence import EvidenceFinder
from app.extractive import ExtractiveAnswerer
from app.occurrences import MAX_PLACES, asks_places
from app.question import understand
from app.retriever import HybridRetriever
from app.vocabulary import Vocabulary
from index.store import build_index, open_index

TEXT = """某镇2024年工作总结

一、2024年工作总结
(一)抓产业。投资1000万元建设茶园,贷款500万。带动销售超５００万元,建成茶园500亩。
二、2025年工作思路
(一)抓项目。推进总投资一千万元的水厂项目,完成投资0.1亿元。完成率达到100%。
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> ExtractiveAnswerer:
    return open_answerer(tmp_path_factory.mktemp("places"), TEXT)


def open_answerer(folder: Path, text: str) -> ExtractiveAnswerer:
    docs = folder / "docs"
    docs.mkdir()
    (docs / "town.txt").write_text(text, "utf-8")
    build_index(docs, folder / "index", HashEmbeddings())
    index = open_index(folder / "index", HashEmbeddings())
    finder = EvidenceFinder(HybridRetriever(index=index), OverlapReader(), overlap_relevance(0.5))  # type: ignore[arg-type]
    return ExtractiveAnswerer(finder, Vocabulary.build(p.text for p in index.passages))


@pytest.mark.parametrize(
    ("question", "count", "quoted"),
    [
        ("报告里哪些地方提到了1000万元？", 3, ["1000万元", "一千万元", "0.1亿元"]),
        ("500万在报告里出现了几次？", 2, ["500万", "超５００万元"]),
        ("文中有几处写到100%?", 1, ["100%"]),
        ("Where does the report mention 10 million yuan?", 3, ["1000万元", "一千万元", "0.1亿元"]),
    ],
)
def test_every_place_of_an_amount_is_told_once_and_cited(
    question: str, count: int, quoted: list[str], answerer: ExtractiveAnswerer
) -> None:
    answer = answerer.answer(question)
    assert answer.status == "answered"
    assert f"**{count}" in answer.text.split("\n")[0]
    for words in quoted:
        assert f"**{words}**" in answer.text
        assert any(words in citation.quote for citation in answer.citations)
    assert "500亩" not in answer.text.replace("建成茶园500亩", "")


def test_an_amount_that_stands_nowhere_is_not_mentioned(answerer: ExtractiveAnswerer) -> None:
    answer = answerer.answer("哪些地方提到9999万元？")
    assert (answer.status, answer.citations) == ("refused", ())


@pytest.mark.parametrize(
    "question",
    [
        "哪些项目投资1000万元？",
        "财政总收入提到了多少？",
        "哪些地方种了茶园？",
        "茶园投资1000万元出现在哪个部分的什么项目？",
        "1000万元和500万元在哪些地方出现？",
        "哪些地方提到了水厂？",
        "How much money was invested?",
    ],
)
def test_another_question_is_not_taken_for_one_on_places(question: str) -> None:
    assert asks_places(understand(question, lang="en" if question.isascii() else "zh")) is None


def test_of_very_many_places_the_first_are_shown_and_all_are_counted(tmp_path: Path) -> None:
    lines = "\n".join(f"第{n}村修路花费30万元。" for n in range(1, 41))
    answer = open_answerer(tmp_path, f"某镇2024年工作总结\n\n一、工作总结\n{lines}\n").answer("哪些地方提到30万元？")
    assert "**40处**" in answer.text and f"前{MAX_PLACES}条" in answer.text
    assert len(answer.citations) == MAX_PLACES
