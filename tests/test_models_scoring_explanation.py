"""``logwarden explain``: it points at what raised the score, and shows no secret."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="the models of these tests are built with torch")

from commands.explain import explain as command  # noqa: E402
from models.detector import export  # noqa: E402
from models.detector.network import Detector, DetectorConfig  # noqa: E402
from models.requests import parts  # noqa: E402
from models.requests.files import InputRefused  # noqa: E402
from models.requests.locations import place_of, secret_spans  # noqa: E402
from models.scoring.explanation import _aligned, explain  # noqa: E402
from models.scoring.scorer import Scorer  # noqa: E402
from tests.helpers.tiny_models import ROWS, THRESHOLDS, TOKENIZER, model_file  # noqa: E402

SIGNS = "<script"  # what the planted model calls an attack, three characters at a time


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A detector that knows SIGNS by its trigrams and nothing else."""
    torch.manual_seed(0)
    model = Detector(DetectorConfig(len(TOKENIZER.vocabulary) + 1, hidden=4, ngrams=(3,)))
    tokens = torch.tensor([list(TOKENIZER.encode(SIGNS))])
    with torch.no_grad():
        model.output.weight.zero_()
        model.output.bias.fill_(-6)
        model.wide.weight[model._ngram_ids(tokens, 3, model.config.buckets)[0]] = 150.0
    path = tmp_path_factory.mktemp("planted") / "planted.onnx"
    export.write(path, model, TOKENIZER, THRESHOLDS, ROWS, {})
    return path


def explained(path: Path, request: dict[str, Any]) -> Any:
    return explain(request, Scorer.load(path, "cpu"))


ENCODED = "well %253CScRipt%253E \\u0061lert(1)   bye"


LONG = "y" * 9 + "zyx" * 200 + "<script>" + "zyx" * 200


@pytest.mark.parametrize(
    ("request_", "position", "location", "text"),
    [
        ({"path": "/shop/<script>/a"}, "path", "path", "/shop/<script>/a"),
        ({"path": "/a?q=1&r=<script>"}, "value", "path.r", "<script>"),
        ({"query": {"a": ["b", ENCODED]}}, "value", "query.a.1", "well <ScRipt> alert(1)"),
        ({"query": {"x": {"<script>": 1}}}, "key", "query.x.<script>", "<script>"),
        ({"query": '{"x": {"y": "<script>"}}'}, "value", "query.y", "<script>"),
        ({"query": {"a": LONG}}, "value", "query.a", "zyx<script>zyx"),
        (
            {"query": {"a": "aSBrbm93IDxzY3JpcHQ+IHdlbGw="}},
            "value",
            "query.a",
            "know <script> well",
        ),
    ],
)
def test_the_planted_attack_is_pointed_at(
    planted: Path, request_: dict[str, Any], position: str, location: str, text: str
) -> None:
    found = explained(planted, {"method": "get", **request_, "statusCode": 200})
    assert (found.verdict, found.position) == ("attack", position)
    assert ".".join(map(str, found.location)) == location
    assert text in found.text and len(found.text) == len(found.weights) <= parts.WINDOW + 8
    at = found.text.lower().index(SIGNS)
    inside = found.weights[at : at + len(SIGNS)]
    outside = found.weights[:at] + found.weights[at + len(SIGNS) :]
    assert min(inside) > 0 and max(inside) > 3 * max([*outside, 0.0])


SECRET = "hunter2<script>"


@pytest.mark.parametrize(
    "request_",
    [
        {"requestPayload": {"user": {"password": SECRET}}},
        {"requestPayload": {"auth": {"first": [SECRET]}}},
        {"requestPayload": json.dumps({"credentials": {"first": SECRET}})},
        {"requestPayload": [{"name": "Cookie", "value": SECRET}]},
        {"query": f"a=1&access_token={SECRET}"},
        {"path": f"/login?pass%77ord={SECRET}"},
        {"query": {"next": f"/login?token={SECRET}&b=2"}},
        {"query": {"next": f"/login%3Ftoken%3D{SECRET}"}},
        {"query": {"header": f"Authorization: Bearer {SECRET}"}},
        {"query": {"q": f"password=%22a%22{SECRET}"}},  # decoded, it seems to end at the quote
        {"requestPayload": {"password": {SECRET: 1}}},
        {"requestPayload": {"password": {"hunter2": "<script>"}}},
        {"requestPayload": json.dumps({"password": {SECRET: 1}})},
    ],
)
def test_no_secret_is_shown(planted: Path, request_: dict[str, Any]) -> None:
    result = CliRunner().invoke(command, [json.dumps(request_), "--model", str(planted)])
    assert result.exit_code == 0 and "***" in result.stdout
    assert "hunter2" not in result.stdout
    found = explained(planted, request_)
    assert "***" in found.text and "hunter2" not in json.dumps([found.text, found.location])
    assert len(found.text) == len(found.weights)


