"""The command line: what it prints, to which stream, and its exit codes."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DOCS, ROOT
from fake_llm import fake_llm

from app.__main__ import main
from app.answer import REFUSAL_ZH
from index.catalog import load_reports

SOURCE = load_reports(DOCS)[0].text


class Stdin:
    """Standard input that holds given bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def run(*arguments: str, data: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run ``python -m app`` as a person does."""
    command = [sys.executable, "-m", "app", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=environment, input=data, capture_output=True, timeout=300, check=False)


def check_error(code: int, expected: int, captured: tuple[str, str], *words: str) -> None:
    """One ``Error:`` line on stderr, the right exit code, and nothing else."""
    out, err = captured
    assert (code, out) == (expected, "")
    assert err.startswith("Error: ")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    for word in words:
        assert word in err


def test_a_question_from_stdin_as_a_process(real_index_folder: Path) -> None:
    question = "财政总收入是多少？"
    done = run("ask", "-", "--json", "--index", str(real_index_folder), data=question.encode() + b"\n")
    assert (done.returncode, done.stderr) == (0, b"")
    answer = json.loads(done.stdout)
    assert answer["question"].strip() == question
    assert answer["status"] == "answered"
    assert "4225.26万元" in answer["answer"]
    for citation in answer["citations"]:
        assert SOURCE[citation["start"] : citation["end"]] == citation["quote"]


def test_no_traceback_from_the_process(tmp_path: Path) -> None:
    done = run("ask", "财政总收入是多少？", "--index", str(tmp_path / "none"))
    check_error(done.returncode, 2, (done.stdout.decode(), done.stderr.decode()), str(tmp_path / "none"), "index build")


def test_markdown_with_citations(real_index_folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = main(["ask", "财政总收入是多少？", "--report", "liucheng-2024h1", "--index", str(real_index_folder)])
    out, err = capfd.readouterr()
    assert (code, err) == (0, "")
    answer, citations = out.split("\n\n", 1)
    assert "**4225.26万元**" in answer
    assert citations.startswith("[1] 柳城畲族镇2024年上半年工作总结和下半年工作思路")


def test_a_refusal_is_no_failure(real_index_folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "讲个笑话", "--index", str(real_index_folder)]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert out.startswith(REFUSAL_ZH)
    assert "不是答案" in out


def test_json_holds_even_what_utf8_cannot(real_index_folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    question = "财政\ud83d总收入\x00是多少？"
    assert main(["ask", question, "--json", "--index", str(real_index_folder)]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert out.count("\n") == 1
    assert json.loads(out)["question"] == question


def test_an_unknown_report(real_index_folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = main(["ask", "财政总收入是多少？", "--report", "x", "--index", str(real_index_folder)])
    check_error(code, 2, capfd.readouterr(), "'x'", "liucheng-2024h1")


def test_a_damaged_index(real_index_folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = shutil.copytree(real_index_folder, tmp_path / "index", symlinks=True)
    largest = max((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 1
    largest.write_bytes(content)
    code = main(["ask", "财政总收入是多少？", "--index", str(folder)])
    check_error(code, 1, capfd.readouterr(), "index build")


def test_an_unknown_embedding_model(real_index_folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["ask", "财政总收入是多少？", "--index", str(real_index_folder), "--embedding-model", "/no/such/model"]
    check_error(main(arguments), 1, capfd.readouterr(), "/no/such/model")


@pytest.mark.parametrize("command", ["ask", "serve"])
def test_a_missing_index(command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    question = ["财政总收入是多少？"] if command == "ask" else []
    code = main([command, *question, "--index", str(tmp_path / "none")])
    check_error(code, 2, capfd.readouterr(), "none", "index build")


@pytest.mark.parametrize("question", ["", "  ", "\x00", "钱", "？？", "财政" * 500_000])
def test_a_question_that_cannot_be_asked(question: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    # Told before the index is looked at: there is none.
    check_error(main(["ask", question, "--index", str(tmp_path / "none")]), 2, capfd.readouterr(), "问题")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xb2\xc6\xd5\xfe\xca\xd5\xc8\xeb", "UTF-8"),
        ("财政".encode() * 500_000, "too long"),
        (b"\xff" * 20_000, "empty"),
    ],
)
def test_stdin_that_cannot_be_asked(
    data: bytes, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    check_error(main(["ask", "-", "--index", str(tmp_path / "none")]), 2, capfd.readouterr(), word)


@pytest.mark.parametrize(
    "arguments",
    [[], ["sing"], ["ask"], ["ask", "问题", "--port", "1"], ["serve", "--port", "0"], ["serve", "--port", "65536"]],
)
def test_wrong_arguments(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m app" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--chat-model", "gpt"], ("--chat-model", "openai:NAME")),
        (["--base-url", "http://127.0.0.1:1/v1"], ("--base-url", "--chat-model")),
        (["--chat-model", "openai:x", "--base-url", "127.0.0.1"], ("--base-url", "http://")),
    ],
)
def test_a_chat_model_that_cannot_be_one(
    options: list[str], words: tuple[str, ...], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # Told before the index is looked at: there is none.
    code = main(["ask", "财政总收入是多少？", "--index", str(tmp_path / "none"), *options])
    check_error(code, 2, capfd.readouterr(), *words)


def test_an_answer_by_a_model_and_one_without_it_are_told_apart(
    real_index_folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    ask = ["ask", "财政总收入是多少？", "--index", str(real_index_folder)]
    with fake_llm("财政总收入4225.26万元[1]。") as fake:
        monkeypatch.setenv("REPORT_QA_CHAT_MODEL", "openai:fake")
        monkeypatch.setenv("REPORT_QA_BASE_URL", fake.base_url)
        assert main([*ask, "--json"]) == 0
    record = json.loads(capfd.readouterr().out)
    assert (record["mode"], record["grounding"], record["notice"]) == ("generative", "verified", "")
    assert main(ask) == 0
    out, err = capfd.readouterr()
    assert "4225.26万元" in out and "语言模型没能用上" in out
    assert "Traceback" not in err


def test_seconds_that_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["ask", "财政总收入是多少？", "--chat-timeout", "soon"])
    assert caught.value.code == 2
    assert "'soon'" in capsys.readouterr().err


def test_an_answer_that_nobody_reads_is_no_crash(real_index_folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "app", "ask", "--index", str(real_index_folder), "财政总收入是多少?"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with os.fdopen(writer) as pipe:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=pipe, stderr=subprocess.PIPE, timeout=300, check=False
        )
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr
