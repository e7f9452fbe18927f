"""Choose among the Chinese words that an English word may stand for: by the company they keep in the report.

``draw`` is 吸引 beside 游客 and 画 beside 美术. The words of one question are taken from one place of the report, as
far as there is such a place: every candidate is worth more, the more of the other words stand in a passage with it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.vocabulary import Vocabulary

_ALONE = 2.0  # what a word is worth by itself, against the rarity of those beside it
_HELD = 1.0  # and what it gains by being held at all
_NEIGHBOUR = 0.4  # what a word in the passage before or after counts, against one in the same


@dataclass(frozen=True, slots=True)
class Options:
    """What one word or phrase of a question may stand for.

    ``weights`` maps each Chinese form to its likelihood before the report is looked at, above 0, the likeliest being
    1. ``light`` marks a word that says little (carry out): without company for any of its forms it is left out.
    """

    weights: Mapping[str, float]
    light: bool = False

    @classmethod
    def only(cls, text: str) -> "Options":
        """What stands for one thing."""
        return cls({text: 1.0})


def choose(asked: Sequence[Options], vocabulary: Vocabulary) -> list[str]:
    """Return one form for each of ``asked``; the empty string for a light word that is left out."""
    gains = [_gains(options, vocabulary) for options in asked]
    total: dict[int, float] = {}
    for gain in gains:
        for place, worth in gain.items():
            total[place] = total.get(place, 0.0) + worth
    return [_best(options, own, total, vocabulary) for options, own in zip(asked, gains, strict=True)]


def _gains(options: Options, vocabulary: Vocabulary) -> dict[int, float]:
    """What a word adds to each passage that holds a form of it, or stands next to one that does."""
    gain: dict[int, float] = {}
    for form, weight in options.weights.items():
        worth = weight * _rarity(form, vocabulary)
        for place in vocabulary.places(form):
            for near, share in ((place, 1.0), (place - 1, _NEIGHBOUR), (place + 1, _NEIGHBOUR)):
                gain[near] = max(gain.get(near, 0.0), share * worth)
    return gain


def _best(options: Options, own: Mapping[int, float], total: Mapping[int, float], vocabulary: Vocabulary) -> str:
    if len(options.weights) == 1 and not options.light:
        return next(iter(options.weights))
    company: dict[str, float] = {
        form: max((total[place] - own[place] for place in vocabulary.places(form)), default=0.0)
        for form in options.weights
    }
    if options.light and max(company.values(), default=0.0) <= 0:
        return ""
    held = {form: _HELD if vocabulary.places(form) else 0.0 for form in options.weights}
    return max(options.weights, key=lambda form: options.weights[form] * (_ALONE + held[form] + company[form]))


def _rarity(form: str, vocabulary: Vocabulary) -> float:
    return math.log((vocabulary.passages + 1) / (len(vocabulary.places(form)) + 0.5))
