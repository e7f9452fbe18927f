import ast
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT, TOWN, HashEmbeddings

from index.errors import FailureError, IndexDamagedError, IndexMismatchError, IndexMissingError, SourceError
from index.manifest import FORMAT_VERSION, MANIFEST, Manifest
from index.store import Index, build_index, open_index


def read_all(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def files_of(folder: Path) -> list[str]:
    """The files that matter: all but the empty lock."""
    return sorted(name for name in read_all(folder) if name != ".lock")


@pytest.fixture
def folder(small_index: Index, tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_round_trip(docs: Path, tmp_path: Path, embeddings: HashEmbeddings) -> None:
    calls: list[tuple[int, int]] = []
    assert build_index(docs, tmp_path / "i", embeddings, lambda done, total: calls.append((done, total)))
    index = open_index(tmp_path / "i", embeddings)
    assert list(index.reports) == ["town-2023", "county"]
    assert index.reports["town-2023"].text == TOWN
    assert index.reports["town-2023"].issuer == "某镇"
    assert calls[-1] == (len(index.passages), len(index.passages))
    assert len(index.dense) == len(index.lexical) == len(index.passages) == index.manifest.passages
    assert index.dense.dimension == index.manifest.dimension == HashEmbeddings.dimension
    for row, passage in enumerate(index.passages):
        assert passage.id == row
        assert passage.text == index.reports[passage.report].text[passage.start : passage.end]
        assert isinstance(passage.section, tuple)
    vectors = embeddings.embed([passage.indexed_text for passage in index.passages])
    np.testing.assert_allclose(index.dense.search(vectors[5]), vectors @ vectors[5], atol=1e-5)
    assert {figure.quote for figure in index.figures} >= {"3200万元", "8%以上", "1500余亩", "超过2000人次", "3块"}
    assert {section.heading for section in index.sections} >= {"一、2023年工作总结", "一、提升教学质量"}
    assert all(f.quote == index.reports[f.report].text[f.start : f.end] for f in index.figures)


def test_sources_with_odd_characters_survive_the_round_trip(tmp_path: Path, embeddings: HashEmbeddings) -> None:
    docs = tmp_path / "d"
    docs.mkdir()
    text = "\ufeff一、成效\r\n完成\u2028投资\x005亿元\x85同比😀增长\u200b8%。\r二、打算\x0c继续\u2029。\n"
    (docs / "奇 怪#[x].txt").write_bytes(text.encode())
    build_index(docs, tmp_path / "i", embeddings)
    index = open_index(tmp_path / "i", embeddings)
    assert index.reports["奇 怪#[x]"].text == text
    assert all(p.text == text[p.start : p.end] for p in index.passages)


def test_building_again_changes_nothing(docs: Path, folder: Path, embeddings: HashEmbeddings) -> None:
    before = read_all(folder)
    assert build_index(docs, folder, embeddings) is False
    assert read_all(folder) == before


def test_building_is_deterministic(docs: Path, folder: Path, tmp_path: Path, embeddings: HashEmbeddings) -> None:
    build_index(docs, tmp_path / "other", embeddings)
    assert read_all(tmp_path / "other") == read_all(folder)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("town.txt", TOWN.replace("3200", "3201")),
        ("town.txt", TOWN + "\n"),
        ("third.txt", TOWN.replace("某镇", "某乡")),
        ("catalog.toml", '[[report]]\nid = "town-2023"\nfile = "town.txt"\nissuer = "另一镇"\n'),
        ("catalog.toml", ""),
        ("county.txt", None),
    ],
)
def test_a_changed_source_or_catalogue_makes_the_index_stale(
    docs: Path, folder: Path, embeddings: HashEmbeddings, name: str, content: str | None
) -> None:
    if content is None:
        (docs / name).unlink()
    else:
        (docs / name).write_text(content, "utf-8")
    assert build_index(docs, folder, embeddings) is True
    assert build_index(docs, folder, embeddings) is False
    index = open_index(folder, embeddings)
    assert {report.file for report in index.reports.values()} == {path.name for path in docs.glob("*.txt")}
    assert all(report.text == (docs / report.file).read_text("utf-8") for report in index.reports.values())


