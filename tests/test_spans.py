from dataclasses import replace
from itertools import pairwise

import pytest
from app_helpers import ask, reading_of
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import nasty_text

from app.reader import Reading
from app.spans import MAX_SHOWN, answer_span, clauses, quantities_in, reaching, shown_span

TEXT = "建成宣平小吃街,开街以来实现营业收入超200万元,同比增长10%以上;吸引游客15万余人次。"


def cut(question: str, text: str, marked: str) -> str:
    start, end = answer_span(ask(question), text, reading_of(text, marked))
    return text[start:end]


@pytest.mark.parametrize(
    ("question", "marked", "expected"),
    [
        ("营业收入是多少？", "200", "超200万元"),
        ("营业收入是多少？", "200万元,", "超200万元"),
        ("增长百分之几？", "10%", "10%以上"),
        ("游客多少人次？", "15万", "15万余人次"),
        ("建成了什么？", ",建成宣平小吃街,"[1:], "建成宣平小吃街"),
    ],
)
def test_a_quantity_keeps_comparator_and_unit(question: str, marked: str, expected: str) -> None:
    assert cut(question, TEXT, marked) == expected


def test_who_goes_on_asks_for_what_was_not_told() -> None:
    text = "组建200亿元规模母基金,撬动超1000亿元基金群。"
    question = replace(ask("母基金能带起来多大的基金群？"), units=("元",), own="能带起来多大的基金群?")
    marked = reading_of(text, "200亿元")
    assert text[slice(*answer_span(question, text, marked))] == "200亿元"
    told = replace(question, told=((2e10, "元"),))
    assert text[slice(*answer_span(told, text, marked))] == "超1000亿元"


def test_a_quantity_of_the_asked_unit_is_taken_where_the_reader_marked_none() -> None:
    assert cut("增长了百分之几？", TEXT, "建成宣平小吃街") == "10%以上"
    assert cut("游客有多少人次？", TEXT, "游客") == "15万余人次"
    # Where the mark holds one already, the nearer wish does not move it.
    assert cut("营业收入多少元？", TEXT, "超200万元") == "超200万元"


@pytest.mark.parametrize(
    ("question", "text", "marked", "expected"),
    [
        # The very unit that is asked for, before another that counts things too.
        ("收上来几条意见？", "走访98家单位,收集意见349条。", "98家", "349条"),
        ("地区生产总值涨了多少？", "实现地区生产总值169.28亿元,增长8.7%。", "169.28亿元", "8.7%"),
        ("地区生产总值是多少？", "实现地区生产总值169.28亿元,增长8.7%。", "169.28亿元", "169.28亿元"),
        ("做了几回志愿服务？", "认领心愿71件,开展志愿服务24次。", "71件", "24次"),
        ("后备干部攒下多少个？", "储备后备干部57名。", "储备", "57名"),
        ("省下多少购车钱？", "调剂旧车24辆,节约700万元。", "24辆", "700万元"),
        # What is done, and what is left; of no unit that the question names, a number of the marked one's.
        ("已经整改多少？", "已完成整改71个,正在推进整改2个。", "2个", "71个"),
        ("还有多少没整改？", "已完成整改71个,正在推进整改2个。", "71个", "2个"),
        ("整改多少？", "已完成整改71个,正在推进整改2个。", "2个", "2个"),
    ],
)
def test_the_quantity_that_is_asked_for(question: str, text: str, marked: str, expected: str) -> None:
    assert cut(question, text, marked) == expected


def test_totals_means_and_directions_are_taken_where_they_are_asked_for() -> None:
    text = "新增示范户14家,总数达43家,户均3家,同比下降5%。"
    assert cut("示范户总数多少家？", text, "14家") == "43家"
    assert cut("新增示范户多少家？", text, "14家") == "14家"
    assert cut("平均每户几家？", text, "14家") == "3家"
    assert cut("示范户是多了还是少了？", text, "14家") == "同比下降5%"


@pytest.mark.parametrize(
    ("question", "expected"), [("网格有多少个？", "37个"), ("微网格有多少个？", "116个"), ("有几个联络站？", "28个")]
)
def test_a_longer_word_is_another_thing(question: str, expected: str) -> None:
    assert cut(question, "设28个联络站,37个网格116个微网格。", expected if "联络" in question else "116个") == expected


def test_a_follow_up_chooses_by_its_own_words() -> None:
    text = "招商引资项目64个,签约项目42个,投产项目7个。"
    asked = ask("招商引资项目投产的有几个？")
    mark = reading_of(text, "64个")
    spans = [answer_span(question, text, mark) for question in (asked, replace(asked, own="投产的有几个？"))]
    assert [text[a:b] for a, b in spans] == ["64个", "7个"]


def test_a_mark_is_kept_where_no_quantity_is_asked() -> None:
    assert cut("建成了什么街？", TEXT, "宣平小吃街") == "宣平小吃街"


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("深挖“廉莲”文化", "廉莲", "“廉莲”"),
        ("持续深化“三清三联”机制", "“三清三联", "“三清三联”"),
        ("持续深化“三清三联”机制", "三清三联”", "“三清三联”"),
        ("出版《柳城志》一书", "柳城志", "《柳城志》"),
        ("成立专(兼)职队伍", "专(兼", "专(兼)"),
        ("丢了开头的首课”主课", "首课”", "首课”"),  # no opening mark to close: left as it is
        ("首课”", "首课”", "首课”"),
        ("“没有结尾的引号", "“没有结尾", "“没有结尾"),
    ],
)
def test_quotes_are_closed(text: str, marked: str, expected: str) -> None:
    assert cut("叫什么？", text, marked) == expected


