"""The page: its components, how they look, and which event changes which of them."""

from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.events import api

from app.web.conversation import Conversations, words_of
from app.web.desk import Desk
from app.web.frame import render_examples, render_head, render_source, render_waiting
from app.web.keeping import Keeper
from app.web.programs import Programs
from app.web.shell import STATIC
from app.web.words import translations, words_for

_NO_BUTTONS: list[Any] = []  # Gradio's own copy buttons would copy markup
_FONTS = ["system-ui", "-apple-system", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and change."""

    head: gr.HTML
    chat: gr.Chatbot
    examples: gr.HTML
    note: gr.HTML
    report: gr.Dropdown
    pick: gr.Textbox
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    clear: gr.Button
    export: gr.Button
    source: gr.HTML
    kept: gr.BrowserState
    edited: gr.Number
    file: gr.JSON

    @property
    def shown(self) -> list[Any]:
        """What an event of the conversation changes, in the order of ``conversation.Shown``."""
        return [self.chat, self.question, self.kept, self.source, self.examples, self.note]


def build_page(desk: Desk, keeper: Keeper) -> gr.Blocks:
    """Return the page over ``desk``; ``keeper`` seals what browsers keep of conversations."""
    conversations = Conversations(desk, keeper)
    page: gr.Blocks
    with gr.Blocks(title="柳城问答 · Report QA", fill_height=True, fill_width=True, analytics_enabled=False) as page:
        programs = Programs(desk)
        for name, endpoint in {"ask": programs.ask, "search": programs.search, "figures": programs.figures}.items():
            api(endpoint, api_name=name, concurrency_limit=4)
        _connect(page, _lay_out(gr.I18n(**translations()), keeper), conversations)
    page.queue(default_concurrency_limit=4, max_size=256)
    return page


def page_options() -> dict[str, Any]:
    """Return how ``gr.mount_gradio_app`` is to mount the page: its looks, its languages, nothing from outside."""
    return {
        "theme": gr.themes.Base(font=_FONTS, font_mono=["ui-monospace", "monospace"]),
        "i18n": gr.I18n(**translations()),
        "favicon_path": str(STATIC / "icon.svg"),
        "footer_links": [],
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,
        "show_error": False,
        "pwa": True,
        "mcp_server": False,  # see tools
        "max_file_size": 1,
    }


def _lay_out(say: gr.I18n, keeper: Keeper) -> _Parts:
    words = words_for("zh")
    plain: dict[str, Any] = {"apply_default_css": False, "js_on_load": None}
    head = gr.HTML(render_head(words), elem_id="rq-head", **plain)
    with gr.Row(elem_id="rq-main"):
        with gr.Column(elem_id="rq-talk", min_width=0):
            chat = _chatbot(say)
            examples = gr.HTML(render_examples([], words), elem_id="rq-examples", **plain)
            note = gr.HTML("", elem_id="rq-note", **plain)
            with gr.Column(elem_id="rq-ask"):
                report = _selector(say)
                pick = gr.Textbox(elem_id="rq-pick", visible="hidden", show_label=False)  # set by the board's script
                with gr.Row(elem_id="rq-line"):
                    question = _question(say)
                    send = _button(say, "send", variant="primary")
                    stop = _button(say, "stop")
                with gr.Row(elem_id="rq-foot"):
                    export, clear = _button(say, "export"), _button(say, "clear")
        source = gr.HTML(render_source(render_waiting(words), words), elem_id="rq-source", **plain)
    kept = gr.BrowserState(storage_key="report-qa-conversation", secret=keeper.browser_secret)
    edited, file = gr.Number(-1, visible=False), gr.JSON(visible=False)
    return _Parts(
        head, chat, examples, note, report, pick, question, send, stop, clear, export, source, kept, edited, file
    )


def _button(say: gr.I18n, name: str, **looks: Any) -> gr.Button:
    return gr.Button(say(name), elem_id=f"rq-{name}", scale=0, min_width=0, **looks)


def _chatbot(say: gr.I18n) -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="rq-chat",
        label=say("chat"),
        show_label=False,
        layout="panel",
        height=None,
        buttons=_NO_BUTTONS,
        latex_delimiters=[],
        allow_tags=False,
        group_consecutive_messages=False,
        autoscroll=False,  # following.js scrolls
        feedback_options=None,
    )


def _selector(say: gr.I18n) -> gr.Dropdown:
    return gr.Dropdown(
        [],
        visible=False,
        label=say("which_report"),
        show_label=False,
        container=False,
        elem_id="rq-report",
        min_width=0,
    )


def _question(say: gr.I18n) -> gr.Textbox:
    return gr.Textbox(
        elem_id="rq-question",
        label=say("question"),
        show_label=False,
        placeholder=say("placeholder"),
        lines=1,
        max_lines=5,
        autofocus=True,
        container=False,
        scale=1,
        min_width=0,
    )


def _connect(page: gr.Blocks, parts: _Parts, events: Conversations) -> None:
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    waiting: dict[str, Any] = private | {"concurrency_limit": None}
    once: dict[str, Any] = private | {"concurrency_limit": 4, "trigger_mode": "once"}
    # Past the queue: a queued event that ends as a question is asked closes the stream that the question relies on.
    aside: dict[str, Any] = private | {"queue": False}
    offered: dict[str, Any] = aside | {"fn": events.suggest, "outputs": [parts.examples]}
    offered |= {"inputs": [parts.report, parts.kept]}
    greeted = page.load(_greet, None, [parts.head, parts.source, parts.examples], **aside)
    listed = greeted.then(events.reports, None, [parts.report, parts.source], **aside)
    restored = listed.then(
        events.restore,
        [parts.report, parts.kept],
        parts.shown,
        js="(report, kept) => [report, window.reportQA.began() ? null : kept]",
        **aside,
    )
    parts.stop.click(events.stop, [parts.question, parts.kept], parts.shown, **waiting)
    retried = parts.chat.retry(events.retry, [parts.kept], parts.shown, **once)
    asked = gr.on(
        [parts.send.click, parts.question.submit],
        events.ask,
        [parts.question, parts.report, parts.kept, parts.edited],
        parts.shown,
        js="(question, report, kept) => [question, report, kept, window.reportQA.edited()]",
        api_name="chat",
        **once,
    )
    answering: list[Any] = [retried, asked]
    parts.stop.click(None, cancels=answering)
    cleared = parts.clear.click(events.clear, [parts.report], parts.shown, cancels=answering, **waiting)
    parts.report.input(events.choose, [parts.report, parts.kept], [parts.source], **aside).then(**offered)
    picked = parts.pick.change(events.pick, [parts.pick, parts.kept], [parts.report, parts.source], **aside)
    for ended in (restored, retried, asked, cleared, picked):
        ended.then(**offered)
    exported = parts.export.click(events.export, [parts.kept], [parts.file], **aside)
    exported.then(None, [parts.file], None, js="(file) => window.reportQA.save(file)", **private)


def _greet(request: gr.Request) -> tuple[str, str, str]:
    words = words_of(request)
    return render_head(words), render_source(render_waiting(words), words), render_examples([], words)
