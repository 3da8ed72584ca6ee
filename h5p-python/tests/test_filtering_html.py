import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.filtered import html, value, whats
from tests.hostile import HOSTILE, TAGS, Reading, harm_in_html5

EVERY_FONT = dict.fromkeys(["size", "family", "color", "background", "spacing", "height"], True)
MOST = {
    "type": "text",
    "tags": [*sorted(TAGS), "script", "style", "svg", "iframe", "img", "textarea"],
    "font": EVERY_FONT,
}
PIECES = [
    *(
        "<",
        ">",
        "</",
        "/>",
        "<!--",
        "-->",
        '"',
        "'",
        "=",
        " ",
        "\t",
        "\n",
        "\0",
        "\xa0",
        "\x0b",
        "&",
        ";",
        "&#",
        "/",
        ":",
        "-",
    ),
    *("p", "a", "b", "i", "table", "td", "ol", "script", "style", "svg", "math", "title", "textarea", "br", "noscript"),
    *("href", "onclick", "onerror", "src", "target", "rel", "class", "style", "reversed", "lang", "_blank", "noopener"),
    *(
        "javascript:",
        "alert(1)",
        "https://x",
        "data:",
        "&colon;",
        "&Tab;",
        "&lt;",
        "&quot;",
        "color:#fff",
        "text-align:left",
    ),
    *(
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<table>",
        "<td>",
        "<a href=",
        "<p style=",
        "<script>",
        "</script>",
        "<![CDATA[",
        "\ud800",
    ),
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_hostile_html_leaves_anything_that_runs(hostile: str) -> None:
    kept = value(MOST, hostile)
    assert Reading(kept).harm == []
    assert harm_in_html5(kept) == []


def test_the_readers_of_these_tests_see_harm() -> None:
    for harmful in ("<script>x</script>", "<p onclick=x>x</p>", '<a href="javascript:x">x</a>', "<svg></svg>"):
        assert Reading(harmful).harm != []
        assert harm_in_html5(harmful) != []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_hostile_html_leaves_a_tag_in_plain_text(hostile: str) -> None:
    plain = value({"type": "text"}, hostile)
    assert not set("<>\"'") & set(plain)
    assert Reading(plain).harm == []


@pytest.mark.parametrize("first", HOSTILE[::7])
def test_hostile_html_between_clean_html_leaves_nothing_that_runs(first: str) -> None:
    for second in HOSTILE[::5]:
        assert Reading(value(MOST, f'<p style="color:#fff">{first}<a href="{second}">{second}</a></p>')).harm == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join))
def test_no_mixture_leaves_anything_that_runs(mixture: str) -> None:
    kept = value(MOST, mixture)
    assert Reading(kept).harm == []
    assert harm_in_html5(kept) == []


CLEAN = [
    "",
    "plain",
    'ข้อความ&nbsp;ไทย &amp; &quot;quoted&quot; &oslash; &#039;one&#39; &#xe9; it\'s "so"',
    "<p>one</p>\n\n<p>two<br />three<br>four<br/></p>\n",
    '<h2 style="text-align: center;">Title</h2><p><span style="color:#ff0000;font-size:1.5em">red</span></p>',
    '<p><a href="https://example.org/?a=1&amp;b=2#c">x</a> <a href="mailto:a@example.org">y</a></p>',
    '<p><a href="a/b.html">z</a></p>',
    '<p><a href="https://example.org" target="_blank" rel="noopener noreferrer">x</a></p>',
    "<p><a>no address</a></p>",
    '<ol start="3" reversed><li>a</li></ol><ol reversed=""><li lang="th" dir="ltr">b</li></ol>',
    '<div class="table-overflow-protection"><table class="h5p-table" border="1" cellpadding="0" cellspacing="0">'
    '<thead><tr><th scope="col">a</th></tr></thead><tbody>'
    '<tr><td colspan="2" rowspan="1">b</td></tr></tbody></table></div>',
    '<figure style="width:50%;"><table style="border:1px solid #ccc;border-collapse:collapse;">'
    '<colgroup><col style="width:3em;">'
    "</colgroup><tr>"
    '<td style="padding:2px;vertical-align:top;background-color:rgb(1, 2, 3)">x</td></tr></table></figure>',
    '<p style="font-family:Arial, &quot;Times New Roman&quot;;letter-spacing:2px;line-height:1.5">x</p>',
    "<p><strong><em><u><s><sub>x</sub><sup>y</sup></s></u></em></strong></p><hr />",
    "<p><code>a &lt; b</code></p><pre>\n\n  x</pre>",
    "<p>a</p ><br\n/><p\n>b</p>",
]


@pytest.mark.parametrize("clean", CLEAN)
def test_clean_html_keeps_every_byte(clean: str) -> None:
    assert value(MOST, clean) == clean
    assert whats(MOST, clean) == []


