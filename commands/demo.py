"""``logwarden demo``."""

from pathlib import Path

import click

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(
    epilog="\b\nExample:\n  logwarden demo\n  logwarden demo --log /var/log/access.log --keep"
)
@click.option(
    "--data",
    default=Path("logwarden-demo"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of this demo; emptied at its next start.",
)
@click.option(
    "--lines", default=200_000, show_default=True, type=click.IntRange(1), help="To be generated."
)
@click.option(
    "--documents", default=5_000, show_default=True, type=click.IntRange(1), help="As well."
)
@click.option("--seed", default=1, show_default=True, help="Of the generated traffic.")
@click.option("--log", type=FILE, help="Your own access log (plain or .gz), no generated traffic.")
@click.option("--requests", type=FILE, help="Your own request documents, one JSON text a line.")
@click.option("--keep", is_flag=True, help="Leave all running until Ctrl-C.")
@click.pass_context
def demo(
    ctx: click.Context,
    data: Path,
    lines: int,
    documents: int,
    seed: int,
    log: Path | None,
    requests: Path | None,
    keep: bool,
) -> None:
    """Traffic through a real Kafka, counted, scored, exported, and proved by mrjob."""
    import signal

    from stream.demo.run import run_demo

    for number in (signal.SIGTERM, signal.SIGHUP):  # as Ctrl-C: all children are stopped in order
        signal.signal(number, signal.default_int_handler)
    ctx.exit(
        run_demo(
            data,
            lines=lines,
            documents=documents,
            seed=seed,
            log=log,
            requests=requests,
            keep=wait_for_interrupt if keep else None,
        )
    )


def wait_for_interrupt() -> None:
    """Return at Ctrl-C."""
    import threading

    click.echo("\nrunning; Ctrl-C stops everything")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("stopping")
