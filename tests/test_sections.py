from dataclasses import dataclass, field

import pytest
from app_helpers import World, ask, found

from app.sections import MAX_BULLETS, MAX_GROUP, best_section, bullet_groups, passages_under, siblings_for_list
from index.records import Hit, Passage, Report

PAST, PLAN = "一、上半年工作总结", "二、下半年工作思路"


@dataclass
class Town(World):
    """A report of two parts: results in three sections, plans in one, and problems one below the other."""

    title: str = "某镇总结"
    passages: list[Passage] = field(default_factory=list)
    _text: str = ""

    @property
    def reports(self) -> dict[str, Report]:
        return {"r": self.report}

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


def test_the_section_named_by_the_question_is_chosen(town: Town) -> None:
    question = ask("党建工作情况如何？")
    items = [
        found(town.find("完成党建任务第1项"), probability=0.5),
        found(town.find("完成产业任务第1项"), probability=0.5),
    ]
    assert best_section(question, items, near(town), town) == ("r", (PAST, "(一)强党建"))
    assert best_section(question, [], [], town) is None


def test_the_section_nearest_as_a_whole_is_chosen_whatever_its_heading_says(town: Town) -> None:
    question = ask("总结一下村里的情况")
    assert best_section(question, [], near(town, "完成服务任务"), town) == ("r", (PAST, "(三)优服务"))


def test_a_question_of_problems_is_given_what_the_report_calls_problems(town: Town) -> None:
    groups = bullet_groups(ask("归纳一下自己检讨的短板"), [found(town.find("完成党建任务第1项"))], near(town), town)
    assert {p.section for group in groups for p in group if not p.is_heading} == {(PAST, "(四)存在问题")}


def test_a_long_section_without_subsections_is_told_two_sentences_to_a_bullet() -> None:
    world = World()
    world.add("一、产业", is_heading=True)
    for n in range(15):
        world.add(f"完成第{n}项。", ["一、产业"])
    groups = bullet_groups(ask("总结一下产业"), [], near(world, "第14项", "第2项"), world)
    assert [len(group) for group in groups] == [2] * MAX_BULLETS
    shown = [p.text for group in groups for p in group]
    assert {"完成第14项。", "完成第2项。"} <= set(shown)
    assert shown == sorted(shown, key=lambda text: int(text[3:-2]))


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


def test_a_broad_question_is_grouped_by_subsection(town: Town) -> None:
    ranked = [found(town.find(PAST)), found(town.find("完成产业任务第3项"), probability=0.8)]
    groups = bullet_groups(ask("总结一下上半年工作总结"), ranked, near(town, "完成产业任务第3项"), town)
    assert 3 <= len(groups) <= MAX_BULLETS
    assert [group[0].text for group in groups] == ["(一)强党建", "(二)抓产业", "(三)优服务", "(四)存在问题"]
    assert all(len(group) <= 1 + MAX_GROUP for group in groups)
    ids = [passage.id for group in groups for passage in group]
    assert ids == sorted(ids)
    assert town.find("完成产业任务第3项") in groups[1]  # the probable one is among those shown


def test_a_short_section_gives_a_bullet_a_sentence(town: Town) -> None:
    groups = bullet_groups(ask("总结一下存在问题"), [found(town.find("存在问题"))], near(town), town)
    assert [[p.text for p in group] for group in groups] == [["一是人才不足。"], ["二是后劲不足。"], ["三是项目太少。"]]


def test_a_question_of_plans_is_given_no_results(town: Town) -> None:
    question = ask("介绍一下下半年产业打算")
    assert question.side == "target"
    groups = bullet_groups(question, [found(town.find("新增产业项目5个"))], near(town, "新增产业项目"), town)
    assert {p.section for group in groups for p in group if not p.is_heading} == {(PLAN,)}


def test_there_is_always_something_to_say() -> None:
    world = World()
    headings = [world.add(f"{n}、标题", is_heading=True) for n in "一二三"]
    groups = bullet_groups(ask("总结一下"), [found(heading) for heading in headings], near(world), world)
    assert [p for group in groups for p in group] == headings
