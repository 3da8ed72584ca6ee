"""The pages that every academy begins with, the way between languages, and the reader's choices."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils.safestring import mark_safe
from django.views.defaults import bad_request, server_error
from wagtail import hooks
from wagtail.models import Locale, Page, Site

from academy.site.models import Contact, HomePage, PlainPage
from academy.site.models.pages import HOME_SECTION
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_the_first_pages_are_there_in_both_languages_as_translations_of_each_other() -> None:
    homes = list(HomePage.objects.order_by("path"))
    assert [home.locale.language_code for home in homes] == ["th", "en"]
    assert len({home.translation_key for home in homes}) == 1
    for slug in ("about", "privacy", "accessibility"):
        thai, english = PlainPage.objects.filter(slug=slug).order_by("path")
        assert thai.translation_key == english.translation_key
        assert thai.get_parent().specific == homes[0]
        assert english.get_parent().specific == homes[1]
    assert Site.objects.get().root_page.specific == homes[0]
    assert not Page.objects.filter(title__startswith="Welcome to").exists()


def test_the_tree_of_pages_is_sound() -> None:
    assert Page.find_problems() == ([], [], [], [], [])


def test_an_editor_can_add_a_page_below_a_first_page() -> None:
    home = HomePage.objects.get(locale=Locale.objects.get(language_code="en"))
    home.add_child(instance=PlainPage(title="Contact", slug="contact", body="<p>Come by.</p>"))
    assert "Come by." in Client().get("/en/contact/").content.decode()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/th/", "สถาบันพัฒนาบุคลากรด้านดิจิทัลภาครัฐ"),
        ("/en/", "Digital Government Academy"),
        ("/th/privacy/", "มาตรา 23"),
        ("/en/privacy/", "section 23"),
        ("/th/accessibility/", "WCAG"),
        ("/en/about/", "seven areas"),
    ],
)
def test_a_first_page_answers_in_its_language(client: Client, address: str, words: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert f'<html lang="{address[1:3]}"' in response.content.decode()


def test_the_front_door_leads_to_the_readers_language(client: Client) -> None:
    assert client.get("/", headers={"accept-language": "en-GB"}).headers["Location"] == "/en/"
    assert client.get("/", headers={"accept-language": "fr"}).headers["Location"] == "/th/"


def test_the_language_link_leads_to_the_translated_page(client: Client) -> None:
    english = PlainPage.objects.get(slug="about", locale__language_code="en")
    english.slug = "about-us"
    english.save_revision().publish()
    assert 'href="/en/about-us/" lang="en"' in client.get("/th/about/").content.decode()


def test_a_page_without_a_translation_leads_to_the_other_languages_home(client: Client) -> None:
    PlainPage.objects.get(slug="about", locale__language_code="en").unpublish()
    assert 'href="/en/" lang="en"' in client.get("/th/about/").content.decode()


def test_a_public_page_sets_no_cookie(client: Client) -> None:
    assert not client.get("/th/").cookies


def test_the_chosen_look_is_kept_and_set_by_the_server(client: Client) -> None:
    back = client.post("/look/", {"look": "dark", "next": "/en/about/"})
    assert back.headers["Location"] == "/en/about/"
    assert 'site/dark.css" media="screen">' in client.get("/en/about/").content.decode()
    client.post("/look/", {"look": "light", "next": "/en/"})
    assert "site/dark.css" not in client.get("/en/").content.decode()
    client.post("/look/", {"look": "auto", "next": "/en/"})
    assert 'site/dark.css" media="screen and (prefers-color-scheme: dark)">' in client.get("/en/").content.decode()


@pytest.mark.parametrize("outside", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
@pytest.mark.parametrize("choice", ["/look/", "/language/"])
def test_a_choice_never_leads_off_the_site(client: Client, choice: str, outside: str) -> None:
    response = client.post(choice, {"look": "dark", "language": "en", "next": outside})
    assert response.headers["Location"] in {"/", "/en/"}


def test_an_unknown_look_in_the_cookie_is_nothing(client: Client) -> None:
    client.cookies["look"] = '"><script>'
    said = client.get("/en/").content.decode()
    assert '"><script>' not in said
    assert 'site/dark.css" media="screen and (prefers-color-scheme: dark)">' in said


def test_the_chosen_language_counts_where_the_address_has_none(client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/"})
    assert client.get("/", headers={"accept-language": "th"}).headers["Location"] == "/en/"


def test_a_room_shows_its_section_on_the_home_page(client: Client) -> None:
    with hooks.register_temporarily(HOME_SECTION, lambda request: mark_safe("<p>From the rooms</p>")):
        assert "<p>From the rooms</p>" in client.get("/en/").content.decode()
    with hooks.register_temporarily(HOME_SECTION, lambda request: ""):
        assert "From the rooms" not in client.get("/en/").content.decode()


def test_the_home_page_of_a_person_leads_to_my_learning(client: Client) -> None:
    client.force_login(PersonFactory.create())
    assert 'class="button button--large" href="/en/my/"' in client.get("/en/").content.decode()


def test_only_who_may_author_sees_the_way_into_the_cms(client: Client) -> None:
    learner, author = PersonFactory.create(), PersonFactory.create(is_superuser=True)
    client.force_login(learner)
    assert "/cms/" not in client.get("/en/").content.decode()
    client.force_login(author)
    assert "/cms/" in client.get("/en/").content.decode()


def test_the_foot_says_how_to_reach_the_academy_once_an_officer_has_filled_it_in(client: Client) -> None:
    assert "<address" not in client.get("/en/").content.decode()
    Contact.objects.create(address_th="ถนนหนึ่ง", address_en="One Road", protection_email="dpo@academy.example")
    assert "<address" not in client.get("/en/").content.decode(), "what is known is kept for five minutes"
    thai = client.get("/th/").content.decode()
    assert "ถนนหนึ่ง" in thai
    assert "mailto:dpo@academy.example" in thai


def test_a_home_page_visited_again_asks_little_of_the_database(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get("/th/")
    with django_assert_max_num_queries(8):
        client.get("/th/")


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_missing_page_says_so_and_shows_ways_on(client: Client, language: str) -> None:
    response = client.get(f"/{language}/no-such-page/")
    assert response.status_code == 404
    assert f"/{language}/courses/" in response.content.decode()


def test_the_error_page_needs_neither_database_nor_person() -> None:
    for view, status in ((server_error, 500), (lambda request: bad_request(request, ValueError()), 400)):
        response = view(RequestFactory().get("/th/"))
        assert response.status_code == status
        assert '<main id="main"' in response.content.decode()


def test_the_site_map_lists_the_public_pages_of_both_languages(client: Client) -> None:
    said = client.get("/sitemap.xml").content.decode()
    for address in ("/th/", "/en/", "/th/privacy/", "/en/about/"):
        assert f"{address}</loc>" in said


def test_robots_are_told_where_the_site_map_is(client: Client) -> None:
    said = client.get("/robots.txt").content.decode()
    assert "Disallow: /cms/" in said
    assert "/sitemap.xml" in said
