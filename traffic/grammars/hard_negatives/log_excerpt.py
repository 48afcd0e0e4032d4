"""Log lines, stack traces and terminal output pasted into tickets."""

from traffic.grammars.normals.base import SLOTS
from traffic.grammars.normals.grammar import Grammar
from traffic.grammars.normals.text import PROSE

LOCAL = {
    "lvl": [
        "INFO",
        "WARN",
        "ERROR",
        "DEBUG",
        "TRACE",
        "FATAL",
        "info",
        "error",
        "W",
        "E",
        "CRITICAL",
        "NOTICE",
    ],
    "err": [
        "«Pascal»Exception",
        "java.lang.NullPointerException",
        "«pascal»Error",
        "TypeError",
        "ValueError",
        "KeyError: '«snake»'",
        "ECONNREFUSED «ip»:«n»",
        "OSError: [Errno 28] No space left on device",
        "panic: runtime error: index out of range [«1..9»] with length «1..9»",
        "Segmentation fault (core dumped)",
        "SyntaxError: Unexpected token < in JSON at position 0",
        "HTTP 50«0..4» «Noun»",
        "ORA-«dig5»",
        "IllegalArgumentException: «noun» must not be null",
        "Cannot read properties of undefined (reading '«camel»')",
        "x509: certificate signed by unknown authority",
        "dial tcp «ip»:«n»: i/o timeout",
        "Warning: mysqli_connect(): (HY000/2002)",
        "PHP Notice: Undefined index: «snake»",
        "undefined method `«snake»' for nil:NilClass",
    ],
    "frame": [
        "at «dotted».«pascal».«camel»(«Pascal».java:«n»)",
        "at «camel» (/app/src/«kebab».js:«n»:«n»)",
        'File "/app/«snake».py", line «n», in «snake»',
        "from /app/«snake».rb:«n»:in `«snake»'",
        "at «pascal».«pascal».«pascal»(String «camel») in C:\\src\\«pascal».cs:line «n»",
        "#«0..9» /var/www/«kebab».php(«n»): «Pascal»->«camel»('«noun»', Array)",
        "goroutine «n» [running]:\nmain.«camel»(0xc000«hex6»)",
        "#«0..9»  0x0000«hex8» in «snake» () from /lib/libc.so.6",
        "... «n» more",
        "at <anonymous>:1:«n»",
        "<unknown>@«kebab».js:«n»",
    ],
    "msg": [
        "«clause»",
        "«tech» «verb»ed in «n»ms",
        "user=«handle» ip=«ip»",
        'Started GET "/«tech»/«n»" for «ip»',
        '{"«camel»":"«noun»","«camel»":«n»}',
        "connection to «domain»:«n» failed: «noun»",
        "«err»",
        "retry «1..9»/«1..9» after «n»s",
        '<«tech»> «noun»="«noun»" ; «n»',
        "query took «n»ms: select * from «snake» where id = $1",
        "loading C:\\«Pascal»\\«kebab».dll",
        "cache miss: key='«snake»:«n»'",
        "[«pascal»] -> «tech» = «n»",
        'GET /«tech»/«kebab»?«tech»=«n» HTTP/1.1" 200 «n»',
    ],
}
G = Grammar(SLOTS, PROSE, LOCAL)

