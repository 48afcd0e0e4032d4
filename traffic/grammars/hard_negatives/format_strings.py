"""Format strings of programs and logs: printf, strftime, Python, .NET, log patterns; and arithmetic
between the brackets of templates."""

from traffic.grammars.normals.base import SLOTS
from traffic.grammars.normals.grammar import Grammar

# fmt: off
LOCAL = {
    "c": [
        "%s", "%s", "%s", "%d", "%d", "%i", "%.2f", "%5.1f", "%02d", "%03d", "%x", "%08x", "%-10s",
        "%lu", "%1$s", "%2$d", "%@", "%c", "%%", "%e", "%10d", "%+d", "%ld", "%u", "%p", "%q", "%v",
        "%+v", "%T", "%w", "%zu",
    ],
    "t": [
        "%Y-%m-%d", "%H:%M:%S", "%d/%m/%Y", "%b %d, %Y", "%A %d %B", "%Y%m%d_%H%M%S", "%I:%M %p",
        "%a, %d %b %Y", "%j", "%s", "%Y", "%-d.%-m.%y", "%FT%TZ", "%x %X",
    ],
    "b": [
        "{0}", "{1}", "{}", "{0:N2}", "{1:yyyy-MM-dd}", "{:.2f}", "{«tech»}", "{«snake»!r}",
        "{0:>10}", "{«tech»:,}", "{:>8}", "{0,-20}", "{«camel»:%Y}",
        "{count, plural, one {# «noun»} other {# «nouns»}}", "{{«camel»}}", "{:05d}", "{0:0.00}",
    ],
    "lg": [
        "%(asctime)s", "%(levelname)s", "%(name)s", "%(message)s", "%(process)d", "%(lineno)d",
        "%(funcName)s", "%(threadName)s", "%(levelname)-8s",
    ],
    "ap": [
        "%h", "%l", "%u", "%t", '"%r"', "%>s", "%b", '"%{Referer}i"', '"%{User-agent}i"', "%D",
        "%X", "%{X-Forwarded-For}i", "%O", "%v:%p", "%I", "%T",
    ],
    "lj": [
        "%d{yyyy-MM-dd HH:mm:ss}", "%-5level", "%logger{36}", "%msg%n", "[%thread]", "%c{1}",
        "%m%n", "%p", "%X{«camel»}", "%highlight(%level)", "%t", "%L", "%ex",
    ],
    "v": [
        "«camel»", "«camel».«camel»", "price", "total", "index", "loop.index", "i", "count",
        "item.price", "n", "qty", "page", "user.age", "«tech»",
    ],
    "m": [
        "«v» * «1..99»", "«v» + 1", "«v» - 1", "«v» / «1..99»", "«v» * «v»", "«v» + «v»", "«v» % 2",
        "(«v» + «v») * «1..9»", "«v» > «n» ? «v» : «v»", "«v» | round(2)", "«v»|length * «1..9»",
        "Math.round(«v» * 100)", "«v».toFixed(2)", "«v»++", "1 + «v»", "100 * «v» / «v»", "-«v»",
        "«v».toUpperCase()", "«v»?.«camel» ?? 0", "config.«camel»", "request.«tech»", "self.«tech»",
        "settings.«SNAKE»", "app.name", "this.«camel»", "env.«SNAKE»",
    ],
    "h": [
        "{{ «m» }}", "{{ «m» }}", "{{«m»}}", "${«m»}", "${«m»}", "#{«m»}", "<%= «m» %>",
        "{% set «tech» = «m» %}", "{«m»}", "[[${«m»}]]", "@(«m»)", "${{ «m» }}", "{{= «m» }}",
        "$((«camel» + «n»))", "<#if «v» gt «n»>«noun»</#if>", "*{«camel»}", "%{«camel»}",
    ],
}
G = Grammar(SLOTS, LOCAL)

RULES = {
    "printf": G.rule(
        "«c»", "«noun»: «c»", "«c» «noun»", "«c»/«c»", "«c» of «c»", "«c»: «c»",
        "«noun» «c», «noun» «c»\\n", "«c»-«c»-«c»", "«c»x«c»", "«c» («c»)",
        "Error «c»: «c» in «c» line «c»", "«Noun» «c» has «c» «nouns»", "[«c»] «c» «c»", "«c».«c»",
        "«c»:«c»:«c»", "«c»,«c»,«c»\\n", "<«c»> «c»", "«tech»=«c» «tech»=«c»", "«c»%%",
        "%d%% «noun»", "%s%s", "%s_%s", "%s%d", "%02d:%02d:%02d", "%02x%02x%02x", "#%02x%02x%02x",
        "«kebab»-%04d.«ext»",
        "«kebab»_%d.«ext»", "printf('«c»', $«camel»)", "\"«c» «noun»\" % «camel»", "LIKE %s",
        "/%s/%s", "%s@%s", "0x%08x «noun»", "«noun» at %p", "«c»|«c»|«c»", "%s %s %s %s",
        "%d %d %d «noun»", "«c»«c»«c» «noun»", "%-«1..40»s|", "%«1..20»d", "%«1..9».«1..9»f",
        "\\t«c»\\n",
    ),
    "dates": G.rule(
        "«t»", "«t» «t»", "date +«t»", "«noun»_«t».«ext»", "«t» %Z", "logs/«t»/«kebab».log",
        "strftime('«t»')", "«noun» «t»", "%{+YYYY.MM.dd}-«noun»", "(%y) «noun» %B", "«t»|«t»",
        "dd/MM/yyyy '«noun»' HH:mm", "YYYY-MM-DD[T]HH:mm «noun»", "EEEE, d. MMMM «noun»",
    ),
    "log_format": G.rule(
        "«lg» «lg» «lg»", "[«lg»] «lg»: «lg»", "«lg» - «lg» - «lg» - «lg»",
        "«ap» «ap» «ap» «ap» «ap»", "«ap» «ap» [«ap»]", "«lj» «lj» «lj» - «lj»", "«lj» [«lj»] «lj»",
        "'«ap» «ap» «ap»' «noun»", '$remote_addr - $remote_user "$request" $«snake»',
        "${longdate}|${level:uppercase=true}|${«tech»}", "%time% [%level%] %«tech»% - %message%",
        "LogFormat \"«ap» «ap» «ap»\" «noun»",
    ),
    "braces": G.rule(
        "«b»", "«b» «b»", "«Noun» «b» of «b»", "«b»/«b»", "«b»: «b» «noun»", "«noun»_«b».«ext»",
        "Hello «b», you have «b» «nouns»", "«b»-«b»-«b»", "String.Format(\"«b» «noun»\")",
        "'«b» «noun»'.format(«camel»)", "f'«b» «noun»'", "/«tech»/«b»/«tech»", "(«b»)",
        "{0} {1} {2} «noun»", "[«b»] «noun»", "«b»«b»", "«tech»:«b»",
    ),
    "arithmetic": G.rule(
        "«h»", "«h»", "«noun»: «h»", "«h» «u=noun»", "«h»/«h»", "Total: «h» €", "«noun» «h» of «h»",
        "style: {{ «v» * 100 }}%", "width: calc(«h» * 1px)", "«h» - «h»", "page «h»", "'«h»'",
    ),
}
