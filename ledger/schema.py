"""The tables of a ledger file.

A **position** row is one *epoch*: the offsets `[first_offset, next_offset)` of one partition,
counted under one definition_id. A new definition or a new topic id begins a new epoch and closes
the one before. The other tables refer to an epoch by its small integer: the definition_id's 16
characters in every row made the file 50 % larger and the inserts 10 to 30 % slower (1 M keys, 5,000
new ones per chunk).

`cell` and `total` are clustered on their primary key (WITHOUT ROWID: half the size of rowid plus
index). `window_start` stands before `key`, so that live inserts stay in the pages of the newest
minute and a window is one range scan.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

SCHEMA_VERSION = 1

metadata = MetaData()


def _epoch(primary_key: bool = True) -> Column[int]:
    # No foreign key: SQLite would look the position up once per inserted row.
    return Column("epoch", Integer, primary_key=primary_key, autoincrement=False, nullable=False)


meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Integer, nullable=False),
)

# records + holes + lost = next_offset - first_offset; rejected is part of records.
position = Table(
    "position",
    metadata,
    Column("epoch", Integer, primary_key=True),
    Column("pipeline", String, nullable=False),
    Column("topic", String, nullable=False),
    Column("topic_id", String, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("definition_id", String, nullable=False),
    Column("first_offset", Integer, nullable=False),
    Column("next_offset", Integer, nullable=False),
    Column("records", Integer, nullable=False, default=0),
    Column("rejected", Integer, nullable=False, default=0),
    Column("holes", Integer, nullable=False, default=0),
    Column("lost", Integer, nullable=False, default=0),
    Column("closed", Boolean, nullable=False, default=False),
)

cell = Table(
    "cell",
    metadata,
    _epoch(),
    Column("dimension", String, primary_key=True),
    Column("window_start", Integer, primary_key=True, autoincrement=False),  # epoch seconds, UTC
    Column("key", LargeBinary, primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

total = Table(
    "total",
    metadata,
    _epoch(),
    Column("dimension", String, primary_key=True),
    Column("key", LargeBinary, primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# kind "chunk": counted, digest = SHA-256 of its canonical deltas; kind "loss": gone before it was
# read (the log start moved past the position), no digest.
journal = Table(
    "journal",
    metadata,
    _epoch(),
    Column("from_offset", Integer, primary_key=True, autoincrement=False),
    Column("to_offset", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("records", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("holes", Integer, nullable=False),
    Column("digest", String),
    sqlite_with_rowid=False,
)

dead_letter = Table(
    "dead_letter",
    metadata,
    Column("id", Integer, primary_key=True),
    _epoch(primary_key=False),
    Column("offset", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("arrived", Integer, nullable=False),  # minute of arrival, epoch seconds
    Column("size", Integer, nullable=False),  # bytes of the original
    Column("sha256", String, nullable=False),  # of the original
    Column("value", LargeBinary, nullable=False),  # masked, then cut
    Index("dead_letter_by_reason", "reason", "arrived"),
)

finding = Table(
    "finding",
    metadata,
    _epoch(),
    Column("offset", Integer, primary_key=True, autoincrement=False),
    Column("score", Float, nullable=False),
    Column("event_time", Integer),
    Column("size", Integer, nullable=False),
    Column("sha256", String, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Index("finding_by_score", "epoch", "score", "offset"),
)
