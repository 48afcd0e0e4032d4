"""The front door: one command that only dispatches to commands/."""

import importlib
import sys

import click

# A command NAME is the attribute NAME of the module commands.NAME, imported when it is run.
COMMANDS = {
    "demo": "Everything on this machine, from traffic to proof.",
    "up": "Workers and exporter on your own Kafka, supervised.",
    "broker": "An embedded Apache Kafka.",
    "topics": "Create the topics that are missing.",
    "worker": "One worker: count or score.",
    "exporter": "Prometheus metrics and JSON of the ledger.",
    "ship": "Log files to Kafka, each line exactly once.",
    "simulate": "Deterministic traffic to try things with.",
    "top": "The top status codes and error clients.",
    "dead-letter": "What was refused, why and where.",
    "snapshot": "The live tables and their offset ranges, as files.",
    "archive": "The records of a snapshot's ranges, as files.",
    "reconcile": "Prove the live counts by mrjob over the same bytes.",
    "score": "Score request documents of a file.",
    "explain": "Which characters made a request's score.",
    "evaluate": "Measure a model on labelled requests.",
    "calibrate": "Fit thresholds to normal traffic.",
    "train": "Train, measure and export the detector, or a published network.",
    "vae": "A variational autoencoder of digits.",
}


class LazyGroup(click.Group):
    """Imports a command's module when the command is named, so that --help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        attribute = name.replace("-", "_")
        module = importlib.import_module(f"commands.{attribute}")
        found: click.Command = getattr(module, attribute)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, epilog="\b\nExample:\n  logwarden demo\n  logwarden ship access.log.gz")
@click.version_option(package_name="logwarden", message="%(prog)s %(version)s")
def cli() -> None:
    """A streaming log security monitor whose counts are exact and can be proved."""


def main() -> None:
    """Run one command; a problem for the user is one sentence on stderr and its exit code."""
    try:
        cli(prog_name="logwarden")
    except Exception as error:
        code = getattr(error, "exit_code", None)
        if isinstance(error, OSError) and error.filename:
            code, error = 2, OSError(f"{error.filename}: {error.strerror}")
        if code is None:
            raise
        print(f"logwarden: {error}", file=sys.stderr)
        sys.exit(code)


if __name__ == "__main__":
    main()