def test_another_model_is_refused_and_makes_the_index_stale(docs: Path, folder: Path) -> None:
    other = HashEmbeddings("other", seed=1)
    with pytest.raises(
        IndexMismatchError, match="embedding model 'hash', not with 'other'; name that model with --emb"
    ):
        open_index(folder, other)
    with pytest.raises(IndexMismatchError):  # the same name on other weights
        open_index(folder, HashEmbeddings("hash", seed=1))
    assert build_index(docs, folder, other) is True
    assert open_index(folder, other).manifest.model_name == "other"


def test_a_format_of_another_version_is_refused_and_rebuilt(
    docs: Path, folder: Path, embeddings: HashEmbeddings
) -> None:
    manifest = Manifest.read(folder)
    manifest.inputs["format_version"] = FORMAT_VERSION + 1
    (folder / MANIFEST).write_text(manifest.write_text(), "utf-8")
    with pytest.raises(IndexMismatchError, match="rebuild it with `python -m index build`"):
        open_index(folder, embeddings)
    assert build_index(docs, folder, embeddings) is True
    open_index(folder, embeddings)


@pytest.mark.parametrize("place", ["none", "file", "empty"])
def test_a_missing_index_is_told_with_the_command_that_builds_it(
    tmp_path: Path, embeddings: HashEmbeddings, place: str
) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(IndexMissingError, match=f"python -m index build --index .*{place}"):
        open_index(tmp_path / place, embeddings)


