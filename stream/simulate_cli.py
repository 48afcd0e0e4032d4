"""``logwarden simulate``: deterministic traffic into files or a pipe."""

import dataclasses
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from stream.simulate.traffic import Traffic

if TYPE_CHECKING:
    from stream.simulate.documents import Labelled

DEFAULT = Traffic()
SHARE = click.FloatRange(0, 1)


@click.command(
    epilog="\b\nExample:\n"
    "  logwarden simulate --access-log 200000 --requests 5000 --out-dir traffic\n"
    "  logwarden simulate --access-log 1000 | logwarden ship - --topic access-log"
)
@click.option("--access-log", "lines", type=click.IntRange(0), default=0, help="Access-log lines.")
@click.option("--requests", type=click.IntRange(0), default=0, help="Request documents.")
@click.option("--seed", default=DEFAULT.seed, show_default=True, help="Same seed, same bytes.")
@click.option("--out", type=click.File("wb"), default="-", help="One kind of record. [default: -]")
@click.option(
    "--out-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Writes access.log, requests.jsonl and labels.jsonl into this folder instead.",
)
@click.option("--labels", type=click.File("wb"), help="The labels of --requests, as JSON lines.")
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S"]),
    default=datetime.fromtimestamp(DEFAULT.start, UTC).strftime("%Y-%m-%dT%H:%M:%S"),
    show_default=True,
    help="Time of the first record, UTC.",
)
@click.option(
    "--rate",
    type=click.FloatRange(0, min_open=True),
    default=DEFAULT.rate,
    show_default=True,
    help="Records per second of their own time.",
)
@click.option("--malformed", type=SHARE, default=DEFAULT.malformed, show_default=True)
@click.option("--late", type=SHARE, default=DEFAULT.late, show_default=True)
@click.option(
    "--attack-share",
    type=SHARE,
    default=DEFAULT.attack_share,
    show_default=True,
    help="Share of attacks among the request documents.",
)
@click.option(
    "--form",
    type=click.Choice(["gateway", "published"]),
    default="gateway",
    show_default=True,
    help="Of --requests: JSON lines, or the labelled CSV log for `logwarden train --recipe`.",
)
def simulate(
    lines: int,
    requests: int,
    seed: int,
    out: IO[bytes],
    out_dir: Path | None,
    labels: IO[bytes] | None,
    start: datetime,
    rate: float,
    malformed: float,
    late: float,
    attack_share: float,
    form: str,
) -> None:
    """Write made-up traffic: visitors, crawlers, scans, a brute force, attacks in requests.

    The same options give the same bytes on any machine. Clients come from address ranges that are
    reserved for documentation; nobody real is in the log.
    """
    from stream.simulate.access import access_lines
    from stream.simulate.documents import request_documents

    epoch = int(start.replace(tzinfo=UTC).timestamp())
    traffic = Traffic(seed, epoch, rate, malformed, late, attack_share)
    if not lines and not requests:
        raise click.UsageError("say how much: --access-log N, --requests N or both")
    if form == "published":
        from stream.simulate.published import published_log

        if lines or out_dir is not None or labels is not None or not requests:
            raise click.UsageError("--form published goes with --requests and --out alone")
        out.writelines(published_log(requests, seed, epoch))
        return
    if labels is not None and (lines or out_dir is not None):
        raise click.UsageError("--labels goes with --requests alone; a folder has its own")
    if out_dir is not None:
        try:
            _write_folder(out_dir, lines, requests, traffic)
        except OSError as error:
            raise click.UsageError(f"cannot write into {out_dir}: {error.strerror}") from error
    elif lines and requests:
        raise click.UsageError("both kinds of record need --out-dir, or run it once for each")
    elif lines:
        _write_lines(out, access_lines(lines, traffic))
    else:
        _write_documents(out, labels, request_documents(requests, traffic))


def _write_folder(folder: Path, lines: int, requests: int, traffic: Traffic) -> None:
    from stream.simulate.access import access_lines
    from stream.simulate.documents import request_documents

    folder.mkdir(parents=True, exist_ok=True)
    if lines:
        with (folder / "access.log").open("wb") as out:
            _write_lines(out, access_lines(lines, traffic))
    if requests:
        if lines:  # both files cover the same time
            traffic = dataclasses.replace(traffic, rate=traffic.rate * requests / lines)
        with (
            (folder / "requests.jsonl").open("wb") as out,
            (folder / "labels.jsonl").open("wb") as labels,
        ):
            _write_documents(out, labels, request_documents(requests, traffic))


def _write_lines(out: IO[bytes], lines: Iterable[bytes]) -> None:
    out.writelines(line + b"\n" for line in lines)


def _write_documents(
    out: IO[bytes], labels: IO[bytes] | None, documents: Iterable["Labelled"]
) -> None:
    for document in documents:
        out.write(document.line + b"\n")
        if labels is not None and document.label is not None:
            labels.write(label_line(document) + b"\n")


def label_line(document: "Labelled") -> bytes:
    """One line of a labels file: the request itself and what is known about it, as JSON."""
    known = {
        "request": json.loads(document.line),
        "label": document.label,
        "family": document.family,
        "source": "simulate",
        "value": document.value,
    }
    return json.dumps(known, separators=(",", ":")).encode()
