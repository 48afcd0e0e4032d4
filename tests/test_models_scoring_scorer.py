"""The scorer: exact in any batch, unmoved by bad documents, and refusing models that do not fit."""

import functools
import json
import random
import subprocess
import sys
import tracemalloc
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("torch", reason="the models of these tests are built with torch")

from models.requests import parts
from models.requests.parts import Part
from models.scoring import scorer, session
from models.scoring.batching import feeds
from models.scoring.cache import LONGEST, ScoreCache
from models.scoring.scorer import Scorer
from tests.helpers.tiny_models import TOKENIZER, model_file

GOOD = [
    json.dumps({"method": "get", "path": f"/a/{n}", "query": {"q": "x <b>'--" * n}}).encode()
    for n in (0, 1, 3, 4, 30, 200)
]
BAD = {b"": "json", b"[]": "not_object", b"\xff\xfe": "json", b"[" * 9999: "too_deep"}


@pytest.fixture(scope="module")
def path() -> Path:
    return model_file()


def fresh(path: Path) -> Scorer:
    """A scorer that has seen nothing; it shares a session, as opening one takes longest."""
    loaded = opened(path)
    return Scorer(loaded.artifact, loaded._session)


opened = functools.cache(lambda path: Scorer.load(path, "cpu"))


@settings(max_examples=20)
@given(st.lists(st.sampled_from([*GOOD, *BAD]), max_size=40))
def test_a_score_depends_neither_on_its_batch_nor_on_what_was_seen(documents: list[bytes]) -> None:
    tiny = fresh(model_file())
    scores = tiny.score_many(documents)
    assert scores.dtype == np.float32 and scores.shape == (len(documents),)
    np.testing.assert_array_equal(tiny.score_many(documents), scores)  # now remembered
    for document, score in zip(documents, scores, strict=True):
        if document in BAD:
            assert np.isnan(score) and tiny.reason(document) == BAD[document]
        else:
            assert 0 <= score <= 1 and score == pytest.approx(alone(document), abs=2e-7)


@functools.cache
def alone(document: bytes) -> float:
    return float(fresh(model_file()).score_many([document])[0])


def test_a_request_is_as_bad_as_its_worst_part() -> None:
    tiny = fresh(model_file())
    texts = ["/a", "q", "garden", "' or 1=1", "xyz" * 300]
    request = {"path": texts[0], "query": {texts[1]: texts[2:]}}
    rows = [row for part in parts.parts_of(request) for row in parts.rows_of(part)]
    encoded = [TOKENIZER.encode(row) for row in rows]
    each = [tiny._session.run(None, feeds([row], max(8, len(row))))[0][0] for row in encoded]
    assert len(rows) > len(texts) and np.ptp(each) > 0.1
    scores = tiny.score_requests([request, {}, None])
    assert scores[0] == pytest.approx(max(each), abs=2e-7)
    assert scores[1] == 0 and np.isnan(scores[2])


def test_what_is_not_read_does_not_change_the_score(path: Path) -> None:
    request = json.loads(GOOD[2])
    full = {"timestamp": 1, **request, "headers": {"x": "<script>"}, "responsePayload": "'--"}
    first, second = fresh(path).score_many([GOOD[2], json.dumps(full).encode()])
    assert first == second


def test_a_part_that_breaks_the_runtime_leaves_its_document_alone_unscored(path: Path) -> None:
    working = session.open_session(path.read_bytes())
    poison = TOKENIZER.encode("poison")

    def run(names: list[str], feed: dict[str, np.ndarray]) -> list[np.ndarray]:
        if any(poison in row.astype(np.uint8).tobytes() for row in feed["tokens"]):
            raise RuntimeError("out of memory")
        return working.run(names, feed)

    broken = fresh(path)
    broken._session = SimpleNamespace(run=run)
    documents = [*GOOD, b'{"path":"/poison","query":{"q":"<script>"}}']
    scores = broken.score_many(documents)
    assert np.isnan(scores).tolist() == [False] * len(GOOD) + [True]
    assert broken.reason(documents[-1]) == "model"
    broken._session = working  # the failure was not remembered
    assert not np.isnan(broken.score_many(documents)).any()
    np.testing.assert_allclose(scores[:-1], fresh(path).score_many(GOOD), atol=2e-7)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
requests = st.dictionaries(
    st.sampled_from(["path", "method", "query", "requestPayload", "statusCode", "\ud800"]),
    json_values | json_values.map(json.dumps),
)


@settings(max_examples=100)
@given(st.lists(requests.map(json.dumps).map(str.encode) | st.binary(max_size=60), max_size=4))
def test_no_document_raises(documents: list[bytes]) -> None:
    tiny = fresh(model_file())
    for document, score in zip(documents, tiny.score_many(documents), strict=True):
        refused = tiny.reason(document) != "model"
        assert np.isnan(score) if refused else 0 <= score <= 1


def test_documents_built_to_cost_much_are_scored(path: Path) -> None:
    tiny = fresh(path)
    deep = "[" * 60 + '"<script>"' + "]" * 60
    nested: Any = "' or 1=1"
    for _ in range(8):
        nested = json.dumps({"a": nested})
    documents = [
        {"requestPayload": {f"k{i}": 0 for i in range(5_000)}},
        {"query": "&".join(f"{i}={i}" for i in range(5_000))},
        {"requestPayload": json.loads(deep)},
        {"requestPayload": "[" * 900 + '"a"' + "]" * 900},
        {"requestPayload": nested},
        {"path": "%25" * 30_000},
        {"path": "＜" * 30_000},
    ]
    assert not np.isnan(tiny.score_many([json.dumps(d).encode() for d in documents])).any()


def test_the_cache_forgets_the_least_recently_used_and_stays_within_its_bytes() -> None:
    tracemalloc.start()
    cache = ScoreCache(limit := 1_000_000)
    cache.put(Part("path", "kept"), 0.5)
    generator = random.Random(0)
    for n in range(20_000):
        cache.put(Part("value", generator.randbytes(n % 60).hex(), f"k{n}"), n / 7)
        assert cache.get(Part("path", "kept")) == 0.5
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used < 1.1 * limit
    assert cache.get(Part("value", "", "k0")) is None
    assert 1_000 < len(cache) < 20_000
    for long in (Part("value", "x" * (LONGEST + 1)), Part("value", "x", "k" * LONGEST)):
        cache.put(long, 0.1)
        assert cache.get(long) is None


def test_a_small_cache_changes_no_score(path: Path) -> None:
    documents = [
        json.dumps({"path": f"/{n % 7}", "query": {"q": f"<{n % 11}>"}}).encode() for n in range(50)
    ]
    expected = fresh(path).score_many(documents)
    small = fresh(path)
    small._cache = ScoreCache(limit=2_000)
    random.Random(1).shuffle(order := list(range(50)))
    for i in order:
        assert small.score_many([documents[i]])[0] == pytest.approx(expected[i], abs=2e-7)
    assert len(small._cache) < 9


def test_cuda_is_used_or_refused_and_stderr_stays_quiet() -> None:
    code = f"""
from pathlib import Path
from models.scoring.scorer import CUDA, ModelRefused, Scorer
path = Path({str(model_file())!r})
print(Scorer.load(path).provider)
try:
    assert Scorer.load(path, provider="cuda").provider == CUDA
    print("used")
except ModelRefused as refused:
    print(refused)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    provider, cuda = done.stdout.splitlines()
    used = "used" if provider == scorer.CUDA else "the GPU was asked for"
    assert cuda.startswith(used)
    assert done.stderr == ""
