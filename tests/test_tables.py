"""Tables flattened into lines: found, kept whole as units, and asked for a cell."""

import pytest
from app_helpers import World, ask, candidate
from conftest import make_report
from hypothesis import given, settings
from strategies import nasty_text

from app.compose import state
from app.table_rows import asked_cell
from index.outline import parse_outline
from index.passages import cut_passages
from index.tables import find_cells, find_tables

HEADER = "指标名称  年度目标  实际完成  完成率"
ROWS = ["签约人数（万人）  16.5  17.2  104.2%", "献血（人次）  5200  4986  95.9%"]


@pytest.mark.parametrize("gap", ["  ", "\t", " | ", "　　"])
def test_rows_below_a_line_that_names_columns_are_a_table(gap: str) -> None:
    lines = ["一、完成情况", *(line.replace("  ", gap) for line in (HEADER, *ROWS)), "各项工作有序推进。"]
    assert find_tables(lines) == {1: 2}


@pytest.mark.parametrize(
    "lines",
    [
        ["甲  乙  丙", "各项工作有序推进。"],  # no row
        ["甲  乙", "1  2"],  # two columns are any two words
        ["项目  1  2", "签约  3  4"],  # the first line names no columns
        ["甲  乙  丙", "丁  戊  己"],  # nothing is counted
        [],
    ],
)
def test_other_lines_are_none(lines: list[str]) -> None:
    assert find_tables(lines) == {}


def test_a_table_is_a_section_of_its_rows_and_ends_with_them() -> None:
    text = "\n".join(["一、完成情况", HEADER, *ROWS, "二、存在问题", "一是人才不足,需要在今后的工作中加以解决。"])
    outline = parse_outline(make_report(text))
    passages = cut_passages(make_report(text), outline)
    assert [p.section for p in passages if p.text in ROWS] == [("一、完成情况", HEADER)] * 2
    assert passages[-1].section == ("二、存在问题",)


@pytest.mark.parametrize(
    ("question", "column", "value"),
    [
        ("献血实际完成多少人次？", "实际完成", "4986"),
        ("献血有多少人次？", "实际完成", "4986"),
        ("献血的年度目标是多少？", "年度目标", "5200"),
        ("献血计划多少人次？", "年度目标", "5200"),
        ("献血的完成率是多少？", "完成率", "95.9%"),
    ],
)
def test_the_cell_is_that_of_the_column_asked_for(question: str, column: str, value: str) -> None:
    world = World()
    world.add(HEADER, ["一、完成情况"], is_heading=True)
    row = world.add(ROWS[1], ["一、完成情况", HEADER])
    cell = asked_cell(ask(question), row)
    assert cell is not None
    assert (cell.column, row.text[cell.start : cell.end]) == (column, value)
    citer = world.citer()
    assert state(candidate(row), ask(question), citer) == f"表中“献血（人次）”的“{column}”为**{value}**。[1][2]"
    assert [citation.quote for citation in citer.citations] == [ROWS[1], HEADER]


def test_a_sentence_is_no_row() -> None:
    assert asked_cell(ask("献血多少人次？"), World().add("献血4986人次。", ["一、完成情况"])) is None


@settings(max_examples=60)
@given(nasty_text)
def test_cells_are_words_of_their_line(text: str) -> None:
    line = text.replace("\n", " ")
    cells = find_cells(line)
    assert all(line[a:b].strip() and line[a:b] == line[a:b].strip(" \u3000") for a, b in cells)
    assert cells == sorted(cells)
