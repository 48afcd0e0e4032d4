"""Shared by all tests: where the data is, and a real Apache Kafka for those that ask for one."""

import os
import signal
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from cluster.embedded import EmbeddedBroker, free_port
from cluster.topics import create_topics
from stream.settings import StreamSettings

# A script that runs us in the background has us ignore SIGINT, and our children inherit that. The
# tests that press Ctrl-C need children that hear it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No test is timed: a busy machine is no fault.
hypothesis_settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
SHARED_DATA = Path(os.environ.get("LOGWARDEN_SHARED_DATA", ROOT / ".." / "shared" / "data"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data, which is not under the project's licence; skips without it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder of real data (LOGWARDEN_SHARED_DATA) is not on this machine")
    return SHARED_DATA


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedBroker]:
    """One embedded Kafka for the whole run; tests keep apart by their own topics and groups."""
    with EmbeddedBroker(tmp_path_factory.mktemp("kafka"), free_port()) as running:
        yield running


@pytest.fixture
def settings(broker: EmbeddedBroker, tmp_path: Path) -> StreamSettings:
    """Settings with topics of this test's own, created on the real broker."""
    own = uuid.uuid4().hex[:8]
    made = StreamSettings(
        bootstrap=broker.bootstrap,
        data=tmp_path / "data",
        access_topic=f"access-log-{own}",
        requests_topic=f"requests-{own}",
    )
    create_topics(made.bootstrap, made.topics, made.partitions)
    return made
