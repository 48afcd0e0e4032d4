"""Attack values: each family is a small grammar of rules, in one or more modules."""

import math
import random
from collections.abc import Mapping

from traffic.grammars.attacks import (
    cmdi,
    cmdi_short,
    code_injection,
    code_short,
    crlf,
    crlf_short,
    csv_formula,
    deserialisation,
    file_inclusion,
    file_inclusion_lines,
    graphql,
    jndi,
    ldap,
    ldap_short,
    mail_header,
    nosqli,
    nosqli_short,
    overflow,
    overflow_short,
    probes,
    redirect,
    redirect_short,
    sqli,
    sqli_numbers,
    sqli_short,
    ssi,
    ssrf,
    template_injection,
    template_short,
    traversal,
    webshell,
    xpath,
    xpath_short,
    xss,
    xss_short,
    xxe,
)
from traffic.grammars.attacks.pieces import Rule
from traffic.rows.sample import Sample

_MODULES = (
    *(sqli, xss, traversal, cmdi, template_injection, code_injection, probes, jndi, xxe, ssrf),
    *(file_inclusion, nosqli, ldap, xpath, crlf, redirect, deserialisation, ssi, overflow),
    *(mail_header, graphql, webshell, csv_formula),
)

_MORE = {  # more rules of a family, in modules of their own
    "sqli": (sqli_numbers, sqli_short),
    "xss": (xss_short,),
    "cmdi": (cmdi_short,),
    "template_injection": (template_short,),
    "code_injection": (code_short,),
    "file_inclusion": (file_inclusion_lines,),
    "nosqli": (nosqli_short,),
    "ldap": (ldap_short,),
    "redirect": (redirect_short,),
    "overflow": (overflow_short,),
    "xpath": (xpath_short,),
    "crlf": (crlf_short,),
}


def _rules(family: str, first: Mapping[str, Rule]) -> Mapping[str, Rule]:
    return dict(first) | {k: v for more in _MORE.get(family, ()) for k, v in more.RULES.items()}


ATTACKS: Mapping[str, Mapping[str, Rule]] = {
    (family := module.__name__.rpartition(".")[2]): _rules(family, module.RULES)
    for module in _MODULES
}
_FAMILIES = tuple((family, tuple(rules.items())) for family, rules in ATTACKS.items())
_WEIGHTS = tuple(math.sqrt(len(rules)) for _, rules in _FAMILIES)


def attack(rng: random.Random) -> Sample:
    """Draw a family, weighted by the root of its number of rules, then one of its rules evenly.

    This is between an even draw of families and an even draw of rules: a family of many rules is
    drawn more often, yet one of few is not drowned.
    """
    family, rules = rng.choices(_FAMILIES, _WEIGHTS)[0]
    rule, write = rng.choice(rules)
    return Sample(write(rng), 1, family, rule)
