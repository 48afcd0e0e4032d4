"""Measures the scoring of documents: padded to 1,024 steps, then with one trick after another.

The network has the shape of the model (LOGWARDEN_MODEL, or the shipped one) and random weights:
its speed does not depend on them, and torch needs no file of its own.
"""

import gzip
import json
import os
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from benchmarks import scoring_lines as lines
from benchmarks.roofline import print_roofline
from models.detector import export
from models.detector.network import Detector, DetectorConfig
from models.requests.document import BadDocument, decode
from models.scoring.artifact import SHIPPED, Artifact
from models.scoring.cache import ScoreCache
from models.scoring.scorer import ModelRefused, Scorer
from traffic.simulate.documents import request_documents
from traffic.simulate.traffic import Traffic

ROUNDS = 3
PADDED, DOCUMENTS = 400, 6000  # documents for the first four lines of a table, and for the rest
SHARED = Path(os.environ.get("LOGWARDEN_SHARED_DATA", "../shared/data"))


class Case(NamedTuple):
    name: str
    documents: list[bytes]


def main() -> None:
    """Print requests/s of every line of the table on the CPU and, if there is one, on a GPU."""
    torch.set_num_threads(1)
    model = os.environ.get("LOGWARDEN_MODEL")
    artifact = Artifact.read(Path(model) if model else SHIPPED)
    network = Detector(DetectorConfig(**artifact.facts["network"])).eval()
    for weights in network.parameters():
        torch.nn.init.normal_(weights, std=0.3)
    cases = list(_cases())
    encode = artifact.tokenizer.encode
    rows = [
        encode(row) for document in cases[-1].documents[:100] for row in lines.texts_of(document)
    ]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{precision}.onnx") for precision in ("float32", "float16")]
        for path, half in zip(paths, (False, True), strict=True):
            thresholds = artifact.thresholds
            export.write(path, network, artifact.tokenizer, thresholds, rows, {}, half=half)
        _on_the_cpu(network, Scorer.load(paths[0], "cpu"), cases)
        try:
            scorers = [Scorer.load(path, "cuda") for path in paths]
        except ModelRefused as refused:
            print(f"\nScoring on a GPU: not measured ({refused})")
            return
        _on_a_gpu(network, scorers, cases)


def _on_the_cpu(network: Detector, scorer: Scorer, cases: Sequence[Case]) -> None:
    print("\nScoring on the CPU, one thread: requests per second of CPU time (medians of 3)")
    for case in cases:
        _compare(case, lines.Rig.of(network, scorer, "cpu"))
    print_roofline(network.config, lines.step_seconds(scorer))


def _on_a_gpu(network: Detector, scorers: Sequence[Scorer], cases: Sequence[Case]) -> None:
    print(f"\nScoring on {torch.cuda.get_device_name()}: requests per second (medians of 3)")
    for scorer in scorers:
        print(f"\n {scorer.name}; its nodes ran on: {lines.placement(scorer)}")
        for case in cases:
            _compare(case, lines.Rig.of(network, scorer, "cuda"))


def _cases() -> Iterator[Case]:
    """Real documents, if the data is there, and simulated ones."""
    file = SHARED / "requests" / "corpus_train.jsonl.gz"
    if file.exists():
        with gzip.open(file) as raw:
            requests = [json.loads(line)["request"] for line in raw]
        drawn = random.Random(0).sample(requests, DOCUMENTS)
        yield Case("real documents (corpus_train)", [json.dumps(each).encode() for each in drawn])
    simulated = (document.line for document in request_documents(DOCUMENTS, Traffic()))
    yield Case("simulated documents", [line for line in simulated if _scorable(line)])


def _compare(case: Case, rig: lines.Rig) -> None:
    """Print one table: speed, gain and largest difference in probability of each line.

    Documents are made distinct: repetitions would make every cache look good.
    """
    documents = list(dict.fromkeys(case.documents))
    few = documents[:PADDED]
    warm = ScoreCache()
    lines.ours(rig, documents, warm)
    table: list[tuple[str, Sequence[bytes], Callable[[Sequence[bytes]], lines.Scores]]] = [
        ("one row of 1,024 steps, torch", few, lambda d: lines.padded_in_torch(rig, d)),
        ("one row of 1,024 steps, ONNX Runtime", few, lambda d: lines.padded_in_onnx(rig, d)),
        ("every part a row of 256 steps", few, lambda d: lines.every_row(rig, d, by_length=False)),
        ("  + batches by length", few, lambda d: lines.every_row(rig, d, by_length=True)),
        ("  + each row once in a chunk of 256", documents, lambda d: lines.ours(rig, d, None)),
        ("  + scores remembered, from cold", documents, lambda d: lines.ours(rig, d, ScoreCache())),
        ("  (all of them seen before)", documents, lambda d: lines.ours(rig, d, warm)),
    ]
    print(f"\n  {len(documents):,} distinct {case.name}; {lines.described(rig, documents)}")
    rounds = [[lines.timed(rig, run, of) for _, of, run in table] for _ in range(ROUNDS)]
    rates = np.median(
        [[len(of) / seconds for (_, of, _), (seconds, _) in zip(table, each, strict=True)]
         for each in rounds], axis=0,
    )  # fmt: skip
    scores = [found for _, found in rounds[0]]
    for i, (name, _, _) in enumerate(table):
        reference = scores[0] if i < 2 else scores[2]
        difference = np.abs(scores[i][:PADDED] - reference).max()
        print(
            f"  {name:<38} {rates[i]:>9,.0f}/s {rates[i] / rates[1]:>6.1f} times  "
            f"max |Δp| {difference:.1e}",
            flush=True,
        )


def _scorable(document: bytes) -> bool:
    """Whether a document can be decoded; some simulated ones cannot, on purpose."""
    try:
        decode(document)
    except BadDocument:
        return False
    return True
