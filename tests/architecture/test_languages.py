"""Thai pages speak Thai: what a Thai page has word for word like its English one is a name, or untranslated."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation

from tests.architecture import samples
from tests.architecture.samples import Samples
from tests.architecture.test_headers import pages

pytestmark = pytest.mark.django_db

# Two Latin words or more, as they stand together.
RUN = re.compile(r"[A-Za-z][A-Za-z’'-]*(?:[ ,:;/&–-]+[A-Za-z][A-Za-z’'-]*)+")
NAMES = re.compile(
    r"""^(?:
    [\w.+-]+@[\w.-]+ | Mr\ \w+\ Jaidee | ThaID | DGA-.* | .*(?:academy\.example|agency\.example|testserver).*
    | [A-Z-]+  # a verification code
    )$""",
    re.VERBOSE,
)
SILENT = {"script", "style", "code", "pre", "svg"}


class Words(HTMLParser):
    """The visible text of a page, and the texts of its attributes, outside of what says it is in another language."""

    SPOKEN = ("alt", "title", "placeholder", "aria-label")
    VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "source", "wbr", "track", "use"))

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.page_language = language, ""
        self.open: list[tuple[str, bool]] = []
        self.runs: set[str] = set()

    @property
    def hidden(self) -> bool:
        """Whether the place is not for reading, or in another language and says so."""
        return any(hidden for _tag, hidden in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.page_language = given.get("lang") or ""
        elsewhere = (given.get("lang") or self.language) != self.language
        for name in self.SPOKEN:
            if given.get(name) and not (self.hidden or elsewhere):
                self._note(given[name] or "")
        if tag not in self.VOID:
            self.open.append((tag, tag in SILENT or elsewhere))

    def handle_endtag(self, tag: str) -> None:
        while self.open and any(one == tag for one, _hidden in self.open):
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self._note(data)

    def _note(self, text: str) -> None:
        self.runs.update(run.strip() for run in RUN.findall(" ".join(text.split())) if not NAMES.match(run.strip()))


@pytest.fixture
def made() -> Samples:
    with translation.override("th"):
        return samples.make()


def words(client: Client, address: str, language: str) -> Words:
    """What the page says in that language; addresses without one follow the reader's choice."""
    reader = Words(language)
    client.cookies["django_language"] = language
    reader.feed(client.get(address).content.decode())
    return reader


def test_thai_pages_hold_no_english_sentence_of_ours(made: Samples) -> None:
    wrong = []
    for (thai, client), (english, _same) in zip(pages(made, "th"), pages(made, "en"), strict=True):
        theirs, ours = words(client, english, "en"), words(client, thai, "th")
        wrong += [f"{thai}: {run}" for run in sorted(ours.runs & theirs.runs)]
    assert not wrong, "In Thai as in English:\n" + "\n".join(wrong)


def test_the_reader_finds_what_is_to_be_found_and_skips_what_is_elsewhere() -> None:
    reader = Words("th")
    reader.feed(
        '<html lang="th"><p title="Press here">ยินดีต้อนรับ Save your work<br>now</p>'
        '<p lang="en">In English here</p><code>not this one</code><img alt="A red line"></html>'
    )
    assert reader.runs == {"Press here", "Save your work", "A red line"}


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_says_its_language(made: Samples, language: str) -> None:
    wrong = [
        address
        for address, client in pages(made, language)
        if words(client, address, language).page_language != language
    ]
    assert not wrong


def test_the_cms_speaks_thai_to_who_chose_thai(made: Samples) -> None:
    client = Client()
    assert made.people["administrator"] is not None
    client.force_login(made.people["administrator"])
    page = client.get("/cms/").content.decode()
    assert '<html lang="th"' in page or 'lang="th"' in page.split(">")[1]
