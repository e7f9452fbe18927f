"""Which of several quantities of a sentence is the one asked for, worked by hand."""

import pytest
from app_helpers import ask, reading_of

from app.pinpoint import choose, counted_noun


def chosen(question: str, text: str, mark: str) -> str:
    reading = reading_of(text, mark)
    quantity = choose(ask(question), text, (reading.start, reading.end))
    assert quantity is not None
    return text[quantity.start : quantity.end]


@pytest.mark.parametrize(
    ("question", "text", "mark", "expected"),
    [
        # of several dealt out by one 分别 the one for the thing that is named
        ("诈骗案件降了多少？", "盗窃、诈骗案件分别下降12.5%、3%。", "下降12.5%", "3%"),
        ("盗窃案件降了多少？", "盗窃、诈骗案件分别下降12.5%、3%。", "下降12.5%", "12.5%"),
        # of a list the item that is named
        ("政协提案办了多少件？", "办理代表建议81件、政协提案79件。", "81件", "79件"),
        # of a whole the part, of a part the whole
        ("新增床位里养老床位有几张？", "新增床位80张,其中养老床位50张。", "80张", "50张"),
        ("一共新增了几张床位？", "新增床位80张,其中养老床位50张。", "80张", "80张"),
        # what it was, what it became
        ("补助会涨到多少元？", "补助由每月600元提高到800元。", "600元", "800元"),
        ("补助原来是多少元？", "补助由每月600元提高到800元。", "800元", "600元"),
        # what it is a share of, how many there are by now
        ("轴承产业占规上工业的比重是多少？", "轴承产业142亿元,增长10.2%,占比达到53.5%。", "10.2%", "53.5%"),
        ("轴承产业增长了多少？", "轴承产业142亿元,增长10.2%,占比达到53.5%。", "53.5%", "10.2%"),
        ("现在有多少家企业？", "企业净增8家、总数达到54家。", "8家", "54家"),
        # what ought to be, what is
        ("死亡率的控制目标是多少？", "死亡率2.87‰,低于4‰的控制目标。", "2.87‰", "低于4‰"),
        ("死亡率是多少？", "死亡率2.87‰,低于4‰的控制目标。", "2.87‰", "2.87‰"),
        # people, cases and money, each by its own measure word
        ("罚了几个人？", "查处焚烧9起,行政处罚7人。", "9起", "7人"),
        ("查出多少例乳腺癌？", "筛查9236人,检出宫颈癌47例、乳腺癌11例。", "9236人", "11例"),
        # those of the size that is asked about, however it is said
        ("收入过百万的村有几个？", "50万元以上的61个,100万元以上的19个。", "61个", "19个"),
        ("收入50万以上的村有几个？", "50万元以上的61个,100万元以上的19个。", "19个", "61个"),
        # things that are counted, no rate
        ("还空着多少编制？", "卫生院空编163个,空编率18.2%。", "18.2%", "163个"),
        # the clause that asks says what it asks for
        (
            "省里为撬动社会资本搞了引导基金，母基金规模多大？",
            "组建200亿元规模母基金,撬动资本打造1000亿元基金群。",
            "1000亿元",
            "200亿元",
        ),
    ],
)
def test_the_quantity_that_is_asked_for(question: str, text: str, mark: str, expected: str) -> None:
    assert chosen(question, text, mark) == expected


@pytest.mark.parametrize(
    ("question", "noun"),
    [("有多少编制没用？", "编制"), ("增长多少？", ""), ("奔着多少去？", ""), ("完成率是多少？", "")],
)
def test_what_is_counted(question: str, noun: str) -> None:
    assert counted_noun(ask(question)) == noun


def test_a_rate_of_what_is_asked_for_is_no_other_quantity() -> None:
    text = "推进年度投资1000万元的基地项目,完成工程量60%以上。"
    assert chosen("基地下半年要完成多少工程量？", text, "60%以上") == "60%以上"
