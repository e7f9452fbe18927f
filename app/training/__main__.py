"""``python -m app.training --mrc DIR --reports DIR --out DIR``: train the reader and export it.

The first stage reads public sets, the second adds questions on work reports; each is bounded by the clock.
"""

import argparse
import logging
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from app.pairs import PairEncoder
from app.reader import Reader
from app.training.corpus import Corpus, load_squad
from app.training.data import Encoded, Example, Mix, Sampler, batches, encode
from app.training.export import export, write_manifest
from app.training.invented import APART, load_invented
from app.training.measure import measure_cmrc, measure_pairs
from app.training.model import ReaderNet
from app.training.reports import ReportSampler, load_questions
from app.training.restore import keep, restore
from app.training.train import Plan, train
from index.embedding import SentenceTransformerEmbeddings, find_model
from index.options import DEFAULT_MODEL

TRAINING_SETS = (
    "cmrc2018_train",
    "drcd_dev_simplified",
    "cail2019_test",
    "cail2021_mrc_small",
    "crud_news_squad",
    "dureader_robust_dev",
    "squad2_zh_dev",
)
HELD_OUT = "cmrc2018_trial.json"
BATCH = 32
MAX_TOKENS = 384
REPLAY = 5_000  # examples of the first stage in each round of the second
APART_MEASURED = 1_500


def main() -> None:
    """Parse the arguments and run both stages."""
    arguments = _parser().parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    backbone = find_model(DEFAULT_MODEL)
    net = ReaderNet(backbone, arguments.dropout)
    encoder = PairEncoder(Tokenizer.from_file(str(backbone / "tokenizer.json")), MAX_TOKENS)
    sampler = _sampler(arguments.mrc, arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.start:
        restore(net, arguments.start)
    before = {name: weights.clone() for name, weights in net.state_dict().items()}
    if arguments.minutes > 0:
        plan = Plan(minutes=arguments.minutes, bfloat16=arguments.bfloat16)
        train(net, _epochs(sampler.epoch, encoder), plan, arguments.checkpoints / "public.pt")
    reports = _reports(arguments.reports, arguments.questions, arguments.seed)
    replay = _replay(sampler, arguments.replay, arguments.seed)
    mixed = _epochs(lambda: reports.epoch() + next(replay), encoder)
    plan = Plan(rate=arguments.report_rate, minutes=arguments.report_minutes, bfloat16=arguments.bfloat16)
    train(net, mixed, plan, arguments.checkpoints / "reports.pt")
    if arguments.start:
        keep(net, before, arguments.keep)
    facts: dict[str, object] = {"data": [*TRAINING_SETS, "questions on work reports"]}
    export(net, backbone / "tokenizer.json", arguments.out, MAX_TOKENS, facts)
    facts["figures"] = _figures(arguments.out, arguments.mrc / HELD_OUT, sampler, arguments.threads)
    write_manifest(arguments.out, MAX_TOKENS, facts)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app.training", description=__doc__)
    parser.add_argument("--mrc", type=Path, required=True, help="folder of SQuAD-shaped sets")
    parser.add_argument("--reports", type=Path, required=True, help="folder of work reports")
    parser.add_argument("--questions", type=Path, default=Path("eval/questions"), help="folder of *.train.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="folder for the exported reader")
    parser.add_argument("--checkpoints", type=Path, default=Path("checkpoints"), help="folder for torch weights")
    parser.add_argument("--start", type=Path, help="folder of an exported reader to go on from")
    parser.add_argument(
        "--keep", type=float, default=0.0, help="share of the weights of --start in the mean that is exported"
    )
    parser.add_argument("--minutes", type=float, default=66.0, help="length of the first stage; 0 leaves it out")
    parser.add_argument("--report-minutes", type=float, default=18.0, help="length of the second stage")
    parser.add_argument(
        "--replay", type=int, default=REPLAY, help="examples of the first stage in a round of the second"
    )
    parser.add_argument("--report-rate", type=float, default=1e-4, help="learning rate of the second stage")
    parser.add_argument("--dropout", type=float, default=0.0, help="of the encoder's hidden layers")
    parser.add_argument("--bfloat16", action="store_true", help="compute in bfloat16, where the processor can")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser


def _sampler(folder: Path, seed: int) -> Sampler:
    corpus = Corpus([], [])
    for name in TRAINING_SETS:
        corpus.add(load_squad(folder / f"{name}.json"))
    return Sampler(corpus, Mix(), seed)


def _reports(folder: Path, questions: Path, seed: int) -> ReportSampler:
    """The real reports of ``folder`` and the invented ones, with the questions on them."""
    real, asked = load_questions(folder, questions)
    invented, more = load_invented(first=len(real))
    embed = SentenceTransformerEmbeddings.load(DEFAULT_MODEL, projected=False).embed
    return ReportSampler([*real, *invented], [*asked, *more], seed, embed)


def _epochs(draw: Callable[[], Sequence[Example]], encoder: PairEncoder) -> Iterator[list[list[Encoded]]]:
    """Endless epochs, each drawn anew."""
    number = 0
    while True:
        encoded = [found for example in draw() if (found := encode(example, encoder))]
        logging.info("epoch %d: %d examples", number, len(encoded))
        yield batches(encoded, BATCH, number)
        number += 1


def _replay(sampler: Sampler, size: int, seed: int) -> Iterator[list[Example]]:
    """Endless parts of ``size`` examples of the first stage, none twice before all were given."""
    while True:
        examples = sampler.epoch()
        random.Random(seed).shuffle(examples)
        yield from (examples[start : start + size] for start in range(0, len(examples), size))


def _figures(folder: Path, held_out: Path, sampler: Sampler, threads: int) -> dict[str, object]:
    """What the exported reader reaches on what it has not seen."""
    reader = Reader.load(folder, threads)
    pairs = sampler.epoch(apart=True)[:APART_MEASURED]
    reports = ReportSampler(*load_invented(APART), seed=1).epoch()
    return {
        held_out.stem: measure_cmrc(reader, held_out),
        "pairs_apart": measure_pairs(reader, pairs),
        "reports_apart": measure_pairs(reader, reports),
    }


if __name__ == "__main__":
    main()
