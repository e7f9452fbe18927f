"""A conversation as a Markdown file: every question, its answer, and the quotes it rests on.

Whatever a question or a report holds, a reader of the file sees it as text: Markdown's and HTML's own characters are
escaped, and a line end inside such text is a character reference, so that it cannot begin a block.
"""

import re
from collections.abc import Iterable, Sequence

from app.answer import Answer, Citation, Evidence, escape_markdown
from app.web.keeping import Exchange, Outdated
from app.web.render import Failure
from app.web.words import Words, one_language

_REST = re.compile(r"[#$\t\n\f\r]")  # what escape_markdown leaves: it is for words inside a line


def to_markdown(talk: Sequence[Exchange], words: Words) -> str:
    """Return the conversation as a Markdown document."""
    blocks = [f"# {words.name} · {words.record}"]
    for number, exchange in enumerate(talk, 1):
        blocks.append(f"## {number}. {inline(exchange.question)}")
        blocks += _outcome(exchange, words)
    return "\n\n".join(blocks) + "\n"


def inline(text: str) -> str:
    """Return ``text`` as Markdown that shows exactly its characters and stays within its line."""
    return _REST.sub(_reference, escape_markdown(text)).encode("utf-8", "replace").decode("utf-8")


def _reference(match: re.Match[str]) -> str:
    character = match.group()
    return f"\\{character}" if character in "#$" else f"&#{ord(character)};"


def _outcome(exchange: Exchange, words: Words) -> Iterable[str]:
    outcome = exchange.outcome
    if isinstance(outcome, Answer):
        if outcome.standalone_question.strip() not in ("", exchange.question.strip()):
            yield f"*{words.standalone}{words.colon}{inline(outcome.standalone_question.strip())}*"
        yield outcome.text
        yield from (_quote(citation, words) for citation in outcome.citations)
        if outcome.related:
            yield f"**{words.related}**"
            yield from (_quote(evidence, words) for evidence in outcome.related)
    elif isinstance(outcome, Failure):
        reason = one_language(outcome.reason, words.language) or words.failed_unknown
        yield f"**{words.failed}{words.colon.rstrip()}** {inline(reason)}"
    else:
        yield words.outdated if isinstance(outcome, Outdated) else words.interrupted


def _quote(evidence: Evidence, words: Words) -> str:
    marker = f"**[{evidence.n}]** " if isinstance(evidence, Citation) else ""
    path = " > ".join(inline(part) for part in (evidence.title, *evidence.section))
    place = words.offsets.format(start=evidence.start, end=evidence.end)
    return f"> {marker}“{inline(evidence.quote)}”\n>\n> —— {path}{place}"
