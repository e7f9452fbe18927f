from dataclasses import dataclass, field

import pytest
from app_helpers import World, ask, found

from app.evidence import Found
from app.listed import siblings_for_list
from app.points import Point, load_points, weigh_points
from app.sections import (
    MAX_BULLETS,
    MAX_GROUP,
    SHORT,
    bullet_groups,
    is_broad,
    opening_of_the_named,
    passages_under,
    series_after,
    short_answer,
)
from index.records import Hit, Passage

PAST, PLAN = "一、上半年工作总结", "二、下半年工作思路"


@dataclass
class Town(World):
    """A report of two parts: results in three sections, plans in one, and problems one below the other."""

    title: str = "某镇总结"
    passages: list[Passage] = field(default_factory=list)
    _text: str = ""

    def __post_init__(self) -> None:
        self.heading(PAST)
        for name, topic in (("(一)强党建", "党建"), ("(二)抓产业", "产业"), ("(三)优服务", "服务")):
            self.heading(name, PAST)
            for n in range(4):
                self.add(f"完成{topic}任务第{n}项。", [PAST, name])
        self.heading("(四)存在问题", PAST)
        for n, problem in enumerate(("一是人才不足。", "二是后劲不足。", "三是项目太少。")):
            self.add(problem, [PAST, "(四)存在问题"])
            assert n < 3
        self.heading(PLAN)
        for n in range(4):
            self.add(f"确保新增产业项目{n + 5}个。", [PLAN])

    def heading(self, text: str, *path: str) -> Passage:
        return self.add(text, path, is_heading=True)

    def find(self, words: str) -> Passage:
        return next(passage for passage in self.passages if words in passage.text)


def near(world: World, *words: str) -> list[Hit]:
    """All passages as hits; those with any of ``words`` score 1, the others 0."""
    return [Hit(p, float(any(word in p.text for word in words)), 0.0, 0.0) for p in world.passages]


@pytest.fixture
def town() -> Town:
    return Town()


def test_passages_under_a_heading_leave_it_out(town: Town) -> None:
    under = passages_under(town, "r", (PAST, "(二)抓产业"))
    assert [p.text for p in under] == [f"完成产业任务第{n}项。" for n in range(4)]
    everything = passages_under(town, "r", (PAST,))
    assert town.find(PAST) not in everything
    assert town.find("(二)抓产业") in everything
    assert passages_under(town, "other", (PAST,)) == []
    assert passages_under(town, "r", ("无",)) == []


def points(world: World, *likely: str, rest: float = 0.0) -> list[Point]:
    """All sentences of ``world``: those with any of ``likely`` have a chance of 0.9, the others of ``rest``."""
    return [
        Point(p, 0.9 if any(word in p.text for word in likely) else rest) for p in world.passages if not p.is_heading
    ]


def summarised(question: str, world: World, near_words: list[str], read: list[Found]) -> list[list[Passage]]:
    return bullet_groups(weigh_points(ask(question), read, near(world, *near_words), world, load_points()), world)


def test_a_broad_question_is_told_by_the_section_it_is_about(town: Town) -> None:
    groups = summarised("党建工作情况如何？", town, ["党建"], [found(town.find("完成党建任务第1项"))])
    assert [[p.text for p in group] for group in groups] == [[f"完成党建任务第{n}项。"] for n in range(4)]


def test_a_question_of_problems_is_given_what_the_report_calls_problems(town: Town) -> None:
    groups = summarised("归纳一下自己检讨的短板", town, [], [found(town.find("完成党建任务第1项"))])
    assert {p.section for group in groups for p in group if not p.is_heading} == {(PAST, "(四)存在问题")}


def test_passages_of_one_section_are_told_two_to_a_bullet_where_they_are_many() -> None:
    world = World()
    for n in range(9):
        world.add(f"完成第{n}项。", ["一、产业"])
    groups = bullet_groups(points(world, "完成"), world)
    assert [len(group) for group in groups] == [2, 2, 2, 2, 1]
    assert [p.text for group in groups for p in group] == [f"完成第{n}项。" for n in range(9)]


