"""Small models with random, lively weights, as files: what the tests of scoring score with."""

import functools
import tempfile
from pathlib import Path

import torch

from models import export, features
from models.artifact import Form
from models.detector import Detector, DetectorConfig
from models.lstm import LSTMConfig, RequestLSTM
from models.parts import LETTER, MARKERS
from models.shapes import classes_of
from models.verdicts import Thresholds

PRINTABLE = "".join(map(chr, range(32, 127)))
SIGNS = "".join(MARKERS.values()) + LETTER
TOKENIZER = features.Tokenizer(SIGNS + "".join(sorted({*PRINTABLE.lower()})))
THRESHOLDS = Thresholds(attack=0.9, likely_attack=0.5, likely_clean=0.1)
TEXTS = (
    "",
    "a",
    "ab<script>",
    "x' or 1=1 -- " * 20,
    "\x06name=<b>x'11",
    "\x06abc",
    "\x06==\x02\x02x",
)
ROWS = [TOKENIZER.encode(text) for text in TEXTS]


@functools.cache
def network(form: Form) -> Detector | RequestLSTM:
    """Weights larger than at the start of training: states stay far from zero."""
    torch.manual_seed(1)
    size = len(TOKENIZER.vocabulary) + 1
    model: Detector | RequestLSTM
    if form == "parts":
        few = {"buckets": 256, "shape_buckets": 256, "evidence": 1, "shape_evidence": 1}
        classes = classes_of(TOKENIZER)
        model = Detector(DetectorConfig(size, hidden=16, classes=classes, **few))
    else:
        model = RequestLSTM(LSTMConfig(size, hidden=16))
    with torch.no_grad():
        model.embedding.weight.mul_(3 if form == "parts" else 30)
        model.lstm.weight_hh_l0.mul_(4)
        model.output.weight.mul_(5)
        if isinstance(model, Detector):
            model.wide.weight.normal_()
            model.wide_scale.fill_(0.7)
        else:  # remembers for a thousand steps: the first pad is still felt at the last character
            model.lstm.bias_ih_l0[:16] = -4.0  # input gates
            model.lstm.bias_ih_l0[16:32] = 7.0  # forget gates
    return model.eval()


@functools.cache
def model_file(form: Form) -> Path:
    """The network's .onnx file with its sidecar, written once for all tests."""
    path = Path(tempfile.mkdtemp(prefix="logwarden-test-")) / "tiny.onnx"
    export.write(path, network(form), TOKENIZER, THRESHOLDS, ROWS, {})
    return path
