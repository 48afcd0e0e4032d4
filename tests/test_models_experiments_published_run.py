"""``logwarden train --recipe``: the report folder, resuming, Ctrl-C and a full disk."""

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from accesslog import atomic  # noqa: E402
from commands.train import train  # noqa: E402
from models.experiments.published import data, network, report, run, sidecar, training  # noqa: E402
from models.experiments.published.errors import DataRefused, RunRefused, Stopped  # noqa: E402
from models.experiments.published.recipes import RECIPES  # noqa: E402
from models.scoring.session import open_session  # noqa: E402

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """160 short rows, and recipe 2 with 24 steps and batches of 32: three to an epoch."""
    tiny = replace(RECIPES["2"], length=24, hidden=8, embedding=4, batch=32, epochs=3)
    monkeypatch.setitem(RECIPES, "2", tiny)
    path = tmp_path / "log.csv"
    rows = (f'|{{"q":"{"a<"[i % 2] * 9}{i}"}}|,{i % 2}\n' for i in range(160))
    path.write_text("".join(rows))
    return path


def invoke(log: Path, folder: Path, *more: str) -> str:
    arguments = ["--recipe", "2", "--data", str(log), "--output", str(folder), *more]
    return CliRunner().invoke(train, arguments, catch_exceptions=False).stdout


def weights(folder: Path) -> dict[str, np.ndarray]:
    with np.load(folder / "weights.npz") as arrays:
        return dict(arrays)


