"""The board: every figure of a report in a table that the script filters, sorts and saves, under its charts."""

from collections.abc import Iterable

from app.web.badges import badge_label
from app.web.board_words import BoardWords, board_words
from app.web.chart_view import quote_clause, render_charts
from app.web.charts import find_charts
from app.web.figure_csv import csv_head, csv_line, plain_number
from app.web.figure_rows import Row, make_rows, shorten_heading
from app.web.source_view import Shelf, escape
from app.web.words import Language, words_for
from index.records import Figure, Passage, Report

_SIDES = ("result", "target", "plan", "problem")


class Board:
    """The figures of all reports on a shelf."""

    def __init__(self, shelf: Shelf, figures: Iterable[Figure], passages: Iterable[Passage]) -> None:
        self._shelf = shelf
        by_id = {passage.id: passage for passage in passages}
        reports: dict[str, Report] = {report.id: report for report in shelf.reports}
        self.rows: dict[str, list[Row]] = make_rows(reports, figures, by_id)
        self._shown: dict[tuple[str, Language], str] = {}

    def show(self, names: Iterable[str], language: Language) -> str:
        """Return the boards of the reports ``names``; the script shows the one whose report is shown."""
        words = board_words(language)
        numbers = {report.id: number for number, report in enumerate(self._shelf.reports)}
        parts = []
        for name in dict.fromkeys(names):
            if name in numbers:
                key = (name, language)
                if key not in self._shown:
                    self._shown[key] = self._board(name, numbers[name], words)
                parts.append(self._shown[key])
        return "".join(parts)

    def _board(self, name: str, number: int, words: BoardWords) -> str:
        report, rows = self._shelf.reports[number], self.rows[name]
        title = self._chooser(number, words) + f'<h2 class="rq-title" lang="zh-CN">{escape(report.title)}</h2>'
        if not rows:
            content = f'<p class="rq-none">{escape(words.no_figures)}</p>'
        else:
            charts = render_charts(find_charts(rows), words, self._chip, self._badge)
            content = charts + _tools(rows, number, words) + self._table(rows, number, words)
        file = f"{report.title or name} - {words.name}.csv"
        # Hidden until the page's script has chosen the one to show: two are never seen at once, not for a moment.
        return (
            f'<section class="rq-figures" id="b{number}" hidden aria-label="{escape(words.name)}" '
            f'data-file="{escape(file)}">{title}{content}</section>'
        )

    def _chooser(self, number: int, words: BoardWords) -> str:
        """Return a list of all reports to choose from, which the script passes on; nothing where there is only one."""
        if len(self._shelf) < 2:
            return ""
        options = "".join(
            f'<option value="{place}"{" selected" if place == number else ""}>{escape(one.title or one.id)}</option>'
            for place, one in enumerate(self._shelf.reports)
        )
        return (
            f'<select class="rq-choose" name="report{number}" aria-label="{escape(words.choose)}" autocomplete="off">'
            f"{options}</select>"
        )

    def _table(self, rows: list[Row], number: int, words: BoardWords) -> str:
        names = {"what": words.what, "value": words.value, "unit": words.unit, "period": words.period}
        names |= {"kind": words.kind, "theme": words.theme}
        heads = "".join(
            f'<th scope="col" class="rq-col-{key}" aria-sort="none">'
            f'<button type="button" class="rq-sort">{escape(name)}</button></th>'
            for key, name in names.items()
        )
        themes = {theme: place for place, theme in enumerate(dict.fromkeys(row.theme for row in rows))}
        lines = "".join(self._row(row, themes[row.theme], words) for row in rows)
        return (
            f'<table class="rq-table" data-csv="{escape(csv_head(words))}">'
            f'<caption class="rq-sr">{escape(words.caption)}</caption>'
            f'<thead><tr><th scope="col" class="rq-col-cited">{escape(words.cited)}</th>{heads}</tr></thead>'
            f"<tbody>{lines}</tbody></table>"
            f'<p class="rq-none rq-none-found" hidden>{escape(words.none_found)}</p>'
        )

    def _row(self, row: Row, theme: int, words: BoardWords) -> str:
        figure = row.figure
        value = plain_number(figure.value)
        exact = "" if figure.quote == value + figure.unit else f'<small class="rq-read">{_read(row, words)}</small>'
        short = shorten_heading(row.theme) or words.beginning
        return (
            f'<tr data-theme="{theme}" data-kind="{escape(figure.side)}" data-csv="{escape(csv_line(row, words))}">'
            f'<td class="rq-col-cited">{self._chip(row, words)}</td>'
            f'<td class="rq-col-what" data-sort="{escape(figure.subject)}">{quote_clause(row)}</td>'
            f'<td class="rq-col-value" data-sort="{value}" data-unit="{escape(figure.unit)}">'
            f"<strong>{escape(figure.quote)}</strong>{exact}</td>"
            f'<td class="rq-col-unit">{escape(figure.unit)}</td>'
            f'<td class="rq-col-period">{escape(figure.period)}</td>'
            f'<td class="rq-col-kind" data-sort="{_SIDES.index(figure.side)}">{self._badge(row, words)}</td>'
            f'<td class="rq-col-theme" data-sort="{theme}" title="{escape(row.theme)}">{escape(short)}</td></tr>'
        )

    def _chip(self, row: Row, words: BoardWords) -> str:
        path = " › ".join(row.clause.section)
        colon = words_for(words.language).colon
        preview = f"{path}{colon}“{row.clause.quote}”" if path else f"“{row.clause.quote}”"
        link = self._shelf.link(row.clause, row.span).replace('class="', 'class="rq-chip ', 1)
        return f'<a {link} title="{escape(preview)}">[{row.n}]</a>'

    def _badge(self, row: Row, words: BoardWords) -> str:
        side = row.figure.side
        label = badge_label(row.clause, side, words.language)  # type: ignore[arg-type]
        return f'<span class="rq-side rq-{escape(side)}">{escape(label)}</span>'


