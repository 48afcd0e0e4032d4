"""A trained VAE without torch: the ONNX encoder and decoder of one folder."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

ENCODER, DECODER, SIDECAR = "encoder.onnx", "decoder.onnx", "vae.json"
FORMAT = "logwarden-vae/1"

Floats = NDArray[np.float32]


def grey(images: NDArray[np.uint8]) -> Floats:
    """Bytes as grey values in [0, 1]."""
    return images.astype(np.float32) / np.float32(255)


class CodecRefused(Exception):
    """A folder that holds no usable VAE; the message says what to do."""

    exit_code = 2


class Codec:
    """Encodes digits into latent space, and decodes points of it."""

    def __init__(
        self,
        encoder: onnxruntime.InferenceSession,
        decoder: onnxruntime.InferenceSession,
        facts: Mapping[str, Any],
    ) -> None:
        self._encoder, self._decoder = encoder, decoder
        self.facts = facts  # the sidecar
        self.latent: int = decoder.get_inputs()[0].shape[1]

    @classmethod
    def open(cls, encoder: bytes, decoder: bytes, facts: Mapping[str, Any]) -> "Codec":
        """Open two ONNX graphs; ``facts`` is their sidecar."""
        return cls(_session(encoder), _session(decoder), facts)

    @classmethod
    def load(cls, folder: Path) -> "Codec":
        """The VAE that ``logwarden vae train`` wrote into ``folder``.

        Raises:
            CodecRefused: a file is missing, or the three are not of one training.
        """
        try:
            encoder, decoder = (folder / ENCODER).read_bytes(), (folder / DECODER).read_bytes()
            facts = json.loads((folder / SIDECAR).read_bytes())
            found = {ENCODER: encoder, DECODER: decoder}
            if facts["format"] != FORMAT:
                raise ValueError(f"its format is not {FORMAT}")
            for name, content in found.items():
                if facts["sha256"][name] != hashlib.sha256(content).hexdigest():
                    raise ValueError(f"{name} is not the one that its {SIDECAR} was written with")
            return cls.open(encoder, decoder, facts)
        except OSError as error:
            raise CodecRefused(
                f"cannot read {error.filename} ({error.strerror}): `logwarden vae train` writes it"
            ) from None
        except (ValueError, KeyError, TypeError) as error:
            raise CodecRefused(
                f"{folder} holds no usable VAE ({error}): write it anew with `logwarden vae train`"
            ) from None

    def encode(self, x: Floats) -> tuple[Floats, Floats]:
        """Mean and log-variance, (n, latent) each, of q(z|x); x (n, 784) in [0, 1]."""
        mean, logvar = self._encoder.run(["mean", "logvar"], {"pixels": x.astype(np.float32)})
        return mean, logvar

    def decode(self, z: Floats) -> Floats:
        """Probability of ink (n, 784) for points z (n, latent)."""
        return self._decoder.run(["probability"], {"latent": z.astype(np.float32)})[0]


def _session(graph: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
