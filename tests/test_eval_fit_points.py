from pathlib import Path

import numpy as np
import pytest

from app.points import POINT_FEATURES
from eval.fit import Example
from eval.fit_points import fit, held_out, main


def example(report: str, seed: int) -> Example:
    """Twenty passages of which the first five are told, and have a greater first feature."""
    rows = np.random.default_rng(seed).normal(size=(20, len(POINT_FEATURES)))
    rows[:5, 0] += 8.0
    return Example(report, True, rows, np.arange(20) < 5)


def test_the_fitted_weights_put_what_is_told_first() -> None:
    chances = fit([example("a", 1), example("b", 2)]).probabilities(example("c", 3).rows.tolist())
    assert min(chances[:5]) > max(chances[5:])


def test_reports_are_held_out_where_there_are_several() -> None:
    assert held_out([example("a", 1), example("a", 2)]) is None
    assert held_out([example("a", 1), example("b", 2)]) == pytest.approx(1.0, abs=0.05)


def test_a_missing_question_set_is_one_line_of_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "points.json"
    assert main(["--questions", str(tmp_path / "none.jsonl"), "--out", str(out)]) != 0
    assert capsys.readouterr().err.startswith("Error: ")
    assert not out.exists()
