"""A model is what its sidecar says, or it is refused with a sentence."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx
import pytest

pytest.importorskip("torch", reason="the models of these tests are built with torch")

from models.scoring.artifact import ModelRefused
from models.scoring.scorer import Scorer
from tests.helpers.tiny_models import THRESHOLDS, TOKENIZER, model_file


@pytest.fixture(scope="module")
def path() -> Path:
    return model_file()


def changed_copy(path: Path, folder: Path, change: Callable[[dict[str, Any]], Any]) -> Path:
    copy = folder / "copy.onnx"
    copy.write_bytes(path.read_bytes())
    sidecar = json.loads(path.with_suffix(".json").read_bytes())
    change(sidecar)
    copy.with_suffix(".json").write_text(json.dumps(sidecar))
    return copy


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda s: s.update(format="logwarden-model/1"), "its format is 'logwarden-model/1'"),
        (lambda s: s.update(form="words"), "its form is 'words'"),
        (lambda s: s.pop("form"), "it has no 'form'"),
        (lambda s: s.update(sha256="0" * 64), "its sha256 is"),
        (lambda s: s.update(vocabulary=s["vocabulary"][1:]), "its vocabulary_size is not"),
        (lambda s: s.update(vocabulary="é"), "not a string of ASCII"),
        (lambda s: s.update(vocabulary="aa"), "holds a character twice"),
        (
            lambda s: s.update(vocabulary="ab", vocabulary_size=3),
            r"the vocabulary_size of the model copy is \d\d and its sidecar needs 3",
        ),
        (lambda s: s.update(opset=99), "the opset of the model copy is 17"),
        (lambda s: s.update(inputs={"x": "tensor"}), "its inputs is"),
        (lambda s: s.update(output="x"), "its output is 'x'"),
        (lambda s: s.update(features=99), "its features is 99"),
        (lambda s: s.update(length=512), "its length is 512"),
        (lambda s: s["thresholds"].update(attack=0.01), "thresholds must rise"),
        (lambda s: s["thresholds"].pop("attack"), "attack"),
        (lambda s: s.pop("thresholds"), "it has no 'thresholds'"),
    ],
)
def test_a_sidecar_that_does_not_fit_is_refused(
    path: Path, tmp_path: Path, change: Callable[[dict[str, Any]], Any], sentence: str
) -> None:
    with pytest.raises(ModelRefused, match=sentence) as caught:
        Scorer.load(changed_copy(path, tmp_path, change))
    assert caught.value.exit_code == 2 and "\n" not in str(caught.value)


def test_how_parts_are_read_is_checked(tmp_path: Path) -> None:
    path = changed_copy(model_file(), tmp_path, lambda s: s.update(parts=99))
    with pytest.raises(ModelRefused, match="its parts is 99"):
        Scorer.load(path)


def test_missing_and_foreign_files_are_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="No such file"):
        Scorer.load(tmp_path / "none.onnx")
    copy = changed_copy(path, tmp_path, lambda _: None)
    copy.with_suffix(".json").write_text("[1]")
    with pytest.raises(ModelRefused, match="does not fit its sidecar"):
        Scorer.load(copy)
    content = b"not a model"
    digest = hashlib.sha256(content).hexdigest()
    copy = changed_copy(path, tmp_path, lambda sidecar: sidecar.update(sha256=digest))
    copy.write_bytes(content)
    with pytest.raises(ModelRefused, match="ONNX Runtime cannot open"):
        Scorer.load(copy)


@pytest.mark.parametrize("name", ["tokens", "probability"])
def test_a_graph_with_other_inputs_or_outputs_is_refused(
    path: Path, tmp_path: Path, name: str
) -> None:
    model = onnx.load(path)
    for node in model.graph.node:
        node.input[:] = ["words" if old == name else old for old in node.input]
        node.output[:] = ["words" if old == name else old for old in node.output]
    (named,) = [x for x in (*model.graph.input, *model.graph.output) if x.name == name]
    named.name = "words"
    content = model.SerializeToString()
    digest = hashlib.sha256(content).hexdigest()
    copy = changed_copy(path, tmp_path, lambda sidecar: sidecar.update(sha256=digest))
    copy.write_bytes(content)
    with pytest.raises(ModelRefused, match=r"the (in|out)puts of the model copy"):
        Scorer.load(copy)


def test_the_scoring_id_changes_with_model_and_sidecar(path: Path, tmp_path: Path) -> None:
    copy = changed_copy(path, tmp_path, lambda _: None)
    copy.with_suffix(".json").write_bytes(path.with_suffix(".json").read_bytes())
    assert Scorer.load(copy).id == Scorer.load(path).id
    copy = changed_copy(path, tmp_path, lambda s: s["thresholds"].update(attack=0.95))
    changed = Scorer.load(copy)
    assert changed.id != Scorer.load(path).id
    assert (changed.thresholds.attack, Scorer.load(path).thresholds) == (0.95, THRESHOLDS)


def test_rows_without_a_known_character_are_scored(path: Path, tmp_path: Path) -> None:
    """A model whose vocabulary holds none of a row's characters reads one step of padding."""
    size = len(TOKENIZER.vocabulary) + 1
    unknown = "".join(chr(127 - i) for i in range(size - 1))  # has no markers, no control signs
    copy = changed_copy(path, tmp_path, lambda s: s.update(vocabulary=unknown))
    score = Scorer.load(copy).score_requests([{"path": "\x01" * 3}])
    assert 0 <= score[0] <= 1
