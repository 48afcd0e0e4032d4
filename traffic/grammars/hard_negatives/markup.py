"""HTML, Markdown, BBCode and wiki text from editors. No scripts, handlers or frames."""

from traffic.grammars.normals.base import SLOTS
from traffic.grammars.normals.grammar import Grammar
from traffic.grammars.normals.text import PROSE
from traffic.grammars.words.en import tokens

MARKUP = {
    "attr": [
        "",
        "",
        ' class="«kebab»"',
        ' id="«kebab»"',
        ' style="«style»"',
        " class='«kebab» «kebab»'",
        ' data-«tech»="«n»"',
        ' title="«noun»"',
        ' align="center"',
        ' lang="«en|fr|de»"',
        " dir=ltr",
        ' data-mce-style="«style»"',
        ' aria-label="«Noun»"',
        ' role="«button|list»"',
    ],
    "style": [
        "color: #«hex6»;",
        "text-align: «left|right|center|justify»",
        "font-size:«8..40»px; font-weight: bold",
        "margin: 0 «n»px",
        "background-color: rgb(«0..255», «0..255», «0..255»)",
        "font-family: Arial, 'Helvetica Neue', sans-serif",
        "width:«n»px;height:«n»px",
    ],
    "inl": [
        "«clause»",
        "«noun»",
        "<«x=b|i|em|strong|u|s|code|small|sub|sup|mark|q|abbr»«attr»>«noun»</«$x»>",
        '<a href="«href»"«attr»>«np»</a>',
        "<br>",
        "<br />",
        "&nbsp;",
        "&amp;",
        "<span«attr»>«clause»</span>",
        '<img src="«src»" alt="«noun»"«attr» />',
        "«noun» &lt;«noun»&gt;",
        "«n» &gt; «n»",
        '<a href="«href»" target="_blank" rel="noopener noreferrer">«url»</a>',
        "<kbd>Ctrl</kbd>+<kbd>«LET1»</kbd>",
        "&copy; «year» «brand»",
        '<font color="#«hex6»">«noun»</font>',
        "&quot;«noun»&quot;",
        "<img class=\"«kebab»\" src='«src»' width=«n» height=«n»>",
    ],
    "href": [
        "«url»",
        "/«kebab»",
        "#«kebab»",
        "mailto:«email»",
        "«kebab».html",
        "tel:+«dig9»",
        "../«kebab»/",
        "«url»?«tech»=«n»&amp;«tech»=«noun»",
    ],
    "src": [
        "/images/«kebab».«jpg|png|gif»",
        "https://«domain»/«kebab».png",
        "../img/«kebab».jpg",
        "cid:«hex8»@«domain»",
        "data:image/png;base64,iVBORw0KGgo«base64_20»==",
        "/uploads/«year»/«mon»/«kebab»-«n»x«n».jpg",
    ],
    "line": ["«inl*1-4: »", "«clause» «inl» «clause»"],
    "block": [
        "<p«attr»>«line»</p>",
        "<p«attr»>«line»</p>",
        "<div«attr»>«line»</div>",
        "<h«1..6»>«np»</h2>",
        "<ul«attr»>\n<li>«line»</li>\n<li>«line»</li>\n</ul>",
        "<ol><li>«line»</li></ol>",
        "<table«attr»><tr><th>«Noun»</th><td>«n»</td></tr></table>",
        "<blockquote>«line»</blockquote>",
        '<pre><code class="language-«tech»">«camel»(«n»);</code></pre>',
        "<hr>",
        "<div«attr»>\n  «block»\n</div>",
        '<figure«attr»><img src="«src»" alt="«np»"><figcaption>«clause»</figcaption></figure>',
        "<!-- wp:paragraph -->\n<p>«line»</p>\n<!-- /wp:paragraph -->",
        (
            '<table border="1" cellpadding="«0..9»"><tbody><tr><td«attr»>«inl»</td><td '
            "colspan=2>«inl»</td></tr></tbody></table>"
        ),
        "<dl><dt>«noun»</dt><dd>«line»</dd></dl>",
        "<section«attr»>«block»«block»</section>",
        "<!-- «noun» -->",
        "<center><b>«np»</b></center>",
    ],
    "mk": [
        *tokens("""
* ** _ __ ` `` [ ] ]( ) ( < > & &copy; &lt; &#«10..999»; | |-| ~ ~~ # ! ![ ![]() " ' : ;
http://«domain» <http://«domain»> <«email»> www.«domain». ((«url»)) «noun» «noun» «noun» «noun»
«noun». [«noun»] [«noun»][«n»] <b> </b> <br> --- === *** ``` [^«n»] @ / = - -- … “ ” { } $ ^ «n»
"""),
        "\\\\",
        "\\*",
        "\\_",
        "\\[",
        "## ",
        "> ",
        "- ",
        "+ ",
        "1. ",
        "  \n",
        "\n",
        "\t",
        "    ",
        "«noun» ",
        " «noun»",
        " «adj» ",
        "[«n»]: /url",
        '(/url "«noun»")',
        "<!-- «noun» -->",
    ],
    "md": [
        "# «np»",
        "## «clause»",
        "**«noun»** «clause»",
        "*«noun»* and _«noun»_",
        "[«np»](«url»)",
        '![«noun»](../images/«kebab».png "«noun»")',
        "- «clause»\n- [ ] «clause»\n- [x] «clause»",
        "1. «clause»\n2. «clause»",
        "> «clause»",
        "`«camel»()` «clause»",
        "```\n«camel» = «n»\n```",
        "| «noun» | «noun» |\n|---|:---:|\n| «n» | «noun» |",
        "---",
        "~~«noun»~~ «noun»",
        "«clause»[^1]\n\n[^1]: «clause»",
        "[«tech»]: «url» '«noun»'",
        "<«url»>",
        "<details><summary>«np»</summary>«clause»</details>",
        "«clause»  \n«clause»",
        "## «semver» («date»)\n* «clause» (#«n»)",
        "[![«noun»](«url».svg)](«url»)",
        "«noun» → **«n»%** (was «n»%)",
        "<br/>",
        "@«handle» «clause» #«n»",
        ":warning: «clause»",
        "- **«noun»**: «clause»",
        "$«n»\\times«n»$",
        "==«noun»==",
        "<kbd>«noun»</kbd>",
        "* * *",
        "«noun» <sub>«n»</sub>",
        "**«noun»:** `«kebab»`; «clause»",
    ],
}
G = Grammar(SLOTS, PROSE, MARKUP)

