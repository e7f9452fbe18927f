"""The one module that touches LangChain's chat models and their client: makes one, and reads what they raise.

The libraries are imported when a model is opened, never before.
"""

import importlib.util
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from index.errors import ChatModelError, MissingExtraError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_OPENAI = "https://api.openai.com/v1"
_MAX_BYTES = 4 * 1024 * 1024
_MAX_TOLD = 200


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """How long is waited, in seconds: for a connection, for the next bytes, for all of one answer; and how much is
    taken, in tokens asked for and characters read."""

    connect: float = 4.0
    read: float = 45.0
    total: float = 60.0
    tokens: int = 400
    characters: int = 3000


def make_model(spec: str, base_url: str | None, key: str, limits: ChatLimits) -> "BaseChatModel":
    """Return the model ``spec`` with our limits; MissingExtraError where its packages are not installed."""
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
            timeout=timeouts(limits, limits.total),
            follow_redirects=False,  # what is asked goes to the address that was configured, nowhere else
            event_hooks={"response": [lambda response: _bound(response, limits.total)]},
        ),
        **(limit if base_url is None else {"extra_body": limit}),
    )
    return model


def timeouts(limits: ChatLimits, remaining: float) -> Any:
    """Return how long the client may wait when ``remaining`` seconds are left."""
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


def foreign_errors() -> tuple[type[Exception], ...]:
    """What the libraries raise for what servers do: their own errors, and those of reading what is no answer."""
    import httpx2
    from langchain_core.exceptions import LangChainException
    from openai import OpenAIError

    own = (OpenAIError, httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, LangChainException)
    return (*own, ValueError, LookupError, TypeError, AttributeError, RuntimeError, OSError)


def explain(error: Exception, secret: str) -> ChatModelError:
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
