"""What the player is given: the integration object, the element, the addresses, its own texts."""

import html.parser
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p import Library, LibraryName
from h5p.assets import Assets
from h5p.display import Hidden, Offer, display_options
from h5p.l10n import LANGUAGES, texts
from h5p.player import (
    Learner,
    Played,
    Site,
    embed_type,
    integration,
    json_for_script,
    markup,
    with_token,
)
from h5p.userdata import Place, UserData

LIBRARY = Library(LibraryName("Test.Choice", 1, 2), 3, "Choice", runnable=True, fullscreen=True)
SITE = Site(
    origin="https://academy.example",
    files="/h5p",
    libraries="/h5p/libraries",
    core_scripts=("/core/frame.bundle.js",),
    core_styles=("/core/h5p.css",),
    language="th",
)
STATES = with_token("/state/:contentId/:dataType/:subContentId", "t.1")
LEARNER = Learner("learner-7", STATES, with_token("/finish", "t.2"))
SCRIPT, STYLE = "/h5p/libraries/Test.Choice-1.2/main.js?ver=1.2.3", "/h5p/libraries/Test.Choice-1.2/main.css?ver=1.2.3"


def played(**changes) -> Played:
    given = {
        "key": "41",
        "library": LIBRARY,
        "params": {"question": "หนึ่ง?"},
        "title": "A small content",
        "activity": "https://academy.example/h5p/41",
        "files": "/h5p/content/41",
        "assets": Assets((STYLE,), (SCRIPT,)),
    }
    return Played(**{**given, **changes})


def content(**changes):
    return integration(SITE, played(**changes), LEARNER, "iframe")["contents"]["cid-41"]


def test_the_integration_is_what_the_core_player_reads():
    said = integration(SITE, played(), LEARNER, "iframe")
    assert said.pop("l10n") == {"H5P": texts("th")}
    assert said.pop("contents").keys() == {"cid-41"}
    assert said == {
        "baseUrl": "https://academy.example",
        "siteUrl": "https://academy.example",
        "url": "/h5p",
        "urlLibraries": "/h5p/libraries",
        "postUserStatistics": True,
        "saveFreq": 15,
        "reportingIsEnabled": False,
        "hubIsEnabled": False,
        "fullscreenDisabled": False,
        "ajax": {
            "setFinished": "/finish?token=t.2",
            "contentUserData": "/state/:contentId/:dataType/:subContentId?token=t.1",
        },
        "user": {"name": "learner-7", "mail": "", "id": "learner-7"},
        "libraryConfig": {},
        "core": {"scripts": ["/core/frame.bundle.js"], "styles": ["/core/h5p.css"]},
        "loadedJs": [],
        "loadedCss": [],
    }


def test_a_content_is_given_with_params_as_text_and_assets_in_order():
    assert content(metadata={"license": "CC BY"}) == {
        "library": "Test.Choice 1.2",
        "jsonContent": '{"question": "หนึ่ง?"}',
        "fullScreen": 1,
        "url": "https://academy.example/h5p/41",
        "contentUrl": "/h5p/content/41",
        "title": "A small content",
        "metadata": {"title": "A small content", "license": "CC BY"},
        "displayOptions": display_options(None),
        "contentUserData": {"0": {"state": "{}"}},
        "scripts": [SCRIPT],
        "styles": [STYLE],
    }


def test_what_belongs_to_buttons_is_given_when_there_is_any():
    more = content(params_hash="h", export="/x.h5p", embed_code="<iframe>", resize_code="<script>")
    assert (more["jsonContentHash"], more["exportUrl"], more["embedCode"], more["resizeCode"]) == (
        "h",
        "/x.h5p",
        "<iframe>",
        "<script>",
    )


def test_metadata_is_text_where_the_player_puts_it_into_its_dialog():
    hostile = "<img src=x onerror=alert(1)>"
    authors = [{"name": hostile, "role": "Author"}]
    said = json.dumps(content(title=hostile, metadata={"licenseExtras": hostile, "authors": authors})["metadata"])
    assert said.count("&lt;img") == 3
    assert "<" not in said


def test_the_state_goes_with_the_page():
    rows = (UserData(Place(), '{"at":2}', preload=True), UserData(Place("0", "other"), "1", preload=False))
    assert content(rows=rows)["contentUserData"] == {"0": {"state": '{"at":2}'}}


def test_a_content_in_the_page_has_its_assets_loaded_already():
    said = integration(SITE, played(), LEARNER, "div")
    assert said["loadedJs"] == ["/core/frame.bundle.js", SCRIPT]
    assert said["loadedCss"] == ["/core/h5p.css", STYLE]


def test_without_a_learner_nothing_is_saved_or_reported():
    said = integration(SITE, played(), None, "iframe")
    assert "user" not in said
    assert (said["postUserStatistics"], said["saveFreq"]) == (False, False)
    assert said["ajax"] == {"setFinished": "", "contentUserData": ""}


def test_no_address_of_a_person_is_given():
    assert "@" not in json.dumps(integration(SITE, played(), LEARNER, "div"))


@pytest.mark.parametrize(
    ("said", "known", "way"),
    [
        (["iframe"], (), "iframe"),
        (["div"], (), "div"),
        (["iframe", "div"], (), "div"),
        ([], (), "iframe"),
        (["div"], ("iframe",), "iframe"),
        (["iframe"], ("div",), "div"),
        (["iframe"], ("iframe", "div"), "iframe"),
        (["div"], ("iframe", "div"), "div"),
    ],
)
def test_the_way_into_the_page_is_the_contents_unless_the_library_knows_others_alone(said, known, way):
    assert embed_type(said, Library(LIBRARY.name, 0, "", embed_types=known)) == way


