"""Harmless values by family, many of them looking like attacks (families ``hn_…``)."""

from random import Random

from traffic.grammars.simulate.grammar import Grammar
from traffic.grammars.simulate.languages import LANGUAGES

PEOPLE = {
    "name": (
        "⟨given⟩", "⟨given⟩ ⟨surname⟩", "⟨given⟩ ⟨surname⟩", "⟨surname⟩, ⟨given⟩", "⟨given⟩⟨n⟩⟨n⟩",
        "⟨given⟩.⟨surname⟩@mail.example", "⟨given⟩_⟨number⟩", "⟨ident⟩@⟨ident⟩.example",
        "⟨ident⟩⟨number⟩", "Dr. ⟨given⟩ ⟨surname⟩ (⟨n⟩th floor)", "⟨given⟩ & ⟨given⟩",
        "⟨surname⟩ \"⟨given⟩\" ⟨surname⟩",
    ),
    "given": (
        "Anna", "carl", "María José", "Zoë", "Jean-Luc", "Siobhán", "李雷", "Олег", "D'Angelo",
        "Union", "Xavier", "Åsa", "Nguyễn", "Drop", "Alexander", "Null", "Select", "priya",
        "Ren'e", "محمد",
    ),
    "surname": (
        "O'Brien", "D'Arcy", "Null", "van der Berg", "Müller", "O'Connor-Smith", "García", "Li",
        "Script", "Novák", "N'Diaye", "Table", "Åkesson", "L'Hôpital", "Or", "Andersen", "Grant",
        "de la Cruz",
    ),
    "hn_password": (
        "⟨symbol⟩⟨ident⟩⟨symbol⟩⟨number⟩", "⟨ident⟩⟨symbol⟩⟨symbol⟩⟨ident⟩⟨n⟩",
        "correct horse ⟨ident⟩ staple", "⟨n⟩⟨symbol⟩⟨ident⟩'⟨ident⟩⟨symbol⟩",
        "⟨symbol⟩⟨symbol⟩⟨hex⟩⟨symbol⟩", "P@ss'w0rd--⟨n⟩", "<3⟨ident⟩<3",
        "⟨ident⟩\"⟨symbol⟩;⟨number⟩", "⟨hex⟩⟨hex⟩", "⟨ident⟩⟨number⟩", "((⟨ident⟩))=⟨n⟩⟨symbol⟩",
        "$⟨ident⟩#⟨n⟩%",
    ),
    "symbol": (
        "!", "'", '"', "--", "#", "$", "%", "&", "<", ">", "|", ";", "*", "(", ")", "{", "}", "\\",
        "/", "~", "^", "=", "+", "?", "§", "`", "@", "_", "..", "%2", "||",
    ),
}  # fmt: skip

IDENTIFIERS = {
    "identifier": (
        "⟨uuid⟩", "⟨number⟩", "⟨sha⟩", "⟨hex⟩", "SKU-⟨number⟩-⟨hex⟩", "⟨ident⟩_⟨number⟩",
        "v⟨n⟩.⟨n⟩.⟨n⟩-rc.⟨n⟩", "2026-0⟨n⟩-1⟨n⟩T0⟨n⟩:30:00Z", "2001:db8::⟨n⟩",
        "192.168.⟨n⟩.⟨octet⟩", "arn:aws:s3:::⟨ident⟩/⟨ident⟩", "⟨number⟩,⟨number⟩,⟨number⟩",
        "price:asc,name:desc", "(⟨n⟩,⟨number⟩]", "W/\"⟨hex⟩\"", "-⟨number⟩", "⟨n⟩e⟨n⟩",
        "sha256:⟨sha⟩", "⟨ident⟩/⟨ident⟩:⟨n⟩.⟨n⟩", "user:⟨number⟩|role:⟨ident⟩",
        "+49 ⟨number⟩ / ⟨number⟩", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI⟨hex⟩In0.⟨sha⟩",
        "data:image/png;base64,iVBORw0KGgo⟨sha⟩==",
    ),
    "rest": (
        "/api/v⟨n⟩/⟨noun⟩", "/api/v⟨n⟩/⟨noun⟩/⟨number⟩", "/⟨noun⟩/⟨uuid⟩",
        "/⟨noun⟩/⟨number⟩/⟨noun⟩", "/", "/static/js/app.⟨hex⟩.js", "/images/⟨ident⟩-⟨number⟩.jpg",
        "/blog/2026/0⟨n⟩/⟨slug⟩", "/index.php", "/⟨noun⟩/⟨slug⟩.html", "/user/⟨number⟩/⟨noun⟩",
        "/docs/⟨n⟩.⟨n⟩/⟨slug⟩", "/.well-known/security.txt", "/robots.txt", "/favicon.ico",
        "/admin/⟨noun⟩", "/~⟨ident⟩/", "/cgi-bin/search", "/health", "/wiki/C++",
        "/people/⟨surname⟩", "/search/⟨slug⟩", "/files/report (⟨n⟩).pdf",
        "/wp-content/uploads/⟨ident⟩.png", "/login.php", "/a/⟨ident⟩/b/⟨ident⟩/c/⟨number⟩",
        "/graphql", "/config/theme.css", "/download/⟨ident⟩.tar.gz",
    ),
    "noun": (
        "users", "orders", "items", "carts", "invoices", "sessions", "products", "comments",
        "teams", "tables", "scripts", "tokens", "schemas", "accounts", "uploads",
    ),
    "slug": (
        "how-to-select-a-bike", "ten-tips-for-⟨ident⟩", "union-of-⟨ident⟩", "drop-shipping",
        "⟨ident⟩-and-⟨ident⟩", "top-⟨n⟩-tables", "what-is-xss", "sql-for-beginners", "⟨ident⟩",
        "the-etc-of-passwords",
    ),
    "url": (
        "/account", "/⟨noun⟩/⟨number⟩?tab=⟨ident⟩", "https://shop.example/⟨noun⟩",
        "https://⟨ident⟩.example/⟨slug⟩", "/cart?step=⟨n⟩&coupon=⟨ident⟩",
        "https://cdn.example/img/⟨sha⟩.png", "https://partner.example/cb?state=⟨hex⟩",
        "/?q=⟨ident⟩%20⟨ident⟩", "https://www.example.org:8443/a/⟨ident⟩#⟨ident⟩",
        "mailto:⟨ident⟩@mail.example", "http://hooks.example/v⟨n⟩/⟨uuid⟩", "../⟨noun⟩", "#⟨ident⟩",
        "/docs/../⟨noun⟩", "ftp://files.example/⟨ident⟩",
    ),
}  # fmt: skip

