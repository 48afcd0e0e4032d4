"""An ONNX file computes what torch computes, however its rows are padded."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models.detector import export  # noqa: E402
from models.detector.graph import detector_graph  # noqa: E402
from models.scoring import placement, session  # noqa: E402
from models.scoring.artifact import OUTPUT  # noqa: E402
from models.scoring.batching import SHORTEST, BatchShape, batches, feeds  # noqa: E402
from models.scoring.placement import node_placement  # noqa: E402
from models.scoring.scorer import Scorer  # noqa: E402
from tests.helpers import tiny_models  # noqa: E402

torch.set_num_threads(1)  # the matrices are tiny
LENGTHS = [1, 2, 4, 5, 8, 31, 32, 33, 255, 256, 500, 1023, 1024]


def random_rows() -> list[bytes]:
    random = np.random.default_rng(1)
    size = len(tiny_models.TOKENIZER.vocabulary) + 1
    drawn = [random.integers(1, size, n).astype(np.uint8).tobytes() for n in LENGTHS]
    return drawn + tiny_models.ROWS[1:]


def padded_in_torch(rows: list[bytes]) -> np.ndarray:
    """All rows in one batch of 1024 steps."""
    inputs = [torch.from_numpy(array) for array in feeds(rows, 1024).values()]
    with torch.no_grad():
        return torch.sigmoid(tiny_models.network()(*inputs)).numpy()


def test_short_and_padded_rows_score_as_in_torch() -> None:
    rows = random_rows()
    expected = padded_in_torch(rows)
    assert np.ptp(expected) > 0.1  # or equality would say nothing
    opened = session.open_session(tiny_models.model_file().read_bytes())
    for row, reference in zip(rows, expected, strict=True):
        for steps in (max(8, len(row)), 1024):
            assert opened.run(None, feeds([row], steps))[0] == pytest.approx([reference], abs=1e-5)


def test_windows_end_where_they_do_in_torch() -> None:
    random = np.random.default_rng(2)
    rows = [random.integers(1, 40, n).astype(np.uint8).tobytes() for n in range(60, 200)]
    opened = session.open_session(tiny_models.model_file().read_bytes())
    found = opened.run(None, feeds(rows, 200))[0]
    assert found == pytest.approx(padded_in_torch(rows), abs=1e-5)


def test_every_part_of_the_network_moves_the_score() -> None:
    """The equality above would not see a piece that both computations lack."""
    rows = random_rows()
    model = tiny_models.network()
    before = padded_in_torch(rows)
    texts, shapes = (
        model.wide.weight[view.first :][: 4 * view.buckets] for view in model.config.views
    )
    for weights in (model.embedding.weight, model.lstm.weight_hh_l0, texts, shapes):
        kept = weights.detach().clone()
        with torch.no_grad():
            weights.mul_(0.5)
            changed = padded_in_torch(rows)
            weights.copy_(kept)
        assert np.abs(changed - before).max() > 1e-2


def test_a_graph_that_differs_from_torch_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = tiny_models.model_file().read_bytes()
    model = tiny_models.network()
    monkeypatch.setattr(export, "detector_graph", lambda *_, **__: graph)
    kept = model.output.bias.detach().clone()
    with torch.no_grad():
        model.output.bias.add_(0.01)
    try:
        with pytest.raises(export.ExportRefused, match="differs from torch"):
            write(tmp_path / "m.onnx")
    finally:
        with torch.no_grad():
            model.output.bias.copy_(kept)
    assert list(tmp_path.iterdir()) == []


def write(path: Path, **options: bool) -> None:
    tiny = tiny_models
    export.write(path, tiny.network(), tiny.TOKENIZER, tiny.THRESHOLDS, tiny.ROWS, {}, **options)


def test_the_file_is_whole_and_says_what_it_is() -> None:
    path = tiny_models.model_file()
    assert sorted(file.name for file in path.parent.iterdir()) == ["tiny.json", "tiny.onnx"]
    graph = onnx.load(path, load_external_data=False).graph
    assert not any(tensor.external_data for tensor in graph.initializer)
    facts = json.loads(path.with_suffix(".json").read_text())
    assert facts["form"] == "parts"
    assert facts["compared_with_torch"]["greatest_difference"] <= 1e-5


def test_float16_is_refused_where_it_moves_scores_too_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "half.onnx"
    write(path, half=True)
    facts = json.loads(path.with_suffix(".json").read_text())
    difference = facts["compared_with_torch"]["greatest_difference"]
    assert facts["precision"] == "float16" and 1e-6 < difference <= export.HALF_TOLERANCE
    stored = {t.data_type for t in onnx.load(path).graph.initializer}
    assert onnx.TensorProto.FLOAT16 in stored
    assert Scorer.load(path, "cpu").score_many([b'{"path":"/a"}'])[0] >= 0
    monkeypatch.setattr(export, "HALF_TOLERANCE", difference / 2)
    with pytest.raises(export.ExportRefused, match="differs from torch"):
        write(tmp_path / "worse.onnx", half=True)


def test_bound_memory_gives_what_a_plain_call_gives() -> None:
    """The code for a GPU, with the CPU as the device: no GPU is needed to see that it is wired."""
    opened = session.open_session(detector_graph(tiny_models.network()))
    inputs = feeds([row for row in random_rows() if len(row) < 256], 256)
    plain = opened.run([OUTPUT], inputs)[0]
    np.testing.assert_array_equal(session.run_bound(opened, inputs, "cpu"), plain)


def test_the_profile_tells_where_nodes_ran() -> None:
    graph = tiny_models.model_file().read_bytes()
    shares = node_placement(graph, feeds(random_rows()[:3], 8))
    assert shares["LSTM"] == shares["Gather"] == {session.CPU: 1.0}
    nodes = [(operator, session.CUDA) for operator in ("LSTM", "Mod", "Mod")]
    nodes.append(("Mod", session.CPU))
    events = [{"cat": "Node", "args": {"op_name": o, "provider": p}} for o, p in nodes]
    found = placement.shares([{"cat": "Session", "args": {}}, *events])
    assert found["LSTM"] == {session.CUDA: 1.0}
    assert found["Mod"][session.CPU] == pytest.approx(1 / 3)


@given(st.lists(st.integers(0, 300), max_size=80), st.integers(0, 500), st.integers(300, 4000))
def test_batches_hold_every_row_once_and_stay_small(
    lengths: list[int], call: int, tokens: int
) -> None:
    made = list(batches(lengths, BatchShape(call, tokens)))
    assert sorted(i for _, members in made for i in members) == list(range(len(lengths)))
    for steps, members in made:
        assert steps % SHORTEST == 0 and steps >= max(8, *(lengths[i] for i in members))
        assert len(members) == 1 or steps * len(members) <= tokens
    if call == 0:
        padding = [steps - lengths[i] for steps, members in made for i in members]
        assert max(padding, default=0) <= SHORTEST


def test_rows_are_padded_on_the_right() -> None:
    rows = [bytes([5, 6]), b""]
    right = feeds(rows, 3)
    assert right["tokens"].tolist() == [[5, 6, 0], [0, 0, 0]]
    assert right["lengths"].tolist() == [2, 1]  # a detector needs one step