def test_the_element_is_what_the_core_player_looks_for():
    assert markup(played(), "div") == '<div class="h5p-content" data-content-id="41"></div>'
    frame = markup(played(), "iframe")
    assert 'class="h5p-iframe" data-content-id="41"' in frame
    assert 'src="about:blank"' in frame


def test_titles_and_keys_cannot_leave_their_attributes():
    hostile = '"><script>alert(1)</script>'
    for way in ("div", "iframe"):
        assert "<script" not in markup(played(key=hostile, title=hostile), way)


def test_a_token_is_added_to_any_address():
    assert with_token("/a", "t") == "/a?token=t"
    assert with_token("/a?b=c", "t&x=1") == "/a?b=c&token=t%26x%3D1"


class Scripts(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.data += data


@given(st.recursive(st.text() | st.sampled_from(["</script>", "<!--", "]]>", "\u2028", "&lt;"]), lambda s: st.lists(s)))
def test_nothing_in_json_ends_its_script(value):
    try:
        text = json_for_script(value)
        text.encode()
    except UnicodeEncodeError:
        return
    assert json.loads(text) == value
    assert not re.search("[<>&\u2028\u2029]", text)
    page = Scripts()
    page.feed(f"<script>{text}</script>")
    page.close()
    assert (page.tags, page.data) == (["script"], text)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_json_is_not_printed(number):
    with pytest.raises(ValueError, match="JSON"):
        json_for_script([number])


OPTIONS = {"frame": Hidden.FRAME, "export": Hidden.DOWNLOAD, "embed": Hidden.EMBED, "copyright": Hidden.COPYRIGHT}


@pytest.mark.parametrize(
    ("rule", "hidden", "permitted", "shown"),
    [
        (Offer.NEVER, Hidden(0), True, False),
        (Offer.ALWAYS, Hidden.DOWNLOAD, False, True),
        (Offer.AUTHOR_ON, None, False, True),
        (Offer.AUTHOR_ON, Hidden(0), False, True),
        (Offer.AUTHOR_ON, Hidden.DOWNLOAD, True, False),
        (Offer.AUTHOR_OFF, None, True, False),
        (Offer.AUTHOR_OFF, Hidden(0), False, True),
        (Offer.AUTHOR_OFF, Hidden.DOWNLOAD, True, False),
        (Offer.PERMITTED, None, True, True),
        (Offer.PERMITTED, None, False, False),
        (Offer.PERMITTED, Hidden.DOWNLOAD, True, False),
        (Offer.PERMITTED, Hidden.EMBED, True, True),
    ],
)
def test_a_button_is_shown_as_the_site_and_the_author_say(rule, hidden, permitted, shown):
    rules = dict.fromkeys(Hidden, rule) | {Hidden.FRAME: Offer.ALWAYS}
    may = Hidden.DOWNLOAD if permitted else Hidden(0)
    assert display_options(hidden, rules, permitted=may)["export"] is shown


def test_the_bits_are_those_that_h5p_systems_store():
    assert [bit.value for bit in Hidden] == [1, 2, 4, 8, 16]
    for name, bit in {**OPTIONS, "icon": Hidden.ABOUT}.items():
        rules = dict.fromkeys(Hidden, Offer.AUTHOR_ON)
        shown = display_options(Hidden(31) ^ Hidden.FRAME ^ bit if bit is not Hidden.FRAME else Hidden(30), rules)
        assert [key for key, is_so in shown.items() if is_so] == (["frame"] if name == "frame" else ["frame", name])


def test_without_a_frame_there_are_no_buttons():
    rules = dict.fromkeys(Hidden, Offer.ALWAYS) | {Hidden.FRAME: Offer.NEVER}
    assert not any(display_options(None, rules, copy=True).values())


def test_by_default_nothing_gives_content_away():
    assert display_options(None) == {
        "frame": True,
        "export": False,
        "embed": False,
        "copyright": True,
        "icon": False,
        "copy": False,
    }


KEYS = """
fullscreen disableFullscreen download copyrights embed size showAdvanced hideAdvanced advancedHelp copyrightInformation
close title author year source license thumbnail noCopyrights reuse reuseContent reuseDescription downloadDescription
copyrightsDescription embedDescription h5pDescription contentChanged startingOver by showMore showLess subLevel
confirmDialogHeader confirmDialogBody cancelLabel confirmLabel contentType licenseExtras changes contentCopied
connectionLost connectionReestablished resubmitScores offlineDialogHeader offlineDialogBody offlineDialogRetryMessage
offlineDialogRetryButtonLabel offlineSuccessfulSubmit width height licenseU licenseCCBY licenseCCBYSA licenseCCBYND
licenseCCBYNC licenseCCBYNCSA licenseCCBYNCND licenseCC40 licenseCC30 licenseCC25 licenseCC20 licenseCC10 licenseGPL
licenseV3 licenseV2 licenseV1 licensePD licenseCC010 licensePDM licenseC
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_player_is_there(language):
    said = texts(language)
    assert set(said) == {*KEYS.split(), "resultsHeld"}
    assert all(text.strip() == text != "" for text in said.values())
    assert ":num" in said["offlineDialogRetryMessage"]


def test_thai_texts_are_thai():
    assert all(re.search("[ก-๙]", text) for text in texts("th").values())
    assert not any(re.search("[ก-๙]", text) for text in texts("en").values())


@pytest.mark.parametrize(
    ("code", "language"), [("th-TH", "th"), ("TH", "th"), ("en-GB", "en"), ("fr", "en"), ("", "en")]
)
def test_a_language_is_found_by_its_base_and_else_english(code, language):
    assert texts(code) == texts(language)


def test_texts_can_be_changed_without_changing_those_of_others():
    texts("th")["close"] = "x"
    assert texts("th")["close"] == "ปิด"
