"""Query languages again: whole search bodies, operators in the brackets of a query string, filters
of databases and directories in settings."""

from traffic.grammars.normals.base import PUBLIC, SLOTS
from traffic.grammars.normals.grammar import Grammar

# fmt: off
LOCAL = {
    "f": [
        "price", "age", "createdAt", "created_at", "date", "«camel»", "«snake»", "score", "qty",
        "total", "rating", "updatedAt", "size", "year", "status", "«tech».«camel»", "weight",
        "amount",
    ],
    # Attacks use these too: what they are compared with must tell.
    "who": [
        "_id", "_id", "id", "user", "userId", "user_id", "email", "name", "author", "authorId",
        "owner", "createdBy", "username", "parent", "«camel»Id", "user.name", "author._id", "uid",
        "login", "key", "code", "role",
    ],
    "oid": ['{"$oid":"«hex24»"}', '{"$oid":"«hex24»"}', '"«hex24»"', 'ObjectId("«hex24»")'],
    "ids": ["«oid»", "«oid»,«oid»", "«oid»,«oid»,«oid»", "«n»,«n»", '"«handle»","«handle»"'],
    "ext": [
        '{"$oid":"«hex24»"}', '{"$date":"«stamp»"}', '{"$numberLong":"«dig13»"}',
        '{"$date":{"$numberLong":"«dig13»"}}', '{"$numberInt":"«n»"}', '{"$uuid":"«uuid»"}',
        '{"$numberDecimal":"«n».«dig2»"}', '{"$numberDouble":"«n».«dig2»"}',
        '{"$ref":"«tech»s","$id":{"$oid":"«hex24»"}}', '{"$ref":"«tech»s","$id":"«hex24»"}',
        '{"$binary":{"base64":"«base64_24»","subType":"0«0..5»"}}',
        '{"$timestamp":{"t":«dig10»,"i":«1..9»}}', '{"$regularExpression":{"pattern":"^«noun»",'
        '"options":"i"}}', '{"$minKey":1}',
    ],
    "by": [
        '{"«who»":{"$in":[«ids»]}}', '{"«who»":{"$in":[«ids»]}}', '{"«who»":«oid»}',
        '{"_id":{"$gt":«oid»}}', '{"_id":{"$lt":«oid»}}', '{"id":{"$gt":«n»}}',
        '{"id":{"$lte":«n»}}',
        '{"«email|name|author|user|owner»":{"$exists":«true|false»}}',
        '{"«name|author|email|user|title»":{"$regex":"^«noun»","$options":"i"}}',
        '{"«name|author|email|user|title»":{"$regex":"«noun»"}}',
        '{"email":{"$regex":"@«domain»$"}}',
        '{"«who»":"«handle»"}', '{"_id":{"$oid":"«hex24»"},"«f»":{"«r»":«num»}}',
        '{"author":{"$ref":"users","$id":{"$oid":"«hex24»"}}}', '{"user":{"$id":"«hex24»"}}',
        '{"name":{"$gt":"«Noun»"}}', '{"email":{"$in":["«email»","«email»"]}}',
        '{"«who»":{"$in":[«ids»]},"«f»":{"«r»":«num»}}', '{"_id":{"$gte":«n»,"$lt":«n»}}',
        '{"name":{"$regex":"«first».*«last»","$options":"i"}}',
    ],
    "num": ["«n»", "«n»", "«n».«dig2»", '"«date»"', '"«stamp»"', "«1..99»"],
    "r": ["$gte", "$lte", "$gt", "$lt"],
    "cond": [
        '{"«f»":{"«r»":«num»}}', '{"«f»":{"$gte":«num»,"$lt":«num»}}',
        '{"status":{"$in":["«noun»","«noun»"]}}',
        '{"status":{"$ne":"«archived|deleted|draft|closed»"}}', '{"deletedAt":null}',
        '{"deletedAt":{"$exists":false}}', '{"tags":{"$all":["«noun»","«noun»"]}}',
        '{"title":{"$regex":"«noun»","$options":"i"}}', '{"$text":{"$search":"«noun» «noun»"}}',
        '{"«f»":"«noun»"}', "«by»", "«by»", "«by»", '{"tags":{"$size":«1..9»}}',
        '{"loc":{"$near":[«n».«dig2»,«n».«dig2»]}}',
        '{"items":{"$elemMatch":{"sku":"«LET3»«n»","qty":{"$gt":«n»}}}}',
    ],
    "cl": [
        '{"match":{"«snake»":"«noun» «noun»"}}', '{"term":{"«tech».keyword":"«noun»"}}',
        '{"range":{"«f»":{"gte":«num»,"lte":«num»}}}',
        '{"terms":{"«snake»":["«noun»","«noun»","«noun»"]}}',
        '{"multi_match":{"query":"«noun» «noun»","fields":["title^«1..9»","«snake»"]}}',
        '{"prefix":{"«tech»":"«let3»"}}', '{"exists":{"field":"«dotted»"}}',
        '{"match_phrase":{"«tech»":"«adj» «noun»"}}', '{"nested":{"path":"«tech»","query":«cl»}}',
        '{"fuzzy":{"«tech»":{"value":"«noun»","fuzziness":"AUTO"}}}',
        '{"regexp":{"«tech»":"«let3».*"}}', '{"ids":{"values":["«n»","«n»"]}}',
        '{"bool":{"must":[«cl»],"must_not":[«cl»],"should":[«cl»,«cl»],"minimum_should_match":1}}',
        '{"function_score":{"query":«cl»,"field_value_factor":{"field":"«f»","modifier":"log1p"}}}',
        '{"geo_distance":{"distance":"«n»km","location":"«1..80».«dig2»,-«1..80».«dig2»"}}',
    ],
    "ag": [
        '{"terms":{"field":"«tech».keyword","size":«n»}}',
        '{"date_histogram":{"field":"@timestamp","calendar_interval":"«day|hour|month»"}}',
        '{"avg":{"field":"«f»"}}', '{"cardinality":{"field":"«snake»"}}',
        '{"percentiles":{"field":"«f»","percents":[50,95,99]}}',
        '{"terms":{"field":"«tech»"},"aggs":{"«snake»":«ag»}}',
        '{"filter":«cl»,"aggs":{"«camel»":{"max":{"field":"«f»"}}}}',
        '{"range":{"field":"«f»","ranges":[{"to":«n»},{"from":«n»}]}}',
        '{"composite":{"sources":[{"«tech»":{"terms":{"field":"«snake»"}}}]}}',
    ],
    "st": [
        '{"$match":«cond»}', '{"$group":{"_id":"$«camel»","count":{"$sum":1}}}',
        '{"$group":{"_id":{"y":{"$year":"$«f»"}},"avg":{"$avg":"$«f»"}}}', '{"$sort":{"«f»":-1}}',
        '{"$skip":«n»}', '{"$limit":«n»}', '{"$unwind":"$«camel»"}',
        '{"$project":{"«camel»":1,"«camel»":"$«camel».name"}}',
        '{"$facet":{"data":[{"$skip":«n»}],"meta":[{"$count":"total"}]}}',
        '{"$bucket":{"groupBy":"$«f»","boundaries":[0,«n»,«n»]}}',
        '{"$lookup":{"from":"«tech»s","localField":"«camel»Id","foreignField":"_id","as":"«camel»"'
        '}}',
    ],
    "at": [
        "uid", "cn", "mail", "sAMAccountName", "userPrincipalName", "memberUid", "sn",
        "uniqueMember", "userName", "objectClass", "objectclass", "memberOf", "givenName", "ou",
        "o", "department", "description", "uidNumber", "telephoneNumber", "user", "login",
        "username", "homeDirectory", "role", "userPassword", "«camel»",
    ],
    "av": [
        "*", "*", "«handle»", "«first»", "«let3»*", "*«noun»*", "«n»", "«noun»", "admin", "«email»",
        "person", "«last»*", "user", "admin*", "*@«domain»", "%s", "{0}", "«noun» «noun»",
    ],
    "fi": [
        "(«at»=«av»)", "(«at»=«av»)", "(«at»=*)", "(!(«at»=«av»))", "(«at»>=«n»)", "(«at»<=«n»)",
        "(«at»~=«first»)", "(&(«at»=«av»)(«at»=«av»))", "(|(«at»=«av»)(«at»=«av»))",
        "(|(«at»=*)(«at»=*))", "(userAccountControl:1.2.840.113556.1.4.803:=«n»)",
        "(memberOf:1.2.840.113556.1.4.1941:=«dn»)",
    ],
    "dn": [
        "cn=«first» «last»,ou=«noun»,dc=«pseudo»,dc=com",
        "uid=«handle»,ou=people,dc=example,dc=org", "cn=«kebab»,ou=groups,dc=«pseudo»,dc=local",
        "ou=«Noun»,o=«brand»,c=DE", "CN=«First» «Last»,OU=Users,DC=corp,DC=«pseudo»,DC=net",
    ],
}
G = Grammar(SLOTS, PUBLIC, LOCAL)

