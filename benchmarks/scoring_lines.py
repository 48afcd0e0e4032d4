"""The ways to score that benchmarks/scoring.py compares; all begin with the documents' bytes."""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from models.detector.network import Detector
from models.requests.document import decode
from models.requests.parts import WINDOW, Part, parts_of, rows_of
from models.requests.tokens import LENGTH
from models.scoring.artifact import OUTPUT
from models.scoring.batching import batches, feeds
from models.scoring.cache import ScoreCache
from models.scoring.placement import node_placement
from models.scoring.scorer import SHAPES, Scorer
from models.scoring.session import CPU, CUDA, Feeds, open_session, run_bound

CHUNK = 256  # documents of a call, as the worker's
BATCH = 64  # rows of a padded batch
Scores = NDArray[np.float32]


class Rig(NamedTuple):
    """The same network three times: in torch, in plain ONNX Runtime and in a Scorer."""

    network: Detector
    literal: InferenceSession  # without sequence_lens, by which ONNX Runtime skips some padding
    scorer: Scorer
    device: str  # cpu or cuda

    @classmethod
    def of(cls, network: Detector, scorer: Scorer, device: str) -> "Rig":
        """A rig on ``device``, where the scorer runs already."""
        model = onnx.load_from_string(scorer.artifact.onnx)
        for node in model.graph.node:
            if node.op_type == "LSTM":
                node.input[4] = ""  # pads come after the text, and the maximum leaves them out
        providers = [CUDA, CPU] if device == "cuda" else [CPU]
        literal = open_session(model.SerializeToString(), providers)
        return cls(network.to(device), literal, scorer, device)


class CountingCache(ScoreCache):
    """A cache that counts how often a score was asked for, and how often it was known."""

    asked = known = 0

    def get(self, key: Part) -> float | None:
        score = super().get(key)
        self.asked += 1
        self.known += score is not None
        return score


def texts_of(document: bytes) -> list[str]:
    """The texts that a model of parts reads of a document, in order and with repetitions."""
    return [row for part in parts_of(decode(document)) for row in rows_of(part)]


def timed(
    rig: Rig, run: Callable[[Sequence[bytes]], Scores], documents: Sequence[bytes]
) -> tuple[float, Scores]:
    """Seconds and scores of one run; on the CPU in CPU time, which excludes other processes."""
    clock = time.process_time if rig.device == "cpu" else time.perf_counter
    began = clock()
    scores = run(documents)
    return clock() - began, scores


def padded_in_torch(rig: Rig, documents: Sequence[bytes]) -> Scores:
    """Score the published way: all parts of a request in one row, padded to 1,024 steps."""
    scores = []
    with torch.inference_mode():
        for inputs in _padded(rig, documents):
            tensors = [torch.from_numpy(array).to(rig.device) for array in inputs.values()]
            scores.append(torch.sigmoid(rig.network(*tensors)).cpu())
    return torch.cat(scores).numpy()


def padded_in_onnx(rig: Rig, documents: Sequence[bytes]) -> Scores:
    """Score the same rows in ONNX Runtime."""
    return np.concatenate([_literally(rig, inputs) for inputs in _padded(rig, documents)])


def _literally(rig: Rig, inputs: Feeds) -> Scores:
    """Scores with every step of every row computed, padding included."""
    if rig.device == "cuda":
        return run_bound(rig.literal, inputs, "cuda")
    return rig.literal.run([OUTPUT], inputs)[0]


def _padded(rig: Rig, documents: Sequence[bytes]) -> Iterator[Feeds]:
    encode = rig.scorer.artifact.tokenizer.encode
    texts = ["".join(texts_of(document)) for document in documents]
    rows = [encode(text) for text in texts]
    for start in range(0, len(rows), BATCH):
        yield feeds(rows[start : start + BATCH], LENGTH)


def every_row(rig: Rig, documents: Sequence[bytes], *, by_length: bool) -> Scores:
    """Score each row of each part as often as it comes, without a cache."""
    encode = rig.scorer.artifact.tokenizer.encode
    worst = np.zeros(len(documents), np.float32)
    for start in range(0, len(documents), CHUNK):
        chunk = documents[start : start + CHUNK]
        rows = [(i, encode(row)) for i, each in enumerate(chunk, start) for row in texts_of(each)]
        lengths = [len(row) if by_length else WINDOW for _, row in rows]
        for steps, members in batches(lengths, SHAPES[rig.scorer.provider]):
            inputs = feeds([rows[m][1] for m in members], steps)
            np.maximum.at(worst, [rows[m][0] for m in members], _literally(rig, inputs))
    return worst


def ours(rig: Rig, documents: Sequence[bytes], cache: ScoreCache | None) -> Scores:
    """Score as the worker does; without ``cache`` each distinct row once per chunk."""
    scores = []
    for start in range(0, len(documents), CHUNK):
        rig.scorer._cache = ScoreCache(limit=0) if cache is None else cache
        scores.append(rig.scorer.score_many(documents[start : start + CHUNK]))
    return np.concatenate(scores)


def described(rig: Rig, documents: Sequence[bytes]) -> str:
    """One sentence on the parts and steps that there are to save."""
    cache = CountingCache()
    ours(rig, documents, cache)
    rows = [row for document in documents for row in texts_of(document)]
    shared, computed = _shared_prefixes(documents)
    return (
        f"{len(rows) / len(documents):.1f} parts and {sum(map(len, rows)) / len(documents):.0f} "
        f"steps each;\n  {100 * cache.asked / len(rows):.0f} % of the parts are distinct in their "
        f"chunk, {100 * (cache.asked - cache.known) / len(rows):.0f} % not remembered either: "
        f"{computed / len(documents):.0f} steps are left, {100 * shared / computed:.0f} % of them "
        "in shared prefixes"
    )


def _shared_prefixes(documents: Sequence[bytes]) -> tuple[int, int]:
    """(steps that a trie of each chunk's rows would save, steps without it), from cold."""
    shared = total = 0
    seen: set[str] = set()
    for start in range(0, len(documents), CHUNK):
        rows = {row for each in documents[start : start + CHUNK] for row in texts_of(each)} - seen
        seen |= rows
        total += sum(map(len, rows))
        shared += sum(map(_common, pairwise(sorted(rows))))
    return shared, total


def _common(rows: tuple[str, str]) -> int:
    differing = (i for i, (a, b) in enumerate(zip(*rows, strict=False)) if a != b)
    return next(differing, min(map(len, rows)))


def step_seconds(scorer: Scorer) -> float:
    """CPU seconds of one step of one row in the scorer's batches, best of 20."""
    steps = 48
    rows = SHAPES[scorer.provider].tokens // steps
    inputs = feeds([b"\1" * steps] * rows, steps)
    best = float("inf")
    for _ in range(20):
        began = time.process_time()
        scorer._session.run([OUTPUT], inputs)
        best = min(best, time.process_time() - began)
    return best / (steps * rows)


def placement(scorer: Scorer) -> str:
    """The devices that the LSTM and the table look-ups ran on, by a profile."""
    inputs = feeds([b"\1" * 8] * 4, 8)
    shares = node_placement(scorer.artifact.onnx, inputs, [CUDA, CPU])
    return ", ".join(f"{operator} {shares[operator]}" for operator in ("LSTM", "Gather"))
