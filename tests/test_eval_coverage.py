"""The risk–coverage curve: a curve worked by hand, and an oracle that tries every order of equally sure answers."""

import math
from dataclasses import replace
from itertools import permutations
from xml.etree import ElementTree

import pytest
from eval_helpers import make_answer, make_citation, make_judged, make_question, make_refusal, make_unanswerable
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.coverage import (
    Graded,
    Point,
    area,
    best_area,
    curve,
    expected_risks,
    grade,
    is_wrong,
    summarize_coverage,
)
from eval.curve_svg import EDGE, HEIGHT, WIDTH, draw_curves
from eval.experiment import ask

WORKED = [
    Graded(0.5, False),
    Graded(0.8, True),
    Graded(0.3, True),
    Graded(0.9, False),
    Graded(0.8, False),
]
GRADED = st.lists(st.builds(Graded, st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0]), st.booleans()), min_size=1, max_size=6)


class Table:
    """Answers from a table by question."""

    def __init__(self, answers):
        self.answers = answers

    def answer(self, question, history=(), report=None):
        said = self.answers[question]
        if isinstance(said, Exception):
            raise said
        return said


def make_outcomes(answers, questions):
    return [ask(Table(answers), make_judged(question), {}) for question in questions]


def test_the_curve_by_hand() -> None:
    assert curve(WORKED) == [
        Point(0.9, 0.2, 0.0),
        Point(0.8, 0.6, pytest.approx(1 / 3)),
        Point(0.5, 0.8, 0.25),
        Point(0.3, 1.0, 0.4),
    ]
    # Of the two that are 0.8 sure, the wrong one comes second half of the time.
    assert expected_risks(WORKED) == pytest.approx([0, 0.25, 1 / 3, 1 / 4, 2 / 5])
    assert area(WORKED) == pytest.approx((0 + 0.25 + 1 / 3 + 0.25 + 0.4) / 5)
    assert best_area(WORKED) == pytest.approx((0 + 0 + 0 + 0.25 + 0.4) / 5)


def test_no_answers_have_no_curve() -> None:
    assert (curve([]), expected_risks([]), area([]), best_area([])) == ([], [], 0.0, 0.0)
    assert summarize_coverage([], [])["operating"] == {"coverage": None, "risk": None, "threshold": None}


@settings(deadline=None)
@given(GRADED)
def test_areas_are_means_over_every_order_of_the_equally_sure(graded: list[Graded]) -> None:
    areas = []
    for order in permutations(graded):
        ranked = sorted(order, key=lambda one: -one.confidence)  # stable: the order decides among equals
        risks = [sum(one.wrong for one in ranked[:k]) / k for k in range(1, len(ranked) + 1)]
        areas.append(math.fsum(risks) / len(risks))
    assert area(graded) == pytest.approx(math.fsum(areas) / len(areas))
    assert min(areas) >= best_area(graded) - 1e-9


@given(GRADED)
def test_every_point_is_what_answering_from_its_threshold_gives(graded: list[Graded]) -> None:
    points = curve(graded)
    assert [point.threshold for point in points] == sorted({one.confidence for one in graded}, reverse=True)
    for point in points:
        answered = [one for one in graded if one.confidence >= point.threshold]
        assert point.coverage == len(answered) / len(graded)
        assert point.risk == sum(one.wrong for one in answered) / len(answered)
    risks = expected_risks(graded)
    assert [risks[round(point.coverage * len(graded)) - 1] for point in points] == pytest.approx(
        [point.risk for point in points]
    )


def test_an_answer_to_what_the_report_does_not_say_is_wrong_and_so_is_a_failure() -> None:
    questions = [make_question(question="甲"), make_question(question="乙"), make_unanswerable(question="丙")]
    answers = {
        "甲": make_answer("4225.26万元", make_citation(0)),
        "乙": ValueError("boom"),
        "丙": make_answer("4225.26万元", make_citation(0)),
    }
    outcomes = make_outcomes(answers, questions)
    assert [is_wrong(outcome) for outcome in outcomes] == [False, True, True]
    assert grade(outcomes) == [Graded(1.0, False), Graded(0.0, True), Graded(1.0, True)]


def test_the_program_stands_where_its_refusals_put_it() -> None:
    questions = [make_question(question=name) for name in "甲乙丙"] + [make_unanswerable(question="丁")]
    right, wrong = make_answer("4225.26万元", make_citation(0)), make_answer("3项", make_citation(1))
    said = {"甲": (right, 0.9), "乙": (wrong, 0.7), "丙": (right, 0.2), "丁": (wrong, 0.1)}
    insisting = {name: _sure(answer, confidence) for name, (answer, confidence) in said.items()}
    refusing = insisting | {name: _sure(make_refusal(name), said[name][1]) for name in "丙丁"}
    figures = summarize_coverage(make_outcomes(insisting, questions), make_outcomes(refusing, questions))
    assert figures["operating"] == {"coverage": 0.5, "risk": 0.5, "threshold": 0.7}
    assert figures["risk_at"] == pytest.approx(
        {"0.5": 1 / 2, "0.6": 1 / 3, "0.7": 1 / 3, "0.8": 1 / 2, "0.9": 1 / 2, "1": 1 / 2}
    )
    assert figures["curve"] == [[0.9, 0.25, 0.0], [0.7, 0.5, 0.5], [0.2, 0.75, 0.333333], [0.1, 1.0, 0.5]]
    assert figures["area"] == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def _sure(answer, confidence):
    return replace(answer, confidence=confidence)


def test_the_drawing_has_a_line_for_each_set_and_a_dot_where_the_program_stands() -> None:
    figures = {
        "curve": [[0.9, 0.5, 0.0], [0.1, 1.0, 0.25]],
        "operating": {"coverage": 0.5, "risk": 0.15, "threshold": 0.9},
        "area": 0.125,
    }
    failed = {"curve": [[0.0, 1.0, 1.0]], "operating": {"coverage": 0.0, "risk": None, "threshold": None}, "area": 1.0}
    drawing = ElementTree.fromstring(draw_curves({"a<b&c": {"coverage_risk": figures}, "none": {"coverage_risk": {}}}))
    width, height = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
    (line,) = drawing.iterfind("{*}polyline")
    # The axis of risk ends at the next tenth, 0.3.
    expected = [(EDGE + width / 2, EDGE + height), (EDGE + width, EDGE + height / 6)]
    points = [tuple(map(float, point.split(","))) for point in line.attrib["points"].split()]
    assert points == [pytest.approx(point, abs=0.06) for point in expected]
    (dot,) = drawing.iterfind("{*}circle")
    assert (float(dot.attrib["cx"]), float(dot.attrib["cy"])) == pytest.approx(
        (EDGE + width / 2, EDGE + height / 2), abs=0.06
    )
    assert "a<b&c: area 12.5 %" in [text.text for text in drawing.iterfind("{*}text")]
    both = ElementTree.fromstring(draw_curves({"a": {"coverage_risk": figures}, "b": {"coverage_risk": failed}}))
    assert len([*both.iterfind("{*}polyline")]) == 2
    assert len([*both.iterfind("{*}circle")]) == 1
    assert ElementTree.fromstring(draw_curves({})).tag.endswith("svg")
