"""Attack values: one module per family, each a small grammar of rules."""

import random
from collections.abc import Mapping

from models.generator.attacks import (
    cmdi,
    code_injection,
    crlf,
    csv_formula,
    deserialisation,
    file_inclusion,
    graphql,
    jndi,
    ldap,
    mail_header,
    nosqli,
    overflow,
    probes,
    redirect,
    sqli,
    ssi,
    ssrf,
    template_injection,
    traversal,
    webshell,
    xpath,
    xss,
    xxe,
)
from models.generator.attacks.pieces import Rule
from models.generator.sample import Sample

_MODULES = (
    *(sqli, xss, traversal, cmdi, template_injection, code_injection, probes, jndi, xxe, ssrf),
    *(file_inclusion, nosqli, ldap, xpath, crlf, redirect, deserialisation, ssi, overflow),
    *(mail_header, graphql, webshell, csv_formula),
)

ATTACKS: Mapping[str, Mapping[str, Rule]] = {
    module.__name__.rpartition(".")[2]: module.RULES for module in _MODULES
}
_FAMILIES = tuple((family, tuple(rules.items())) for family, rules in ATTACKS.items())


def attack(rng: random.Random) -> Sample:
    """A family evenly, then one of its rules evenly."""
    family, rules = rng.choice(_FAMILIES)
    rule, write = rng.choice(rules)
    return Sample(write(rng), 1, family, rule)
