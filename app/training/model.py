"""The network: a BERT encoder with a span head and an answerability head, and its loss."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from app.pairs import TOKEN_TYPES
from app.training.data import Encoded

MASKED = -1e4  # logit of a position that may not be chosen


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors of B pairs of L tokens; ``span_mask`` is true where a span may lie."""

    ids: Tensor  # (B, L) int64
    types: Tensor  # (B, L) int64
    attention: Tensor  # (B, L) int64, 0 at padding
    span_mask: Tensor  # (B, L) bool: the passage tokens and [CLS]
    start: Tensor  # (B,) int64, 0 for no answer
    end: Tensor  # (B,) int64
    answerable: Tensor  # (B,) float, 0 or 1


class ReaderNet(nn.Module):
    """Encoder, span head (Devlin et al., 2019, section 4.3) and answerability head on [CLS].

    ``dropout`` is that of the encoder's hidden layers: in one or two passes over the data it costs more time than it
    gains, in several it keeps the net from learning the questions by heart.
    """

    def __init__(self, folder: Path, dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, hidden_dropout_prob=dropout, attention_probs_dropout_prob=0.0
        )
        width = self.encoder.config.hidden_size
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        types = nn.Embedding(TOKEN_TYPES, width)
        types.weight.data = torch.stack([old[min(i, len(old) - 1)] for i in range(TOKEN_TYPES)])
        self.encoder.embeddings.token_type_embeddings = types
        self.encoder.config.type_vocab_size = TOKEN_TYPES
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.span = nn.Linear(width, 2)
        self.answerable = nn.Sequential(nn.Linear(width, width), nn.Tanh(), nn.Dropout(0.1), nn.Linear(width, 1))

    def forward(self, ids: Tensor, attention: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Start logits (B, L), end logits (B, L), answerability logits (B,)."""
        hidden = self.encoder(input_ids=ids, attention_mask=attention, token_type_ids=types).last_hidden_state
        start, end = self.span(hidden).unbind(-1)
        return start, end, self.answerable(hidden[:, 0]).squeeze(-1)


def collate(examples: Sequence[Encoded]) -> Batch:
    """Pad to the longest pair of the batch."""
    length = max(len(e.window.ids) for e in examples)
    ids = torch.zeros(len(examples), length, dtype=torch.long)
    types, attention = torch.zeros_like(ids), torch.zeros_like(ids)
    span_mask = torch.zeros(len(examples), length, dtype=torch.bool)
    span_mask[:, 0] = True
    for row, example in enumerate(examples):
        window = example.window
        size = len(window.ids)
        ids[row, :size] = torch.tensor(window.ids)
        types[row, :size] = torch.tensor(window.types)
        attention[row, :size] = 1
        span_mask[row, window.first : window.first + len(window.offsets)] = True
    return Batch(
        ids,
        types,
        attention,
        span_mask,
        torch.tensor([e.start for e in examples]),
        torch.tensor([e.end for e in examples]),
        torch.tensor([float(e.answerable) for e in examples]),
    )


def loss_of(net: ReaderNet, batch: Batch, answerable_weight: float = 1.0) -> Tensor:
    """Mean of the start and end cross-entropies plus the weighted binary cross-entropy."""
    start, end, answerable = (scores.float() for scores in net(batch.ids, batch.attention, batch.types))
    start = start.masked_fill(~batch.span_mask, MASKED)
    end = end.masked_fill(~batch.span_mask, MASKED)
    span = functional.cross_entropy(start, batch.start) + functional.cross_entropy(end, batch.end)
    judged = functional.binary_cross_entropy_with_logits(answerable, batch.answerable)
    return span / 2 + answerable_weight * judged
