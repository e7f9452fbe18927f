"""An exported reader gives its weights back, so that training can go on from them."""

from pathlib import Path

import pytest
import torch
from test_reader_weights import FOLDER, PAIRS
from tokenizers import Tokenizer

from app.pairs import PairEncoder
from app.reader import Reader
from app.training.data import Example, encode
from app.training.model import ReaderNet, collate
from app.training.restore import keep, restore
from index.embedding import find_model
from index.options import DEFAULT_MODEL


@pytest.fixture(scope="module")
def net() -> ReaderNet:
    torch.manual_seed(1)
    made = ReaderNet(find_model(DEFAULT_MODEL))
    restore(made, FOLDER)
    return made.eval()


@pytest.mark.parametrize(("question", "path", "passage"), PAIRS)
def test_the_restored_net_reads_as_the_exported_one(net: ReaderNet, question: str, path: str, passage: str) -> None:
    """Word embeddings are unrounded in one and activations in the other, hence the width of what is allowed."""
    encoder = PairEncoder(Tokenizer.from_file(str(FOLDER / "tokenizer.json")), 384)
    encoded = encode(Example(question, path, passage), encoder)
    assert encoded is not None
    batch = collate([encoded])
    with torch.inference_mode():
        _, _, answerable = net(batch.ids, batch.attention, batch.types)
    (reading,) = Reader.load(FOLDER).read(question, [(path, passage)])
    assert float(answerable[0]) == pytest.approx(reading.answerable, abs=0.8)


def test_every_weight_but_the_frozen_ones_is_restored(net: ReaderNet) -> None:
    torch.manual_seed(2)
    other = ReaderNet(find_model(DEFAULT_MODEL))
    fresh = {name: weights.clone() for name, weights in other.state_dict().items()}
    restore(other, FOLDER)
    for name, weights in other.state_dict().items():
        assert torch.equal(weights, net.state_dict()[name]), name
        assert torch.equal(weights, fresh[name]) == ("word_embeddings" in name), name


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_the_weights_of_before_count_for_their_share(share: float) -> None:
    torch.manual_seed(3)
    trained = ReaderNet(find_model(DEFAULT_MODEL))
    now = {name: weights.clone() for name, weights in trained.state_dict().items()}
    before = {name: weights + 1.0 for name, weights in now.items()}
    keep(trained, before, share)
    for name, weights in trained.state_dict().items():
        torch.testing.assert_close(weights, now[name] + share)


def test_a_model_of_another_architecture_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"")
    with pytest.raises(KeyError):
        restore(ReaderNet(find_model(DEFAULT_MODEL)), tmp_path)
