"""The losses against hand-computed values; stopping, going on, running out of memory."""

import io
import math
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from models import atomic
from models.vae import checkpoint, data, export, measures, run, training
from models.vae.codec import DECODER, ENCODER, SIDECAR, Codec, CodecRefused
from models.vae.config import NetworkConfig, TrainingConfig
from models.vae.display import print_measured
from models.vae.footprint import footprint
from models.vae.network import VAE, losses
from tests.digits import write_idx

ROOT = Path(__file__).parent.parent
TINY = TrainingConfig(NetworkConfig(latent=3, hidden=8), epochs=4, batch=16, lr=0.01)
NETWORKS = [
    NetworkConfig(latent=2, hidden=5),
    NetworkConfig(latent=4, conv=True, activation="leaky-relu"),
]


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


class _Interrupt:
    """Presses Ctrl-C in the middle of an epoch."""

    def __init__(self, at_step: int) -> None:
        self.left = at_step

    def __call__(self, *_: object) -> None:
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


@pytest.mark.parametrize("optimizer", ["adam", "adamw"])
def test_a_training_that_was_stopped_goes_on_as_if_it_had_not(
    tmp_path: Path, digits: data.Data, optimizer: Any
) -> None:
    config = replace(TINY, optimizer=optimizer, lr_schedule="cosine", kl_annealing=2)
    whole = run.train(tmp_path / "whole", config, digits, run.Watch(), resume=False)
    stop = run.Watch(on_batch=_Interrupt(at_step=18))  # 7 steps an epoch: within the third
    with pytest.raises(run.Stopped, match="2 of 4 epochs are kept"):
        run.train(tmp_path / "cut", config, digits, stop, resume=False)
    assert Codec.load(tmp_path / "cut").facts["training"]["epochs_done"] == 2
    resumed = run.train(tmp_path / "cut", config, digits, run.Watch(), resume=True)
    for name in (ENCODER, DECODER):
        files = [(tmp_path / folder / name).read_bytes() for folder in ("whole", "cut")]
        assert files[0] == files[1]
    assert resumed["measured"] == whole["measured"] and len(resumed["history"]) == 4


def test_stopped_in_the_first_epoch_keeps_nothing(tmp_path: Path, digits: data.Data) -> None:
    stop = run.Watch(on_batch=_Interrupt(at_step=3))
    with pytest.raises(run.Stopped, match="nothing is kept"):
        run.train(tmp_path / "vae", TINY, digits, stop, resume=False)
    assert not (tmp_path / "vae").exists()


def test_what_cannot_go_on_is_refused(tmp_path: Path, digits: data.Data) -> None:
    def resume(config: TrainingConfig) -> None:
        run.train(tmp_path, config, digits, run.Watch(), resume=True)

    with pytest.raises(checkpoint.ResumeRefused, match=r"no .* to go on from"):
        resume(TINY)
    run.train(tmp_path, replace(TINY, epochs=1), digits, run.Watch(), resume=False)
    with pytest.raises(checkpoint.ResumeRefused, match=r"beta 1\.0 and now asked for is 4\.0"):
        resume(replace(TINY, beta=4.0))
    resume(replace(TINY, epochs=2))  # for longer is no other training
    with pytest.raises(checkpoint.ResumeRefused, match="has 2 epochs done, more than the 1 asked"):
        resume(replace(TINY, epochs=1))


def test_the_cosine_schedule_cannot_be_lengthened(tmp_path: Path, digits: data.Data) -> None:
    short = replace(TINY, epochs=1, lr_schedule="cosine")
    run.train(tmp_path, short, digits, run.Watch(), resume=False)
    with pytest.raises(checkpoint.ResumeRefused, match="epochs 1 and now asked for is 2"):
        run.train(tmp_path, replace(short, epochs=2), digits, run.Watch(), resume=True)


def changed(content: bytes, **parts: object) -> bytes:
    """A checkpoint with other parts."""
    buffer = io.BytesIO()
    torch.save(torch.load(io.BytesIO(content), weights_only=True) | parts, buffer)
    return buffer.getvalue()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "torn": lambda content: content[:300],
    "not a zip": lambda _: b"PK\3\4 torn",
    "empty": lambda _: b"",
    "text": lambda _: b"hello",
    "other options": lambda content: changed(content, options=None),
    "other history": lambda content: changed(content, history="{"),
    "history of another length": lambda content: changed(content, history="[]"),
    "no batch": lambda content: changed(content, batch=0),
    "no model": lambda content: changed(content, model=None),
    "other model": lambda content: changed(content, model={"weight": torch.zeros(2)}),
    "no optimizer": lambda content: changed(content, optimizer={}),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_checkpoint_is_refused(tmp_path: Path, digits: data.Data, damage: str) -> None:
    running = training.Training(TINY, digits)
    next(running.epochs())
    checkpoint.save(tmp_path, running, digits)
    path = tmp_path / checkpoint.FILE
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    with pytest.raises(checkpoint.ResumeRefused, match="not a readable checkpoint"):
        run.train(tmp_path, TINY, digits, run.Watch(), resume=True)


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


