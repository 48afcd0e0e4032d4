"""Short harmless values of the signs and words that short attacks are made of: conditions in plain
words, single quotes, options, prices, names of functions, marks without a meaning."""

import re
from random import Random

from traffic.grammars.normals.base import SLOTS
from traffic.grammars.normals.grammar import Grammar, Rule

# fmt: off
LOCAL = {
    "w": [
        "«noun»", "«noun»", "«adj»", "«tech»", "«verb»", "«pseudo»", "«let1»", "«n»", "«Noun»",
        "«nouns»",
    ],
    "u": [
        "hours", "h", "min", "minutes", "days", "kg", "%", "€", "$", "pcs", "people", "rooms", "cm",
        "km", "GB", "items", "weeks",
    ],
    "sg": ["'", '"', "'", '"', "`", "´", "’"],
    "cmd": [
        "id", "ls", "cat", "date", "name", "who", "top", "set", "type", "dir", "echo", "ping",
        "sleep", "kill", "more", "less", "sort", "find", "host", "time", "test", "file", "mail",
        "at", "cut", "tail", "head", "env", "print", "path", "start", "copy", "move", "help",
        "history", "mount", "read", "write", "wait", "exit", "ver", "finger", "last",
        "nice", "touch", "split", "join", "make", "clear", "screen", "watch",
    ],
    "sql": [
        "select", "union", "drop", "order", "group", "having", "where", "like", "between", "in",
        "or", "and", "not", "table", "insert", "update", "delete", "into", "from", "set", "values",
        "case", "sleep", "exec", "limit", "null", "all", "any", "exists", "join", "as", "by",
        "char", "cast",
    ],
    "ev": [
        "load", "error", "click", "focus", "blur", "change", "submit", "input", "scroll", "resize",
        "toggle", "mouseover", "keyup", "paste", "drag", "drop", "select", "play", "end", "copy",
    ],
    "obj": [
        "document", "window", "location", "event", "element", "node", "form", "history",
        "navigator", "screen", "style", "console", "session", "system", "process", "request",
        "response", "user", "runtime", "config", "this", "self",
    ],
    "pr": [
        "title", "body", "name", "value", "length", "width", "height", "href", "text", "type",
        "path", "id", "size", "status", "version", "query", "host", "mode", "lang", "env",
        "position", "domain", "count",
    ],
    "op": [
        "=", "<", ">", "<=", ">=", "!=", "==", "+", "-", "*", "/", "|", "&", "&&", "||", "^", "~",
        "=>", "->", "%", "<>", ":", ":=",
    ],
}
# fmt: on
G = Grammar(SLOTS, LOCAL)
_EMOJI = "😀😂🎉👍❤️🔥🙏✅⭐🚀💯😉🤔☕🐱🌍"
_WITH_EMOJI = (
    *(
        "«w» @",
        "@",
        "@ «w» & «w»",
        "<3 @ «n»",
        "«n»% @",
        ":-) @ «w»!",
        "@«w»@",
        "«first» @ «first»",
    ),
    *("¯\\_(ツ)_/¯ @", "(╯°□°)╯︵ «w» @", "«w» -> @", "@ = «n» €", "(@)"),
)
_LEFT = re.compile(r"""['"`)]+(?=--|#|/\*|;)""")  # a quote left before a comment is no accident
_MARKS = "'\"`;|&$<>(){}[]#%*/\\-=+~^!?@:,._"


def _marks(rng: Random) -> str:
    """What a cat on the keyboard leaves, and people who test a form by hand."""
    some = "".join(rng.choices(rng.choice((_MARKS, _MARKS, "!?.,;:-_")), k=rng.randint(1, 5)))
    some = _LEFT.sub(".", some)
    word = rng.choice(("", "", G.text(rng, "«w»"), rng.choice(_EMOJI)))
    return rng.choice((some + word, word + some, f"{word} {some}", some))


