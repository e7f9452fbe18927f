"""The command-line options of the chat model, which every front end shares; there is none unless one is named."""

import argparse
import math
import os

from app.chat_client import ChatLimits
from app.chat_model import ChatModel
from index.errors import InputError

_SECONDS = ChatLimits().total


def add_chat_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--chat-model``, ``--base-url`` and ``--chat-timeout``; ``REPORT_QA_*`` variables are their defaults."""
    parser.add_argument(
        "--chat-model",
        default=os.environ.get("REPORT_QA_CHAT_MODEL") or None,
        metavar="openai:NAME",
        help="let this model write the answers, each claim checked against the report (default: no model)",
    )
    parser.add_argument(
        "--base-url",
        default=os.environ.get("REPORT_QA_BASE_URL") or None,
        metavar="URL",
        help="where an OpenAI-compatible server offers it, such as http://127.0.0.1:11434/v1",
    )
    parser.add_argument(
        "--chat-timeout",
        type=_seconds,
        default=os.environ.get("REPORT_QA_CHAT_TIMEOUT") or _SECONDS,
        metavar="SECONDS",
        help=f"how long the model may take for an answer (default {_SECONDS:g})",
    )


def open_chat(options: argparse.Namespace) -> ChatModel | None:
    """Return the model that ``options`` name, or None where they name none; InputError where they do not fit."""
    if not options.chat_model:
        if options.base_url:
            raise InputError("--base-url needs a model; name it with --chat-model openai:NAME.")
        return None
    seconds = options.chat_timeout
    return ChatModel.open(
        options.chat_model, options.base_url, ChatLimits(read=min(0.75 * seconds, 120.0), total=seconds)
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds (up to 3600)")
    return seconds
