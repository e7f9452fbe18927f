"""The reader's weights give the same reading on every processor."""

from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import version_converter
from onnx.numpy_helper import to_array
from onnx.reference import ReferenceEvaluator
from tokenizers import Tokenizer

from app.pairs import PairEncoder
from app.reader import MODEL_FILE, Reader, _feed

FOLDER = Path(__file__).parents[1] / "app" / "reader_model"
INT16_MAX, UINT8_MAX = 2**15 - 1, 2**8 - 1

PAIRS = [
    ("上半年接待游客多少人次?", "一、上半年工作总结", "上半年接待游客12.5万人次，同比增长8%，实现旅游收入3200万元。"),
    ("村集体经营性收入是多少?", "", "完成固定资产投资4.2亿元，新开工项目6个。"),
    ("谁负责?", "二、下半年工作思路 > (一)项目建设", "由镇项目办牵头，9月底前完成路基工程60%以上。"),
]


@pytest.fixture(scope="module")
def model() -> onnx.ModelProto:
    return onnx.load(FOLDER / MODEL_FILE)


def test_no_matrix_weight_overflows_a_pair_of_products(model: onnx.ModelProto) -> None:
    """AVX2 without VNNI adds two products of an unsigned and a signed byte in 16 bits and cuts off what overflows."""
    tables = {table.name: table for table in model.graph.initializer}
    weights = [to_array(tables[node.input[1]]) for node in model.graph.node if node.op_type == "MatMulInteger"]
    assert Counter(weight.dtype for weight in weights) == {np.dtype(np.int8): 26}
    assert max(int(np.abs(weight.astype(np.int32)).max()) for weight in weights) * UINT8_MAX * 2 <= INT16_MAX


@pytest.mark.parametrize(("question", "path", "passage"), PAIRS)
def test_this_processor_computes_what_the_format_says(
    model: onnx.ModelProto, question: str, path: str, passage: str
) -> None:
    """Against ONNX's own reference evaluator, which multiplies in 32 bits.

    A rounding of an activation may fall to the other side and be carried on, hence the width of what is allowed: it
    lies far below the 2.8 and more by which weights of eight bits were off on a processor that overflows.
    """
    encoder = PairEncoder(Tokenizer.from_file(str(FOLDER / "tokenizer.json")), 384)
    feed = _feed(list(encoder.windows(encoder.question(question), path, passage)))
    # the evaluator knows DequantizeLinear from version 19 on
    expected = ReferenceEvaluator(version_converter.convert_version(model, 19)).run(None, feed)
    got = Reader.load(FOLDER)._session.run(None, feed)
    for logits, reference in zip(got, expected, strict=True):
        np.testing.assert_allclose(logits, reference, atol=0.8)
