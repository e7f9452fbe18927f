"""The default answerer: no language model, nothing invented, every word of the report quoted as it stands."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from app.analysis import analyse
from app.anchors import find_anchors, speaks_of, told_before
from app.answer import Answer, Turn, check_question
from app.calculation import calculate
from app.checking import surety_needed
from app.citing import Citer
from app.comparison import compare
from app.compose import competing, confirm, enumerate_items, state, summarize
from app.contents import tell_contents
from app.ellipsis import corrects
from app.elsewhere import is_elsewhere, tells_of_other
from app.english import to_chinese
from app.evidence import DEPTH, EvidenceFinder, Found
from app.examined import Examined, Gathered, Stopwatch, is_surer
from app.features import Candidate
from app.fitting import fitting_first
from app.followup import leans_on_history, make_standalone
from app.listed import siblings_for_list
from app.metadata import asks_absent_field, tell_fields
from app.mismatch import mismatches
from app.occurrences import asks_places, tell_places
from app.overview import summary_groups
from app.points import Point, load_points, weigh_points
from app.problems import tells_problems
from app.question import Question
from app.question_words import ASKS_SAME
from app.refusing import ask_back, lacks_subject, refuse
from app.relevance import Logistic
from app.scope import out_of_scope
from app.sections import SHORT, is_broad, opening_of_the_named, short_answer
from app.side_operands import ReadSides
from app.sides import split_sides
from app.stage_check import untold
from app.synonyms import reword
from app.topic import TIME, names_thing, substance
from app.vocabulary import OwnWords, Vocabulary
from index.lexical import fold
from index.records import Report

_NAMED, _ELLIPSIS, _OWN_SUBJECT = 2, 4, 8  # characters that name something
SIDE_DEPTH = 8
"""Passages read for each side of a comparison, of which the best few are looked at."""
_UNSURE = 0.99  # of the threshold: what is refused is below it
_RULED_OUT = 0.01  # at most so sure is it of what a rule refuses
_BROAD = ("summary", "why", "how")  # the kinds that may take several sentences


class ExtractiveAnswerer:
    """Understands, finds evidence, decides, composes."""

    def __init__(self, finder: EvidenceFinder, vocabulary: Vocabulary, points: Logistic | None = None) -> None:
        """``points`` weighs what a summary tells; the fitted weights unless others are given."""
        self.finder = finder
        self.vocabulary = vocabulary
        self._points = points or load_points()
        self._index = finder.retriever.index
        self._own = OwnWords(self._index.passages)

    def understand(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Question:
        """Return the question made stand-alone, put into the report's words and analysed."""
        asked = make_standalone(question, history) if history else question
        anchors = self._anchors(question, history, report)
        analysed = self._analyse(asked, report)
        if not anchors:
            return analysed
        # A question that names no matter, or corrects, is all in its stand-alone form.
        own = "" if substance(question) < _NAMED or corrects(question) else fold(question)
        return replace(analysed, anchors=anchors, own=own, told=told_before(history))

    def _anchors(self, question: str, history: Sequence[Turn], report: str | None) -> tuple[int, ...]:
        """Where the conversation is, for a question that goes on from it or says little by itself."""
        if not history or not (leans_on_history(question) or substance(question) < _OWN_SUBJECT):
            return ()
        return find_anchors(history, self._index, report)

    def _analyse(self, asked: str, report: str | None, chinese: str = "") -> Question:
        return analyse(asked, self.vocabulary, [r.title for r in self._reports(report)], chinese, self._own.of(report))

    def _titles(self) -> list[str]:
        return [known.title for known in self._index.reports.values()]

    def answer(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        """Answer one question; raises QuestionError for one that cannot be asked."""
        return self.examine(question, history, report).answer

    def examine(
        self, question: str, history: Sequence[Turn] = (), report: str | None = None, chinese: str = ""
    ) -> Examined:
        """Answer one question and keep what the answer was chosen from; raises as ``answer`` does.

        ``chinese`` is a translator's form of an English question that stands alone; it is answered in English.
        """
        watch, checked = Stopwatch(), check_question(question)
        if chinese:
            return self._answer_standalone(self._analyse(checked, report, chinese), report, watch)
        asked = make_standalone(checked, history) if history else checked
        if asked == checked and lacks_subject(checked):
            analysed = self._analyse(checked, report)
            return Examined(
                replace(ask_back(analysed), question=question, timings_ms=watch.total()), analysed, Gathered()
            )
        alone, named = None, names_thing(checked)
        if asked != checked and not leans_on_history(checked):
            # Perhaps an ellipsis, perhaps a new subject: the question as it stands comes first.
            alone = self._answer_standalone(self._analyse(checked, report), report, watch)
        drafted = alone
        if not alone or alone.answer.status == "refused" or not named or substance(checked) < _ELLIPSIS:
            drafted = self._answer_standalone(self.understand(checked, history, report), report, watch)
            # What is asked of no thing, and not of the report at large, is of what was spoken of, or of nothing.
            at_large = drafted.question.kind in (*_BROAD, "list") or (alone and speaks_of(history, alone.answer))
            own = alone if named or (drafted.answer.status == "refused" and at_large) else None
            drafted = own if own and is_surer(own.answer, drafted.answer) else drafted
        assert drafted is not None
        return replace(drafted, answer=replace(drafted.answer, question=question, timings_ms=watch.total()))

    def insist(self, examined: Examined) -> Answer:
        """Return what would have been said had nothing been refused; where nothing at all was found, the refusal."""
        refused = examined.answer
        if refused.status == "answered" or not examined.found:
            return refused
        said = self._say(examined.question, examined.gathered, refused.confidence)
        return replace(said, question=refused.question, timings_ms=refused.timings_ms)

    def _answer_standalone(self, understood: Question, report: str | None, watch: Stopwatch) -> Examined:
        watch.lap("understand")
        # A summary looks at every passage and at what stands around it.
        depth = len(self._index.passages) if understood.kind in _BROAD else DEPTH
        hits = self.finder.retrieve(understood, report, depth)
        watch.lap("retrieve")
        found = self.finder.weigh(understood, self.finder.read(understood, hits[:DEPTH]))
        if is_broad(understood, found):
            return self._answer_standalone(replace(understood, kind="summary"), report, watch)
        sides = self._read_sides(understood, report) if understood.kind == "compare" else None
        if understood.kind in _BROAD:
            hits = self.finder.retrieve_subject(understood, hits, report)
        watch.lap("read")
        gathered = Gathered(hits, found, sides)
        drafted = self._draft(understood, gathered, self._reports(report))
        watch.lap("compose")
        return Examined(drafted, understood, gathered)

    def _read_sides(self, question: Question, report: str | None) -> ReadSides | None:
        """Find evidence for each side of a comparison by itself; None where it names no two sides."""
        lang = question.text_lang
        sides = split_sides(question.asked if lang == "en" else question.text, lang)
        if sides is None:
            return None
        understood = (self.understand(side, (), report) for side in sides.questions)
        first, second = (replace(asked, kind="quantity", units=question.units) for asked in understood)
        one, other = (self.finder.find(asked, report, SIDE_DEPTH) for asked in (first, second))
        one_term, other_term = (self._spell_out(name, lang, report) for name in sides.names)
        return ReadSides(sides, (one, other), (one_term, other_term), (first, second))

    def _spell_out(self, name: str, lang: Literal["zh", "en"], report: str | None) -> str:
        """The name of a side in the report's words; its time, which has none, stays."""
        if lang == "en":
            return to_chinese(name, self.vocabulary, self._own.of(report))
        return "".join(reword(part, self.vocabulary) for part in re.split(f"({TIME})", name))

    def _reports(self, report: str | None) -> list[Report]:
        return [self._index.reports[report]] if report else list(self._index.reports.values())

    def _draft(self, question: Question, gathered: Gathered, reports: Sequence[Report]) -> Answer:
        threshold = self.finder.relevance.threshold
        gathered = replace(gathered, found=fitting_first(question, gathered.found, threshold, self._index.reports))
        found, confidence = gathered.found, gathered.confidence
        if out_of_scope(question.asked) or is_elsewhere(question, reports):
            return self._refuse(question, found, min(confidence, _RULED_OUT))
        if question.kind == "meta" and len(reports) == 1:
            drafted = self._answer_meta(question, reports[0])
            if drafted:
                return drafted
            if asks_absent_field(question, reports[0]):
                return self._refuse(question, found, min(confidence, _RULED_OUT))
        citer, amount = Citer(self._index.reports), asks_places(question)
        if amount:
            ids = {report.id for report in reports}
            told = tell_places(question, amount, [p for p in self._index.passages if p.report in ids], citer)
            if told:
                return _answered(question, told, citer)
            return self._refuse(question, found, min(confidence, _RULED_OUT))
        computed = calculate(question, found, citer)
        if computed:  # from operands that are certain, however sure it is that one passage answers
            return _answered(question, computed, citer, max(confidence, threshold))
        candidates = competing(found)
        sure = confidence >= max(threshold, surety_needed(question, candidates))
        if sure and not gathered.answers_apart(threshold) and self._answers_otherwise(question, candidates):
            sure, confidence = False, min(confidence, _RULED_OUT)
        if not sure and not tells_problems(question, self._titles(), gathered.hits, self._index):
            return self._refuse(question, found, min(confidence, _UNSURE * threshold))
        return self._say(question, gathered, max(confidence, threshold))

    def _say(self, question: Question, gathered: Gathered, confidence: float) -> Answer:
        citer = Citer(self._index.reports)
        return _answered(question, self._compose(question, gathered, citer), citer, confidence)

    def _answers_otherwise(self, question: Question, candidates: Sequence[Candidate]) -> bool:
        best = candidates[0].passage
        other = tells_of_other(question, best, self._index.reports[best.report])
        return (
            other
            or mismatches(question, candidates[0], self._index.reports[best.report])
            or (candidates[0].reading.answerable <= 0 and untold(question, candidates))
        )

    def _answer_meta(self, question: Question, report: Report) -> Answer | None:
        citer = Citer(self._index.reports)
        told = tell_contents(question, report, self._index, citer) or tell_fields(question, report, citer)
        return _answered(question, told, citer) if told else None

    def _refuse(self, question: Question, found: Sequence[Found], confidence: float) -> Answer:
        return refuse(question, found, confidence, self._index.reports)

    def _compose(self, question: Question, gathered: Gathered, citer: Citer) -> str:
        found, sides = gathered.found, gathered.sides
        if question.kind == "summary":
            points = self._weigh_points(question, gathered)
            return summarize(summary_groups(question, points, self._index, self._titles()), citer)
        if question.kind == "compare":
            stated = compare(question, found, citer, sides)
            if not stated and ASKS_SAME.search(fold(question.text)):
                return confirm(found, question, citer)
            best = gathered.best_of_both(self.finder.relevance.threshold)  # where there is nothing to compute
            return stated or "".join(dict.fromkeys(state(item.candidate, question, citer) for item in best))
        if question.kind == "list":
            return enumerate_items(found, question, citer, siblings_for_list(question, found, self._index))
        if question.kind == "yesno":
            return confirm(found, question, citer)
        if question.kind in _BROAD:
            told = short_answer(self._weigh_points(question, gathered), found, self._index)
            if told != [found[0].candidate.passage]:
                return summarize([[passage] for passage in told], citer)
            return state(found[0].candidate, question, citer, len(told[0].text) <= SHORT)
        return state(opening_of_the_named(question, found, self._index)[0].candidate, question, citer)

    def _weigh_points(self, question: Question, gathered: Gathered) -> list[Point]:
        return weigh_points(question, gathered.found, gathered.hits, self._index, self._points)


def _answered(question: Question, text: str, citer: Citer, confidence: float = 1.0) -> Answer:
    asked = question.asked
    return Answer(asked, asked, "answered", text, citer.citations, confidence=round(confidence, 4))
