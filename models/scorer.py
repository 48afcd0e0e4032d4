"""Scores request documents with an ONNX model. No torch here: this is what workers run."""

import contextlib
import ctypes
import io
import logging
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from models import features
from models.artifact import INPUT, OUTPUT, SHIPPED, Artifact, ModelRefused

__all__ = ["REASONS", "ModelRefused", "Scorer"]

log = logging.getLogger(__name__)

BUCKET = 32  # a text is padded to the next multiple: its steps never depend on other texts
BATCH_TOKENS = 16 * 1024  # of one call into ONNX Runtime: bounds memory, fits the cache
REASONS = (*features.REASONS, "model")  # why a document is unscored
CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"


class Scorer:
    """One ONNX session and what is needed to feed it. Higher scores are more like attacks."""

    def __init__(
        self,
        artifact: Artifact,
        session: onnxruntime.InferenceSession,
        *,
        fell_back: bool = False,
    ) -> None:
        self.name: str = artifact.name
        self.id: str = artifact.id
        self.threshold: float = artifact.threshold
        self.provider: str = session.get_providers()[0]  # what runs, not what was asked for
        self.fell_back = fell_back  # a GPU driver is present and the session does not use it
        self.artifact = artifact
        self._tokenizer = artifact.tokenizer
        self._session = session

    @classmethod
    def load(
        cls,
        path: Path | None = None,
        provider: Literal["auto", "cpu", "cuda"] = "auto",
        threads: int = 1,
    ) -> "Scorer":
        """Open the model at ``path`` (an .onnx file, its .json beside it), or the shipped one.

        Raises:
            ModelRefused: model and sidecar do not fit, or ``provider="cuda"`` and no GPU is used.
        """
        artifact = Artifact.read(path or SHIPPED)
        wanted = _providers(provider)
        session = open_session(artifact.onnx, wanted, threads)
        used = session.get_providers()
        if provider == "cuda" and used[0] != CUDA:
            raise ModelRefused(
                "the GPU was asked for and ONNX Runtime cannot use it: install "
                "'logwarden[gpu]' and a CUDA driver, or choose --provider auto"
            )
        if used[0] != wanted[0]:
            log.warning("a GPU driver is present but the model runs on %s", used[0])
        _check_graph(artifact, session)
        return cls(artifact, session, fell_back=used[0] != wanted[0])

    def score_many(self, documents: Sequence[bytes]) -> NDArray[np.float32]:
        """Attack probability in [0, 1] of each document; NaN where it cannot be scored.

        Returns float32 (len(documents),). Never raises because of a document: see ``reason``.
        """
        rows = [self._encode(document) for document in documents]
        distinct = {row: i for i, row in enumerate(dict.fromkeys(rows))}
        scores = self._score_rows(list(distinct))
        return scores[[distinct[row] for row in rows]]

    def reason(self, document: bytes) -> str:
        """Why ``score_many`` gave NaN for this document: one of REASONS."""
        try:
            features.load_document(document)
        except features.BadDocument as bad:
            return bad.reason
        return "model"

    def _encode(self, document: bytes) -> bytes | None:
        try:
            return self._tokenizer.encode(features.load_document(document))
        except features.BadDocument:
            return None

    def _score_rows(self, rows: Sequence[bytes | None]) -> NDArray[np.float32]:
        scores = np.full(len(rows), np.nan, np.float32)
        for steps, members in _batches(rows):
            scores[members] = self._run([rows[i] or b"" for i in members], steps)
        return scores

    def _run(self, rows: Sequence[bytes], steps: int) -> NDArray[np.float32]:
        """Scores (len(rows),); a row that makes ONNX Runtime fail is NaN, alone."""
        try:
            return self._session.run([OUTPUT], {INPUT: features.pad(rows, steps)})[0]
        except Exception:  # whatever the runtime raises, the next document must be scored
            log.exception("scoring failed for a batch of %d", len(rows))
            if len(rows) == 1:
                return np.full(1, np.nan, np.float32)
            return np.concatenate([self._run([row], steps) for row in rows])


def _batches(rows: Sequence[bytes | None]) -> Iterator[tuple[int, list[int]]]:
    """(steps, indices of the rows padded to them), shortest first, at most BATCH_TOKENS each."""
    buckets: defaultdict[int, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row is not None:
            buckets[max(1, -(-len(row) // BUCKET)) * BUCKET].append(i)
    for steps, members in sorted(buckets.items()):
        size = BATCH_TOKENS // steps
        for start in range(0, len(members), size):
            yield steps, members[start : start + size]


def _providers(wanted: str) -> list[str]:
    if wanted == "cpu" or (wanted == "auto" and not _has_gpu_driver()):
        return [CPU]
    if CUDA not in onnxruntime.get_available_providers():
        return [CPU]
    return [CUDA, CPU]


def _has_gpu_driver() -> bool:
    """Loading the CUDA provider without a driver takes a second and prints pages on stderr."""
    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return False
    return True


def open_session(
    onnx: bytes, providers: Sequence[str] = (CPU,), threads: int = 1
) -> onnxruntime.InferenceSession:
    """A quiet session that leaves the other cores to others. Raises ModelRefused."""
    onnxruntime.set_default_logger_severity(4)  # what it has to say is checked in `provider`
    if CUDA in providers:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints what it does not find
            onnxruntime.preload_dlls(directory="")  # the CUDA libraries of the extra `gpu`
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(onnx, options, providers=list(providers))
    except Exception as error:  # its exception classes share no public base
        raise ModelRefused(
            f"ONNX Runtime cannot open the model ({error}): train it again with `logwarden train`"
        ) from None


def _check_graph(artifact: Artifact, session: onnxruntime.InferenceSession) -> None:
    """What the ONNX file says of itself must be what its sidecar says."""
    sidecar = artifact.facts
    written = session.get_modelmeta().custom_metadata_map
    found = {
        "inputs": [(node.name, node.type) for node in session.get_inputs()],
        "outputs": [(node.name, node.type) for node in session.get_outputs()],
        "vocabulary_size": written.get("vocabulary_size"),
        "opset": written.get("opset"),
    }
    needed = {
        "inputs": [(INPUT, "tensor(int64)")],
        "outputs": [(OUTPUT, "tensor(float)")],
        "vocabulary_size": str(sidecar["vocabulary_size"]),
        "opset": str(sidecar.get("opset")),
    }
    for key, value in needed.items():
        if found[key] != value:
            raise ModelRefused(
                f"the {key} of the model {artifact.name} is {found[key]} and its sidecar needs "
                f"{value}: copy both files again, or train them again with `logwarden train`"
            )
