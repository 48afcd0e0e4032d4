"""The LSTM, its ONNX file and the padded computation are one function; training finds signals."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models import build, cli, corpus, export, features, training  # noqa: E402
from models.lstm import LSTMConfig, RequestLSTM  # noqa: E402
from models.scorer import Scorer, open_session  # noqa: E402

torch.set_num_threads(1)  # the matrices are tiny
LENGTHS = [1, 2, 31, 32, 33, 500, 1023, 1024]


def lively_model(vocabulary_size: int = 40) -> RequestLSTM:
    """Random weights, larger than at the start of training: states stay far from zero."""
    torch.manual_seed(1)
    model = RequestLSTM(LSTMConfig(vocabulary_size))
    with torch.no_grad():
        model.embedding.weight.mul_(20)
        model.output.weight.mul_(5)
    return model.eval()


def random_rows(vocabulary_size: int = 40) -> list[bytes]:
    random = np.random.default_rng(1)
    return [random.integers(1, vocabulary_size, n).astype(np.uint8).tobytes() for n in LENGTHS]


def padded_reference(model: RequestLSTM, rows: list[bytes]) -> list[float]:
    """The published computation: pad to 1024, embed, run all steps from a zero state."""
    tokens = torch.from_numpy(features.pad(rows, 1024))
    with torch.no_grad():
        _, (h, _) = model.lstm(model.embedding(tokens))
        return torch.sigmoid(model.output(h[0])).squeeze(1).tolist()


def test_short_and_padded_give_the_same_in_torch_and_onnx() -> None:
    model = lively_model()
    session = open_session(export.to_onnx(model))
    expected = padded_reference(model, random_rows())
    assert np.ptp(expected) > 0.1  # or equality would say nothing
    for row, reference in zip(random_rows(), expected, strict=True):
        for steps in (len(row), 1024):
            tokens = features.pad([row], steps)
            assert session.run(None, {"tokens": tokens})[0][0] == pytest.approx(reference, abs=1e-5)
            with torch.no_grad():
                ours = float(torch.sigmoid(model(torch.from_numpy(tokens))))
            assert ours == pytest.approx(reference, abs=1e-5)


def test_gradients_reach_the_padding() -> None:
    model = lively_model()
    model(torch.ones(2, 8, dtype=torch.int64)).sum().backward()
    assert model.embedding.weight.grad[0].abs().sum() > 0


def test_a_graph_that_differs_from_torch_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = lively_model()
    graph = export.to_onnx(model)
    monkeypatch.setattr(export, "to_onnx", lambda _: graph)
    with torch.no_grad():
        model.output.bias.add_(0.01)
    tokenizer = features.Tokenizer("abc")
    with pytest.raises(export.ExportRefused, match="differs from torch"):
        export.write(tmp_path / "m.onnx", model, tokenizer, 0.5, random_rows(), {})
    assert list(tmp_path.iterdir()) == []


def test_the_recorded_status_never_reaches_training() -> None:
    rows = [corpus.Row({"path": "/", "statusCode": s}, 0, "f", "s", None) for s in (200, 404)]
    config = training.TrainingConfig()
    seen = [
        [training.shown(row, np.random.default_rng(seed), config) for seed in range(50)]
        for row in rows
    ]
    assert seen[0] == seen[1]
    assert len(set(seen[0])) > 1 and '{"path":"/"}' in seen[0]


def test_classes_are_drawn_alike_and_large_groups_tamed() -> None:
    rows = [corpus.Row({}, 1, "xss", "s", None)] * 100 + [corpus.Row({}, 1, "xxe", "s", None)] * 4
    shares = training.sampling_shares(rows + [corpus.Row({}, 0, "n", "s", None)] * 9)
    assert shares[:104].sum() == pytest.approx(0.5) == shares[104:].sum()
    assert shares[:100].sum() / shares[100:104].sum() == pytest.approx(5)  # √100 : √4


def labelled(source: str, n: int, attack_mark: str, normal_mark: str) -> list[str]:
    """Half attacks; every value is different, the mark gives the label away."""
    marks = (normal_mark, attack_mark)
    return [
        json.dumps(
            {
                "request": {"path": "/s", "query": {"q": f"{marks[i % 2] * 6}{i}"}},
                "label": i % 2,
                "source": source,
                "value": f"{source}{i}",
            }
        )
        for i in range(n)
    ]


def test_train_command_writes_a_model_that_the_scorer_opens(tmp_path: Path) -> None:
    data = tmp_path / "rows.jsonl"
    lines = labelled("one", 1200, "<", "a") + labelled("kept", 40, "<", "b")
    data.write_text("\n".join(lines + labelled("normal", 40, "<", "c")))
    model = tmp_path / "tiny.onnx"
    options = ["--output", str(model), "--epochs", "6", "--json"]
    held_out = ["--test-on", "kept", "--calibrate-on", "normal"]
    result = CliRunner().invoke(cli.train, [str(data), *options, *held_out])
    assert result.exit_code == 0, result.output
    facts = json.loads(result.stdout)
    assert facts["tests"]["unlike_sources"]["auc"] > 0.95
    assert facts["training"]["rows_by_source"]["calibration"] == {"normal normal": 20}
    attack, normal = (b'{"path":"/s","query":{"q":"%b"}}' % (mark * 6) for mark in (b"<", b"a"))
    scores = Scorer.load(model).score_many([attack, normal])
    assert scores[0] > 0.5 > scores[1]


def test_training_data_without_a_needed_source_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "rows.jsonl"
    data.write_text("\n".join(labelled("one", 100, "<", "a") + labelled("kept", 10, "<", "b")))
    config = build.BuildConfig((data,), tmp_path / "m.onnx", test_sources=("kept",))
    with pytest.raises(corpus.CorpusRefused, match="--calibrate-on"):
        build.read_split(config)