def test_a_bullet_tells_a_section_under_its_heading_where_there_are_several(town: Town) -> None:
    groups = bullet_groups(points(town, "第1项", "第2项"), town)
    titles = [group[0].text for group in groups if group[0].is_heading]
    assert titles == ["(一)强党建", "(二)抓产业", "(三)优服务"]
    assert [len([p for p in group if not p.is_heading]) for group in groups] == [2] * 6
    assert all(len([p for p in group if not p.is_heading]) <= MAX_GROUP for group in groups)
    assert len(groups) <= MAX_BULLETS
    ids = [passage.id for group in groups for passage in group]
    assert ids == sorted(ids)


def test_no_section_is_dropped_for_the_second_half_of_another() -> None:
    world = World()
    for n in range(4):
        for k in range(4):
            world.add(f"完成第{n}章第{k}项。", [f"第{n}章"])
    groups = bullet_groups(points(world, "章第0项", "章第1项"), world)
    assert [{p.section for p in group} for group in groups] == [{("第0章",)}, {("第1章",)}, {("第2章",)}, {("第3章",)}]
    assert [len(group) for group in groups] == [MAX_GROUP] * 4


def test_half_of_a_short_series_brings_the_rest_and_less_does_not(town: Town) -> None:
    told = [p.text for group in bullet_groups(points(town, "人才", "后劲"), town) for p in group]
    assert told == ["一是人才不足。", "二是后劲不足。", "三是项目太少。"]
    assert [p.text for group in bullet_groups(points(town, "人才"), town) for p in group] == ["一是人才不足。"]


def test_what_is_far_less_likely_than_the_best_is_told_only_where_everything_is_asked_for(town: Town) -> None:
    weighed = points(town, "党建", rest=0.05)
    assert {p.section for group in bullet_groups(weighed, town) for p in group} == {(PAST, "(一)强党建")}
    assert len({p.section for group in bullet_groups(weighed, town, everything=True) for p in group}) > 1


def test_there_are_never_more_than_six_bullets() -> None:
    world = World()
    for n in range(20):
        world.add(f"完成第{n}项。", [f"第{n}章"])
    groups = bullet_groups(points(world, "完成"), world)
    assert len(groups) == MAX_BULLETS


def test_a_how_is_told_by_the_best_sentence_and_those_as_good_while_there_is_room(town: Town) -> None:
    best = found(town.find("完成产业任务第2项"))
    told = short_answer(points(town, "产业任务第2项", "产业任务第3项"), [best], town)
    assert [p.text for p in told] == ["完成产业任务第2项。", "完成产业任务第3项。"]
    assert short_answer(points(town, "产业任务第2项"), [best], town) == [best.candidate.passage]
    everything = short_answer(points(town, "完成", "是", "新增"), [best], town)
    assert sum(len(p.text) for p in everything) <= SHORT
    assert best.candidate.passage in everything


def test_a_how_does_not_leave_the_section_that_the_reader_found_where_the_points_disagree(town: Town) -> None:
    best = found(town.find("完成产业任务第2项"))
    told = short_answer(points(town, "党建"), [best], town)
    assert {p.section for p in told} == {(PAST, "(二)抓产业")}


def test_reasons_that_are_counted_out_are_told_whole() -> None:
    world = World()
    lead = world.add("投资下降。", ["一、问题"])
    first = world.add("一是项目少。", ["一、问题"])
    second = world.add("二是推进慢。", ["一、问题"], is_heading=True)
    world.add("两个项目都没有开工。", ["一、问题", "二是推进慢。"])
    third = world.add("三是资金不足。", ["一、问题"])
    world.add("下一步要改。", ["一、问题"])
    world.add("四是无关。", ["一、问题"])
    assert series_after(lead, world) == [first, second, third]
    assert short_answer([], [found(lead)], world) == [lead, first, second, third]
    assert series_after(third, world) == []


