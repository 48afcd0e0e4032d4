"""``worker count``: access-log lines to status and error-client cells."""

from prometheus_client import CollectorRegistry

from accesslog.definition import definition_id
from accesslog.parser import Parser
from stream.counting import count_chunk
from stream.settings import StreamSettings
from stream.worker import NOWHERE, Listen, work_on


def count_access_log(
    settings: StreamSettings,
    *,
    drain: bool = False,
    static: bool = False,
    new_definition: bool = False,
    listen: Listen = NOWHERE,
) -> int:
    """``worker count``: access-log lines to status and error-client cells; the exit code."""
    parser = Parser(settings.log_format)
    registry = CollectorRegistry()
    return work_on(
        "count",
        settings,
        settings.access_topic,
        settings.chunk_records,
        definition_id(parser),
        lambda chunk, _: count_chunk(chunk, parser),
        registry,
        drain=drain,
        static=static,
        new_definition=new_definition,
        listen=listen,
    )
