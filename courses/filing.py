"""Who may have an uploaded file: whoever may read the page that it lies on. Reads only."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from academy.errors import Refusal
from academy.people.models import Person
from courses import reading
from courses.keeping import restored
from courses.models import Enrolment, KeptPage
from courses.models.unit import UnitMixin
from courses.placing import place_by_key


def may_have(person: Person | None, document: Any) -> bool:
    """Whether this reader, None for nobody signed in, may have the file.

    Those who upload files may, and those who edit a page it lies on. Of a lesson's file, those to whom the lesson is
    open, also when its page is gone and they read what their release kept. Of a public page's file, anyone.
    """
    pages = _pages(document)
    if person and _works_with(person, document, pages):
        return True
    for page in pages:
        if isinstance(page, UnitMixin):
            if person and _is_open(person, page):
                return True
        elif page.live and not page.get_view_restrictions().exists():
            return True
    return bool(person) and any(_holds(page, document) for page in _kept(person))


def _works_with(person: Person, document: Any, pages: list[Any]) -> bool:
    policy = policy_registry.get_by_type(type(document))
    uploads = bool(policy.user_has_any_permission(person, ["add", "change"]))
    return uploads or any(page.permissions_for_user(person).can_edit() for page in pages)


def _pages(document: Any) -> list[Any]:
    """The pages that the file lies on, as they are now."""
    content_type = ContentType.objects.get_for_model(Page)
    places = ReferenceIndex.get_references_to(document).filter(base_content_type=content_type)
    found = {int(place) for place in places.values_list("object_id", flat=True)}
    return list(Page.objects.filter(pk__in=found).specific())


def _is_open(person: Person, page: Any) -> bool:
    try:
        place_by_key(person, page.translation_key)
    except Refusal:
        return False
    return True


def _kept(person: Person | None) -> Iterator[Any]:
    """The lessons of the person's releases whose pages are no longer published."""
    studying = Enrolment.objects.filter(person=person).exclude(state=Enrolment.State.WITHDRAWN)
    for enrolment in studying.select_related("release"):
        keys = [unit.key for unit in reading.outline_of(enrolment.release).units]
        gone = set(keys).difference(reading.live_pages(keys))
        rows = KeptPage.objects.filter(release=enrolment.release_id, key__in=gone).select_related("content_type")
        yield from (page for page in map(restored, rows) if _is_open(enrolment.person, page))


def _holds(page: Any, document: Any) -> bool:
    body = getattr(page, "body", None)
    if body is None:
        return False
    wanted = (type(document), str(document.pk))
    return any((model, str(pk)) == wanted for model, pk, *_place in body.stream_block.extract_references(body))
