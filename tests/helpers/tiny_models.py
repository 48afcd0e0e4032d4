"""Small models with random, lively weights, as files, for the tests of scoring."""

import functools
import tempfile
from pathlib import Path

import torch

from models.detector import export
from models.detector.network import Detector, DetectorConfig
from models.detector.shapes import classes_of
from models.requests.parts import LETTER, MARKERS
from models.requests.tokens import Tokenizer
from models.scoring.verdicts import Thresholds

PRINTABLE = "".join(map(chr, range(32, 127)))
SIGNS = "".join(MARKERS.values()) + LETTER
TOKENIZER = Tokenizer(SIGNS + "".join(sorted({*PRINTABLE.lower()})))
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
def network() -> Detector:
    """A network with weights larger than at the start of training: its states are not near 0."""
    torch.manual_seed(1)
    size = len(TOKENIZER.vocabulary) + 1
    few = {"buckets": 256, "shape_buckets": 256, "evidence": 1, "shape_evidence": 1}
    model = Detector(DetectorConfig(size, hidden=16, classes=classes_of(TOKENIZER), **few))
    with torch.no_grad():
        model.embedding.weight.mul_(3)
        model.lstm.weight_hh_l0.mul_(4)
        model.output.weight.mul_(5)
        model.wide.weight.normal_()
        model.wide_scale.fill_(0.7)
    return model.eval()


@functools.cache
def model_file() -> Path:
    """The network's .onnx file with its sidecar, written once for all tests."""
    path = Path(tempfile.mkdtemp(prefix="logwarden-test-")) / "tiny.onnx"
    export.write(path, network(), TOKENIZER, THRESHOLDS, ROWS, {})
    return path
