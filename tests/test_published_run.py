"""``logwarden train --recipe``: the report folder, resuming, Ctrl-C and a full disk."""

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models.published import data, network, run, sidecar, training  # noqa: E402
from models.published.errors import RunRefused, Stopped  # noqa: E402
from models.published.recipes import RECIPES  # noqa: E402
from models.session import open_session  # noqa: E402
from models.train_cli import train  # noqa: E402

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
    for name in ("confusion.png", "roc.png", "loss.png"):
        assert (folder / name).read_bytes().startswith(PNG)
    built, tokenizer = sidecar.read(folder)
    parts = data.split(*data.read(log), 24)
    assert tokenizer == parts.tokenizer
    assert training.evaluate(built, parts.test)[0] == figures["test"]["loss"]
    session = open_session((folder / "model.onnx").read_bytes())
    row = parts.test.rows[0]
    tokens = np.frombuffer(row, np.uint8).astype(np.int64)[None]
    np.testing.assert_allclose(
        session.run(None, {"tokens": tokens})[0], network.predict(built, [row]), atol=1e-5
    )


def test_a_resumed_run_equals_one_that_was_never_stopped(log: Path, tmp_path: Path) -> None:
    whole, parted = tmp_path / "whole", tmp_path / "parted"
    invoke(log, whole)
    invoke(log, parted, "--epochs", "1")
    assert not np.array_equal(weights(whole)["output.bias"], weights(parted)["output.bias"])
    invoke(log, parted, "--resume")
    for name, value in weights(whole).items():
        np.testing.assert_array_equal(value, weights(parted)[name])


def test_ctrl_c_keeps_the_last_whole_epoch(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = iter(range(100))
    step = training.Training._step

    def interrupted(self, tokens, labels):  # type: ignore[no-untyped-def]
        if next(steps) == 7:  # the second step of the third epoch
            raise KeyboardInterrupt
        return step(self, tokens, labels)

    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    invoke(log, whole)
    monkeypatch.setattr(training.Training, "_step", interrupted)
    with pytest.raises(Stopped, match=r"epoch 2 is kept in .*--resume"):
        invoke(log, stopped)
    assert [path.name for path in stopped.iterdir()] == ["checkpoint.pt"]
    invoke(log, stopped, "--resume")
    for name, value in weights(whole).items():
        np.testing.assert_array_equal(value, weights(stopped)[name])


def test_a_folder_with_another_run_or_none_is_refused(log: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with pytest.raises(RunRefused, match="holds no run to resume"):
        invoke(log, folder, "--resume")
    invoke(log, folder, "--epochs", "1")
    with pytest.raises(RunRefused, match="holds a run: go on with --resume"):
        invoke(log, folder)
    with pytest.raises(RunRefused, match="has another seed: 0, not 1"):
        invoke(log, folder, "--resume", "--seed", "1")
    log.write_text(log.read_text() + "|{}|,0\n")
    with pytest.raises(RunRefused, match="has another data"):
        invoke(log, folder, "--resume")
    (folder / "checkpoint.pt").write_bytes(b"half")
    with pytest.raises(RunRefused, match="is damaged"):
        invoke(log, folder, "--resume")


def test_a_full_disk_leaves_nothing_half_written(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = tmp_path / "out"
    invoke(log, folder, "--epochs", "1")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RunRefused, match=r"cannot write .*No space left") as refused:
        invoke(log, folder, "--resume")
    assert refused.value.exit_code == 2
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_damaged_model_is_refused(log: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    invoke(log, folder, "--epochs", "1")
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
