"""The neural models: request features, training, ONNX export, scorer. torch only to train."""

import os

# ONNX Runtime would write telemetry below the user's home unless told not to before its import.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
