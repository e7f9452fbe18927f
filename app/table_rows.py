"""The cell of a table's row that is asked for: by what its column is named."""

import re
from dataclasses import dataclass

from app.content import content_bigrams
from app.question import Question
from index.lexical import fold
from index.records import Passage
from index.tables import find_cells

_FEWEST = 3
_AIM, _ASKS_AIM = re.compile("目标|计划|任务|预期|指标值|应"), re.compile("目标|计划|任务|预期|应(?:该|当)?(?:完成|达)")
_RATE, _ASKS_RATE = re.compile("率|进度|占比|比例|%"), re.compile("完成率|进度|百分之|占比|比例|完成了?几成")
_CHANGE, _ASKS_CHANGE = re.compile("同比|增长|增速|增幅|较|比上"), re.compile("同比|增长|增速|增幅|下降|[涨增降]了")
_DONE = re.compile("实际|完成|实绩|累计|本[年期月]|数量|金额|合计")


@dataclass(frozen=True, slots=True)
class Cell:
    """``text[start:end]`` of a row, with the names of its row and column and the line that names the columns."""

    start: int
    end: int
    row: str
    column: str
    header: str


def asked_cell(question: Question, passage: Passage) -> Cell | None:
    """Return the cell of ``passage`` that ``question`` asks for; None where the passage is no row of a table.

    What is wanted is the column whose name the question says, else the target, the rate or the change where one is
    asked for, else what was done.
    """
    header = passage.section[-1] if passage.section else ""
    columns = [header[slice(*cell)] for cell in find_cells(header)]
    cells = find_cells(passage.text)
    if len(columns) < _FEWEST or len(cells) != len(columns):
        return None
    asked = fold(question.text)
    grams = content_bigrams(question.text)
    best = max(range(1, len(cells)), key=lambda i: (_worth(asked, fold(columns[i]), grams), -i))
    start, end = cells[best]
    return Cell(start, end, passage.text[slice(*cells[0])], columns[best], header)


def _worth(asked: str, column: str, grams: list[str]) -> float:
    worth = sum(gram in column for gram in grams) / max(len(column) - 1, 1)
    for wants, names in ((_ASKS_AIM, _AIM), (_ASKS_RATE, _RATE), (_ASKS_CHANGE, _CHANGE)):
        if names.search(column):
            return worth + (2.0 if wants.search(asked) else -1.0)
    return worth + 0.5 * bool(_DONE.search(column))
