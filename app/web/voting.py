"""The page's thumbs: which answers can be judged, and what becomes of a verdict.

The script sends a verdict with the name of the answer it is on (``ballot_name``); the answer itself stays here, so
that nobody can put words into the file that the program never said.
"""

import hashlib
import json
import logging
import re
import threading
from collections import OrderedDict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.answer import Answer
from app.feedback import Feedback, FeedbackFile
from index.errors import FeedbackError, QuestionError

if TYPE_CHECKING:
    from fastapi import FastAPI

MAX_WORD = 500
"""Characters that a verdict may add."""
MAX_BALLOTS = 4096
"""Answers that can still be judged; the oldest leave first."""
_MAX_BODY = 16 * 1024
_VOTE = re.compile(r"[0-9a-f]{32}")
_log = logging.getLogger(__name__)

_WORDS = {
    "zh": {
        "group": "评价这个回答",
        "up": "有帮助",
        "down": "没帮助",
        "word": "补充一句（可不填）",
        "send": "提交",
        "kept": "已记在服务器上，不记是谁，谢谢。",
        "failed": "评价没有记下来，回答不受影响。",
    },
    "en": {
        "group": "Judge this answer",
        "up": "Helpful",
        "down": "Not helpful",
        "word": "Add a word (optional)",
        "send": "Send",
        "kept": "Kept on this server, without your name; thank you.",
        "failed": "The feedback was not kept; the answer is not affected.",
    },
}


def ballot_name(answer: Answer) -> str:
    """Return the name under which ``answer`` is judged: the same for the same answer to the same question."""
    record = answer.to_json()
    said = {key: value for key, value in record.items() if key not in ("timings_ms", "confidence")}
    data = json.dumps(said, sort_keys=True).encode("ascii")
    return hashlib.sha256(data).hexdigest()[:20]


def vote_words() -> dict[str, dict[str, str]]:
    """Return what the script says, by language."""
    return _WORDS


class Ballots:
    """The answers that were given, and where verdicts on them go; without a file nothing is kept."""

    def __init__(self, file: FeedbackFile | None) -> None:
        self._file = file
        self._offered: OrderedDict[str, tuple[Answer, str, str]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def open(self) -> bool:
        """Whether verdicts are kept."""
        return self._file is not None

    def prepare(self) -> None:
        """Make the file; where it cannot be kept, say so in the log now rather than at the first verdict."""
        try:
            if self._file:
                self._file.prepare()
        except FeedbackError as error:
            _log.warning("%s Answers are given all the same.", error)

    def offer(self, answer: Answer, report: str | None, index_digest: str) -> None:
        """Let ``answer``, asked of ``report``, be judged."""
        if self._file is None:
            return
        name = ballot_name(answer)
        with self._lock:
            self._offered[name] = answer, report or "", index_digest
            self._offered.move_to_end(name)
            while len(self._offered) > MAX_BALLOTS:
                self._offered.popitem(last=False)

    def cast(self, ballot: object) -> None:
        """Keep the verdict that the script sent.

        Raises QuestionError for what is no verdict or on no answer of this server, FeedbackError when the file fails.
        """
        name, vote, verdict, word = _check(ballot)
        with self._lock:
            offered = self._offered.get(name)
        if offered is None or self._file is None:
            raise QuestionError(
                "这个回答已不在服务器上，没法评价；请重新提问。(This answer has left the server; ask again.)"
            )
        answer, report, digest = offered
        now = datetime.now(UTC).isoformat(timespec="seconds")
        kept = Feedback.on(answer, vote=vote, at=now, verdict=verdict, word=word, report=report, index_digest=digest)
        self._file.add(kept)


def _check(ballot: object) -> tuple[str, str, Any, str]:
    record = ballot if isinstance(ballot, dict) else {}
    name, vote, verdict, word = (record.get(key, "") for key in ("answer", "vote", "verdict", "word"))
    texts = all(isinstance(one, str) for one in (name, vote, verdict, word))
    if not texts or not _VOTE.fullmatch(vote) or verdict not in ("up", "down"):
        raise QuestionError("评价的格式不对。(This is not a verdict.)")
    if len(word) > MAX_WORD:
        raise QuestionError(f"补充的话太长，请缩短到 {MAX_WORD} 字以内。(The word is too long; shorten it.)")
    return name, vote, verdict, word.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def add_feedback_route(app: "FastAPI", ballots: Ballots) -> None:
    """Let the page's script send verdicts to ``/feedback``: 204 when one is kept, else a sentence as JSON."""
    from fastapi import Request, Response
    from fastapi.responses import JSONResponse
    from starlette.concurrency import run_in_threadpool

    async def feedback(request: Request) -> Response:
        # A page of another site can send text or a form here, but no JSON without asking first.
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return JSONResponse({"sentence": "评价应当是 JSON。(Send JSON.)"}, 415)
        body = await request.body()
        try:
            ballot = json.loads(body) if len(body) <= _MAX_BODY else None
            await run_in_threadpool(ballots.cast, ballot)
        except FeedbackError as error:
            _log.error("%s", error)
            return JSONResponse({"sentence": f"{_WORDS['zh']['failed']}({_WORDS['en']['failed']})"}, 503)
        except (QuestionError, ValueError, RecursionError) as error:
            sentence = str(error) if isinstance(error, QuestionError) else "评价的格式不对。(This is not a verdict.)"
            return JSONResponse({"sentence": sentence}, 400)
        return Response(status_code=204)

    app.add_api_route("/feedback", feedback, methods=["POST"], include_in_schema=False)
