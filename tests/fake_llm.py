"""A small server that speaks the chat protocol over a real socket, and misbehaves as it is told to."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]


@dataclass(frozen=True)
class Say:
    """What the server does with one request.

    ``pieces`` are streamed as deltas, ``pause`` seconds apart; ``finish`` None is a stream that just ends; ``raw``
    replaces the whole body; ``delta`` is sent as it is instead of text.
    """

    pieces: Sequence[str] = ()
    finish: str | None = "stop"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    delay: float = 0.0
    pause: float = 0.0
    delta: dict[str, Any] | None = None
    drop: bool = False
    drip: bool = False


def say(text: str, **how: Any) -> Say:
    """Answer with ``text``, three characters at a time."""
    return Say([text[i : i + 3] for i in range(0, len(text), 3)], **how)


@dataclass
class FakeLLM:
    """The server's address and what it has been asked."""

    base_url: str
    requests: list[Request] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def prompt(self, number: int = -1) -> str:
        """All that one request told the model."""
        return "\n".join(message["content"] for message in self.requests[number]["messages"])


Behaviour = Callable[[Request], Say]


@contextmanager
def fake_llm(*said: Say | str | Behaviour) -> Iterator[FakeLLM]:
    """Serve one behaviour after the other, the last one from then on."""
    steps = [
        one if callable(one) else (lambda request, one=one: say(one) if isinstance(one, str) else one) for one in said
    ]
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            request = json.loads(body)
            step = steps[min(len(fake.requests), len(steps) - 1)]
            fake.requests.append(request)
            fake.headers.append({name.lower(): value for name, value in self.headers.items()})
            fake.paths.append(self.path)
            try:
                self._respond(step(request))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _respond(self, what: Say) -> None:
            if ended.wait(what.delay):
                return
            if what.drop:
                self.close_connection = True
                return
            self.send_response(what.status)
            for name, value in what.headers.items():
                self.send_header(name, value)
            self.send_header("connection", "close")
            if what.status != 200 or what.raw is not None:
                raw = what.raw if what.raw is not None else b'{"error": {"message": "no", "type": "x"}}'
                self.send_header("content-type", "text/event-stream" if what.status == 200 else "application/json")
                self.send_header("content-length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)
                return
            self.send_header("content-type", "text/event-stream")
            self.end_headers()
            self._stream(what)
            self.close_connection = True

        def _stream(self, what: Say) -> None:
            while what.drip and not ended.wait(0.05):
                self.wfile.write(b":")
                self.wfile.flush()
            self._event({"role": "assistant", "content": ""}, None)
            for piece in what.pieces:
                if what.pause and ended.wait(what.pause):
                    return
                self._event({"content": piece}, None)
            if what.delta is not None:
                self._event(what.delta, None)
            if what.finish is None:
                return
            self._event({}, what.finish)
            usage = {
                "prompt_tokens": 100,
                "completion_tokens": len(what.pieces),
                "total_tokens": 100 + len(what.pieces),
            }
            self._send({"choices": [], "usage": usage})
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, delta: dict[str, Any], finish: str | None) -> None:
            self._send({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

        def _send(self, record: dict[str, Any]) -> None:
            chunk = {
                "id": "c",
                "object": "chat.completion.chunk",
                "created": int(time.time()),
                "model": "fake",
            } | record
            self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
            self.wfile.flush()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    fake = FakeLLM(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
