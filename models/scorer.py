"""Scores request documents with an ONNX model. No torch here: this is what workers run."""

import logging
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from models import features, parts
from models.artifact import OUTPUT, SHIPPED, Artifact, ModelRefused
from models.batching import BatchShape, batches, feeds
from models.score_cache import Key, ScoreCache
from models.session import CPU, CUDA, check_graph, open_session, providers, run_bound
from models.verdicts import Thresholds

__all__ = ["REASONS", "ModelRefused", "Scorer"]

log = logging.getLogger(__name__)

REASONS = (*features.REASONS, "model")  # why a document is unscored
SHAPES = {CPU: BatchShape(call=128, tokens=4096), CUDA: BatchShape(16 * 1024, 256 * 1024)}
FAILED = math.inf  # the score of what the model failed on: the worst of a request, then NaN


class Scorer:
    """One ONNX session and what is needed to feed it. Higher scores are more like attacks.

    For one thread: the scores of what was seen before are kept (models/score_cache.py).
    """

    def __init__(
        self,
        artifact: Artifact,
        session: onnxruntime.InferenceSession,
        *,
        fell_back: bool = False,
    ) -> None:
        self.name: str = artifact.name
        self.id: str = artifact.id
        self.thresholds: Thresholds = artifact.thresholds
        self.provider: str = session.get_providers()[0]  # what runs, not what was asked for
        self.fell_back = fell_back  # a GPU driver is present and the session does not use it
        self.artifact = artifact
        self._session = session
        self._cache = ScoreCache()

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
        wanted = providers(provider)
        session = open_session(artifact.onnx, wanted, threads)
        used = session.get_providers()
        if provider == "cuda" and used[0] != CUDA:
            raise ModelRefused(
                "the GPU was asked for and ONNX Runtime cannot use it: install "
                "'logwarden[gpu]' and a CUDA driver, or choose --provider auto"
            )
        if used[0] != wanted[0]:
            log.warning("a GPU driver is present but the model runs on %s", used[0])
        check_graph(artifact, session)
        return cls(artifact, session, fell_back=used[0] != wanted[0])

    def score_many(self, documents: Sequence[bytes]) -> NDArray[np.float32]:
        """Attack probability in [0, 1] of each document; NaN where it cannot be scored.

        Returns float32 (len(documents),). Never raises because of a document: see ``reason``.
        """
        return self.score_requests([_decoded(document) for document in documents])

    def score_requests(self, requests: Sequence[dict[str, Any] | None]) -> NDArray[np.float32]:
        """As ``score_many``, for documents already decoded; None is one that cannot be scored.

        A request is as bad as its worst part. One that has no part is harmless: 0.
        """
        keys = [None if request is None else self.keys_of(request) for request in requests]
        scores = self.scores_of(key for of_request in keys for key in of_request or ())
        worst = [
            FAILED if of_request is None else max(map(scores.__getitem__, of_request), default=0.0)
            for of_request in keys
        ]
        found = np.array(worst, np.float32)
        return np.where(found == FAILED, np.float32(np.nan), found)

    def reason(self, document: bytes) -> str:
        """Why ``score_many`` gave NaN for this document: one of REASONS."""
        try:
            features.decode(document)
        except features.BadDocument as bad:
            return bad.reason
        return "model"

    def keys_of(self, request: dict[str, Any]) -> Sequence[Key] | None:
        """What of a request has a score of its own; None if it cannot be taken apart."""
        try:
            if self.artifact.form == "parts":
                return parts.parts_of(request)
            return [self.artifact.tokenizer.encode(features.trim(request))]
        except Exception:  # a hostile document must not keep the next one from its score
            log.exception("a request could not be taken apart")
            return None

    def scores_of(self, keys: Iterable[Key]) -> dict[Key, float]:
        """The score of each key: remembered, or that of its worst row; FAILED as in score_rows."""
        scores: dict[Key, float] = {}
        rows_of: dict[Key, list[bytes]] = {}
        for key in keys:
            if key in scores or key in rows_of:
                continue
            known = self._cache.get(key)
            if known is None:
                rows_of[key] = self._rows(key)
            else:
                scores[key] = known
        if rows_of:
            distinct = list(dict.fromkeys(row for rows in rows_of.values() for row in rows))
            score_of_row = dict(zip(distinct, self.score_rows(distinct).tolist(), strict=True))
            for key, rows in rows_of.items():
                scores[key] = max(map(score_of_row.__getitem__, rows), default=FAILED)
                if scores[key] != FAILED:
                    self._cache.put(key, scores[key])
        return scores

    def score_rows(self, rows: Sequence[bytes]) -> NDArray[np.float32]:
        """Scores (len(rows),) of rows of tokens; FAILED where the model fails on one."""
        scores = np.full(len(rows), FAILED, np.float32)
        for steps, members in batches([len(row) for row in rows], SHAPES[self.provider]):
            scores[members] = self._run([rows[i] for i in members], steps)
        return scores

    def _rows(self, key: Key) -> list[bytes]:
        """The rows of tokens that the model reads of a part, or of a whole document."""
        if isinstance(key, bytes):
            return [key]
        try:
            return [self.artifact.tokenizer.encode(row) for row in parts.rows_of(key)]
        except Exception:
            log.exception("a part of a request could not be read")
            return []

    def _run(self, rows: Sequence[bytes], steps: int) -> NDArray[np.float32]:
        """Scores (len(rows),); a row that makes ONNX Runtime fail is FAILED, alone."""
        try:
            inputs = feeds(self.artifact.form, rows, steps)
            if self.provider == CUDA:
                return run_bound(self._session, inputs, "cuda")
            return self._session.run([OUTPUT], inputs)[0]
        except Exception:  # whatever the runtime raises, the next row must be scored
            log.exception("scoring failed for a batch of %d", len(rows))
            if len(rows) == 1:
                return np.full(1, FAILED, np.float32)
            return np.concatenate([self._run([row], steps) for row in rows])


def _decoded(document: bytes) -> dict[str, Any] | None:
    try:
        return features.decode(document)
    except features.BadDocument:
        return None
