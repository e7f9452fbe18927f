"""A chat model writes the answer; nothing of it is shown that the cited words do not bear out.

Whether there is an answer is decided before the model is asked, by the extractive answerer: what it refuses stays
refused, whatever a question or a document may say to a model. The model may refuse too, where it finds no answer in the
passages and extraction is not sure of its own. The extractive answer is given where the model cannot be used, or where
what it wrote does not pass; likewise where a message asks several questions, of which each has its own answer.
"""

import logging
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from app.answer import Answer, Draft, Generation, Turn, check_question
from app.chat_model import ChatModel, Message, Reply, finish
from app.citable import Citable, Stretch
from app.drafts import clean, split_sentences, unusable
from app.english import glossary
from app.examined import Examined
from app.followup import leans_on_history, make_standalone
from app.grounding import Grounded, Grounder
from app.lexicon import Lexicon
from app.notices import SILENT_NOTICE, Cause, fallback_notice
from app.prompts import answer_messages, repair_messages, rewrite_messages, translate_messages
from app.refusing import refuse
from app.rewriting import read_rewritten, read_translation, recent_turns, surer
from app.scope import out_of_scope
from app.wording import SURE, word_answer
from index.errors import ChatModelError

PASSAGES, PASSAGES_FOR_SEVERAL = 5, 8
"""Passages that the model sees for a fact, and for a list, a summary or a comparison."""
_SEVERAL = ("list", "summary", "compare", "why", "how")
# Whether a claim holds the rules tell, better than a small model does that is asked for words on it.
_RULED = ("yesno",)
_REPAIR_WITHIN = 0.6  # of the time allowed: a repair that starts later would not be done
_DRAFT_EVERY = 0.2  # seconds

Extract = Callable[[str, Sequence[Turn], str | None, str], Examined]
"""(question, history, report, Chinese form) → the extractive answer and what it was chosen from."""
Writing = Generator[Draft, None, Reply]

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Work:
    """One answer in the making: when it must be done, and what the model has cost."""

    deadline: float
    started: float = field(default_factory=time.perf_counter)
    modelled: float = 0.0
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    rescued: bool = False
    """Whether only the model's own translation of the question found what the rules' form is refused."""

    def generation(self, grounding: Literal["verified", "repaired", "extractive"], dropped: int = 0) -> Generation:
        return Generation(
            grounding,
            dropped=dropped,
            calls=self.calls,
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
        )


