"""Fit what a summary tells, on development questions that ask for one: ``python -m eval.fit_points``.

Every passage of the report is a row of ``app.points``, positive when it overlaps the question's evidence. How well
the weights rank the passages of a report they were not fitted on is printed as average precision.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score

from app.engine import Engine
from app.evidence import DEPTH
from app.points import POINT_FEATURES, POINTS_FILE, Surroundings, save_points
from app.relevance import Logistic
from eval.evidence import Judged, judge, supports
from eval.fit import Example, fit_logistic
from eval.questions import load_questions
from index.errors import QuestionError, ReportQAError

STRENGTH = 0.03
"""Inverse L2 penalty: questions are few, and features that tell the same share the weight."""


def collect(engine: Engine, questions: Sequence[Judged]) -> list[Example]:
    """Look at all passages for every question that asks for a summary."""
    examples = []
    for judged in questions:
        question = judged.question
        if question.type != "summary" or not judged.evidence:
            continue
        understood = engine.understand(question.question, question.history, question.report)
        hits = engine.finder.retrieve(understood, question.report, len(engine.index.passages))
        found = engine.finder.weigh(understood, engine.finder.read(understood, hits[:DEPTH]))
        hits = engine.finder.retrieve_subject(understood, hits, question.report)
        around = Surroundings(understood, found, hits, engine.index)
        labels = np.array([supports(passage, judged.evidence) for passage in around.content])
        if labels.any():
            rows = np.array([around.row(passage) for passage in around.content])
            examples.append(Example(question.report or "", True, rows, labels))
    return examples


def fit(examples: Sequence[Example]) -> Logistic:
    """Fit one model on the passages of all questions."""
    rows, labels = (np.concatenate([getattr(e, name) for e in examples]) for name in ("rows", "labels"))
    return fit_logistic(rows, labels, STRENGTH)


def held_out(examples: Sequence[Example]) -> float | None:
    """The mean average precision by models fitted without the question's report; None of a single report."""
    reports = sorted({example.report for example in examples})
    if len(reports) < 2:
        return None
    precisions = []
    for report in reports:
        model = fit([example for example in examples if example.report != report])
        for example in (example for example in examples if example.report == report):
            chances = model.probabilities(example.rows.tolist())
            precisions.append(average_precision_score(example.labels, chances))
    return float(np.mean(precisions))


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of ``python -m eval.fit_points``."""
    parser = argparse.ArgumentParser(prog="python -m eval.fit_points", description="Fit what a summary tells.")
    parser.add_argument("--questions", type=Path, nargs="+", required=True, metavar="FILE", help="development sets")
    parser.add_argument("--index", type=Path, nargs="+", default=[Path(".index")], metavar="DIR", help="index folders")
    parser.add_argument("--out", type=Path, default=POINTS_FILE, metavar="FILE", help="where the weights go")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Collect, fit, save; print the held-out figure."""
    options = make_parser().parse_args(arguments)
    # Weights of another list of features cannot be loaded, and none are needed.
    size = len(POINT_FEATURES)
    neutral = Logistic(np.zeros(size), np.ones(size), np.zeros(size), 0.0)
    try:
        questions, problems = load_questions(options.questions)
        examples: list[Example] = []
        for folder in options.index:
            engine = Engine.open(folder, points=neutral)
            judged, unlocated, _ = judge(questions, engine.index.reports)
            problems += unlocated
            examples += collect(engine, judged)
        if not examples:
            raise QuestionError("No question asks for a summary whose evidence the index holds; name other sets.")
    except ReportQAError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    for problem in problems:
        print(f"Skipped: {problem}", file=sys.stderr)
    precision = held_out(examples)
    save_points(fit(examples), options.out)
    said = "" if precision is None else f" Held out by report: average precision {precision:.3f}."
    print(f"{len(examples)} questions.{said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
