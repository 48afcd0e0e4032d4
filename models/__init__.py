"""The detector: what is read of a request, the network, how it is trained, judged and run."""

import os

# ONNX Runtime would write telemetry below the user's home unless told not to before its import.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
