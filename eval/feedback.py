"""What people thought of answers, turned into draft questions for a person to check.

A 👍 gives a draft with gold and evidence, which only says that the answer pleased; a 👎 gives the question alone. Such
a draft has the type ``unanswerable``, the one without gold, until somebody completes it as its note says.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.english import is_english
from app.feedback import Feedback, FeedbackFile
from app.question import tell_kind
from app.web.render import plain_text
from eval.metrics import MAX_SHORT_ANSWER
from eval.normalize import normalize
from eval.questions import DRAFT
from eval.results import write_atomically
from index.errors import InputError
from index.lexical import fold

_BOLD = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*", re.DOTALL)
_ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,2}\.)\s+", re.MULTILINE)
_TYPES = {"list": "list", "summary": "summary", "compare": "compare", "yesno": "yesno"}
_COMPLETE = (
    "complete it: where the report answers this, set type, kind, gold and evidence; where it does not, keep it as it is"
)


def export_feedback(source: Path, target: Path) -> tuple[int, int]:
    """Write the drafts that the feedback of ``source`` gives; return how many, and how many of them have gold.

    Raises FeedbackError for a file that cannot be read, InputError for a target that exists or cannot be written.
    """
    drafts = make_drafts(FeedbackFile(source).read())
    if target.exists():  # perhaps drafts that somebody has completed
        raise InputError(f"{target}: is already there; name a new file with --export.")
    write_atomically(target, "".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts))
    return len(drafts), sum(bool(draft["gold"]) for draft in drafts)


def make_drafts(feedback: Sequence[Feedback]) -> list[dict[str, Any]]:
    """Return one draft for each question asked of one report, in the order in which they were first judged."""
    groups: dict[tuple[str, str], list[Feedback]] = {}
    for one in feedback:
        groups.setdefault((one.standalone_question, _report_of(one)), []).append(one)
    return [_draft(question, report, votes) for (question, report), votes in groups.items()]


def _report_of(feedback: Feedback) -> str:
    """The report asked; where all were, the one cited, if it is one."""
    cited = {str(citation.get("report", "")) for citation in feedback.citations}
    return feedback.report or (cited.pop() if len(cited) == 1 else "")


def _draft(question: str, report: str, votes: Sequence[Feedback]) -> dict[str, Any]:
    last = votes[-1]
    liked = all(one.verdict == "up" for one in votes)
    gold = _gold(last) if liked and last.status == "answered" else []
    draft: dict[str, Any] = {
        "id": "F" + hashlib.sha256(f"{report}\n{question}".encode("utf-8", "replace")).hexdigest()[:10],
        "question": question,
        "type": _type(last, gold) if gold else "unanswerable",
        "kind": _kind(last) if gold else "none",
        "lang": "en" if is_english(question) else "zh",
        "gold": [[form] for form in gold],
        "evidence": list(dict.fromkeys(str(one["quote"]) for one in last.citations)) if gold else [],
        "note": _note(votes, bool(gold)),
    }
    return draft | ({"report": report} if report else {})


def _gold(feedback: Feedback) -> list[str]:
    """The words that the answer puts in bold, or else its lines; none that normalisation would empty."""
    found = _BOLD.findall(feedback.answer) or _ITEM.sub("", feedback.answer).split("\n")
    words = dict.fromkeys(plain_text(one).strip() for one in found)
    return [one for one in words if normalize(one)]


def _type(feedback: Feedback, gold: Sequence[str]) -> str:
    kind = _TYPES.get(tell_kind(fold(feedback.standalone_question)), "factoid")
    short = len(feedback.answer) <= MAX_SHORT_ANSWER
    return kind if kind not in ("factoid", "yesno") or (short and len(gold) == 1) else "list"


def _kind(feedback: Feedback) -> str:
    sides = [str(citation.get("side") or "") for citation in feedback.citations]
    return next((side for side in sides if side in ("result", "target", "plan", "problem")), "meta")


def _note(votes: Sequence[Feedback], gold: bool) -> str:
    last = votes[-1]
    ups = sum(one.verdict == "up" for one in votes)
    parts = [f"{DRAFT} from feedback ({ups} 👍, {len(votes) - ups} 👎)"]
    parts.append("check gold, type and evidence" if gold else _COMPLETE)
    asked = dict.fromkeys(one.question for one in votes if one.question != last.standalone_question)
    said = dict.fromkeys(one.word for one in votes if one.word)
    parts += [f"asked as: {question}" for question in asked] + [f"a person said: {word}" for word in said]
    if not gold:
        parts.append(f"{last.status}: {plain_text(last.answer)}")
    return "; ".join([*parts, f"index {last.index_digest[:12]}"])
