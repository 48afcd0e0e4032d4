"""Opens a partition's file for counting: creates it, or refuses one that is not ours to add to."""

from pathlib import Path

from sqlalchemy import Connection, Row, insert, select, update

from ledger.database import check_schema, explained, writing
from ledger.delta import Partition
from ledger.errors import DefinitionChanged, LedgerCorrupt, WrongTopicId
from ledger.schema import SCHEMA_VERSION, meta, metadata, position

CHECKED_WHOLE_BYTES = 50_000_000  # a quarter of a second; a restarted worker should count soon


def open_epoch(
    path: Path, partition: Partition, definition_id: str, *, first_offset: int, new_definition: bool
) -> tuple[int, int]:
    """(epoch, next offset) of the partition under this definition; creates the file if need be.

    Raises as Writer.open.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = writing(path)
    try:
        with explained(path), engine.begin() as connection:
            if not connection.dialect.get_table_names(connection):
                metadata.create_all(connection)
                connection.execute(
                    insert(meta), {"name": "schema_version", "value": SCHEMA_VERSION}
                )
            check_schema(connection, path)
            _check_undamaged(connection, path)
            last = _last_epoch(connection)
            if last is None:
                return _begin_epoch(connection, partition, definition_id, first_offset)
            _check_partition(path, partition, last)
            if last.definition_id == definition_id:
                # The topic is in use again, after another cluster's topic of this name closed it.
                _set_closed(connection, last.epoch, False)
                return last.epoch, last.next_offset
            if not new_definition:
                raise DefinitionChanged(
                    f"{partition} was counted under definition {last.definition_id}, this worker "
                    f"counts under {definition_id}: start it with --new-definition to begin a new "
                    "epoch at the current position, or move the file away to count again"
                )
            _set_closed(connection, last.epoch, True)
            return _begin_epoch(connection, partition, definition_id, last.next_offset)
    finally:
        engine.dispose()


def close_file(path: Path, pipeline: str, topic: str, topic_id: str) -> list[Partition]:
    """Close the file's open epoch if it is of another id of the topic; returns its partition."""
    engine = writing(path)
    try:
        with explained(path), engine.begin() as connection:
            if not connection.dialect.get_table_names(connection):
                return []  # another worker is just creating it
            check_schema(connection, path)
            last = _last_epoch(connection)
            ours = last is not None and (last.pipeline, last.topic) == (pipeline, topic)
            if last is None or not ours or last.topic_id == topic_id or last.closed:
                return []
            _set_closed(connection, last.epoch, True)
            return [Partition(last.pipeline, last.topic, last.topic_id, last.partition)]
    finally:
        engine.dispose()


def _check_undamaged(connection: Connection, path: Path) -> None:
    """Raise LedgerCorrupt for damage in a small file, or in the position table of a large one.

    SQLite finds damage in the rest of a large file when that is read.
    """
    whole = path.stat().st_size <= CHECKED_WHOLE_BYTES
    pragma = "PRAGMA quick_check(1)" if whole else f"PRAGMA quick_check({position.name})"
    found = connection.exec_driver_sql(pragma).scalars().all()[0]
    if found != "ok":
        raise LedgerCorrupt(
            f"{path} is damaged ({found.splitlines()[-1]}): move it away and "
            "start the worker again, which recounts from Kafka, or put a backup in its place"
        )


def _last_epoch(connection: Connection) -> Row[tuple[object, ...]] | None:
    return connection.execute(select(position).order_by(position.c.epoch.desc()).limit(1)).first()


def _check_partition(path: Path, partition: Partition, last: Row[tuple[object, ...]]) -> None:
    found = Partition(last.pipeline, last.topic, last.topic_id, last.partition)
    if found != partition:
        raise WrongTopicId(
            f"{path} holds the counts of {found}, not of {partition}: it was copied or renamed; "
            "move it away"
        )


def _begin_epoch(
    connection: Connection, partition: Partition, definition_id: str, offset: int
) -> tuple[int, int]:
    begun = connection.execute(
        insert(position),
        {
            "pipeline": partition.pipeline,
            "topic": partition.topic,
            "topic_id": partition.topic_id,
            "partition": partition.partition,
            "definition_id": definition_id,
            "first_offset": offset,
            "next_offset": offset,
        },
    )
    assert begun.inserted_primary_key is not None
    return begun.inserted_primary_key.epoch, offset


def _set_closed(connection: Connection, epoch: int, closed: bool) -> None:
    connection.execute(update(position).where(position.c.epoch == epoch).values(closed=closed))
