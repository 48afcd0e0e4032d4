"""``worker count``: access-log lines to status and error-client cells."""

from prometheus_client import CollectorRegistry

from accesslog.definition import definition_id
from accesslog.parser import Parser
from accesslog.tally import tally
from ledger.delta import DeadLetter, Delta
from stream.settings import StreamSettings
from stream.worker.chunk import Chunk
from stream.worker.process import Job, Options, work_on


def count_access_log(settings: StreamSettings, options: Options) -> int:
    """Run a worker that counts; returns its exit code."""
    parser = Parser(settings.log_format)
    job = Job(
        pipeline="count",
        topic=settings.access_topic,
        chunk_records=settings.chunk_records,
        definition_id=definition_id(parser),
        work=lambda chunk: count_chunk(chunk, parser),
    )
    return work_on(job, settings, options, CollectorRegistry())


def count_chunk(chunk: Chunk, parser: Parser) -> Delta:
    """The delta of a chunk of lines; a refused line counts by reason and is a dead letter."""
    counts = tally(chunk.values, parser)
    return Delta(
        from_offset=chunk.start,
        to_offset=chunk.end,
        records=counts.records,
        rejected=len(counts.malformed),
        cells=counts.cells,
        totals=counts.totals(),
        digest=counts.digest(),
        dead_letters=[
            DeadLetter(chunk.offsets[index], reason, chunk.values[index])
            for index, reason in counts.malformed
        ],
    )
