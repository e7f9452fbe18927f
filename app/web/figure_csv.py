"""Figures as lines of CSV that a spreadsheet can open: nothing in them is taken for a formula."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from app.web.board_words import BoardWords
from app.web.figure_rows import Row

# What makes a spreadsheet calculate; the full-width forms do in a Chinese or Japanese one.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def guard(cell: str) -> str:
    """Return ``cell`` with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> guard("=1+1"), guard("超200万元")
    ("'=1+1", '超200万元')
    """
    return "'" + cell if cell.startswith(_FORMULA) else cell


def plain_number(value: float) -> str:
    """Return a number in digits alone, without exponent or needless zeros.

    >>> plain_number(42252600.0), plain_number(21.62)
    ('42252600', '21.62')
    """
    digits = format(Decimal(repr(value)), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def csv_head(words: BoardWords) -> str:
    """Return the line of column names."""
    return _line(words.columns)


def csv_line(row: Row, words: BoardWords) -> str:
    """Return the line of one figure, without a line end."""
    figure, clause = row.figure, row.clause
    return _line(
        [
            clause.title,
            figure.subject,
            figure.quote,
            words.comparators[figure.comparator],
            plain_number(figure.value),
            figure.unit,
            figure.period,
            words.sides[figure.side],
            row.theme,
            " > ".join(clause.section),
            clause.quote,
            str(figure.start),
            str(figure.end),
        ]
    )


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([guard(cell) for cell in cells])  # quotes cells with CR or LF
    return out.getvalue().removesuffix("\r\n")
