"""Figures of the exported reader: CMRC2018's EM and F1, and the area under the answerability curve."""

import json
import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from app.reader import Reader
from app.training.data import Example


def measure_cmrc(reader: Reader, path: Path, limit: int = 10**9) -> dict[str, float]:
    """Exact match and F1 in per cent on a SQuAD-shaped set, the whole paragraph given.

    Both as in the CMRC2018 evaluation script (Cui et al., 2019): punctuation removed, Chinese by the character
    and other words whole, F1 from the longest common substring, the best of all gold answers.
    """
    exact, f1, total = 0.0, 0.0, 0
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"][: max(0, limit - total)]:
                text = paragraph["context"]
                reading = reader.read(qa["question"], [(article.get("title", ""), text)])[0]
                said = segments(text[reading.start : reading.end])
                golds = [segments(answer["text"]) for answer in qa["answers"]]
                exact += max("".join(gold) == "".join(said) for gold in golds)
                f1 += max(_f1(gold, said) for gold in golds)
                total += 1
    return {"questions": total, "em": round(100 * exact / total, 2), "f1": round(100 * f1 / total, 2)}


def segments(text: str) -> list[str]:
    """Lower-cased characters of Chinese text and whole words of other scripts, without punctuation."""
    kept = "".join(c if not _is_punctuation(c) else " " for c in text.lower())
    return re.findall(r"[\u4e00-\u9fff]|[^\s\u4e00-\u9fff]+", kept)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _f1(gold: Sequence[str], said: Sequence[str]) -> float:
    common = _longest_common(gold, said)
    return 2 * common / (len(gold) + len(said)) if common else 0.0


def _longest_common(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest common run, by dynamic programming over its end points."""
    best, previous = 0, [0] * (len(right) + 1)
    for a in left:
        row = [0] * (len(right) + 1)
        for j, b in enumerate(right, 1):
            if a == b:
                row[j] = previous[j - 1] + 1
        best, previous = max(best, *row), row
    return best


def measure_pairs(reader: Reader, examples: Sequence[Example]) -> dict[str, float]:
    """On pairs: exact spans (per cent of the positives) and the AUC of ``answerable`` by kind of negative."""
    ordered = sorted(examples, key=lambda e: e.question)
    logits: dict[str, list[float]] = {}
    exact = 0
    for question, group in groupby(ordered, key=lambda e: e.question):
        members = list(group)
        for example, reading in zip(
            members, reader.read(question, [(e.path, e.passage) for e in members]), strict=True
        ):
            logits.setdefault(example.kind, []).append(reading.answerable)
            exact += example.start >= 0 and (reading.start, reading.end) == (example.start, example.end)
    positive = logits.pop("positive", [])
    figures = {"positives": len(positive), "exact_span": round(100 * exact / max(1, len(positive)), 1)}
    return figures | {f"auc_{kind}": round(auc(positive, found), 3) for kind, found in sorted(logits.items())}


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Chance that a positive scores above a negative (Mann-Whitney U over the number of pairs); ties count half."""
    if not positive or not negative:
        return float("nan")
    lower = np.sort(np.asarray(negative))
    below = np.searchsorted(lower, positive, "left") + np.searchsorted(lower, positive, "right")
    return float(below.sum() / 2 / len(positive) / len(negative))