def test_a_sentence_may_tell_more_of_an_item() -> None:
    world = World()
    lead = world.add("全县还存在不少困难和问题：一是投资下降。", ["一、问题"])
    second = world.add("二是产业不强。", ["一、问题"])
    world.add("茶企小而散。", ["一、问题"])
    third = world.add("三是资金不足。", ["一、问题"])
    world.add("财力有限。", ["一、问题"])
    assert series_after(lead, world) == [second, third]
    asked = ask("报告里承认眼下有哪些主要困难和问题？")
    assert siblings_for_list(asked, [found(lead)], world) == [lead, second, third]
    assert siblings_for_list(ask("报告里承认眼下有哪些好人好事？"), [found(lead)], world) == []


def test_numbered_items_are_counted_out_too() -> None:
    world = World()
    lead = world.add("今年办好以下3件民生实事：", ["五、民生"])
    items = [world.add(f"（{n}）新增{what}。", ["五、民生"]) for n, what in enumerate(("学位", "车位", "公厕"), 1)]
    world.add("其他工作抓紧推进。", ["五、民生"])
    assert series_after(lead, world) == items
    assert siblings_for_list(ask("今年3件民生实事都列出来"), [found(lead)], world) == items


def test_an_item_brings_its_whole_series_where_so_many_are_asked_for() -> None:
    world = World()
    first = world.add("工作中还存在不足：一是项目少。", ["四、问题"])
    second = world.add("二是推进慢。", ["四、问题"])
    third = world.add("三是资金缺。", ["四、问题"])
    world.add("下一步要改。", ["四、问题"])
    assert siblings_for_list(ask("承认了哪三个方面的问题？"), [found(third)], world) == [first, second, third]
    assert siblings_for_list(ask("承认了哪五个方面的问题？"), [found(third)], world) == []
    assert siblings_for_list(ask("承认了哪些不对？"), [found(third)], world) == []


def test_a_heading_brings_those_beside_it_where_so_many_are_asked_for() -> None:
    world = World()
    headings = [
        world.add(f"（{n}）聚焦{what}", ["二、打算"], is_heading=True)
        for n, what in zip("一二三", "甲乙丙", strict=True)
    ]
    world.add("（一）其他", ["三、保障"], is_heading=True)
    assert siblings_for_list(ask("下半年聚焦哪三个方面？"), [found(headings[2])], world) == headings
    assert siblings_for_list(ask("下半年聚焦哪四个方面？"), [found(headings[2])], world) != headings


def test_a_heading_with_nothing_told_below_it_is_all_there_is(town: Town) -> None:
    heading = town.find("(二)抓产业")
    assert short_answer([], [found(heading)], town) == [heading]


def test_a_heading_alone_is_no_answer_to_a_how(town: Town) -> None:
    told = short_answer(points(town, "产业任务"), [found(town.find("(二)抓产业"))], town)
    assert [p.text for p in told] == [f"完成产业任务第{n}项。" for n in range(4)]


def test_the_items_under_a_named_heading_are_its_siblings(town: Town) -> None:
    items = siblings_for_list(ask("存在哪些问题？"), [found(town.find("存在问题"))], town)
    assert [p.text for p in items] == ["一是人才不足。", "二是后劲不足。", "三是项目太少。"]


def test_subheadings_are_listed_before_sentences(town: Town) -> None:
    items = siblings_for_list(ask("上半年工作总结有哪些方面？"), [found(town.find(PAST))], town)
    assert [p.text for p in items] == ["(一)强党建", "(二)抓产业", "(三)优服务", "(四)存在问题"]


def test_no_siblings_where_the_question_names_no_heading(town: Town) -> None:
    sentence = found(town.find("完成党建任务第1项"))
    assert siblings_for_list(ask("完成了哪些任务？"), [sentence], town) == []
    # A heading further down that the question does not name is none of its business.
    assert siblings_for_list(ask("完成了哪些任务？"), [sentence, found(town.find("存在问题"))], town) == []
    assert siblings_for_list(ask("有哪些？"), [], town) == []


