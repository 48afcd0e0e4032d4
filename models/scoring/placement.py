"""Reads from ONNX Runtime's own profile which provider ran each of a model's nodes.

``get_providers()`` lists what a session may use. A node whose operator a provider lacks runs on
another one, with copies in between.
"""

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.scoring.artifact import OUTPUT
from models.scoring.session import CPU, Feeds, open_session

Shares = dict[str, dict[str, float]]  # operator -> provider -> its share of the operator's runs


def node_placement(onnx: bytes, feeds: Feeds, providers: Sequence[str] = (CPU,)) -> Shares:
    """Run the model once with profiling on; shares of the providers by operator.

    Raises:
        ModelRefused: ONNX Runtime cannot open the model.
    """
    with tempfile.TemporaryDirectory() as folder:
        session = open_session(onnx, providers, profile=str(Path(folder, "profile")))
        session.run([OUTPUT], feeds)
        return shares(json.loads(Path(session.end_profiling()).read_bytes()))


def shares(events: Iterable[Mapping[str, Any]]) -> Shares:
    """Shares from the events of a profile (Chrome's trace format; nodes have the category Node).

    >>> shares([{"cat": "Node", "args": {"op_name": "LSTM", "provider": "CPUExecutionProvider"}}])
    {'LSTM': {'CPUExecutionProvider': 1.0}}
    """
    runs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for event in events:
        described = event.get("args", {})
        if event.get("cat") == "Node" and "provider" in described:
            runs[described["op_name"]][described["provider"]] += 1
    return {
        operator: {provider: n / counts.total() for provider, n in counts.items()}
        for operator, counts in runs.items()
    }
