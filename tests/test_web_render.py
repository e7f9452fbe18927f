"""What the page shows: every word as text, every chip at its place, three outcomes told apart."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from web_engine import REPORT_ID, FakeEngine, hostile_report, real_report

from app.answer import Answer, Citation, Evidence, Generation, escape_markdown
from app.question import understand
from app.refusing import ask_back
from app.web.frame import MOST_TITLES, render_examples, render_note, render_source
from app.web.render import (
    Failure,
    plain_text,
    render_answer,
    render_asked,
    render_draft,
    render_failure,
    render_markdown,
    render_question,
)
from app.web.source_view import Shelf, escape, render_text
from app.web.words import EN, ZH, Words, choose_language, one_language, translations
from index.records import Report, Section

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[x](javascript:alert(1))",
    "</mark></div></p></a>",
    "[1] [2] \\[1\\] **[1]**",
    "&lt;b&gt; &amp; &#60;",
    "`code` <!-- --> {{value}} ${value} $$x$$",
    "\r\n\t\n\n  \x0b\x0c\u2028\u0085 \ufeff",
    "𠮷田\U0001f600\u202e",
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")) | st.sampled_from(HOSTILE)
SHELF = Shelf({}, (), ())


class Reader(HTMLParser):
    """The text content of HTML, its elements and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "elements overlap"

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment was made of text")

    def with_class(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.elements if name in (attributes.get("class") or "").split()]


@given(texts)
@example("\n")
def test_escaped_text_is_the_text_on_one_line_without_markup(text: str) -> None:
    html = escape(text)
    assert Reader(html).text == text
    assert Reader(html).elements == []
    assert not re.search("[\r\n\t<>\"'`]", html)


@given(texts)
def test_an_attribute_holds_escaped_text_unchanged(text: str) -> None:
    assert Reader(f'<p title="{escape(text)}"></p>').elements == [("p", {"title": text})]


def test_what_no_page_can_hold_becomes_one_replacement_character_each() -> None:
    assert escape("a\x00b\ud800c") == "a\ufffdb\ufffdc"


@given(texts)
def test_a_question_is_shown_as_text(text: str) -> None:
    reader = Reader(render_question(text))
    assert reader.text == text
    assert [tag for tag, _ in reader.elements] == ["div"]


@given(st.lists(texts).map("".join))
@example("一、甲\r\n\r\n(一)乙。丙。\n")
def test_the_text_of_a_rendered_report_is_the_report(text: str) -> None:
    report = Report(id="r", file="r.txt", title="t", text=text, sha256="")
    spans = [(start, start + 3) for start in range(0, len(text), 5)]
    section = Section("r", text[:2], 1, (text[:2],), 0, min(2, len(text)), len(text))
    assert Reader(render_text(report, [section], spans)).text == text


@given(texts)
def test_markdown_shows_escaped_words_as_they_are(text: str) -> None:
    line = re.sub(r"[\n\r]", " ", text).strip() or "x"
    html = render_markdown(f"答：{escape_markdown(line)}", {1: "<chip>"})
    assert Reader(html).text == f"答：{line}"
    assert plain_text(escape_markdown(line)) == line


@given(texts)
def test_markdown_makes_no_element_but_its_own(text: str) -> None:
    tags = {tag for tag, _ in Reader(render_markdown(text)).elements}
    assert tags <= {"p", "ul", "ol", "li", "strong"}


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**4225.26万元**[1]。", "<p><strong>4225.26万元</strong>CHIP。</p>"),
        ("[2] 和 \\[1\\]", "<p>[2] 和 [1]</p>"),
        ("- 甲[1]\n- 乙\n\n完", "<ul><li>甲CHIP</li><li>乙</li></ul><p>完</p>"),
        ("1. 甲\n2. 乙", "<ol><li>甲</li><li>乙</li></ol>"),
        ("一个 ** 星号", "<p>一个 ** 星号</p>"),
        ("a &lt;b&gt; \\*c\\*", "<p>a &#60;b&#62; *c*</p>"),
        ("[x](javascript:alert(1)) ![i](u)", "<p>[x](javascript:alert(1)) ![i](u)</p>"),
        ("", ""),
    ],
)
def test_markdown_of_answers(markdown: str, html: str) -> None:
    assert render_markdown(markdown, {1: "CHIP"}) == html


def test_plain_text_drops_markers_bold_and_escapes() -> None:
    assert plain_text("- 收入 **超200万元**[1]，\\[注\\] &lt;x&gt;[12]") == "- 收入 超200万元，[注] <x>"


def shelf_of(*reports: Report) -> tuple[FakeEngine, Shelf]:
    engine = FakeEngine(*reports)
    return engine, Shelf(engine.index.reports, engine.index.sections, engine.index.passages)


