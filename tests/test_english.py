import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.data.build import derive, glosses
from app.english import is_english, to_chinese
from app.english_dictionary import any_word, stem, stems
from app.english_grammar import number, split_syllables
from app.vocabulary import Vocabulary

REPORT = """柳城畲族镇实现财政总收入4225.26万元,其中财政收入3584.27万元,税收收入640.99万元。完成固定资产投资460万。
宣平小吃街开街,美术研学基地项目已进场施工,旅游集散中心项目处于设计完善阶段。开展镇村干部履职培训98人次。
高标准农田建成6个村。信访同比下降54%。存在的问题:项目推进缓慢。上半年办民俗活动10余场。"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.build([REPORT])


@pytest.mark.parametrize(
    "question", ["How many villages?", "How large is the 宣莲 area?", "revenue", "Where is Liucheng"]
)
def test_english_is_told(question: str) -> None:
    assert is_english(question)


@pytest.mark.parametrize("question", ["EOD项目什么时候开工?", "GDP是多少", "", "柳城", "123", "A级景区有几个", "😀"])
def test_other_is_not_english(question: str) -> None:
    assert not is_english(question)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What was the fiscal revenue in the first half of 2024?", ["2024年", "上半年", "财政收入", "多少"]),
        ("How much was the tax revenue?", ["税收收入", "多少"]),
        ("How much is the fixed-asset investment?", ["固定资产投资", "多少"]),
        ("When will the Meishu study base be finished?", ["美术", "研学基地", "什么时候"]),
        ("Where is the Xuanping snack street?", ["宣平小吃街", "哪里"]),
        ("How many person-times of duty training were there in Liucheng?", ["柳城", "履职培训", "多少", "人次"]),
        ("By what percentage did petitions drop?", ["信访", "下降", "百分之几"]),
        ("Which villages built high-standard farmland?", ["哪些村", "高标准农田"]),
        ("Is the revenue 40 million yuan?", ["4000万元", "吗"]),
        ("What are the problems?", ["问题"]),
        ("Summarise the problems in the second half of the year", ["下半年", "问题", "总结一下"]),
        ("How many folk activities in 宣平?", ["民俗活动", "宣平", "多少"]),
    ],
)
def test_questions_in_the_words_of_the_report(vocabulary: Vocabulary, question: str, words: list[str]) -> None:
    chinese = to_chinese(question, vocabulary)
    assert all(word in chinese for word in words), chinese


@pytest.mark.parametrize(("question", "word"), [("Who is the mayor?", "市长"), ("How many airports?", "机场")])
def test_what_the_report_lacks_is_still_named(vocabulary: Vocabulary, question: str, word: str) -> None:
    assert word in to_chinese(question, vocabulary)


def test_of_turns_round(vocabulary: Vocabulary) -> None:
    assert to_chinese("What is the investment of the tourist distribution centre?", vocabulary).startswith(
        "旅游集散中心投资"
    )


def test_stems() -> None:
    assert stem("projects") == stem("project")
    assert stem("planned") == stem("plans") == "plan"
    assert stem("cities") == stem("city")
    assert stem("built") == stem("building") or stem("built") == "build"
    assert stems("to set up (sth)") == ("set", "up")


def test_numbers() -> None:
    assert number(["10", "billion"]) == ("100亿", 2)
    assert number(["two", "million"]) == ("200万", 2)
    assert number(["6,600"]) == ("6600", 1)
    assert number(["54%"]) == ("54%", 1)
    assert number(["village"]) == ("", 0)
    assert number([]) == ("", 0)


def test_pinyin_names() -> None:
    assert split_syllables("Xuanping")[0] == ["xuan", "ping"]
    assert split_syllables("street") == []
    assert split_syllables("a" * 1000) == []


def test_dictionary_is_as_derived() -> None:
    assert glosses(["to cultivate (sb)", "training; drill", "see 培訓[x]"]) == ["to cultivate", "training", "drill"]
    assert derive([["村", "村", "cun1", ["village", "(dialect) x"], [], []]]) == "村\tvillage/x\n"
    path = Path(__file__).parents[1] / "app" / "data" / "cc-cedict.tsv.gz"
    assert path.stat().st_size < 5_000_000
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = file.read().splitlines()
    assert len(lines) > 90_000
    assert lines == sorted(lines, key=lambda line: line.partition("\t")[0])
    assert any_word("airport") == "机场"
    assert any_word("zzzz") == ""


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80) | st.text(alphabet="abehow manyw 0,1.%?柳城XUN", max_size=80))
def test_any_question_comes_back(text: str) -> None:
    is_english(text)
    assert isinstance(to_chinese(text, _SMALL), str)


_SMALL = Vocabulary.build([REPORT])


@pytest.mark.parametrize(
    "text", ["how many " * 1_200, "xuanping" * 1_250, "9" * 10_000, "9 billion " * 1_000, "\ud800", ""]
)
def test_bounded(vocabulary: Vocabulary, text: str) -> None:
    to_chinese("warm up", vocabulary)
    start = time.perf_counter()
    is_english(text)
    to_chinese(text, vocabulary)
    assert time.perf_counter() - start < 3
