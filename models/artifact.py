"""A model on disk: an ONNX file and the JSON sidecar that says what it is and what it can do."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from accesslog import atomic
from models import features, parts
from models.verdicts import Thresholds

SHIPPED = Path(__file__).parent / "artifacts" / "requests.onnx"
FORMAT = "logwarden-model/2"
OUTPUT = "probability"  # float32 (rows,), the probability of an attack

# parts: a row is a window of one part of a request (models/parts.py), zeros on its right; a
# request's score is that of its worst row. document: a row is the end of a trimmed request
# (models/features.py), zeros on its left; the graph knows the state that missing zeros leave.
Form = Literal["parts", "document"]
INPUTS: Mapping[Form, Mapping[str, str]] = {
    "parts": {"tokens": "tensor(int64)", "lengths": "tensor(int32)"},  # (rows, steps), (rows,)
    "document": {"tokens": "tensor(int64)"},
}
LENGTHS: Mapping[Form, int] = {"parts": parts.WINDOW, "document": features.LENGTH}  # most tokens


class ModelRefused(Exception):
    """A model file that cannot be used as it is; the message says what to do."""

    exit_code = 2


@dataclass(frozen=True)
class Artifact:
    """The bytes of an ONNX file together with the checked contents of its sidecar."""

    name: str
    id: str  # 16 hex digits: changes with the model, the sidecar, and how features are made
    onnx: bytes
    form: Form
    tokenizer: features.Tokenizer
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
            form = _checked_form(sidecar, onnx)
            tokenizer = features.Tokenizer(sidecar["vocabulary"])
            thresholds = Thresholds(**sidecar["thresholds"])
        except (ValueError, KeyError, TypeError) as error:
            reason = f"it has no {error}" if isinstance(error, KeyError) else str(error)
            raise ModelRefused(
                f"the model {path} does not fit its sidecar: {reason}; "
                "copy both files again, or train them again with `logwarden train`"
            ) from None
        digest = hashlib.sha256(onnx + sidecar_bytes).hexdigest()[:16]
        return cls(path.stem, digest, onnx, form, tokenizer, thresholds, sidecar)


def write(
    path: Path,
    form: Form,
    onnx: bytes,
    opset: int,
    tokenizer: features.Tokenizer,
    thresholds: Thresholds,
    facts: Mapping[str, Any],
) -> None:
    """Write ``path`` (.onnx) and its sidecar (.json), beside their places and then renamed.

    ``facts``: what else the sidecar says: training data, measured figures.

    Raises:
        atomic.OutputRefused: they cannot be written.
    """
    sidecar = {
        **_expected(form, onnx),
        "opset": opset,
        "vocabulary": tokenizer.vocabulary,
        "vocabulary_size": len(tokenizer.vocabulary) + 1,
        "thresholds": asdict(thresholds),
        **facts,
    }
    described = (json.dumps(sidecar, indent=2) + "\n").encode()
    atomic.replace_all(path.parent, {path.name: onnx, path.with_suffix(".json").name: described})


def _expected(form: Form, onnx: bytes) -> dict[str, Any]:
    """What a sidecar must say so that this program can use the model."""
    return {
        "format": FORMAT,
        "form": form,
        "features": features.VERSION,
        **({"parts": parts.VERSION} if form == "parts" else {}),
        "length": LENGTHS[form],
        "inputs": dict(INPUTS[form]),
        "output": OUTPUT,
        "sha256": hashlib.sha256(onnx).hexdigest(),
    }


def _checked_form(sidecar: Mapping[str, Any], onnx: bytes) -> Form:
    """The form of a sidecar that fits. Raises ValueError, KeyError or TypeError."""
    if sidecar["format"] != FORMAT:
        raise ValueError(f"its format is {sidecar['format']!r}, needed is {FORMAT!r}")
    form: Form = sidecar["form"]
    if form not in get_args(Form):
        raise ValueError(f"its form is {form!r}, known are {', '.join(get_args(Form))}")
    for key, value in _expected(form, onnx).items():
        if sidecar[key] != value:
            raise ValueError(f"its {key} is {sidecar[key]!r}, needed is {value!r}")
    vocabulary = sidecar["vocabulary"]
    if not isinstance(vocabulary, str) or not vocabulary.isascii():
        raise ValueError("its vocabulary is not a string of ASCII characters")
    if len(set(vocabulary)) != len(vocabulary):
        raise ValueError("its vocabulary holds a character twice")
    if len(vocabulary) + 1 != sidecar["vocabulary_size"]:
        raise ValueError(f"its vocabulary_size is not {len(vocabulary) + 1}")
    return form