def render_switch(words: BoardWords) -> str:
    """Return the two tabs over the panel: the report's text, and its figures."""
    tabs = (("source", words.source, "true"), ("board", words.name, "false"))
    buttons = "".join(
        f'<button type="button" role="tab" class="rq-view" id="rq-view-{key}" aria-controls="rq-pane-{key}" '
        f'aria-selected="{chosen}">{escape(name)}</button>'
        for key, name, chosen in tabs
    )
    return f'<div class="rq-switch" role="tablist" aria-label="{escape(words.switch)}">{buttons}</div>'


def _read(row: Row, words: BoardWords) -> str:
    """Return how a figure was read: comparator, value in base units with its thousands apart, unit."""
    whole, point, fraction = plain_number(row.figure.value).partition(".")
    comparator = "=" if row.figure.comparator == "=" else words.comparators[row.figure.comparator]
    return escape(f"{comparator} {int(whole):,}{point}{fraction} {row.figure.unit}".strip())


def _tools(rows: list[Row], number: int, words: BoardWords) -> str:
    themes = dict.fromkeys(row.theme for row in rows)
    options = "".join(
        f'<option value="{place}">{escape(shorten_heading(theme) or words.beginning)}</option>'
        for place, theme in enumerate(themes)
    )
    present = {row.figure.side for row in rows}
    kinds = "".join(
        f'<option value="{side}">{escape(words.sides[side])}</option>' for side in _SIDES if side in present
    )
    return (
        '<div class="rq-tools">'
        f'<input type="search" class="rq-find" name="find{number}" aria-label="{escape(words.search)}" '
        f'placeholder="{escape(words.search)}" autocomplete="off">'
        f'<select class="rq-by-theme" name="theme{number}" aria-label="{escape(words.theme)}">'
        f'<option value="">{escape(words.all_themes)}</option>{options}</select>'
        f'<select class="rq-by-kind" name="kind{number}" aria-label="{escape(words.kind)}">'
        f'<option value="">{escape(words.all_kinds)}</option>{kinds}</select>'
        f'<button type="button" class="rq-reset" hidden>{escape(words.reset)}</button>'
        f'<span class="rq-count" role="status" data-words="{escape(words.count)}"></span>'
        f'<button type="button" class="rq-save">{escape(words.download)}</button></div>'
    )
