"""Answers, refusals and failures as HTML for the chat.

Pure functions. Every word of a question, an answer or a report goes through ``escape``; the markup is all from here.
Each result is one ``<div>`` on one line, which Markdown takes for a block of HTML and leaves alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.answer import Answer, Citation, Evidence
from app.refusing import asks_back
from app.web.badges import badge_label
from app.web.source_view import Shelf, escape
from app.web.voting import ballot_name
from app.web.words import Words, one_language

_ITEM = re.compile(r"\s*(?:[-*•]|(\d{1,2})\.)\s+(.*)", re.DOTALL)
_TOKEN = re.compile(r"\\([!-/:-@\[-`{-~])|&(amp|lt|gt|quot|#39);|(\*\*)|\[(\d{1,3})\]")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#39": "'"}


@dataclass(frozen=True, slots=True)
class Failure:
    """Something broke instead of an answer; ``reason`` is one sentence, or empty."""

    reason: str = ""


def render_question(question: str) -> str:
    """Return what a person asked, as text."""
    return f'<div class="rq-question">{escape(question)}</div>'


def render_asked(question: str, standalone: str, words: Words) -> str:
    """Return a question with its stand-alone form below it, where that differs, and the button that corrects it.

    The buttons put their words into the box; ``talk.js`` sees to that.
    """
    understood = ""
    if standalone.strip() not in ("", question.strip()):
        hint = escape(words.correct)
        understood = (
            f'<span class="rq-standalone">{escape(words.standalone + words.colon)}'
            f'<button type="button" class="rq-correct" title="{hint}">{escape(standalone.strip())}</button></span>'
        )
    edit = f'<button type="button" class="rq-edit">{escape(words.edit)}</button>'
    return f'<div class="rq-asked">{render_question(question)}<div class="rq-under">{understood}{edit}</div></div>'


def render_unanswered(sentence: str, words: Words, again: bool = False) -> str:
    """Return why a question has no answer where nothing failed and nothing was refused: it can be asked again.

    With ``again`` the script does so at once.
    """
    look = "rq-unanswered rq-resume" if again else "rq-unanswered"
    return f'<div class="{look}" role="status"><p>{escape(sentence)}</p>{_acts(words)}</div>'


def render_pending(note: str) -> str:
    """Return the note that stands where the answer will be."""
    return f'<div class="rq-pending" role="status">{escape(note)}</div>'


def render_draft(text: str, words: Words) -> str:
    """Return what a chat model has written so far, as text under a note that it is a draft and not yet checked."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
    return (
        f'<div class="rq-draft" role="status"><p class="rq-label">{escape(words.draft)}</p>'
        f'<div class="rq-answer-text">{lines}</div></div>'
    )


def render_failure(failure: Failure, words: Words, what: str = "") -> str:
    """Return a failure: what failed (by default, answering), and that it says nothing about the report."""
    acts = "" if what else _acts(words)
    reason = one_language(failure.reason, words.language) or words.failed_unknown
    return (
        f'<div class="rq-failure" role="alert"><p class="rq-verdict">{escape(what or words.failed)}</p>'
        f'<p class="rq-reason">{escape(reason)}</p>'
        f'<p class="rq-fine">{escape(words.failed_note)}</p>{acts}</div>'
    )


def render_answer(answer: Answer, shelf: Shelf, words: Words) -> str:
    """Return an answer with its chips and citations, or a refusal with its related passages."""
    copy = _copying(answer, words)
    chips = {citation.n: _chip(citation, shelf, words) for citation in answer.citations}
    text = render_markdown(answer.text, chips)
    ballot = f"rq-ballot-{ballot_name(answer)}"  # in a class, which the sanitiser keeps; the script adds the thumbs
    if answer.status == "refused":
        related = _evidence_list(answer.related, shelf, words)
        verdict = words.incomplete if asks_back(answer) else words.refused
        return (
            f'<div class="rq-refusal {ballot}"><p class="rq-verdict">{escape(verdict)}</p>'
            f'<div class="rq-answer-text">{text}</div>{related}{copy}</div>'
        )
    cited = "".join(_citation(citation, chips[citation.n], shelf, words) for citation in answer.citations)
    sources = f'<ol class="rq-citations" title="{escape(words.citations)}">{cited}</ol>' if cited else ""
    made = _made(answer, words)
    return f'<div class="rq-answer {ballot}"><div class="rq-answer-text">{text}</div>{made}{sources}{copy}</div>'


def _made(answer: Answer, words: Words) -> str:
    """Return how a chat model came into the answer, in small: checked, mended, or not used, and then why."""
    if answer.generation is None:
        return ""
    note = {"verified": words.verified, "repaired": words.repaired}.get(answer.generation.grounding)
    return f'<p class="rq-fine rq-made">{escape(note or answer.generation.notice)}</p>'


def render_markdown(text: str, chips: dict[int, str] | None = None) -> str:
    """Return the HTML of an answer's Markdown: paragraphs, lists, bold, and ``[n]`` markers as ``chips``.

    Anything else that Markdown or HTML knows (links, images, tags, code) is shown as the characters it is made of,
    and so is ``[n]`` where ``chips`` holds no ``n`` and wherever a backslash stands before it.
    """
    parts: list[str] = []
    items: list[str] = []
    tag = "ul"
    for line in text.split("\n"):
        item = _ITEM.fullmatch(line)
        if item:
            kind = "ol" if item[1] else "ul"
            if items and kind != tag:
                parts.append(_list(tag, items))
                items = []
            tag = kind
            items.append(_inline(item[2], chips or {}))
            continue
        if items:
            parts.append(_list(tag, items))
            items = []
        if line.strip():
            parts.append(f"<p>{_inline(line, chips or {})}</p>")
    if items:
        parts.append(_list(tag, items))
    return "".join(parts)