def _row(rng: Random) -> str:
    """A run of one sign or letter: lines under titles, fillers, a shout."""
    sign = rng.choice("-=_*#.~+xXaAoOhHzZ0!?|^ ")
    most = 60 if sign.isalnum() else 300
    length = min(most, rng.choice((3, 5, 8, 10, 20, 40, 72, 80, 100, rng.randint(3, 300))))
    run, word = sign * length, G.text(rng, "«w»")
    return rng.choice((run, run + word, word + run, f"{run} {word} {run}", f"{word}\n{run}"))


def _emoji(rng: Random) -> str:
    some = "".join(rng.choices(_EMOJI, k=rng.randint(1, 4)))
    return G.text(rng, rng.choice(_WITH_EMOJI)).replace("@", some)


# fmt: off
RULES: dict[str, Rule] = {
    "marks": _marks,
    "row": _row,
    "emoji": _emoji,
    "conditions": G.rule(
        "or «w»", "and «w»", "«n» or more", "«n» or «n»", "«n» and «n»", "«n» or less «u»",
        "«w» or «w»", "«w» and/or «w»", "and/or", "either «w» or «w»", "not «w» or «w»",
        "«n» and «n» «u»", "between «n» and «n»", "«w» in («w», «w»)", "«w» like «w»", "or not «w»",
        "«w» is null", "«w» is not «w»", "«let1» = «let1»", "«w» = «w»", "«w» > «n»",
        "«w» < «n» «u»", "«w» >= «n» and «w» <= «n»", "«w» != «w»", "«n» > «n»", "«n» = «n»?",
        "«let1»=«n»", "if «w» = «n»", "«w»=«w» or «w»", "«w» || «w»", "«w» && «w»", "!«w»",
        "«w»|«w»", "«w» xor «w»", "true or false", "«w» equals «w»", "«n» < «n» < «n»", "OR «City»",
        "«w» OR", "«w» AND", "AND «Noun»", "«n» and up", "1 or 2 «nouns»", "«n»-«n» or «n»",
        "«w»/«w» or «w»", "(«w» or «w»)", "«w», «w» or «w»", "«w» & «w» = «w»",
        "at least «n» and at most «n»", "«n» having «w»", "union of «w» and «w»", "order by «w»",
        "group by «w»", "«w» limit «n»", "«w» order by «w»",
    ),
    "plain_words": G.rule(
        "«sql» a «noun»", "«sql» «noun»", "«sql» the «noun» «sql» «noun»", "select a seat",
        "select your «noun»", "select all", "union jack", "union square", "student union «n»",
        "drop off", "drop off at «clock»", "drop-down", "drop table tennis", "sleep «n» hours",
        "sleep well", "sleep(y)", "«sql»-«noun»", "«n» «sql» «noun»", "insert «noun» into «noun»",
        "delete from «noun»", "update «noun» set", "create table «n»", "table for «n»",
        "wait for «noun»", "wait «n» «u»", "delay «n» «u»", "benchmark «n»", "version «n»",
        "user «n»", "char «n»", "case when «adj»", "having «nouns»", "«sql»?", "(«sql»)",
        "«Sql» «Noun»", "«sql», «sql»", "«SQL»", "exec «noun»", "cast of «noun»", "concat «noun»",
        "null and void", "null «noun»", "where is «noun»", "values «n»", "«noun» «sql»",
        "from «city» to «city»", "all «nouns» from «city»", "like «n» «nouns»",
        "information schema", "execute «noun»", "shutdown «clock»", "load «noun»", "outfile",
        "convert «n» «u»", "ascii art", "cast iron «noun»",
    ),
    "quoted": G.rule(
        "it's «sg»«noun»«sg»", "«sg»«noun»«sg»", "«sg»«noun» «noun»«sg»", "«noun»«sg»",
        "«sg»«noun»", "«first»'s «noun»", "«n»«sg» «noun»", "the «sg»«adj»«sg» one",
        "«noun» «sg»n«sg» «noun»", "'«n»s", "«n»' x «n»'", '«n»" x «n»"',
        "«sg»«w»«sg», «sg»«w»«sg»", "«sg»«w»«sg» = «sg»«w»«sg»", "«w»='«w»'", '«w»="«w»"', "don't",
        "can't «verb»", "rock «sg»n«sg» roll «n»", "«sg»«sg»", "«noun» «sg»", "(«sg»«noun»«sg»)",
        "«sg»«noun»«sg» or «sg»«noun»«sg»", "say «sg»«noun»«sg»", "«sg»«n»«sg»", "o'clock «n»",
        "y'all «verb»", "«nouns»' «noun»", "«first» «sg»«Noun»«sg» «last»",
        "«noun» (aka «sg»«noun»«sg»)", "«noun»: «sg»«noun»«sg»;", "«w» -- «w»", "«w» --", "-- «w»",
        "#«w»", "«w» # «w»", "«w»;", "/* «w» */", "«w» //",
    ),
    "options": G.rule(
        "--«tech»", "--«kebab»=«n»", "-«let1»", "-«let1» «w»", "--«tech» «w» -«let1»",
        "-«let1»«let1»«let1»", "--no-«tech»", "«tech» --help", "«tech» --version",
        "/«tech» /«let1»", "+«tech»", "«tech»:«tech»", "@«tech»", "-«n»", "--", "-- «tech»",
        "«kebab» -v «n»", "«TECH»=«n»", "-D«tech».«tech»=«w»", "--«tech»='«w»'", "«tech»;«tech»",
        "«tech»; «tech»; «tech»", "/«let1»:«w»",
    ),
    "lists": G.rule(
        "id; name; date", "«cmd»; «cmd»; «cmd»", "«cmd»;«cmd»", "«cmd»|«cmd»", "«cmd» | «cmd»",
        "«cmd» & «cmd»", "«cmd», «cmd»", "«w»; «w»", "«w»;«w»;«w»", "«w»|«w»|«w»", "«w» | «w»",
        "«w» & «w»", "«w»&«w»", "«w» && «w» «w»", "«w»\n«w»", "«w»\n«w»\n«w»", "«cmd»\n«cmd»",
        "«n»;«n»", "«n»|«n»", "«first»; «first»", "«first» & «first»", "«cmd» «noun»",
        "«cmd» the «noun»", "the «cmd»", "«email»; «email»", "«ip»; «ip»", "«ip», «ip»",
        "«ip»|«kebab»", "«kebab».«ext»|«n»", "«kebab».«ext»; «kebab».«ext»", "«w»;",
        "«w» ;)", "«Noun» | «Brand»", "«noun» && «noun»?", "«cmd»: «w»",
        "«cmd»=«w»", "«cmd»(«n»)", "'«cmd»'", "$«cmd»", "«domain» | «noun»",
        "ping «first»", "cat & dog", "ping pong; «noun»",
    ),
    "signs": G.rule(
        "#«noun»", "#«noun»«n»", "$«n»", "$«n».«dig2»", "«n»%", "«n» %", "100%", "price > «n»",
        "price < «n» €", "{«tech»}", "{«n»}", "[«tech»]", "<«tech»>", "<«noun»", "«noun»>",
        "($«n»)", "~«n»", "«n»*", "*«noun»", "«n»/«n»", "«n»\\«n»", "C:\\", "C:\\«Noun»",
        "C:\\«Noun»\\«noun».«ext»", "D:", "\\«noun»", "\\\\«kebab»", "«noun»\\«noun»", "@«handle»",
        "«n»@«noun»", "a/b", "w/o", "c/o «last»", "«n»^«n»", "§ «n»", "«n»%-«n»%", "%«n»",
        "%«tech»%", "«n»% «w»", "{«tech»}/{«tech»}", "«let1»{«n»}", "${«n»}", "$«TECH»", "£«n»",
        "<<«noun»>>", "«n»<«n»", "(«n»)", "(«noun»", "«noun»)", "(«noun») («noun»)", "*)", "(*)",
        "(«noun»=*)", "«noun»=*", "*«let1»*", "(«let1»)(«let1»)", "«noun»*)", "&«noun»;", "&amp;",
        "«w»&nbsp;«w»", "«n»°", "№«n»", "//«noun»", "«noun»//", "..", "../", "./«noun»", "~/",
        "?«noun»", "«noun»?«noun»",
    ),
    "identifiers": G.rule(
        "«obj».«pr»", "«obj».«camel»", "«obj».«pr».«pr»", "«camel»()", "«obj».«camel»()", "on«Ev»",
        "on«ev»", "on «ev»", "on«Change|Submit|Input|Scroll|Toggle»={«camel»}", '@«ev»="«camel»"',
        '(«ev»)="«camel»()"',
        'v-on:«ev»="«camel»"', "on_«ev»=«snake»", "on«Ev»: «camel»", "addEventListener('«ev»')",
        "on«Ev» handler", "handle«Ev»", "«camel»(«let1»)", "«pascal».«camel»",
        "«pascal»::«camel»", "«camel»[«0..9»]", "«snake»()", "$«camel»", "$«obj»", "«camel»?",
        "@«camel»", "_«camel»", "__«snake»__", "«camel».«ev»", "«let1».«let1»", "«dotted»",
        "«obj»['«pr»']", "java.util.«Noun»", "java.lang.«String|Integer|Long|Boolean|Object|Math»",
        "org.«pseudo».«tech».«pascal»", "com.«pseudo».«pascal»", "«tech».js", "«tech».«ext»",
        "«camel»=«camel»", "«camel»: «camel»", "«pascal»<«pascal»>", "sleep_«tech»",
        "«tech»_version", "char_«n»", "«tech»_id", "is«Tech»Admin", "constructor", "prototype",
        "«tech»Prototype", "«Tech»Runtime", "process.«pr»", "system.«pr»", "require «tech»",
        "import «tech»", "include «tech»", "eval «noun»", "exec_«tech»", "print «w»", "echo «w»",
        "php «n».«0..9»", "«tech».php", "<?xml", "expression of «noun»", "style=«tech»",
        "src=«kebab».«ext»", "href=#«kebab»", "data-«tech»=«w»", "class=«kebab»",
        "<«b|i|p|br|hr|em|u|h1|li|tt|dd»>«w»", "<«b|i|em|u»>«w»</«b|i|em|u»>", "<br/>«w»",
        "&lt;«tech»&gt;", "`${«camel»}`", "`«w»`", "«camel» => «camel»", "«let1» -> «let1»",
        "() => «camel»", "f(«let1»)", "print(«camel»)", "len(«camel»)", "max(«n»,«n»)",
        "min(«let1», «let1»)", "count(*)", "now()", "date(«n»)", "sum(«camel»)", "char(«n»)",
        "varchar(«n»)", "int(«n»)", "round(«n».«n»)",
    ),
    "numbers": G.rule(
        "-«n»", "+«n»", "«n»+«n»", "«n»-«n»", "«n»*«n»", "«n» x «n»", "«n»/«n»", "«n»e«1..9»",
        "«n»E-«1..9»", "0x«hex4»", "0x«hex8»", "«dig18»", "«dig19»", "«dig20»", "«dig24»",
        "«n».«dig12»", "-«n».«dig2»", "«dig4» «dig4» «dig4» «dig4»", "«dig3»-«dig2»-«dig4»",
        "«n»,«n»,«n»", "«n»;«n»", "1=«n»", "«n»=«n»", "«n»)", "(«n»)", "«n»'", "«n»--", "«n».",
        "#«n»", "№ «n»", "«n»th", "-1", "NaN", "Infinity", "-«dig10»", "±«n»",
        "«1..9»/«2..9» «noun»", "~«n»", "«n»..«n»", "[«n»,«n»]", "«n»:«n»:«n»", "1«dig12»000",
        "«n»_000_000", "«n» 000 000", "99999", "999.99", "0000«n»", "1e«1..30»", "2147483647",
        "9007199254740991", "«n» mod «n»", "«n» div «n»",
    ),
}
