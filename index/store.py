"""The index folder: built aside, swapped in atomically, verified when opened.

    .index/
      manifest.json      names the generation in use and the SHA-256 of each of its files
      g-<digest>/        reports, sections, passages and figures as JSON lines; vectors.faiss; bm25/

Replacing ``manifest.json`` (one rename) is the moment a new index takes effect: a build killed before it
leaves the old index whole, one killed after it leaves the new one. No file is pickled.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.catalog import load_reports
from index.dense import DenseIndex
from index.embedding import SentenceTransformerEmbeddings
from index.errors import FailureError, IndexDamagedError, IndexMismatchError, ReportQAError
from index.figures import find_figures
from index.lexical import LexicalIndex
from index.manifest import MANIFEST, REMEDY, Manifest, describe_inputs, digest_json
from index.outline import parse_outline
from index.passages import cut_passages
from index.records import Figure, Passage, Report, Section

Progress = Callable[[int, int], None]
"""Called with (passages embedded, passages in all)."""
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Index:
    """An opened index: records, both search structures, and the embeddings it was built with."""

    manifest: Manifest
    reports: dict[str, Report]
    sections: list[Section]
    passages: list[Passage]
    figures: list[Figure]
    dense: DenseIndex
    lexical: LexicalIndex
    embeddings: SentenceTransformerEmbeddings


def build_index(
    docs: Path, folder: Path, embeddings: SentenceTransformerEmbeddings, progress: Progress | None = None
) -> bool:
    """Index the reports of ``docs`` into ``folder``; return False when it is up to date already."""
    reports = load_reports(docs)
    inputs = describe_inputs(reports, embeddings.name, embeddings.digest)
    with _locked(folder):
        if _is_current(folder, inputs):
            return False
        with _scratch(folder) as scratch:
            manifest = _write_generation(scratch, reports, inputs, embeddings, progress)
            target = folder / manifest.generation
            if target.exists():
                shutil.rmtree(target)
            scratch.rename(target)
        _replace(folder / MANIFEST, manifest.write_text())
        _remove_other_generations(folder, manifest.generation)
    return True


def open_index(folder: Path, embeddings: SentenceTransformerEmbeddings) -> Index:
    """Open and verify the index in ``folder``.

    Raises IndexMissingError, IndexDamagedError, or IndexMismatchError when ``embeddings`` is another model.
    """
    manifest = Manifest.read(folder)
    while True:
        try:
            return _open_generation(folder, manifest, embeddings)
        except IndexDamagedError:
            earlier, manifest = manifest, Manifest.read(folder)
            if manifest == earlier:  # otherwise a build replaced the generation while it was being read
                raise


def _open_generation(folder: Path, manifest: Manifest, embeddings: SentenceTransformerEmbeddings) -> Index:
    if manifest.inputs["embedding_digest"] != embeddings.digest:
        raise IndexMismatchError(
            f"The index in {folder} was built with the embedding model {manifest.model_name!r}, not with "
            f"{embeddings.name!r}; name that model with --embedding-model, or {REMEDY}."
        )
    generation = folder / manifest.generation
    _verify_files(generation, manifest)
    try:
        passages = [_passage(row) for row in _read_rows(generation / "passages.jsonl")]
        return Index(
            manifest=manifest,
            reports={row["id"]: Report(**row) for row in _read_rows(generation / "reports.jsonl")},
            sections=[_section(row) for row in _read_rows(generation / "sections.jsonl")],
            passages=passages,
            figures=[Figure(**row) for row in _read_rows(generation / "figures.jsonl")],
            dense=DenseIndex.load(generation),
            lexical=LexicalIndex.load(generation, len(passages)),
            embeddings=embeddings,
        )
    except (OSError, ValueError, TypeError, KeyError):
        raise IndexDamagedError(f"The index in {folder} cannot be read; {REMEDY} --index {folder}.") from None


def _passage(row: dict[str, Any]) -> Passage:
    return Passage(**row | {"section": tuple(row["section"])})


def _section(row: dict[str, Any]) -> Section:
    return Section(**row | {"path": tuple(row["path"])})


def _is_current(folder: Path, inputs: dict[str, Any]) -> bool:
    try:
        manifest = Manifest.read(folder)
        _verify_files(folder / manifest.generation, manifest)
    except ReportQAError:
        return False
    return manifest.inputs == inputs


def _verify_files(generation: Path, manifest: Manifest) -> None:
    for name, expected in manifest.files.items():
        path = generation / name
        try:
            actual = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            actual = ""
        if actual != expected:
            state = "damaged" if actual else "missing"
            raise IndexDamagedError(f"{path} is {state}; {REMEDY} --index {generation.parent}.")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that of two builds at once the second waits and then finds nothing to do."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise FailureError(
            f"{folder}: cannot write an index there ({error.strerror}); name another folder with --index DIR."
        ) from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        except OSError as error:
            raise FailureError(f"{folder}: the index could not be written ({error.strerror}); try again.") from None


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder beside the generations, removed unless it was renamed into one; sweeps those of killed builds."""
    for leftover in folder.glob("tmp-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    scratch = Path(tempfile.mkdtemp(prefix="tmp-", dir=folder))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _write_generation(
    scratch: Path,
    reports: list[Report],
    inputs: dict[str, Any],
    embeddings: SentenceTransformerEmbeddings,
    progress: Progress | None,
) -> Manifest:
    sections, passages = _cut(reports)
    dense = DenseIndex.build(_embed([p.indexed_text for p in passages], embeddings, progress))
    rows: dict[str, Sequence[Any]] = {
        "reports": reports,
        "sections": sections,
        "passages": passages,
        "figures": find_figures(passages),
    }
    for name, records in rows.items():
        lines = [json.dumps(asdict(record), ensure_ascii=False) + "\n" for record in records]
        (scratch / f"{name}.jsonl").write_bytes("".join(lines).encode("utf-8", "surrogatepass"))
    dense.save(scratch)
    LexicalIndex.build([passage.indexed_text for passage in passages]).save(scratch)
    paths = sorted(path for path in scratch.rglob("*") if path.is_file())
    files = {path.relative_to(scratch).as_posix(): _settle(path) for path in paths}
    generation = "g-" + digest_json({"inputs": inputs, "files": files})[:16]
    return Manifest(inputs, dense.dimension, len(passages), generation, files)