RULES = {
    "search_body": G.rule(
        '{"query":«cl»}', '{"query":«cl»,"size":«n»}',
        '{"from":«n»,"size":«1..99»,"query":«cl»,"sort":[{"«f»":{"order":"desc"}},"_score"]}',
        '{"query":{"bool":{"must":[«cl»,«cl»],"filter":[«cl»]}},"_source":["«snake»","«tech»"]}',
        '{"query":«cl»,"highlight":{"fields":{"«tech»":{}}}}',
        '{"suggest":{"text":"«noun»","«snake»":{"term":{"field":"«tech»"}}}}',
        '{"query":«cl»,"search_after":["«stamp»",«n»]}',
        '{"track_total_hits":true,"query":«cl»,"collapse":{"field":"«snake»"}}', "«cl»",
        '{}\n{"query":«cl»}',
    ),
    "aggregation_body": G.rule(
        '{"size":0,"aggs":{"«snake»":«ag»}}', '{"aggs":{"«snake»":«ag»,"«camel»":«ag»}}',
        '{"query":«cl»,"aggs":{"«snake»":«ag»}}', "«ag»",
        '{"aggregations":{"«n»":«ag»},"runtime_mappings":{"«snake»":{"type":"long"}}}',
    ),
    "mongo_body": G.rule(
        "«cond»", "«cond»", '{"filter":«cond»,"limit":«n»}', '{"$and":[«cond»,«cond»]}',
        '{"$or":[«cond»,«cond»]}', '{"where":«cond»,"order":"«f» DESC"}',
        '{"find":"«tech»s","filter":«cond»,"sort":{"«f»":-1}}',
        '{"collection":"«tech»s","dataSource":"«Noun»0","filter":«cond»}', '{"$inc":{"«f»":«n»}}',
        '{"$push":{"«camel»":{"$each":["«noun»"],"$slice":-«n»}}}', '{"$unset":{"«camel»":""}}',
        'db.«camel»s.countDocuments(«cond»)', '{"selector":«cond»,"fields":["_id","«camel»"]}',
    ),
    "mongo_name": G.rule(
        "«by»", "«by»", "«by»", '{"filter":«by»,"sort":{"_id":-1},"limit":«n»}',
        '{"$and":[«by»,«by»]}',
        '{"$or":[«by»,«by»]}', '{"find":"«tech»s","filter":«by»}', "db.«tech»s.find(«by»)",
        '{"where":«by»}', '{"selector":{"_id":{"$gt":null}},"limit":«n»}',
        '{"selector":«by»,"fields":["_id","name"]}', '[{"$match":«by»},{"$limit":«n»}]',
        '{"q":«by»,"u":{"$set":{"«camel»":"«noun»"}}}',
    ),
    "extended_json": G.rule(
        '{"_id":{"$oid":"«hex24»"},"«camel»":"«noun»"}', '{"_id":«ext»,"«camel»":«ext»}', "«ext»",
        '{"_id":{"$oid":"«hex24»"}}', '{"«who»":«ext»}', '{"createdAt":«ext»,"«camel»":"«noun»"}',
        '{"_id":{"$oid":"«hex24»"},"name":"«person»","email":"«email»","__v":{"$numberInt":"0"}}',
        '[{"$oid":"«hex24»"},{"$oid":"«hex24»"}]', '{"«tech»":{"$oid":"«hex24»"},"date":«ext»}',
        '{"insert":"«tech»s","documents":[{"_id":«ext»}]}', '{"«camel»":«ext»}',
    ),
    "cursor": G.rule(
        '{"cursor":{"_id":{"$gt":"«hex24»"}},"limit":«n»}', '{"after":{"_id":{"$lt":«oid»}}}',
        '{"next":{"createdAt":{"$lt":"«stamp»"},"_id":{"$lt":"«hex24»"}}}',
        '{"getMore":{"$numberLong":"«dig18»"},"collection":"«tech»s","batchSize":«n»}',
        "_id[$gt]=«hex24»&limit=«n»", "id[$lt]=«n»", '{"cursor":{"id":{"$numberLong":"0"},"ns":'
        '"«tech».«tech»s"}}', '{"resumeAfter":{"_data":"82«HEX40»"}}', "_id[$lt]=«hex24»",
        '{"startAfter":{"$oid":"«hex24»"}}', '{"$or":[{"«f»":{"$lt":«num»}},{"«f»":«num»,'
        '"_id":{"$lt":«oid»}}]}',
    ),
    "pipeline": G.rule(
        "[«st»]", "[«st»,«st»]", "[«st»,«st»,«st»]", "[«st»,«st»,«st»,«st»]",
        '{"pipeline":[«st»,«st»],"cursor":{}}', "db.«camel»s.aggregate([«st»,«st»])", "«st»",
        '{"aggregate":"«tech»s","pipeline":[«st»]}',
    ),
    "bracket_operators": G.rule(
        "«who»[$in][]=«hex24»&«who»[$in][]=«hex24»", "«who»[$in]=«handle»,«handle»",
        "id[$in][]=«n»", "«name|author|user|email»[$regex]=^«noun»&«name|user»[$options]=i",
        "«email|author|owner»[$exists]=«true|false»", "filters[«who»][$eq]=«handle»",
        "filters[«who»][$in][0]=«n»",
        "«f»[«r»]=«n»", "«f»[$gte]=«n»&«f»[$lte]=«n»", "«f»[gte]=«n»", "«f»[lt]=«date»",
        "$limit=«n»&$skip=«n»", "$sort[«f»]=-1", "$select[]=«camel»&$select[]=«camel»",
        "status[$ne]=«archived|deleted|draft»", "status[$in][]=«noun»&status[$in][]=«noun»",
        "filters[«camel»][$eq]=«noun»", "filters[«camel»][$containsi]=«noun»",
        "filters[$or][0][«camel»][$gt]=«n»", "«f»__gte=«n»&«f»__lt=«n»", "?«f»[$gt]=«n»",
        "where[«f»][gt]=«n»", "filter[«f»][between]=«n»,«n»",
        "filter[where][«f»][gt]=«n»", "query[«camel»]=«noun»&query[«f»][$gte]=«date»",
        "populate[«tech»][fields][0]=«camel»", "sort[0]=«f»:asc&pagination[pageSize]=«n»",
        "tags[$all][]=«noun»", "«tech»[«f»][$lt]=«n»", "«f»[$exists]=true",
        "$or[0][«camel»]=«noun»&$or[1][«camel»]=«noun»", "$gte: «n»", "«f» $gt «n»",
    ),
    "whole_filter": G.rule(
        "«fi»", "«fi»", "(!«fi»)", "(&«fi»«fi»)", "(|«fi»«fi»)", "(&«fi»«fi»«fi»)",
        "(|«fi»«fi»«fi»)",
        "(&(objectClass=«person|user|*|posixAccount»)«fi»)", "(&(objectCategory=person)«fi»)",
        "ldap:///«dn»??sub?«fi»", "ldapsearch -x -b «dn» '«fi»'", "(&«fi»(!«fi»))", "filter: «fi»",
        "(&(|«fi»«fi»)«fi»)", "(&«fi»(|«fi»«fi»))",
    ),
    "directory_filter": G.rule(
        "(«at»=%s)", "(«at»={0})", "(&(objectClass=user)(«at»={{username}}))",
        "(&(objectClass=person)(«at»=«handle»))", "(|(«at»=%u)(mail=%u))",
        "(&(objectCategory=person)(memberOf=«dn»))", "«dn»", "«dn»", "(«at»=«handle»)",
        "(&(«at»=%(user)s)(!(loginShell=/bin/false)))",
        "(objectClass=«group|person|user|posixAccount|organizationalUnit»)", "ou=«noun»,«dn»",
        "(cn=«first» «last»)", "(mail=«email»)", "«at»=«handle»",
        "(&(objectClass=groupOfNames)(member={0}))", "(«at»=«let3»*)", "member: «dn»",
        "user_filter = (&(objectClass=inetOrgPerson)(«at»=%s))", "(departmentNumber=«n»)",
        "search base: «dn»",
    ),
}
