"""The three published networks: their size, loss, padding, and that ONNX computes the same."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models.features import pad  # noqa: E402
from models.published import export, network, training  # noqa: E402
from models.published.recipes import RECIPES  # noqa: E402
from models.session import open_session  # noqa: E402

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


def test_keras_optimisers() -> None:
    adam = training.Training.start(RECIPES["2"], 63, seed=0).optimiser
    assert isinstance(adam, torch.optim.Adam)
    assert (adam.defaults["lr"], adam.defaults["eps"]) == (1e-3, 1e-7)
    adadelta = training.Training.start(RECIPES["3"], 63, seed=0).optimiser
    assert isinstance(adadelta, torch.optim.Adadelta)
    assert [adadelta.defaults[key] for key in ("lr", "rho", "eps")] == [1.0, 0.95, 1e-7]


def test_padding_is_not_masked() -> None:
    net, tokens = lively_network("2"), torch.tensor([[5]])
    padded = torch.nn.functional.pad(tokens, (1023, 0))
    with torch.no_grad():
        assert (net(tokens) - net(padded)).abs() > 1e-3
