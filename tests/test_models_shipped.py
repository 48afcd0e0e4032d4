"""The model in models/artifacts: it opens, scores as documented, and docs/models.md tells of it."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models import corpus, metrics
from models.artifact import SHIPPED
from models.scorer import Scorer

FACTS = json.loads(SHIPPED.with_suffix(".json").read_text())
ROOT = Path(__file__).parent.parent
CARD = (ROOT / "docs" / "models.md").read_text()
SHARED = Path(os.environ.get("LOGWARDEN_SHARED_DATA", ROOT / ".." / "shared" / "data"))
ORIGINAL_LOG = SHARED / "requests" / "trimmed_requests_200.jsonl"


def request(method: str, path: str, query: Any, payload: Any = None, status: int = 200) -> bytes:
    document = {"method": method, "path": path, "query": query, "statusCode": status}
    return json.dumps(document | {"requestPayload": payload}).encode()


# (probability of an attack that the shipped model gives, request)
ATTACKS = [
    (0.98883, request("get", "/search", {"q": "' or 1=1 -- "})),
    (0.01875, request("get", "/items", {"id": "1 union select username,password from users--"})),
    (0.88960, request("post", "/login", {}, {"username": "admin'--", "password": "x"}, 401)),
    (0.99979, request("get", "/search", {"q": "<script>alert(1)</script>"})),
    (0.99980, request("post", "/comments", {}, {"text": "<img src=x onerror=alert(1)>"}, 201)),
    (0.99982, request("get", "/download", {"file": "../../../../etc/passwd"}, None, 404)),
    (0.99760, request("get", "/download", {"file": "..%2f..%2f..%2fwindows%2fwin.ini"}, None, 404)),
    (0.99972, request("post", "/tools/lookup", {}, {"host": "127.0.0.1; cat /etc/passwd"})),
    (0.94021, request("get", "/hello", {"name": "{{7*7}}"})),
    (0.99945, request("get", "/login", {"next": "//evil.example/%0d%0aSet-Cookie:a=b"}, None, 302)),
]
NORMALS = [
    (0.02046, request("get", "/search", {"q": "garden lamp", "page": "2"})),
    (0.07549, request("get", "/", {})),
    (0.14422, request("post", "/login", {}, {"username": "carl", "password": "tr0ub4dor&3"}, 401)),
    (0.04109, request("get", "/api/v2/orders/8812", {"sort": "price:asc"})),
    (
        0.00943,
        request("post", "/orders", {}, {"sku": "A-104", "qty": 2, "note": "ring twice"}, 201),
    ),
    (0.04448, request("put", "/account", {}, {"displayName": "Miles O'Brien"})),
    (0.01852, request("get", "/search", {"q": "how to select a union representative"})),
    (
        0.00394,
        request("post", "/comments", {}, {"text": "if 1 < 2 and 3 > 2 then it is fine"}, 201),
    ),
    (0.08974, request("get", "/wiki/C++", {})),
    (0.01893, request("delete", "/sessions", {"session": "7f0c2a4e-19d3-4c6a-9f4e-2f9f1f0b2c11"})),
]


@pytest.mark.parametrize(("expected", "document"), ATTACKS + NORMALS)
def test_scores_are_the_documented_ones(expected: float, document: bytes) -> None:
    assert Scorer.load(provider="cpu").score_many([document])[0] == pytest.approx(
        expected, abs=1e-4
    )


def card_lines() -> list[str]:
    """The tables of figures in docs/models.md, from the sidecar."""
    lines = []
    for name, test in FACTS["tests"].items():
        at = test["at_threshold"]
        shares = [test["recall_at"][rate][key] for rate in ("0.01", "0.001") for key in KEYS]
        shares += [*(at[key] for key in KEYS), at["false_positive_rate"]]
        cells = [name.replace("_", " "), f"{test['attacks']:,}", f"{test['normals']:,}"]
        cells += [f"{test['auc']:.4f}", *map(percent, shares)]
        lines.append(f"| {' | '.join(cells)} |")
    unlike = FACTS["tests"]["unlike_sources"]["at_threshold"]
    for table in TABLES:
        for name, entry in unlike[table].items():
            lines.append(f"| {name} | {entry['rows']:,} | {percent(entry['rate'])} |")
    return lines


KEYS = ("recall", "recall_macro_families")
TABLES = ("recall_by_family", "recall_by_source", "false_positive_rate_by_family")


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def test_the_model_card_has_the_measured_figures() -> None:
    missing = [line for line in card_lines() if line not in CARD.splitlines()]
    assert missing == []
    assert f"{FACTS['threshold']:.4f}" in CARD


def test_the_shipped_model_was_compared_with_torch() -> None:
    compared = FACTS["compared_with_torch"]
    assert compared["documents"] >= 100 and compared["greatest_difference"] <= 1e-5


@pytest.mark.skipif(
    not ORIGINAL_LOG.exists(), reason="the folder of real data is not on this machine"
)
def test_the_model_card_is_right_about_the_original_log() -> None:
    rows = corpus.read([ORIGINAL_LOG])
    scorer = Scorer.load(provider="cpu")
    scores = scorer.score_many([json.dumps(row.request).encode() for row in rows])
    labels = np.array([row.label for row in rows])
    attacks, normals = scores[labels == 1], scores[labels == 0]
    assert (
        f"AUC {metrics.auc(attacks, normals):.3f}; "
        f"{(attacks >= scorer.threshold).sum()} of {len(attacks)} attacks and "
        f"{(normals >= scorer.threshold).sum()} of {len(normals)} normal requests"
    ) in CARD