def test_a_question_of_plans_is_given_no_results(town: Town) -> None:
    question = "介绍一下下半年产业打算"
    assert ask(question).side == "target"
    groups = summarised(question, town, ["产业"], [found(town.find("新增产业项目5个"))])
    assert {p.section for group in groups for p in group if not p.is_heading} == {(PLAN,)}


def test_there_is_always_something_to_say() -> None:
    world = World()
    headings = [world.add(f"{n}、标题", is_heading=True) for n in "一二三"]
    groups = summarised("总结一下", world, [], [found(heading) for heading in headings])
    assert [p for group in groups for p in group] == headings


def test_a_heading_that_is_marked_as_a_whole_stands_for_its_section() -> None:
    world, question = World(), ask("第一条是什么？")
    heading = world.add("(一)防范重大风险。", ["一、工作任务"], is_heading=True)
    text = world.add("防范重大风险。", ["一、工作任务"])
    assert is_broad(question, [found(heading, "防范重大风险")])
    assert not is_broad(question, [found(heading, "风险")])
    assert not is_broad(question, [found(text, "防范重大风险")])
    assert not is_broad(ask("防范了几次？"), [found(heading, "防范重大风险")])
    assert not is_broad(question, [])


def test_how_a_named_thing_gets_on_is_told_by_what_names_it() -> None:
    world = World()
    told = [
        found(world.add(text, ["一、工作"]))
        for text in ("旅游集散中心完成设计。", "旅游集散中心入库。", "新增游客3万人。")
    ]
    assert is_broad(ask("旅游集散中心的进度"), told)
    assert not is_broad(ask("体育中心的进度"), told)


def test_what_stands_below_a_named_heading_is_listed(town: Town) -> None:
    items = siblings_for_list(ask("抓产业有哪些？"), [found(town.find("完成产业任务第1项"))], town)
    assert [p.text for p in items] == [f"完成产业任务第{n}项。" for n in range(4)]


def test_a_sentence_that_only_leads_to_items_is_answered_with_them() -> None:
    town = Town()
    town.heading(PLAN)
    lead = town.add("重点抓好以下两个方面工作：", [PLAN])
    for name in ("一是聚力产业。", "二是聚力项目。", "三是聚力民生。"):
        town.heading(name, PLAN)
        town.add("持续发力,久久为功。", [PLAN, name])
    listed = siblings_for_list(ask("下半年重点抓哪些方面？"), [found(lead)], town)  # type: ignore[arg-type]
    assert [p.text for p in listed] == ["一是聚力产业。", "二是聚力项目。"]
    other = town.add("重点工作如期完成。", [PLAN])
    assert siblings_for_list(ask("下半年重点抓哪些方面？"), [found(other)], town) == []  # type: ignore[arg-type]


def test_what_ends_with_a_colon_leads_to_what_is_counted_out() -> None:
    town = Town()
    town.heading("三、困难和问题")
    lead = town.add("发展还面临不少困难和挑战：", ["三、困难和问题"])
    for name in ("一是外贸承压。", "二是人才不足。"):
        town.heading(name, "三、困难和问题")
        town.add("需要下更大功夫。", ["三、困难和问题", name])
    listed = siblings_for_list(ask("还有哪些困难？"), [found(lead)], town)  # type: ignore[arg-type]
    assert [p.text for p in listed] == ["一是外贸承压。", "二是人才不足。"]


def test_a_heading_of_what_is_planned_lists_no_results() -> None:
    town = Town()
    town.heading(PLAN)
    town.heading("启动污水治理。", PLAN)
    for item in ("拆除空心房40栋。", "卫生院10月竣工。"):
        town.add(item, [PLAN, "启动污水治理。"])
    heading = town.find("启动污水治理。")
    done = town.add("完成甲、乙两个村的污水治理。", [PAST])
    items = [found(done, probability=0.8), found(heading, probability=0.7)]
    assert siblings_for_list(ask("上半年哪些村的污水治理完成了？"), items, town) == []  # type: ignore[arg-type]


