"""The chat model over a real socket: what it is sent, what comes back, and every way in which a server fails."""

import logging
import os
import socket
import subprocess
import sys
import time
from email.utils import formatdate

import pytest
from conftest import ROOT
from fake_llm import Say, fake_llm, say

from app.breaker import FAILURES, FIRST_PAUSE, LONGEST_PAUSE, CircuitBreaker
from app.chat_client import ChatLimits
from app.chat_model import ChatModel, Reply
from index.errors import ChatModelError, InputError, MissingExtraError

KEY = "sk-a-very-secret-key"
LIMITS = ChatLimits(connect=30, read=30, total=60, tokens=50, characters=200)
HASTY = ChatLimits(connect=1, read=1, total=2, tokens=50, characters=200)  # for what must run out
MESSAGES = [("system", "规则"), ("user", "问题")]


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def ask(model: ChatModel) -> tuple[list[str], Reply]:
    writing = model.stream(MESSAGES, time.monotonic() + model.limits.total)
    pieces: list[str] = []
    while True:
        try:
            pieces.append(next(writing))
        except StopIteration as end:
            return pieces, end.value


def fault_of(model: ChatModel) -> ChatModelError:
    with pytest.raises(ChatModelError) as caught:
        ask(model)
    return caught.value


def test_what_it_writes_comes_piece_by_piece_and_whole() -> None:
    with fake_llm("财政总收入4225.26万元[1]。") as fake:
        pieces, reply = ask(ChatModel.open("openai:tiny", fake.base_url, LIMITS))
    assert "".join(pieces) == "财政总收入4225.26万元[1]。" == reply.text
    assert len(pieces) > 3
    assert (reply.finish, reply.prompt_tokens, reply.completion_tokens) == ("stop", 100, 6)


def test_what_it_is_sent() -> None:
    with fake_llm("好") as fake:
        ask(ChatModel.open("openai:tiny", fake.base_url, LIMITS))
    (request,) = fake.requests
    assert (request["model"], request["temperature"], request["stream"]) == ("tiny", 0, True)
    assert request["max_tokens"] == 50
    assert "max_completion_tokens" not in request
    assert [(m["role"], m["content"]) for m in request["messages"]] == MESSAGES
    assert fake.paths == ["/v1/chat/completions"]
    assert fake.headers[0]["authorization"] == f"Bearer {KEY}"


def test_a_local_server_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with fake_llm("好") as fake:
        assert ask(ChatModel.open("openai:tiny", fake.base_url, LIMITS))[1].text == "好"
    assert KEY not in fake.headers[0]["authorization"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (Say(status=401), "unauthorized"),
        (Say(status=403), "unauthorized"),
        (Say(status=404), "rejected"),
        (Say(status=429), "busy"),
        (Say(status=500), "failed"),
        (Say(status=503), "failed"),
        (Say(status=307, headers={"location": "http://127.0.0.1:9/elsewhere"}), "rejected"),
        (Say(["财政总收入4225."], finish=None), "cut"),
        (Say([], finish=None), "cut"),
        (Say(drop=True), "unreachable"),
        (Say(delay=5), "timeout"),
        (Say(["一"] * 100, pause=0.1), "timeout"),
        (Say(drip=True), "timeout"),
        (Say(raw=b"data: {not json\n\n"), "garbled"),
        (Say(raw=b"<html>It works!</html>"), "garbled"),
        (Say(raw=b'data: {"choices": 7}\n\n'), "garbled"),
        (Say(raw=b'data: [1, 2]\n\ndata: [DONE]\n\n'), "garbled"),
        (Say(raw=b'data: {"error": {"message": "out of memory", "code": 500}}\n\n'), "failed"),
        (Say(raw=b"data: " + b"x" * 5_000_000), "timeout"),
        (Say(raw=b""), "garbled"),
        (Say(raw=b"\xff\xfe\x00"), "garbled"),
    ],
)  # fmt: skip
def test_whatever_goes_wrong_is_one_error_with_its_cause_in_time(said: Say, kind: str) -> None:
    with fake_llm(said) as fake:
        limits = HASTY if kind == "timeout" else LIMITS
        model = ChatModel.open("openai:tiny", fake.base_url, limits)
        started = time.monotonic()
        error = fault_of(model)
        assert error.kind == kind, error
        assert time.monotonic() - started < limits.total + 2
        assert "\n" not in str(error)
        assert len(fake.requests) == 1, "nothing is tried again by itself"


def test_a_dead_endpoint_is_told_at_once() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert fault_of(ChatModel.open("openai:tiny", f"http://127.0.0.1:{port}/v1", LIMITS)).kind == "unreachable"


def test_a_redirect_is_not_followed_elsewhere() -> None:
    with fake_llm("不该问到这里") as other:
        away = Say(status=307, headers={"location": f"{other.base_url}/chat/completions"})
        with fake_llm(away) as fake:
            fault_of(ChatModel.open("openai:tiny", fake.base_url, LIMITS))
        assert other.requests == []


def test_a_moment_asked_for_is_waited_and_then_asked_once_more() -> None:
    with fake_llm(Say(status=429, headers={"retry-after": "0"}), "好") as fake:
        assert ask(ChatModel.open("openai:tiny", fake.base_url, LIMITS))[1].text == "好"
    assert len(fake.requests) == 2


@pytest.mark.parametrize("header", ["3600", formatdate(time.time() + 3600, usegmt=True)])
def test_a_long_wait_asked_for_is_kept(header: str) -> None:
    with fake_llm(Say(status=429, headers={"retry-after": header})) as fake:
        model = ChatModel.open("openai:tiny", fake.base_url, LIMITS)
        error = fault_of(model)
        assert error.kind == "busy"
        assert error.retry_after == pytest.approx(3600, abs=900)
        assert fault_of(model).kind == "paused"
    assert len(fake.requests) == 1


