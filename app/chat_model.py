"""A chat model: opened by name, asked within limits, left alone when it is dead.

Nothing is retried but one answer to "come back in a moment"; every wait is bounded; what a server may send is bounded
too. LangChain and its client are behind ``app.chat_client``.
"""

import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from app.breaker import CircuitBreaker
from app.chat_client import ChatLimits, explain, foreign_errors, make_model, timeouts
from index.errors import ChatModelError, InputError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

Message = tuple[str, str]
"""(role, content), role being ``system``, ``user`` or ``assistant``."""

_PLACEHOLDER_KEY = "none"  # a local server needs no key, but the client insists on one
_SHORT_WAIT = 2.0  # seconds that a server may ask to be left alone and still be asked again for this answer

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote; ``finish`` is why it stopped: ``stop``, ``length``, ``tools`` or ``overlong``."""

    text: str
    finish: str
    prompt_tokens: int = 0
    completion_tokens: int = 0


Writing = Generator[str, None, Reply]
"""What a model writes, piece by piece; its value is the whole."""


def finish(writing: Generator[object, None, Reply]) -> Reply:
    """Run ``writing`` to its end, its pieces shown to nobody; return the whole."""
    while True:
        try:
            next(writing)
        except StopIteration as end:
            reply: Reply = end.value
            return reply


@dataclass(slots=True)
class _Pieces:
    """What has come of one answer so far."""

    text: str = ""
    finish: str = ""
    tools: bool = False
    usage: dict[str, int] = field(default_factory=dict)

    def add(self, chunk: "AIMessageChunk") -> str:
        piece = str(chunk.text)
        self.text += piece
        self.finish = chunk.response_metadata.get("finish_reason") or self.finish
        self.tools = self.tools or bool(chunk.tool_call_chunks)
        self.usage.update({k: v for k, v in (chunk.usage_metadata or {}).items() if isinstance(v, int)})
        return piece

    def reply(self, finish: str) -> Reply:
        counts = (self.usage.get(name, 0) for name in ("input_tokens", "output_tokens"))
        return Reply(self.text, "tools" if self.tools or finish == "tool_calls" else finish, *counts)


class ChatModel:
    """A chat model with its limits and its circuit breaker; safe to use from several threads."""

    def __init__(
        self,
        model: "BaseChatModel",
        name: str,
        limits: ChatLimits | None = None,
        breaker: CircuitBreaker | None = None,
        secret: str = "",
    ) -> None:
        self._model = model
        self.name = name
        self.limits = limits or ChatLimits()
        self._breaker = breaker or CircuitBreaker()
        self._secret = secret

    @classmethod
    def open(cls, spec: str, base_url: str | None = None, limits: ChatLimits | None = None) -> Self:
        """Return the model ``spec`` (``openai:NAME``), at ``base_url`` or where the provider is.

        The key is the environment's OPENAI_API_KEY. Nothing is sent before the first question. Raises InputError
        for a spec that cannot be used and MissingExtraError where the packages for it are missing.
        """
        provider, _, name = spec.partition(":")
        if provider != "openai" or not name.strip():
            raise InputError(
                f"--chat-model {spec!r} is no model; name one as openai:NAME, with --base-url for a server."
            )
        if base_url is not None:
            _check_address(base_url)
        limits = limits or ChatLimits()
        secret = os.environ.get("OPENAI_API_KEY", "")
        if base_url is None and not secret:
            raise InputError("OPENAI_API_KEY is not set; set it, or name a server of your own with --base-url.")
        model = make_model(spec, base_url, secret or _PLACEHOLDER_KEY, limits)
        return cls(model, name, limits, secret=secret)

    def stream(self, messages: Sequence[Message], deadline: float) -> Writing:
        """Yield what the model writes, piece by piece, and return the ``Reply``; ``deadline`` is monotonic time.

        Raises ChatModelError for whatever goes wrong, a stream that ends without saying why among it.
        """
        self._breaker.admit()
        try:
            reply = yield from self._ask(messages, deadline)
        except ChatModelError as error:
            self._breaker.failed(error.retry_after)
            _log.warning("The chat model %s could not be used: %s", self.name, error)
            raise
        except GeneratorExit:
            self._breaker.abandoned()
            raise
        self._breaker.succeeded()
        return reply

    def _ask(self, messages: Sequence[Message], deadline: float) -> Writing:
        try:
            return (yield from self._ask_once(messages, deadline))
        except ChatModelError as error:
            wait = error.retry_after
            if error.kind != "busy" or wait is None or wait > _SHORT_WAIT or time.monotonic() + wait > deadline:
                raise
            time.sleep(wait)
        return (yield from self._ask_once(messages, deadline))

    def _ask_once(self, messages: Sequence[Message], deadline: float) -> Writing:
        """Read the stream in a thread of its own, so that no server, however slow, holds the answer up."""
        channel: queue.Queue[AIMessageChunk | ChatModelError | None] = queue.Queue()
        left = threading.Event()
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise ChatModelError("timeout", "No time was left to ask it.")
        threading.Thread(target=self._pump, args=(messages, remaining, channel.put, left), daemon=True).start()
        pieces = _Pieces()
        try:
            while True:
                try:
                    chunk = channel.get(timeout=max(0.0, deadline - time.monotonic()))
                except queue.Empty:
                    raise ChatModelError("timeout", f"No answer within {self.limits.total:g} seconds.") from None
                if isinstance(chunk, ChatModelError):
                    raise chunk
                if chunk is None:
                    break
                yield pieces.add(chunk)
                if len(pieces.text) > self.limits.characters:
                    return pieces.reply("overlong")
        finally:
            left.set()
        if not pieces.finish:
            raise ChatModelError("cut", f"The stream broke off after {len(pieces.text)} characters.")
        return pieces.reply(pieces.finish)

    def _pump(
        self,
        messages: Sequence[Message],
        remaining: float,
        put: "Callable[[AIMessageChunk | ChatModelError | None], None]",
        left: threading.Event,
    ) -> None:
        """Hand every chunk to ``put``, then None, or the error that ended it; stop early once nobody listens."""
        try:
            for chunk in self._model.stream(list(messages), timeout=timeouts(self.limits, remaining)):
                if left.is_set():
                    return
                put(chunk)
            put(None)
        except foreign_errors() as error:
            put(explain(error, self._secret))


def _check_address(base_url: str) -> None:
    """Raise InputError for what is no address of a server, or one that holds a password, which logs would show."""
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise InputError("--base-url is no address; give one such as http://127.0.0.1:11434/v1.")
    if parts.username or parts.password:
        raise InputError("--base-url holds a user or a password; leave them out and set OPENAI_API_KEY.")
