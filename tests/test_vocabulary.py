import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.vocabulary import OwnWords, Vocabulary, readings, sound_class, syllables, toned_readings
from index.records import Passage

TEXT = "柳城畲族镇实现财政总收入4225.26万元,其中財政收入3584.27万元。宣平小吃街开街,银行贷款增长。"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.build([TEXT, "美术研学基地"])


def test_membership_is_of_folded_words_and_never_over_punctuation(vocabulary: Vocabulary) -> None:
    assert "财政收入" in vocabulary
    assert "收入" in vocabulary
    assert "税收" not in vocabulary
    assert "街银" not in vocabulary
    assert "元其" not in vocabulary
    assert "" not in vocabulary
    assert 3 not in vocabulary


def test_places_are_numbers_of_passages() -> None:
    kept = Vocabulary.build(["小吃街,小吃街", "2024", "没有", "宣平小吃街", "小吃"])
    assert kept.passages == 4  # a passage of figures alone has no words
    assert kept.places("小吃街") == (0, 2)
    assert kept.places("小吃") == (0, 2, 3)
    assert kept.places("没有") == (1,)
    assert kept.places("街小") == kept.places("") == kept.places("财政") == ()
    assert Vocabulary.build([]).passages == 0
    assert Vocabulary.build([]).places("小吃") == ()


@given(
    st.lists(st.text(alphabet="柳城a,\n2畲", max_size=8), max_size=6),
    st.text(alphabet="柳城畲", min_size=1, max_size=2),
)
def test_places_agree_with_each_passage_alone(texts: list[str], word: str) -> None:
    alone = [Vocabulary.build([text]) for text in texts]
    held = [index for index, one in enumerate(one for one in alone if one.passages) if word in one]
    assert list(Vocabulary.build(texts).places(word)) == held


def test_own_words() -> None:
    told = (("a", "柳城"), ("b", "宣平"), ("a", "小吃"))
    passages = [Passage(row, report, 0, len(text), text, (), row) for row, (report, text) in enumerate(told)]
    own = OwnWords(passages)
    first = own.of("a")
    assert first is not None
    assert "柳城" in first
    assert "宣平" not in first
    assert first.places("小吃") == (1,)
    assert own.of("a") is first
    assert own.of(None) is None


def test_frequency(vocabulary: Vocabulary) -> None:
    assert vocabulary.frequency("财政") == 2
    assert vocabulary.frequency("投诉") == 0
    assert vocabulary.frequency("") == 0


def test_may_contain_is_necessary(vocabulary: Vocabulary) -> None:
    assert vocabulary.may_contain("财政")
    assert vocabulary.may_contain("财")
    assert not vocabulary.may_contain("投诉")


@pytest.mark.parametrize(
    ("spoken", "word"),
    [("liu cheng", "柳城"), ("xuan ping", "宣平"), ("mei shu", "美术"), ("liu chen", "柳城"), ("niu ceng", "柳城")],
)
def test_by_sound_allows_the_usual_confusions(vocabulary: Vocabulary, spoken: str, word: str) -> None:
    assert word in vocabulary.by_sound(spoken.split())


def test_by_sound_reads_in_context(vocabulary: Vocabulary) -> None:
    assert vocabulary.by_sound(["yin", "hang"]) == ["银行"]
    assert vocabulary.by_sound([]) == []
    assert vocabulary.by_sound(["he", "nan"]) == []


def test_sounding_like(vocabulary: Vocabulary) -> None:
    assert "收" in vocabulary.sounding_like("受")
    assert "收" not in vocabulary.sounding_like("收")
    assert vocabulary.sounding_like("a") == ""


def test_between() -> None:
    assert Vocabulary.build(["固定资产投资"]).between("资", "投") == frozenset("产")


def test_sound_classes() -> None:
    pairs = [("zhi", "zi"), ("chang", "can"), ("sheng", "sen"), ("ning", "lin"), ("fa", "hua"), ("fu", "hu")]
    assert all(sound_class(one) == sound_class(other) for one, other in pairs)
    assert sound_class("tong") != sound_class("ton")
    assert syllables("银行") == ["yin", "hang"]
    assert readings("重")[0] == "zhong"
    assert toned_readings("收") == ("shou1",)
    assert toned_readings("x") == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40)), st.text(max_size=10))
def test_any_text_builds(texts: list[str], word: str) -> None:
    vocabulary = Vocabulary.build(texts)
    assert vocabulary.frequency(word) >= (word in vocabulary)
    assert isinstance(vocabulary.by_sound(list(word)), list)
    assert isinstance(vocabulary.sounding_like(word[:1]), str)


def test_surrogates_and_emptiness() -> None:
    assert "柳" in Vocabulary.build(["\ud800柳\udfff"])
    assert "柳" not in Vocabulary.build([])


def test_building_is_fast() -> None:
    start = time.perf_counter()
    vocabulary = Vocabulary.build([TEXT] * 600)
    assert "柳城" in vocabulary
    assert time.perf_counter() - start < 0.5
