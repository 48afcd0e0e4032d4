"""The alert rules under promtool: they parse, and fire when they should and only then."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
needs_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="promtool (Debian package prometheus) is not installed"
)


def promtool(*arguments: object) -> None:
    done = subprocess.run(
        ["promtool", *map(str, arguments)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr


@needs_promtool
def test_rules_and_configuration_are_valid() -> None:
    promtool("check", "rules", "exporters/rules/logwarden.rules.yml")
    promtool("check", "config", "--syntax-only", "deploy/prometheus.yml")


@needs_promtool
def test_rules_on_series() -> None:
    promtool("test", "rules", *sorted((ROOT / "tests/rules").glob("*.test.yml")))
