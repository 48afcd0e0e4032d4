"""The scorer: exact in any batch, unmoved by bad documents, and refusing models that do not fit."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import features, scorer
from models.artifact import SHIPPED, ModelRefused
from models.scorer import Scorer

GOOD = [
    json.dumps({"method": "get", "path": f"/a/{n}", "query": {"q": "x <b>'--" * n}}).encode()
    for n in (0, 1, 3, 4, 30, 200)
]
BAD = {b"": "json", b"[]": "not_object", b"\xff\xfe": "json", b"[" * 9999: "too_deep"}


@pytest.fixture(scope="module")
def shipped() -> Scorer:
    return Scorer.load(provider="cpu")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*GOOD, *BAD]), max_size=40))
def test_a_score_does_not_depend_on_its_batch(documents: list[bytes]) -> None:
    shipped = Scorer.load(provider="cpu")
    alone = {document: shipped.score_many([document])[0] for document in set(documents)}
    scores = shipped.score_many(documents)
    assert scores.dtype == np.float32 and scores.shape == (len(documents),)
    for document, score in zip(documents, scores, strict=True):
        if document in BAD:
            assert np.isnan(score) and shipped.reason(document) == BAD[document]
        else:
            assert 0 <= score <= 1
            assert score == pytest.approx(alone[document], abs=1e-6)


def test_what_is_trimmed_does_not_change_the_score(shipped: Scorer) -> None:
    request = json.loads(GOOD[2])
    full = {"timestamp": 1, **request, "headers": {"x": "<script>"}, "responsePayload": "'--"}
    first, second = shipped.score_many([GOOD[2], json.dumps(full).encode()])
    assert first == second


def test_rows_are_those_of_the_padded_1024_computation(shipped: Scorer) -> None:
    session = scorer.open_session(shipped.artifact.onnx)
    rows = [shipped._tokenizer.encode(features.load_document(document)) for document in GOOD]
    padded = session.run(None, {"tokens": features.pad(rows, features.LENGTH)})[0]
    np.testing.assert_allclose(shipped.score_many(GOOD), padded, atol=1e-5)


def test_a_document_that_breaks_the_runtime_is_unscored_alone(shipped: Scorer) -> None:
    poison = shipped._tokenizer.encode(features.load_document(GOOD[1]))

    class Breaking:
        def get_providers(self) -> list[str]:
            return [scorer.CPU]

        def run(self, names: list[str], feed: dict[str, np.ndarray]) -> list[np.ndarray]:
            if any(bytes(row.astype(np.uint8)).endswith(poison) for row in feed["tokens"]):
                raise RuntimeError("out of memory")
            return [np.full(len(feed["tokens"]), 0.25, np.float32)]

    broken = Scorer(shipped.artifact, Breaking())
    scores = broken.score_many(GOOD)
    assert np.isnan(scores).tolist() == [document == GOOD[1] for document in GOOD]
    assert broken.reason(GOOD[1]) == "model"


def copy_of_shipped(folder: Path, change: Callable[[dict[str, Any]], Any]) -> Path:
    path = folder / "copy.onnx"
    path.write_bytes(SHIPPED.read_bytes())
    sidecar = json.loads(SHIPPED.with_suffix(".json").read_bytes())
    change(sidecar)
    path.with_suffix(".json").write_text(json.dumps(sidecar))
    return path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda s: s.update(sha256="0" * 64), "its sha256 is"),
        (lambda s: s.update(vocabulary=s["vocabulary"][1:]), "its vocabulary_size is not"),
        (lambda s: s.update(vocabulary="é"), "not a string of ASCII"),
        (lambda s: s.update(vocabulary="aa"), "holds a character twice"),
        (
            lambda s: s.update(vocabulary="ab", vocabulary_size=3),
            "the vocabulary_size of the model copy is 70 and its sidecar needs 3",
        ),
        (lambda s: s.update(opset=99), "the opset of the model copy is 17"),
        (lambda s: s.update(input="x"), "its input is 'x'"),
        (lambda s: s.update(features=2), "its features is 2"),
        (lambda s: s.update(length=512), "its length is 512"),
        (lambda s: s.update(threshold=7), "its threshold is not between"),
        (lambda s: s.pop("threshold"), "it has no 'threshold'"),
    ],
)
def test_a_sidecar_that_does_not_fit_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], Any], sentence: str
) -> None:
    with pytest.raises(ModelRefused, match=sentence) as caught:
        Scorer.load(copy_of_shipped(tmp_path, change))
    assert caught.value.exit_code == 2 and "\n" not in str(caught.value)


def test_missing_and_foreign_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="No such file"):
        Scorer.load(tmp_path / "none.onnx")
    path = copy_of_shipped(tmp_path, lambda _: None)
    path.with_suffix(".json").write_text("[1]")
    with pytest.raises(ModelRefused, match="does not fit its sidecar"):
        Scorer.load(path)
    content = b"not a model"
    digest = hashlib.sha256(content).hexdigest()
    path = copy_of_shipped(tmp_path, lambda sidecar: sidecar.update(sha256=digest))
    path.write_bytes(content)
    with pytest.raises(ModelRefused, match="ONNX Runtime cannot open"):
        Scorer.load(path)


def test_a_graph_with_other_inputs_is_refused(tmp_path: Path) -> None:
    model = onnx.load(SHIPPED)
    for node in model.graph.node:
        node.input[:] = ["words" if name == "tokens" else name for name in node.input]
    model.graph.input[0].name = "words"
    content = model.SerializeToString()
    digest = hashlib.sha256(content).hexdigest()
    path = copy_of_shipped(tmp_path, lambda sidecar: sidecar.update(sha256=digest))
    path.write_bytes(content)
    with pytest.raises(ModelRefused, match="the inputs of the model copy"):
        Scorer.load(path)


def test_the_scoring_id_changes_with_model_and_sidecar(tmp_path: Path, shipped: Scorer) -> None:
    unchanged = SHIPPED.with_suffix(".json").read_bytes()
    path = copy_of_shipped(tmp_path, lambda _: None)
    path.with_suffix(".json").write_bytes(unchanged)
    assert Scorer.load(path).id == shipped.id
    path = copy_of_shipped(tmp_path, lambda sidecar: sidecar.update(threshold=0.123))
    changed = Scorer.load(path)
    assert changed.id != shipped.id and changed.threshold == 0.123


def test_cuda_is_used_or_refused_and_stderr_stays_quiet() -> None:
    code = """
from models.scorer import CUDA, ModelRefused, Scorer
print(Scorer.load().provider)
try:
    assert Scorer.load(provider="cuda").provider == CUDA
    print("used")
except ModelRefused as refused:
    print(refused)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    provider, cuda = done.stdout.splitlines()
    used = "used" if provider == scorer.CUDA else "the GPU was asked for"
    assert cuda.startswith(used)
    assert done.stderr == ""
