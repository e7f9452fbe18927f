"""Several questions asked at once: each is answered by itself, as a follow-up to those before, and told in its turn.

The message as a whole is tried as well: where one passage tells all that the parts are answered, one sentence is
enough. What the report does not tell of is named, never left out.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.answer import MAX_QUESTION, UNTOLD_EN, UNTOLD_ZH, Answer, Citation, Turn, escape_markdown
from app.asked_apart import split_questions
from app.examined import Examined
from app.followup import make_standalone
from app.question import tell_kind
from app.scope import out_of_scope
from app.topic import MEASURE, content_words, find_times, names_thing, substance, topic_of
from index.lexical import fold

MOST = 5
"""Questions of one message that are answered; for more, the reader is told to ask again."""
_NAMES_MORE = 4  # characters that name something
# Where the message as a whole is refused and so is a part, the rest is a near miss more often than else. Chosen on
# development questions.
_SURE = 0.9
_PERHAPS = 1 / 3  # confidence from which a refused part may be told after all by what the whole is answered
_REST_ZH = "一次最多回答{}个问题，其余的请另外问。"
_REST_EN = "At most {} questions are answered at a time; please ask the others again."
_MARKER = re.compile(r"(?<!\\)\[(\d+)\]")

Examine = Callable[[str, Sequence[Turn]], Examined]
"""(question, history) → the answer and what it was chosen from."""


def examine_each(examine: Examine, question: str, history: Sequence[Turn] = ()) -> Examined:
    """Return what ``examine`` makes of ``question``, or of the questions in it where it asks several.

    Raises whatever ``examine`` raises for the message as a whole.
    """
    whole = examine(question, history)
    asked = split_questions(question.strip())
    # What is beyond a report, an injected instruction say, is so as a whole: no part would show it.
    if len(asked) == 1 or out_of_scope(whole.question.asked):
        return whole
    parts: list[Examined] = []
    turns = list(history)
    time = before = ""
    for part in asked[:MOST]:
        own = find_times(part)
        completed = make_standalone(part, turns)
        if completed == part:
            # What stands alone is of the time of those before.
            completed = part if own or len(part) + len(time) > MAX_QUESTION else time + part
            parts.append(examine(completed, turns))
        elif substance(part) < _NAMES_MORE and (_is_of_a_thing(before) or not names_thing(part)):
            parts.append(examine(completed, ()))
        else:
            parts.append(examine(part, turns))
        time, before = own[0][0] if own else time, completed
        turns += [Turn("user", completed), Turn("assistant", parts[-1].answer.text)]
    told = [part.answer for part in parts if part.answer.status == "answered"]
    # What is set against each other is no matter by itself.
    compares = whole.question.kind == "compare" and not _goes_beyond(asked)
    untold = len(told) < len(parts) and whole.answer.status == "refused"
    if untold and max((answer.confidence for answer in told), default=0.0) < _SURE:
        return whole
    if not told or (whole.answer.status == "answered" and (compares or _tells_all(whole, parts))):
        return whole
    return replace(whole, answer=_joined(whole, parts, asked), several=True)


def _goes_beyond(asked: Sequence[str]) -> bool:
    """Whether, after what compares, another matter is asked about, none of whose words were said before."""
    compared = next((i for i, part in enumerate(asked) if tell_kind(fold(part)) == "compare"), len(asked))
    for i, part in enumerate(asked[compared + 1 :], compared + 1):
        words, said = content_words(part), "".join(asked[:i])
        if words and not any(word in said for word in words):
            return True
    return False


def _is_of_a_thing(question: str) -> bool:
    """Whether a question is on a thing, of which a next one in the same breath is that names little (谁是业主).

    What is only measured (财政收入) has nothing of its own to be asked about.
    """
    return bool(re.sub(MEASURE, "", topic_of(question).entity))


def _tells_all(whole: Examined, parts: Sequence[Examined]) -> bool:
    """Whether the answer to the whole holds what each part is answered, and perhaps what a refused one asks."""
    for part in parts:
        if part.answer.status == "answered" and not all(_told_by(whole.answer, one) for one in part.answer.citations):
            return False
        perhaps = part.answer.confidence >= _PERHAPS and part.found and _cites(whole.answer, part)
        if part.answer.status == "refused" and not perhaps:
            return False
    return True


def _told_by(answer: Answer, citation: Citation) -> bool:
    if not any(_overlap(citation, known) for known in answer.citations):
        return False
    start, end = citation.span or (citation.start, citation.end)
    asked = citation.quote[start - citation.start : end - citation.start]
    return escape_markdown(asked) in answer.text.replace("**", "")


def _cites(answer: Answer, part: Examined) -> bool:
    nearest = part.found[0].candidate.passage
    return any(c.report == nearest.report and c.start < nearest.end and nearest.start < c.end for c in answer.citations)


def _overlap(one: Citation, other: Citation) -> bool:
    return one.report == other.report and one.start < other.end and other.start < one.end


def _joined(whole: Examined, parts: Sequence[Examined], asked: Sequence[str]) -> Answer:
    """One answer of those to the parts, a paragraph each, numbered through; what is untold is named last."""
    english = whole.question.lang == "en"
    told = [part.answer for part in parts if part.answer.status == "answered"]
    citations: dict[tuple[str, int, int, tuple[int, int] | None], Citation] = {}
    paragraphs = [_renumbered(answer, citations) for answer in told]
    for words, part in zip(asked, parts, strict=False):  # more may be asked than is answered
        if part.answer.status == "refused":
            named = escape_markdown(words.strip("？?。.，, "))
            paragraphs.append((UNTOLD_EN if english else UNTOLD_ZH).format(named))
    if len(asked) > MOST:
        paragraphs.append((_REST_EN if english else _REST_ZH).format(MOST))
    return replace(
        whole.answer,
        status="answered",
        text="\n\n".join(dict.fromkeys(paragraphs)),
        standalone_question=" ".join(
            part.answer.standalone_question if part.answer.status == "answered" else words
            for words, part in zip(asked, parts, strict=False)
        ),
        citations=tuple(citations.values()),
        related=(),
        confidence=min(answer.confidence for answer in told),
        timings_ms=_added([whole.answer, *(part.answer for part in parts)]),
    )


def _renumbered(answer: Answer, citations: dict[tuple[str, int, int, tuple[int, int] | None], Citation]) -> str:
    """The words of ``answer`` with the numbers that its citations get among ``citations``, to which they are added."""
    numbers = {}
    for citation in answer.citations:
        key = (citation.report, citation.start, citation.end, citation.span)
        known = citations.setdefault(key, replace(citation, n=len(citations) + 1))
        numbers[citation.n] = known.n
    return _MARKER.sub(lambda found: f"[{numbers.get(int(found[1]), found[1])}]", answer.text)


def _added(answers: Sequence[Answer]) -> dict[str, float]:
    """The milliseconds of all answers, by stage."""
    total: dict[str, float] = {}
    for answer in answers:
        for stage, spent in answer.timings_ms.items():
            total[stage] = round(total.get(stage, 0.0) + spent, 2)
    return total
