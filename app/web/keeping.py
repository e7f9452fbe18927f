"""A conversation as the visitor's browser keeps it: sealed, bounded, and rebuilt from the index when it comes back.

The server keeps nothing. What the browser hands back counts only under our seal, so no answer is shown that was not
given; of citations only offsets are kept, and the words are cut from the report anew, so that
``source[start:end] == quote`` holds for old answers as for new ones. An answer from a report that has changed since
is not shown.
"""

import hmac
import json
from dataclasses import asdict, dataclass
from typing import Any

from app.answer import Answer, Citation, Evidence, Generation
from app.web.render import Failure, plain_text
from app.web.source_view import Shelf

VERSION = 1
MAX_KEPT = 120_000
"""Characters that a kept conversation may have; a browser keeps five million for all of a site."""
MAX_SHOWN = 50
"""Exchanges that a conversation keeps; older ones leave it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question whose answer is on its way; ``tries`` counts how often it has been asked."""

    tries: int = 1


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A question whose answer never came: the server ended, or the visitor asked something else.

    ``tries`` counts how often it was asked, where the page is to ask it again by itself; 0 leaves that to the visitor.
    """

    tries: int = 0


@dataclass(frozen=True, slots=True)
class Outdated:
    """An answer from a report that is not what it was: its words can no longer be shown."""


Outcome = Answer | Failure | Waiting | Interrupted | Outdated


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, the id of the report it was asked of (empty: all of them), and what came of it."""

    question: str
    report: str
    outcome: Outcome


Record = dict[str, Any]
"""An exchange as JSON. Only ``Keeper`` makes records from what a browser sends, and only under the seal."""


class Keeper:
    """Seals conversations with keys made from one secret."""

    def __init__(self, secret: bytes) -> None:
        self.browser_secret = hmac.digest(secret, b"browser", "sha256").hex()
        """What Gradio encrypts the browser's storage with. Every visitor's page is told it: it guards nothing more
        than a look at the browser's files. The seal's key never leaves the server."""
        self._key = hmac.digest(secret, b"seal", "sha256")

    def seal(self, records: list[Record]) -> dict[str, Any]:
        """Return the last of ``records`` that there is room for, as the browser is to keep them."""
        kept = records[-MAX_SHOWN:]
        lines = [json.dumps(record, ensure_ascii=True, separators=(",", ":")) for record in kept]
        while lines and sum(map(len, lines)) + len(lines) > MAX_KEPT:
            lines.pop(0)
        text = f"[{','.join(lines)}]"
        return {"version": VERSION, "talk": text, "seal": self._sign(text)}

    def open(self, kept: object) -> list[Record]:
        """Return the records of what ``seal`` made; none where it is anything else, or of another version."""
        if not isinstance(kept, dict) or kept.get("version") != VERSION:
            return []
        text, seal = kept.get("talk"), kept.get("seal")
        if not isinstance(text, str) or not isinstance(seal, str) or len(text) > MAX_KEPT + 2:
            return []
        if not text.isascii() or not seal.isascii() or not hmac.compare_digest(self._sign(text), seal):
            return []
        records: list[Record] = json.loads(text)
        return records

    def _sign(self, text: str) -> str:
        return hmac.digest(self._key, f"{VERSION}:{text}".encode("ascii"), "sha256").hex()


def to_record(exchange: Exchange, shelf: Shelf) -> Record:
    """Return ``exchange`` as JSON; ``shelf`` holds the reports that its answer cites."""
    record: Record = {"question": exchange.question, "report": exchange.report}
    outcome = exchange.outcome
    if isinstance(outcome, Failure):
        return record | {"failure": outcome.reason}
    if isinstance(outcome, Waiting):
        return record | {"tries": outcome.tries}
    if isinstance(outcome, Interrupted):
        return record | {"tried": outcome.tries}
    if not isinstance(outcome, Answer):
        return record  # an outdated answer is not kept
    cited = [
        [*_place(citation, shelf), citation.n, list(citation.span or ()), citation.side]
        for citation in outcome.citations
    ]
    related = [_place(evidence, shelf) for evidence in outcome.related]
    return record | {
        "standalone": outcome.standalone_question,
        "status": outcome.status,
        "text": outcome.text,
        "citations": cited,
        "related": related,
        "mode": outcome.mode,
        "confidence": outcome.confidence,
        "generation": asdict(outcome.generation) if outcome.generation else None,
    }


def from_record(record: Record, shelf: Shelf) -> Exchange:
    """Return the exchange of a record, its citations cut anew from the reports on ``shelf``."""
    question, report = record["question"], record["report"]
    if "failure" in record:
        return Exchange(question, report, Failure(record["failure"]))
    if "tries" in record:
        return Exchange(question, report, Waiting(record["tries"]))
    if "status" not in record:
        return Exchange(question, report, Interrupted(record.get("tried", 0)))
    try:
        outcome: Outcome = Answer(
            question,
            record["standalone"],
            record["status"],
            record["text"],
            tuple(_cite(cited, shelf) for cited in record["citations"]),
            tuple(_cut(place, shelf) for place in record["related"]),
            record["mode"],
            record["confidence"],
            generation=Generation(**made) if (made := record.get("generation")) else None,
        )
    except LookupError:
        outcome = Outdated()
    return Exchange(question, report, outcome)


def is_waiting(record: Record) -> bool:
    """Whether the record's answer is still on its way."""
    return "tries" in record


def settled(records: list[Record]) -> list[Record]:
    """Return ``records`` with questions that nobody answers any more marked as interrupted."""
    return [{key: one[key] for key in one if key not in ("tries", "tried")} for one in records]


def _place(evidence: Evidence, shelf: Shelf) -> list[Any]:
    return [evidence.report, shelf.digest(evidence.report), list(evidence.section), evidence.start, evidence.end]


def _cut(place: list[Any], shelf: Shelf) -> Evidence:
    """Return the words at ``place``; LookupError where the report is gone, or is not what it was."""
    report, state, section, start, end = place
    source = shelf.get(report)
    if source is None or shelf.digest(report) != state:
        raise LookupError(report)
    return Evidence(report, source.title, tuple(section), source.text[start:end], start, end)


def _cite(cited: list[Any], shelf: Shelf) -> Citation:
    *place, number, span, side = cited
    cut = _cut(place, shelf)
    within = (span[0], span[1]) if span else None
    return Citation(cut.report, cut.title, cut.section, cut.quote, cut.start, cut.end, number, within, side)


def history_of(records: list[Record]) -> list[dict[str, str]]:
    """Return the conversation as a follow-up's history; what failed was never answered and is left out."""
    turns: list[dict[str, str]] = []
    for record in records:
        if "status" in record:
            turns += [
                {"role": "user", "content": record["question"]},
                {"role": "assistant", "content": plain_text(record["text"])},
            ]
    return turns


def reports_shown(shelf: Shelf, report: str, records: list[Record]) -> list[str]:
    """Return the chosen report, or the first, and every report that the conversation links to."""
    linked = [place[0] for record in records for place in (*record.get("citations", ()), *record.get("related", ()))]
    first = report or next((one.id for one in shelf.reports), "")
    return list(dict.fromkeys([first, *linked]))
