"""A VAE's training that was stopped: what is kept, what goes on from it, and what is refused."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from models.experiments.vae import checkpoint, data, run, training
from models.experiments.vae.codec import DECODER, ENCODER, Codec
from models.experiments.vae.config import TrainingConfig
from tests.helpers.digits import TINY, write_idx


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> data.Data:
    return data.read(write_idx(tmp_path_factory.mktemp("digits")))


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
    resume(replace(TINY, epochs=2))  # more epochs are the same training
    with pytest.raises(checkpoint.ResumeRefused, match="has 2 epochs done, more than the 1 asked"):
        resume(replace(TINY, epochs=1))


def test_the_cosine_schedule_cannot_be_lengthened(tmp_path: Path, digits: data.Data) -> None:
    short = replace(TINY, epochs=1, lr_schedule="cosine")
    run.train(tmp_path, short, digits, run.Watch(), resume=False)
    with pytest.raises(checkpoint.ResumeRefused, match="epochs 1 and now asked for is 2"):
        run.train(tmp_path, replace(short, epochs=2), digits, run.Watch(), resume=True)


def changed(content: bytes, **parts: object) -> bytes:
    """The checkpoint with these parts replaced."""
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
    "history of another version": lambda content: changed(content, history='[{"epoch": 1}]'),
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
