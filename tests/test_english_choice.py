import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.english import to_chinese
from app.english_choice import Options, choose
from app.english_dictionary import Dictionary, stems
from app.english_grammar import PHRASES
from app.english_tokens import split_words
from app.vocabulary import Vocabulary

TERMS = Path(__file__).parents[1] / "app" / "data" / "genre-en.tsv"
PASSAGES = [
    "成功举办民俗活动10余场,吸引游客15万余人次。",
    "新建画廊一座,请画家画壁画。",
    "农村居民人均可支配收入增长9%。",
    "经营主体新增105万户。",
    "推进道路建设,种植荷花。",
    "粮食产量增长2%。",
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.build(PASSAGES)


def test_the_company_decides(vocabulary: Vocabulary) -> None:
    draw = Options({"画": 1.0, "吸引": 0.9})
    assert choose([Options.only("游客"), draw], vocabulary) == ["游客", "吸引"]
    assert choose([Options.only("画廊"), draw], vocabulary) == ["画廊", "画"]
    assert choose([draw], vocabulary) == ["画"]


def test_a_form_that_is_held_comes_before_one_that_is_not(vocabulary: Vocabulary) -> None:
    assert choose([Options({"市场主体": 1.0, "经营主体": 0.85})], vocabulary) == ["经营主体"]
    assert choose([Options({"市场主体": 1.0, "商家": 0.85})], vocabulary) == ["市场主体"]


def test_a_light_word_without_company_is_left_out(vocabulary: Vocabulary) -> None:
    assert choose([Options.only("飞船"), Options({"举办": 1.0}, light=True)], vocabulary) == ["飞船", ""]
    assert choose([Options.only("民俗活动"), Options({"举办": 1.0}, light=True)], vocabulary) == ["民俗活动", "举办"]
    assert choose([Options({}, light=True)], vocabulary) == [""]


def test_a_neighbouring_passage_is_company_too(vocabulary: Vocabulary) -> None:
    grow = Options({"增长": 1.0, "种植": 0.85})
    assert choose([Options.only("荷花"), grow], vocabulary)[1] == "种植"
    assert choose([Options.only("产量"), grow], vocabulary)[1] == "增长"


@given(
    st.lists(
        st.builds(
            Options,
            st.dictionaries(
                st.sampled_from(["游客", "画", "吸引", "无", "增长"]), st.floats(0.01, 1), min_size=1, max_size=4
            ),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_one_form_for_each(asked: list[Options]) -> None:
    vocabulary = Vocabulary.build(PASSAGES)
    chosen = choose(asked, vocabulary)
    assert len(chosen) == len(asked)
    for options, form in zip(asked, chosen, strict=True):
        assert form in options.weights or (options.light and form == "")


def test_words_of_the_report_that_is_asked_are_preferred(vocabulary: Vocabulary) -> None:
    both = Vocabulary.build([*PASSAGES, "市场主体达到三千户。"])
    assert "市场主体" in to_chinese("How many market entities are there?", both, Vocabulary.build(["市场主体三千户"]))
    assert "经营主体" in to_chinese("How many market entities are there?", both, vocabulary)


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("How many visitors did the folk activities attract?", "民俗活动吸引多少游客?"),
        ("How many business entities are there?", "有多少经营主体?"),
        ("By how much did grain output increase compared with last year?", "同比粮食产量增长多少?"),
        ("By at least what percentage is grain output to grow?", "粮食产量增长至少百分之几?"),
        ("Did more than 150,000 visitors come?", "超过15万游客吗?"),
        ("And which folk activities were held?", "举办哪些民俗活动?"),
        ("How fast did grain output grow over the whole year?", "全年粮食产量增长多少?"),
    ],
)
def test_grammar(vocabulary: Vocabulary, question: str, chinese: str) -> None:
    assert to_chinese(question, vocabulary) == chinese


def test_a_word_that_a_longer_one_says_is_not_said_twice() -> None:
    jobs = Vocabulary.build(["城镇新增就业106万人。"])
    assert to_chinese("How many new urban jobs were created?", jobs) == "多少城镇新增就业?"


def test_what_the_report_calls_itself_is_left_out(vocabulary: Vocabulary) -> None:
    assert to_chinese("What was the county's grain output?", vocabulary) == "粮食产量是多少?"
    assert "县" not in to_chinese("How much grain does the county grow?", vocabulary)
    assert "医院" in to_chinese("How many beds has the county hospital?", vocabulary)


def test_an_everyday_word_counts_only_where_the_report_holds_it() -> None:
    terms = Dictionary.build(Vocabulary.build(["开展活动"]))
    assert terms.term(stems("carry out")) == "开展"
    nothing = Dictionary.build(Vocabulary.build(["无"]))
    assert nothing.term(stems("carry out")) is None
    assert nothing.term(stems("airport")) == "机场"


def test_tokens() -> None:
    words = split_words("R&D at the county's No. 1 5A site (宣莲), 6,600 mu")
    assert [word.text for word in words] == [
        *("research", "and", "development", "at", "the", "county", "No", "1", "5A", "site"),
        *("(", "宣莲", "),", "6,600", "mu"),
    ]
    assert words[5].owns
    assert not words[9].owns


def test_the_terms_are_well_formed() -> None:
    keys: dict[tuple[str, ...], str] = {}
    lines = [line for line in TERMS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert len(lines) > 2_000
    for line in lines:
        english, tab, chinese = line.partition("\t")
        key = stems(english)
        assert tab, line
        assert key, line
        assert len(key) <= Dictionary.LONGEST, line
        assert keys.setdefault(key, line) == line, (line, keys[key])
        assert re.fullmatch(r"~?[\u3400-\u9fffA-Z0-9.、]+(?:/[\u3400-\u9fffA-Z0-9.、]+)*(?:/-)?|~-", chinese), line
        assert not chinese.endswith("-") or chinese.startswith("~"), line


def test_no_term_hides_behind_the_grammar() -> None:
    """A phrase of the grammar comes first, so a term of the same words would never be used."""
    hidden = [
        line
        for line in TERMS.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#") and stems(line.partition("\t")[0]) in PHRASES
    ]
    assert not hidden
