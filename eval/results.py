"""The results of a run as files: one JSON object for each question, and the summary."""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.answer import Answer
from eval.experiment import MAIN_SYSTEM, Experiment, Outcome, Ranked
from index.embedding import replace_surrogates
from index.errors import InputError

RESULTS = "results.jsonl"
SUMMARY = "summary.json"
ABLATION = "ablation.jsonl"


def prepare_folder(folder: Path) -> None:
    """Make ``folder``, before hours of questions rather than after; InputError when results cannot go there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise InputError(f"{folder}: cannot write there ({error.strerror}); name another folder with --out.") from None


def write_results(folder: Path, experiment: Experiment, summary: dict[str, Any]) -> None:
    """Write ``results.jsonl`` of the main system, ``results-NAME.jsonl`` of the others, and ``summary.json``.

    Where the stages were asked too, ``ablation.jsonl`` has what each of them said.
    """
    for system, outcomes in experiment.outcomes.items():
        main = system == MAIN_SYSTEM
        rankings = experiment.rankings if main else {}
        records = [
            to_record(outcome, {name: rows[number] for name, rows in rankings.items()})
            for number, outcome in enumerate(outcomes)
        ]
        text = "".join(_to_line(record) + "\n" for record in records)
        write_atomically(folder / (RESULTS if main else f"results-{system}.jsonl"), text)
    if experiment.stages:
        lines = (_to_line(record) for record in _staged_records(experiment.stages))
        write_atomically(folder / ABLATION, "".join(line + "\n" for line in lines))
    write_atomically(folder / SUMMARY, json.dumps(summary, ensure_ascii=False, indent=1) + "\n")


def to_record(outcome: Outcome, rankings: dict[str, Ranked]) -> dict[str, Any]:
    """Return the Answer JSON with the question's id, its gold and what the answer is worth."""
    question = outcome.item.question
    answer = outcome.answer.to_json() if outcome.answer else _failed(question.question)
    return {
        "id": question.id,
        **answer,
        "error": outcome.error,
        "right": outcome.right,
        "citation_precision": outcome.precision,
        "citation_recall": outcome.recall,
        "verbatim": all(outcome.verbatim),
        "seconds": round(outcome.seconds, 6),
        "ranking": {name: ranked.figures for name, ranked in rankings.items()},
        "ranking_errors": {name: ranked.error for name, ranked in rankings.items() if ranked.error},
        **{field: getattr(question, field) for field in ("set", "type", "kind", "lang", "report", "gold", "forbid")},
        "history": [asdict(turn) for turn in question.history],
    }


def _staged_records(stages: Mapping[str, Sequence[Outcome]]) -> Iterator[dict[str, Any]]:
    for outcomes in zip(*stages.values(), strict=True):
        question = outcomes[0].item.question
        said = {
            stage: {
                "status": outcome.status,
                "right": outcome.right,
                "answer": outcome.answer.text if outcome.answer else outcome.error,
                "confidence": outcome.answer.confidence if outcome.answer else None,
            }
            for stage, outcome in zip(stages, outcomes, strict=True)
        }
        yield {"id": question.id, "set": question.set, "question": question.question, "stages": said}


def _failed(question: str) -> dict[str, Any]:
    record = Answer(question=question, standalone_question=question, status="refused", text="").to_json()
    return {**record, "status": "failed"}


def _to_line(record: dict[str, Any]) -> str:
    line = json.dumps(record, ensure_ascii=False)
    # A lone surrogate has no UTF-8; JSON can still say it, escaped.
    return line if replace_surrogates(line) == line else json.dumps(record)


def write_atomically(path: Path, text: str) -> None:
    """Write a file that is, at every moment, the old one or the new one; InputError where that is impossible."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); name another place.") from None
    finally:
        temporary.unlink(missing_ok=True)


def read_results(folder: Path) -> list[dict[str, Any]]:
    """Read ``results.jsonl`` of a run."""
    path = folder / RESULTS
    try:
        records = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); write it with `python -m eval run --out {folder}`."
        ) from None
    except ValueError:
        raise InputError(f"{path}: is not what `python -m eval run` writes; run it again.") from None
    return records


def format_failures(records: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield, for each wrong answer, what one needs to see why; then how many there are."""
    wrong = [record for record in records if not record["right"]]
    for record in wrong:
        yield f"{record['id']}  {record['type']}/{record['kind']}/{record['lang']}  {record['status']}"
        for turn in record["history"]:
            yield f"  {turn['role']}: {turn['content']}"
        yield f"  question: {record['question']}"
        yield f"  answer:   {record['error'] or record['answer']}"
        gold = [" | ".join(forms) for forms in record["gold"]] or ["(to be refused)"]
        yield "  gold:     " + "\n            ".join(gold)
        if record["forbid"]:
            yield f"  forbid:   {' | '.join(record['forbid'])}"
        yield ""
    yield f"{len(wrong)} of {len(records)} wrong"
