"""Scores request documents with an ONNX model. No torch here: this is what workers run."""

import logging
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from models.requests.document import REASONS as UNREADABLE
from models.requests.document import BadDocument, decode
from models.requests.parts import Part, parts_of, rows_of
from models.scoring.artifact import OUTPUT, SHIPPED, Artifact, ModelRefused
from models.scoring.batching import BatchShape, batches, feeds
from models.scoring.cache import ScoreCache
from models.scoring.session import CPU, CUDA, check_graph, open_session, providers, run_bound
from models.scoring.verdicts import Thresholds

__all__ = ["REASONS", "ModelRefused", "Scorer"]

log = logging.getLogger(__name__)

Provider = Literal["auto", "cpu", "cuda"]  # wanted: auto takes a GPU where one works

REASONS = (*UNREADABLE, "model")  # why a document is unscored
SHAPES = {CPU: BatchShape(call=128, tokens=4096), CUDA: BatchShape(16 * 1024, 256 * 1024)}
FAILED = math.inf  # score of a part or row that the model failed on; its request scores NaN


class Scorer:
    """Scores requests with one ONNX session. Higher scores are more like attacks.

    Use it in one thread only: scores of parts are cached (models.scoring.cache).
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
        self.provider: str = session.get_providers()[0]  # the one in use, not the one asked for
        self.fell_back = fell_back  # a GPU driver is present and the session does not use it
        self.artifact = artifact
        self._session = session
        self._cache = ScoreCache()

    @classmethod
    def load(
        cls,
        path: Path | None = None,
        provider: Provider = "auto",
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
        """Like ``score_many``, for documents already decoded; None scores NaN.

        A request is as bad as its worst part. A request without parts is harmless and scores 0.
        """
        parts = [None if request is None else self.parts_of(request) for request in requests]
        scores = self.scores_of(part for of_request in parts for part in of_request or ())
        worst = [
            FAILED if of_request is None else max(map(scores.__getitem__, of_request), default=0.0)
            for of_request in parts
        ]
        found = np.array(worst, np.float32)
        return np.where(found == FAILED, np.float32(np.nan), found)

    def reason(self, document: bytes) -> str:
        """Why ``score_many`` gave NaN for this document: one of REASONS."""
        try:
            decode(document)
        except BadDocument as bad:
            return bad.reason
        return "model"

    def parts_of(self, request: dict[str, Any]) -> Sequence[Part] | None:
        """The parts of a request; None if it cannot be taken apart."""
        try:
            return parts_of(request)
        except Exception:  # a hostile document must not keep the next one from its score
            log.exception("a request could not be taken apart")
            return None

    def scores_of(self, parts: Iterable[Part]) -> dict[Part, float]:
        """The score of each part: that of its worst row, or FAILED if the model failed on a row."""
        scores: dict[Part, float] = {}
        rows: dict[Part, list[bytes]] = {}
        for part in parts:
            if part in scores or part in rows:
                continue
            known = self._cache.get(part)
            if known is None:
                rows[part] = self._rows(part)
            else:
                scores[part] = known
        if rows:
            distinct = list(dict.fromkeys(row for of_part in rows.values() for row in of_part))
            score_of_row = dict(zip(distinct, self.score_rows(distinct).tolist(), strict=True))
            for part, of_part in rows.items():
                scores[part] = max(map(score_of_row.__getitem__, of_part), default=FAILED)
                if scores[part] != FAILED:
                    self._cache.put(part, scores[part])
        return scores

    def score_rows(self, rows: Sequence[bytes]) -> NDArray[np.float32]:
        """Scores float32 (len(rows),) of rows of tokens; FAILED for a row the model fails on."""
        scores = np.full(len(rows), FAILED, np.float32)
        for steps, members in batches([len(row) for row in rows], SHAPES[self.provider]):
            scores[members] = self._run([rows[i] for i in members], steps)
        return scores

    def _rows(self, part: Part) -> list[bytes]:
        """The rows of tokens that the model reads of a part; none if it cannot be read."""
        try:
            return [self.artifact.tokenizer.encode(row) for row in rows_of(part)]
        except Exception:
            log.exception("a part of a request could not be read")
            return []

    def _run(self, rows: Sequence[bytes], steps: int) -> NDArray[np.float32]:
        """Scores (len(rows),). If a batch fails, each row runs alone; one that fails is FAILED."""
        try:
            inputs = feeds(rows, steps)
            if self.provider == CUDA:
                return run_bound(self._session, inputs, "cuda")
            return self._session.run([OUTPUT], inputs)[0]
        except Exception:  # on any failure the next row must still be scored
            log.exception("scoring failed for a batch of %d", len(rows))
            if len(rows) == 1:
                return np.full(1, FAILED, np.float32)
            return np.concatenate([self._run([row], steps) for row in rows])


def _decoded(document: bytes) -> dict[str, Any] | None:
    try:
        return decode(document)
    except BadDocument:
        return None
