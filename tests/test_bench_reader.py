"""The int8 reader beside a float one: what is lost, counted by hand; and float weights that are none."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from eval_helpers import PASSAGES, SENTENCES, SmallEngine, SmallFinder, make_judged, make_question, make_unanswerable

from app.reader import Reading
from app.training.model import ReaderNet
from eval.bench_reader import TorchSession, compare_readers, load_float_reader, mark
from eval.startup import peak_memory_mib, resident_memory_mib
from index.embedding import find_model
from index.errors import InputError

REVENUE, HONOURS, LOTUS, VISITS = "财政总收入多少？", "荣誉几项？", "宣莲几亩？", "走访率降了多少？"
QUESTIONS = [
    make_question(id="1", question=REVENUE, gold=(("4225.26万元", "4225.26万"),), evidence=(SENTENCES[0],)),
    make_question(id="2", question=HONOURS, gold=(("3项",),), evidence=(SENTENCES[1],)),
    make_question(id="3", question=LOTUS, gold=(("600亩",),), evidence=(SENTENCES[2],)),
    make_question(id="4", question=VISITS, gold=(("54%",),), evidence=(SENTENCES[3],)),
    make_question(id="5", question="都有多少？", gold=(("3项",), ("54%",)), evidence=(SENTENCES[1], SENTENCES[3])),
    make_unanswerable(id="6", question="火箭？"),
]


class PhraseReader:
    """Marks a phrase for each question, and in any other passage nothing."""

    def __init__(self, phrases: dict[str, str]) -> None:
        self.phrases = phrases

    def read(self, question: str, passages: list[tuple[str, str]]) -> list[Reading]:
        phrase = self.phrases[question]
        starts = [text.find(phrase) for _, text in passages]
        return [
            Reading(start, start + len(phrase), 1.0, 1.0) if start >= 0 else Reading(0, 1, 0.0, -1.0)
            for start in starts
        ]


def engine_reading(phrases: dict[str, str]) -> SmallEngine:
    engine = SmallEngine()
    engine.finder = SimpleNamespace(reader=PhraseReader(phrases), retrieve=SmallFinder().retrieve)  # type: ignore[assignment]
    return engine


def test_what_is_lost_and_gained_by_hand(tmp_path: Path) -> None:
    weights = tmp_path / "float.pt"
    weights.write_bytes(b"\0" * 2**20)
    small = {REVENUE: "4225.26万元", HONOURS: "市级荣誉", LOTUS: "新增宣莲种植基地600亩", VISITS: "54%"}
    plain = {REVENUE: "4225.26万元", HONOURS: "3项", LOTUS: "600亩", VISITS: "同比下降"}
    items = [make_judged(question) for question in QUESTIONS]
    figures = compare_readers(engine_reading(small), items, PhraseReader(plain), weights, 3)  # type: ignore[arg-type]
    assert figures["questions"] == 4  # one asks for two things, one for nothing that is there
    assert figures["exact"] == {"int8": 0.5, "float32": 0.75}
    assert figures["holds"] == {"int8": 0.75, "float32": 0.75}
    assert (figures["different"], figures["lost"], figures["gained"]) == (0.75, 1, 1)
    assert figures["disk_mib"]["float32"] == 1.0
    assert 20 < figures["disk_mib"]["int8"] < 30


def test_of_several_passages_of_evidence_the_most_answerable_counts() -> None:
    reader = PhraseReader({LOTUS: "600亩"})
    marked = mark(reader, LOTUS, PASSAGES, ["600 亩"])  # type: ignore[arg-type]
    assert marked.place[0] == 2
    assert marked.exact and marked.holds


def test_float_weights_read_as_the_network_does(tmp_path: Path) -> None:
    torch.manual_seed(1)
    net = ReaderNet(find_model("m3e-small"))
    torch.save(net.state_dict(), tmp_path / "reader.pt")
    reader = load_float_reader(tmp_path / "reader.pt")
    reading = reader.read(REVENUE, [("", SENTENCES[0])])[0]
    assert 0 <= reading.start < reading.end <= len(SENTENCES[0])
    feed = {name: np.ones((2, 5), np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")}
    feed["token_type_ids"][:, 3:] = 0
    start, end, answerable = TorchSession(net).run(None, feed)
    assert (start.shape, end.shape, answerable.shape) == ((2, 5), (2, 5), (2,))
    net.eval()
    with torch.no_grad():
        expected = net(*(torch.from_numpy(feed[n]) for n in ("input_ids", "attention_mask", "token_type_ids")))
    assert np.allclose(start, expected[0].numpy(), atol=1e-5)


@pytest.mark.parametrize("content", [None, b"", b"no weights", b"PK\x03\x04half a zip"])
def test_what_is_no_checkpoint_is_an_input_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "reader.pt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"reader\.pt: no torch weights of the reader \(.*app\.training"):
        load_float_reader(path)


def test_weights_of_another_network_are_an_input_error(tmp_path: Path) -> None:
    for number, stored in enumerate(({"weight": torch.ones(2)}, torch.ones(2), [1, 2])):
        torch.save(stored, tmp_path / f"{number}.pt")
        with pytest.raises(InputError, match=rf"{number}\.pt: no torch weights"):
            load_float_reader(tmp_path / f"{number}.pt")


def test_memory_now_is_no_more_than_the_most_there_was() -> None:
    assert 0 < resident_memory_mib() <= peak_memory_mib()
