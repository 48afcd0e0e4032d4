"""Options that several commands take.

A setting has one name, one default, one help text and one variable: ``--data`` is
``LOGWARDEN_DATA`` in the environment.
"""

import importlib.util
import math
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

import click

from stream.settings import StreamSettings

DEFAULTS = StreamSettings()
FOLDER = click.Path(path_type=Path, file_okay=False)

Command = TypeVar("Command", bound=Callable[..., Any])
Option = Callable[[Command], Command]


class Finite(click.FloatRange):
    """A number in a range; click lets NaN and infinity pass."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number; click.BadParameter where it is none."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value} is not a finite number.", param, ctx)
        return number


def setting(
    name: str, default: Any, help_text: str, *, variable: str | None = None, **kind: Any
) -> Option[Any]:
    """``--name``, or ``LOGWARDEN_NAME`` in the environment; a switch where its default is one."""
    switch = f"--{name}/--no-{name}" if isinstance(default, bool) else f"--{name}"
    return click.option(
        switch,
        default=default,
        envvar=f"LOGWARDEN_{(variable or name).upper().replace('-', '_')}",
        show_default=True,
        show_envvar=True,
        help=help_text,
        **kind,
    )


def together(*options: Option[Any]) -> Option[Any]:
    """One decorator for several options, in this order."""

    def added(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return added


def json_option(help_text: str) -> Option[Any]:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help=help_text)


def refuse_given(ctx: click.Context, names: Collection[str], where: str) -> None:
    """click.UsageError where one of these options was given and changes nothing.

    One from the environment is for other processes too, and is let be.
    """
    for option in ctx.command.params:
        name = str(option.name)
        given = ctx.get_parameter_source(name) == click.core.ParameterSource.COMMANDLINE
        if given and name in names:
            raise click.UsageError(f"{option.opts[0]} goes with {where}")


def need(*modules: str) -> None:
    """Refuse with one sentence where the extra ``train`` is not installed."""
    for module in modules:
        if importlib.util.find_spec(module) is None:
            raise click.UsageError(f"this needs {module}: pip install 'logwarden[train]'")


bootstrap = setting("bootstrap", DEFAULTS.bootstrap, "Kafka, host:port.")
data = setting("data", DEFAULTS.data, "Folder of ledger, broker and archives.", type=FOLDER)
access_topic = setting("access-topic", DEFAULTS.access_topic, "Topic of access-log lines.")
requests_topic = setting("requests-topic", DEFAULTS.requests_topic, "Topic of request documents.")
partitions = setting(
    "partitions", DEFAULTS.partitions, "Partitions of a new topic.", type=click.IntRange(1, 1000)
)
log_format = setting(
    "log-format",
    DEFAULTS.log_format,
    "auto, vhost_combined, or an Apache LogFormat string; the same for counting and proving.",
)
score_access_log = setting(
    "score-access-log", False, "Score access-log requests too, in a process of its own."
)
sample = setting(
    "sample",
    DEFAULTS.sample,
    "Share of the access-log records that are scored; the same ones at every replay.",
    type=Finite(1e-6, 1),
)
new_definition = click.option(
    "--new-definition", is_flag=True, help="Begin a new epoch of counts at the current position."
)
model = setting(
    "model",
    None,
    "An .onnx file with its .json beside it.  [default: the shipped model]",
    type=click.Path(path_type=Path),
)
provider = setting(
    "provider",
    "auto",
    "auto takes a GPU where one works; cuda refuses to do without.",
    type=click.Choice(["auto", "cpu", "cuda"]),
)
threads = setting("threads", 1, "Threads inside one scoring call.", type=click.IntRange(min=1))

false_alarms = click.option(
    "--false-alarms-per-day",
    type=click.FloatRange(min=0, min_open=True),
    default=20.0,
    show_default=True,
    help="How many harmless requests a day may be called attacks.",
)
requests_per_day = click.option(
    "--requests-per-day",
    type=click.FloatRange(min=1),
    default=1e6,
    show_default=True,
    help="How many requests the site gets a day.",
)
