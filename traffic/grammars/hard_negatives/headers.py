"""Lines with a colon where they belong: headers pasted into tickets and proxies' settings, mails,
front matter, addresses and notes with line breaks, some of them already percent-encoded."""

from traffic.grammars.normals.base import SLOTS
from traffic.grammars.normals.grammar import Grammar

# fmt: off
LOCAL = {
    "nl": [
        "\n", "\n", "\r\n", "\r\n", "\\n", "\\r\\n", "%0A", "%0D%0A", "%0d%0a", "\n\n", " | ",
        "\n\t",
    ],
    "h": [
        "Content-Type: application/json", "Content-Type: text/html; charset=utf-8",
        "Content-Length: «n»", "Accept: */*", "Host: «domain»",
        "Cache-Control: max-age=«n»", "Cookie: «tech»=«hex8»",
        "Set-Cookie: «snake»=«hex12»; Path=/; HttpOnly", "Location: /«noun»/«n»",
        "Location: https://«domain»/«kebab»", "X-«Tech»-«Tech»: «n»",
        "Authorization: Bearer «alnum20»", "HTTP/1.1 200 OK", "ETag: \"«hex8»\"",
        "User-Agent: «pascal»/«semver»", "Accept-Language: «en|de|fr»", "Retry-After: «n»",
        "GET /«tech»/«n» HTTP/1.1", "Vary: Origin",
        "X-Request-Id: «uuid»", "Access-Control-Allow-Origin: https://«domain»",
        "Connection: keep-alive", "Transfer-Encoding: chunked",
    ],
    "m": [
        "From: «email»", "To: «email»", "Subject: «Noun» «noun»", "Cc: «first» «last» <«email»>",
        "Date: «date»", "Reply-To: «email»", "Bcc: «email»", "Message-ID: <«hex12»@«domain»>",
    ],
    "l": [
        "«Noun»: «noun»", "«Noun»: «n»", "«first» «last»", "«n» «Noun» Street", "«City» «dig5»",
        "«noun»: «adj»", "- «noun»", "* «adj» «noun»", "«clock» «noun»", "Tel: «dig8»", "«Noun»",
    ],
}
G = Grammar(SLOTS, LOCAL)

RULES = {
    "headers": G.rule(
        "«h»«x=nl»«h»", "«h»«x=nl»«h»«$x»«h»", "«h»", "«h»«x=nl»«h»«$x»«$x»{\"«tech»\":«n»}",
        "«noun»:«x=nl»«h»", "curl -H '«h»' -H '«h»'", "> «h»\n< «h»", "add_header «h»;", "«h»«nl»",
        "we send `«h»` «noun»",
    ),
    "mail": G.rule(
        "«m»«x=nl»«m»", "«m»«x=nl»«m»«$x»«m»«$x»«$x»Hi «first»,", "«m»", "> «m»\n> «noun»",
        "mailto:«email»?subject=«Noun»&body=Hi%20«first»%2C%0D%0A«noun»",
        "----- Original -----\n«m»\n«m»", "«noun»«x=nl»«m»",
    ),
    "lines": G.rule(
        "«l»«x=nl»«l»", "«l»«x=nl»«l»«$x»«l»", "«noun»«nl»«noun»", "«l»«x=nl»«l»«$x»«l»«$x»«l»",
        "---\ntitle: «Noun»\ndate: «date»\n---\n«noun»", "«noun»%0A«noun»%0A«noun»",
        "«noun»%0D%0A«l»", "«l»\\n«l»", "«adj» «noun»«nl»", "«nl»«noun»: «noun»",
    ),
}