def test_a_run_leaves_a_whole_report_and_a_model_that_is_built_from_it(
    log: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    figures = json.loads(invoke(log, folder, "--json"))
    assert figures == json.loads((folder / "report.json").read_text())
    assert figures["rows"] == {"train": 90, "validation": 30, "test": 40}
    assert len(figures["history"]) == 3
    assert sum(map(sum, figures["test"]["reported"]["confusion"])) == 40
    assert figures["published"]["accuracy"] == 0.9531 and figures["weaknesses"]
    text = (folder / "report.txt").read_text()
    assert "precision" in text and "0.9531" in text and "own log" in text
    assert "padding is not masked" in text and "Seconds: reading" in text
    for name in ("confusion.png", "roc.png", "loss.png"):
        assert (folder / name).read_bytes().startswith(PNG)
    built, tokenizer = sidecar.read(folder)
    read = data.read(log)
    parts = data.split(read.texts, read.labels, 24)
    assert tokenizer == parts.tokenizer
    assert training.evaluate(built, parts.test)[0] == figures["test"]["loss"]
    session = open_session((folder / "model.onnx").read_bytes())
    row = parts.test.rows[0]
    tokens = np.frombuffer(row, np.uint8).astype(np.int64)[None]
    np.testing.assert_allclose(
        session.run(None, {"tokens": tokens})[0], network.predict(built, [row]), atol=1e-5
    )


@pytest.mark.slow
def test_a_resumed_run_equals_one_that_was_never_stopped(log: Path, tmp_path: Path) -> None:
    whole, parted = tmp_path / "whole", tmp_path / "parted"
    invoke(log, whole)
    invoke(log, parted, "--epochs", "1")
    assert not np.array_equal(weights(whole)["output.bias"], weights(parted)["output.bias"])
    invoke(log, parted, "--resume", "--epochs", "3")
    for name, value in weights(whole).items():
        np.testing.assert_array_equal(value, weights(parted)[name])


def test_a_resumed_run_has_the_epochs_that_were_asked_for(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    with monkeypatch.context() as patch, pytest.raises(Stopped):
        stop_at_step(4, patch)  # in the second epoch
        invoke(log, folder, "--epochs", "2")
    figures = json.loads(invoke(log, folder, "--resume", "--json"))
    assert len(figures["history"]) == 2
    with pytest.raises(RunRefused, match="2 epochs are done: --epochs 1 is too few"):
        invoke(log, folder, "--resume", "--epochs", "1")


def stop_at_step(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in a training step; 0 is the first."""
    steps = iter(range(100))
    step = training.Training._step

    def interrupted(self, tokens, labels):  # type: ignore[no-untyped-def]
        if next(steps) == number:
            raise KeyboardInterrupt
        return step(self, tokens, labels)

    monkeypatch.setattr(training.Training, "_step", interrupted)


def test_ctrl_c_keeps_the_last_whole_epoch(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    invoke(log, whole)
    stop_at_step(7, monkeypatch)  # the second step of the third epoch
    with pytest.raises(Stopped, match=r"epoch 2 is kept in .*--resume"):
        invoke(log, stopped)
    assert [path.name for path in stopped.iterdir()] == ["checkpoint.pt"]
    invoke(log, stopped, "--resume")
    for name, value in weights(whole).items():
        np.testing.assert_array_equal(value, weights(stopped)[name])


@pytest.mark.parametrize(
    ("epoch", "message"), [(1, "nothing was written"), (3, r"epoch 2 is kept in .*--resume")]
)
def test_ctrl_c_between_an_epoch_and_its_checkpoint(
    epoch: int, message: str, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = training.Training.save

    def interrupted(self, path, identity):  # type: ignore[no-untyped-def]
        if len(self.history) == epoch:
            raise KeyboardInterrupt
        save(self, path, identity)

    monkeypatch.setattr(training.Training, "save", interrupted)
    with pytest.raises(Stopped, match=message):
        invoke(log, tmp_path / "out")


def test_a_folder_with_another_run_or_none_is_refused(log: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with pytest.raises(RunRefused, match="holds no run to resume"):
        invoke(tmp_path, folder, "--resume")  # before the log is read: it is a folder
    assert not folder.exists()
    invoke(log, folder, "--epochs", "1")
    with pytest.raises(RunRefused, match="holds a run: go on with --resume"):
        invoke(log, folder)
    with pytest.raises(RunRefused, match="has another seed: 0, not 1"):
        invoke(log, folder, "--resume", "--seed", "1")
    log.write_text(log.read_text() + "|{}|,0\n")
    with pytest.raises(RunRefused, match="has another data"):
        invoke(log, folder, "--resume")
    checkpoint = folder / "checkpoint.pt"
    saved = torch.load(checkpoint, weights_only=True)
    for damaged in (b"half", b"", {**saved, "identity": {}}, {"epochs": 1}, [1]):
        if isinstance(damaged, bytes):
            checkpoint.write_bytes(damaged)
        else:
            torch.save(damaged, checkpoint)
        with pytest.raises(RunRefused, match="is damaged, or of another version"):
            invoke(log, folder, "--resume")


def test_a_refused_log_leaves_no_folder(log: Path, tmp_path: Path) -> None:
    log.write_text("|{}|,2\n")
    with pytest.raises(DataRefused):
        invoke(log, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_output_that_is_a_file_is_refused_before_the_training(log: Path) -> None:
    with pytest.raises(FileExistsError):  # the front door makes a sentence of it, and exit code 2
        invoke(log, log)


@pytest.mark.parametrize("seed", ["-1", "4294967296", "9" * 30])
def test_a_seed_out_of_range_is_refused(seed: str, log: Path) -> None:
    done = CliRunner().invoke(train, ["--recipe", "2", "--data", str(log), "--seed", seed])
    assert done.exit_code == 2 and "--seed" in done.output


FILES = 8  # of a report folder; the checkpoint is written by itself


def test_wherever_the_disk_is_full_the_older_report_and_model_stay_whole(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("confusion", "roc", "curves"):
        monkeypatch.setattr(report.pictures, name, lambda *_: PNG)
    folder = tmp_path / "out"
    invoke(log, folder, "--epochs", "1")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert len(before) == FILES + 1
    for k in range(FILES):
        calls = iter(range(100))

        def full(_: int, k: int = k, calls: Iterator[int] = calls) -> None:
            if next(calls) == k:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with (
            monkeypatch.context() as patch,
            pytest.raises(atomic.OutputRefused, match=r"cannot write .*No space left") as refused,
        ):
            patch.setattr(os, "fsync", full)
            invoke(log, folder, "--resume")
        assert refused.value.exit_code == 2
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        sidecar.read(folder)
    invoke(log, folder, "--resume")
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after.keys() == before.keys() and after["report.json"] != before["report.json"]


def test_a_damaged_model_is_refused(log: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    invoke(log, folder, "--epochs", "1")
    good = json.loads((folder / "model.json").read_text())
    for content in (b"PK\x03\x04x", b"", b"x" * 99):  # and a sidecar that vouches for them
        (folder / "weights.npz").write_bytes(content)
        good["files"]["weights.npz"] = hashlib.sha256(content).hexdigest()
        (folder / "model.json").write_text(json.dumps(good))
        with pytest.raises(RunRefused, match="cannot be built"):
            sidecar.read(folder)
    for damaged in ([], {**good, "files": 1}, {**good, "vocabulary": 1}, {}):
        (folder / "model.json").write_text(json.dumps(damaged))
        with pytest.raises(RunRefused, match="cannot be built"):
            sidecar.read(folder)
    (folder / "model.json").write_text(json.dumps(good))
    with (folder / "weights.npz").open("ab") as file:
        file.write(b"x")
    with pytest.raises(RunRefused, match=r"weights\.npz is not the file"):
        sidecar.read(folder)
    (folder / "model.json").unlink()
    with pytest.raises(RunRefused, match="cannot read"):
        sidecar.read(folder)


def test_a_recipe_without_a_log_is_refused() -> None:
    done = CliRunner().invoke(train, ["--recipe", "1"])
    assert done.exit_code == 2 and "--data" in done.output


def test_every_command_option_reaches_the_run(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(run, "execute", lambda asked, _: seen.append(asked))
    with pytest.raises(FileNotFoundError):  # nothing was written
        invoke(log, tmp_path / "o", "--seed", "5", "--epochs", "7", "--resume")
    assert seen == [run.Run("2", log, tmp_path / "o", seed=5, epochs=7, resume=True)]
