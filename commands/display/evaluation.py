"""An evaluation's or a calibration's figures, in percent with their intervals."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table

from commands.display.tables import cell, console, figure_table

Figure = Mapping[str, float | None]  # value, low, high

_AT = {
    "recall": "recall of attacks",
    "recall_macro": "  macro",
    "false_positive_rate": "false positive rate",
    "false_positive_rate_macro": "  macro",
    "precision": "precision, attack",
    "f1": "F1, attack",
    "normal_precision": "precision, normal",
    "normal_recall": "recall, normal",
    "normal_f1": "F1, normal",
}


def percent(value: float | None) -> str:
    """A share in percent: one decimal, more where the share is near 0 or 1.

    >>> [percent(share) for share in (0.98765, 0.65, 0.00002, 0.99966, 0.0, 1.0)]
    ['98.8', '65.0', '0.002', '99.966', '0', '100']
    """
    if value is None:
        return "–"
    if value in (0.0, 1.0):
        return f"{100 * value:.0f}"
    if value < 0.01:
        return f"{100 * value:.2g}" if value >= 1e-6 else "<0.0001"
    return f"{100 * value:.3f}" if value > 0.9985 else f"{100 * value:.1f}"


def interval(figure: Figure) -> str:
    if figure["value"] is None:
        return "–"
    return f"{percent(figure['value'])} ({percent(figure['low'])}–{percent(figure['high'])})"


def print_evaluation(found: Mapping[str, Any], by: str) -> None:
    out = console()
    out.print(_ranking(found))
    out.print(_at_thresholds(found["at"]))
    out.print(_classes(found["classes"]))
    worst = list(found["at"])[:2]  # what is told of each family, source and evasion
    out.print(_shares(found[f"by_{by}"], f"By {by}", worst))
    if found["by_evasion"]:
        out.print(_shares(found["by_evasion"], "By the evasion of the row", worst))
    if "under_evasions" in found:
        out.print(_under_evasions(found["under_evasions"], worst))


def _ranking(found: Mapping[str, Any]) -> Table:
    groups = found["groups"]
    table = figure_table(
        f"{found['attacks']:,} attacks in {groups['attacks']:,} groups, {found['normals']:,} "
        f"normal in {groups['normals']:,}; percent (95 % interval)",
        "ranking", "over rows", "macro: mean over families in sources",
    )  # fmt: skip
    table.add_row("AUC", interval(found["auc"]["rows"]), interval(found["auc"]["macro"]))
    for rate, figures in found["recall_at"].items():
        name = f"recall at {percent(float(rate))} % false positives"
        if "too_few_normals" in figures:
            needed = figures["too_few_normals"]
            table.add_row(name, "too few normals", f"needs {needed:,}")
        else:
            table.add_row(name, interval(figures["rows"]), interval(figures["macro"]))
    return table


def _at_thresholds(at: Mapping[str, Mapping[str, Any]]) -> Table:
    names = [f"{name} and worse" if i else name for i, name in enumerate(at)]
    table = figure_table("At the model's own thresholds, percent (95 % interval)", "called", *names)
    table.add_row("from score", *(f"{figures['threshold']:.6g}" for figures in at.values()))
    for key, name in _AT.items():
        table.add_row(name, *(interval(figures[key]) for figures in at.values()))
    return table


def _classes(classes: Mapping[str, Mapping[str, int]]) -> Table:
    table = figure_table("Rows of each class", "class", "attacks", "%", "normal", "%")
    totals = {side: sum(c[side] for c in classes.values()) for side in ("attacks", "normals")}
    for name, counts in classes.items():
        cells = (
            (f"{counts[side]:,}", percent(counts[side] / max(1, totals[side]))) for side in totals
        )
        table.add_row(name, *(cell for pair in cells for cell in pair))
    return table


def _shares(sides: Mapping[str, Mapping[str, Any]], title: str, limits: Sequence[str]) -> Table:
    table = figure_table(
        f"{title}: share called, percent (Wilson 95 % interval over rows)",
        "", "rows", *(f"{name} and worse" if i else name for i, name in enumerate(limits)),
    )  # fmt: skip
    for side, entries in sides.items():
        table.add_section()
        for name, entry in entries.items():
            table.add_row(
                cell(f"{name} ({side})"),
                f"{entry['rows']:,}",
                *(interval(entry[key]) for key in limits),
            )
    return table


def _under_evasions(found: Mapping[str, Mapping[str, Any]], limits: Sequence[str]) -> Table:
    sides = ("attacks", "normals")
    table = figure_table(
        f"Evasions: percent called {' | '.join(limits)} and worse, before → after, of changed rows",
        "evasion", "attacks", *limits, "normal", *limits,
    )  # fmt: skip
    for name, entries in found.items():
        cells: list[str] = []
        for side in sides:
            entry = entries[side]
            cells.append(f"{entry['rows']:,}")
            cells += [_change(entry[key]) if entry["rows"] else "–" for key in limits]
        table.add_row(name, *cells)
    return table


def _change(entry: Mapping[str, Figure]) -> str:
    return f"{percent(entry['plain']['value'])} → {percent(entry['evaded']['value'])}"


def print_calibration(facts: Mapping[str, Any]) -> None:
    out = console()
    budget, lines = facts["budget"], facts["lines"]
    table = figure_table(
        f"{budget['false_alarms_per_day']:g} false alarms a day in "
        f"{budget['requests_per_day']:,.0f} requests",
        "class", "from score", "wanted of normal, %", "a day", "set from",
    )  # fmt: skip
    for name, line in lines.items():
        how = "the rows" if not line["extrapolated"] else "their tail, extrapolated"
        table.add_row(
            name,
            f"{line['threshold']:.7g}",
            percent(line["rate"]),
            f"{line['rate'] * budget['requests_per_day']:,.0f}",
            how if line["reached"] else "the highest score there is",
        )
    out.print(table)
    rows = sum(facts["normals"].values())
    out.print(
        f"{rows:,} normal requests without one false alarm would show a rate below "
        f"{percent(facts['data_alone_shows'])} % (rule of three), and nothing finer.",
        highlight=False,
    )
    out.print(_by_source(facts, "realised", "Share of these normals at or above, percent"))
    if facts["left_out"]:
        title = "Lines set on the other sources instead: what a new site may expect"
        out.print(_by_source(facts, "left_out", title))


def _by_source(facts: Mapping[str, Any], key: str, title: str) -> Table:
    table = figure_table(f"{title} (Wilson 95 %)", "source", "normal", *facts["lines"])
    for source, entry in facts[key].items():
        shown = (interval(entry[name]) for name in facts["lines"])
        table.add_row(cell(source), f"{facts['normals'][source]:,}", *shown)
    return table