class GenerativeAnswerer:
    """Lets a chat model write over the evidence that the extractive answerer found.

    Safe to use from several threads.
    """

    def __init__(self, extract: Extract, chat: ChatModel, citable: Citable, lexicon: Lexicon) -> None:
        self._extract = extract
        self._chat = chat
        self._citable = citable
        self._lexicon = lexicon
        self._vocabulary = lexicon.vocabulary

    def answer(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        """Answer one question; raises QuestionError for one that cannot be asked."""
        for said in self.stream(question, history, report):
            if isinstance(said, Answer):
                return said
        raise AssertionError("a stream ends with its answer")

    def stream(
        self, question: str, history: Sequence[Turn] = (), report: str | None = None
    ) -> Iterator[Draft | Answer]:
        """Yield what the model drafts, as drafts, and at last the answer."""
        work = _Work(time.monotonic() + self._chat.limits.total)
        examined = self._examine(check_question(question), history, report, work)
        answer = examined.answer
        written = examined.question.kind != "meta" and not examined.several
        if answer.status == "answered" and written:
            answer = yield from self._write(examined, work)
        timings = answer.timings_ms | {
            "model": round(1000 * work.modelled, 2),
            "total": round(1000 * (time.perf_counter() - work.started), 2),
        }
        yield replace(answer, question=question, timings_ms=timings)

    def _examine(self, question: str, history: Sequence[Turn], report: str | None, work: _Work) -> Examined:
        """Answer by extraction, of a follow-up and of an English question in the model's form where that is surer."""
        examined = self._extract(question, history, report, "")
        if history and (leans_on_history(question) or make_standalone(question, history) != question):
            rewritten = self._rewrite(question, history, work)
            if rewritten:
                examined = surer(examined, self._extract(rewritten, (), report, ""))
        by_rules, asked = examined.answer, examined.question
        if asked.lang == "en" and asked.kind != "meta" and not out_of_scope(asked.asked):
            terms = glossary(asked.asked, self._vocabulary)
            chinese = self._restate(translate_messages(asked.asked, terms), work)
            chinese = read_translation(chinese, asked.asked, asked.text)
            if chinese:
                examined = surer(examined, self._extract(asked.asked, (), report, chinese))
        work.rescued = by_rules.status == "refused" and examined.answer.status == "answered"
        return examined

    def _rewrite(self, question: str, history: Sequence[Turn], work: _Work) -> str:
        turns = recent_turns(history)
        lang = "en" if question.isascii() else "zh"
        return read_rewritten(self._restate(rewrite_messages(question, turns, lang), work), question, turns)

    def _restate(self, messages: Sequence[Message], work: _Work) -> str:
        """Return what the model makes of a question, or an empty string where it cannot be used."""
        try:
            reply = finish(self._ask(messages, work))
        except ChatModelError:
            return ""
        return reply.text if reply.finish == "stop" else ""

    def _write(self, examined: Examined, work: _Work) -> Generator[Draft, None, Answer]:
        question, base = examined.question, examined.answer
        passages = self._choose(examined)
        if not passages:
            return base
        grounder = Grounder(passages, self._citable, self._lexicon, question.lang, question.text)
        shown = [(stretch.text, stretch.section, stretch.side) for stretch in passages]
        messages = answer_messages(base.standalone_question, shown, question.lang)
        try:
            checked, cause = yield from self._draft(messages, grounder, question.lang, work)
        except ChatModelError as error:
            checked, cause = [], error.kind  # type: ignore[assignment]
        doubtful = work.rescued or (question.kind not in _RULED and base.confidence < SURE)
        if cause == "silent" and doubtful:
            return self._refuse(examined, work)
        worded = word_answer(examined, checked, self._citable.reports) if not cause else None
        if worded is None:
            cause = cause or "unverified"
            _log.info("The chat model's answer is not shown: %s", cause)
            fallen = replace(work.generation("extractive"), notice=fallback_notice(cause, question.lang), cause=cause)
            return replace(base, generation=fallen)
        dropped = sum(not one.holds for one in checked)
        as_written = not dropped and work.calls == 1 and not any(one.mended for one in checked)
        generation = work.generation("verified" if as_written else "repaired", dropped)
        return replace(base, text=worded[0], citations=worded[1], mode="generative", generation=generation)

    def _refuse(self, examined: Examined, work: _Work) -> Answer:
        """Refuse where the model, too, has read the passages and found no answer in them."""
        answer, question = examined.answer, examined.question
        refused = refuse(question, examined.found, answer.confidence, self._citable.reports)
        notice = SILENT_NOTICE[question.lang]
        return replace(refused, generation=replace(work.generation("extractive"), notice=notice, cause="silent"))

    def _choose(self, examined: Examined) -> list[Stretch]:
        """Return what the model is to read: what the extractive answer cites, then the most probable passages."""
        cited = {(c.report, c.start) for c in examined.answer.citations}
        ranked = [item.candidate.passage for item in examined.found]
        ordered = sorted(ranked, key=lambda p: (p.report, p.start) not in cited)
        most = PASSAGES_FOR_SEVERAL if examined.question.kind in _SEVERAL else PASSAGES
        return [self._citable.passage(passage) for passage in ordered[:most]]

    def _draft(
        self, messages: Sequence[Message], grounder: Grounder, lang: Literal["zh", "en"], work: _Work
    ) -> Generator[Draft, None, tuple[list[Grounded], Cause | None]]:
        """Let the model write, check it, and let it mend once what does not hold."""
        reply = yield from self._ask(messages, work)
        draft = clean(reply.text)
        cause = unusable(draft, reply.finish, lang)
        if cause:
            return [], cause
        checked = _check(draft, reply.finish, grounder)
        faults = [one.fault for one in checked if not one.holds]
        late = work.deadline - time.monotonic() < (1 - _REPAIR_WITHIN) * self._chat.limits.total
        if not faults or late:
            return checked, None
        try:
            again = yield from self._ask(repair_messages(messages, draft, faults[:3], lang), work)
        except ChatModelError:
            return checked, None
        mended = clean(again.text)
        if unusable(mended, again.finish, lang):
            return checked, None
        rechecked = _check(mended, again.finish, grounder)
        better = sum(one.holds for one in rechecked) >= sum(one.holds for one in checked)
        return (rechecked if better else checked), None

    def _ask(self, messages: Sequence[Message], work: _Work) -> Writing:
        """Ask the model; yield drafts now and then, return its reply; what it takes is booked."""
        work.calls += 1
        started = shown = time.perf_counter()
        written = ""
        writing = self._chat.stream(messages, work.deadline)
        try:
            while True:
                try:
                    written += next(writing)
                except StopIteration as end:
                    reply: Reply = end.value
                    work.prompt_tokens += reply.prompt_tokens
                    work.completion_tokens += reply.completion_tokens
                    return reply
                if time.perf_counter() - shown >= _DRAFT_EVERY and written.strip():
                    shown = time.perf_counter()
                    yield Draft(clean(written))
        finally:
            writing.close()
            work.modelled += time.perf_counter() - started


def _check(draft: str, finish: str, grounder: Grounder) -> list[Grounded]:
    checked: list[Grounded] = []
    for sentence in split_sentences(draft, finish):
        checked.append(grounder.check(sentence, [one.sentence.text for one in checked if one.holds]))
    return checked