def test_an_opening_mark_far_away_is_not_fetched() -> None:
    text = "“甲" + "乙" * 30 + "丙”丁"
    assert cut("叫什么？", text, "丙”") == "丙”"


def test_punctuation_around_the_mark_is_trimmed() -> None:
    assert cut("叫什么？", "获评，示范乡镇。", "，示范乡镇。") == "示范乡镇"


def test_clauses_cover_the_text_in_order() -> None:
    assert [TEXT[a:b] for a, b in clauses(TEXT)] == [
        "建成宣平小吃街,",
        "开街以来实现营业收入超200万元,",
        "同比增长10%以上;",
        "吸引游客15万余人次。",
    ]
    assert clauses("") == []
    assert clauses("，。；") == []


def shown(text: str, marked: str, words: list[str]) -> str:
    start = text.index(marked)
    a, b = shown_span(text, (start, start + len(marked)), words)
    return text[a:b]


def test_the_clause_of_the_span_is_shown() -> None:
    assert shown(TEXT, "15万余人次", ["游客"]) == "吸引游客15万余人次"
    assert shown(TEXT, "超200万元", ["营业", "收入"]) == "开街以来实现营业收入超200万元"


def test_a_clause_that_only_continues_brings_what_it_leans_on() -> None:
    text = shown(TEXT, "10%以上", ["收入"])
    assert text == "开街以来实现营业收入超200万元,同比增长10%以上"


def test_the_subject_is_fetched_when_the_clause_lacks_it() -> None:
    text = "美术研学基地项目建设全面提速,已经进入设计完善阶段,完成工程量60%。"
    assert shown(text, "60%", ["美术"]).startswith("美术研学基地项目")


def test_a_long_text_is_not_shown_whole() -> None:
    text = "甲乙丙丁戊己庚辛," * 40 + "收入5元。"
    assert 5 < len(shown(text, "5元", ["税收"])) <= MAX_SHOWN


def test_quantities_in_a_span() -> None:
    start = TEXT.index("10%")
    assert [q.value for q in quantities_in(TEXT, (start, start + 1))] == [10.0]
    assert quantities_in(TEXT, (0, 4)) == []


QUOTED = st.lists(
    st.sampled_from(
        ["“", "”", "(", ")", "《", "》", "，", "。", "超5%以上", "3家", "莲", " ", "\u3000", "1,200元", "😀"]
    )
).map("".join)
QUESTIONS = st.sampled_from(["收入是多少元？", "叫什么？", "增长百分之几？", "是3家吗？", "3家和5家哪个更多？", "\x00"])


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(QUOTED, nasty_text), question=QUESTIONS, data=st.data())
def test_spans_stay_inside_any_text(text: str, question: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = answer_span(ask(question), text, Reading(start, end, 0.0, 0.0))
    assert 0 <= span[0] <= span[1] <= len(text)
    for quantity in quantities_in(text, span) if span[0] < span[1] else []:
        assert span[0] <= quantity.start
        assert quantity.end <= span[1]
    a, b = shown_span(text, span, ["收入"])
    assert 0 <= a <= b <= len(text)
    assert span[0] == span[1] or a <= span[0] < span[1] <= b
    found = clauses(text)
    assert all(x < y for x, y in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))


def test_the_clause_of_the_thing_that_is_asked_about_is_reached() -> None:
    text = "我区获得“美食之乡”称号,现代农业科技示范园获评国家3A级景区,南湖水库入选“省水利风景区”,全年接待各地游客187万人次。"
    shown = (0, text.index(","))
    assert text[slice(*reaching(text, shown, ["南湖", "称号"]))].endswith("南湖水库入选“省水利风景区”")
    assert reaching(text, shown, ["称号"]) == shown  # nothing is lacking
    assert reaching(text, shown, ["北湖"]) == shown  # nor anywhere to be found
    behind = (text.index("全年"), text.index("。"))
    assert text[slice(*reaching(text, behind, ["南湖"]))] == "南湖水库入选“省水利风景区”,全年接待各地游客187万人次"
    assert reaching(text, behind, ["美食"]) == behind  # too far before it


@given(nasty_text, st.lists(nasty_text, max_size=3))
def test_what_is_reached_holds_what_was_shown(text: str, words: list[str]) -> None:
    for shown in clauses(text):
        start, end = reaching(text, shown, words)
        assert 0 <= start <= end <= len(text)
        assert text[slice(*shown)].strip(" 　，,。；;：:、！!？?\t\n") in text[start:end]


def test_what_only_repeats_the_question_is_no_answer() -> None:
    text = "今年某镇获评省示范乡镇。"
    assert cut("某镇今年拿到什么称号？", text, "某镇") == "获评省示范乡镇"
    assert cut("谁获评省示范乡镇？", text, "某镇") == "某镇"


def test_the_time_is_that_of_what_is_asked() -> None:
    text = "县人民医院于7月1日正式启用,县中医院于10月启用。"
    assert cut("县中医院什么时候启用？", text, "7月1日") == "10月"
    assert cut("县人民医院什么时候启用？", text, "7月1日") == "7月1日"
    assert cut("县人民医院哪天启用？", text, "县人民医院于7月1日") == "县人民医院于7月1日"


def test_how_far_a_thing_is_to_come_is_told_by_its_share() -> None:
    text = "加速推进年度投资1000万元的基地项目,完成工程量60%以上。"
    assert cut("基地下半年要干到什么程度？", text, "1000万元") == "60%以上"
    assert cut("基地年度投资多少？", text, "1000万元") == "1000万元"
