"""Charts as HTML bars. The only numbers in a chart are words of the report; a bar's length is not one."""

from collections.abc import Callable

from app.web.board_words import BoardWords
from app.web.charts import Chart, direction
from app.web.figure_rows import Row
from app.web.source_view import escape

Chip = Callable[[Row, BoardWords], str]
"""Gives the link that opens a row's words in the report."""
Badge = Callable[[Row, BoardWords], str]
"""Names the side of a row."""


def render_charts(charts: list[Chart], words: BoardWords, chip: Chip, badge: Badge) -> str:
    """Return the charts, which a reader can fold away; empty where there are none."""
    if not charts:
        return ""
    drawn = "".join(_chart(chart, words, chip, badge) for chart in charts)
    return (
        f'<details class="rq-charts" open><summary>{escape(words.charts)}</summary>'
        f'<p class="rq-chart-note">{escape(words.chart_note)}</p>{drawn}</details>'
    )


def _chart(chart: Chart, words: BoardWords, chip: Chip, badge: Badge) -> str:
    groups = "".join(_group(group, words, chip, badge, chart.kind == "change") for group in chart.groups)
    name = escape(words.chart_names[chart.kind])
    return f'<figure class="rq-chart rq-chart-{chart.kind}"><figcaption>{name}</figcaption>{groups}</figure>'


def _group(rows: tuple[Row, ...], words: BoardWords, chip: Chip, badge: Badge, signed: bool) -> str:
    largest = max(row.figure.value for row in rows)
    bars = []
    for row in rows:
        share = row.figure.value / largest if largest else 0.0
        kind = f"rq-bar-{row.figure.side}" + (" rq-bar-open" if row.figure.comparator in (">", ">=") else "")
        if signed:
            kind += " rq-bar-up" if direction(row) > 0 else " rq-bar-down"
        bars.append(
            f'<li><span class="rq-bar-label">{chip(row, words)} {badge(row, words)} {quote_clause(row)}</span>'
            f'<span class="rq-track"><span class="rq-fill {kind}" style="width:{100 * share:.2f}%"></span></span></li>'
        )
    return f'<ul class="rq-bars{" rq-signed" if signed else ""}">{"".join(bars)}</ul>'


def quote_clause(row: Row) -> str:
    """Return the clause that states a figure, word for word, with the figure stronger."""
    quote, start, end = row.clause.quote, row.figure.start - row.clause.start, row.figure.end - row.clause.start
    return (
        f'<q class="rq-clause">{escape(quote[:start])}<strong>{escape(quote[start:end])}</strong>'
        f"{escape(quote[end:])}</q>"
    )
