"""A model on disk: an ONNX file and the JSON sidecar that says what it is and what it can do."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import features

SHIPPED = Path(__file__).parent / "artifacts" / "requests.onnx"
FORMAT = "logwarden-model/1"
INPUT = "tokens"  # int64 (batch, steps), steps <= features.LENGTH, left-padded with 0
OUTPUT = "probability"  # float32 (batch,), the probability of an attack


class ModelRefused(Exception):
    """A model file that cannot be used as it is; the message says what to do."""

    exit_code = 2


@dataclass(frozen=True)
class Artifact:
    """The bytes of an ONNX file together with the checked contents of its sidecar."""

    name: str
    id: str  # 16 hex digits: changes with the model, the sidecar, and how features are made
    onnx: bytes
    tokenizer: features.Tokenizer
    threshold: float  # a probability at or above it is an attack
    facts: Mapping[str, Any]  # the whole sidecar: training facts, measured figures

    @classmethod
    def read(cls, path: Path) -> "Artifact":
        """Read ``<name>.onnx`` and ``<name>.json`` beside it.

        Raises:
            ModelRefused: one of the two is missing or unreadable, or they do not fit together.
        """
        try:
            onnx = path.read_bytes()
            sidecar_bytes = path.with_suffix(".json").read_bytes()
        except OSError as error:
            raise ModelRefused(
                f"cannot read the model file {error.filename} ({error.strerror}): a model is an "
                ".onnx file with its .json sidecar beside it; unset LOGWARDEN_MODEL to use the "
                "model that ships with logwarden"
            ) from None
        try:
            sidecar = json.loads(sidecar_bytes)
            _check(sidecar, onnx)
            tokenizer = features.Tokenizer(sidecar["vocabulary"])
            threshold = float(sidecar["threshold"])
        except (ValueError, KeyError, TypeError) as error:
            reason = f"it has no {error}" if isinstance(error, KeyError) else str(error)
            raise ModelRefused(
                f"the model {path} does not fit its sidecar: {reason}; "
                "copy both files again, or train them again with `logwarden train`"
            ) from None
        digest = hashlib.sha256(onnx + sidecar_bytes).hexdigest()[:16]
        return cls(path.stem, digest, onnx, tokenizer, threshold, sidecar)


def _check(sidecar: Mapping[str, Any], onnx: bytes) -> None:
    expected = {
        "format": FORMAT,
        "features": features.VERSION,
        "length": features.LENGTH,
        "input": INPUT,
        "output": OUTPUT,
        "sha256": hashlib.sha256(onnx).hexdigest(),
    }
    for key, value in expected.items():
        if sidecar[key] != value:
            raise ValueError(f"its {key} is {sidecar[key]!r}, needed is {value!r}")
    vocabulary = sidecar["vocabulary"]
    if not isinstance(vocabulary, str) or not vocabulary.isascii():
        raise ValueError("its vocabulary is not a string of ASCII characters")
    if len(set(vocabulary)) != len(vocabulary):
        raise ValueError("its vocabulary holds a character twice")
    if len(vocabulary) + 1 != sidecar["vocabulary_size"]:
        raise ValueError(f"its vocabulary_size is not {len(vocabulary) + 1}")
    if not 0.0 < float(sidecar["threshold"]) < 1.0:
        raise ValueError("its threshold is not between 0 and 1")
