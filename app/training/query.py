"""``python -m app.training.query --reports DIR``: fit the projection of questions for dense retrieval.

The encoder puts what people ask beside what reports say only where both use the same words. A linear map of the
question's vector, the passages' left as they are, is learnt from questions and the passages that answer them: a softmax
over the passages of the question's own report (InfoNCE; van den Oord et al., 2018), starting from the identity.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from app.training.invented import APART, load_invented
from app.training.reports import ReportQuestion, load_questions
from index.embedding import SentenceTransformerEmbeddings
from index.options import DEFAULT_MODEL
from index.outline import parse_outline
from index.passages import cut_passages
from index.projection import PROJECTION_FILE, QueryProjection
from index.records import Passage, Report

INVERSE_TEMPERATURE = 30.0  # cosines of this encoder lie between 0.6 and 0.95
RATE = 5e-4
BATCH = 64
EPOCHS = 6


@dataclass(frozen=True, slots=True)
class Pairs:
    """Questions and the passages of their reports, as unit vectors.

    ``questions`` has shape (questions, dimension); ``reports[r]`` (passages of r, dimension); question i is about
    report ``report[i]`` and answered by its passage ``answer[i]``.
    """

    questions: Tensor
    reports: Sequence[Tensor]
    report: Sequence[int]
    answer: Sequence[int]


def fit(pairs: Pairs, epochs: int = EPOCHS, seed: int = 1) -> np.ndarray:
    """Return the learnt matrix, shape (dimension, dimension): a question's vector ``q`` becomes ``matrix @ q``."""
    torch.manual_seed(seed)
    shuffler = random.Random(seed)
    net = nn.Linear(pairs.questions.shape[1], pairs.questions.shape[1], bias=False)
    nn.init.eye_(net.weight)
    optimiser = torch.optim.Adam(net.parameters(), lr=RATE)
    order = list(range(len(pairs.questions)))
    for _ in range(epochs):
        shuffler.shuffle(order)
        for start in range(0, len(order), BATCH):
            loss = _loss(net, pairs, order[start : start + BATCH])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return net.weight.detach().numpy()


def _loss(net: nn.Linear, pairs: Pairs, batch: Sequence[int]) -> Tensor:
    asked = functional.normalize(net(pairs.questions[list(batch)]), dim=-1)
    losses = [
        functional.cross_entropy(
            INVERSE_TEMPERATURE * (pairs.reports[pairs.report[i]] @ vector)[None], torch.tensor([pairs.answer[i]])
        )
        for i, vector in zip(batch, asked, strict=True)
    ]
    return torch.stack(losses).mean()


def recall(pairs: Pairs, matrix: np.ndarray, k: int) -> float:
    """Return the share of the questions whose answer is among the ``k`` nearest passages of their report."""
    asked = functional.normalize(pairs.questions @ torch.tensor(matrix).T, dim=-1)
    found = 0
    for vector, report, answer in zip(asked, pairs.report, pairs.answer, strict=True):
        scores = pairs.reports[report] @ vector
        found += int((scores > scores[answer]).sum()) < k
    return found / max(1, len(asked))


def collect(
    reports: Sequence[Report], questions: Sequence[ReportQuestion], embeddings: SentenceTransformerEmbeddings
) -> Pairs:
    """Embed the questions that have an answer, and all passages of the reports as the index does."""
    passages = [cut_passages(report, parse_outline(report)) for report in reports]
    found = [(q, answer) for q in questions if (answer := _answer(q, passages[q.report])) is not None]
    return Pairs(
        torch.tensor(embeddings.embed([q.question for q, _ in found])),
        [torch.tensor(embeddings.embed([p.indexed_text for p in cut])) for cut in passages],
        [q.report for q, _ in found],
        [answer for _, answer in found],
    )


def _answer(question: ReportQuestion, passages: Sequence[Passage]) -> int | None:
    """The first passage that holds any of the answer."""
    span = question.span
    if span is None:
        return None
    return next((i for i, p in enumerate(passages) if p.start < span[1] and span[0] < p.end), None)


def main() -> None:
    """Fit, print what the projection does for the reports kept apart, and save."""
    parser = argparse.ArgumentParser(prog="python -m app.training.query", description=__doc__)
    parser.add_argument("--reports", type=Path, required=True, help="folder of work reports")
    parser.add_argument("--questions", type=Path, default=Path("eval/questions"), help="folder of *.train.jsonl")
    parser.add_argument("--out", type=Path, default=PROJECTION_FILE, help="where the projection goes")
    arguments = parser.parse_args()
    embeddings = SentenceTransformerEmbeddings.load(DEFAULT_MODEL, projected=False)
    real, asked = load_questions(arguments.reports, arguments.questions)
    invented, more = load_invented(first=len(real))
    pairs = collect([*real, *invented], [*asked, *more], embeddings)
    held_out = collect(*load_invented(APART), embeddings)
    torch.set_num_threads(1)  # a second thread costs products this small more than it saves
    matrix = fit(pairs)
    QueryProjection(matrix, embeddings.digest).save(arguments.out)
    plain = np.eye(len(matrix), dtype=np.float32)
    for k in (1, 5, 10):
        before, after = recall(held_out, plain, k), recall(held_out, matrix, k)
        print(f"Among the first {k}: {before:.1%} before, {after:.1%} after, of {len(held_out.answer)} kept apart.")


if __name__ == "__main__":
    main()
