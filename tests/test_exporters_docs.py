"""docs/metrics.md says what the registries hold: names, types, labels. And the rules' alerts."""

import re
from pathlib import Path

import yaml
from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import Metric

from exporters.worker_metrics import PROVIDERS, ScorerMetrics, WorkerMetrics
from logwarden import COMMANDS
from models.scoring.verdicts import Thresholds
from tests.helpers.exporters_ledger import add_lines, add_verdicts
from tests.test_exporters_metrics import exporter_of, scrape

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/metrics.md").read_text()
RUNBOOKS = ROOT / "docs/runbooks"
RULES = yaml.safe_load((ROOT / "exporters/rules/logwarden.rules.yml").read_text())

Described = dict[str, tuple[str, tuple[str, ...]]]


def described_in(heading: str) -> Described:
    """Name -> (type, labels) of each metric in the table under a heading."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" |") for line in section.splitlines() if line.startswith("| `")]
    return {
        row[0].strip("` "): (row[1].strip(), tuple(sorted(re.findall(r"`(\w+)`", row[2]))))
        for row in rows
    }


def described_by(registry: CollectorRegistry) -> Described:
    return {
        name_of(metric): (metric.type, labels_of(metric))
        for metric in registry.collect()
        if metric.name.startswith("logwarden_")
    }


def name_of(metric: Metric) -> str:
    return metric.name + {"counter": "_total", "info": "_info"}.get(metric.type, "")


def labels_of(metric: Metric) -> tuple[str, ...]:
    assert metric.samples, f"{metric.name} has no series from the beginning"
    return tuple(sorted({label for each in metric.samples for label in each.labels} - {"le"}))


def test_the_exporters_page_is_its_registry(tmp_path: Path) -> None:
    add_lines(tmp_path, {b"200": 1})
    add_verdicts(tmp_path, {b"clean": 1}, {}, model="m")
    exporter = exporter_of(tmp_path)
    scrape(exporter)
    assert described_in("Exporter") == described_by(exporter.registry)


def test_the_workers_page_is_its_registry() -> None:
    registry = CollectorRegistry()
    WorkerMetrics(registry, "score")
    scorer = ScorerMetrics(
        registry,
        pipeline="score",
        name="n",
        scoring_id="i",
        thresholds=Thresholds(0.9, 0.5, 0.1),
        provider=PROVIDERS[0],
        fell_back=True,
    )
    scorer.observe_scores([0.25, float("nan"), 1.0])
    assert described_in("Worker") == described_by(registry)
    score = {"pipeline": "score"}
    assert registry.get_sample_value("logwarden_request_score_sum", score) == 1.25
    assert registry.get_sample_value("logwarden_request_score_count", score) == 2
    assert registry.get_sample_value("logwarden_scorer_fallback") == 1
    assert registry.get_sample_value("logwarden_scorer_provider", {"provider": "cpu"}) == 1
    assert registry.get_sample_value("logwarden_scorer_provider", {"provider": "cuda"}) == 0


def test_every_alert_has_a_runbook_a_severity_and_a_line_on_the_page() -> None:
    alerts = [rule for group in RULES["groups"] for rule in group["rules"] if "alert" in rule]
    names = {alert["alert"] for alert in alerts}
    assert names == {path.stem for path in RUNBOOKS.glob("*.md")}
    listed = re.findall(r"^\| \[(\w+)\]\(runbooks/(\w+)\.md\) \| (\w+) \|", PAGE, re.MULTILINE)
    assert {(name, page) for name, page, _ in listed} == {(name, name) for name in names}
    severities = {name: severity for name, _, severity in listed}
    for alert in alerts:
        name = alert["alert"]
        assert alert["annotations"]["runbook_url"] == f"docs/runbooks/{name}.md"
        assert alert["labels"]["severity"] == severities[name]
        page = (RUNBOOKS / f"{name}.md").read_text()
        assert page.startswith(f"# {name}\n\n**Means.** ") and "**Mend.**" in page


def test_every_alert_is_tested_where_it_fires_and_where_it_does_not() -> None:
    rules = [rule for group in RULES["groups"] for rule in group["rules"]]
    alerts = {rule["alert"] for rule in rules if "alert" in rule}
    firing, silent = set[str](), set[str]()
    for path in (ROOT / "tests/rules").glob("*.test.yml"):
        for test in yaml.safe_load(path.read_text())["tests"]:
            for asked in test.get("alert_rule_test", ()):
                (firing if asked.get("exp_alerts") else silent).add(asked["alertname"])
            for asked in test.get("promql_expr_test", ()):
                if asked.get("exp_samples"):
                    firing.update(re.findall(r'ALERTS\{alertname="(\w+)"', asked["expr"]))
    assert (firing, silent) == (alerts, alerts)


def test_rules_use_only_series_that_are_recorded() -> None:
    rules = [rule for group in RULES["groups"] for rule in group["rules"]]
    recorded = {rule["record"] for rule in rules if "record" in rule}
    used = {name for rule in rules for name in re.findall(r"logwarden:[\w:]+", str(rule["expr"]))}
    assert used == recorded


def test_runbooks_and_rules_name_only_what_exists() -> None:
    known = set(described_in("Exporter")) | set(described_in("Worker"))
    known |= {f"logwarden_{name}_seconds" for name in ("apply", "inference")}
    texts = [path.read_text() for path in RUNBOOKS.glob("*.md")]
    texts += [str(rule["expr"]) for group in RULES["groups"] for rule in group["rules"]]
    used = {name for text in texts for name in re.findall(r"\blogwarden_\w+", text)}
    assert used <= known
    commands = {name for text in texts for name in re.findall(r"`logwarden ([a-z-]+)", text)}
    assert commands <= set(COMMANDS)
