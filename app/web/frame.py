"""What stands around the chat as HTML: the head of the page, the example questions, the panel of the source."""

from collections.abc import Sequence

from app.web.board import render_switch
from app.web.board_words import board_words
from app.web.source_view import escape
from app.web.words import Words, one_language

MOST_TITLES = 3
"""Reports that the welcome names."""


def render_head(words: Words) -> str:
    """Return the head of the page: its name, what it does, and its two buttons."""
    theme = escape(words.theme)
    return (
        f'<header class="rq-head"><div class="rq-names"><h1>{escape(words.name)}</h1>'
        f"<p>{escape(words.tagline)}</p></div>"
        f'<a class="rq-open" href="#rq-panel">{escape(words.open_panel)}</a>'
        f'<button type="button" class="rq-theme" aria-label="{theme}" title="{theme}">◐</button>'
        f"{_script_words(words)}</header>"
    )


def _script_words(words: Words) -> str:
    """Return what the script says on its own, in the page's language, as data of a hidden element."""
    said = {
        "copied": words.copied,
        "not-copied": words.not_copied,
        "editing": words.editing,
        "cancel": words.cancel,
        "lost": words.lost,
        "about": words.about,
        "about-question": words.about_question,
    }
    data = " ".join(f'data-{key}="{escape(value)}"' for key, value in said.items())
    return f'<span id="rq-words" hidden {data}></span>'


def render_next(questions: Sequence[str], words: Words) -> str:
    """Return the questions to go on with after an answer, or nothing; the script sends them."""
    if not questions:
        return ""
    buttons = "".join(f'<li><button type="button" class="rq-example">{escape(one)}</button></li>' for one in questions)
    return f'<div class="rq-next"><p class="rq-label">{escape(words.next)}</p><ul>{buttons}</ul></div>'


def render_examples(questions: Sequence[str], words: Words, titles: Sequence[str] = ()) -> str:
    """Return what an empty chat says: a welcome, which reports there are, and example questions.

    The script sends these, and opens the reports.
    """
    buttons = "".join(f'<li><button type="button" class="rq-example">{escape(one)}</button></li>' for one in questions)
    listed = f'<p class="rq-label">{escape(words.examples)}</p><ul>{buttons}</ul>' if buttons else ""
    about = ""
    if titles:
        names = "".join(
            f'<a class="rq-subject-name" href="#rq-panel" lang="zh-CN">{escape(title)}</a>'
            for title in titles[:MOST_TITLES]
        )
        more = "" if len(titles) <= MOST_TITLES else " …"
        told = (words.subject if len(titles) == 1 else words.subjects) + words.colon
        about = f'<p class="rq-subject">{escape(told)}{names}{more}</p>'
    return f'<div class="rq-examples"><p class="rq-welcome">{escape(words.welcome)}</p>{about}{listed}</div>'


def render_note(sentence: str, words: Words) -> str:
    """Return what is wrong with a question, for beneath the box it was typed in."""
    return f'<p class="rq-note" role="alert">{escape(one_language(sentence, words.language))}</p>'


def render_source(content: str, words: Words, board: str = "") -> str:
    """Return the panel around ``content``, HTML of this package: on a narrow screen it is a drawer.

    With a ``board`` of figures the panel holds both, and tabs to switch between them.
    """
    name, panes = f"<span>{escape(words.source)}</span>", f'<div class="rq-scroll">{content}</div>'
    if board:
        name = render_switch(board_words(words.language))
        panes = (
            '<div class="rq-panes"><div class="rq-scroll" id="rq-pane-source" role="tabpanel" '
            f'aria-labelledby="rq-view-source">{content}</div><div class="rq-pane-board" id="rq-pane-board" '
            f'role="tabpanel" aria-labelledby="rq-view-board">{board}</div></div>'
        )
    return (
        f'<section class="rq-panel" id="rq-panel" aria-label="{escape(words.source)}" tabindex="-1">'
        f'<div class="rq-bar">{name}'
        f'<a class="rq-close" href="#rq-talk" aria-label="{escape(words.close)}">✕</a></div>'
        f"{panes}"
        f'<p class="rq-sr" role="status" data-said="{escape(words.marked + words.colon)}"></p></section>'
    )


def render_waiting(words: Words) -> str:
    """Return what stands in the panel until the reports are loaded."""
    return f'<p class="rq-pending" role="status">{escape(words.loading)}</p>'
