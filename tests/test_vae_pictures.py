"""The commands that draw: a PNG each, without torch; and the arithmetic behind them."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from models.vae import data, measures, paths, run, sweeps
from models.vae.cli import vae
from models.vae.config import NetworkConfig, TrainingConfig
from tests.digits import write_idx

pytest.importorskip("matplotlib")
ROOT = Path(__file__).parent.parent
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with digits/ and the models two/ and three/, named by their latent dimensions."""
    folder = tmp_path_factory.mktemp("vae")
    digits = data.read(write_idx(folder / "digits", 600))
    for name, latent in (("two", 2), ("three", 3)):
        config = TrainingConfig(NetworkConfig(latent, hidden=8), epochs=1)
        run.train(folder / name, config, digits, run.Watch(), resume=False)
    return folder


PICTURES = [
    "reconstruct --model three --data digits --digits 4 --output reconstruct.png",
    "generate --model three --rows 3 --output generate.png",
    "interpolate --model three --data digits --pair 1 7 --output interpolate.png",
    "latent --model three --data digits --output latent_three.png",
    "latent --model two --data digits --points 20 --output latent_two.png",
]
WITHOUT_TORCH = """
import sys

class NoTorch:
    def find_spec(self, name, *_):
        if name.split(".")[0] in ("torch", "onnx"):
            raise ImportError(name)

sys.meta_path.insert(0, NoTorch())
from logwarden import cli
for line in sys.argv[1:]:
    cli(["vae", *line.split()], standalone_mode=False)
"""


def test_pictures_need_no_torch(trained: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_TORCH, *PICTURES],
        cwd=trained,
        env={"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "MPLCONFIGDIR": str(trained)},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    for line in PICTURES:
        picture = trained / line.split()[-1]
        assert picture.read_bytes().startswith(PNG) and picture.stat().st_size > 3000
    assert "1 to 7, spherical: the middle is " in done.stdout


def test_the_command_trains_shows_both_losses_and_writes_its_figures(tmp_path: Path) -> None:
    digits = write_idx(tmp_path / "digits")
    options = ["--latent-dim", "2", "--hidden", "8", "--epochs", "2", "--beta", "4", "--json"]
    arguments = ["train", "--data", str(digits), "--output", str(tmp_path / "vae"), *options]
    result = CliRunner().invoke(vae, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    lines = [line for line in result.stderr.splitlines() if line.startswith("epoch")]
    assert len(lines) == 2 and all("BCE" in line and "KLD" in line for line in lines)
    facts = json.loads(result.stdout)
    assert facts == json.loads((tmp_path / "vae" / "vae.json").read_text())
    assert facts["training"]["beta"] == 4.0 and facts["training"]["network"]["latent"] == 2
    measured = facts["measured"]["validation"]
    assert measured["elbo"] == pytest.approx(-measured["bce"] - measured["kld"])


def test_the_measured_elbo_is_that_of_training(trained: Path) -> None:
    """ONNX and numpy against torch: the same losses but for the noise drawn."""
    facts = json.loads((trained / "three" / "vae.json").read_text())
    last, measured = facts["history"][-1], facts["measured"]["validation"]
    assert measured["kld"] == pytest.approx(last["validation_kld"], abs=1e-3)
    assert measured["bce"] == pytest.approx(last["validation_bce"], rel=0.02)


def test_both_ways_end_where_they_should_and_the_sphere_keeps_its_distance() -> None:
    a, b = np.array([3, 0, 0], np.float32), np.array([0, 3, 0], np.float32)
    for way in (paths.linear, paths.spherical):
        z = way(a, b, 5)
        assert z.dtype == np.float32
        np.testing.assert_allclose(z[[0, -1]], [a, b], atol=1e-6)
    np.testing.assert_allclose(paths.linear(a, b, 3)[1], [1.5, 1.5, 0])
    np.testing.assert_allclose(np.linalg.norm(paths.spherical(a, b, 9), axis=1), 3, rtol=1e-6)
    np.testing.assert_allclose(paths.spherical(a, -a, 3)[1], 0, atol=1e-6)  # no arc: straight


def test_blur_and_sameness_are_seen() -> None:
    random = np.random.default_rng(0).random((40, 28, 28), np.float32)
    smooth = (random + np.roll(random, 1, axis=1) + np.roll(random, 1, axis=2)) / 3
    assert measures.sharpness(smooth.reshape(40, 784)) < measures.sharpness(random.reshape(40, 784))
    one = np.repeat(random[:1].reshape(1, 784), 40, axis=0)
    assert measures.variety(one) == 0 < measures.variety(random.reshape(40, 784))


def test_a_sweep_draws_says_and_trains_nothing_twice(trained: Path, tmp_path: Path) -> None:
    places = "--data", str(trained / "digits"), "--output", str(tmp_path)

    def swept() -> dict[str, object]:
        result = CliRunner().invoke(
            vae,
            ["sweep", "memory", *places, "--epochs", "1", "--json"],
            catch_exceptions=False,
        )
        epochs.append(result.stderr.count("held out"))
        return json.loads(result.stdout)

    epochs: list[int] = []
    first, second = swept(), swept()
    assert epochs == [2, 0] and first == second
    assert first["seen"] and (tmp_path / "memory.png").read_bytes().startswith(PNG)
    assert json.loads((tmp_path / "memory.json").read_text()) == first


def test_each_sweep_has_its_figure_and_says_the_options_of_each_training() -> None:
    from models.vae.sweep_figures import FIGURES

    assert set(FIGURES) == set(sweeps.SWEEPS)
    plain = TrainingConfig()
    assert sweeps.flags(plain) == ""
    changed = replace(plain, lr=1e-5, network=replace(plain.network, latent=2, conv=True))
    assert sweeps.flags(changed) == "--latent-dim 2 --conv --lr 1e-05"


def test_an_unknown_sweep_is_refused() -> None:
    result = CliRunner().invoke(vae, ["sweep", "gamma"])
    assert result.exit_code == 2 and "gamma: choose from beta, " in result.stderr
