"""A VAE's losses against hand-computed values, its epochs, and where memory runs out."""

import math
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from models.experiments.vae import data, run, training
from models.experiments.vae.config import NetworkConfig
from models.experiments.vae.footprint import footprint
from models.experiments.vae.network import VAE, losses
from tests.helpers.digits import TINY, write_idx


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> data.Data:
    return data.read(write_idx(tmp_path_factory.mktemp("digits")))


def test_the_plain_vae_has_the_parameters_of_784_400_20() -> None:
    model = VAE(NetworkConfig())
    hidden = 784 * 400 + 400, 20 * 400 + 400
    outer = 2 * (400 * 20 + 20), 400 * 784 + 784
    assert sum(weight.numel() for weight in model.parameters()) == sum(hidden + outer) == 652_824


def test_losses_are_those_worked_out_by_hand() -> None:
    logits, x = torch.tensor([[0.0, 2.0], [0.0, 0.0]]), torch.tensor([[1.0, 0.25], [0.0, 1.0]])
    mean, logvar = torch.tensor([[2.0, 0.0], [0.0, 0.0]]), torch.tensor([[0.0, 0.0], [0.0, 1.0]])
    p = 1 / (1 + math.exp(-2))
    first = math.log(2) - 0.25 * math.log(p) - 0.75 * math.log(1 - p)
    bce, kld = losses(logits, x, mean, logvar)
    assert bce.item() == pytest.approx((first + 2 * math.log(2)) / 2)
    assert kld.item() == pytest.approx((2.0 + 0.5 * (math.e - 2)) / 2)  # (mu²)/2; (e^l - 1 - l)/2


def test_schedules_begin_and_end_where_they_say() -> None:
    cosine = replace(TINY, lr_schedule="cosine")
    rates = [training.learning_rate(cosine, done) for done in (0, 2, 4)]
    assert rates == pytest.approx([0.01, 0.005, 0])
    assert training.learning_rate(TINY, 3.9) == 0.01
    annealed = replace(TINY, beta=4.0, kl_annealing=2)
    assert [training.kl_weight(annealed, done) for done in (0, 0.5, 1, 2, 3)] == [0, 1, 2, 4, 4]
    assert training.kl_weight(TINY, 0) == 1


def test_training_lowers_the_loss(digits: data.Data) -> None:
    history = list(training.Training(replace(TINY, epochs=12), digits).epochs())
    first, last = (h["validation_bce"] + h["validation_kld"] for h in (history[0], history[-1]))
    assert last < 0.8 * first


def test_each_epoch_takes_all_digits_in_an_order_of_its_own(
    digits: data.Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    def watched(logits: torch.Tensor, x: torch.Tensor, *rest: torch.Tensor) -> Any:
        ink.append(x.sum().item())
        return losses(logits, x, *rest)

    ink: list[float] = []  # of each batch
    monkeypatch.setattr(training, "losses", watched)
    monkeypatch.setattr(training, "evaluate", lambda *_: training.Losses(0, 0))
    list(training.Training(replace(TINY, epochs=2), digits).epochs())
    first, second = ink[: len(ink) // 2], ink[len(ink) // 2 :]
    assert first != second
    assert (
        sum(first) == pytest.approx(sum(second)) == pytest.approx(digits.train.images.sum() / 255)
    )


def test_cpu_seconds_leave_out_what_the_training_waited_for(
    tmp_path: Path, digits: data.Data
) -> None:
    waiting = run.Watch(on_batch=lambda *_: time.sleep(0.1))  # 7 steps
    facts = run.train(tmp_path, replace(TINY, epochs=1), digits, waiting, resume=False)
    [entry] = facts["history"]
    assert 0 < entry["cpu_seconds"] < entry["seconds"] - 0.6
    assert facts["cpu_seconds"] == round(entry["cpu_seconds"], 1)


@pytest.mark.parametrize("real", [True, False])
def test_where_memory_runs_out_the_batch_is_halved(
    digits: data.Data, monkeypatch: pytest.MonkeyPatch, real: bool
) -> None:
    def hungry(*tensors: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        if len(tensors[0]) > 4:
            if not real:
                raise torch.OutOfMemoryError("CUDA out of memory")
            torch.empty(1 << 60)  # the allocator's own error
        return losses(*tensors)

    monkeypatch.setattr(training, "losses", hungry)
    said: list[str] = []
    seen: list[int] = []
    running = training.Training(TINY, digits, lambda n, _: seen.append(n), said.append)
    next(running.epochs())
    assert running.batch == 4 and sum(seen) == 110 and max(seen) == 4
    assert said == [
        "memory ran out: the batch of 16 is 8 from here",
        "memory ran out: the batch of 8 is 4 from here",
    ]


def test_the_batch_is_halved_too_where_evaluation_runs_out_of_memory(
    digits: data.Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hungry(*tensors: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        if not torch.is_grad_enabled() and len(tensors[0]) > 4:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return losses(*tensors)

    plain = next(training.Training(TINY, digits).epochs())
    monkeypatch.setattr(training, "losses", hungry)
    running = training.Training(TINY, digits)
    entry = next(running.epochs())
    assert running.batch == 4  # 10 digits are held out
    for name in ("validation_bce", "validation_kld"):
        assert entry[name] == pytest.approx(plain[name], rel=1e-6)


@pytest.mark.parametrize("batch", [16, 1])
def test_what_no_smaller_batch_would_help_is_refused(
    digits: data.Data, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    def full(*_: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    running = training.Training(replace(TINY, batch=batch), digits)
    if batch == 1:
        monkeypatch.setattr(training, "losses", full)
    else:
        monkeypatch.setattr(running.optimizer, "step", full)
    with pytest.raises(training.MemoryRefused, match="smaller"):
        next(running.epochs())
    monkeypatch.setattr(training, "VAE", full)
    with pytest.raises(training.MemoryRefused, match="do not fit into memory"):
        training.Training(TINY, digits)


def test_other_errors_are_not_taken_for_memory(
    digits: data.Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        raise RuntimeError("shapes differ")

    monkeypatch.setattr(training, "losses", broken)
    with pytest.raises(RuntimeError, match="shapes differ"):
        next(training.Training(TINY, digits).epochs())


def test_a_batch_of_64_keeps_twice_what_one_of_32_does_until_it_is_let_go() -> None:
    small, large = (footprint(NetworkConfig(), batch) for batch in (32, 64))
    kept = large["forward"].activations
    assert kept == 2 * small["forward"].activations > 64 * 4 * (784 + 400 + 400)
    bytes_of_weights = 4 * 652_824
    assert large["forward"] == (kept, 0, 3 * bytes_of_weights)
    assert large["backward"] == (0, bytes_of_weights, 3 * bytes_of_weights)
    assert large["zero_grad"] == (0, 0, 3 * bytes_of_weights)


def test_a_loss_that_is_no_number_ends_the_training(digits: data.Data) -> None:
    with pytest.raises(training.Diverged, match="choose an --lr below"):
        list(training.Training(replace(TINY, lr=1e30), digits).epochs())


def test_so_does_one_of_the_digits_held_out(
    digits: data.Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "evaluate", lambda *_: training.Losses(1.0, math.inf))
    with pytest.raises(training.Diverged, match="in epoch 1"):
        next(training.Training(TINY, digits).epochs())
