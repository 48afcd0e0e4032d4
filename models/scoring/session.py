"""ONNX Runtime: which provider runs a model, a quiet session, and one call into it."""

import contextlib
import ctypes
import io
import sys
from collections.abc import Mapping, Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from models.scoring.artifact import INPUTS, OUTPUT, Artifact, ModelRefused

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
Feeds = Mapping[str, NDArray[np.int64] | NDArray[np.int32]]


def open_session(
    onnx: bytes, providers: Sequence[str] = (CPU,), threads: int = 1, profile: str | None = None
) -> onnxruntime.InferenceSession:
    """A quiet session that leaves the other cores to others.

    ``profile``: the beginning of the name of a file that is to hold what each node did; see
    models/scoring/placement.py.

    Raises:
        ModelRefused: ONNX Runtime cannot open the model.
    """
    onnxruntime.set_default_logger_severity(4)  # what it has to say is checked by the caller
    if CUDA in providers:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints what it does not find
            onnxruntime.preload_dlls(directory="")  # the CUDA libraries of the extra `gpu`
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if profile is not None:
        options.enable_profiling = True
        options.profile_file_prefix = profile
    try:
        return onnxruntime.InferenceSession(onnx, options, providers=list(providers))
    except Exception as error:  # its exception classes share no public base
        raise ModelRefused(
            f"ONNX Runtime cannot open the model ({error}): train it again with `logwarden train`"
        ) from None


def run_bound(
    session: onnxruntime.InferenceSession, feeds: Feeds, device: str
) -> NDArray[np.float32]:
    """Probabilities (rows,), inputs and output bound to memory of the device ("cuda" or "cpu").

    Lengths stay in the host's memory, where ONNX Runtime's LSTM reads its sequence_lens also when
    it runs on a GPU.
    """
    binding = session.io_binding()
    for name, array in feeds.items():
        if name == "lengths":
            binding.bind_cpu_input(name, array)
        else:
            value = onnxruntime.OrtValue.ortvalue_from_numpy(array, device, 0)
            binding.bind_ortvalue_input(name, value)
    binding.bind_output(OUTPUT, device)
    session.run_with_iobinding(binding)
    return binding.copy_outputs_to_cpu()[0]


def providers(wanted: str) -> list[str]:
    """Those to open a session with for ``auto``, ``cpu`` or ``cuda``, the best first."""
    if wanted == "cpu" or (wanted == "auto" and not _has_gpu_driver()):
        return [CPU]
    if CUDA not in onnxruntime.get_available_providers():
        return [CPU]
    return [CUDA, CPU]


def _has_gpu_driver() -> bool:
    """Loading the CUDA provider without a driver takes a second and prints pages on stderr."""
    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return False
    return True


def check_graph(artifact: Artifact, session: onnxruntime.InferenceSession) -> None:
    """What the ONNX file says of itself must be what its sidecar says. Raises ModelRefused."""
    sidecar = artifact.facts
    written = session.get_modelmeta().custom_metadata_map
    found = {
        "inputs": {node.name: node.type for node in session.get_inputs()},
        "outputs": {node.name: node.type for node in session.get_outputs()},
        "vocabulary_size": written.get("vocabulary_size"),
        "opset": written.get("opset"),
    }
    needed = {
        "inputs": INPUTS,
        "outputs": {OUTPUT: "tensor(float)"},
        "vocabulary_size": str(sidecar["vocabulary_size"]),
        "opset": str(sidecar.get("opset")),
    }
    for key, value in needed.items():
        if found[key] != value:
            raise ModelRefused(
                f"the {key} of the model {artifact.name} is {found[key]} and its sidecar needs "
                f"{value}: copy both files again, or train them again with `logwarden train`"
            )
