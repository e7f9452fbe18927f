"""Fit the relevance models on development questions: ``python -m eval.fit``.

Every question is asked of its index; each of its candidates is a row of ``app.features``, positive when the passage
overlaps the question's evidence. Unanswerable questions give negatives only. The threshold is chosen on scores that
models fitted without a question's fold (its report, where there are several) give it.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from app.elsewhere import is_elsewhere
from app.engine import Engine
from app.features import FEATURES, feature_rows
from app.relevance import WEIGHTS_FILE, Logistic, Relevance
from app.scope import out_of_scope
from eval.evidence import Judged, judge, supports
from eval.questions import load_questions
from index.errors import ReportQAError

RANK_STRENGTH, DECIDE_STRENGTH = 0.3, 0.1
"""Inverse L2 penalties; the deciding model sees one row a question and needs the stronger one."""
DECIDE_IGNORES = ("unknown",)
"""Features that the deciding model does not see.

Who writes development questions puts those that are answered into other words, and near misses into the report's own: a
word that no report has would speak for an answer, which it does for nobody else's questions.
"""
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Example:
    """One question: ``rows`` of shape (candidates, features), ``labels`` of shape (candidates,)."""

    report: str
    answerable: bool
    rows: np.ndarray
    labels: np.ndarray


@dataclass(frozen=True, slots=True)
class Score:
    """What models that never saw a question make of it."""

    confidence: float
    right: bool
    answerable: bool


def collect(engine: Engine, questions: Sequence[Judged]) -> list[Example]:
    """Retrieve and read for every question; what rules refuse is left out, it is never decided."""
    examples = []
    for judged in questions:
        question = judged.question
        understood = engine.understand(question.question, question.history, question.report)
        reports = [engine.index.reports[question.report]] if question.report else engine.index.reports.values()
        if out_of_scope(question.question) or is_elsewhere(understood, reports):
            continue
        candidates = engine.finder.read(understood, engine.finder.retrieve(understood, question.report))
        rows = feature_rows(understood, candidates, engine.index.lexical, engine.index.reports)
        labels = [supports(candidate.passage, judged.evidence) for candidate in candidates]
        examples.append(Example(question.report or "", question.answerable, np.array(rows), np.array(labels)))
    return examples


def fit(examples: Sequence[Example]) -> Relevance:
    """Fit the ranking model on all candidates, then the deciding model on each question's winner."""
    every_row = np.concatenate([example.rows for example in examples])
    rank = fit_logistic(every_row, np.concatenate([example.labels for example in examples]), RANK_STRENGTH)
    winners = np.array([example.rows[best_row(rank, example)] for example in examples])
    winners[:, [FEATURES.index(name) for name in DECIDE_IGNORES]] = 0.0
    # A wrong passage for an answerable question is no reason to refuse the question: the label is answerability.
    decide = fit_logistic(winners, np.array([example.answerable for example in examples]), DECIDE_STRENGTH)
    return Relevance(rank, decide, 0.5)


def fit_logistic(rows: np.ndarray, labels: np.ndarray, strength: float) -> Logistic:
    """Fit one model on standardised rows; ``strength`` is the inverse of the L2 penalty."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale < 1e-6] = 1.0
    model = LogisticRegression(C=strength, max_iter=2000).fit((rows - mean) / scale, labels)
    return Logistic(mean, scale, model.coef_[0], float(model.intercept_[0]))


def best_row(rank: Logistic, example: Example) -> int:
    """The row of the candidate that the ranking model puts first."""
    return int(rank.probabilities(example.rows.tolist()).argmax())


def held_out(examples: Sequence[Example]) -> list[Score]:
    """Score each question by models fitted without its fold."""
    reports = sorted({example.report for example in examples})
    folds = [reports.index(e.report) if len(reports) > 2 else i % FOLDS for i, e in enumerate(examples)]
    scores = []
    for fold in sorted(set(folds)):
        model = fit([example for example, f in zip(examples, folds, strict=True) if f != fold])
        for example in (example for example, f in zip(examples, folds, strict=True) if f == fold):
            best = best_row(model.rank, example)
            confidence = float(model.decide.probabilities([example.rows[best].tolist()])[0])
            scores.append(Score(confidence, bool(example.labels[best]), example.answerable))
    return scores


def choose_threshold(scores: Sequence[Score], most_wrong_refusals: float) -> float:
    """Return the highest confidence that refuses at most this share of the answerable questions."""
    answerable = sorted(score.confidence for score in scores if score.answerable)
    return answerable[int(most_wrong_refusals * len(answerable))]


def describe(scores: Sequence[Score], threshold: float) -> str:
    """Return one line of what the held-out scores say at ``threshold``."""
    right = np.mean([score.right for score in scores if score.answerable])
    wrong = np.mean([score.confidence < threshold for score in scores if score.answerable])
    refused = np.mean([score.confidence < threshold for score in scores if not score.answerable])
    return (
        f"Held out: right passage first {right:.1%}; at the threshold {threshold:.3f} wrong refusals {wrong:.1%}, "
        f"unanswerable questions refused {refused:.1%}."
    )


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of ``python -m eval.fit``."""
    parser = argparse.ArgumentParser(prog="python -m eval.fit", description="Fit the relevance models.")
    parser.add_argument("--questions", type=Path, nargs="+", required=True, metavar="FILE", help="development sets")
    parser.add_argument("--index", type=Path, nargs="+", default=[Path(".index")], metavar="DIR", help="index folders")
    parser.add_argument(
        "--wrong-refusals", type=float, default=0.06, metavar="SHARE", help="share of them allowed (default 0.06)"
    )
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE, metavar="FILE", help="where the weights go")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Collect, fit, choose, save; print the held-out figures."""
    options = make_parser().parse_args(arguments)
    try:
        questions, problems = load_questions(options.questions)
        examples: list[Example] = []
        for folder in options.index:
            # Weights of another list of features cannot be loaded, and none are needed.
            engine = Engine.open(folder, relevance=Relevance.neutral())
            judged, unlocated, _ = judge(questions, engine.index.reports)
            problems += unlocated
            examples += collect(engine, judged)
    except ReportQAError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    for problem in problems:
        print(f"Skipped: {problem}", file=sys.stderr)
    scores = held_out(examples)
    threshold = choose_threshold(scores, options.wrong_refusals)
    replace(fit(examples), threshold=threshold).save(options.out)
    print(f"{len(examples)} questions. {describe(scores, threshold)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
