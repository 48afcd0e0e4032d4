"""docs/settings.md says what the commands take, no more and no less."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from logwarden import COMMANDS, cli

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "settings.md"


def commands(
    group: click.Group, names: list[str], path: str = ""
) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(cli)
    for name in names:
        command = group.get_command(context, name)
        assert command is not None, name
        if isinstance(command, click.Group):
            yield from commands(command, list(command.commands), f"{path}{name} ")
        else:
            yield path + name, command


def settings() -> set[tuple[str, str, str, str, str]]:
    """(variable, flag, default, command, help) of each option that an environment variable sets."""
    return {
        (str(option.envvar), option.opts[-1], shown(option), name, str(option.help).rstrip("."))
        for name, command in commands(cli, list(COMMANDS))
        for option in command.params
        if isinstance(option, click.Option) and option.envvar
    }


def shown(option: click.Option) -> str:
    return "" if option.default is None else str(option.default)


def documented() -> set[tuple[str, str, str, str, str]]:
    rows = [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in PAGE.read_text().split("Read from the environment alone")[0].splitlines()
        if line.startswith("| `LOGWARDEN_")
    ]
    return {
        (variable, flag, default, command, meaning)
        for variable, flag, default, used_by, meaning in rows
        for command in used_by.split(", ")
    }


def test_help_loads_no_library_behind_it() -> None:
    """`--help` under 0.3 s: a command imports what it needs when it runs."""
    script = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from logwarden import COMMANDS, cli\n"
        "for name in COMMANDS:\n"
        "    assert CliRunner().invoke(cli, [name, '--help']).exit_code == 0, name\n"
        "heavy = 'faust kafka mrjob numpy onnxruntime rich sqlalchemy torch'.split()\n"
        "print(sorted(set(heavy) & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "[]\n", done.stderr


def test_the_page_lists_every_setting_and_nothing_else() -> None:
    assert documented() == settings()
