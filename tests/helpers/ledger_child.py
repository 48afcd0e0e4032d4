"""A worker that only counts: chunks of growing offsets until it is killed or fenced.

python -m tests.helpers.ledger_child FOLDER
"""

import sys
from pathlib import Path

from ledger.writer import Writer
from tests.helpers.ledger_deltas import DEFINITION, PARTITION, delta_of, records_at

if __name__ == "__main__":
    writer = Writer.open(Path(sys.argv[1]), PARTITION, DEFINITION)
    while True:
        size = 40 + writer.position % 83
        writer.apply(delta_of(writer.position, records_at(writer.position, size), holes=3))
