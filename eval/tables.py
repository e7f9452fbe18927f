"""The figures of a run as Markdown tables, which a terminal shows as they are."""

from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any, TextIO

from rich import box
from rich.console import Console
from rich.table import Table

from eval.metrics import RANKING_MEASURES
from eval.summary import ANSWER_METRICS, GROUPS

_TITLES = {
    "accuracy": "accuracy, answerable",
    "accuracy_all": "accuracy, all",
    "gold_found": "gold found at any length",
    "citation_precision": "citation precision",
    "citation_recall": "citation recall",
    "verbatim": "citations verbatim",
    "refusal": "refusal of unanswerable",
    "answered": "answered of answerable",
}


_STAGE_COLUMNS = {
    **{name: name for name in ("hit@1", "hit@3", "hit@5", "mrr", "ndcg@10")},
    "accuracy": "accuracy, answerable",
    "accuracy_all": "accuracy, all",
    "refusal": "refusal",
    "wrong_refusals": "wrong refusals",
    "failed": "failed",
}


def print_summary(summary: Mapping[str, Mapping[str, Any]], file: TextIO | None = None) -> None:
    """Print, for each question set, the tables of answers, accuracy by group, retrieval, stages, and risk."""
    for name, figures in summary.items():
        systems = figures["systems"]
        counts = next(iter(systems.values()))
        print(f"## {name}: {counts['questions']} questions, {counts['answerable']} answerable\n", file=file)
        print_table(["answers", *systems], _answer_rows(systems), file)
        for system, row in systems.items():
            if row["generation"]:
                print_table([f"chat model, {system}", ""], _generation_rows(row["generation"]), file)
        print_table(["accuracy by", "questions", *systems], _group_rows(systems), file)
        if figures["retrieval"]:
            print_table(["retrieval", *RANKING_MEASURES, "failed"], _ranking_rows(figures), file)
        if figures["ablation"]:
            print_table(["stage by stage", *_STAGE_COLUMNS.values()], _stage_rows(figures["ablation"]), file)
        if figures["coverage_risk"]:
            columns = ["coverage and risk", "answered %", "wrong of these %", "least confidence"]
            print_table(columns, _coverage_rows(figures["coverage_risk"]), file)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], file: TextIO | None = None) -> None:
    """Print one table: the first column to the left, the others to the right."""
    table = Table(box=box.MARKDOWN, header_style="")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    buffer = StringIO()
    Console(file=buffer, width=200, markup=False, highlight=False).print(table)
    lines = [line.rstrip() for line in buffer.getvalue().splitlines()]
    print("\n".join(line for line in lines if line), end="\n\n", file=file)


def percent(value: float | None) -> str:
    """A share as a percentage with one digit, or a dash where there is none."""
    return "–" if value is None else f"{100 * value:.1f}"


def _answer_rows(systems: Mapping[str, Mapping[str, Any]]) -> Iterable[list[str]]:
    for metric in ANSWER_METRICS:
        yield [_TITLES[metric] + " %", *(percent(figures[metric]) for figures in systems.values())]
    yield ["wrong refusals %", *(percent(figures["wrong_refusals"]) for figures in systems.values())]
    yield ["number, name or date not cited", *(str(figures["ungrounded"]) for figures in systems.values())]
    yield ["failed", *(str(figures["failed"]) for figures in systems.values())]
    for rank in ("p50", "p95"):
        yield [f"latency {rank}, ms", *(f"{figures['latency_ms'][rank]:.1f}" for figures in systems.values())]


def _generation_rows(figures: Mapping[str, Any]) -> Iterable[list[str]]:
    yield ["asked for an answer", str(figures["asked"])]
    yield ["verified as written %", percent(figures["verified"])]
    yield ["repaired %", percent(figures["repaired"])]
    yield ["replaced by extraction %", percent(figures["extractive"])]
    yield ["with sentences dropped %", percent(figures["dropped"])]
    yield ["why replaced", ", ".join(f"{cause} {count}" for cause, count in figures["causes"].items()) or "–"]
    yield ["tokens read, an answer", f"{figures['tokens']['prompt']:.0f}"]
    yield ["tokens written, an answer", f"{figures['tokens']['completion']:.0f}"]
    yield ["model's time p50, ms", f"{figures['model_ms']:.0f}"]
    yield ["added beside it and extraction p50, ms", f"{figures['added_ms']:.1f}"]


def _group_rows(systems: Mapping[str, Mapping[str, Any]]) -> Iterable[list[str]]:
    first = next(iter(systems.values()))
    for group in GROUPS:
        for value, row in first["by"][group].items():
            shares = [percent(figures["by"][group][value]["accuracy"]) for figures in systems.values()]
            yield [f"{group}: {value}", str(row["questions"]), *shares]


def _ranking_rows(figures: Mapping[str, Any]) -> Iterable[list[str]]:
    for name, row in figures["retrieval"].items():
        yield [name, *(percent(row[measure]) for measure in RANKING_MEASURES), str(row["failed"])]
    gain = figures["fusion_gain"]
    if gain:
        yield ["fusion − best part", *(f"{100 * gain[measure]:+.1f}" for measure in RANKING_MEASURES), ""]


def _stage_rows(stages: Mapping[str, Mapping[str, Any]]) -> Iterable[list[str]]:
    for stage, row in stages.items():
        yield [stage, *(str(row[name]) if name == "failed" else percent(row[name]) for name in _STAGE_COLUMNS)]


def _coverage_rows(figures: Mapping[str, Any]) -> Iterable[list[str]]:
    for share, risk in figures["risk_at"].items():
        yield ["the surest", percent(float(share)), percent(risk), ""]
    now = figures["operating"]
    least = "–" if now["threshold"] is None else f"{now['threshold']:.3f}"
    yield ["as the program refuses", percent(now["coverage"]), percent(now["risk"]), least]
    yield ["area under the curve", "", percent(figures["area"]), ""]
    yield ["… were every right answer surer than every wrong one", "", percent(figures["best_area"]), ""]
