"""ONNX Runtime: choice of providers, quiet sessions, calls on a device, checks of a graph."""

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
    """Open a session that logs nothing and computes on ``threads`` cores.

    ``profile``: prefix of the file that receives a profile of the nodes; see
    models/scoring/placement.py.

    Raises:
        ModelRefused: ONNX Runtime cannot open the model.
    """
    onnxruntime.set_default_logger_severity(4)  # the caller checks which provider is used
    if CUDA in providers:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints the libraries it does not find
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
    """Probabilities (rows,), with inputs and output bound to memory of ``device`` (cuda or cpu).

    Lengths stay in host memory, where ONNX Runtime's LSTM reads sequence_lens even on a GPU.
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
    """Providers to open a session with for ``auto``, ``cpu`` or ``cuda``, the best first."""
    if wanted == "cpu" or (wanted == "auto" and not _has_gpu_driver()):
        return [CPU]
    if CUDA not in onnxruntime.get_available_providers():
        return [CPU]
    return [CUDA, CPU]


def _has_gpu_driver() -> bool:
    """Whether a driver is installed: loading the CUDA provider without one is slow and noisy."""
    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return False
    return True


def check_graph(artifact: Artifact, session: onnxruntime.InferenceSession) -> None:
    """Raise ModelRefused if the graph's inputs, outputs or metadata differ from the sidecar's."""
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