def test_a_chip_is_a_hash_link_to_an_anchor_of_the_source_and_carries_the_offsets() -> None:
    engine, shelf = shelf_of()
    answer = engine.answer("宣莲今年要种到多少亩？")
    reader = Reader(render_answer(answer, shelf, ZH))
    source = Reader(shelf.show([REPORT_ID], ZH))
    anchors = {attributes["id"] for _, attributes in source.elements if "id" in attributes}
    chips = reader.with_class("rq-chip")
    assert len(chips) == 2 * len(answer.citations)
    for citation, chip in zip(answer.citations, chips[:2], strict=True):
        assert (chip["href"] or "")[1:] in anchors
        assert f"rq-at-0-{citation.start}-{citation.end}" in (chip["class"] or "")
        assert citation.span is not None
        assert f"rq-span-{citation.span[0]}-{citation.span[1]}" in (chip["class"] or "")
        assert citation.quote in (chip["title"] or "")
        label = {"target": "下半年目标", "result": "上半年实绩"}[citation.side]
        assert (chip["title"] or "").startswith(f"{label} · {citation.section[0]}")
        assert f"rq-{citation.side}" in (chip["class"] or "").split()
        assert int((chip["href"] or "").split("-")[1]) <= citation.start


def test_an_answer_shows_text_badges_places_and_quotes() -> None:
    engine, shelf = shelf_of()
    html = render_answer(engine.answer("宣莲今年要种到多少亩？"), shelf, ZH)
    reader = Reader(html)
    assert reader.with_class("rq-answer") and not reader.with_class("rq-refusal") and "\n" not in html
    assert "下半年目标" in reader.text and "上半年实绩" in reader.text
    assert "二、下半年工作思路 › (二)聚势赋能" in reader.text
    assert "确保今年种植规模达<strong>6600亩</strong>,同比增长10%以上。" in html
    assert "理解为" not in reader.text


def test_the_three_outcomes_look_different() -> None:
    engine, shelf = shelf_of()
    refused = Reader(render_answer(engine.answer("镇长叫什么名字？"), shelf, ZH))
    failed = Reader(render_failure(Failure("坏<了>"), ZH))
    assert (
        refused.with_class("rq-refusal") and not refused.with_class("rq-answer") and not refused.with_class("rq-chip")
    )
    assert "相关段落（不是答案）" in refused.text and len(refused.with_class("rq-go")) == 2
    assert failed.with_class("rq-failure") and not failed.with_class("rq-refusal")
    assert "坏<了>" in failed.text and "不代表报告没有提到" in failed.text
    assert ZH.failed_unknown in Reader(render_failure(Failure(), ZH)).text


def test_what_is_asked_back_is_not_said_to_be_missing_from_the_report() -> None:
    _, shelf = shelf_of()
    for question, words in ((understand("那上半年呢？"), ZH), (understand("那上半年呢？", "And then?", "en"), EN)):
        back = Reader(render_answer(ask_back(question), shelf, words))
        assert words.incomplete in back.text and words.refused not in back.text and words.related not in back.text


def test_the_stand_alone_question_is_shown_where_it_differs() -> None:
    engine, _ = shelf_of()
    answer = replace(engine.answer("宣莲多少亩"), question="那<下半年>呢", standalone_question="宣莲<下半年>多少亩")
    asked = Reader(render_asked(answer.question, answer.standalone_question, ZH))
    assert asked.text.startswith("那<下半年>呢理解为：宣莲<下半年>多少亩")
    assert {tag for tag, _ in asked.elements} == {"div", "span", "button"}
    assert "理解为" not in Reader(render_asked("问 题", " 问 题 ", ZH)).text


@given(
    texts, texts, texts, st.sampled_from(["answered", "refused"]), st.none() | st.tuples(st.integers(), st.integers())
)
def test_nothing_in_an_answer_becomes_markup(
    title: str, quote: str, question: str, status: Any, span: tuple[int, int] | None
) -> None:
    citation = Citation("r", title, (quote, title), quote, 0, len(quote), 1, span)
    related = Evidence("r", title, (title,), quote, 0, len(quote))
    answer = Answer(question, question + "?", status, f"{escape_markdown(quote)}[1]", (citation,), (related,))
    reports = {name: Report(id=name, file="f", title=title, text=quote, sha256="") for name in ("r", "s")}
    for words in (ZH, EN):
        reader = Reader(render_answer(answer, Shelf(reports, (), ()), words))
        tags = {tag for tag, _ in reader.elements}
        assert tags <= {"div", "p", "span", "a", "ol", "ul", "li", "blockquote", "strong", "button", "pre"}
        names = {name for _, attributes in reader.elements for name in attributes}
        assert names <= {"class", "href", "title", "type"}
        links = [attributes.get("href") or "" for tag, attributes in reader.elements if tag == "a"]
        assert all(re.fullmatch(r"#r\d+(-\d+)?", link) for link in links)
        assert quote in reader.text


