"""The endpoints for programs as MCP tools, at ``/mcp``: JSON both as text and as structured content.

Gradio can offer tools by itself, but hands out the text of Python objects, which is no JSON, and wants an older
pydantic for it.
"""

import functools
import html
import inspect
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import gradio as gr

from app.web.programs import Programs

if TYPE_CHECKING:
    from fastapi import FastAPI

PATH = "/mcp"


def add_tools(app: "FastAPI", programs: Programs, host: str) -> None:
    """Offer the endpoints of ``programs`` to MCP clients of ``app``, which is to listen on ``host``."""
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp.types import ToolAnnotations

    with _logging_kept():
        server = MCPServer("Report QA", instructions="Ask Chinese government work reports; answers cite their words.")
    for endpoint in (programs.ask, programs.search, programs.figures):
        description, looks_only = inspect.getdoc(endpoint), ToolAnnotations(read_only_hint=True)
        server.add_tool(_told(endpoint, ToolError), description=description, annotations=looks_only)
    tools = server.streamable_http_app(streamable_http_path=PATH, json_response=True, stateless_http=True, host=host)
    app.router.routes.extend(tools.routes)
    before = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: "FastAPI") -> AsyncIterator[Any]:
        async with before(app) as state, tools.router.lifespan_context(tools):
            yield state

    app.router.lifespan_context = lifespan


@contextmanager
def _logging_kept() -> Iterator[None]:
    """Undo what is done to the logging of the whole process: MCPServer sets it up for everybody."""
    root = logging.getLogger()
    handlers, level = [*root.handlers], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def _told(endpoint: Callable[..., Any], tool_error: type[Exception]) -> Callable[..., Any]:
    """Return ``endpoint`` with what goes wrong told as it is: Gradio's errors are HTML."""

    @functools.wraps(endpoint)
    def tool(*positional: Any, **named: Any) -> Any:
        try:
            return endpoint(*positional, **named)
        except gr.Error as error:
            raise tool_error(html.unescape(error.message)) from error

    return tool