RULES = {
    "html": G.rule("«block»", "«block»\n«block»", "«block»«block»«block»"),
    "html_inline": G.rule(
        "«line»", "«inl»", "<b>«line»</b>", "«clause» <«x=b|i|u|em»>«noun»</«$x»>, «clause»"
    ),
    "html_page": G.rule(
        (
            "<!DOCTYPE html>\n<html "
            'lang="en">\n<head><title>«Np»</title></head>\n<body«attr»>\n«block»\n</body></html>'
        ),
        "<html><body>«block»</body></html>",
        '<head><meta charset="utf-8"><link rel="stylesheet" href="/css/«kebab».css"></head>',
        "<header>«line»</header><main>«block»</main><footer>«line»</footer>",
    ),
    "html_form": G.rule(
        (
            '<form action="/«kebab»" method="post"><input type="text" name="«tech»" '
            'value="«noun»"></form>'
        ),
        "<input type='«email|checkbox|number»' name='«snake»' placeholder=\"«Noun»\" required>",
        (
            '<label for="«x=tech»">«Noun»</label> <select id="«$x»"><option value="«n»" '
            "selected>«noun»</option></select>"
        ),
        '<button type="submit" class="btn btn-«tech»">«Verb»</button>',
        "<textarea rows=«n»>«clause»</textarea>",
    ),
    "html_mail": G.rule(
        '<html><body style="«style»"><p>Dear {{«tech»}},</p>«block»</body></html>',
        "<p>Hi «first»,</p><p>«line»</p><p>Best,<br>«person»</p>",
        (
            '<div class="gmail_quote">On «date», «person» &lt;<a '
            'href="mailto:«email»">«email»</a>&gt; wrote:<br></div>'
        ),
        (
            '<table width="600" cellpadding="0" bgcolor="#«hex6»"><tr><td align="center"><img '
            'src="«src»"></td></tr></table>'
        ),
        "«first» «last» <«email»>",
    ),
    "html_talk": G.rule(
        "How do I center a <div> in a <td>?",
        "<«x=noun»> is not closed, </«$x»> expected",
        "Replace <b> with <strong> in «kebab».html",
        "What's the difference between <section> and <div«attr»>?",
        "the <«img|form|ul|table»> tag «clause»",
        "«clause» (</rant>)",
        "<«noun»> «clause» </«noun»>",
        "«Verb» <your «noun» here>",
        "List<«pascal»> and Map<«pascal», «pascal»>",
        "«noun» <--> «noun»",
        "<«3..9» «nouns»>",
        "a < b, c > d",
        "<insert «noun» joke here>",
        "«noun» <- «noun» <= «noun»",
        "<NULL>",
        "<none>",
        "use &lt;br&gt; not <br>",
        "Don't strip <p> inside <blockquote>; «clause»",
    ),
    "markdown": G.rule(
        "«md»", "«md»\n\n«md»", "«md»\n\n«md»\n\n«md»", "«md»\n«md»", "«para»\n\n«md»"
    ),
    "bbcode": G.rule(
        "[b]«np»[/b] «clause»",
        "[quote=«handle»]«clause»[/quote]\n«clause»",
        "[url=«url»]«noun»[/url]",
        "[img]«url».png[/img]",
        "[size=«n»][color=#«hex6»]«noun»[/color][/size]",
        "[list][*]«noun»[*]«noun»[/list]",
        "[code]«camel»(«n»)[/code]",
        '[gallery ids="«n»,«n»"]',
        '[caption id="attachment_«n»" align="alignleft"]«noun»[/caption]',
    ),
    "wiki": G.rule(
        "== «Np» ==\n'''«noun»''' «clause» [[«Noun»|«noun»]]",
        "{{«noun»|«noun»=«n»}}",
        "''«noun»'' <ref>«person», ''«Np»'', «year», p. «n»</ref>",
        "h«1..6». «Np»\n*«noun»* {{«camel»}} {color:red}«noun»{color}",
        "[[File:«pascal».jpg|thumb|«n»px|«noun»]]",
        ".. «tech»:: «noun»\n   :«tech»: «n»",
        "«Noun»\n====\n\n``«camel»`` :ref:`«kebab»`",
        "* [[«Noun»]] – «clause»",
        "<@U«dig8»> «clause» <«url»|«noun»>",
        "<!here> «clause»",
        "<#C«dig8»|«kebab»> *«noun»* ~«noun»~",
    ),
    "edges": G.rule(
        "«mk*2-9:»",
        "«mk*3-12:»",
        "«mk*1-4: »",
        "«mk*2-5:»\n«mk*2-5:»",
        "«mk*1-3:»\n\n    «mk*1-3: »",
    ),
}
