"""Answers put into words, worked by hand; every quotation is the report's."""

import re

import pytest
from app_helpers import World, ask, candidate, found

from app.compose import confirm, enumerate_items, state, summarize
from index.records import Passage

INCOME = "1-6月,实现财政总收入4225.26万元,其中财政收入3584.27万元,税收收入640.99万元。"


def check_verbatim(answer: str, world: World) -> None:
    """Each line's words, without marks, markers and what joins them, stand in the report."""
    text = world.report.text
    answer = re.sub(r"^(?:是|不是)。", "", answer)
    for piece in re.split(r"\[\d+\]|\n- |^- |“|”", answer):
        words = piece.replace("**", "").strip("。：. ")
        assert words in text or words.startswith(("Yes", "No", "The report says"))


def test_a_fact_in_one_sentence() -> None:
    world = World()
    passage = world.add(INCOME)
    citer = world.citer()
    answer = state(candidate(passage, "640.99"), ask("税收收入是多少？"), citer)
    assert "**640.99万元**" in answer
    assert "税收收入" in answer
    assert answer.endswith("。[1]")
    assert "\n" not in answer
    check_verbatim(answer, world)
    (citation,) = citer.citations
    assert citation.span is not None
    assert world.report.text[slice(*citation.span)] == "640.99万元"


def test_a_fact_asked_in_english() -> None:
    world = World()
    passage = world.add("开街以来实现营业收入超200万元。")
    answer = state(candidate(passage, "200万元"), ask("营业收入 how much", "en"), world.citer())
    assert answer == "The report says: “开街以来实现营业收入**超200万元**”.[1]"


def test_markup_of_the_report_is_shown_as_text() -> None:
    world = World()
    passage = world.add("获评<script>x</script>*示范*[注]乡镇3个。")
    answer = state(candidate(passage, "3个"), ask("几个示范乡镇？"), world.citer())
    assert "<" not in answer
    assert "\\[注\\]" in answer
    assert "\\*示范\\*" in answer


@pytest.mark.parametrize(
    ("text", "marked", "question", "said"),
    [
        ("建成停车场3个。", "3个", "建成停车场3个，对吗？", "是。"),
        ("建成停车场3个。", "3个", "建成停车场5个，对吗？", "不是。"),
        ("建成停车场3个。", "3个", "建成停车场三个吗？", "是。"),
        ("实现收入4.35亿元。", "4.35亿元", "实现收入43500万元吗？", "是。"),
        ("营业收入超200万元,同比增长10%。", "超200万元", "营业收入增长20%吗？", "不是。"),
        ("三级走访率同比下降54%。", "54%", "三级走访率上升了吗？", "不是。"),
        ("三级走访率同比下降54%。", "54%", "三级走访率下降了吗？", "是。"),
        ("两个重点项目目前未实现入库。", "未实现入库", "重点项目入库了吗？", "不是。"),
        ("两个重点项目目前未实现入库。", "未实现入库", "重点项目是不是没有入库？", "是。"),
        ("成立督查工作组。", "督查工作组", "有没有成立督查工作组？", "是。"),
        ("获评示范乡镇。", "示范乡镇", "是不是获评了示范乡镇？", "是。"),
        ("获评示范乡镇。", "示范乡镇", "获评示范乡镇了没有？", "是。"),
        ("工期3个月。", "3个月", "工期3天吗？", "不是。"),
        ("面积15公顷。", "15公顷", "面积15亩吗？", "不是。"),
        ("吸引游客15万人次。", "15万人次", "吸引了15万人吗？", "是。"),
        ("项目未实现入库。", "未实现入库", "项目入库了没有？", "不是。"),
    ],
)
def test_yes_or_no(text: str, marked: str, question: str, said: str) -> None:
    world = World()
    passage = world.add(text)
    answer = confirm([found(passage, marked)], ask(question), world.citer())
    assert answer.startswith(said)
    assert answer.endswith("[1]")
    check_verbatim(answer, world)


def test_a_wrong_number_is_corrected_by_the_one_of_the_same_unit() -> None:
    world = World()
    passage = world.add("新增基地600亩,平台4个,销售额500万元。")
    answer = confirm([found(passage, "4个")], ask("新增基地800亩，对吗？"), world.citer())
    assert answer.startswith("不是。")
    assert "**600亩**" in answer


def test_a_number_stated_in_another_of_the_best_passages_is_confirmed_there() -> None:
    world = World()
    first, second = world.add("建成停车场3个。"), world.add("改造停车场5个。")
    citer = world.citer()
    answer = confirm([found(first, "3个"), found(second, "5个")], ask("改造停车场5个吗？"), citer)
    assert answer.startswith("是。")
    assert "**5个**" in answer
    assert [citation.quote for citation in citer.citations] == [second.text]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("1-6月建成停车场3个吗？", "是。"),
        ("1-6月建成停车场5个吗？", "不是。"),
        ("1至6月建成停车场了吗？", "是。"),
        ("6月30日前建成停车场3个吗？", "是。"),
    ],
)
def test_a_date_only_frames_the_question(question: str, said: str) -> None:
    world = World()
    passage = world.add("建成停车场3个。")
    answer = confirm([found(passage, "3个")], ask(question), world.citer())
    assert answer.startswith(said)
    assert "**3个**" in answer