def test_a_list_that_a_passage_opens_is_told_with_what_goes_on() -> None:
    town = Town()
    town.heading(PLAN)
    first = town.add("今年办好三件民生实事：一是新建幼儿园3所；", [PLAN])
    for item in ("二是改造危房210户；", "三是加装电梯60部。", "各项实事年底前完成。"):
        town.add(item, [PLAN])
    listed = siblings_for_list(ask("今年要办哪些民生实事？"), [found(first)], town)  # type: ignore[arg-type]
    assert [p.text[:2] for p in listed] == ["今年", "二是", "三是"]


def test_what_is_told_apart_by_semicolons_behind_a_colon_is_a_list() -> None:
    town = Town()
    town.heading(PLAN)
    first = town.add("主要预期目标是：地区生产总值增长6.5%；", [PLAN])
    for item in ("一般公共预算收入增长6%；", "粮食产量稳定在41万吨。", "为此要抓好落实。"):
        town.add(item, [PLAN])
    listed = siblings_for_list(ask("主要预期目标有哪些？"), [found(first)], town)  # type: ignore[arg-type]
    assert [p.text[-3:] for p in listed] == ["5%；", "6%；", "万吨。"]
    assert siblings_for_list(ask("有哪些茶园？"), [found(first)], town) == []  # type: ignore[arg-type]


def test_what_a_heading_names_is_told_by_the_sentence_below_it() -> None:
    town = Town()
    town.heading("(六)最不满意的一项工作", PAST)
    first = town.add("固投增长乏力,在库项目少。", [PAST, "(六)最不满意的一项工作"])
    example = town.add("如豆腐产业园二期工程未形成投资。", [PAST, "(六)最不满意的一项工作"])
    both = [found(example, probability=0.9), found(first, probability=0.2)]
    asked = ask("最不满意的是哪项工作？")
    assert opening_of_the_named(asked, both, town)[0].candidate.passage is first  # type: ignore[arg-type]
    other = ask("豆腐产业园怎么样了？")
    assert opening_of_the_named(other, both, town)[0].candidate.passage is example  # type: ignore[arg-type]


def counted(town: Town, *parents: str) -> Passage:
    """Four counted headings under ``parents``, with a sentence below each; return the sentence below the third."""
    for name in ("一要铸牢忠诚。", "二要依法行政。", "三要提升效能。", "四要清正廉洁。"):
        town.heading(name, *parents)
        town.add(f"关于{name[2:6]}的举措。", [*parents, name])
    return town.find("关于提升效能")


def test_a_list_of_what_a_heading_above_is_about_is_what_is_counted_out_below_it(town: Town) -> None:
    name = "三、加强政府自身建设"
    town.heading(name)
    sentence = counted(town, name)
    items = siblings_for_list(ask("政府自身建设今年要从哪几个方面抓？"), [found(sentence)], town)
    assert [item.text[:2] for item in items] == ["一要", "二要", "三要", "四要"]


@pytest.mark.parametrize(("said", "listed"), [("四", 4), ("五", 0)])
def test_a_sentence_that_says_how_many_leads_to_as_many(town: Town, said: str, listed: int) -> None:
    lead = town.add(f"全镇发展实现了{said}个方面的明显跃升。", [PLAN])
    counted(town, PLAN)
    items = siblings_for_list(ask(f"全镇实现了哪{said}个方面的跃升？"), [found(lead)], town)
    assert len(items) == listed


def test_each_problem_that_is_counted_out_is_told_and_what_leads_to_them_is_not() -> None:
    world = World()
    lead = world.add("发展还面临不少困难：", ["二、问题"])
    problems = ["一是外贸承压。", "二是外资不多。", "三是消费不旺。"]
    passages = [world.add(f"第{n}项表现有待改进。", ["二、问题", name]) for name in problems for n in range(6)]
    weighed = [Point(lead, 0.9), *(Point(p, 0.8 if p.section[-1] != problems[2] else 0.1) for p in passages)]
    groups = bullet_groups(weighed, world, everything=True)  # type: ignore[arg-type]
    told = {p.section[-1] for group in groups for p in group}
    assert told >= set(problems) and lead not in [p for group in groups for p in group]
