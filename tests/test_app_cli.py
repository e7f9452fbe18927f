"""``python -m app``: one sentence and an exit code for whatever goes wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        input=stdin,
        capture_output=True,
        timeout=300,
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )


def assert_one_error_line(text: str) -> None:
    assert text.startswith("Error: ") and text.count("\n") == 1 and "Traceback" not in text


@pytest.mark.parametrize("question", ["", "  ", "？", "字"])
def test_an_empty_question_is_a_usage_error(question: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", question]) == 2
    assert_one_error_line(capsys.readouterr().err)


def test_a_missing_index_names_the_command_that_builds_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["ask", "财政总收入是多少"], ["serve"]):
        assert main([*command, "--index", str(tmp_path / "none")]) == 2
        error = capsys.readouterr().err
        assert_one_error_line(error)
        assert "python -m index build" in error


def test_a_damaged_index_is_a_failure(
    real_index_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "manifest.json").write_bytes((real_index_folder / "manifest.json").read_bytes()[:-40])
    assert main(["ask", "财政总收入是多少", "--index", str(tmp_path)]) == 1
    assert_one_error_line(capsys.readouterr().err)


@pytest.mark.parametrize("port", ["0", "99999", "x", "-1"])
def test_a_bad_port_is_a_usage_error(port: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["serve", f"--port={port}"])
    assert stopped.value.code == 2


def test_a_question_from_standard_input_is_answered_as_json(real_index_folder: Path) -> None:
    done = run("ask", "-", "--json", "--index", str(real_index_folder), stdin="上半年财政总收入是多少?\n".encode())
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    assert answer["status"] == "answered" and "4225.26万元" in answer["answer"]
    source = (Path(__file__).parent.parent / "docs_src" / "liucheng-2024h1.txt").read_bytes().decode("utf-8")
    assert all(source[c["start"] : c["end"]] == c["quote"] for c in answer["citations"])


@pytest.mark.parametrize(("stdin", "says"), [("长".encode() * 400_000, "太长"), (b"\xff\xfe\xfa", "UTF-8"), (b"", "空")])
def test_bad_standard_input_is_told_before_anything_is_loaded(stdin: bytes, says: str) -> None:
    done = run("ask", "-", "--index", "/nonexistent", stdin=stdin)
    assert done.returncode == 2
    assert_one_error_line(done.stderr.decode("utf-8"))
    assert says in done.stderr.decode("utf-8")
