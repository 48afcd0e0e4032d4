"""``logwarden demo`` as a newcomer runs it: in a folder of their own, with little traffic."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.broker


def test_the_demo_counts_scores_and_proves(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "logwarden", "demo", "--lines", "3000", "--documents", "60"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for words in (
        "Status codes",
        "Clients with the most 4xx/5xx answers",
        "Highest scores",
        "Refused records",
        "/metrics says the same",
        "reconcile: 0 differences over 3,000 records",
        "Where to look next",
    ):
        assert words in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["logwarden-demo"]
