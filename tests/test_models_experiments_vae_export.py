"""The folder that a VAE's training leaves: ONNX as torch computes it, figures, nothing half."""

import errno
import math
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from accesslog import atomic
from commands.display.vae import print_measured
from models.experiments.vae import checkpoint, data, export, measures, run
from models.experiments.vae.codec import DECODER, ENCODER, SIDECAR, Codec, CodecRefused
from models.experiments.vae.config import NetworkConfig
from models.experiments.vae.network import VAE
from tests.helpers.digits import TINY, write_idx

NETWORKS = [
    NetworkConfig(latent=2, hidden=5),
    NetworkConfig(latent=4, conv=True, activation="leaky-relu"),
]


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> data.Data:
    return data.read(write_idx(tmp_path_factory.mktemp("digits")))


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
    def filling(_: int) -> None:
        if next(files) == DECODER:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    files = iter([checkpoint.FILE, ENCODER, DECODER])
    run.train(tmp_path, replace(TINY, epochs=1), digits, run.Watch(), resume=False)
    older = (tmp_path / ENCODER).read_bytes()
    with monkeypatch.context() as patch, pytest.raises(atomic.OutputRefused, match="No space left"):
        patch.setattr(os, "fsync", filling)
        run.train(tmp_path, replace(TINY, epochs=2), digits, run.Watch(), resume=True)
    assert next(files, None) is None
    assert Codec.load(tmp_path) and (tmp_path / ENCODER).read_bytes() == older
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {ENCODER, DECODER, SIDECAR, checkpoint.FILE}


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


def test_active_units_are_those_whose_mean_varies_by_more_than_a_hundredth() -> None:
    spread = np.sqrt(np.array([0.0, 0.0099, 0.0101, 1.0], np.float32))
    mean = np.array([[-1.0], [1.0]], np.float32) * spread + 5
    assert measures.active_units(mean).tolist() == [False, False, True, True]