@pytest.mark.parametrize(
    ("tags", "given_html", "expected"),
    [
        ([], "<p>a</p><div>b</div><span>c</span><br>", "<p>a</p><div>b</div><span>c</span><br>"),
        ([], "<strong>a</strong>", "a"),
        (["b"], "<b>a</b><strong>b</strong><i>c</i>", "<b>a</b><strong>b</strong>c"),
        (["strong"], "<b>a</b><strong>b</strong>", "<b>a</b><strong>b</strong>"),
        (["i"], "<em>a</em>", "<em>a</em>"),
        (["em"], "<i>a</i>", "<i>a</i>"),
        (["ul"], "<ul><li>a</li></ul><ol></ol>", "<ul><li>a</li></ul>"),
        (["del"], "<s>a</s><strike>b</strike>", "<s>a</s>b"),
        (["strike"], "<s>a</s>", "<s>a</s>"),
        (["table"], "<table><caption>a</caption></table>", "<table><caption>a</caption></table>"),
        (["script", "style", "textarea", "option"], "<script>x</script><textarea>a</textarea><option>b</option>", "ab"),
        (["blink", "marquee", "svg"], "<blink>a</blink>", "a"),
        (["a"], "<A HREF='https://x'>a</A>", '<a href="https://x">a</a>'),
        (["a"], '<a href="x" target="_blank">a</a>', '<a href="x" target="_blank" rel="noopener">a</a>'),
        (
            ["a"],
            '<a href="x" target="_blank" rel="nofollow">a</a>',
            '<a href="x" target="_blank" rel="noopener nofollow">a</a>',
        ),
        (["a"], '<a href="?a=1&b=2">a</a>', '<a href="?a=1&amp;b=2">a</a>'),
        ([], '<p class="x" id="y" data-z="1">a</p>', "<p>a</p>"),
        ([], '<div class="h5p-table other">a</div>', '<div class="h5p-table">a</div>'),
        ([], "a & b &foo; &amp; &hellip;", "a &amp; b &amp;foo; &amp; &hellip;"),
        ([], "<!-- x -->a", "a"),
        ([], '<p\xa0dir="ltr">a</p>', "a<p></p>"),
        ([], "<p>a", "<p>a</p>"),
        ([], "a\0b", "ab"),
    ],
)
def test_html_is_put_right(tags: list[str], given_html: str, expected: str) -> None:
    assert html(given_html, *tags) == expected


@pytest.mark.parametrize(
    ("style", "font", "expected"),
    [
        ("text-align:center", {}, "text-align:center"),
        ("text-align:justify", {}, None),
        ("color:#fff", {}, None),
        ("color:#fff", {"color": True}, "color:#fff"),
        ("color:red;text-align:left", {"color": True}, "text-align:left"),
        ("color: RGB(1,2,3); background-color:#abc", {"color": ["a"]}, "color: RGB(1,2,3)"),
        ("color:#fff;background-color:hsl(1, 2%, 3%);", {"color": True, "background": True}, ...),
        ("font-size:12px;letter-spacing:1em", {"size": True}, "font-size:12px"),
        ("font-size:12px;letter-spacing:1em;", {"size": True, "spacing": True}, ...),
        ("font-size:expression(1)", {"size": True}, None),
        ("line-height:1.5;font-family:a,b", {"height": True, "family": True}, ...),
        ("width:3px;border:1px solid #000", {}, None),
        (";;", {}, None),
        ("", {}, None),
    ],
)
def test_a_style_keeps_the_declarations_that_the_field_offers(
    style: str, font: dict[str, object], expected: object
) -> None:
    kept = html(f'<p style="{style}">a</p>', font=font)
    expected = style if expected is ... else expected
    assert kept == (f'<p style="{expected}">a</p>' if expected else "<p>a</p>")


@pytest.mark.parametrize("many", ["<div>" * 10_000, "<p " + " ".join(f"a{i}=1" for i in range(40_000)) + ">"])
def test_html_that_would_take_a_parser_minutes_is_shown_as_text(many: str) -> None:
    assert "<" not in html(many)
    assert whats({"type": "text", "tags": []}, many) == ["html-refused"]


def test_long_html_that_is_clean_is_kept() -> None:
    long = '<p class="">one</p>'.replace(' class=""', "") * 20_000
    assert html(long) == long


def test_html_is_cut_by_what_is_read_and_stays_in_pairs() -> None:
    field = {"type": "text", "tags": ["strong"], "maxLength": 5}
    assert (
        value(field, "<p>ab<strong>&amp;c</strong></p><p>def<strong>g</strong></p>")
        == "<p>ab<strong>&amp;c</strong></p><p>d</p>"
    )
    assert value(field, "<p>abcde</p>") == "<p>abcde</p>"


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.integers(0, 12))
def test_cut_html_is_harmless_and_short_enough(mixture: str, most: int) -> None:
    read = Reading(value({**MOST, "maxLength": most}, mixture))
    assert read.harm == []
    assert len(read.text.replace("\r", "")) <= most
