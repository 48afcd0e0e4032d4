"""The left-padded LSTM learns from its padding too."""

import pytest

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models.lstm import LSTMConfig, RequestLSTM  # noqa: E402

torch.set_num_threads(1)  # the matrices are tiny


def lively_model(vocabulary_size: int = 40) -> RequestLSTM:
    """Random weights, larger than at the start of training: states stay far from zero."""
    torch.manual_seed(1)
    model = RequestLSTM(LSTMConfig(vocabulary_size))
    with torch.no_grad():
        model.embedding.weight.mul_(20)
        model.output.weight.mul_(5)
    return model.eval()


def test_gradients_reach_the_padding() -> None:
    model = lively_model()
    model(torch.ones(2, 8, dtype=torch.int64)).sum().backward()
    assert model.embedding.weight.grad[0].abs().sum() > 0