def test_yes_and_no_in_english() -> None:
    world = World()
    passage = world.add("建成停车场3个。")
    for number, said in (("3", "Yes. "), ("5", "No. ")):
        answer = confirm([found(passage, "3个")], ask(f"建成停车场{number}个吗", "en"), world.citer())
        assert answer == f"{said}The report says: “建成停车场**3个**”.[1]"


def test_a_list_of_siblings() -> None:
    world = World()
    items = [world.add(text, ["(五)存在问题"]) for text in ("一是立规有待加强。", "二是队伍有待加强；", "三是后劲不足")]
    answer = enumerate_items([found(items[0])], ask("有哪些问题？"), world.citer(), items)
    lines = ["- 一是立规有待加强。[1]", "- 二是队伍有待加强。[2]", "- 三是后劲不足。[3]"]
    assert answer.split("\n") == lines


def test_a_list_in_one_sentence_is_shown_whole() -> None:
    world = World()
    passage = world.add("金湖源、梁家山、东西等3个村获评示范村。")
    answer = enumerate_items([found(passage, "金湖源、梁家山、东西")], ask("哪些村获评？"), world.citer(), [])
    assert answer.replace("**", "") == "金湖源、梁家山、东西等3个村获评示范村。[1]"
    assert "**金湖源、梁家山、东西" in answer


def test_a_list_over_several_sentences_is_in_reading_order() -> None:
    world = World()
    passages = [world.add(f"建成第{n}项。") for n in "一二三"]
    chances = {0: 0.8, 1: 0.2, 2: 0.9}
    ranked = sorted((found(p, probability=chances[p.id]) for p in passages), key=lambda item: -item.probability)
    answer = enumerate_items(ranked, ask("建成了哪些？"), world.citer(), [])
    assert answer.split("\n") == ["- 建成第一项。[1]", "- 建成第三项。[2]"]


def test_a_summary_cites_every_passage() -> None:
    world = World()
    heading = world.add("(一)抓产业。", ["一、总结"], is_heading=True)
    under: list[Passage] = [world.add(f"完成{n}。", ["一、总结", "(一)抓产业。"]) for n in "甲乙"]
    other = world.add("建成丙。", ["一、总结"])
    citer = world.citer()
    answer = summarize([[heading, *under], [other]], citer)
    assert answer == "- **(一)抓产业**[1]：完成甲。[2]完成乙。[3]\n- 建成丙。[4]"
    assert [c.quote for c in citer.citations] == [p.text for p in (heading, *under, other)]


def test_a_sentence_that_ends_with_a_mark_of_its_own_gets_no_other() -> None:
    world = World()
    passages = [world.add(text) for text in ("守住底线！", "做好以下工作：", "建成甲。")]
    answer = summarize([[passage] for passage in passages], world.citer())
    assert answer == "- 守住底线！[1]\n- 做好以下工作。[2]\n- 建成甲。[3]"


def test_a_time_that_only_a_heading_tells_is_shown_and_cited() -> None:
    world = World("某镇2024年工作总结")
    heading = world.add("二、下半年工作思路", is_heading=True)
    plan = world.add("争创清廉村3家以上。", [heading.text])
    citer = world.citer()
    answer = confirm([found(plan, "3家以上")], ask("争创清廉村3家以上是下半年的打算吗？"), citer)
    assert answer == "是。争创清廉村**3家以上**。[1]（原文所在部分：“二、下半年工作思路”[2]）"
    assert [citation.quote for citation in citer.citations] == [plan.text, heading.text]
    plain = confirm([found(plan, "3家以上")], ask("下半年要争创清廉村3家以上吗？"), world.citer())
    assert plain == "是。争创清廉村**3家以上**。[1]"


@pytest.mark.parametrize(
    ("text", "question", "mark", "answer"),
    [
        ("助推文化馆提档升级,争创国家一级文化馆。", "文化馆想冲什么等级？", "提档升级", "争创国家一级文化馆"),
        ("[20]“1530”工程:即1个校长团队,5个学员。", "“1530”工程是什么？", "1个校长团队", "5个学员"),
        (
            "绿色转型步伐亟待加快,节能降耗压力持续增大,清洁能源产业尚未破题,县域之间发展不平衡,基础设施欠账多,安全生产形势严峻。",
            "绿色转型遇到什么难处？",
            "亟待加快",
            "尚未破题",
        ),
    ],
)
def test_what_is_best_quoted_whole(text: str, question: str, mark: str, answer: str) -> None:
    world = World()
    stated = state(candidate(world.add(text), mark), ask(question), world.citer())
    assert answer in stated.replace("**", "")


def test_headings_that_share_a_bullet_are_each_cited() -> None:
    world = World()
    headings = [world.add(text, is_heading=True) for text in ("完善产业体系。", "提升园区能级。")]
    assert summarize([headings], world.citer()) == "- 完善产业体系[1]；提升园区能级[2]"


def test_what_several_things_are_each_is_all_in_bold() -> None:
    world = World()
    passage = world.add("走访率同比下降54%,信访量同比下降26%。")
    asked = ask("走访率和信访量分别降了多少？")
    assert state(candidate(passage, "26%"), asked, world.citer()) == "走访率同比下降**54%**,信访量同比下降**26%**。[1]"