LOOKALIKES = {
    "hn_sql_talk": (
        "select a seat from the list", "please drop the table reservation for ⟨day⟩",
        "Order by ⟨day⟩ or earlier", "the union selects its leaders where members agree",
        "How do I use GROUP BY with COUNT(*)?", "delete from my cart: item ⟨number⟩",
        "insert coin into slot ⟨n⟩", "1 or 2 tables, and 3 chairs",
        "update on order ⟨number⟩: set for ⟨day⟩",
        "Students' union -- all welcome; select evenings only",
        "SELECT name FROM customers is slow, why?",
        "having trouble; order ⟨number⟩ -- not like the photo",
        "between 1 and ⟨n⟩ persons like it", "where 'x' is the price and 'y' = the date",
        "It's O'Brien's or Li's", "Is null = null in SQL?",
        "from ⟨place⟩ where we met; or was it ⟨place⟩?", "create table decorations",
        "What does ORDER BY 1 DESC do?", "grant all wishes to ⟨given⟩",
        "Exec: truncate the meeting to ⟨n⟩0 minutes",
        "SELECT id, name FROM ⟨noun⟩ WHERE id = ⟨number⟩",
        "INNER JOIN vs LEFT JOIN - which one is faster?", "sleep(8) hours a night",
        "union jack and all that", "'twas brillig, and the slithy toves",
    ),
    "hn_markup": (
        "# ⟨slug⟩\n\n* ⟨english⟩\n* ⟨english⟩", "**⟨english⟩** and _⟨quality⟩_",
        "<b>⟨english⟩</b>", "<p class=\"⟨ident⟩\">⟨english⟩</p>",
        "[⟨ident⟩](https://⟨ident⟩.example/⟨slug⟩)", "> ⟨english⟩\n\n⟨english⟩",
        "`⟨ident⟩` is ⟨quality⟩ <⟨ident⟩@mail.example>",
        "| a | b |\n|---|---|\n| ⟨n⟩ | ⟨number⟩ |", "<!-- ⟨english⟩ -->",
        "<img src=\"/images/⟨ident⟩.png\" alt=\"⟨thing⟩\">",
        "Use the <script> tag at the end of <body>", "<h2>⟨english⟩</h2><ul><li>⟨thing⟩</li></ul>",
        "onclick handlers are bad style", "```js\nlet a = ⟨n⟩;\n```", "![⟨thing⟩](/img/⟨hex⟩.jpg)",
        "&lt;b&gt; shows bold &amp; &quot;quotes&quot;", "{{ name }} welcome to {{ place }}",
        "Dear ${firstName}, your order #${orderId} is ready", "<br/>⟨english⟩<br/>",
        "{% block title %}⟨thing⟩{% endblock %}", "<a href=\"/⟨noun⟩/⟨number⟩\">⟨thing⟩</a>",
        "alert: javascript is disabled in ⟨ident⟩",
    ),
    "hn_math": (
        "1 < 2 and 3 > 2", "⟨n⟩ * ⟨n⟩ = ⟨number⟩", "if a=b or b=c then a=c", "x' = -⟨n⟩x + sin(t)",
        "f(x) = x^⟨n⟩ || 0", "⟨n⟩/⟨n⟩ >= 0.⟨number⟩ && y != 0", "a ∈ {1, …, ⟨n⟩}",
        "(⟨n⟩ + ⟨n⟩) % ⟨n⟩ == 1", "5' 11\" or 180 cm", "=SUM(A1:A⟨n⟩)",
        "P(A|B) = ⟨n⟩/⟨number⟩; P(B) > 0", "$7*7$ is ⟨n⟩⟨n⟩", "3 != 4; 1==1 is a tautology",
        "H_2O -> 2 H + O",
    ),
    "hn_code": (
        "for (let i = 0; i < ⟨n⟩; i++) { total += i; }", "def ⟨ident⟩(x):\n    return x * ⟨n⟩",
        "if (a && b || !c) return;", "const {id, name} = await fetchUser(⟨number⟩);",
        "printf(\"%d items\\n\", ⟨n⟩);", "git commit -m 'fix ⟨ident⟩'",
        "{\"a\": [1, 2, {\"b\": null}], \"c\": \"⟨ident⟩\"}", "import os, sys; print(sys.argv[1])",
        "x = y ? '⟨ident⟩' : \"⟨ident⟩\"", "body { color: #fff; margin: 0 } /* ⟨ident⟩ */",
        "Error: cannot read property '⟨ident⟩' of undefined at line ⟨number⟩",
        "rows = [r for r in data if r['⟨ident⟩'] > ⟨n⟩]",
        "C:\\Users\\⟨ident⟩\\Documents\\⟨ident⟩.docx", "regex: ^[a-z]+\\.(js|ts)$",
        "document.getElementById('⟨ident⟩').value",
        "SELECT count(*) AS n FROM ⟨noun⟩ GROUP BY day", "null; true; --verbose",
    ),
    "hn_shell": (
        "ls -la | grep ⟨ident⟩", "docker run --rm -it ⟨ident⟩:latest",
        "How do I cat a file and sort it; then count?", "tar -xzf ⟨ident⟩.tar.gz && cd ⟨ident⟩",
        "pip install ⟨ident⟩; then restart", "ping does not answer, what now?",
        "sudo systemctl restart ⟨ident⟩", "sed -i 's/⟨ident⟩/⟨ident⟩/g' ⟨ident⟩.txt",
        "cd ../../⟨ident⟩ && make test", "The cat & the curl; a story | by ⟨given⟩",
        "echo \"⟨english⟩\" > ⟨ident⟩.txt", "export PATH=$PATH:~/bin",
        "where is /etc/hosts on a Mac?", "find . -name '*.⟨ident⟩' -exec wc -l {} \\;",
        "kill the lights; sleep well",
    ),
    "text": ("⟨sentence⟩",),
}  # fmt: skip