def test_what_is_far_too_long_is_not_read_to_its_end() -> None:
    with fake_llm(Say(["好" * 10] * 1000)) as fake:
        reply = ask(ChatModel.open("openai:tiny", fake.base_url, LIMITS))[1]
    assert reply.finish == "overlong"
    assert LIMITS.characters < len(reply.text) <= LIMITS.characters + 20


def test_a_tool_call_is_told_from_text() -> None:
    call = {"tool_calls": [{"index": 0, "id": "1", "function": {"name": "rm", "arguments": "{}"}, "type": "function"}]}
    with fake_llm(Say([], finish="tool_calls", delta=call)) as fake:
        assert ask(ChatModel.open("openai:tiny", fake.base_url, LIMITS))[1].finish == "tools"


def test_a_dead_endpoint_is_left_alone() -> None:
    with fake_llm(Say(status=500)) as fake:
        model = ChatModel.open("openai:tiny", fake.base_url, LIMITS)
        kinds = [fault_of(model).kind for _ in range(FAILURES + 2)]
    assert kinds == ["failed"] * FAILURES + ["paused"] * 2
    assert len(fake.requests) == FAILURES


def test_the_circuit_closes_after_a_probe_that_succeeds() -> None:
    now = [0.0]
    breaker = CircuitBreaker(clock=lambda: now[0])
    for _ in range(FAILURES):
        breaker.admit()
        breaker.failed()
    with pytest.raises(ChatModelError):
        breaker.admit()
    now[0] = FIRST_PAUSE
    breaker.admit()  # the probe
    with pytest.raises(ChatModelError):
        breaker.admit()  # while it is under way
    breaker.failed()
    now[0] += 1.9 * FIRST_PAUSE
    with pytest.raises(ChatModelError):
        breaker.admit()  # twice as long
    now[0] += 0.2 * FIRST_PAUSE
    breaker.admit()
    breaker.succeeded()
    breaker.admit()
    breaker.admit()


def test_the_pause_has_a_longest_and_an_abandoned_probe_is_given_back() -> None:
    now = [0.0]
    breaker = CircuitBreaker(clock=lambda: now[0])
    for _ in range(20):
        breaker.failed()
    now[0] = LONGEST_PAUSE
    breaker.admit()
    breaker.abandoned()
    breaker.admit()


def test_nobody_listening_any_more_is_no_failure() -> None:
    with fake_llm("财政总收入") as fake:
        model = ChatModel.open("openai:tiny", fake.base_url, LIMITS)
        for _ in range(FAILURES + 1):
            writing = model.stream(MESSAGES, time.monotonic() + LIMITS.total)
            next(writing)
            writing.close()
        assert ask(model)[1].text == "财政总收入"


@pytest.mark.parametrize(
    ("spec", "base_url", "words"),
    [
        ("gpt", None, "openai:NAME"),
        ("openai:", None, "openai:NAME"),
        ("anthropic:x", None, "openai:NAME"),
        ("openai:x", "127.0.0.1:8081", "http://"),
        ("openai:x", "file:///etc/passwd", "http://"),
        ("openai:x", "http://", "http://"),
        ("openai:x", "http://[::1", "http://"),
        ("openai:x", "http://host:99999/v1", "http://"),
        ("openai:x", "http://user:secret@127.0.0.1/v1", "OPENAI_API_KEY"),
    ],
)
def test_a_model_that_cannot_be_one(spec: str, base_url: str | None, words: str) -> None:
    with pytest.raises(InputError, match="--") as caught:
        ChatModel.open(spec, base_url)
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)


def test_openai_itself_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(InputError, match="OPENAI_API_KEY"):
        ChatModel.open("openai:gpt", None)


def test_a_missing_extra_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_openai", None)
    with pytest.raises(MissingExtraError, match=r"pip install \"\.\[llm\]\""):
        ChatModel.open("openai:x", "http://127.0.0.1:1/v1")


@pytest.mark.parametrize("status", [401, 500])
def test_the_key_is_never_logged(status: int, caplog: pytest.LogCaptureFixture) -> None:
    echo = f'{{"error": {{"message": "Incorrect key {KEY}"}}}}'.encode()
    with caplog.at_level(logging.DEBUG), fake_llm(Say(status=status, raw=echo)) as fake:
        error = fault_of(ChatModel.open("openai:tiny", fake.base_url, LIMITS))
    assert "could not be used" in caplog.text
    assert KEY not in caplog.text
    assert KEY not in str(error)


PROGRAM = """
import sys
import app.__main__, app.engine, eval.__main__
loaded = [name for name in ("langchain_openai", "openai", "langchain.chat_models") if name in sys.modules]
assert not loaded, loaded
from langsmith.utils import tracing_is_enabled
assert not tracing_is_enabled()
"""


def test_nothing_of_a_model_is_loaded_without_one_and_nothing_is_traced() -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LANGSMITH", "LANGCHAIN", "REPORT_QA"))}
    environment |= {"PYTHONPATH": str(ROOT), "LANGSMITH_API_KEY": "ls-key"}
    subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, check=True, timeout=120)


def test_a_reply_is_read_from_whatever_sizes_of_pieces() -> None:
    with fake_llm(say("一" * 30)) as fake:
        assert ask(ChatModel.open("openai:tiny", fake.base_url, LIMITS))[1].text == "一" * 30
