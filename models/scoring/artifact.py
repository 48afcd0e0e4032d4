"""Model files: an ONNX graph, and the JSON sidecar that describes it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from accesslog import atomic
from models.requests import document, parts
from models.requests.tokens import Tokenizer
from models.scoring.verdicts import Thresholds

SHIPPED = Path(__file__).parent.parent / "artifacts" / "requests.onnx"
FORMAT = "logwarden-model/2"
OUTPUT = "probability"  # float32 (rows,), the probability of an attack

# A row is a window of one part of a request (models/requests/parts.py), right-padded with zeros.
INPUTS = {"tokens": "tensor(int64)", "lengths": "tensor(int32)"}  # (rows, steps), (rows,)


class ModelRefused(Exception):
    """A model file that cannot be used as it is; the message says what to do."""

    exit_code = 2


@dataclass(frozen=True)
class Artifact:
    """The bytes of an ONNX file together with the checked contents of its sidecar."""

    name: str
    id: str  # 16 hex digits of the SHA-256 of model and sidecar, which names feature versions
    onnx: bytes
    tokenizer: Tokenizer
    thresholds: Thresholds
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
            tokenizer = Tokenizer(sidecar["vocabulary"])
            thresholds = Thresholds(**sidecar["thresholds"])
        except (ValueError, KeyError, TypeError) as error:
            reason = f"it has no {error}" if isinstance(error, KeyError) else str(error)
            raise ModelRefused(
                f"the model {path} does not fit its sidecar: {reason}; "
                "copy both files again, or train them again with `logwarden train`"
            ) from None
        digest = hashlib.sha256(onnx + sidecar_bytes).hexdigest()[:16]
        return cls(path.stem, digest, onnx, tokenizer, thresholds, sidecar)


def write(
    path: Path,
    onnx: bytes,
    opset: int,
    tokenizer: Tokenizer,
    thresholds: Thresholds,
    facts: Mapping[str, Any],
) -> None:
    """Write ``path`` (.onnx) and its sidecar (.json), both whole or neither.

    ``facts``: further sidecar entries, such as training data and measured figures.

    Raises:
        atomic.OutputRefused: a file cannot be written.
    """
    sidecar = {
        **_expected(onnx),
        "opset": opset,
        "vocabulary": tokenizer.vocabulary,
        "vocabulary_size": len(tokenizer.vocabulary) + 1,
        "thresholds": asdict(thresholds),
        **facts,
    }
    described = (json.dumps(sidecar, indent=2) + "\n").encode()
    atomic.replace_all(path.parent, {path.name: onnx, path.with_suffix(".json").name: described})


def _expected(onnx: bytes) -> dict[str, Any]:
    """Sidecar entries that this program requires to use the model."""
    return {
        "format": FORMAT,
        "form": "parts",
        "features": document.VERSION,
        "parts": parts.VERSION,
        "length": parts.WINDOW,
        "inputs": INPUTS,
        "output": OUTPUT,
        "sha256": hashlib.sha256(onnx).hexdigest(),
    }


def _check(sidecar: Mapping[str, Any], onnx: bytes) -> None:
    """Raise ValueError, KeyError or TypeError if the sidecar does not fit."""
    for key, value in _expected(onnx).items():
        if sidecar[key] != value:
            raise ValueError(f"its {key} is {sidecar[key]!r}, needed is {value!r}")
    vocabulary = sidecar["vocabulary"]
    if not isinstance(vocabulary, str) or not vocabulary.isascii():
        raise ValueError("its vocabulary is not a string of ASCII characters")
    if len(set(vocabulary)) != len(vocabulary):
        raise ValueError("its vocabulary holds a character twice")
    if len(vocabulary) + 1 != sidecar["vocabulary_size"]:
        raise ValueError(f"its vocabulary_size is not {len(vocabulary) + 1}")
