"""Harmless values: one module per family; families named ``hn_`` look like attacks and are none."""

import math
from collections.abc import Mapping
from random import Random

from models.generator.normals import (
    api,
    forms_north,
    forms_romance,
    hn_code,
    hn_code_data,
    hn_format,
    hn_fragments,
    hn_headers,
    hn_log_excerpt,
    hn_markup,
    hn_math,
    hn_name,
    hn_password,
    hn_path,
    hn_query_dsl,
    hn_query_more,
    hn_regex,
    hn_request_lines,
    hn_search,
    hn_search_typed,
    hn_security_talk,
    hn_shell,
    hn_shell_tools,
    hn_sql_expressions,
    hn_sql_statement,
    hn_sql_talk,
    hn_template,
    hn_urls,
    identifiers,
    keys,
    paths,
    placeholders,
    quantities,
    short,
    text,
    uploads,
)
from models.generator.normals.grammar import Rule
from models.generator.sample import Sample

HARD_SHARE = 0.55  # of the draws
LISTED = 0.25
JOINTS = ("\n", " ", ", ", "\n\n", "; ", ",", " | ", "\n- ", " - ", "\t", "\r\n", "/", " & ")
NORMALS: Mapping[str, Mapping[str, Rule]] = {
    "api": api.RULES,
    "forms_north": forms_north.RULES,
    "forms_romance": forms_romance.RULES,
    "identifiers": identifiers.RULES,
    "keys": keys.RULES,
    "paths": paths.RULES,
    "placeholders": placeholders.RULES,
    "quantities": quantities.RULES,
    "short": short.RULES,
    "text": text.RULES,
    "uploads": uploads.RULES,
    "hn_code": hn_code.RULES,
    "hn_code_data": hn_code_data.RULES,
    "hn_fragments": hn_fragments.RULES,
    "hn_log_excerpt": {**hn_log_excerpt.RULES, **hn_headers.RULES},
    "hn_markup": hn_markup.RULES,
    "hn_math": hn_math.RULES,
    "hn_name": hn_name.RULES,
    "hn_password": hn_password.RULES,
    "hn_path": hn_path.RULES,
    "hn_query_dsl": {**hn_query_dsl.RULES, **hn_query_more.RULES},
    "hn_regex": hn_regex.RULES,
    "hn_request_lines": hn_request_lines.RULES,
    "hn_search": {**hn_search.RULES, **hn_search_typed.RULES},
    "hn_security_talk": hn_security_talk.RULES,
    "hn_shell": {**hn_shell.RULES, **hn_shell_tools.RULES},
    "hn_sql_statement": {**hn_sql_statement.RULES, **hn_sql_expressions.RULES},
    "hn_sql_talk": hn_sql_talk.RULES,
    "hn_template": {**hn_template.RULES, **hn_format.RULES},
    "hn_urls": hn_urls.RULES,
}
HARD = tuple(family for family in NORMALS if family.startswith("hn_"))
EASY = tuple(family for family in NORMALS if not family.startswith("hn_"))
WEIGHTS = {family: math.sqrt(len(rules)) for family, rules in NORMALS.items()}


def normal(rng: Random) -> Sample:
    """A family by the root of its number of rules, then one of its rules evenly.

    HARD_SHARE of them are hard negatives.

    LISTED of the values are several of one rule, so that a long text says nothing by its length.
    """
    families = HARD if rng.random() < HARD_SHARE else EASY
    family = rng.choices(families, [WEIGHTS[name] for name in families])[0]
    rules = NORMALS[family]
    rule = rng.choice(tuple(rules))
    count = rng.randint(2, 5) if rng.random() < LISTED else 1
    joint = rng.choice(JOINTS)
    return Sample(joint.join(rules[rule](rng) for _ in range(count)), 0, family, rule)