def _cut(reports: Sequence[Report]) -> tuple[list[Section], list[Passage]]:
    sections: list[Section] = []
    passages: list[Passage] = []
    for report in reports:
        outline = parse_outline(report)
        sections += outline.sections
        sentences = passages[-1].sentence + 1 if passages else 0
        passages += cut_passages(report, outline, len(passages), sentences)
    return sections, passages


def _embed(texts: list[str], embeddings: SentenceTransformerEmbeddings, progress: Progress | None) -> np.ndarray:
    parts = []
    for start in range(0, len(texts), _BATCH):
        parts.append(embeddings.embed(texts[start : start + _BATCH]))
        if progress:
            progress(min(start + _BATCH, len(texts)), len(texts))
    return np.concatenate(parts)


def _settle(path: Path) -> str:
    """Flush a file to disk and return its SHA-256."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _replace(path: Path, text: str) -> None:
    temporary = path.with_name("tmp-" + path.name)
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    os.fsync(directory)
    os.close(directory)


def _remove_other_generations(folder: Path, keep: str) -> None:
    for path in folder.glob("g-*"):
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)


def _read_rows(path: Path) -> Iterable[dict[str, Any]]:
    # Split on line feeds alone: str.splitlines would also split at characters inside a JSON string.
    for line in path.read_bytes().decode("utf-8", "surrogatepass").split("\n"):
        if line:
            yield json.loads(line)
