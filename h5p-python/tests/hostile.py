"""HTML that means harm, and what a parser finds in HTML."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3

HOSTILE = [
    "<script>alert(1)</script>x",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x00>alert(1)</script>",
    "<script/x>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=\"x\" onerror='alert(1)'/>",
    '<p onclick="alert(1)">x</p>',
    "<p ONMOUSEOVER=alert(1)>x</p>",
    '<p onclick\n=\n"alert(1)">x</p>',
    '<p x="y"onclick="alert(1)">x</p>',
    '<p title="a>b" onclick="alert(1)">x</p>',
    "<p/onclick=alert(1)>x</p>",
    '<p\xa0onclick="alert(1)">x</p>',
    '<p\x0bonclick="alert(1)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="&#1;javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#9;script:alert(1)">x</a>',
    '<a href="java&Tab;script:alert(1)">x</a>',
    '<a href="java&NewLine;script:alert(1)">x</a>',
    '<a href="javascript&colon;alert(1)">x</a>',
    '<a href="&#106;avascript&#58;alert(1)">x</a>',
    '<a href="&#x6a avascript:alert(1)">x</a>',
    '<a href="&#0000106avascript:alert(1)">x</a>',
    "<a href=javascript&#58alert(1)>x</a>",
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="blob:https://x/1">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="https://x" href="javascript:alert(1)">x</a>',
    '<a href="javascript:alert(1)" href="https://x">x</a>',
    "<a href='https://x' onfocus=alert(1) autofocus tabindex=1>x</a>",
    '<a href="x" xlink:href="javascript:alert(1)">x</a>',
    '<a href="x" ping="https://evil.example">x</a>',
    '<a href="x" target="_blank">x</a>',
    '<a href="x" target="_blank" rel="opener">x</a>',
    '<a target="a\\" onclick=alert(1) x=\\"">x</a>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img onerror=alert(1) src>'>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=javascript:alert(1)><input type=submit><button formaction=javascript:alert(1)>x</button></form>",
    "<input onfocus=alert(1) autofocus>",
    "<isindex action=javascript:alert(1) type=image>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<html onclick=alert(1)><head><title></title></head>x",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style><img src='</style><img src=x onerror=alert(1)>'></style>",
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<p style="width:expression(alert(1))">x</p>',
    '<p style="behavior:url(x.htc)">x</p>',
    '<p style="-moz-binding:url(x)">x</p>',
    '<p style="color:#fff;background-image:url(https://evil.example)">x</p>',
    "<p style=\"font-family:'a;}*{color:red'\">x</p>",
    '<p style="text-align:left/**/;position:fixed;top:0">x</p>',
    '<p style="text-align:\\6c eft">x</p>',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<title><img title='</title><img src=x onerror=alert(1)>'></title>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>",
    "<select><option><script>alert(1)</script></option></select>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "<!ELEMENT x><img src=x onerror=alert(1)>",
    "<%<script>alert(1)</script>%>",
    "<//script><script>alert(1)",
    "<<script>script>alert(1)<</script>/script>",
    "<p <script>alert(1)</script>",
    '<p class="</p><script>alert(1)</script>">x</p>',
    '<table background="javascript:alert(1)"><td background=x>x</td></table>',
    '<table class="h5p-table evil"><tr><td colspan="1" onclick="x">x</td></tr></table>',
    "<table><a href=javascript:alert(1)>x</a><script>alert(1)</script></table>",
    "<div class='x' id='document' name='cookie'>x</div>",
    "<a id=x name=body>x</a>",
    "<p>never closed <b>at all",
    "closed </p></div></span> but never opened",
    "<b><i>wrong</b></i> order <p><div></p></div>",
    "<p>a & b &lt;script&gt;alert(1)&lt;/script&gt; &foo; &#60;img&#62;</p>",
    "1 < 2 > 0 <3 <- <=",
    "<",
    "<p",
    "</",
    "<p class=",
    '<p class="',
    "\ud800<script>alert(1)</script>",
    "\0<scr\0ipt>alert(1)</script>",
    "<p \udfff=x>x</p>",
    "＜script＞alert(1)＜/script＞",
    "<ſcript>alert(1)</ſcript>",
    "<K onclick=alert(1)>x</K>",
    "{{constructor.constructor('alert(1)')()}}",
    "<x onclick=alert(1)>x</x>",
    "<p contenteditable autofocus onfocus=alert(1)>x</p>",
    "<p is=x slot=y part=z>x</p>",
    '<p dir="ltr" dir="rtl">x</p>',
    "<br/onclick=alert(1)>",
    "<hr size=1 onclick=alert(1)><wbr onclick=1>",
    "<ol start='1\" onclick=alert(1) x=\"' reversed=alert>x</ol>",
    "<th scope='row\" onclick=\"alert(1)'>x</th>",
    "<p dir='ltr\" onclick=\"x' lang='en\" onclick=\"x'>x</p>",
]

TAGS = frozenset(
    {
        "a", "b", "strong", "i", "em", "u", "s", "del", "strike", "code", "pre", "ul", "ol", "li", "h2", "h3", "h4",
        "hr", "p", "br", "div", "span", "sub", "sup", "table", "tr", "td", "th", "colgroup", "col", "thead", "tbody",
        "tfoot", "figure", "figcaption", "caption",
    }
)  # fmt: skip
ATTRIBUTES = frozenset(
    {
        "href", "hreflang", "target", "rel", "colspan", "rowspan", "headers", "scope", "start", "reversed", "class",
        "border", "cellpadding", "cellspacing", "style", "dir", "lang",
    }
)  # fmt: skip
VOID = frozenset({"br", "hr", "col", "wbr"})


class Reading(HTMLParser):
    """Everything in HTML that could do harm, and whether its tags are in pairs."""

    def __init__(self, html: str, tags: frozenset[str] = TAGS) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed = tags
        self.harm: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        if self.open:
            self.harm.append(f"not closed: {self.open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.allowed:
            self.harm.append(f"tag {tag}")
        if tag not in VOID:
            self.open.append(tag)
        if len({name for name, _ in attrs}) != len(attrs):
            self.harm.append(f"twice: {attrs}")
        for name, value in attrs:
            self.attribute(tag, name, value or "", dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.harm.append(f"closes itself: {tag}")

    def attribute(self, tag: str, name: str, value: str, attrs: dict[str, str | None]) -> None:
        if name not in ATTRIBUTES:
            self.harm.append(f"attribute {name}")
        if name == "href":
            scheme = urlsplit("".join(char for char in value if char > " ")).scheme
            if scheme not in ("", "http", "https", "mailto"):
                self.harm.append(f"scheme {scheme}")
        if name == "target" and "noopener" not in (attrs.get("rel") or ""):
            self.harm.append("opener")
        if name == "style" and any(
            part in value.lower() for part in ("url", "expression", "\\", "/*", "@", "position")
        ):
            self.harm.append(f"style {value}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.harm.append(f"out of order: </{tag}>")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.harm.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.harm.append(f"declaration {decl}")

    handle_pi = unknown_decl = handle_decl


DANGEROUS = {
    "script", "style", "svg", "math", "iframe", "object", "embed", "form", "input", "button", "textarea", "title",
    "img", "template", "noscript", "base", "link", "meta", "select", "option", "video", "audio", "source", "xmp",
    "body", "html",
}  # fmt: skip


def harm_in_html5(html: str) -> list[str]:
    """The same question to a parser of HTML5, which sees what a browser sees."""
    harm: list[str] = []

    def see(tag: str, name: str, value: str) -> str:
        if name not in ATTRIBUTES or (name == "href" and re.match(r"\s*(?!https?:|mailto:)[^/?#]*:", value)):
            harm.append(f"{tag} {name}={value}")
        return value

    everything = nh3.Cleaner(
        tags=DANGEROUS | TAGS,
        clean_content_tags=set(),
        generic_attribute_prefixes={""},
        attribute_filter=see,
        link_rel=None,
        strip_comments=False,
        url_schemes={"javascript", "vbscript", "data", "http", "https", "mailto", "file", "blob"},
    ).clean(html)
    return harm + [tag for tag in re.findall(r"<([a-z0-9!]+)", everything) if tag not in TAGS]
