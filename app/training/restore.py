"""Torch weights out of an exported reader, so that training can go on from the weights that are shipped."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from app.reader import MODEL_FILE
from app.training.model import ReaderNet

_SCALE, _ZERO, _QUANTISED = "_scale", "_zero_point", "_quantized"
_PRODUCTS = ("MatMulInteger", "MatMul")
_KEPT = "encoder.embeddings.word_embeddings.weight"  # frozen in training: the backbone has it unrounded

Arrays = Mapping[str, NDArray[Any]]


def restore(net: ReaderNet, folder: Path) -> None:
    """Give ``net`` the weights of the reader in ``folder``, each within half a step of its quantisation.

    Raises KeyError for a model of another architecture.
    """
    graph = onnx.load(str(folder / MODEL_FILE)).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = dict(_by_name(stored)) | dict(_of_products(graph, stored))
    state = net.state_dict()
    changed = {name: torch.tensor(found[name]) for name in state if name != _KEPT}
    net.load_state_dict(state | changed)


def keep(net: ReaderNet, before: Mapping[str, Tensor], share: float) -> None:
    """Give ``net`` the mean of its weights and those of ``before``, which count for ``share`` of it.

    The mean of weights before and after a round of training holds better on other data than either (Wortsman et al.,
    2022, "Robust fine-tuning of zero-shot models").
    """
    state = net.state_dict()
    net.load_state_dict({name: (1 - share) * now + share * before[name] for name, now in state.items()})


def _by_name(stored: Arrays) -> Iterator[tuple[str, NDArray[Any]]]:
    """Biases, norms and embedding tables, which keep their names."""
    for name, values in stored.items():
        if values.dtype == np.float32:
            yield name, values
        elif name.endswith(_QUANTISED):
            yield name.removesuffix(_QUANTISED), _dequantised(stored, name)


def _of_products(graph: onnx.GraphProto, stored: Arrays) -> Iterator[tuple[str, NDArray[Any]]]:
    """Weights of matrix products, stored transposed and numbered: named after the product that takes them."""
    for node in graph.node:
        taken = [name for name in node.input if name in stored and stored[name].ndim == 2]
        if node.op_type in _PRODUCTS and taken:
            layer = node.name.strip("/").split("/MatMul")[0].split("/Gemm")[0].split("/")
            values = _dequantised(stored, taken[0]) if taken[0].endswith(_QUANTISED) else stored[taken[0]]
            yield f"{'.'.join(_once(layer))}.weight", values.T.copy()


def _once(parts: list[str]) -> list[str]:
    """``answerable/answerable.0`` is the module ``answerable.0``."""
    return [p for p, after in zip(parts, [*parts[1:], ""], strict=True) if not after.startswith(f"{p}.")]


def _dequantised(stored: Arrays, name: str) -> NDArray[np.float32]:
    base = name.removesuffix(_QUANTISED)
    steps = stored[name].astype(np.float32) - stored[base + _ZERO].astype(np.float32)
    return (steps * stored[base + _SCALE]).astype(np.float32)
