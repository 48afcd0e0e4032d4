"""accesslog.tally gives what was written by hand in every folder of tests/scenarios."""

import pytest

from accesslog.parser import Parser
from accesslog.tally import tally
from accesslog.topn import top
from tests.helpers.scenario import Scenario, scenarios


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario):
    counted = tally(scenario.records, Parser())
    totals = counted.totals()
    assert dict(totals) == scenario.totals()
    if (cells := scenario.cells()) is not None:
        assert dict(counted.cells) == cells
    for dimension, ranking in scenario.expected.get("top", {}).items():
        counts = {key: n for (named, key), n in totals.items() if named == dimension}
        assert top(counts, 5) == [(key.encode("latin-1"), n) for key, n in ranking]
    statuses = sum(n for (dimension, _), n in totals.items() if dimension == "status")
    assert len(scenario.records) == counted.records == statuses + len(counted.malformed)
