"""The HTML document around Gradio's page: our styles and scripts, the visitor's language, and what is seen first.

Gradio paints nothing before its own scripts have run. What stands in the document itself is painted at once, and
leaves when Gradio's page is there (``page.js`` sees to that). Where Gradio's document is not the one that is known
here, it is passed on with as much of ours as fits: the page then comes up as Gradio would show it.
"""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.web.source_view import escape
from app.web.voting import vote_words
from app.web.words import Language, Words, choose_language, words_for

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(__file__).parent / "static"
_SCRIPTS = ("page.js", "board.js", "feedback.js", "talk.js", "following.js", "asking.js")
_STYLES = ("page.css", "shell.css", "board.css", "badges.css", "feedback.css", "talk.css", "motion.css")
# What an installed page is called, and the colour of the frame around it: that of the head.
_META = (
    '<meta name="apple-mobile-web-app-title" content="柳城问答">'
    '<meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">'
    '<meta name="theme-color" content="#1a2129" media="(prefers-color-scheme: dark)">'
)
# Before anything is painted, so that nobody who wants dark sees a flash of light.
_THEME = (
    "<script>try{var rqTheme=localStorage.getItem('rq-theme')}catch{}"
    "if(rqTheme?rqTheme==='dark':matchMedia('(prefers-color-scheme: dark)').matches)"
    "document.body.classList.add('dark')</script>"
)
# Gradio's words on itself, for those who share a link.
_GRADIOS_META = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')
_STYLESHEET = re.compile(r'<link\s[^>]*rel="stylesheet"[^>]*>')
_LANG = re.compile(r'(<html\s[^>]*?\blang=")[^"]*"')
_BODY = re.compile(r"<body[^>]*>")
_LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}


def dress(document: str, language: Language, feedback: bool) -> str:
    """Return Gradio's ``document`` with what is ours in it; with ``feedback`` answers can be judged."""
    words = words_for(language)
    document = _LANG.sub(lambda match: f'{match[1]}{_LOCALES[language]}"', document, count=1)
    document = _GRADIOS_META.sub("", document)
    told = f'<meta name="description" content="{escape(words.tagline)}">'
    style = f'<style id="rq-style">{_read(_STYLES)}</style>'
    document = document.replace("</head>", f"{_META}{told}{style}</head>", 1)
    document = _BODY.sub(lambda match: match[0] + _THEME + render_shell(words), document, count=1)
    gradios_styles = "".join(_STYLESHEET.findall(document))  # what stands before them is painted without them
    document = _STYLESHEET.sub("", document)
    last = gradios_styles + _scripts(feedback)
    end = document.rfind("</body>")
    return document[:end] + last + document[end:] if end >= 0 else document + last


def render_shell(words: Words) -> str:
    """Return what is seen until Gradio's page is there: the page's head, its welcome, and that it is coming."""
    return (
        f'<div id="rq-shell"><header class="rq-head"><div class="rq-names"><b>{escape(words.name)}</b>'
        f'<span>{escape(words.tagline)}</span></div></header><div class="rq-shell-main"><div class="rq-shell-talk">'
        f'<p class="rq-welcome">{escape(words.welcome)}</p><div class="rq-shell-box"></div></div>'
        f'<div class="rq-shell-source"><p role="status">{escape(words.opening)}</p></div></div>'
        f"<noscript>{escape(words.no_script)}</noscript></div>"
    )


def _scripts(feedback: bool) -> str:
    words = json.dumps(vote_words()).replace("<", "\\u003c")
    votes = f'<script type="application/json" id="rq-vote-words">{words}</script>' if feedback else ""
    return f"{votes}<script>{_read(_SCRIPTS)}</script>"


@lru_cache
def _read(names: tuple[str, ...]) -> str:
    return "".join((STATIC / name).read_text(encoding="utf-8") for name in names)


class DressedPage:
    """ASGI middleware: dresses the document at ``/`` and passes everything else on."""

    def __init__(self, app: "ASGIApp", feedback: bool) -> None:
        self._app = app
        self._feedback = feedback

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Hold the document back until it is whole, and send it dressed."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] != "/":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        parts: list[bytes] = []

        async def held(message: "Message") -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                body = self._dress(scope, start, b"".join(parts))
                length = (b"content-length", str(len(body)).encode("ascii"))
                headers = [pair for pair in start["headers"] if pair[0] != b"content-length"]
                await send({**start, "headers": [*headers, length, (b"vary", b"accept-language")]})
                await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, held)

    def _dress(self, scope: "Scope", start: "Message", body: bytes) -> bytes:
        kind = dict(start["headers"]).get(b"content-type", b"")
        if not kind.startswith(b"text/html"):
            return body
        wanted = dict(scope["headers"]).get(b"accept-language")
        language = choose_language(wanted.decode("latin-1") if wanted is not None else None)
        return dress(body.decode("utf-8"), language, self._feedback).encode("utf-8")
