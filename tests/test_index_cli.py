import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DOCS, ROOT

from index.__main__ import main
from index.catalog import load_reports

SOURCE = load_reports(DOCS)[0].text


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run ``python -m index`` as a person does."""
    command = [sys.executable, "-m", "index", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


def check_error(code: int, expected: int, out: str, err: str, *words: str) -> None:
    """One line on stderr that starts with Error:, the right exit code, and nothing else."""
    assert code == expected
    assert out == ""
    assert err.startswith("Error: ")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    for word in words:
        assert word in err


def test_build_as_a_process(docs: Path, tmp_path: Path) -> None:
    built = run("build", "--docs", str(docs), "--index", str(tmp_path / "i"))
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout == f"Built the index in {tmp_path / 'i'}.\n"


def test_search_prints_json(real_index_folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["search", "实现财政总收入多少", "-k", "4", "--json", "--index", str(real_index_folder)]
    assert main(arguments) == 0
    out, err = capfd.readouterr()
    assert err == ""
    hits = json.loads(out)
    assert len(hits) == 4
    for hit in hits:
        passage = hit["passage"]
        assert passage["report"] == "liucheng-2024h1"
        assert SOURCE[passage["start"] : passage["end"]] == passage["text"]
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert any("4225.26万元" in hit["passage"]["text"] for hit in hits)


def test_building_again_says_that_nothing_changed(real_index_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--docs", str(DOCS), "--index", str(real_index_folder)]) == 0
    assert capsys.readouterr().out == f"Nothing changed: the index in {real_index_folder} is up to date.\n"


def test_search_prints_passages_with_their_place(real_index_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "水果基地", "-k", "2", "--index", str(real_index_folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    place = lines[0].split()[2]
    report, span = place.split(":")
    start, end = map(int, span.split("-"))
    assert report == "liucheng-2024h1"
    assert lines[1].strip() == SOURCE[start:end]


def test_show_draws_the_outline_with_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--docs", str(DOCS), "--report", "liucheng-2024h1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "liucheng-2024h1  柳城畲族镇2024年上半年工作总结和下半年工作思路"
    assert lines[1] == "33 sections, 60 sentences, 99 passages"
    assert lines[2] == "├─ 一、上半年工作总结  [0]"
    assert "│  │  ├─ 文旅融合蓬勃发展。  [2]" in lines
    assert "   ├─ (一)旗帜鲜明,将“党建统领”这一条主线始终贯穿到底。  [0]" in lines
    assert lines[-2] == "      └─ 坚决守牢“政治安全”工作防线。  [2]"
    counted = sum(int(line.rsplit("[", 1)[1].rstrip("]")) for line in lines[2:-1])
    assert counted == 60 - 3  # the three sentences before the first heading belong to no section


def test_the_docs_folder_may_come_from_the_environment(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "index", "show"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "REPORT_QA_DOCS": str(tmp_path / "elsewhere")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    check_error(done.returncode, 2, done.stdout, done.stderr, "elsewhere: there is no such folder")


def test_output_that_nobody_reads_is_no_crash() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "index", "show"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with os.fdopen(writer) as pipe:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=pipe, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("command", ["build", "show"])
def test_a_missing_docs_folder(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([command, "--docs", str(tmp_path / "none")])
    check_error(code, 2, *capsys.readouterr(), "there is no such folder", "--docs DIR")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "the file holds no text"),
        ("bytes.txt", bytes(range(256)) * 4, "neither UTF-8 nor GB18030"),
        ("broken.docx", b"PK\x03\x04", "not a readable .docx file"),
        ("catalog.toml", b"[[report]]\nid = 1", "must be a string"),
        ("catalog.toml", b"[[report]]\nid = 'a'\nfile = 'gone.txt'", "there is no such file"),
        ("notes.csv", b"1,2", "no report in this folder"),
    ],
)
def test_bad_sources_leave_no_index_behind(
    name: str, data: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / name).write_bytes(data)
    code = main(["build", "--docs", str(docs), "--index", str(tmp_path / "i")])
    check_error(code, 2, *capsys.readouterr(), words, str(docs))
    assert not (tmp_path / "i").exists()


def test_an_unknown_report(real_index_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["show", "--docs", str(DOCS), "--report", "nowhere"])
    check_error(code, 2, *capsys.readouterr(), "no report 'nowhere'")
    code = main(["search", "收入", "--report", "nowhere", "--index", str(real_index_folder)])
    check_error(code, 2, *capsys.readouterr(), "no report 'nowhere'; it holds: liucheng-2024h1")


@pytest.mark.parametrize("query", ["", " \n\u3000"])
def test_an_empty_query(query: str, capsys: pytest.CaptureFixture[str]) -> None:
    check_error(main(["search", query]), 2, *capsys.readouterr(), "The query is empty")


@pytest.mark.usefixtures("model")
def test_a_missing_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["search", "收入", "--index", str(tmp_path / "none")])
    check_error(code, 2, *capsys.readouterr(), f"python -m index build --index {tmp_path / 'none'}")


@pytest.mark.usefixtures("model")
def test_a_damaged_index(docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "i"
    build, search = (["build", "--docs", str(docs), "--index", str(folder)], ["search", "收入", "--index", str(folder)])
    assert main(build) == 0
    capsys.readouterr()
    (vectors,) = folder.glob("g-*/vectors.faiss")
    data = bytearray(vectors.read_bytes())
    data[len(data) // 2] ^= 1
    vectors.write_bytes(data)
    code = main(search)
    check_error(code, 1, *capsys.readouterr(), "vectors.faiss is damaged", f"`python -m index build` --index {folder}")
    assert main(build) == main(search) == 0


def test_an_index_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    code = main(["build", "--docs", str(DOCS), "--index", str(tmp_path / "file")])
    check_error(code, 1, *capsys.readouterr(), "cannot write an index there", "--index DIR")


@pytest.mark.parametrize("name", ["no/such-model", "a/b/c/d", "模型", "../none"])
def test_a_model_that_is_not_here(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    check_error(main(["search", "收入", "--embedding-model", name]), 1, *capsys.readouterr(), repr(name))


@pytest.mark.parametrize("weights", ["model.safetensors", "pytorch_model.bin"])
def test_a_model_with_damaged_weights(weights: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = {"model_type": "bert", "hidden_size": 4, "num_hidden_layers": 1, "num_attention_heads": 1, "vocab_size": 9}
    (tmp_path / "config.json").write_text(json.dumps(config))
    (tmp_path / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\nc\nd\n")
    (tmp_path / weights).write_bytes(b"\x08\x00\x00\x00\x00\x00\x00\x00not json" + b"\x00" * 100)
    code = main(["search", "收入", "--embedding-model", str(tmp_path)])
    check_error(code, 1, *capsys.readouterr(), "not a loadable sentence-transformers model")


@pytest.mark.parametrize(
    "arguments",
    [[], ["nothing"], ["search"], ["search", "x", "-k", "0"], ["search", "x", "-k", "1.5"], ["search", "x", "-k", "九"],
     ["search", "x", "-k", "9" * 5000], ["build", "--no-such-option"]],
)  # fmt: skip
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m index")


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["show", "--help"], ["search", "--help"]])
def test_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 0
    assert "python -m index" in capsys.readouterr().out
