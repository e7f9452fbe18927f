"""The README says what the programs say."""

import re
from pathlib import Path

import pytest

from app.__main__ import make_parser as app_parser
from eval.__main__ import make_parser as eval_parser
from index.__main__ import make_parser as index_parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PARSERS = {"index": index_parser, "app": app_parser, "eval": eval_parser}


def help_text(command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("INDEX", "DOCS", "EMBEDDING_MODEL", "FEEDBACK", "CHAT_MODEL", "BASE_URL", "CHAT_TIMEOUT"):
        monkeypatch.delenv(f"REPORT_QA_{name}", raising=False)
    program, *sub = command.split()
    parser = PARSERS[program]()
    for name in sub:
        choices = next(action.choices for action in parser._actions if action.choices)
        parser = choices[name]
    return parser.format_help().strip()


@pytest.mark.parametrize(
    "command",
    [
        "index",
        "index build",
        "index show",
        "index search",
        "app",
        "app ask",
        "app serve",
        "eval",
        "eval run",
        "eval bench",
        "eval feedback",
    ],
)
def test_help_in_the_readme_is_the_programs_help(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = dict(re.findall(r"<!-- help: ([\w ]+) -->\n```text\n(.*?)\n```", README, re.DOTALL))
    assert blocks[command].strip() == help_text(command, monkeypatch)


def test_make_targets_named_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"(?:`|\$ )make (\w+)", README))
    assert {"chat", "test"} <= targets
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_files_linked_in_the_readme_exist() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert links
    for link in links:
        assert (ROOT / link).exists(), link
