"""The one module that touches a chat model: opens it, streams what it writes, and names what goes wrong.

LangChain and the client library are imported when a model is opened, never before. Nothing is retried but one
answer to "come back in a moment"; every wait is bounded; what a server may send is bounded too.
"""

import importlib.util
import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Self

from app.breaker import CircuitBreaker
from index.errors import ChatModelError, InputError, MissingExtraError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

Message = tuple[str, str]
"""(role, content), role being ``system``, ``user`` or ``assistant``."""

_OPENAI = "https://api.openai.com/v1"
_PLACEHOLDER_KEY = "none"  # a local server needs no key, but the client insists on one
_MAX_BYTES = 4 * 1024 * 1024
_SHORT_WAIT = 2.0  # seconds that a server may ask to be left alone and still be asked again for this answer
_MAX_TOLD = 200

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """How long is waited, in seconds: for a connection, for the next bytes, for all of one answer; and how much is
    taken, in tokens asked for and characters read."""

    connect: float = 4.0
    read: float = 45.0
    total: float = 60.0
    tokens: int = 400
    characters: int = 3000


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote; ``finish`` is why it stopped: ``stop``, ``length``, ``tools`` or ``overlong``."""

    text: str
    finish: str
    prompt_tokens: int = 0
    completion_tokens: int = 0


Writing = Generator[str, None, Reply]
"""What a model writes, piece by piece; its value is the whole."""


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
        if base_url is not None and not base_url.startswith(("http://", "https://")):
            raise InputError("--base-url is no address; give one such as http://127.0.0.1:11434/v1.")
        limits = limits or ChatLimits()
        secret = os.environ.get("OPENAI_API_KEY", "")
        if base_url is None and not secret:
            raise InputError("OPENAI_API_KEY is not set; set it, or name a server of your own with --base-url.")
        model = _make_model(spec, base_url, secret or _PLACEHOLDER_KEY, limits)
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
            for chunk in self._model.stream(list(messages), timeout=_timeout(self.limits, remaining)):
                if left.is_set():
                    return
                put(chunk)
            put(None)
        except _foreign_errors() as error:
            put(_explain(error, self._secret))


def _make_model(spec: str, base_url: str | None, key: str, limits: ChatLimits) -> "BaseChatModel":
    if importlib.util.find_spec("langchain_openai") is None:
        raise MissingExtraError('A chat model needs the extra "llm"; install it with: pip install ".[llm]"')
    import httpx2
    from langchain.chat_models import init_chat_model

    # Elsewhere than at OpenAI only the older name of the limit is known everywhere.
    limit: dict[str, Any] = {"max_tokens": limits.tokens}
    model: BaseChatModel = init_chat_model(
        spec,
        base_url=base_url or _OPENAI,
        api_key=key,
        temperature=0,
        max_retries=0,
        stream_usage=True,
        use_responses_api=False,
        http_client=httpx2.Client(
            timeout=_timeout(limits, limits.total),
            follow_redirects=False,  # what is asked goes to the address that was configured, nowhere else
            event_hooks={"response": [lambda response: _bound(response, limits.total)]},
        ),
        **(limit if base_url is None else {"extra_body": limit}),
    )
    return model


def _timeout(limits: ChatLimits, remaining: float) -> Any:
    import httpx2

    return httpx2.Timeout(min(limits.read, remaining), connect=min(limits.connect, remaining))


def _bound(response: Any, seconds: float) -> None:
    """Make the body of ``response`` end with an error once it is too long or takes too long, whatever it holds."""
    import httpx2

    class Bounded(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            read, end = 0, time.monotonic() + seconds
            for block in inner:
                read += len(block)
                if read > _MAX_BYTES or time.monotonic() > end:
                    raise httpx2.ReadTimeout("The answer is too long or takes too long.", request=response.request)
                yield block

        def close(self) -> None:
            inner.close()

    inner = response.stream
    response.stream = Bounded()


def _foreign_errors() -> tuple[type[Exception], ...]:
    """What the libraries raise for what servers do: their own errors, and those of reading what is no answer."""
    import httpx2
    from langchain_core.exceptions import LangChainException
    from openai import OpenAIError

    own = (OpenAIError, httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, LangChainException)
    return (*own, ValueError, LookupError, TypeError, AttributeError, RuntimeError, OSError)


def _explain(error: Exception, secret: str) -> ChatModelError:
    """Return ``error`` as one of ours: its cause, and a short message without the key."""
    import httpx2
    import openai

    told = " ".join(f"{type(error).__name__}: {error}".split())
    told = (told.replace(secret, "***") if secret else told)[:_MAX_TOLD]
    if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException):
        return ChatModelError("timeout", told)
    if isinstance(error, openai.APIStatusError):
        status = error.status_code
        if status == 429:
            return ChatModelError("busy", told, _retry_after(error.response.headers.get("retry-after")))
        kind = "unauthorized" if status in (401, 403) else "failed" if status >= 500 else "rejected"
        return ChatModelError(kind, told)
    if isinstance(error, httpx2.RemoteProtocolError | httpx2.ReadError):
        return ChatModelError("cut", told)
    if isinstance(error, openai.APIConnectionError | httpx2.HTTPError | OSError):
        return ChatModelError("unreachable", told)
    return ChatModelError("failed" if isinstance(error, openai.APIError) else "garbled", told)


def _retry_after(header: str | None) -> float | None:
    """Return the seconds of a ``Retry-After`` header: a number, or a date."""
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except ValueError:
        return None
