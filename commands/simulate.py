"""``logwarden simulate``: deterministic traffic into files or a pipe."""

import dataclasses
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from commands.options import refuse_given
from traffic.simulate.outputs import STDOUT, outputs
from traffic.simulate.traffic import Traffic

if TYPE_CHECKING:
    from traffic.simulate.documents import Labelled

DEFAULT = Traffic()
SHARE = click.FloatRange(0, 1)
OUT = click.Path(dir_okay=False, allow_dash=True, path_type=Path)
GATEWAY_ONLY = ("rate", "malformed", "late", "attack_share")


@click.command(
    epilog="\b\nExample:\n"
    "  logwarden simulate --access-log 200000 --requests 5000 --out-dir traffic\n"
    "  logwarden simulate --access-log 1000 | logwarden ship - --topic access-log"
)
@click.option("--access-log", "lines", type=click.IntRange(0), default=0, help="Access-log lines.")
@click.option("--requests", type=click.IntRange(0), default=0, help="Request documents.")
@click.option("--seed", default=DEFAULT.seed, show_default=True, help="Same seed, same bytes.")
@click.option("--out", type=OUT, default=STDOUT, help="One kind of record. [default: -]")
@click.option(
    "--out-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Writes access.log, requests.jsonl and labels.jsonl into this folder instead.",
)
@click.option("--labels", type=OUT, help="The labels of --requests, as JSON lines.")
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
@click.pass_context
def simulate(
    context: click.Context,
    lines: int,
    requests: int,
    seed: int,
    out: Path,
    out_dir: Path | None,
    labels: Path | None,
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
    from traffic.simulate.access import access_lines
    from traffic.simulate.documents import request_documents

    epoch = int(start.replace(tzinfo=UTC).timestamp())
    traffic = Traffic(seed, epoch, rate, malformed, late, attack_share)
    if not lines and not requests:
        raise click.UsageError("say how much: --access-log N, --requests N or both")
    if form == "published":
        from traffic.simulate.published import published_log

        if lines or out_dir is not None or labels is not None or not requests:
            raise click.UsageError("--form published goes with --requests and --out alone")
        refuse_given(context, GATEWAY_ONLY, "--form gateway")
        with outputs(out) as (file,):
            file.writelines(published_log(requests, seed, epoch))
        return
    if labels is not None and (lines or out_dir is not None):
        raise click.UsageError("--labels goes with --requests alone; a folder has its own")
    if out_dir is not None:
        _write_folder(out_dir, lines, requests, traffic)
    elif lines and requests:
        raise click.UsageError("both kinds of record need --out-dir, or run it once for each")
    elif lines:
        with outputs(out) as (file,):
            _write_lines(file, access_lines(lines, traffic))
    else:
        with outputs(out, *([labels] if labels else [])) as files:
            _write_documents(request_documents(requests, traffic), *files)


def _write_folder(folder: Path, lines: int, requests: int, traffic: Traffic) -> None:
    from traffic.simulate.access import access_lines
    from traffic.simulate.documents import request_documents

    if lines:
        with outputs(folder / "access.log") as (file,):
            _write_lines(file, access_lines(lines, traffic))
    if requests:
        if lines:  # both files cover the same time
            traffic = dataclasses.replace(traffic, rate=traffic.rate * requests / lines)
        with outputs(folder / "requests.jsonl", folder / "labels.jsonl") as files:
            _write_documents(request_documents(requests, traffic), *files)


def _write_lines(out: IO[bytes], lines: Iterable[bytes]) -> None:
    out.writelines(line + b"\n" for line in lines)


def _write_documents(
    documents: Iterable["Labelled"], out: IO[bytes], labels: IO[bytes] | None = None
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
