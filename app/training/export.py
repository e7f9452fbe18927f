"""Export of the trained reader: ONNX, int8 weights, and a manifest with the files' digests."""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from app.reader import FORMAT_VERSION, MANIFEST_FILE, MODEL_FILE, TOKENIZER_FILE
from app.training.model import ReaderNet

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("start", "end", "answerable")


def export(net: ReaderNet, tokenizer: Path, folder: Path, max_tokens: int, facts: dict[str, Any]) -> None:
    """Write model, tokenizer and manifest to ``folder``; ``facts`` (data, figures) go into the manifest.

    Matrix products and embedding tables get int8 weights; activations are quantised at run time, a scale a
    tensor (dynamic quantisation). The heads stay in float: they are small and decide. Matrix weights take seven of
    the eight bits: processors with AVX2 and no VNNI add two products in 16 bits, which eight would overflow (see
    onnxruntime's page on quantisation), so that the same question would be read otherwise there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "float.onnx"
        export_float(net, plain)
        quantize_dynamic(
            plain,
            folder / MODEL_FILE,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=["/span/MatMul"],
        )
    shutil.copyfile(tokenizer, folder / TOKENIZER_FILE)
    write_manifest(folder, max_tokens, facts)


def export_float(net: ReaderNet, path: Path) -> None:
    """Write the net as ONNX with float weights; batch and length are free."""
    net.eval()
    example = torch.ones(2, 16, dtype=torch.long)
    free = {name: {0: "batch", 1: "length"} for name in (*INPUTS, *OUTPUTS[:2])}
    torch.onnx.export(
        net,
        (example, example, example),
        path,
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes={**free, OUTPUTS[2]: {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )


def write_manifest(folder: Path, max_tokens: int, facts: dict[str, Any]) -> None:
    """Write the manifest that ``Reader.load`` checks the other files against."""
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (MODEL_FILE, TOKENIZER_FILE)}
    manifest = {"format": FORMAT_VERSION, "max_tokens": max_tokens, "files": files, **facts}
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST_FILE).write_text(text, encoding="utf-8")