def test_an_operator_under_a_secret_is_shown_and_its_value_is_not() -> None:
    request = {"requestPayload": {"password": {"$ne": "hunter2", "hunter3": 1}}}
    secret = {part.text: place_of(request, part).secret for part in parts.parts_of(request)}
    assert secret == {"password": False, "$ne": False, "hunter2": True, "hunter3": True}


@pytest.mark.parametrize(
    "value", [{"$where": {"$where": 1}}, [{"$where": [{"$where": 1}]}], '{"$where":{"$where":1}}']
)
def test_a_key_is_where_the_key_above_it_is(value: Any) -> None:
    request = {"requestPayload": {"f": value}}
    places = {
        part.key: [key for key in place_of(request, part).keys if isinstance(key, str)]
        for part in parts.parts_of(request)
        if part.text == "$where"
    }
    inner = ["$where", "$where"] if not isinstance(value, str) else ["$where"]
    assert places == {
        "f": ["requestPayload", "f", "$where"],
        "$where": ["requestPayload", "f", *inner],
    }


def test_a_secret_elsewhere_hides_nothing_here(planted: Path) -> None:
    request = {"requestPayload": {"password": "hunter2", "password_hint": "x", "note": "<script>"}}
    assert explained(planted, request).text == "<script>"
    part = parts.Part("key", "password")
    assert place_of(request, part).keys == ("requestPayload", "password")
    assert not place_of(request, part).secret  # the name of a secret is no secret


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from(list("aAb \t\r\n\x00\x01<&;éİß＜→Σ")) | st.characters()))
def test_every_character_finds_its_place_in_what_the_model_reads(text: str) -> None:
    normal = parts.normalised(text)
    places = _aligned(text, normal, parts.normalised, 0, len(normal))
    assert len(places) == len(text) and places == sorted(places)
    if text.isascii():
        assert not normal or places[-1] == len(normal) - 1
        assert set(range(len(normal))) <= set(places)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["token=", "a", "***", "&", " ", "Bearer ", '"', "é", ":", "%3D"])))
def test_what_is_shown_holds_no_more_than_the_masked_text(pieces: list[str]) -> None:
    from accesslog.redact import mask

    text = "".join(pieces)
    kept, done = "", 0
    for begin, end in secret_spans(text):
        kept, done = kept + text[done:begin], end
    kept += text[done:]
    masked = mask(text.encode()).decode()
    assert len(kept.replace("*", "")) <= len(masked.replace("*", ""))
    if masked == text:
        assert kept == text


def test_a_request_is_explained_and_drawn(tmp_path: Path) -> None:
    path = tmp_path / "requests.jsonl"
    documents = [{"path": "/\x1b[31m" + "a" * 300, "query": {"q": "é' or 1=1"}}, {}, [1]]
    path.write_text("".join(json.dumps({"request": d}) + "\n" for d in documents))
    arguments = [str(path), "--model", str(model_file())]
    drawn = CliRunner().invoke(command, arguments).stdout
    assert "^" in drawn and "\x1b" not in drawn
    found = json.loads(CliRunner().invoke(command, [*arguments, "--json"]).stdout)
    scorer = Scorer.load(model_file(), "cpu")
    expected = scorer.score_requests([documents[0]])
    assert found["score"] == pytest.approx(expected[0], abs=1e-6)
    assert found["verdict"] == THRESHOLDS.classify(expected)[0]
    assert max(map(abs, found["weights"])) > 0 and len(found["weights"]) == len(found["text"])
    empty = CliRunner().invoke(command, [*arguments, "--line", "2"])
    assert empty.exit_code == 0
    assert CliRunner().invoke(command, [*arguments, "--line", "3", "--json"]).exit_code == 1
    bad = CliRunner().invoke(command, [*arguments, "--line", "3"])
    assert (bad.exit_code, bad.stdout) == (1, "unscored: not_object\n")
    with pytest.raises(InputRefused, match="has no line 4"):
        CliRunner().invoke(command, [*arguments, "--line", "4"], catch_exceptions=False)


def test_an_attack_where_a_secret_is_expected_marks_the_mask(planted: Path) -> None:
    found = explained(planted, {"query": {"q": f"token: {'y' * 12}{SIGNS}"}})
    assert found.text == "token: ***"
    assert found.weights[-1] == max(found.weights) > 1


def test_a_failing_model_leaves_the_request_unexplained() -> None:
    broken = Scorer.load(model_file(), "cpu")
    broken._session = None
    assert explain({"path": "/"}, broken) is None
