"""An embedded, real Apache Kafka: one node, KRaft, on loopback. Same engine as in production."""

import fcntl
import os
import socket
import subprocess
import time
import uuid
from base64 import urlsafe_b64encode
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from cluster.connect import admin, reachable
from cluster.errors import BrokerUnavailable
from cluster.jars import java_command
from cluster.topics import MAX_MESSAGE_BYTES

HOST = "127.0.0.1"
STOP_SECONDS = 30.0
ATTEMPTS = 3

# Retention is off and time stamps are the broker's: a shipped old log must not be deleted at once.
PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@{host}:{controller_port}
listeners=PLAINTEXT://{host}:{port},CONTROLLER://{host}:{controller_port}
controller.listener.names=CONTROLLER
log.dirs=log
log.retention.ms=-1
log.message.timestamp.type=LogAppendTime
message.max.bytes={max_message_bytes}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
num.network.threads=2
num.io.threads=4
"""


def free_port() -> int:
    """A TCP port that was free on loopback a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class EmbeddedBroker:
    """Starts and stops the broker as a child process; its data folder is kept between starts.

    Args:
        data: folder for the log segments, ``server.properties`` and ``broker.log``.
        port: TCP port on loopback for clients.
    """

    def __init__(self, data: Path, port: int = 9092) -> None:
        self.data = data
        self.port = port
        self.log_file = data / "broker.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap(self) -> str:
        """``host:port`` for clients."""
        return f"{HOST}:{self.port}"

    def start(self, deadline_seconds: float = 60.0) -> None:
        """Format the data folder if it is new, start, and return when clients are answered.

        Raises:
            BrokerUnavailable: port or folder in use, jars missing, or the broker ended or stayed
                silent.
        """
        self._require_free_port()
        command = java_command()
        self.data.mkdir(parents=True, exist_ok=True)
        self._lock_folder()
        try:
            self._start(command, deadline_seconds)
        finally:
            os.close(self._lock)  # the child has its own copy

    def _start(self, command: list[str], deadline_seconds: float) -> None:
        for _ in range(ATTEMPTS):
            properties = self._write_properties()
            if not (self.data / "log" / "meta.properties").exists():
                self._format(command, properties)
            self._run(command, properties)
            if self._ready(deadline_seconds):
                return
            self.stop()
            if "Address already in use" not in self.log_file.read_text(errors="replace"):
                break  # else somebody took the controller's port first: try another
        raise BrokerUnavailable(
            f"the embedded Kafka did not come up on {self.bootstrap}; "
            f"its last words: {self._last_words()}"
        )

    def stop(self) -> None:
        """Shut the broker down cleanly (SIGTERM); kill it (SIGKILL) after 30 s."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def running(self) -> bool:
        """Whether the child process is alive."""
        return self._process is not None and self._process.poll() is None

    def __enter__(self) -> "EmbeddedBroker":
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _require_free_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self.port))
            except OSError as error:
                raise BrokerUnavailable(
                    f"port {self.port} on {HOST} is taken ({error.strerror}): "
                    "stop what listens there, or choose another with --port"
                ) from error

    def _lock_folder(self) -> None:
        """Lock the folder for one broker; the child process inherits the lock and ends it.

        Raises BrokerUnavailable.
        """
        self._lock = os.open(self.data / "broker.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            raise BrokerUnavailable(
                f"another broker uses the folder {self.data}: stop it, or choose another folder"
            ) from None

    def _write_properties(self) -> Path:
        path = self.data / "server.properties"
        path.write_text(
            PROPERTIES.format(
                host=HOST,
                port=self.port,
                controller_port=free_port(),
                max_message_bytes=MAX_MESSAGE_BYTES,
            )
        )
        return path

    def _format(self, command: list[str], properties: Path) -> None:
        cluster_id = urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
        storage_tool = [
            "kafka.tools.StorageTool",
            "format",
            f"--cluster-id={cluster_id}",  # one argument: the id may begin with a minus
            "--config",
            properties.name,
        ]
        done = subprocess.run(
            [*command, *storage_tool], capture_output=True, check=False, cwd=self.data
        )
        if done.returncode:
            raise BrokerUnavailable(
                f"the folder {self.data} could not be prepared for Kafka: "
                f"{_telling(done.stderr.decode(errors='replace'))}"
            )

    def _run(self, command: list[str], properties: Path) -> None:
        with self.log_file.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, "kafka.Kafka", properties.name],
                cwd=self.data,  # paths are relative: no property holds an odd character of this one
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches us, and we stop it in order
                pass_fds=[self._lock],
            )

    def _ready(self, deadline_seconds: float) -> bool:
        deadline = time.monotonic() + deadline_seconds
        while self.running() and time.monotonic() < deadline:
            if reachable(self.bootstrap):
                with suppress(BrokerUnavailable), admin(self.bootstrap):
                    return True
            time.sleep(0.05)
        return False

    def _last_words(self) -> str:
        return _telling(self.log_file.read_text(errors="replace"))


def _telling(output: str) -> str:
    """The first line of Java's output that names an error, else its last one."""
    lines = output.strip().splitlines() or ["(none)"]
    return next((line for line in lines if "Exception" in line or "ERROR" in line), lines[-1])[:300]
