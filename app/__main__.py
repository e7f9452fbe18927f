"""``python -m app``: ask one question, or serve the chat page."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.answer import MAX_QUESTION
from app.chat_options import add_chat_options, open_chat
from index.errors import QuestionError, ReportQAError
from index.options import add_feedback_option, add_index_options, positive, state_folder

EXIT_INTERRUPTED, EXIT_UNREAD = 130, 141


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of ``python -m app``."""
    parser = argparse.ArgumentParser(
        prog="python -m app", description="Ask the reports; every answer cites their words."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="answer one question")
    ask.add_argument("question", help="the question; - reads it from standard input")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.add_argument("--report", metavar="ID", help="ask one report only")
    add_index_options(ask)
    add_chat_options(ask)
    serve = commands.add_parser("serve", help="serve the chat page")
    serve.add_argument("--host", default="127.0.0.1", metavar="HOST", help="address to listen on (default 127.0.0.1)")
    serve.add_argument("--port", type=_port, default=7860, metavar="PORT", help="port to listen on (default 7860)")
    serve.add_argument("--mcp", action="store_true", help="offer ask, search and figures as MCP tools too")
    add_feedback_option(serve, "SQLite file for what people think of answers; an empty name keeps nothing")
    add_index_options(serve)
    add_chat_options(serve)
    return parser


def _port(text: str) -> int:
    port = positive(text)
    if port > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (1 to 65535)")
    return port


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    options = make_parser().parse_args(arguments)
    try:
        {"ask": _ask, "serve": _serve}[options.command](options)
        sys.stdout.flush()
    except ReportQAError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader of the output has gone, as in `… ask … | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_UNREAD
    return 0


def _ask(options: argparse.Namespace) -> None:
    from app.answer import check_question

    question = _read_stdin() if options.question == "-" else options.question
    check_question(question)  # before ten seconds of loading
    chat = open_chat(options)
    from app.engine import Engine

    engine = Engine.open(options.index, options.embedding_model, chat=chat)
    answer = engine.answer(question, report=options.report)
    if options.json:
        # ASCII escapes only where UTF-8 cannot go: a lone surrogate in a question.
        print(json.dumps(answer.to_json(), ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8"))
    else:
        print(answer.to_markdown().encode("utf-8", "replace").decode("utf-8"))


def _read_stdin() -> str:
    """Read a question from standard input, no further than a question may reach."""
    data = sys.stdin.buffer.read(16 * MAX_QUESTION)
    try:
        return data.decode("utf-8") if len(data) < 16 * MAX_QUESTION else data.decode("utf-8", "ignore")
    except UnicodeDecodeError:
        raise QuestionError("标准输入不是 UTF-8 文本。(Standard input is not UTF-8 text; convert it.)") from None


def _serve(options: argparse.Namespace) -> None:
    from index.manifest import Manifest

    Manifest.read(options.index)  # a missing index is told before the page is up
    from app.feedback import FeedbackFile
    from app.web.secret import load_secret
    from app.web.server import serve

    chat = open_chat(options)

    feedback = FeedbackFile(Path(options.feedback)) if options.feedback else None

    def open_engine():  # type: ignore[no-untyped-def]
        from app.engine import Engine

        return Engine.open(options.index, options.embedding_model, chat=chat)

    secret = load_secret(state_folder())
    serve(open_engine, host=options.host, port=options.port, mcp=options.mcp, feedback=feedback, secret=secret)


if __name__ == "__main__":
    sys.exit(main())
