"""Serves the page: settles the environment, claims the port, opens the engine in the background, ends cleanly.

Gradio reads the environment when it is imported, so ``page`` is imported only after ``settle_environment``.
"""

import http.client
import importlib.util
import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from app.feedback import FeedbackFile
from app.web.desk import Desk, Engine
from app.web.ending import EndableStreams
from app.web.keeping import Keeper
from app.web.shell import DressedPage
from app.web.voting import Ballots, add_feedback_route
from index.errors import MissingExtraError, ServerError

MAX_BODY = 8 * 1024 * 1024
"""Bytes that a request may have; what is larger is turned away unread."""

_ENVIRONMENT = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "TRANSFORMERS_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}

_log = logging.getLogger(__name__)


def settle_environment() -> None:
    """Keep every library from reaching outside: no analytics, no hub, no tracing."""
    os.environ.update(_ENVIRONMENT)


def serve(
    open_engine: Callable[[], Engine],
    host: str = "127.0.0.1",
    port: int = 7860,
    announce: Callable[[str], None] | None = None,
    mcp: bool = False,
    feedback: FeedbackFile | None = None,
    secret: bytes | None = None,
) -> None:
    """Serve the page until Ctrl-C or SIGTERM, and return.

    ``open_engine`` runs in the background: the page is up before it is done. ``announce`` (by default: print) is
    told the address once the page answers there; ``mcp`` offers the endpoints as MCP tools too; ``feedback`` is where
    verdicts on answers are kept. ``secret`` seals the conversations that browsers keep; without one they do not
    outlast this run. Before anything is loaded it raises ServerError for a port that is taken, and MissingExtraError
    for ``mcp`` where it is not installed.
    """
    server = PageServer(open_engine, host, port, announce, mcp, feedback, secret)
    with _ended_by_signals(server.stop):
        server.run()


class PageServer:
    """The page on one address; ``run`` blocks until ``stop``, or a signal where it runs in the main thread."""

    def __init__(
        self,
        open_engine: Callable[[], Engine],
        host: str = "127.0.0.1",
        port: int = 7860,
        announce: Callable[[str], None] | None = None,
        mcp: bool = False,
        feedback: FeedbackFile | None = None,
        secret: bytes | None = None,
    ) -> None:
        settle_environment()
        if mcp and importlib.util.find_spec("mcp") is None:
            raise MissingExtraError('Serving MCP tools needs the extra "mcp"; install it with: pip install ".[mcp]"')
        self._tools_at = host if mcp else None
        self._keeper = Keeper(secret or secrets.token_bytes(32))
        self._socket = _claim(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._reachable = _ANY.get(host, host)
        self._desk = Desk(open_engine, Ballots(feedback))
        self._announce = announce or _print
        self._server: uvicorn.Server | None = None
        self._stopped = threading.Event()

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the page."""
        host = f"[{self._reachable}]" if ":" in self._reachable else self._reachable
        return f"http://{host}:{self.port}"

    def run(self) -> None:
        """Serve until stopped."""
        try:
            self._server = _Server(_build_app(self._desk, self._keeper, self._reachable, self.port, self._tools_at))
            self._server.should_exit = self._stopped.is_set()
            self._desk.ballots.prepare()
            self._desk.start()
            threading.Thread(target=self._announce_when_up, name="announce", daemon=True).start()
            self._server.run(sockets=[self._socket])
        finally:
            self._stopped.set()
            self._socket.close()

    def stop(self) -> None:
        """Make ``run`` return."""
        self._stopped.set()
        if self._server is not None:
            self._server.should_exit = True

    def _announce_when_up(self) -> None:
        while not self._stopped.wait(0.05):
            if _answers(self._reachable, self.port):
                self._announce(self.address)
                return


class _Server(uvicorn.Server):
    """A uvicorn that ends the open streams before it waits for them."""

    def __init__(self, app: EndableStreams) -> None:
        super().__init__(
            uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=3, ws="none")
        )
        self._streams = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._streams.end()
        await super().shutdown(sockets)


def _build_app(desk: Desk, keeper: Keeper, host: str, port: int, tools_at: str | None) -> EndableStreams:
    import fastapi
    import gradio
    from starlette.middleware.gzip import GZipMiddleware

    from app.web.page import build_page, page_options

    parent = fastapi.FastAPI(docs_url=None, redoc_url=None, openapi_url=None, max_body_size=MAX_BODY)
    if tools_at is not None:
        from app.web.programs import Programs
        from app.web.tools import add_tools

        add_tools(parent, Programs(desk), tools_at)
    if desk.ballots.open:
        add_feedback_route(parent, desk.ballots)
    page = build_page(desk, keeper)
    gradio.mount_gradio_app(parent, page, "/", server_name=host, server_port=port, **page_options())
    dressed = DressedPage(parent, feedback=desk.ballots.open)
    return EndableStreams(GZipMiddleware(dressed, minimum_size=1024, compresslevel=5))  # streams pass as they are


def _claim(host: str, port: int) -> socket.socket:
    """Bind the port now, so that nobody waits for an engine only to learn that it is taken."""
    try:
        if not 0 <= port <= 65535:
            raise OSError(f"there is no port {port}")
        family, kind, _, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
        claimed = socket.socket(family, kind)
        try:
            claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            claimed.bind(address)
            claimed.listen(128)
        except OSError:
            claimed.close()
            raise
    except OSError as error:
        raise ServerError(
            f"The page cannot be served at {host}:{port} ({getattr(error, 'strerror', None) or error}); "
            f"choose another port, for instance --port {port + 1 if 0 < port < 65535 else 7861}."
        ) from error
    return claimed


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _print(address: str) -> None:
    print(f"柳城问答 Report QA: {address}  (Ctrl-C ends)", flush=True)


@contextmanager
def _ended_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Let SIGINT and SIGTERM call ``stop``, before uvicorn listens for them and when it passes them on at its end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ended(number: int, _frame: FrameType | None) -> None:
        _log.info("Ended by signal %d", number)
        stop()

    before = {number: signal.signal(number, ended) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
