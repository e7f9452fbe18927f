"""``python -m index``: build the index, show an outline, search passages."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict

from tqdm import tqdm

from index.catalog import load_reports
from index.embedding import SentenceTransformerEmbeddings
from index.errors import QuestionError, ReportQAError, UnknownReportError
from index.options import add_docs_option, add_index_options, positive
from index.outline import parse_outline
from index.passages import cut_passages
from index.records import Report, Section
from index.search import search
from index.store import build_index, open_index


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of ``python -m index``."""
    parser = argparse.ArgumentParser(prog="python -m index", description="Build and inspect the index of reports.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="index the reports; does nothing when nothing changed")
    add_index_options(build)
    add_docs_option(build)
    show = commands.add_parser("show", help="print the outline of the reports as a tree with counts")
    show.add_argument("--report", metavar="ID", help="one report only")
    add_docs_option(show)
    search = commands.add_parser("search", help="print the passages nearest to a query")
    search.add_argument("query", help="words to look for")
    search.add_argument("-k", type=positive, default=5, help="number of passages (default 5)")
    search.add_argument("--json", action="store_true", help="print JSON")
    search.add_argument("--report", metavar="ID", help="search one report only")
    add_index_options(search)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    options = make_parser().parse_args(arguments)
    try:
        {"build": _build, "show": _show, "search": _search}[options.command](options)
        sys.stdout.flush()
    except ReportQAError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of the output has gone, as in `… show | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return 0


def _build(options: argparse.Namespace) -> None:
    load_reports(options.docs)  # a bad source is reported before the model is loaded
    embeddings = SentenceTransformerEmbeddings.load(options.embedding_model)
    with tqdm(desc="Embedding passages", unit="passage", leave=False, disable=None) as bar:

        def show_progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        built = build_index(options.docs, options.index, embeddings, show_progress)
    print(
        f"{'Built' if built else 'Nothing changed:'} the index in {options.index}{'' if built else ' is up to date'}."
    )


def _show(options: argparse.Namespace) -> None:
    reports = load_reports(options.docs)
    if options.report:
        reports = [report for report in reports if report.id == options.report]
        if not reports:
            raise UnknownReportError(f"{options.docs} holds no report {options.report!r}; see `python -m index show`.")
    for report in reports:
        print_outline(report)


def print_outline(report: Report) -> None:
    """Print the section tree of one report, each heading with its number of sentences."""
    outline = parse_outline(report)
    sentences = [unit for unit in outline.units if not unit.is_heading]
    passages = cut_passages(report, outline)
    print(f"{report.id}  {report.title}")
    print(f"{len(outline.sections)} sections, {len(sentences)} sentences, {len(passages)} passages")
    for number, section in enumerate(outline.sections):
        own = sum(unit.section == number for unit in sentences)
        print(f"{_branch(outline.sections, number)}{section.heading}  [{own}]")
    print()


def _branch(sections: Sequence[Section], number: int) -> str:
    """Draw the lines of the tree to the left of section ``number``."""
    parts = []
    level = sections[number].level
    for depth in range(1, level + 1):
        later = next((s.level for s in sections[number + 1 :] if s.level <= depth), 0)
        continues = later == depth
        parts.append(("├─ " if continues else "└─ ") if depth == level else ("│  " if continues else "   "))
    return "".join(parts)


def _search(options: argparse.Namespace) -> None:
    if not options.query.strip():
        raise QuestionError("The query is empty; say what to look for.")
    index = open_index(options.index, SentenceTransformerEmbeddings.load(options.embedding_model))
    hits = search(index, options.query, options.report, options.k)
    if options.json:
        print(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=1))
        return
    for rank, hit in enumerate(hits, 1):
        passage = hit.passage
        print(f"{rank}. {hit.score:.3f}  {passage.report}:{passage.start}-{passage.end}  {passage.context}")
        print(f"   {passage.text}")


if __name__ == "__main__":
    sys.exit(main())
