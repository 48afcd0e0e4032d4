"""The embedded broker on a new folder."""

import uuid
from pathlib import Path

import pytest

from cluster.embedded import EmbeddedBroker, free_port

pytestmark = pytest.mark.broker


def test_a_cluster_id_may_begin_with_a_minus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One in 64 does, and was taken for a flag."""
    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(bytes=b"\xf8" * 16))
    with EmbeddedBroker(tmp_path / "kafka", free_port()) as broker:
        assert broker.running()
    assert "cluster.id=-Pj4" in (tmp_path / "kafka/log/meta.properties").read_text()
