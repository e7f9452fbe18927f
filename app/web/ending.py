"""Ends the open streams of the page's visitors when the server ends, so that it ends at once and without a word."""

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class EndableStreams:
    """ASGI middleware: after ``end`` every request finds its client gone, which is how its stream learns to stop."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app
        self._ending = asyncio.Event()

    def end(self) -> None:
        """End every stream; call it in the event loop."""
        self._ending.set()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, and complete its response where ``end`` cut it short."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = completed = False

        async def sent(message: "Message") -> None:
            nonlocal started, completed
            started = True
            completed = message["type"] == "http.response.body" and not message.get("more_body", False)
            await send(message)

        await self._app(scope, lambda: self._received(receive), sent)
        if started and not completed and self._ending.is_set():
            await send({"type": "http.response.body", "body": b""})

    async def _received(self, receive: "Receive") -> "Message":
        arriving = asyncio.ensure_future(receive())
        ending = asyncio.ensure_future(self._ending.wait())
        try:
            await asyncio.wait((arriving, ending), return_when=asyncio.FIRST_COMPLETED)
            return arriving.result() if arriving.done() else {"type": "http.disconnect"}
        finally:
            arriving.cancel()
            ending.cancel()
