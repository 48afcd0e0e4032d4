"""Request documents to probabilities: padded to 1024 steps beside batches by length."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models import features
from models.artifact import INPUT, OUTPUT
from models.scorer import Scorer
from stream.simulate.documents import request_documents
from stream.simulate.traffic import Traffic

CHUNK = 256
PADDED_BATCH = 64
ROUNDS = 3
SHARED = Path(os.environ.get("LOGWARDEN_SHARED_DATA", "../shared/data"))
Scores = NDArray[np.float32]


def main() -> None:
    """Print requests/s of both, in turn, and the largest difference of a probability."""
    print("\nScoring on the CPU, one thread: requests/s (medians of 3)")
    scorer = Scorer.load(provider="cpu")
    simulated = [document.line for document in request_documents(2000, Traffic())]
    measure("simulated documents", scorer, [line for line in simulated if scorable(line)])
    real = SHARED / "requests" / "trimmed_requests_200.jsonl"
    if real.exists():
        rows = [json.loads(line)["request"].encode() for line in real.read_text().splitlines()]
        measure("200 real documents, repeated", scorer, rows * 5)


def measure(name: str, scorer: Scorer, documents: list[bytes]) -> None:
    """One row: both ways over the same documents."""
    slow, fast = [], []
    for _ in range(ROUNDS):
        slow.append(timed(lambda: padded(scorer, documents)))
        fast.append(timed(lambda: by_length(scorer, documents)))
    difference = float(np.abs(slow[0][1] - fast[0][1]).max())
    rates = [len(documents) / sorted(seconds for seconds, _ in runs)[1] for runs in (slow, fast)]
    print(
        f"  {name:<30} padded 1024: {rates[0]:>8,.0f}/s   by length: {rates[1]:>9,.0f}/s"
        f"   {rates[1] / rates[0]:.1f} times, max |Δp| {difference:.1e}",
        flush=True,
    )


def timed(run: Callable[[], Scores]) -> tuple[float, Scores]:
    """Seconds and scores."""
    began = time.perf_counter()
    scores = run()
    return time.perf_counter() - began, scores


def by_length(scorer: Scorer, documents: list[bytes]) -> Scores:
    """As the worker does: chunks of 256."""
    starts = range(0, len(documents), CHUNK)
    return np.concatenate([scorer.score_many(documents[at : at + CHUNK]) for at in starts])


def padded(scorer: Scorer, documents: list[bytes]) -> Scores:
    """As the published recipe does: every document padded to 1024 steps, same ONNX file."""
    rows = [scorer._tokenizer.encode(features.load_document(document)) for document in documents]
    scores = []
    for at in range(0, len(rows), PADDED_BATCH):
        tokens = features.pad(rows[at : at + PADDED_BATCH], features.LENGTH)
        scores.append(scorer._session.run([OUTPUT], {INPUT: tokens})[0])
    return np.concatenate(scores)


def scorable(document: bytes) -> bool:
    """Whether it is a request document at all (some simulated ones are not, on purpose)."""
    try:
        features.load_document(document)
    except features.BadDocument:
        return False
    return True
