"""The shipped detector's verdicts on two real logs: an ordinary site and a vulnerability scan."""

from collections import Counter
from pathlib import Path

import pytest

from accesslog.parser import Parser
from models.requests.access_line import request_document
from models.scoring.scorer import Scorer
from models.scoring.verdicts import CLASSES

CARD = (Path(__file__).parent.parent / "docs" / "models.md").read_text()


@pytest.mark.parametrize("name", ["elastic_apache_logs", "scanner_acunetix.txt"])
def test_the_model_card_is_right_about_real_logs(name: str, shared_data: Path) -> None:
    lines = (shared_data / "logs" / name).read_bytes().splitlines()
    parser, scorer = Parser("auto"), Scorer.load(provider="cpu")
    requests = [request_document(parser.parse(line).request) for line in lines]
    classes = Counter(scorer.thresholds.classify(scorer.score_requests(requests)))
    told = ", ".join(f"{classes[name]:,} {name}" for name in CLASSES)
    assert f"`{name}`: {told}" in CARD
