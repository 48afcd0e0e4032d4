"""The same job as Faust code usually does it: one event at a time, counts in Faust tables.

``python -m benchmarks.per_event BOOTSTRAP TOPIC RECORDS`` prints one JSON object.
"""

import asyncio
import json
import os
import sys
import time
import uuid
from collections import Counter
from typing import Any

import faust

from accesslog.parser import MalformedLine, Parser
from accesslog.window import window_start


def build(
    bootstrap: str, topic: str, records: int
) -> tuple[faust.App, asyncio.Event, Counter[str]]:
    """A Faust app that sets the event after ``records`` events; the counter sums its tables."""
    app = faust.App(
        f"per-event-{uuid.uuid4()}",  # a group of its own: each run reads from the beginning
        broker=f"kafka://{bootstrap}",
        store="memory://",
        web_enabled=False,
        topic_disable_leader=True,
        topic_partitions=2,
    )
    statuses = app.Table("statuses", default=int, partitions=2)
    clients = app.Table("clients", default=int, partitions=2)
    parser, done, counts = Parser(), asyncio.Event(), Counter[str]()
    began, seen = 0.0, 0

    @app.agent(app.topic(topic, value_serializer="raw", key_serializer="raw"))
    async def count(lines: Any) -> None:
        nonlocal began, seen
        async for line in lines:
            began = began or time.monotonic()
            try:
                record = parser.parse(line)
            except MalformedLine:
                counts["rejected"] += 1
            else:
                window = window_start(record.time)
                statuses[f"{window} {record.status}"] += 1
                counts[str(record.status)] += 1
                if 400 <= record.status <= 599:
                    clients[f"{window} {record.client.decode()}"] += 1
                    counts["errors"] += 1
            seen += 1
            if seen == records:
                counts["milliseconds"] = int((time.monotonic() - began) * 1000)
                done.set()

    return app, done, counts


async def run(bootstrap: str, topic: str, records: int) -> None:
    """Print the counts and the milliseconds from the first event to the last."""
    app, done, counts = build(bootstrap, topic, records)
    await app.start()
    await done.wait()
    print(json.dumps(counts), flush=True)
    os._exit(0)  # Faust's orderly stop is not measured


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2], int(sys.argv[3])))