RULES = {
    "line": G.rule(
        "«date» «clock»:«10..59» «LVL» «msg»",
        "[«stamp»] «lvl»: «msg»",
        "«stamp» «lvl» [«kebab»-«n»] «dotted».«pascal» - «msg»",
        'time="«stamp»" level=«lvl» msg="«msg»" «tech»=«n»',
        '{"level":"«lvl»","ts":17«dig8»,"msg":"«clause»"}',
        "Nov «1..28» «clock»:«10..59» «kebab» «tech»[«n»]: «msg»",
        "E/«Pascal»(«n»): «msg»",
        "kernel: [«n».«dig6»] «snake»: «msg»",
        "«lvl» «msg»",
        "«tech»_1  | «msg»",
        "> «msg»",
        "==> «msg» <==",
        "«clock» «msg»",
    ),
    "access": G.rule(
        (
            '«ip» - - [«day»/Nov/«year»:«clock»:«10..59» +0000] "GET /«tech»/«kebab» HTTP/1.1" '
            '200 «n» "-" "curl/«semver»"'
        ),
        (
            '«ip» - «handle» [«day»/Mar/«year»:«clock»:01 +0100] "POST /«tech» HTTP/2.0" '
            '40«0..4» «n» "https://«domain»/" "Mozilla/5.0"'
        ),
        '"GET /«tech»?«tech»=«n»&«tech»=«noun» HTTP/1.1" 304',
        "«kebab» haproxy[«n»]: «ip»:«n» [«stamp»] «tech»~ «tech»/srv 0/0/«n»/«n» 200 «n» - - ----",
        "sshd[«n»]: Accepted publickey for «handle» from «ip» port «n» ssh2",
        (
            "postfix/smtp[«n»]: «HEX10»: to=<«email»>, relay=«domain»[«ip»]:25, status=sent (250 "
            "2.0.0 Ok)"
        ),
        "«date» «clock»:00 W3SVC1 GET /«tech».aspx «tech»=«n» 80 - «ip» 200 0 0",
    ),
    "trace": G.rule(
        "«err»\n    «frame»\n    «frame»",
        "Traceback (most recent call last):\n  «frame»\n  «frame»\n«err»",
        'Exception in thread "main" «err»: «clause»\n\t«frame»\n\t«frame»\nCaused by: «err»',
        "Uncaught «err»\n«frame»",
        "«err»: «msg»",
        "Fatal error: Uncaught «err» in /var/www/«kebab».php:«n»\nStack trace:\n«frame»",
        "«err» «frame»",
    ),
    "ticket": G.rule(
        "«clause». Log:\n```\n[«stamp»] «lvl»: «msg»\n«frame»\n```",
        "I get `«err»` when I «verb» «np»",
        "Steps:\n1. «verb» «np»\n2. «clause»\nExpected: «clause»\nActual: «err»",
        "«Lang» «semver» on «Windows|Ubuntu|macOS» «n»: «err»",
        "«err» since «date»; «clause»",
        "<details>\n«frame»\n«frame»\n</details>",
        "console says '«err»' at «kebab».js:«n»",
        "**Error:** «err»\n**«Noun»:** «clause»",
    ),
    "terminal": G.rule(
        "«handle»@«kebab»:~$ «tech» --version\n«tech» «semver»",
        "npm ERR! code ELIFECYCLE\nnpm ERR! «kebab»@«semver» build: `«tech»`",
        "«kebab».c:«n»:«1..80»: error: expected ';' before '}' token",
        "warning: unused variable: `«snake»`\n  --> src/«snake».rs:«n»:«1..40»",
        "PASS src/«kebab».test.js (✓ «n», ✕ «1..9»)",
        "FAILED tests/test_«snake».py::test_«snake» - assert «n» == «n»",
        "+ «tech» «n»%[====>   ] «n»/«n»",
        "Filesystem Size Used Avail Use% Mounted on\n/dev/sda1 «n»G «n»G «n»G «n»% /",
        "drwxr-xr-x «1..9» «tech» «tech» «n» Nov  «1..9» «clock» «kebab»",
        "PID USER %CPU COMMAND\n«n» «tech» 0.«1..9» «kebab»",
        "64 bytes from «ip»: icmp_seq=«1..9» ttl=«n» time=«n» ms",
        "git: 'psuh' is not a git command. See 'git --help'.",
        "On branch main\nYour branch is up to date with 'origin/main'.",
        "«hex7» (HEAD -> main) «clause»",
        "Removing «kebab» («semver») ...",
        "C:\\> «tech» : The term '«tech»' is not recognized",
        "Picked up JAVA_TOOL_OPTIONS: -Xmx«n»m",
    ),
}