def damages(data: bytes) -> list[bytes | None]:
    """The file without some of its bytes, with one byte flipped at a few places, and gone (None)."""
    places = sorted({0, len(data) // 3, len(data) // 2, len(data) - 1})
    flipped = [data[:i] + bytes([data[i] ^ 1]) + data[i + 1 :] for i in places]
    return [*flipped, data[:-1], data[: len(data) // 2], b"", data + b" x", None]


def test_every_damaged_file_is_refused_and_mended(docs: Path, folder: Path, embeddings: HashEmbeddings) -> None:
    whole = read_all(folder)
    names = files_of(folder)
    assert len(names) >= 10
    for name in names:
        path = folder / name
        for damage in damages(whole[name]):
            if damage is None:
                path.unlink()
            else:
                path.write_bytes(damage)
            expected = IndexMissingError if damage is None and name == MANIFEST else IndexDamagedError
            with pytest.raises(expected, match="build"):
                open_index(folder, embeddings)
            path.write_bytes(whole[name])
        path.write_bytes(whole[name][:-1])
        assert build_index(docs, folder, embeddings) is True
        assert read_all(folder) == whole


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "[" * 50_000, '{"inputs": {}}', "\ufeff{}", "\xff"])
def test_a_manifest_of_something_else_is_refused(folder: Path, embeddings: HashEmbeddings, text: str) -> None:
    (folder / MANIFEST).write_text(text, "latin-1" if text == "\xff" else "utf-8")
    with pytest.raises(IndexDamagedError, match=r"manifest\.json is damaged; rebuild it"):
        open_index(folder, embeddings)


class FailingEmbeddings(HashEmbeddings):
    """Breaks off as a model out of memory does."""

    def embed(self, texts: list[str], show_progress: bool = False) -> np.ndarray:
        raise MemoryError("no memory")


def test_a_build_that_fails_leaves_the_old_index(docs: Path, folder: Path, embeddings: HashEmbeddings) -> None:
    before = read_all(folder)
    (docs / "town.txt").write_text(TOWN.replace("3200", "9999"), "utf-8")
    with pytest.raises(MemoryError):
        build_index(docs, folder, FailingEmbeddings())
    assert read_all(folder) == before
    (docs / "town.txt").write_text("", "utf-8")
    with pytest.raises(SourceError):
        build_index(docs, folder, embeddings)
    assert read_all(folder) == before


def test_a_full_disk_is_told_and_leaves_the_old_index(docs: Path, folder: Path, embeddings: HashEmbeddings) -> None:
    before = read_all(folder)
    (docs / "town.txt").write_text(TOWN * 2, "utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(FailureError, match="could not be written"):
            build_index(docs, folder, embeddings)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert read_all(folder) == before
    assert build_index(docs, folder, embeddings) is True


def test_an_index_folder_that_cannot_be_made_is_told(docs: Path, tmp_path: Path, embeddings: HashEmbeddings) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("长" * 300)):
        with pytest.raises(FailureError, match="cannot write an index there"):
            build_index(docs, folder, embeddings)


def test_a_build_killed_at_any_moment_leaves_an_index_that_serves(docs: Path, folder: Path) -> None:
    (docs / "town.txt").write_text(TOWN.replace("3200", "4321"), "utf-8")
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "OMP_NUM_THREADS": "1"}
    script = [sys.executable, str(ROOT / "tests" / "kill_builds.py"), str(docs), str(folder)]
    done = subprocess.run(script, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    old, new = map(int, done.stdout.split())
    assert old > 20  # killed before the new manifest was in place
    assert new > 0  # killed after it, while the old generation was being removed


class WaitingEmbeddings(HashEmbeddings):
    """Waits in the middle of a build until told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.started, self.go_on = threading.Event(), threading.Event()
        self.calls = 0

    def embed(self, texts: list[str], show_progress: bool = False) -> np.ndarray:
        self.calls += 1
        self.started.set()
        assert self.go_on.wait(30)
        return super().embed(texts)


def test_of_two_builds_at_once_the_second_waits_and_does_nothing(
    docs: Path, folder: Path, embeddings: HashEmbeddings
) -> None:
    (docs / "town.txt").write_text(TOWN.replace("3200", "5555"), "utf-8")
    first, second, results = WaitingEmbeddings(), HashEmbeddings(), []
    threads = [
        threading.Thread(target=lambda: results.append(("first", build_index(docs, folder, first)))),
        threading.Thread(target=lambda: results.append(("second", build_index(docs, folder, second)))),
    ]
    threads[0].start()
    assert first.started.wait(30)
    threads[1].start()
    threads[1].join(0.3)
    assert threads[1].is_alive()  # it waits for the lock
    assert "3200" in open_index(folder, embeddings).reports["town-2023"].text  # the old index serves meanwhile
    first.go_on.set()
    for thread in threads:
        thread.join(30)
    assert dict(results) == {"first": True, "second": False}  # in whichever order the threads end
    assert "5555" in open_index(folder, embeddings).reports["town-2023"].text


class SwappingEmbeddings(HashEmbeddings):
    """Has the index replaced after the manifest was read, as a build in another process may."""

    def __init__(self, swap: Callable[[], None]) -> None:
        self._swap: Callable[[], None] | None = None
        super().__init__()
        self._swap = swap

    @property
    def digest(self) -> str:
        if self._swap:
            swap, self._swap = self._swap, None
            swap()
        return self._digest

    @digest.setter
    def digest(self, value: str) -> None:
        self._digest = value


def test_an_index_replaced_while_it_is_opened_is_opened_anew(docs: Path, folder: Path) -> None:
    def swap() -> None:
        (docs / "town.txt").write_text(TOWN.replace("3200", "7777"), "utf-8")
        assert build_index(docs, folder, HashEmbeddings())

    index = open_index(folder, SwappingEmbeddings(swap))
    assert "7777" in index.reports["town-2023"].text


def test_leftovers_of_killed_builds_are_swept(docs: Path, folder: Path, embeddings: HashEmbeddings) -> None:
    for name in ("tmp-abc", "g-0123456789abcdef"):
        shutil.copytree(folder / Manifest.read(folder).generation, folder / name)
    (docs / "town.txt").write_text(TOWN + "完。", "utf-8")
    assert build_index(docs, folder, embeddings)
    assert {path.name for path in folder.iterdir()} == {".lock", MANIFEST, Manifest.read(folder).generation}


def test_nothing_in_the_index_is_pickled(folder: Path) -> None:
    for name, data in read_all(folder).items():
        assert not data.startswith(b"\x80"), name
        if name.endswith((".json", ".jsonl")):
            for line in data.decode().splitlines() if name.endswith("l") else [data.decode()]:
                json.loads(line)
        elif name.endswith(".npy"):
            np.load(folder / name, allow_pickle=False)
        else:
            assert name.endswith((".lock", ".faiss"))


def test_no_module_of_the_index_unpickles() -> None:
    for path in (ROOT / "index").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert "pickle" not in {alias.name for alias in node.names}, path
            if isinstance(node, ast.ImportFrom) and node.module == "pickle":
                assert {alias.name for alias in node.names} == {"UnpicklingError"}, path
            if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
                assert isinstance(node.value, ast.Constant), path
                assert node.value.value is False, path