def test_evidence_of_a_report_that_is_not_there_is_no_link() -> None:
    citation = Citation("gone", "没了", (), "话", 0, 1, 1)
    reader = Reader(render_answer(Answer("问题", "问题", "answered", "话[1]", (citation,)), SHELF, ZH))
    assert all("href" not in attributes for _, attributes in reader.elements)


def test_the_source_has_an_outline_that_leads_to_its_headings() -> None:
    engine, shelf = shelf_of()
    reader = Reader(shelf.show([REPORT_ID], ZH))
    links = [(attributes["href"] or "")[1:] for attributes in reader.with_class("rq-heading-link")]
    headings = [attributes for _, attributes in reader.elements if attributes.get("role") == "heading"]
    assert links == [heading["id"] for heading in headings] and len(links) == len(engine.index.sections)
    assert reader.with_class("rq-aside"), "what surrounds the report in the scrape is set apart"
    assert "2025-08-12" in reader.text


def test_several_reports_get_numbers_of_their_own_and_tabs() -> None:
    _, shelf = shelf_of(real_report(), hostile_report())
    html = shelf.show([REPORT_ID, hostile_report().id, "unknown", REPORT_ID], ZH)
    reader = Reader(html)
    assert [attributes["id"] for attributes in reader.with_class("rq-report")] == ["r0", "r1"]
    assert len(reader.with_class("rq-tab")) == 2
    assert "<script" not in html and "<img" not in html
    identities = [attributes["id"] for _, attributes in reader.elements if "id" in attributes]
    assert len(identities) == len(set(identities))


@given(st.lists(texts, min_size=1))
def test_frame_parts_show_text(questions: list[str]) -> None:
    reader = Reader(render_examples(questions, ZH, questions))
    assert len(reader.with_class("rq-example")) == len(questions) and "".join(questions) in reader.text
    assert len(reader.with_class("rq-subject-name")) == min(len(questions), MOST_TITLES)
    assert "".join(questions[:MOST_TITLES]) in reader.text.partition(ZH.examples)[0]
    assert Reader(render_note(questions[0], ZH)).text == one_language(questions[0], "zh")
    assert Reader(render_source("", EN)).with_class("rq-panel")


@pytest.mark.parametrize(
    ("header", "language"),
    [(None, "zh"), ("", "zh"), ("zh-CN,zh;q=0.9,en", "zh"), ("en-US,en;q=0.9,zh", "en"), ("fr", "en"), ("ZH-tw", "zh")],
)
def test_the_language_is_the_one_asked_for_first(header: str | None, language: str) -> None:
    assert choose_language(header) == language


@pytest.mark.parametrize(
    ("sentence", "zh", "en"),
    [
        (
            "问题是空的，请输入。(The question is empty; type one.)",
            "问题是空的，请输入。",
            "The question is empty; type one.",
        ),
        (
            "没有编号为 a(b) 的报告。(There is no report 'a(b)'.)",
            "没有编号为 a(b) 的报告。",
            "There is no report 'a(b)'.",
        ),
        ("嵌入模型没有装好。", "嵌入模型没有装好。", "嵌入模型没有装好。"),
        ("The index (of 3) is damaged.", "The index (of 3) is damaged.", "The index (of 3) is damaged."),
        ("没有(这份)报告", "没有(这份)报告", "没有(这份)报告"),
        ("", "", ""),
    ],
)
def test_of_a_sentence_in_both_languages_one_is_shown(sentence: str, zh: str, en: str) -> None:
    assert (one_language(sentence, "zh"), one_language(sentence, "en")) == (zh, en)


def test_every_sentence_of_the_page_is_in_both_languages() -> None:
    tables = translations()
    assert tables["zh"].keys() == tables["en"].keys()
    assert all(value.strip() for table in tables.values() for value in table.values())
    assert not any(re.search("[\u4e00-\u9fff]", value) for value in tables["en"].values())


@given(texts)
def test_a_draft_is_shown_as_a_draft_and_as_text(text: str) -> None:
    seen = Reader(render_draft(text, ZH))
    assert "草稿" in seen.text and "尚未与原文核对" in seen.text
    assert {tag for tag, _ in seen.elements} <= {"div", "p"}
    assert "rq-answer" not in [attributes.get("class") for _, attributes in seen.elements]


@pytest.mark.parametrize("words", [ZH, EN])
def test_what_a_model_had_to_do_with_an_answer_is_told_in_small(words: Words) -> None:
    answer = Answer("q", "q", "answered", "收入5万元。")
    assert "rq-made" not in render_answer(answer, SHELF, words)
    for generation, told in (
        (Generation("verified"), words.verified),
        (Generation("repaired", dropped=1), words.repaired),
        (Generation("extractive", notice="模型没能<用>上。"), "模型没能<用>上。"),
    ):
        made = Reader(render_answer(replace(answer, generation=generation), SHELF, words))
        assert told in made.text
