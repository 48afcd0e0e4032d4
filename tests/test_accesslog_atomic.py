"""Files written whole or not at all, and nobody else's touched."""

import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from accesslog import atomic

ROOT = Path(__file__).parent.parent


def test_two_writers_of_a_file_and_a_neighbour_keep_apart(tmp_path: Path) -> None:
    path, neighbour = tmp_path / "model.json", tmp_path / "model.json.new"
    neighbour.write_bytes(b"the user's own")
    with atomic.writing(path) as [first]:
        first.write(b"first")
        atomic.replace(path, b"second")
        assert path.read_bytes() == b"second"
    assert path.read_bytes() == b"first" and neighbour.read_bytes() == b"the user's own"
    assert set(tmp_path.iterdir()) == {path, neighbour}


def test_the_folder_is_on_the_disk_after_the_rename(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut may undo a rename until the folder itself is written (fsync(2), notes)."""
    path, synced = tmp_path / "model.json", []
    real = os.fsync

    def watched(handle: int) -> None:
        synced.append((stat.S_ISDIR(os.fstat(handle).st_mode), path.exists()))
        real(handle)

    monkeypatch.setattr(os, "fsync", watched)
    atomic.replace(path, b"{}")
    assert synced == [(False, False), (True, True)]


def test_who_may_read_a_file_is_as_with_any_other(tmp_path: Path) -> None:
    plain, path = tmp_path / "plain", tmp_path / "model.json"
    plain.touch()
    atomic.replace(path, b"{}")
    assert path.stat().st_mode == plain.stat().st_mode


def test_ctrl_c_leaves_the_old_files_and_nothing_beside(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    atomic.replace_all(tmp_path, {"one": b"old", "two": b"old"})
    with pytest.raises(KeyboardInterrupt), atomic.writing(one, two) as [file, _]:
        file.write(b"new")
        raise KeyboardInterrupt
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == {one: b"old", two: b"old"}


def test_a_full_disk_leaves_the_old_file_and_nothing_half_written(tmp_path: Path) -> None:
    """The kernel refuses to write more than 1,000 bytes of a file, as a full disk would."""
    path = tmp_path / "model.json"
    atomic.replace(path, b"old")
    limited = (
        "import sys; from pathlib import Path; from accesslog import atomic\n"
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


def test_what_the_caller_reads_is_no_error_of_what_is_written(tmp_path: Path) -> None:
    for error in (TimeoutError("the broker"), FileNotFoundError(2, "No such file", "/other/file")):
        with pytest.raises(type(error)), atomic.writing(tmp_path / "file"):
            raise error
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "plain").touch()
    with pytest.raises(atomic.OutputRefused, match=r"Not a directory|File exists"):
        atomic.replace(tmp_path / "plain" / "below", b"")
