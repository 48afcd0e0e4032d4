"""Harmless values: one or two modules per family; those of ``hn_`` families look like attacks."""

import math
from collections.abc import Mapping
from random import Random

from traffic.grammars.hard_negatives import (
    code,
    code_data,
    format_strings,
    fragments,
    headers,
    log_excerpt,
    markup,
    mathematics,
    names,
    password,
    path,
    query_dsl,
    query_more,
    regex,
    request_lines,
    search,
    search_typed,
    security_talk,
    shell,
    shell_tools,
    sql_expressions,
    sql_statement,
    sql_talk,
    template,
    urls,
)
from traffic.grammars.normals import (
    api,
    forms_north,
    forms_romance,
    identifiers,
    keys,
    paths,
    placeholders,
    quantities,
    short,
    text,
    uploads,
)
from traffic.grammars.normals.grammar import Rule
from traffic.rows.sample import Sample

HARD_SHARE = 0.55  # of the draws are of an hn_ family
LISTED = 0.25  # of the draws join several values
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
    "hn_code": code.RULES,
    "hn_code_data": code_data.RULES,
    "hn_fragments": fragments.RULES,
    "hn_log_excerpt": {**log_excerpt.RULES, **headers.RULES},
    "hn_markup": markup.RULES,
    "hn_math": mathematics.RULES,
    "hn_name": names.RULES,
    "hn_password": password.RULES,
    "hn_path": path.RULES,
    "hn_query_dsl": {**query_dsl.RULES, **query_more.RULES},
    "hn_regex": regex.RULES,
    "hn_request_lines": request_lines.RULES,
    "hn_search": {**search.RULES, **search_typed.RULES},
    "hn_security_talk": security_talk.RULES,
    "hn_shell": {**shell.RULES, **shell_tools.RULES},
    "hn_sql_statement": {**sql_statement.RULES, **sql_expressions.RULES},
    "hn_sql_talk": sql_talk.RULES,
    "hn_template": {**template.RULES, **format_strings.RULES},
    "hn_urls": urls.RULES,
}
HARD = tuple(family for family in NORMALS if family.startswith("hn_"))
EASY = tuple(family for family in NORMALS if not family.startswith("hn_"))
WEIGHTS = {family: math.sqrt(len(rules)) for family, rules in NORMALS.items()}


def normal(rng: Random) -> Sample:
    """Draw a family, weighted by the root of its number of rules, then one of its rules evenly.

    A share of HARD_SHARE are hard negatives. A share of LISTED join several values of one rule, so
    that a long text says nothing by its length.
    """
    families = HARD if rng.random() < HARD_SHARE else EASY
    family = rng.choices(families, [WEIGHTS[name] for name in families])[0]
    rules = NORMALS[family]
    rule = rng.choice(tuple(rules))
    count = rng.randint(2, 5) if rng.random() < LISTED else 1
    joint = rng.choice(JOINTS)
    return Sample(joint.join(rules[rule](rng) for _ in range(count)), 0, family, rule)
