"""The counting step: a chunk of access-log lines becomes one delta for the ledger."""

from accesslog.parser import Parser
from accesslog.tally import tally
from ledger.delta import DeadLetter, Delta
from stream.chunk import Chunk


def count_chunk(chunk: Chunk, parser: Parser) -> Delta:
    """Parse and tally the lines; what is refused is counted by reason and kept as a dead letter."""
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
