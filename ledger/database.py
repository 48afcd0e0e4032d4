"""One SQLite file per partition: file names, connections, transactions, error translation."""

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from ledger.delta import Partition
from ledger.errors import LedgerCorrupt, LedgerRefused, LedgerUnavailable, SchemaNewer
from ledger.schema import SCHEMA_VERSION, meta

LOCK_WAIT_S = 10.0
SUFFIX = ".sqlite"

_CORRUPT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NOT_ALLOWED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def file_of(folder: Path, partition: Partition) -> Path:
    """The partition's file; its name is readable, portable and at most 200 characters long."""
    p = partition
    parts = [p.pipeline, p.topic, p.topic_id, str(p.partition)]
    safe = [_safe(part) for part in parts]
    if safe != parts:  # two names must not meet in one file
        safe.append(hashlib.sha256(repr(parts).encode()).hexdigest()[:8])
    return folder / ("--".join(safe) + SUFFIX)


def files_of_topic(folder: Path, pipeline: str, topic: str) -> list[Path]:
    """The files of a topic's partitions under every topic id; perhaps of a like-named topic too."""
    return sorted(folder.glob(f"{_safe(pipeline)}--{_safe(topic)}--*{SUFFIX}"))


def _safe(part: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "_", part)[:60]


def writing(path: Path) -> Engine:
    """Engine whose transactions begin with BEGIN IMMEDIATE: the write lock first, then the reads.

    WAL lets readers read while a chunk commits. synchronous=NORMAL syncs at checkpoints, not at
    commits: a killed process loses nothing. A power failure may lose the last commits, but it loses
    counts and position together, and the records from the old position on are counted again.
    """

    def connect() -> sqlite3.Connection:
        connection = _connect(f"file:{quote(str(path))}?mode=rwc")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA cache_size=-16000")  # KiB
        # Few, larger checkpoints: if every record has a new client, each commit dirties thousands
        # of pages (a quarter faster than SQLite's default of 1,000 pages).
        connection.execute("PRAGMA wal_autocheckpoint=8000")
        return connection

    return _engine(connect, "BEGIN IMMEDIATE")


def reading(path: Path) -> Engine:
    """Engine that cannot create or change the database; a transaction is one snapshot of it.

    SQLite itself may put its `-shm` and `-wal` files beside a WAL database, and needs the
    permission to do so.
    """
    return _engine(lambda: _connect(f"file:{quote(str(path))}?mode=ro"), "BEGIN")


def _connect(uri: str) -> sqlite3.Connection:
    # isolation_level=None: sqlite3 begins no transaction by itself, the engine's hook does
    # (SQLAlchemy 2.1, "Enabling Non-Legacy SQLite Transactional Modes").
    return sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=LOCK_WAIT_S, check_same_thread=False
    )


def _engine(creator: object, begin: str) -> Engine:
    engine = create_engine(
        "sqlite://", creator=creator, poolclass=QueuePool, pool_size=1, max_overflow=0
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def ledger_files(folder: Path) -> list[Path]:
    """The ledger files now in the folder, sorted; none if there is no folder."""
    return sorted(folder.glob(f"*{SUFFIX}"))


@contextmanager
def read_transaction(path: Path) -> Iterator[Connection | None]:
    """One snapshot of one file; None if the file has gone or is just being created.

    Raises LedgerCorrupt, LedgerRefused, LedgerUnavailable or SchemaNewer.
    """
    engine = reading(path)
    try:
        with explained(path), ExitStack() as stack:
            try:
                connection = stack.enter_context(engine.begin())
            except OperationalError:
                if path.exists():
                    raise
                yield None
                return
            created = bool(connection.dialect.get_table_names(connection))
            if created:
                check_schema(connection, path)
            yield connection if created else None
    finally:
        engine.dispose()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Translate SQLite's errors into the ledger's, each a sentence that says what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.DatabaseError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
        if code in _CORRUPT:
            raise LedgerCorrupt(
                f"{path} is damaged or no ledger ({cause}): move it away and "
                "start the worker again, which recounts from Kafka, or put a backup in its place"
            ) from error
        if code in _NOT_ALLOWED:
            raise LedgerRefused(
                f"{path} cannot be used ({cause}): check that the folder exists and its permissions"
            ) from error
        if isinstance(error, OperationalError) and code != sqlite3.SQLITE_ERROR:
            raise LedgerUnavailable(
                f"{path} could not be read or written ({cause}); nothing of the chunk was counted, "
                "and counting goes on exactly when started again with free space"
            ) from error
        raise


def check_schema(connection: Connection, path: Path) -> None:
    """Raise SchemaNewer for another schema version, LedgerCorrupt for a foreign database."""
    if not connection.dialect.has_table(connection, meta.name):
        raise LedgerCorrupt(f"{path} is a SQLite database but no ledger: move it away")
    version = connection.scalar(select(meta.c.value).where(meta.c.name == "schema_version"))
    if version != SCHEMA_VERSION:
        raise SchemaNewer(
            f"{path} has schema version {version}, this logwarden knows {SCHEMA_VERSION}: "
            "upgrade logwarden, or count again into another folder"
        )
