"""The model in models/artifacts: it opens, scores as documented, and docs/models.md tells of it."""

import json
from typing import Any

import pytest

from models.requests.parts import VERSION
from models.scoring.scorer import Scorer
from models.scoring.verdicts import CLASSES
from tests.helpers.model_card import FACTS, PAGE, TABLES
from tests.helpers.page_blocks import filled, names


def request(method: str, path: str, query: Any, payload: Any = None, status: int = 200) -> bytes:
    document = {"method": method, "path": path, "query": query, "statusCode": status}
    return json.dumps(document | {"requestPayload": payload}).encode()


ATTACKS = [
    request("get", "/search", {"q": "' or 1=1 -- "}),
    request("get", "/items", {"id": "1 union select username,password from users--"}),
    request("post", "/login", {}, {"username": "admin'--", "password": "x"}, 401),
    request("get", "/search", {"q": "<script>alert(1)</script>"}),
    request("post", "/comments", {}, {"text": "<img src=x onerror=alert(1)>"}, 201),
    request("get", "/download", {"file": "../../../../etc/passwd"}, None, 404),
    request("get", "/download", {"file": "..%2f..%2f..%2fwindows%2fwin.ini"}, None, 404),
    request("post", "/tools/lookup", {}, {"host": "127.0.0.1; cat /etc/passwd"}),
    request("get", "/hello", {"name": "{{7*7}}"}),
    request("get", "/login", {"next": "//evil.example/%0d%0aSet-Cookie:a=b"}, None, 302),
]
NORMALS = [
    request("get", "/search", {"q": "garden lamp", "page": "2"}),
    request("get", "/", {}),
    request("post", "/login", {}, {"username": "carl", "password": "tr0ub4dor&3"}, 401),
    request("get", "/api/v2/orders/8812", {"sort": "price:asc"}),
    request("post", "/orders", {}, {"sku": "A-104", "qty": 2, "note": "ring twice"}, 201),
    request("put", "/account", {}, {"displayName": "Miles O'Brien"}),
    request("get", "/search", {"q": "how to select a union representative"}),
    request("post", "/comments", {}, {"text": "if 1 < 2 and 3 > 2 then it is fine"}, 201),
    request("get", "/wiki/C++", {}),
    request("delete", "/sessions", {"session": "7f0c2a4e-19d3-4c6a-9f4e-2f9f1f0b2c11"}),
]


def test_textbook_attacks_rank_above_ordinary_requests() -> None:
    scorer = Scorer.load(provider="cpu")
    attacks, normals = scorer.score_many(ATTACKS), scorer.score_many(NORMALS)
    assert attacks.min() > normals.max()
    assert set(scorer.thresholds.classify(normals)) <= set(CLASSES[2:])
    told = scorer.thresholds.classify(attacks)
    assert sum(name in CLASSES[:2] for name in told) >= 9, told


SENTENCE = "I love this product and so does my sister, thank you for the quick delivery "


@pytest.mark.parametrize(
    ("before", "after"), [(SENTENCE, ""), ("", " " + SENTENCE), (SENTENCE, SENTENCE)]
)
@pytest.mark.parametrize("times", [1, 3])
def test_harmless_text_around_an_attack_does_not_clear_it(
    before: str, after: str, times: int
) -> None:
    """The score falls, and some short attacks are lost: which ones, docs/models.md says."""
    scorer = Scorer.load(provider="cpu")
    values = ["1 union select username,password from users--", "<script>alert(1)</script>"]
    values += [
        "../../../../etc/passwd",
        "${jndi:ldap://a.b/c}",
        "; cat /etc/passwd",
        "' or 1=1 -- ",
    ]
    values += ["/a%0d%0aSet-Cookie: a=b", "__proto__[admin]=1", ""]
    scores = scorer.score_many(
        [request("get", "/s", {"q": before * times + value + after * times}) for value in values]
    )
    *hidden, harmless = scorer.thresholds.classify(scores)
    assert set(hidden) <= set(CLASSES[:2]) and harmless == "clean"


def test_the_status_code_gives_nothing_away() -> None:
    scorer = Scorer.load(provider="cpu")
    for status in (200, 401, 404, 500, None):
        changed = [json.dumps({**json.loads(d), "statusCode": status}).encode() for d in ATTACKS]
        assert (scorer.score_many(changed) == scorer.score_many(ATTACKS)).all()


def test_the_model_card_has_the_measured_figures() -> None:
    page = PAGE.read_text()
    assert names(page) == set(TABLES)
    assert filled(page, TABLES) == page


def test_the_shipped_model_was_compared_with_torch() -> None:
    compared = FACTS["compared_with_torch"]
    assert compared["rows"] >= 100 and compared["greatest_difference"] <= 1e-5
    assert FACTS["parts"] == VERSION


def test_the_wrapper_tells_little() -> None:
    """It tells a little in fold B: shell commands were collected at an endpoint of their own."""
    alone = {name: found["wrapper_alone_auc"] for name, found in FACTS["tests"].items()}
    assert all(abs(auc - 0.5) < (0.1 if name == "B" else 0.05) for name, auc in alone.items())
