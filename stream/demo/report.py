"""Prints the demo's summary: the two tables, the verdicts, refused records, next steps."""

import json
import shlex
from collections import Counter

from rich.console import Console
from rich.table import Table
from rich.text import Text

from accesslog.escape import printable
from ledger.delta import PIPELINES, Pipeline
from ledger.reader import Reader
from models.scoring.verdicts import CLASSES, UNSCORED
from stream.settings import StreamSettings

EXCERPT = 160  # characters of a request shown


def show_summary(reader: Reader, console: Console) -> None:
    """Print the tables of the whole log, the verdicts on the requests and the refused records."""
    console.print()
    counted_table(reader, "status", 10, "Status codes", "status", console)
    counted_table(reader, "error_ip", 5, "Clients with the most 4xx/5xx answers", "client", console)
    show_verdicts(reader, console)
    show_refused(reader, console)


def counted_table(
    reader: Reader, dimension: str, n: int, title: str, column: str, console: Console
) -> None:
    """Print one top-N table: count descending, then key ascending."""
    table = Table(title=title, title_justify="left")
    table.add_column(column)
    table.add_column("responses", justify="right")
    for key, count in reader.top("count", dimension, n):
        table.add_row(Text(printable(key)), f"{count:,}")
    console.print(table)


def show_verdicts(reader: Reader, console: Console) -> None:
    """Print the number of requests of each verdict and three high scores, unmasked ones first."""
    verdicts = reader.totals("score", "verdict")
    if not verdicts:
        return
    classes = [each.encode() for each in (*CLASSES, UNSCORED)]
    summary = ", ".join(f"{verdicts[key]:,} {key.decode()}" for key in classes if verdicts[key])
    table = Table(title=f"Requests: {summary}. Highest scores", title_justify="left")
    table.add_column("score", justify="right")
    table.add_column("request (secrets masked)")
    found = [each for each in reversed(reader.findings(100)) if each.pipeline == "score"]
    highest = {excerpt(finding.value): finding.score for finding in found}
    # If a secret is masked, the text that raised the score is most often masked with it.
    telling = sorted(highest.items(), key=lambda found: ("***" in found[0], -found[1]))
    for shown, score in telling[:3]:
        table.add_row(f"{score:.4f}", Text(shown))
    console.print(table)


def excerpt(document: bytes) -> str:
    """Method, path, query and payload of a masked request document, escaped and cut."""
    try:
        request = json.loads(document)
    except ValueError:  # cut at 4 KB, or the request line of an access log
        request = None
    if not isinstance(request, dict):
        return printable(document)[:EXCERPT]
    parts = (request.get(key) for key in ("method", "path", "query", "requestPayload"))
    shown = " ".join(
        part if isinstance(part, str) else json.dumps(part, ensure_ascii=False)
        for part in parts
        if part
    )
    return printable(shown.encode(errors="backslashreplace"))[:EXCERPT]


def show_refused(reader: Reader, console: Console) -> None:
    """Print refused records by pipeline and reason; samples of them are in the dead letters."""
    refused: Counter[tuple[Pipeline, bytes]] = Counter()
    for pipeline in PIPELINES:
        for reason, n in reader.totals(pipeline, "rejected").items():
            refused[pipeline, reason] += n
    if not refused:
        console.print("No record was refused.")
        return
    table = Table(title="Refused records (dead letters)", title_justify="left")
    table.add_column("pipeline")
    table.add_column("reason")
    table.add_column("records", justify="right")
    for (pipeline, reason), n in sorted(refused.items()):
        table.add_row(pipeline, printable(reason), f"{n:,}")
    console.print(table)


def show_next_steps(settings: StreamSettings, port: int, console: Console, *, kept: bool) -> None:
    """Print commands to go on with."""
    data = f"--data {shlex.quote(str(settings.data))}"
    steps = [
        (f"logwarden top {data} --window 5m", "the tables of the newest five minutes"),
        (f"logwarden dead-letter list {data}", "what was refused, and why"),
        ("logwarden demo --log FILE", "the same with your own access log"),
        ("logwarden up --bootstrap HOST:PORT", "on your own Kafka"),
    ]
    if kept:
        steps.insert(0, (f"http://127.0.0.1:{port}/metrics", "what Prometheus reads"))
    else:
        steps.insert(0, ("logwarden demo --keep", "leave it running for the browser"))
    console.print("\nWhere to look next:")
    for command, text in steps:
        console.print(f"  {command:<48} {text}", highlight=False, markup=False, soft_wrap=True)
