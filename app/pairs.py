"""Encoding of a question and a passage as token windows, the same for training and for reading.

A window is ``[CLS] question [SEP] section path [SEP] passage [SEP]``. Every replacement made before tokenising
keeps the length of the text, so token offsets count code points of the passage as given.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tokenizers import Tokenizer

from index.errors import ReaderError

MAX_QUESTION_CHARS = 1_000  # what is looked at before tokenising; the token limit cuts further
MAX_QUESTION_TOKENS = 96
MAX_PATH_TOKENS = 40
MAX_RUN = 8  # equal tokens in a row that are kept: leaders, rules and held-down keys say no more
MIN_WINDOW = 256  # tokens a window must have, so that question and path leave room for the passage

# Token types: the two of BERT, then two of our own.
TYPE_QUESTION, TYPE_PASSAGE, TYPE_PATH, TYPE_MATCH = 0, 1, 2, 3
TOKEN_TYPES = 4

# Full-width digits, letters, point and per cent sign become half-width; lone surrogates, on which the tokenizer
# fails, become U+FFFD.
_WIDE = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0E, 0xFF05)
_REPLACE = {code: code - 0xFEE0 for code in _WIDE} | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)


@dataclass(frozen=True, slots=True)
class Window:
    """One encoded input: ``offsets`` belong to the passage tokens, which begin at ``first``."""

    ids: list[int]
    types: list[int]
    first: int
    offsets: list[tuple[int, int]]


class PairEncoder:
    """Turns a question and a passage with its section path into windows of token ids."""

    def __init__(self, tokenizer: Tokenizer, max_tokens: int) -> None:
        """``tokenizer`` is changed to neither pad nor truncate: the windows are cut here."""
        if max_tokens < MIN_WINDOW:
            raise ReaderError(f"The reader's windows have {max_tokens} tokens; they need {MIN_WINDOW}. Retrain it.")
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._max_tokens = max_tokens
        self._cls = _special(tokenizer, "[CLS]")
        self._sep = _special(tokenizer, "[SEP]")

    def question(self, text: str) -> list[int]:
        """Token ids of the question, at most ``MAX_QUESTION_TOKENS``."""
        return self._encode(text[:MAX_QUESTION_CHARS])[0][:MAX_QUESTION_TOKENS]

    def windows(self, question: list[int], path: str, passage: str) -> Iterator[Window]:
        """The passage in windows of at most ``max_tokens``, each half new; mostly it is one.

        The path keeps its last tokens, where the nearest heading is. A passage token that
        forms a bigram with its neighbour which the question has too gets its own token type
        (an exact-match feature, as in Chen et al., 2017, "Reading Wikipedia to Answer
        Open-Domain Questions").
        """
        path_ids = self._encode(path[-MAX_QUESTION_CHARS:])[0][-MAX_PATH_TOKENS:]
        ids, offsets = self._encode(passage)
        head = [self._cls, *question, self._sep]
        head_types = [TYPE_QUESTION] * len(head)
        if path_ids:
            head += [*path_ids, self._sep]
            head_types += [TYPE_PATH] * (len(path_ids) + 1)
        types = _match_types(question, ids)
        room = self._max_tokens - len(head) - 1
        begin = 0
        while True:
            stop = begin + room
            yield Window(
                [*head, *ids[begin:stop], self._sep],
                [*head_types, *types[begin:stop], TYPE_PASSAGE],
                len(head),
                offsets[begin:stop],
            )
            if stop >= len(ids):
                return
            begin += room // 2

    def _encode(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Ids and code-point offsets; every replacement keeps the length of the text."""
        encoded = self._tokenizer.encode(text.translate(_REPLACE), add_special_tokens=False)
        return _without_runs(encoded.ids, encoded.offsets)


def _special(tokenizer: Tokenizer, token: str) -> int:
    found = tokenizer.token_to_id(token)
    if found is None:
        raise ReaderError(f"The reader's tokenizer has no {token} token; it must be that of a BERT model.")
    return int(found)


def _without_runs(ids: list[int], offsets: list[tuple[int, int]]) -> tuple[list[int], list[tuple[int, int]]]:
    """Keep at most ``MAX_RUN`` equal tokens in a row, so that repetition costs little."""
    kept, run = [], 0
    for position, token in enumerate(ids):
        run = run + 1 if position and token == ids[position - 1] else 1
        if run <= MAX_RUN:
            kept.append(position)
    if len(kept) == len(ids):
        return ids, offsets
    return [ids[i] for i in kept], [offsets[i] for i in kept]


def _match_types(question: list[int], passage: list[int]) -> list[int]:
    """``TYPE_MATCH`` for tokens within a bigram that the question has, else ``TYPE_PASSAGE``."""
    asked = set(pairwise(question))
    types = [TYPE_PASSAGE] * len(passage)
    for i, pair in enumerate(pairwise(passage)):
        if pair in asked:
            types[i] = types[i + 1] = TYPE_MATCH
    return types
