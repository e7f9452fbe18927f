import pytest
from hypothesis import given
from strategies import nasty_text

from app.content import content_bigrams, content_words
from index.lexical import fold


@pytest.mark.parametrize(
    ("question", "kept", "dropped"),
    [
        ("请问财政总收入是多少？", "财政", "多少"),
        ("镇里建了几个停车场呢", "停车场", "几个"),
        ("有哪些民宿获评了？", "民宿", "哪些"),
        ("麻烦告诉我旅游集散中心什么时候开工", "旅游", "什么时候"),
        ("為什麼固定資產投資下降", "投资", "为什么"),
        ("ＥＯＤ项目怎么样了", "eod", "怎么样"),
    ],
)
def test_words_that_only_ask_are_left_out(question: str, kept: str, dropped: str) -> None:
    words = content_words(question)
    joined = "/".join(words)
    assert kept in joined
    assert dropped not in joined


@pytest.mark.parametrize("question", ["", "？？", "是多少？", "请问有哪些呢", "\x00", "😀", "\ud800"])
def test_a_question_without_content(question: str) -> None:
    assert content_words(question) == []
    assert content_bigrams(question) == []


def test_each_word_once_in_order() -> None:
    words = content_words("投资460万元，收入460万元，投资？")
    assert words.index("投资") < words.index("460") < words.index("收入")
    assert len(words) == len(set(words))


def test_bigrams_run_across_content_words_only() -> None:
    grams = content_bigrams("财政收入是多少")
    assert grams == ["财政", "政收", "收入"]
    # 是多少 stands between: no bigram bridges it.
    assert "入税" not in content_bigrams("财政收入是多少，税收")
    assert "税收" in content_bigrams("财政收入是多少，税收")


def test_numbers_and_latin_words_stay_whole() -> None:
    grams = content_bigrams("EOD项目投资1000万元")
    assert {"eod", "1000", "项目", "目投", "投资"} <= set(grams)


@given(nasty_text)
def test_what_is_kept_stands_in_the_folded_question(text: str) -> None:
    folded = fold(text)
    words, grams = content_words(text), content_bigrams(text)
    assert len(set(words)) == len(words)
    assert len(set(grams)) == len(grams)
    for word in words:
        assert fold(word) in fold(folded)
        assert any(character.isalnum() for character in word)
