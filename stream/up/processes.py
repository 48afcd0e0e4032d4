"""The processes of one host, as supervised commands."""

from collections.abc import Sequence

from ledger.delta import Pipeline
from stream.settings import StreamSettings
from stream.up.supervisor import Child


def children(
    settings: StreamSettings,
    counters: int,
    scorers: int,
    exporter_port: int,
    worker_flags: Sequence[str] = (),
    *,
    score_access_log: bool = False,
) -> list[Child]:
    """The exporter and the workers of one host; workers serve metrics on the ports after its."""
    common = ["--bootstrap", settings.bootstrap, "--data", str(settings.data)]
    logs = settings.data / "logs"
    access = ["--access-topic", settings.access_topic, "--log-format", settings.log_format]
    own: dict[Pipeline, list[str]] = {
        "count": ["count", *access],
        "score": ["score", "--requests-topic", settings.requests_topic],
        "score-access-log": ["score", "--access-log", "--sample", str(settings.sample), *access],
    }
    named = [
        Child(
            "exporter",
            [
                *("exporter", "--port", str(exporter_port), *common),
                *("--access-topic", settings.access_topic),
                *("--requests-topic", settings.requests_topic),
                "--score-access-log" if score_access_log else "--no-score-access-log",
            ],
            logs / "exporter.log",
        )
    ]
    wanted: dict[Pipeline, int] = {
        "count": counters,
        "score": scorers,
        "score-access-log": int(score_access_log),
    }
    kinds = [kind for kind, processes in wanted.items() for _ in range(processes)]
    for number, kind in enumerate(kinds, start=1):
        port = ["--metrics-port", str(exporter_port + number)]
        named.append(
            Child(
                f"{kind}-{number}",
                ["worker", *own[kind], "--static", *worker_flags, *common, *port],
                logs / f"{kind}-{number}.log",
            )
        )
    return named
