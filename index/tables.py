"""Tables flattened into lines: which line names the columns of the lines below it, and the cells of a line."""

import re
from collections.abc import Sequence

Span = tuple[int, int]

_FEWEST_CELLS, _LONGEST_CELL = 3, 30
_CELL = re.compile(r"(?:(?![ \u3000]{2}|[\t|│])[^\n])+")
_VALUE = re.compile(r"(?!(?:19|20)\d\d年?$)[+＋\-－—]?\d[\d.,，]*[^\d，,。]{0,6}")


def find_cells(line: str) -> list[Span]:
    """Return the spans of the cells of ``line``: apart by tabs, vertical bars, or two spaces and more.

    >>> [ "指标  目标  实绩"[a:b] for a, b in find_cells("指标  目标  实绩")]
    ['指标', '目标', '实绩']
    """
    spans = []
    for match in _CELL.finditer(line):
        text = match.group()
        stripped = text.strip()
        if stripped:
            start = match.start() + text.index(stripped)
            spans.append((start, start + len(stripped)))
    return spans


def find_tables(lines: Sequence[str]) -> dict[int, int]:
    """Return the tables among ``lines``: the number of the line that names the columns, and how many rows it has.

    It names each column in words, at least three, and every line below it that has as many cells is a row; a row
    names something in its first cell and has a number in one of the others.
    """
    tables, number = {}, 0
    while number < len(lines):
        rows = _count_rows(lines, number) if _names_columns(lines[number]) else 0
        if rows:
            tables[number] = rows
        number += rows + 1
    return tables


def _count_rows(lines: Sequence[str], header: int) -> int:
    columns, rows = len(find_cells(lines[header])), 0
    for line in lines[header + 1 :]:
        cells = [line[slice(*cell)] for cell in find_cells(line)]
        if len(cells) != columns or not any(_VALUE.fullmatch(cell) for cell in cells[1:]):
            break
        rows += 1
    return rows


def _names_columns(line: str) -> bool:
    cells = [line[slice(*cell)] for cell in find_cells(line)]
    return len(cells) >= _FEWEST_CELLS and not any(_VALUE.fullmatch(c) or len(c) > _LONGEST_CELL for c in cells)
