"""A trained recipe on disk: ``model.json`` and ``weights.npz``, which rebuild it, and its graph."""

import hashlib
import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch

from models.experiments.published.errors import RunRefused
from models.experiments.published.network import RecipeNetwork
from models.experiments.published.recipes import Recipe
from models.requests.tokens import Tokenizer

FORMAT = "logwarden-published/1"
SIDECAR, WEIGHTS, GRAPH = "model.json", "weights.npz", "model.onnx"


def files(
    network: RecipeNetwork, tokenizer: Tokenizer, graph: bytes, facts: dict[str, Any]
) -> dict[str, bytes]:
    """Files by name: weights, ONNX graph and, last, the sidecar with their SHA-256."""
    buffer = io.BytesIO()
    np.savez(buffer, **{name: value.numpy() for name, value in network.state_dict().items()})
    contents = {WEIGHTS: buffer.getvalue(), GRAPH: graph}
    sidecar = {
        "format": FORMAT,
        "recipe": asdict(network.recipe),
        "vocabulary": tokenizer.vocabulary,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
        **facts,
    }
    return contents | {SIDECAR: (json.dumps(sidecar, indent=2) + "\n").encode()}


def read(folder: Path) -> tuple[RecipeNetwork, Tokenizer]:
    """The network and its tokenizer, from sidecar and weights.

    Raises:
        RunRefused: one of the two is missing, damaged, or of another run.
    """
    try:
        sidecar = json.loads((folder / SIDECAR).read_bytes())
        weights = (folder / WEIGHTS).read_bytes()
        if sidecar["format"] != FORMAT:
            raise ValueError(f"its format is {sidecar['format']!r}, needed is {FORMAT!r}")
        if sidecar["files"][WEIGHTS] != hashlib.sha256(weights).hexdigest():
            raise ValueError(f"{WEIGHTS} is not the file that {SIDECAR} was written for")
        tokenizer = Tokenizer(sidecar["vocabulary"])
        network = RecipeNetwork(Recipe(**sidecar["recipe"]), len(tokenizer.vocabulary) + 1)
        with np.load(io.BytesIO(weights)) as arrays:
            network.load_state_dict({name: torch.from_numpy(arrays[name]) for name in arrays})
    except OSError as error:
        raise RunRefused(f"cannot read {error.filename} ({error.strerror})") from None
    except Exception as error:  # numpy and torch document no closed set for a damaged file
        reason = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        raise RunRefused(f"the model in {folder} cannot be built: {reason}") from None
    return network.eval(), tokenizer