def test_a_loss_that_is_no_number_ends_the_training(digits: data.Data) -> None:
    with pytest.raises(training.Diverged, match="choose an --lr below"):
        list(training.Training(replace(TINY, lr=1e30), digits).epochs())


def test_so_does_one_of_the_digits_held_out(
    digits: data.Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "evaluate", lambda *_: training.Losses(1.0, math.inf))
    with pytest.raises(training.Diverged, match="in epoch 1"):
        next(training.Training(TINY, digits).epochs())


def test_a_figure_that_is_no_number_is_not_written(tmp_path: Path, digits: data.Data) -> None:
    with pytest.raises(export.ExportRefused, match="no finite number"):
        export.write(tmp_path, VAE(TINY.network), digits.train.images, {"elbo": math.nan})
    assert not list(tmp_path.iterdir())


def test_blank_digits_have_no_sharpness_to_compare_with(tmp_path: Path, digits: data.Data) -> None:
    blank = data.Digits(np.zeros((1, 784), np.uint8), np.zeros(1, np.uint8))
    config = replace(TINY, epochs=1)
    run.train(tmp_path, config, digits._replace(test=blank), run.Watch(), resume=False)
    measured = Codec.load(tmp_path).facts["measured"]["test"]
    assert measured["sharpness"] is None and measured["variety"] is None
    print_measured({"test": measured}, {"test": 3})


@pytest.mark.parametrize("network", NETWORKS)
def test_onnx_computes_what_torch_does(network: NetworkConfig, digits: data.Data) -> None:
    torch.manual_seed(0)
    model = VAE(network)
    codec = Codec.open(*export.graphs(model), {})
    assert export.greatest_difference(model, codec, digits.train.images) <= 1e-5
    with torch.no_grad():
        next(model.decoder.parameters()).add_(0.1)
    assert export.greatest_difference(model, codec, digits.train.images) > 1e-5


def test_files_of_two_trainings_are_refused(tmp_path: Path, digits: data.Data) -> None:
    for seed in (0, 1):
        config = replace(TINY, epochs=1, seed=seed)
        run.train(tmp_path / str(seed), config, digits, run.Watch(), resume=False)
    (tmp_path / "0" / DECODER).replace(tmp_path / "1" / DECODER)
    with pytest.raises(CodecRefused, match=f"{DECODER} is not the one"):
        Codec.load(tmp_path / "1")
    (tmp_path / "1" / SIDECAR).unlink()
    with pytest.raises(CodecRefused, match="`logwarden vae train` writes it"):
        Codec.load(tmp_path / "1")


def test_a_disk_that_fills_between_two_files_leaves_the_older_model_whole(
    tmp_path: Path, digits: data.Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    def filling(path: Path, content: bytes) -> None:
        if path.name == DECODER:
            raise atomic.OutputRefused(f"cannot write {path}: No space left on device")
        replace_file(path, content)

    replace_file = atomic.replace
    run.train(tmp_path, replace(TINY, epochs=1), digits, run.Watch(), resume=False)
    older = (tmp_path / ENCODER).read_bytes()
    monkeypatch.setattr(atomic, "replace", filling)
    with pytest.raises(atomic.OutputRefused):
        run.train(tmp_path, replace(TINY, epochs=2), digits, run.Watch(), resume=True)
    assert Codec.load(tmp_path) and (tmp_path / ENCODER).read_bytes() == older
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {ENCODER, DECODER, SIDECAR, checkpoint.FILE}


def test_active_units_are_those_whose_mean_varies_by_more_than_a_hundredth() -> None:
    spread = np.sqrt(np.array([0.0, 0.0099, 0.0101, 1.0], np.float32))
    mean = np.array([[-1.0], [1.0]], np.float32) * spread + 5
    assert measures.active_units(mean).tolist() == [False, False, True, True]


def test_a_batch_of_64_keeps_twice_what_one_of_32_does_until_it_is_let_go() -> None:
    small, large = (footprint(NetworkConfig(), batch) for batch in (32, 64))
    kept = large["forward"].activations
    assert kept == 2 * small["forward"].activations > 64 * 4 * (784 + 400 + 400)
    bytes_of_weights = 4 * 652_824
    assert large["forward"] == (kept, 0, 3 * bytes_of_weights)
    assert large["backward"] == (0, bytes_of_weights, 3 * bytes_of_weights)
    assert large["zero_grad"] == (0, 0, 3 * bytes_of_weights)


def test_a_full_disk_leaves_the_old_file_and_nothing_half_written(tmp_path: Path) -> None:
    """The kernel refuses to write more than 1,000 bytes of a file, as a full disk would."""
    path = tmp_path / "vae.json"
    atomic.replace(path, b"old")
    limited = (
        "import sys; from pathlib import Path; from models import atomic\n"
        "try: atomic.replace(Path(sys.argv[1]), b'x' * 5000)\n"
        "except atomic.OutputRefused as error: print(error, error.exit_code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        timeout=60,
    )
    assert done.stdout == f"cannot write {path}: File too large 2\n", done.stderr
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]
