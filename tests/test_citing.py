import pytest
from app_helpers import World
from hypothesis import given
from hypothesis import strategies as st
from strategies import nasty_text

from app.answer import escape_markdown
from app.citing import emphasize, to_evidence


def test_numbers_follow_first_use_and_the_same_words_keep_theirs() -> None:
    world = World()
    one, two = world.add("财政总收入4225.26万元。", ["一、总结"]), world.add("建成停车场1个。", ["一、总结"])
    citer = world.citer()
    assert [citer.cite(two), citer.cite(one, (5, 14)), citer.cite(two), citer.cite(one)] == ["[1]", "[2]", "[1]", "[2]"]
    assert [c.n for c in citer.citations] == [1, 2]
    assert [c.quote for c in citer.citations] == [two.text, one.text]


def test_a_citation_is_verbatim_and_places_its_span_in_the_report() -> None:
    world = World("某镇总结")
    world.add("标题", is_heading=True)
    passage = world.add("财政总收入4225.26万元。", ["一、总结", "(一)经济"])
    citer = world.citer()
    citer.cite(passage, (5, 14))
    (citation,) = citer.citations
    text = world.report.text
    assert text[citation.start : citation.end] == citation.quote == passage.text
    assert citation.span is not None
    assert text[slice(*citation.span)] == "4225.26万元"
    assert (citation.title, citation.section, citation.side) == ("某镇总结", ("一、总结", "(一)经济"), "result")


@pytest.mark.parametrize(
    ("section", "text", "side"),
    [
        ("一、上半年工作总结", "建成停车场1个。", "result"),
        ("二、下半年工作思路", "确保种植规模达6600亩。", "target"),
        ("二、下半年工作思路", "加强推广种植。", "plan"),
        ("(五)存在问题", "人才队伍建设有待加强。", "problem"),
    ],
)
def test_sides(section: str, text: str, side: str) -> None:
    world = World()
    passage = world.add(text, [section])
    citer = world.citer()
    citer.cite(passage)
    assert citer.citations[0].side == side


def test_words_outside_the_passages_are_cited_by_offsets() -> None:
    world = World()
    world.add("索引号: 1133/2025 发布机构: 某镇")
    citer = world.citer()
    assert citer.cite_words("r", 5, 14) == "[1]"
    (citation,) = citer.citations
    assert (citation.quote, citation.section, citation.span) == ("1133/2025", (), (5, 14))
    assert citer.cite_words("r", 5, 14, "索引号") == "[2]"
    assert (citer.citations[1].quote, citer.citations[1].span) == ("索引号: 1133/2025", (5, 14))
    assert citer.cite_words("r", 5, 14, "发布机构") == "[1]"


def test_evidence_is_the_passage() -> None:
    world = World("题")
    passage = world.add("建成停车场1个。", ["一、总结"])
    evidence = to_evidence(passage, {"r": world.report})
    assert (evidence.quote, evidence.title, evidence.section) == (passage.text, "题", passage.section)
    assert world.report.text[evidence.start : evidence.end] == evidence.quote


def test_emphasis_by_hand() -> None:
    text = "收入*超200万元*，增长"
    assert emphasize(text, (0, 10), (3, 9)) == "收入\\***超200万元**\\*"
    assert emphasize(text, (3, 9), None) == "超200万元"
    assert emphasize(text, (0, 2), (3, 9)) == "收入"  # a span outside what is shown marks nothing
    assert emphasize(text, (0, 2), (1, 1)) == "收入"


@given(text=nasty_text, data=st.data())
def test_emphasis_alters_no_word(text: str, data: st.DataObject) -> None:
    a, b, c, d = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    shown = emphasize(text, (a, d), (b, c))
    parts = text[a:b], text[b:c], text[c:d]
    before, inside, after = (escape_markdown(part) for part in parts)
    assert shown == (f"{before}**{inside}**{after}" if b < c else escape_markdown(text[a:d]))
