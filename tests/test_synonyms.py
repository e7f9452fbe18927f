import pytest

from app.synonyms import TABLE_FILE, kindred, read_table, reword
from app.vocabulary import Vocabulary
from index.lexical import fold


@pytest.mark.parametrize(
    ("report", "question", "reworded"),
    [
        ("实现地区生产总值169亿元", "gdp是多少", "地区生产总值是多少"),
        ("固定资产投资147亿元", "固投完成多少", "固定资产投资完成多少"),
        ("改造老旧小区3个", "老小区改了几个", "老旧小区改了几个"),
        ("群众满意", "老百姓满意吗", "群众满意吗"),
        ("老百姓满意", "老百姓满意吗", "老百姓满意吗"),
        ("种植水稻", "gdp是多少", "gdp是多少"),
        ("高新技术企业3家", "高企几家", "高新技术企业几家"),
    ],
)
def test_a_word_the_report_lacks_becomes_one_that_it_has(report: str, question: str, reworded: str) -> None:
    assert reword(question, Vocabulary.build([report])) == reworded


def test_part_of_a_word_is_left_alone() -> None:
    vocabulary = Vocabulary.build(["荣誉"])
    assert reword("颁奖大会", vocabulary) == "颁奖大会"


def test_the_table_is_well_formed() -> None:
    for said, meant in read_table().items():
        words = (*meant.same, *meant.near)
        assert said == fold(said)
        assert words
        assert len(set(words)) == len(words)
        assert all(word and word == fold(word) and word != said for word in words)


def test_a_said_word_is_listed_once() -> None:
    lines = [line for line in TABLE_FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) == len(read_table()) > 1000


def test_what_is_only_near_takes_no_words_place() -> None:
    vocabulary = Vocabulary.build(["粮食产量"])
    assert reword("小麦收了多少", vocabulary) == "小麦收了多少"
    assert kindred("小麦收了多少", vocabulary) == ((), ("粮食",))


def test_the_words_that_stand_know_their_others() -> None:
    vocabulary = Vocabulary.build(["经营收入", "营业收入"])
    assert reword("生意多少", vocabulary) == "营业收入多少"
    assert kindred("生意多少", vocabulary).also == (("营业收入", ("经营收入",)),)


def test_words_that_the_report_lacks_are_searched_for_by_none() -> None:
    assert kindred("营收多少", Vocabulary.build(["荷花"])) == ((), ())
