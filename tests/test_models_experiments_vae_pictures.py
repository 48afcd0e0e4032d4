"""The commands that draw: a PNG each, without torch; and the arithmetic behind them."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import torch
from click.testing import CliRunner

from commands.vae import vae
from models.experiments.vae import checkpoint, data, measures, paths, run, sweeps
from models.experiments.vae.codec import Codec, Floats
from models.experiments.vae.config import NetworkConfig, TrainingConfig
from models.experiments.vae.network import VAE, losses
from tests.helpers.digits import write_idx

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


@pytest.mark.slow
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


def test_the_measured_elbo_is_what_torch_computes_with_the_same_noise(trained: Path) -> None:
    measured = json.loads((trained / "three" / "vae.json").read_text())["measured"]["validation"]
    model = VAE(NetworkConfig(3, hidden=8))
    state = torch.load(trained / "three" / checkpoint.FILE, weights_only=True)
    model.load_state_dict(state["model"])
    images = data.read(trained / "digits").validation.images
    x = torch.from_numpy(images) / 255
    noise = np.random.default_rng(0).standard_normal((len(images), 3), np.float32)
    with torch.no_grad():
        logits, mean, logvar = model(x, torch.from_numpy(noise))
        bce, kld = losses(logits, x, mean, logvar)
    assert measured["bce"] == pytest.approx(bce.item(), abs=1e-3)
    assert measured["kld"] == pytest.approx(kld.item(), abs=1e-3)
    assert measured["elbo"] == pytest.approx(-bce.item() - kld.item(), abs=1e-3)


def test_both_ways_end_where_they_should() -> None:
    a, b = np.array([3, 0, 0], np.float32), np.array([0, 3, 0], np.float32)
    for way in (paths.linear, paths.spherical):
        z = way(a, b, 5)
        assert z.dtype == np.float32
        np.testing.assert_allclose(z[[0, -1]], [a, b], atol=1e-6)
    np.testing.assert_allclose(paths.spherical(a, -a, 3)[1], 0, atol=1e-6)  # no arc: straight


def test_a_quarter_of_each_way_is_that_worked_out_by_hand() -> None:
    """The ends have lengths 1 and 2, 120 degrees apart: a quarter of the way is 30 degrees."""
    a, b = np.array([1, 0], np.float32), np.array([-1, 3**0.5], np.float32)
    np.testing.assert_allclose(paths.linear(a, b, 5)[1], [0.5, 3**0.5 / 4], atol=1e-6)
    # (sin 90° a + sin 30° b) / sin 120°
    expected = np.array([0.5, 3**0.5 / 2]) / (3**0.5 / 2)
    np.testing.assert_allclose(paths.spherical(a, b, 5)[1], expected, atol=1e-6)


def test_blur_and_sameness_are_seen() -> None:
    random = np.random.default_rng(0).random((40, 28, 28), np.float32)
    smooth = (random + np.roll(random, 1, axis=1) + np.roll(random, 1, axis=2)) / 3
    assert measures.sharpness(smooth.reshape(40, 784)) < measures.sharpness(random.reshape(40, 784))
    one = np.repeat(random[:1].reshape(1, 784), 40, axis=0)
    assert measures.variety(one) == 0 < measures.variety(random.reshape(40, 784))


class _Pale:
    """A codec that draws all digits pale, of points spread like N(0, I)."""

    latent = 2

    def __init__(self) -> None:
        self.random = np.random.default_rng(1)
        self.weights = self.random.standard_normal((2, 784))

    def encode(self, x: Floats) -> tuple[Floats, Floats]:
        mean = self.random.standard_normal((len(x), 2)).astype(np.float32)
        return mean, np.zeros_like(mean)

    def decode(self, z: Floats) -> Floats:
        return (0.5 + 0.1 * np.tanh(z @ self.weights)).astype(np.float32)


def test_pale_digits_are_not_taken_for_alike() -> None:
    images = np.random.default_rng(0).integers(0, 256, (1000, 784), np.uint8)
    measured = measures.report(cast(Codec, _Pale()), images, seed=0)
    assert measured["variety"] == pytest.approx(1, abs=0.1)
    assert measured["sharpness"] < 0.5


@pytest.mark.slow
def test_sweeps_draw_say_and_train_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny = partial(TrainingConfig, NetworkConfig(latent=4, hidden=8))
    monkeypatch.setattr("models.experiments.vae.config.TrainingConfig", tiny)
    places = "--data", str(write_idx(tmp_path / "digits")), "--output", str(tmp_path)
    command = ["sweep", *places, "--epochs", "1", "--json"]

    first = CliRunner().invoke(vae, command, catch_exceptions=False)
    told = [json.loads(line) for line in first.stdout.splitlines()]
    assert [one["sweep"] for one in told] == list(sweeps.SWEEPS)
    for one in told:
        assert one["seen"]
        assert all("cpu_seconds" in facts for facts in one["runs"].values())
        assert json.loads((tmp_path / f"{one['sweep']}.json").read_text()) == one
        picture = (tmp_path / f"{one['sweep']}.png").read_bytes()
        assert picture.startswith(PNG) and len(picture) > 5000
    assert set(told[1]["runs"]) == {
        "2 ReLU", "2 LeakyReLU", "5 ReLU", "5 LeakyReLU", "10 ReLU", "10 LeakyReLU", "20 ReLU",
        "20 LeakyReLU", "50 ReLU",
    }  # fmt: skip
    trained = len(list((tmp_path / "runs").iterdir()))
    assert first.stderr.count("held out") == trained

    command.insert(1, "memory")
    again = CliRunner().invoke(vae, command, catch_exceptions=False)
    assert "held out" not in again.stderr and json.loads(again.stdout) == told[-1]

    for path in (tmp_path / "runs").glob(f"*/{checkpoint.FILE}"):
        path.write_bytes(b"torn")
    torn = CliRunner().invoke(vae, command)
    assert isinstance(torn.exception, checkpoint.ResumeRefused)
    assert "remove that folder" in str(torn.exception) and "--resume" not in str(torn.exception)


def test_each_sweep_has_its_figure_and_says_the_options_of_each_training() -> None:
    from models.experiments.vae.sweep_figures import FIGURES

    assert set(FIGURES) == set(sweeps.SWEEPS)
    plain = TrainingConfig()
    assert sweeps.flags(plain) == ""
    changed = replace(plain, lr=1e-5, network=replace(plain.network, latent=2, conv=True))
    assert sweeps.flags(changed) == "--latent-dim 2 --conv --lr 1e-05"


def test_an_unknown_sweep_is_refused() -> None:
    result = CliRunner().invoke(vae, ["sweep", "gamma"])
    assert result.exit_code == 2 and "gamma: choose from beta, " in result.stderr


REFUSED = {
    "train --seed -1": "-1 is not in the range 0<=x<=4294967295",
    "train --hidden 300000000": "not in the range 1<=x<=16384",
    "train --latent-dim 100000": "not in the range 1<=x<=1024",
    "train --lr nan": "nan is not a finite number",
    "train --beta inf": "inf is not a finite number",
    "generate --output .": "is a directory",
}


@pytest.mark.parametrize("line", REFUSED)
def test_options_out_of_range_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(vae, line.split())
    assert result.exit_code == 2 and REFUSED[line] in result.stderr


@pytest.mark.parametrize(("latent", "digits", "said"), [(1, 120, "2 or more"), (3, 36, "3 digits")])
def test_latent_space_that_cannot_be_drawn_is_refused(
    tmp_path: Path, latent: int, digits: int, said: str
) -> None:
    read = data.read(write_idx(tmp_path / "digits", digits))
    config = TrainingConfig(NetworkConfig(latent, hidden=8), epochs=1)
    run.train(tmp_path / "vae", config, read, run.Watch(), resume=False)
    places = "--model", str(tmp_path / "vae"), "--data", str(tmp_path / "digits")
    result = CliRunner().invoke(vae, ["latent", *places, "--output", str(tmp_path / "l.png")])
    assert getattr(result.exception, "exit_code", None) == 2 and said in str(result.exception)


def test_a_sweep_of_too_few_digits_is_refused_before_it_trains(tmp_path: Path) -> None:
    places = "--data", str(write_idx(tmp_path / "digits", 36)), "--output", str(tmp_path / "sweeps")
    result = CliRunner().invoke(vae, ["sweep", *places])
    assert isinstance(result.exception, data.DataRefused)
    assert not (tmp_path / "sweeps").exists()


def test_digits_of_another_file_are_warned_of(trained: Path, tmp_path: Path) -> None:
    """Test files in the folder change nothing: training has not seen them."""

    def warned(folder: Path) -> bool:
        places = "--model", str(trained / "three"), "--data", str(folder)
        line = ["reconstruct", *places, "--output", str(tmp_path / "r.png")]
        result = CliRunner().invoke(vae, line, catch_exceptions=False)
        assert result.exit_code == 0
        return "may have been trained on" in result.stderr

    same, other = write_idx(tmp_path / "same", 600), write_idx(tmp_path / "other", 480)
    for name in ("images-idx3", "labels-idx1"):
        shutil.copy(other / f"train-{name}-ubyte", same / f"t10k-{name}-ubyte")
    assert not warned(same) and warned(other)


def test_a_pair_given_twice_is_drawn_once_and_an_even_way_has_its_middle(
    trained: Path, tmp_path: Path
) -> None:
    places = "--model", str(trained / "three"), "--data", str(trained / "digits")
    line = ["interpolate", *places, "--output", str(tmp_path / "i.png"), *["--pair", "1", "7"] * 2]
    even, odd = (CliRunner().invoke(vae, [*line, "--steps", steps]).stdout for steps in "45")
    assert even == odd and len(even.splitlines()) == 2
