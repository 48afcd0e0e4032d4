"""The LSTM cell of Keras 2.2: by hand, against a plain loop, and its written-out derivative."""

from math import tanh

import pytest

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models.experiments.published.cell import KerasLSTM  # noqa: E402

torch.set_num_threads(1)  # the matrices are tiny


def plain_loop(cell: KerasLSTM, x, state, masks):  # type: ignore[no-untyped-def]
    """The same cell as in text books, one step after another, with autograd's derivative."""
    h, c = state
    masks = masks[[0, 1, 3, 2]]  # ours come in the order i, f, o, c
    kernels, recurrents = cell.kernel.chunk(4, dim=1), cell.recurrent.chunk(4, dim=1)
    biases = cell.bias.chunk(4)
    for step in x.unbind(1):
        z = [step @ kernels[k] + (h * masks[k]) @ recurrents[k] + biases[k] for k in range(4)]
        i, f, o = (torch.clamp(0.2 * z[k] + 0.5, 0, 1) for k in (0, 1, 3))
        c = f * c + i * torch.tanh(z[2])
        h = o * torch.tanh(c)
    return h, c


def wild_cell(inputs: int = 3, hidden: int = 5) -> KerasLSTM:
    """A cell in double precision, with weights so large that some gates saturate."""
    torch.manual_seed(1)
    cell = KerasLSTM(inputs, hidden, recurrent_dropout=0.5).double()
    with torch.no_grad():
        cell.kernel.mul_(4)
        cell.recurrent.mul_(3)
    return cell


def test_one_step_by_hand() -> None:
    cell = KerasLSTM(1, 1, recurrent_dropout=0.0)
    with torch.no_grad():
        cell.kernel[:] = torch.tensor([[1.0, 2.0, 0.5, 10.0]])  # gates i, f, c, o
        cell.recurrent[:] = torch.tensor([[0.5, -1.0, 1.0, 0.0]])
        cell.bias[:] = torch.tensor([0.1, 1.0, -0.2, 0.0])
    h, c = cell(torch.tensor([[[0.5]]]), (torch.tensor([[0.4]]), torch.tensor([[-0.3]])))
    # i: 0.5 + 0.2 + 0.1 = 0.8 -> 0.66;  f: 1.0 - 0.4 + 1.0 = 1.6 -> 0.82
    # g: tanh(0.25 + 0.4 - 0.2) = tanh(0.45);  o: 5.0 -> 1.5, clipped to 1
    expected = 0.82 * -0.3 + 0.66 * tanh(0.45)
    assert c.item() == pytest.approx(expected, abs=1e-7)
    assert h.item() == pytest.approx(1.0 * tanh(expected), abs=1e-7)


@pytest.mark.parametrize("training", [True, False])
def test_values_and_derivatives_are_those_of_the_plain_loop(training: bool) -> None:
    cell = wild_cell().train(training)
    x = torch.randn(4, 7, 3, dtype=torch.float64, requires_grad=True)
    state = tuple(torch.randn(4, 5, dtype=torch.float64, requires_grad=True) for _ in "hc")
    torch.manual_seed(2)
    masks = cell._masks(x)
    wanted = (x, *state, *cell.parameters())
    expected = plain_loop(cell, x, state, masks)
    torch.manual_seed(2)  # the same masks again
    ours = cell(x, state)
    for mine, theirs in zip(ours, expected, strict=True):
        torch.testing.assert_close(mine, theirs)
    weights = torch.randn(2, 4, 5, dtype=torch.float64)
    gradients = [
        torch.autograd.grad((torch.stack(result) * weights).sum(), wanted)
        for result in (ours, expected)
    ]
    for mine, theirs in zip(*gradients, strict=True):
        torch.testing.assert_close(mine, theirs)


def test_the_derivative_is_that_of_finite_differences() -> None:
    cell = wild_cell().eval()
    x = torch.randn(2, 4, 3, dtype=torch.float64, requires_grad=True)
    state = tuple(torch.randn(2, 5, dtype=torch.float64, requires_grad=True) for _ in "hc")
    assert torch.autograd.gradcheck(
        lambda x, h, c, *_: cell(x, (h, c)), (x, *state, *cell.parameters())
    )


def test_recurrent_dropout_draws_one_mask_for_each_gate_and_scales_what_it_keeps() -> None:
    cell = wild_cell(hidden=400)
    masks = cell._masks(torch.zeros(3, 1, 3))
    assert set(masks.unique().tolist()) == {0.0, 2.0}  # 1 / (1 - 0.5)
    assert masks.mean().item() == pytest.approx(1, abs=0.1)
    for one in range(4):
        for other in range(one):
            assert not torch.equal(masks[one], masks[other])
    assert cell.eval()._masks(torch.zeros(3, 1, 3)).unique().tolist() == [1.0]


def test_weights_start_as_in_keras() -> None:
    cell = KerasLSTM(32, 64, recurrent_dropout=0.5)
    limit = (6 / (32 + 256)) ** 0.5  # Glorot uniform over all four gates together
    assert 0.95 * limit < cell.kernel.abs().max() <= limit
    torch.testing.assert_close(cell.recurrent @ cell.recurrent.T, torch.eye(64), atol=1e-5, rtol=0)
    assert cell.bias.tolist() == [0.0] * 64 + [1.0] * 64 + [0.0] * 128
