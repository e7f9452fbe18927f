"""The training loop: AdamW with a linear schedule bounded by steps or by the clock."""

import logging
import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import torch
from torch import nn

from app.training.data import Encoded
from app.training.model import ReaderNet, collate, loss_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """One stage of training. It ends at ``max_steps`` or after ``minutes``, whichever is first;
    the learning rate falls linearly to zero along the nearer of the two."""

    rate: float = 1.5e-4
    minutes: float = 60.0
    max_steps: int = 10**9
    warmup: float = 0.04  # share of the stage
    checkpoint_minutes: float = 10.0
    clip: float = 1.0
    decay: float = 0.01
    bfloat16: bool = False  # products in bfloat16: 1.8 times as fast on a processor that has it, slower elsewhere


@dataclass(slots=True)
class Progress:
    """Where a stage stands; ``share`` runs from 0 to 1."""

    plan: Plan
    began: float
    step: int = 0

    @property
    def minutes(self) -> float:
        """Minutes since the stage began."""
        return (time.monotonic() - self.began) / 60

    @property
    def share(self) -> float:
        """The part of the stage that is over."""
        return min(1.0, max(self.minutes / self.plan.minutes, self.step / self.plan.max_steps))

    @property
    def rate(self) -> float:
        """Learning rate now: linear warm-up, then linear decay."""
        rising = self.share / self.plan.warmup if self.plan.warmup else math.inf
        falling = (1 - self.share) / (1 - self.plan.warmup)
        return self.plan.rate * max(0.0, min(1.0, rising + 1e-3, falling))


def train(
    net: ReaderNet,
    epochs: Iterable[Sequence[Sequence[Encoded]]],
    plan: Plan,
    checkpoint: Path,
    watch: Callable[[ReaderNet], str] | None = None,
) -> None:
    """Train through ``epochs`` (each a list of batches) until the plan's end.

    The weights go to ``checkpoint`` every ``checkpoint_minutes`` and at the end; ``watch``
    then measures the net and its line is logged.
    """
    optimiser = _optimiser(net, plan)
    batches = iter(batch for epoch in epochs for batch in epoch)
    first = next(batches, None)  # drawn before the clock starts: drawing takes a minute
    progress = Progress(plan, time.monotonic())
    saved_at, total = 0.0, 0.0
    net.train()
    for batch in chain([first] if first else [], batches):
        if progress.share >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = progress.rate
        total += _step(net, batch, optimiser, plan)
        progress.step += 1
        if progress.step % 50 == 0:
            log.info(
                "step %d, %.1f min, rate %.1e, loss %.3f", progress.step, progress.minutes, progress.rate, total / 50
            )
            total = 0.0
        if progress.minutes - saved_at >= plan.checkpoint_minutes:
            saved_at = progress.minutes
            _save(net, checkpoint, watch)
    _save(net, checkpoint, watch)


def _step(net: ReaderNet, batch: Sequence[Encoded], optimiser: torch.optim.Optimizer, plan: Plan) -> float:
    with torch.autocast("cpu", torch.bfloat16, enabled=plan.bfloat16):
        loss = loss_of(net, collate(batch))
    optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(net.parameters(), plan.clip)
    optimiser.step()
    return float(loss.detach())


def _optimiser(net: ReaderNet, plan: Plan) -> torch.optim.Optimizer:
    """AdamW; biases, norms and embeddings do not decay."""
    named = [(n, p) for n, p in net.named_parameters() if p.requires_grad]
    weights = [p for n, p in named if p.dim() > 1 and "embeddings" not in n]
    others = [p for n, p in named if p.dim() <= 1 or "embeddings" in n]
    groups = [{"params": weights, "weight_decay": plan.decay}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=plan.rate, fused=True)


def _save(net: ReaderNet, checkpoint: Path, watch: Callable[[ReaderNet], str] | None) -> None:
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    partial = checkpoint.with_suffix(".partial")
    torch.save(net.state_dict(), partial)
    partial.replace(checkpoint)
    if watch is not None:
        net.eval()
        with torch.inference_mode():
            log.info("checkpoint %s: %s", checkpoint.name, watch(net))
        net.train()
