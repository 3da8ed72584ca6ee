"""Parts of a page that are drawn once: the same for many, and nothing of one reader in them."""

from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe


def draw(source: str) -> tuple[object, object]:
    compiled = engines["django"].from_string("{% load shared i18n %}" + source)
    request = RequestFactory().get("/th/somewhere/")
    request.user = AnonymousUser()
    return compiled, request


def test_it_sees_the_named_values_and_nothing_of_the_reader() -> None:
    page, request = draw(
        "{% shared name=name %}[{{ name }}|{{ other }}|{{ request.path }}|{{ user }}|{{ csrf_token }}|{% csrf_token %}]"
        "{% endshared %}"
    )
    assert page.render({"name": "A", "other": "B"}, request) == "[A|||||]"


def test_what_is_drawn_for_one_is_given_to_the_next_and_another_value_is_drawn_anew() -> None:
    drawn = iter("12345")
    page, request = draw("{% shared name=name %}{{ name.said }}{% endshared %}")

    class Name(str):
        @property
        def said(self) -> str:
            return self + next(drawn)

    assert [page.render({"name": Name(name)}, request) for name in ("A", "A", "B", "A")] == ["A1", "A1", "B2", "A1"]


def test_each_language_has_its_own() -> None:
    page, request = draw("{% shared %}{% translate 'Yes' %}{% endshared %}")
    said = []
    for language in ("en", "th", "en"):
        with translation.override(language):
            said.append(page.render({}, request))
    assert said[0] == said[2] == "Yes"
    assert said[1] != "Yes"


def test_values_are_escaped() -> None:
    page, request = draw("{% shared name=name %}{{ name }}{% endshared %}")
    assert page.render({"name": "<b>"}, request) == "&lt;b&gt;"


def test_it_may_include_other_templates() -> None:
    page, request = draw("{% shared %}{% include 'includes/search.html' with id='here' %}{% endshared %}")
    assert 'id="here"' in page.render({}, request)


def test_what_is_safe_for_one_is_escaped_for_another_that_says_the_same() -> None:
    page, request = draw("{% shared name=name %}{{ name }}{% endshared %}")
    said = [page.render({"name": name}, request) for name in (mark_safe("<b>"), "<b>", True, 1)]
    assert said == ["<b>", "&lt;b&gt;", "True", "1"]
