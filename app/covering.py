"""How much of a question a text covers: in the question's own words, or in others that mean the same."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from app.content import content_bigrams, content_words
from app.question import Question
from index.lexical import LexicalIndex, fold, tokenize


@dataclass(frozen=True)
class Wanted:
    """What a question wants a passage to tell.

    ``weights`` are those of its content bigrams, ``also`` gives for a piece of a word what stands for the word.
    """

    weights: dict[str, float]
    words: tuple[str, ...]
    also: dict[str, tuple[str, ...]]
    lexical: LexicalIndex

    @classmethod
    def of(cls, question: Question, lexical: LexicalIndex) -> Self:
        """Return what ``question`` wants, its words weighed as the index knows them."""
        also: dict[str, tuple[str, ...]] = {}
        for word, forms in question.also:
            for gram in _grams(word):
                also[gram] = also.get(gram, ()) + forms
        return cls(gram_weights(question.text, lexical), tuple(content_words(question.text)), also, lexical)

    @cached_property
    def total(self) -> float:
        """The weight of all bigrams, 1 where there are none."""
        return sum(self.weights.values()) or 1.0

    def covered(self, text: str) -> float:
        """Return which part of the weight, 0 to 1, ``text`` holds, a word of the same meaning counting as well."""
        folded = fold(text)
        present = set(tokenize(text)) | set(folded)
        held = (weight for gram, weight in self.weights.items() if gram in present or self._stands(gram, folded))
        return sum(held) / self.total

    @cached_property
    def unknown(self) -> float:
        """The part of the weight, 0 to 1, that no passage of the index holds."""
        lost = (w for gram, w in self.weights.items() if not self.lexical.document_frequency(gram))
        return sum(lost) / self.total

    def missing(self, text: str) -> float:
        """Rarity (0..1) of the rarest content word no piece of which, and none of its meaning, ``text`` holds."""
        folded = fold(text)
        lost = [word for word in self.words if not any(self._holds(gram, folded) for gram in _grams(word))]
        frequencies = (max(map(self.lexical.document_frequency, _grams(word))) for word in lost)
        rows = len(self.lexical)
        return max((_idf(rows, frequency) for frequency in frequencies), default=0.0) / _idf(rows, 0)

    def _holds(self, gram: str, folded: str) -> bool:
        return gram in folded or self._stands(gram, folded)

    def _stands(self, gram: str, folded: str) -> bool:
        return any(form in folded for form in self.also.get(gram, ()))


def gram_weights(text: str, lexical: LexicalIndex) -> dict[str, float]:
    """Weigh each content bigram by its inverse document frequency; an unseen one weighs like the rarest."""
    return {gram: _idf(len(lexical), lexical.document_frequency(gram)) for gram in content_bigrams(text)}


def _idf(rows: int, frequency: int) -> float:
    return math.log(1 + (rows - frequency + 0.5) / (frequency + 0.5))


def _grams(word: str) -> list[str]:
    return [word] if len(word) < 2 or word[0].isascii() else [word[i : i + 2] for i in range(len(word) - 1)]
