"""From a question to ranked, read, weighed passages: the step every kind of answer starts from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.anchors import nearness
from app.choice import asks_which_way
from app.features import Candidate, feature_rows, lacks_type
from app.own_place import without_own_place
from app.own_time import without_own_time
from app.question import Question
from app.reader import Reader, Reading
from app.relevance import Relevance
from app.retriever import HybridRetriever
from app.scope import gives_orders
from app.subject import subject_words
from index.records import Hit

DEPTH = 10
"""Passages read for a question."""
_LATIN = re.compile("[A-Za-z]+")
_AIM = re.compile(r"的?(?:预期)?目标(?:值|数)?(?:定)?(?=是|为|多少|[？?]|$)")
_TELLS_NOT = 0.05  # of its probability is left to a passage without what alone would be an answer


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with two probabilities: that its passage is the right one, and that it answers the question."""

    candidate: Candidate
    probability: float
    confidence: float


@dataclass(frozen=True, slots=True)
class EvidenceFinder:
    """Retrieves, reads and weighs passages."""

    retriever: HybridRetriever
    reader: Reader
    relevance: Relevance

    def retrieve(self, question: Question, report: str | None, depth: int = DEPTH) -> list[Hit]:
        """Return the fused hits for a question, for a follow-up with the passages beside those of the turn before.

        Words that give their reader orders are no evidence of anything.
        """
        most = len(self.retriever.index.passages) if question.anchors else depth
        hits = self.retriever.search(question.text, report, most, lexical_query=question.searched)
        if question.anchors:
            hits = _with_neighbours(hits, question.anchors, depth)
        return [hit for hit in hits if not gives_orders(hit.passage.text)]

    def retrieve_subject(self, question: Question, hits: Sequence[Hit], report: str | None) -> list[Hit]:
        """Return ``hits`` with their scores averaged with those for the question's subject alone, in their order.

        What only asks for a summary, and the name of the place, are near to many a passage that tells nothing of it.
        """
        index = self.retriever.index
        subject = " ".join(subject_words(question, (known.title for known in index.reports.values())))
        if not subject:
            return list(hits)
        alone = {hit.passage.id: hit for hit in self.retriever.search(subject, report, len(index.passages))}
        return [_between(hit, alone[hit.passage.id]) for hit in hits]

    def read(self, question: Question, hits: Sequence[Hit]) -> list[Candidate]:
        """Read all passages, those asked in the same words in one batch; of one report without its own name in the
        question, and each without the time that it is of anyway."""
        reports = {hit.passage.report for hit in hits}
        # Plans seldom say that they are targets: that is for the side of the passage to tell.
        text = _AIM.sub("", question.text) if question.side == "target" else question.text
        if len(reports) == 1:
            text = without_own_place(text, self.retriever.index.reports[reports.pop()].title)
        known = self.retriever.index.reports
        asked = [
            _in_its_letters(without_own_time(text, hit.passage, known[hit.passage.report]), hit.passage.text)
            for hit in hits
        ]
        readings: dict[int, Reading] = {}
        for wording in dict.fromkeys(asked):
            same = [hit for hit, words in zip(hits, asked, strict=True) if words == wording]
            read = self.reader.read(wording, [(hit.passage.context, hit.passage.text) for hit in same])
            readings |= {hit.passage.id: reading for hit, reading in zip(same, read, strict=True)}
        return [Candidate(hit, readings[hit.passage.id]) for hit in hits]

    def weigh(self, question: Question, candidates: Sequence[Candidate]) -> list[Found]:
        """Return the candidates with their probabilities, the most probable passage first."""
        index = self.retriever.index
        rows = feature_rows(question, candidates, index.lexical, index.reports)
        ranks, confidences = (model.probabilities(rows) for model in (self.relevance.rank, self.relevance.decide))
        if asks_which_way(question.text):
            ranks = ranks * [_TELLS_NOT if lacks_type(question, c.passage) else 1.0 for c in candidates]
        found = [Found(c, float(p), float(q)) for c, p, q in zip(candidates, ranks, confidences, strict=True)]
        return sorted(found, key=lambda item: -item.probability)

    def find(self, question: Question, report: str | None, depth: int = DEPTH) -> list[Found]:
        """Retrieve, read and weigh."""
        return self.weigh(question, self.read(question, self.retrieve(question, report, depth)))


def _in_its_letters(question: str, text: str) -> str:
    """``question`` with its Latin words as ``text`` writes them (PM2.5 for pm2.5): the reader tells cases apart."""
    if not _LATIN.search(question):
        return question
    written = {match[0].lower(): match[0] for match in _LATIN.finditer(text)}
    return _LATIN.sub(lambda match: written.get(match[0].lower(), match[0]), question)


def _between(one: Hit, other: Hit) -> Hit:
    """A hit with the mean of the scores of two."""
    means = ((getattr(one, name) + getattr(other, name)) / 2 for name in ("score", "dense", "lexical"))
    return Hit(one.passage, *means)


def _with_neighbours(hits: Sequence[Hit], anchors: Sequence[int], depth: int) -> list[Hit]:
    """The ``depth`` best hits; the last of them make room for those beside the anchors that are not among them."""
    beside = [hit for hit in hits[depth // 2 :] if nearness(hit.passage, anchors)]
    beside = sorted(beside, key=lambda hit: -nearness(hit.passage, anchors))[: depth // 2]
    kept = [hit for hit in hits if hit not in beside][: depth - len(beside)]
    return sorted([*kept, *beside], key=lambda hit: -hit.score)


def ranked_hits(found: Sequence[Found]) -> list[Hit]:
    """Return the hits in the order of their probabilities, which become their scores."""
    return [replace(item.candidate.hit, score=item.probability) for item in found]


def brought_first(found: Sequence[Found], number: int) -> list[Found]:
    """Return ``found`` with the item at ``number`` before all others, whose order stays."""
    return [found[number], *found[:number], *found[number + 1 :]]
