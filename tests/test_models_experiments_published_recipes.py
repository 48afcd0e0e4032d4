"""The three published networks: their size, loss, padding, and that ONNX computes the same."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models.experiments.published import export, network  # noqa: E402
from models.experiments.published.optimisers import optimiser_of  # noqa: E402
from models.experiments.published.padding import pad  # noqa: E402
from models.experiments.published.recipes import RECIPES, Recipe  # noqa: E402
from models.scoring.session import open_session  # noqa: E402

torch.set_num_threads(1)  # the matrices are tiny
VOCABULARY_SIZE = 63  # 62 characters and the padding
LENGTHS = [0, 1, 2, 31, 32, 33, 500, 1023, 1024]


def lively_network(name: str) -> network.RecipeNetwork:
    """Random weights, larger than at the start of training, so that some gates saturate."""
    torch.manual_seed(1)
    net = network.RecipeNetwork(RECIPES[name], VOCABULARY_SIZE)
    with torch.no_grad():
        net.embedding.weight.mul_(40)
        net.lstm.recurrent.mul_(1.5)
        net.output.weight.mul_(3)
        net.output.bias.fill_(0.3)
    return net.eval()


def random_rows() -> list[bytes]:
    random = np.random.default_rng(1)
    return [random.integers(1, VOCABULARY_SIZE, n).astype(np.uint8).tobytes() for n in LENGTHS]


def test_the_recipes_are_the_published_ones() -> None:
    common = {
        "embedding": 32,
        "hidden": 64,
        "recurrent_dropout": 0.5,
        "length": 1024,
        "batch": 128,
        "epochs": 3,
    }
    assert {
        "1": Recipe("relu", "adam", dropout=0, dense=None, decides_above=0, **common),
        "2": Recipe("sigmoid", "adam", dropout=0.5, dense=None, decides_above=0.5, **common),
        "3": Recipe("sigmoid", "adadelta", dropout=0.5, dense=128, decides_above=0.5, **common),
    } == RECIPES


@pytest.mark.parametrize("name", RECIPES)
def test_the_embedding_starts_as_in_keras(name: str) -> None:
    weights = network.RecipeNetwork(RECIPES[name], VOCABULARY_SIZE).embedding.weight
    assert 0.045 < weights.abs().max() <= 0.05


@pytest.mark.parametrize(("name", "parameters"), [("1", 26_913), ("2", 26_913), ("3", 35_297)])
def test_parameters_as_published(name: str, parameters: int) -> None:
    net = network.RecipeNetwork(RECIPES[name], VOCABULARY_SIZE)
    assert sum(weights.numel() for weights in net.parameters()) == parameters


@pytest.mark.parametrize("name", RECIPES)
def test_padded_short_and_onnx_are_one_function(name: str) -> None:
    net, rows = lively_network(name), random_rows()
    with torch.no_grad():
        expected = net(torch.from_numpy(pad(rows, 1024))).numpy()  # pads run through all steps
    assert np.ptp(expected) > 0.1  # or equality would say nothing
    np.testing.assert_allclose(network.predict(net, rows), expected, atol=1e-5)
    graph = export.to_onnx(net)
    session = open_session(graph)
    for row, output in zip(rows, expected, strict=True):
        for steps in (max(1, len(row)), 1024):
            found = session.run(None, {"tokens": pad([row], steps)})[0]
            np.testing.assert_allclose(found, [output], atol=1e-5)
    assert export.compared(net, graph, rows) <= 1e-5
    with torch.no_grad():
        net.output.bias.add_(0.01)
    with pytest.raises(export.ExportRefused, match="differs from torch"):
        export.compared(net, graph, rows)


def test_the_loss_is_that_of_keras_also_outside_0_to_1() -> None:
    outputs = torch.tensor([0.0, 3.0, 0.25, 3.0], requires_grad=True)
    labels = torch.tensor([1.0, 1.0, 0.0, 0.0])
    loss = network.loss_of(outputs, labels)
    clipped = [-np.log(1e-7), 0.0, -np.log(0.75), -np.log(np.float32(1) - np.float32(1 - 1e-7))]
    assert loss.item() == pytest.approx(np.mean(clipped), rel=1e-5)
    loss.backward()
    assert (outputs.grad != 0).tolist() == [False, False, True, False]  # nothing is learned there


def test_dropout_reaches_the_padding_and_its_gradient_too() -> None:
    net = lively_network("2").train()
    torch.manual_seed(3)
    outputs = net(torch.zeros(64, 8, dtype=torch.int64))  # nothing but padding, 64 times
    assert outputs.std() > 0.01
    outputs.sum().backward()
    assert net.embedding.weight.grad[0].abs().sum() > 0


def test_the_dense_layer_and_dropout_of_each_recipe() -> None:
    h = torch.randn(500, 64)
    for name, random in (("1", False), ("2", True), ("3", True)):
        net = lively_network(name).train()
        assert torch.equal(net.head(h), net.head(h)) != random
        assert torch.equal(net.eval().head(h), net.eval().head(h))
    assert (lively_network("1").head(h) == 0).any()  # relu, no sigmoid
    assert (lively_network("1").head(h) > 1).any()


def test_half_of_the_embedding_is_dropped_and_the_rest_doubled() -> None:
    net, seen = lively_network("2").train(), []
    net.lstm.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    tokens = torch.randint(1, VOCABULARY_SIZE, (8, 50))
    net(tokens)
    ratio = (seen[0] / net.embedding(tokens)).detach()
    assert set(ratio.unique().tolist()) == {0.0, 2.0}
    assert ratio.mean().item() == pytest.approx(1, abs=0.1)


def test_dropout_after_the_dense_layer_too() -> None:
    net, seen = lively_network("3").train(), []
    net.output.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    torch.nn.init.zeros_(net.dense.weight)
    torch.nn.init.ones_(net.dense.bias)  # each unit gives 1, whatever the LSTM says
    net.head(torch.randn(50, 64))
    assert set(seen[0].unique().tolist()) == {0.0, 2.0}


def keras_adam_step(state: dict[str, float], p: float, g: float) -> float:
    """optimizers.py of Keras 2.2.4, Adam.get_updates, without decay and amsgrad."""
    t = state["t"] = state.get("t", 0) + 1
    lr_t = 1e-3 * (1 - 0.999**t) ** 0.5 / (1 - 0.9**t)
    m = state["m"] = 0.9 * state.get("m", 0) + 0.1 * g
    v = state["v"] = 0.999 * state.get("v", 0) + 0.001 * g * g
    return p - lr_t * m / (v**0.5 + 1e-7)


def keras_adadelta_step(state: dict[str, float], p: float, g: float) -> float:
    """optimizers.py of Keras 2.2.4, Adadelta.get_updates, learning rate 1.0."""
    a = state["a"] = 0.95 * state.get("a", 0) + 0.05 * g * g
    update = g * (state.get("d", 0) + 1e-7) ** 0.5 / (a + 1e-7) ** 0.5
    state["d"] = 0.95 * state.get("d", 0) + 0.05 * update * update
    return p - update


@pytest.mark.parametrize(
    ("name", "keras_step"),
    [("1", keras_adam_step), ("2", keras_adam_step), ("3", keras_adadelta_step)],
)
@pytest.mark.parametrize("size", [1.0, 1e-6, 1e-8])
def test_keras_optimisers(name: str, keras_step, size: float) -> None:  # type: ignore[no-untyped-def]
    weight = torch.nn.Parameter(torch.tensor([0.1], dtype=torch.float64))
    optimiser, state, expected = optimiser_of(RECIPES[name], [weight]), {}, 0.1
    for step in range(1, 8):
        if step == 4:  # as resumed
            resumed = optimiser_of(RECIPES[name], [weight])
            resumed.load_state_dict(optimiser.state_dict())
            optimiser = resumed
        g = size * (-1) ** step * step
        weight.grad = torch.tensor([g], dtype=torch.float64)
        optimiser.step()
        moved, expected = expected, keras_step(state, expected, g)
        assert weight.item() == pytest.approx(expected, rel=0, abs=1e-6 * abs(expected - moved))


def test_padding_is_not_masked() -> None:
    net, tokens = lively_network("2"), torch.tensor([[5]])
    padded = torch.nn.functional.pad(tokens, (1023, 0))
    with torch.no_grad():
        assert (net(tokens) - net(padded)).abs() > 1e-3