BODIES = {
    "body": (
        '<?xml version="1.0"?><order><id>⟨number⟩</id><note>⟨english⟩</note></order>',
        "⟨sentence⟩", "⟨ident⟩=⟨number⟩&⟨ident⟩=⟨ident⟩",
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE '
        'html><html><body><p>⟨english⟩</p></body></html>',
        '<soap:Envelope '
        'xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><Get><Id>⟨number⟩</Id></Get></soap:Body></soap:Envelope>',
        '<svg xmlns="http://www.w3.org/2000/svg"><circle r="⟨n⟩"/></svg>',
        "id,name\n⟨number⟩,⟨given⟩\n⟨number⟩,⟨surname⟩",
        '<rss version="2.0"><channel><title>⟨thing⟩</title></channel></rss>', "⟨hn_markup⟩",
        "⟨hn_code⟩", "⟨sha⟩⟨sha⟩==",
        '<order xmlns:a="http://schemas.example/a"><a:item qty="⟨n⟩">⟨thing⟩</a:item></order>',
    ),
    "filter": (
        '{"from":⟨n⟩,"to":⟨n⟩⟨n⟩}', '{"in":["⟨ident⟩","⟨ident⟩"]}',
        '{"gte":"2026-01-0⟨n⟩","lt":"2026-02-0⟨n⟩"}', '{"eq":null}', '{"like":"⟨ident⟩"}',
        '{"$ref":"#/definitions/⟨ident⟩"}', '{"not":{"id":"⟨uuid⟩"}}', '{"exists":true}',
        '{"regex":"⟨ident⟩.*"}', '{"text":"⟨slug⟩"}', '{"id":⟨number⟩,"tags":["⟨ident⟩"]}',
        '{"or":[{"⟨ident⟩":⟨n⟩},{"⟨ident⟩":⟨n⟩}]}', '{"$schema":"v⟨n⟩"}',
    ),
}  # fmt: skip

GRAMMAR = Grammar(LANGUAGES | PEOPLE | IDENTIFIERS | LOOKALIKES | BODIES)


def normal(rng: Random, family: str) -> str:
    """One harmless value of ``family`` (``filter``: a JSON object)."""
    value = GRAMMAR.expand(rng, family)
    if rng.random() < 0.05 and family not in ("filter", "rest", "url"):
        value = value.upper() if rng.random() < 0.5 else value.lower()
    return value
