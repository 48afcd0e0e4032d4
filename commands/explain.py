"""``logwarden explain``: which characters raised the score of a request."""

import json
import os
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import json_option, model

if TYPE_CHECKING:
    from models.scoring.explanation import Explanation

WIDTH = 96  # characters of a line, where nobody knows how wide the screen is
STRONG, WEAK = 0.5, 0.2  # of the highest weight: marked ^ and -


@click.command()
@click.argument("source", metavar="[DOCUMENT|FILE|-]", default="-")
@model
@click.option(
    "--line", type=click.IntRange(min=1), default=1, show_default=True, help="Of the file."
)
@json_option("One JSON object.")
def explain(source: str, model: Path | None, line: int, as_json: bool) -> None:
    """Show which characters of a request document raised its score.

    The score of a request is that of its worst part; this part is shown with its encodings
    undone. Its characters are covered up, a few at a time: where the score falls, they had raised
    it (^ or red; - for less). Passwords, tokens and their like are shown as ***. The exit code is
    1 if the document cannot be scored, under the reason that is printed.

    \b
    Example:
      logwarden explain '{"path": "/s", "query": {"q": "%3Cscript%3Ealert(1)"}}'
      logwarden explain requests.jsonl.gz --line 17
      tail -n 1 requests.jsonl | logwarden explain --json
    """
    from models.requests.document import BadDocument, decode
    from models.scoring.explanation import explain as explained
    from models.scoring.scorer import Scorer

    document = _document(source, line)
    scorer = Scorer.load(model, "cpu")
    found, reason = None, "model"
    try:
        found = explained(decode(document), scorer)
    except BadDocument as bad:
        reason = bad.reason
    if as_json:
        unscored = {"score": None, "verdict": "unscored", "reason": reason}
        click.echo(json.dumps(asdict(found) if found else unscored))
    elif found is None:
        click.echo(f"unscored: {reason}")
    else:
        _draw(found)
    if found is None:
        raise SystemExit(1)


def _document(source: str, line: int) -> bytes:
    from models.requests import files

    if source.lstrip().startswith("{"):
        return files.unwrapped(os.fsencode(source))
    with files.open_raw(source) as raw:
        found = next(islice(files.lines(raw, source), line - 1, None), None)
    if found is None:
        raise files.InputRefused(f"{source} has no line {line}")
    return files.unwrapped(found)


def _draw(found: "Explanation") -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    where = _printable(".".join(map(str, found.location)))
    place = f"{found.position} at {where}" if where else found.position or "nothing to read"
    console.print(Text(f"{found.verdict}  {found.score:.4f}  {place}"))
    highest = max([*found.weights, 0.0]) or 1.0
    shares = [weight / highest for weight in found.weights]
    cells = [
        (character, share)
        for shown, share in zip(map(_printable, found.text), shares, strict=True)
        for character in shown
    ]
    if console.is_terminal:
        drawn = Text("  ")
        for character, share in cells:
            drawn.append(character, f"on rgb({_shade(share)})" if share > 0.05 else "")
        console.print(drawn)
        return
    for at in range(0, len(cells), WIDTH):
        of_line = cells[at : at + WIDTH]
        console.print(Text("  " + "".join(character for character, _ in of_line)))
        console.print(Text(("  " + "".join(_mark(share) for _, share in of_line)).rstrip()))


def _printable(text: str) -> str:
    from accesslog.escape import printable

    return printable(text.encode("utf-8", "surrogatepass"))


def _mark(share: float) -> str:
    return "^" if share >= STRONG else "-" if share >= WEAK else " "


def _shade(share: float) -> str:
    """A red (R,G,B), brighter for a higher share of the highest weight."""
    return f"{int(50 + 170 * share)},30,30"
