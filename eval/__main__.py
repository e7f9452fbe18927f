"""``python -m eval``: judge the answerer on question sets, time it, read what it got wrong."""

import argparse
import hashlib
import json
import math
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from app.chat_model import ChatModel
from app.chat_options import add_chat_options, open_chat
from eval.ablation import make_stages
from eval.baselines import make_systems
from eval.bench import print_bench, time_build, time_questions, time_start
from eval.bench_page import time_page
from eval.bench_reader import compare_readers, load_float_reader
from eval.curve_svg import draw_curves
from eval.evidence import Judged, judge
from eval.experiment import Engine, run_experiment
from eval.feedback import export_feedback
from eval.questions import load_questions
from eval.results import format_failures, prepare_folder, read_results, write_atomically, write_results
from eval.startup import peak_memory_mib, resident_memory_mib
from eval.summary import FLOOR_METRICS, missed_floors, summarize
from eval.tables import print_summary
from index.embedding import replace_surrogates
from index.errors import InputError, MissingExtraError, QuestionError, ReportQAError
from index.options import add_docs_option, add_feedback_option, add_index_options, positive

QUESTIONS = Path(__file__).parent / "questions"
PAGE_QUESTIONS = 100
"""At most so many questions are timed in the browser too."""
OpenEngine = Callable[..., Engine]
"""(index folder, embedding model, and a chat model where there is one) → the program under test."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, as every other error is said."""

    def error(self, message: str) -> NoReturn:
        """Print the line and leave with exit code 2."""
        self.exit(2, f"Error: {message}; see `{self.prog} --help`.\n")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of ``python -m eval``."""
    parser = Parser(prog="python -m eval", description="Judge the answerer on question sets and time it.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="ask every question and print the figures")
    run.add_argument("--questions", nargs="+", action="extend", required=True, type=Path, metavar="FILE", help=_FILES)
    run.add_argument("--out", type=Path, metavar="DIR", help="write results.jsonl and summary.json there")
    run.add_argument("--baselines", action="store_true", help=_BASELINES)
    run.add_argument("--min", nargs="+", action="extend", default=[], metavar="METRIC=VALUE", dest="floors", help=_MIN)
    add_index_options(run)
    add_chat_options(run)
    bench = commands.add_parser("bench", help="time questions, index build, start and page")
    bench.add_argument("--questions", nargs="+", action="extend", type=Path, metavar="FILE", help=_BENCH_FILES)
    bench.add_argument("--count", type=positive, default=300, help="questions to time (default 300)")
    bench.add_argument("--repeats", type=positive, default=3, help="builds and starts to time (default 3)")
    bench.add_argument("--float-reader", type=Path, metavar="FILE", help=_FLOAT)
    bench.add_argument("--out", type=Path, metavar="FILE", help="write the figures there as JSON")
    add_docs_option(bench)
    add_index_options(bench)
    failures = commands.add_parser("failures", help="print the wrong answers of a run")
    failures.add_argument("folder", type=Path, metavar="DIR", help="the folder given to `run --out`")
    feedback = commands.add_parser("feedback", help="turn what people thought of answers into draft questions")
    feedback.add_argument(
        "--export", required=True, type=Path, metavar="FILE", help="write the drafts to this new file"
    )
    add_feedback_option(feedback, "the file that `python -m app serve` keeps")
    return parser


_BASELINES = "run the two baselines and the program stage by stage as well, and tell risk by coverage"
_FILES = "question sets, one JSON object a line; each gets its own figures"
_BENCH_FILES = "question sets (default: all of eval/questions about reports in the index)"
_FLOAT = (
    "torch weights that the int8 reader was exported from, to compare it with (on the development sets, unless "
    "--questions names others)"
)
_MIN = f"exit 1 when a set's figure is lower; a share between 0 and 1. Metrics: {', '.join(FLOOR_METRICS)}"


def open_engine(index: Path, embedding_model: str, chat: ChatModel | None = None) -> Engine:
    """Open the program under test; imported here, so that ``--help`` need not wait for it."""
    from app.engine import Engine as AppEngine

    return AppEngine.open(index, embedding_model, chat=chat)


def main(arguments: Sequence[str] | None = None, opener: OpenEngine = open_engine) -> int:
    """Run the command line; return the exit code."""
    os.environ.setdefault("LANGSMITH_TRACING", "false")
    options = make_parser().parse_args(arguments)
    try:
        commands = {"run": _run, "bench": _bench, "failures": _failures, "feedback": _feedback}
        return commands[options.command](options, opener)
    except ReportQAError as error:
        _say(f"Error: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace, opener: OpenEngine) -> int:
    floors = parse_floors(options.floors)
    if options.out:
        prepare_folder(options.out)
    chat = open_chat(options)
    items, broken, engine = _prepare(options, opener, options.questions, chat=chat)
    systems, rankers = make_systems(engine, options.baselines, chat)
    stages = make_stages(engine) if options.baselines else {}
    total = len(items) * (len(systems) + len(rankers) + len(stages))
    with tqdm(desc="Asking", total=total, leave=False, disable=None) as bar:
        experiment = run_experiment(items, systems, rankers, engine.index.reports, bar.update, stages)
    sets = summarize(experiment)
    print_summary(sets)
    if options.out:
        files = {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in options.questions}
        write_results(options.out, experiment, {"questions_sha256": files, "sets": sets})
        if stages:
            write_atomically(options.out / "coverage_risk.svg", draw_curves(sets))
    missed = missed_floors(sets, floors)
    if missed:
        _say(f"Error: {'; '.join(missed)}.")
        return 1
    _check_broken(broken)
    return 0


def _check_broken(count: int) -> None:
    if count:
        what = "1 question" if count == 1 else f"{count} questions"
        raise QuestionError(f"{what} could not be run, as said above; mend the lines.")


def _prepare(
    options: argparse.Namespace,
    opener: OpenEngine,
    paths: Sequence[Path],
    chosen: bool = True,
    chat: ChatModel | None = None,
) -> tuple[list[Judged], int, Engine]:
    """Read the questions, open the engine, and say on stderr what cannot be run; QuestionError when nothing can.

    That a report is not in the index is said of files that the user chose, not of all those there are.
    """
    questions, problems = load_questions(paths)
    for problem in problems:
        _say(str(problem))
    engine = opener(options.index, options.embedding_model, *((chat,) if chat else ()))
    items, unlocated, skipped = judge(questions, engine.index.reports)
    for message in [*map(str, unlocated), *(skipped if chosen else ())]:
        _say(message)
    drafts = sum(item.question.draft for item in items)
    if drafts:
        _say(f"{drafts} of {len(items)} questions are drafts that nobody has checked (see their notes).")
    if not items:
        raise QuestionError(f"No question to run in {', '.join(map(str, paths))}; see `python -m eval run --help`.")
    return items, len(problems) + len(unlocated), engine


def parse_floors(texts: Sequence[str]) -> list[tuple[str, float]]:
    """Return (metric, value) for each ``metric=value``; InputError that names everything wrong with them at once."""
    floors: list[tuple[str, float]] = []
    wrong: list[str] = []
    unknown: list[str] = []
    for text in texts:
        name, _, value = text.partition("=")
        name = name.strip().lower()
        number = _number(value)
        if name not in FLOOR_METRICS:
            unknown.append(name)
        elif not 0 <= number <= 1:
            wrong.append(f"{text!r} needs a value between 0 and 1")
        floors.append((name, number))
    if unknown:
        wrong.insert(0, f"unknown metrics {', '.join(map(repr, unknown))} (known: {', '.join(FLOOR_METRICS)})")
    if wrong:
        raise InputError(f"--min: {'; '.join(wrong)}.")
    return floors


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _bench(options: argparse.Namespace, opener: OpenEngine) -> int:
    paths = options.questions or sorted(QUESTIONS.glob("*.jsonl"))
    if options.out:
        prepare_folder(options.out.absolute().parent)
    float_reader = load_float_reader(options.float_reader) if options.float_reader else None
    items, broken, engine = _prepare(options, opener, paths, chosen=bool(options.questions))
    questions = [item.question for item in items]
    asked = time_questions(engine, questions, options.count)
    figures = {
        "questions": asked,
        "resident_memory_mib": resident_memory_mib(),
        "build": time_build(options.docs, engine.index.embeddings, options.repeats),
        "peak_memory_mib": peak_memory_mib(),
        "start": time_start(options.index, options.embedding_model, questions[0], options.repeats),
    }
    if float_reader:
        compared = items if options.questions else [item for item in items if ".dev" in item.question.set]
        figures["reader"] = compare_readers(engine, compared, float_reader, options.float_reader, options.count)
    try:
        count = min(options.count, PAGE_QUESTIONS)
        figures["page"] = time_page(engine, options.index, options.embedding_model, questions, count, options.repeats)
    except MissingExtraError as error:
        _say(str(error))
    print_bench(figures)
    if options.out:
        write_atomically(options.out, json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    _check_broken(broken)
    return 0


def _failures(options: argparse.Namespace, opener: OpenEngine) -> int:
    for line in format_failures(read_results(options.folder)):
        print(replace_surrogates(line))
    return 0


def _feedback(options: argparse.Namespace, opener: OpenEngine) -> int:
    if not options.feedback:
        raise InputError("--feedback: name the file that `python -m app serve` keeps.")
    drafts, gold = export_feedback(Path(options.feedback), options.export)
    print(f"{options.export}: {drafts} drafts, {gold} of them with gold; check each before it counts.")
    return 0


def _say(message: str) -> None:
    print(replace_surrogates(message), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
