"""The base of the two top-N programs: exact counts of one dimension, then the first rows."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mrjob.protocol import TextProtocol
from mrjob.step import MRStep

from accesslog.escape import printable
from accesslog.parser import Parser
from accesslog.tally import tally
from accesslog.topn import top
from batch.job import KEYS_IN_MEMORY, Job
from batch.lines import line_chunks


class TopList(Job):
    """Counts one dimension of access-log files and prints its ``ROWS`` greatest keys.

    Lines are counted chunk by chunk, by the same tally as on the live side.
    """

    DIMENSION: str
    ROWS: int
    OUTPUT_PROTOCOL = TextProtocol

    def configure_args(self) -> None:
        super().configure_args()
        self.add_passthru_arg(
            "--log-format",
            default="auto",
            help="auto (Combined, then Common), vhost_combined, or an Apache LogFormat string",
        )

    def check(self) -> None:
        super().check()
        Parser(self.options.log_format)

    def steps(self) -> list[MRStep]:
        return [
            MRStep(
                mapper_raw=self.count_file,
                reducer_init=self.start_sums,
                reducer=self.sum_key,
                reducer_final=self.leaders,
            ),
            MRStep(reducer=self.print_top),
        ]

    def count_file(self, path: str, _uri: str) -> Iterator[tuple[str, int]]:
        """Mapper: (key, n) of one file."""
        parser = Parser(self.options.log_format)
        counts: Counter[bytes] = Counter()
        for lines in line_chunks(Path(path)):
            for (dimension, key), n in tally(lines, parser).totals().items():
                if dimension == self.DIMENSION:
                    counts[key] += n
            if len(counts) > KEYS_IN_MEMORY:
                yield from ((key.hex(), n) for key, n in counts.items())
                counts.clear()
        yield from ((key.hex(), n) for key, n in counts.items())

    def start_sums(self) -> None:
        self.sums: dict[bytes, int] = {}

    def sum_key(self, key: str, counts: Iterator[int]) -> None:
        """Reducer: a key's sum is final here, so only this reducer's leaders need to be kept."""
        self.sums[bytes.fromhex(key)] = sum(counts)
        if len(self.sums) > KEYS_IN_MEMORY:
            self.sums = dict(top(self.sums, self.ROWS))

    def leaders(self) -> Iterator[tuple[None, tuple[str, int]]]:
        yield from ((None, (key.hex(), n)) for key, n in top(self.sums, self.ROWS))

    def print_top(self, _: None, leaders: Iterator[tuple[str, int]]) -> Iterator[tuple[str, str]]:
        """Reducer: the leaders of all reducers together; count descending, key bytes ascending."""
        sums = {bytes.fromhex(key): n for key, n in leaders}
        yield from ((printable(key), str(n)) for key, n in top(sums, self.ROWS))