def plain_text(text: str, markers: bool = False) -> str:
    """Return the words of an answer's Markdown without bold and escapes: what a follow-up builds on.

    ``markers`` keeps the ``[n]``, for what a person copies.
    """

    def plain(match: re.Match[str]) -> str:
        marker = match.group() if markers and match[4] else ""
        return match[1] or _ENTITIES.get(match[2] or "", marker)

    return _TOKEN.sub(plain, text)


def copied_text(answer: Answer, words: Words) -> str:
    """Return what a person pastes elsewhere: question, answer, and every quote with its title, path and offsets."""
    lines = [answer.standalone_question.strip() or answer.question.strip(), plain_text(answer.text, markers=True)]
    for citation in answer.citations:
        lines += ["", f"[{citation.n}] “{citation.quote}”", source_line(citation, words)]
    if answer.related:
        lines += ["", words.related]
    for evidence in answer.related:
        lines += [f"“{evidence.quote}”", source_line(evidence, words)]
    return "\n".join(lines)


def source_line(evidence: Evidence, words: Words) -> str:
    """Return where words stand: the title, the path of headings, and the offsets in code points."""
    path = " > ".join((evidence.title, *evidence.section))
    return f"—— {path}{words.offsets.format(start=evidence.start, end=evidence.end)}"


def _copying(answer: Answer, words: Words) -> str:
    """Return the buttons under an answer, and what one of them copies: Gradio's own would copy the markup."""
    copy = f'<button type="button" class="rq-copy">{escape(words.copy)}</button>'
    return f'{_acts(words, copy)}<pre class="rq-copied">{escape(copied_text(answer, words))}</pre>'


def _acts(words: Words, first: str = "") -> str:
    """Return what can be done with an outcome; the last of a conversation can be asked for again."""
    return f'<div class="rq-acts">{first}<button type="button" class="rq-retry">{escape(words.again)}</button></div>'


def _list(tag: str, items: Sequence[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>"


def _inline(line: str, chips: dict[int, str]) -> str:
    stars = sum(1 for match in _TOKEN.finditer(line) if match[3])
    parts: list[str] = []
    position = seen = 0
    for match in _TOKEN.finditer(line):
        parts.append(escape(line[position : match.start()]))
        position = match.end()
        escaped, entity, bold, number = match.groups()
        if escaped or entity:
            parts.append(escape(escaped or _ENTITIES[entity]))
        elif bold:
            seen += 1
            literal = stars % 2 == 1 and seen == stars  # the one that nothing closes
            parts.append("**" if literal else "<strong>" if seen % 2 else "</strong>")
        else:
            parts.append(chips.get(int(number), escape(match.group())))
    parts.append(escape(line[position:]))
    return "".join(parts)


def _chip(citation: Citation, shelf: Shelf, words: Words) -> str:
    label = badge_label(citation, citation.side, words.language)
    place = " · ".join(part for part in (label, " › ".join(citation.section)) if part)
    preview = f"{place}{words.colon}“{citation.quote}”" if place else f"“{citation.quote}”"
    kind = f"rq-chip rq-{citation.side} " if label else "rq-chip "
    link = shelf.link(citation, citation.span).replace('class="', f'class="{kind}', 1)
    return f'<a {link} title="{escape(preview)}"><span class="rq-sr">{escape(words.citation)} </span>[{citation.n}]</a>'


def _citation(citation: Citation, chip: str, shelf: Shelf, words: Words) -> str:
    label = badge_label(citation, citation.side, words.language)
    badge = f'<span class="rq-badge rq-{citation.side}">{escape(label)}</span>' if label else ""
    return (
        f'<li class="rq-citation"><div class="rq-where">{chip}{badge}{_place(citation, shelf)}</div>'
        f'<blockquote class="rq-quote">{_quote(citation)}</blockquote></li>'
    )


def _quote(citation: Citation) -> str:
    """Return the quote with the asked-for span stronger, where the span lies inside it."""
    quote = citation.quote
    if citation.span is None or not citation.start <= citation.span[0] < citation.span[1] <= citation.end:
        return escape(quote)
    begin, end = citation.span[0] - citation.start, citation.span[1] - citation.start
    return f"{escape(quote[:begin])}<strong>{escape(quote[begin:end])}</strong>{escape(quote[end:])}"


def _evidence_list(evidence: Sequence[Evidence], shelf: Shelf, words: Words) -> str:
    if not evidence:
        return ""
    items = "".join(
        f'<li class="rq-citation"><div class="rq-where">{_place(one, shelf)}</div>'
        f'<blockquote class="rq-quote"><a {shelf.link(one)} title="{escape(words.show)}">{escape(one.quote)}</a>'
        "</blockquote></li>"
        for one in evidence
    )
    return f'<div class="rq-related"><p class="rq-label">{escape(words.related)}</p><ul>{items}</ul></div>'


def _place(evidence: Evidence, shelf: Shelf) -> str:
    """Return the section path, after the report's title where there is more than one report."""
    parts = [part for part in ((evidence.title,) if len(shelf) > 1 else ()) + evidence.section if part]
    path = '<span class="rq-step"> › </span>'.join(f"<span>{escape(part)}</span>" for part in parts)
    return f'<span class="rq-path">{path}</span>' if path else ""
