"""The generator of labelled requests: deterministic, varied, and its wrappers tell nothing."""

import json
import re
from random import Random

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from traffic.grammars.normals.grammar import Grammar
from traffic.rows import generate, wrappers
from traffic.rows.normals import NORMALS, normal

RULES = [(family, rule) for family, rules in NORMALS.items() for rule in rules]
PAYLOAD = re.compile(
    r"""<script|javascript:|\bon(error|load|click|mouse\w+)\s*=|/etc/(passwd|shadow)|;\s*cat\s+[/~]"""
    r"""|'\s*or\s*'?1'?\s*=|\bor\s+(\d+)\s*=\s*\2\b|union\s+(all\s+)?select\s+(null|1\s*,\s*2)""",
    re.IGNORECASE,
)


def test_rows_depend_on_the_seed_alone_and_not_on_how_many_are_asked_for() -> None:
    first = list(generate.rows(60, 1))
    assert first[:20] == list(generate.rows(20, 1))
    assert first != list(generate.rows(60, 2))
    json.dumps(first)


def test_half_of_the_rows_are_attacks_and_half_of_the_normals_hard() -> None:
    drawn = list(generate.samples(1_500, 3))
    normals = [sample for sample in drawn if not sample.label]
    hard = [sample for sample in normals if sample.family.startswith("hn_")]
    assert 0.45 < len(normals) / len(drawn) < 0.55
    assert len(hard) / len(normals) >= 0.5
    assert not any(sample.label for sample in generate.samples(50, 3, attack_share=0))


@pytest.mark.parametrize("family", NORMALS)
def test_every_rule_writes_many_values_none_empty_and_no_payload(family: str) -> None:
    for rule, write in NORMALS[family].items():
        rng = Random(5)
        values = [write(rng) for _ in range(60)]
        assert all(values), rule
        assert len(set(values)) >= (24 if family == "short" else 36), rule
        assert not any("«" in value or "»" in value for value in values), rule
        assert not [value for value in values if PAYLOAD.search(value)], rule


def _blank(value: str) -> str:
    """The value reduced to what a wrapper depends on: its slash, and whether it is LONG."""
    return "/" * value.startswith("/") + "~" * (
        wrappers.LONG + 1 if len(value) > wrappers.LONG else 1
    )


def test_with_the_value_blanked_label_and_wrapper_are_unrelated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrap = wrappers.wrap
    monkeypatch.setattr(generate, "wrap", lambda value, rng: wrap(_blank(value), rng))
    rows = list(generate.rows(2_000, 7))
    texts = [re.sub("~+", "", json.dumps(row["request"])) for row in rows]
    labels = [row["label"] for row in rows]
    for counted in (
        TfidfVectorizer(analyzer="char", lowercase=False),
        TfidfVectorizer(token_pattern=r"\w+", max_features=1_000, binary=True),
    ):
        x = counted.fit_transform(texts)
        model = LogisticRegression(C=1).fit(x[:1_000], labels[:1_000])
        auc = roc_auc_score(labels[1_000:], model.decision_function(x[1_000:]))
        assert 0.45 <= auc <= 0.55


@pytest.mark.parametrize("position", wrappers.SHAPES)
def test_a_value_is_in_the_request_at_its_position(position: str) -> None:
    value = "/zq9"
    for seed in range(40):
        parts = wrappers.SHAPES[position](value, Random(seed))
        assert "zq9" in json.dumps(parts)


def test_only_a_value_that_begins_with_a_slash_is_a_whole_path() -> None:
    places = {
        wrappers.wrap(value, Random(seed))[1] for value in ("a/b", "x") for seed in range(300)
    }
    assert places == set(wrappers.SHAPES) - {"path"}
    request, place = next(
        found for seed in range(50) if (found := wrappers.wrap("/a", Random(seed)))[1] == "path"
    )
    assert (request["path"], place) == ("/a", "path")


def test_the_status_code_is_drawn_alike_for_every_value() -> None:
    codes = [
        [wrappers.wrap(value, Random(seed))[0]["statusCode"] for seed in range(20)]
        for value in ("a", "b" * 100)
    ]
    assert codes[0] == codes[1]


def test_a_grammar_expands_what_its_docstring_lists() -> None:
    grammar = Grammar({"a": ["x"], "b": ["«a»y"], "f": lambda _: "z"})
    template = "«b» «B» «BB» «f» «k=a»«$k»«$K» «a*2-2:|» «3..3» «p|p» «hex4» «LET2»"
    text = Grammar({"bb": ["q"]}, grammar._slots).text(Random(1), template)
    assert re.fullmatch(r"xy Xy Q z xxX x\|x 3 p [0-9a-f]{4} [A-Z]{2}", text)
    with pytest.raises(KeyError):
        grammar.text(Random(1), "«missing»")


def test_a_draw_names_a_rule_that_exists() -> None:
    for seed in range(200):
        sample = normal(Random(seed))
        assert (sample.family, sample.rule) in RULES
