import json
from pathlib import Path

import numpy as np
import pytest
from app_helpers import World, ask, found

from app.points import (
    POINT_FEATURES,
    Point,
    Surroundings,
    choose_points,
    complete_sections,
    load_points,
    save_points,
    says_nothing,
    weigh_points,
)
from app.relevance import Logistic
from app.sections import heading_key
from index.errors import ReaderError
from index.records import Hit


def hits(world: World, **scores: float) -> list[Hit]:
    """All passages as hits; the score of a passage is that of the word it holds, or 0."""
    return [
        Hit(p, max((s for word, s in scores.items() if word in p.text), default=0.0), 0.5, 0.0) for p in world.passages
    ]


def model(**weights: float) -> Logistic:
    size = len(POINT_FEATURES)
    row = np.array([weights.get(name, 0.0) for name in POINT_FEATURES])
    return Logistic(np.zeros(size), np.ones(size), row, 0.0)


def named(world: World, **scores: float) -> dict[str, dict[str, float]]:
    around = Surroundings(ask("总结一下产业"), [], hits(world, **scores), world)
    return {p.text: dict(zip(POINT_FEATURES, around.row(p), strict=True)) for p in around.content}


def test_a_passage_counts_by_its_heading_its_section_and_its_neighbours() -> None:
    town = World()
    town.add("\\## 一、抓产业", is_heading=True)
    for text in ("种了莲子。", "修了水渠。", "办了节日。"):
        town.add(text, ["一、抓产业"])
    town.add("开了会。", ["二、其他"])
    rows = named(town, 产业=4.0, 莲子=3.0)
    assert rows["修了水渠。"]["heading_fused"] == 4.0
    assert rows["修了水渠。"]["beside"] == 3.0
    assert rows["办了节日。"]["beside"] == 0.0
    assert rows["修了水渠。"]["section"] == 1.0
    assert rows["开了会。"]["heading_fused"] == 0.0
    assert rows["开了会。"]["beside"] < 0


def test_a_heading_opens_its_section_whatever_marks_it() -> None:
    town = World()
    heading = town.add("\\## 一、抓产业", is_heading=True)
    assert heading_key(heading) == ("r", ("一、抓产业",))


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("今年以来，某镇坚持以习近平新时代中国特色社会主义思想为指引，", True),
        ("全面贯彻党的二十届三中全会精神。", True),
        ("以会议精神为指导，新建大棚30个。", False),
        ("在此，向大家表示衷心感谢！", True),
        ("2024年工作总结。", True),
        ("新建大棚30个。", False),
    ],
)
def test_slogans_and_thanks_tell_nothing(text: str, nothing: bool) -> None:
    town = World()
    passage = town.add(text)
    assert says_nothing(ask("总结一下农业"), passage, town.report) is nothing


def test_a_slogan_is_told_to_who_asks_for_it() -> None:
    town = World()
    passage = town.add("坚持以习近平新时代中国特色社会主义思想为指引，")
    assert not says_nothing(ask("总结一下指导思想"), passage, town.report)


def test_the_masthead_tells_nothing() -> None:
    town = World()
    town.add("某县政府工作报告", is_heading=True)
    head = town.add("（2022年1月24日在某县第十九届人民代表大会第二次会议上）")
    told = town.add("建成大棚30个。")
    around = Surroundings(ask("总结一下"), [], hits(town), town)
    assert around.content == [told]
    assert says_nothing(ask("总结一下"), head, town.report)


def test_points_are_of_one_report_and_of_the_side_that_is_asked_for() -> None:
    town = World()
    done = town.add("新增项目5个。", ["一、上半年工作总结"])
    planned = town.add("新增项目9个。", ["二、下半年工作思路"])
    chances = {p.passage: p.probability for p in weigh_points(ask("总结一下"), [], hits(town), town, model())}
    assert chances == {done: 0.5, planned: 0.5}
    asked = weigh_points(ask("总结一下下半年打算"), [found(planned)], hits(town), town, model())
    assert [(p.passage, p.probability) for p in asked] == [(planned, 0.5)]
    results = weigh_points(ask("总结一下上半年做了什么"), [found(done)], hits(town), town, model())
    assert {p.passage: p.probability < 0.5 for p in results} == {done: False, planned: True}


def test_merits_are_told_without_failures_and_what_gets_on_by_what_names_it() -> None:
    town = World()
    merit = town.add("建成集散中心5个。", ["一、上半年工作总结"])
    failure = town.add("人才不足,缺口较大。", ["一、上半年工作总结", "(五)存在问题"])
    told = weigh_points(ask("上半年有哪些亮点"), [], hits(town), town, model())
    assert [p.passage for p in told] == [merit]
    told = weigh_points(ask("上半年工作总结一下"), [], hits(town), town, model())
    assert {p.passage for p in told} == {merit, failure}
    told = weigh_points(ask("集散中心进展如何"), [], hits(town), town, model())
    assert [p.passage for p in told] == [merit]


def test_nothing_is_weighed_where_nothing_was_found() -> None:
    assert weigh_points(ask("总结一下"), [], [], World(), model()) == []


def test_the_likeliest_are_chosen_and_a_series_is_completed() -> None:
    town = World()
    series = [
        Point(town.add(f"{n}是做事。", ["甲"]), chance) for n, chance in zip("一二三", (0.9, 0.5, 0.1), strict=True)
    ]
    other = Point(town.add("别的事。", ["乙"]), 0.2)
    every = [*series, other]
    chosen = choose_points(every, 0.5, 5)
    assert chosen == series[:2]
    assert choose_points(every, 0.0, 1) == series[:1]
    assert complete_sections(chosen, every, 4) == series
    assert complete_sections(chosen, every, 2) == chosen
    assert choose_points([], 0.5, 5) == []


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "points.json"
    save_points(model(fused=2.0, side=-1.0), path)
    rows = [[float(n == place) for n in range(len(POINT_FEATURES))] for place in range(len(POINT_FEATURES))]
    assert load_points(path).probabilities(rows) == pytest.approx(model(fused=2.0, side=-1.0).probabilities(rows))


@pytest.mark.parametrize("damage", ["{", "{}", "missing"])
def test_damaged_weights_are_an_error_with_a_remedy(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "points.json"
    if damage == "missing":
        save_points(model(), path)
        stored = json.loads(path.read_text("utf-8"))
        del stored["features"]["side"]
        damage = json.dumps(stored)
    path.write_text(damage, "utf-8")
    with pytest.raises(ReaderError, match="fit_points"):
        load_points(path)
