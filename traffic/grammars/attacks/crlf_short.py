"""CR LF injection in short: a line break in one of its spellings and one header."""

from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "nl": (
        "%0d%0a", "%0d%0a", "%0D%0A", "%0a", "%0A", "%0d", "\r\n", "\r\n", "\n", "\\r\\n",
        "%0d%0a%20", "%0d%0a%09",
        "%E5%98%8A%E5%98%8D", "%u000a", "%%0a0a", "%25%30%61", "%3f%0d%0a", "%23%0a",
        "%0d%0a%0d%0a", "\r", "%c0%8a",
    ),
    "v": (
        "", "", "‹word›", "‹val›", "‹n›", "/", "en", "‹rnd›", "/‹word›", "‹name›", "index.html",
        "?", "http://‹word›.com/",
    ),
    "s": (":", ": ", ":%20", ": ", "%3A%20", "%3a"),
    "h": (
        "Set-Cookie‹s›‹id›=‹rnd›", "Set-Cookie‹s›‹id›=‹rnd›", "Set-Cookie‹s›‹abc›=‹n›",
        "Location‹s›‹url›", "Location‹s›//‹evil›",
        "X-‹id›‹s›‹rnd›", "‹rnd›‹s›‹rnd›", "Content-Type‹s›text/html", "Content-Length‹s›0",
        "Refresh‹s›0;url=‹url›", "Host‹s›‹evil›",
        "X-Injected‹s›‹rnd›", "X-XSS-Protection‹s›0", "Access-Control-Allow-Origin‹s›*",
        "HTTP/1.1 200 OK", "Header‹s›‹rnd›",
        "Cookie‹s›‹id›=‹n›", "Transfer-Encoding‹s›chunked", "Injected-Header‹s›‹rnd›",
        "Test‹s›‹rnd›", "Status‹s›‹n›",
    ),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    header_short=(
        "‹nl›‹h›", "‹v›‹nl›‹h›", "‹v›‹nl›‹h›", "‹v›‹nl›‹h›‹nl›", "‹v›‹nl›‹h›‹nl›‹h›", "/‹nl›‹h›",
        "‹v›‹nl›‹nl›‹h›",
    ),
)
