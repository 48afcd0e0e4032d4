"""The questions of the published experiment: every figure is made, and means what it says."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from commands.train import train  # noqa: E402
from models.experiments.published.network import RecipeNetwork  # noqa: E402
from models.experiments.published.questions import answers, bench, study  # noqa: E402
from models.experiments.published.questions.memory import gradient_norms, sequences, value_of  # noqa: E402
from models.experiments.published.questions.networks import ConvNetwork, PlainRNN  # noqa: E402
from models.experiments.published.questions.states import states  # noqa: E402
from models.experiments.published.recipes import RECIPES  # noqa: E402
from models.requests.tokens import Tokenizer  # noqa: E402

torch.set_num_threads(1)  # the matrices are tiny


def test_all_questions_are_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "PASSES", 3)
    log, names = tmp_path / "log.csv", []
    rows = (f'|{{"query":{{"q":"{"a<"[i % 2] * 9}{i}"}}}}|,{i % 2}\n' for i in range(80))
    log.write_text("".join(rows))
    scale = bench.Scale(rows=40, length=32, epochs=1, seeds=2)
    study.study(log, tmp_path / "out", scale, names.append)
    assert len(names) == study.networks_of(scale) == len(set(names))
    figures = json.loads((tmp_path / "out" / "questions.json").read_text())
    assert figures["scale"] == vars(scale)
    for question in ("output", "dropout", "convolution"):
        for columns in figures[question].values():
            assert all(
                len(column) == 2 and np.isfinite(column).all() for column in columns.values()
            )
    assert figures["dropout"]["none"]["spread_of_passes"] == pytest.approx([0, 0], abs=1e-6)
    assert min(figures["dropout"]["recipe 2"]["spread_of_passes"]) > 0
    for one in figures["memory"].values():
        assert np.shape(one["accuracy_by_slot"]) == (2, 8)
        for when in ("before", "after"):
            assert np.shape(one[f"gradient_{when}"]) == (2, 32)
            assert [len(seed) for seed in one[f"states_{when}"]] == [2, 2]
    for name in ("gradient.png", "position.png"):
        assert (tmp_path / "out" / name).read_bytes().startswith(b"\x89PNG")


def test_the_deciding_value_stands_in_its_slot_and_nowhere_else() -> None:
    texts = ['{"query":{"q":"aaa"}}', '{"requestPayload":{"u":"<","p":"<<"}}'] * 20
    tokenizer = Tokenizer("ab< ")
    assert [value_of(text) for text in texts[:2]] == ["aaa", "< <<"]
    assert value_of('{"query":{},"path":"/pma","requestPayload":null}') == "/pma"
    part, slots = sequences(texts, [0, 1] * 20, tokenizer, length=96, seed=1)
    assert len(set(slots.tolist())) == 8
    for row, label, slot in zip(part.rows, part.labels, slots, strict=True):
        assert len(row) == 95
        attacked = [index // 12 for index, token in enumerate(row) if token == 3]
        assert set(attacked) == ({slot} if label else set())


def test_gradient_norms_are_derivatives_by_distance() -> None:
    torch.manual_seed(0)
    network = PlainRNN(5).double()
    row = bytes([1, 2, 3, 4])
    norms = gradient_norms(network, [row], 4)
    x = network.embedding(torch.tensor([[1, 2, 3, 4]])).detach()

    def logit(x: torch.Tensor) -> torch.Tensor:
        return network.output(network.rnn(x)[1][0]).sum()

    for distance in range(4):
        step = torch.zeros_like(x)
        partials = []
        for k in range(x.shape[2]):
            step.zero_()[0, 3 - distance, k] = 1e-6
            partials.append((logit(x + step) - logit(x - step)).item() / 2e-6)
        assert norms[distance] == pytest.approx(np.linalg.norm(partials), rel=1e-5)


def test_a_gradient_below_the_smallest_float32_is_still_seen() -> None:
    network = PlainRNN(5)
    torch.nn.init.eye_(network.rnn.weight_hh_l0)
    with torch.no_grad():
        network.rnn.weight_hh_l0.mul_(1e-3)
    norms = gradient_norms(network, [bytes([1, 2, 3, 4] * 8)], 32)
    assert 1e-100 < norms[31] < 1e-85
    assert network.output.weight.dtype == torch.float32  # measured on a copy


def test_states_are_those_of_the_cell() -> None:
    torch.manual_seed(0)
    rows = [bytes([1, 2, 3]), bytes([4, 1])]
    lstm = RecipeNetwork(replace(RECIPES["2"], length=3), 5)
    assert states(lstm, rows, 3)["forget gate"] == pytest.approx(0.7, abs=0.01)  # 0.2 * 1 + 0.5
    with torch.no_grad():
        lstm.lstm.bias[lstm.lstm.hidden + 5] = 9.0
    assert states(lstm, rows, 3)["most open one"] == 1.0
    plain = PlainRNN(5)
    with torch.no_grad():
        plain.rnn.bias_ih_l0.fill_(9.0)
    assert states(plain, rows, 3) == pytest.approx({"size of h": 1, "slope of tanh": 0}, abs=1e-3)


@pytest.mark.parametrize("make", [ConvNetwork, PlainRNN])
def test_networks_that_are_compared_start_alike(make: Callable[[int], torch.nn.Module]) -> None:
    network = make(63)
    assert 0.045 < network.embedding.weight.abs().max() <= 0.05
    assert network.output.bias.item() == 0
    assert network.output.weight.abs().max() <= (6 / 65) ** 0.5
    if isinstance(network, ConvNetwork):
        limit = (6 / (7 * 32 + 7 * 64)) ** 0.5
        assert 0.95 * limit < network.convolution.weight.abs().max() <= limit
        assert not network.convolution.bias.any()


def test_the_convolution_finds_a_pattern_wherever_it_is() -> None:
    torch.manual_seed(0)
    network = ConvNetwork(9).eval()
    torch.nn.init.normal_(network.embedding.weight)
    text = torch.zeros(1, 60, dtype=torch.int64)
    early, late = text.clone(), text.clone()
    early[0, 10:14] = late[0, 40:44] = torch.tensor([5, 6, 7, 8])
    torch.testing.assert_close(network(early), network(late))
    assert not torch.allclose(network(early), network(text))


@pytest.mark.parametrize("more", [["--seed", "3"], ["--resume"], ["--leave-out", "a/b"]])
def test_what_a_recipe_does_not_take_is_refused(tmp_path: Path, more: list[str]) -> None:
    log = tmp_path / "log.csv"
    log.write_text("|{}|,0\n")
    done = CliRunner().invoke(train, ["--recipe", "questions", "--data", str(log), *more])
    assert done.exit_code == 2 and more[0] in done.output
