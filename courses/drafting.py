"""Reading a course's published pages into the outline that a release would freeze, and its faults. Writes nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext
from wagtail.models import Page

from courses.comparing import Difference, differences
from courses.models import Course, CoursePage, ModulePage
from courses.models.unit import UnitMixin
from courses.outline import Outline, Unit
from courses.tree import parts_of


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a course from being released, or should: the page (as its author finds it) and a sentence."""

    page: int
    title: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.title}: {self.sentence}"


@dataclass(frozen=True)
class Draft:
    """What a release made now would be. `pages` are the source pages of course, modules and units by key.

    `faults` forbid it; `warnings` do not.
    """

    source: CoursePage
    course: Course | None
    outline: Outline
    faults: tuple[Fault, ...]
    pages: dict[UUID, Any]
    warnings: tuple[Fault, ...] = ()

    @cached_property
    def changes(self) -> tuple[Difference, ...]:
        """Against the current release."""
        current = self.course.current_release if self.course else None
        return differences(current.outline if current else None, self.outline)


def draft(page: CoursePage) -> Draft:
    """The outline of the course that `page`, in whichever language, belongs to. What is not published is not in it."""
    source = source_of(page)
    course = Course.objects.select_related("current_release").filter(key=source.translation_key).first()
    modules, placed = _tree(source)
    pages = [source, *modules, *(unit for _module, unit in placed)]
    languages = _languages(pages)
    previous = course.current_release.outline if course and course.current_release else None
    known = {unit.key for unit in previous.units} if previous else set()
    faults = list(_course_faults(source, course, placed))
    warnings: list[Fault] = []
    units: list[Unit] = []
    for module, unit_page in placed:
        if not unit_page.live:
            # A unit that was released and then unpublished was taken out on purpose; one never released is unfinished.
            if unit_page.translation_key not in known:
                faults.append(_fault(unit_page, gettext("It is not published. Publish it, or delete it.")))
            continue
        faults.extend(_fault(unit_page, sentence) for sentence in unit_page.faults())
        warnings.extend(_fault(unit_page, sentence) for sentence in unit_page.warnings())
        frozen = unit_page.freeze(languages[unit_page.translation_key])
        units.append(replace(frozen, module=module.translation_key if module else None))
    faults.extend(_address_faults(units, pages))
    live = [module for module in modules if module.live]
    outline = Outline(
        hours=source.hours,
        units=tuple(units),
        modules=tuple(module.translation_key for module in live),
        sequential=source.sequential,
        requires=tuple(sorted(source.requires.values_list("key", flat=True))),
        certificate=source.certificate,
        evidence=source.evidence,
        languages=languages[source.translation_key],
        due_days=source.due_days,
        identity=source.identity,
        approval=source.approval,
        valid_months=source.valid_months,
        design=str(source.design.key) if source.design else "",
    )
    by_key = {one.translation_key: one for one in pages}
    return Draft(source, course, outline, tuple(faults), by_key, tuple(warnings))


def source_of(page: CoursePage) -> CoursePage:
    """The page whose tree, order and rules count: in the first language of the site where there is one."""
    pages = CoursePage.objects.filter(translation_key=page.translation_key, alias_of=None).select_related("locale")
    by_language = {one.locale.language_code: one for one in pages}
    ordered = [by_language[code] for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code in by_language]
    return next((one for one in ordered if one.live), ordered[0] if ordered else page)


def _tree(source: CoursePage) -> tuple[list[Any], list[tuple[Any, Any]]]:
    """The modules, and the units with the module each is in, in reading order: of all languages together."""
    modules: list[Any] = []
    units: list[tuple[Any, Any]] = []
    for part in parts_of(source):
        if isinstance(part.page, ModulePage):
            modules.append(part.page)
            units.extend((part.page, below.page) for below in part.parts)
        else:
            units.append((None, part.page))
    return modules, [(module, page) for module, page in units if isinstance(page, UnitMixin) and _open(module)]


def _open(module: Any) -> bool:
    """Units below an unpublished module wait with it."""
    return module is None or module.live


def _languages(pages: list[Any]) -> dict[UUID, tuple[str, ...]]:
    """For each page the languages in which it is published, its own first."""
    keys = [page.translation_key for page in pages]
    found: dict[UUID, list[str]] = {key: [] for key in keys}
    rows = Page.objects.filter(translation_key__in=keys, live=True, alias_of=None)
    for key, language in rows.values_list("translation_key", "locale__language_code").order_by("locale__language_code"):
        found[key].append(language)
    own = {page.translation_key: page.locale.language_code for page in pages}
    return {key: tuple(sorted(codes, key=lambda code: (code != own[key], code))) for key, codes in found.items()}


def _course_faults(source: CoursePage, course: Course | None, placed: list[tuple[Any, Any]]) -> Iterator[Fault]:
    if not source.live:
        yield _fault(source, gettext("The course page is not published."))
    if source.hours <= 0:
        yield _fault(source, gettext("It says no hours; the certificate states them."))
    if not any(unit.live for _module, unit in placed):
        yield _fault(source, gettext("It has no lessons or tests."))
    elif not any(unit.live and unit.required for _module, unit in placed):
        yield _fault(source, gettext("None of its lessons and tests is required, so nobody could complete it."))
    if course is None and Course.objects.filter(slug=source.slug).exists():
        yield _fault(source, gettext("Another course has the address “%(slug)s”.") % {"slug": source.slug})
    if not source.slug.isascii():
        yield _fault(source, gettext("Its address is not in English letters: learners could not type it."))
    for course_slug in _loop(source):
        yield _fault(source, gettext("“%(slug)s”, which it requires, requires it in turn.") % {"slug": course_slug})


def _loop(source: CoursePage) -> list[str]:
    """The slugs of directly required courses from which a chain of requirements leads back to this one."""
    found = []
    for required in source.requires.select_related("current_release"):
        seen: set[UUID] = set()
        ahead = [required]
        while ahead:
            course = ahead.pop()
            if course.key == source.translation_key:
                found.append(required.slug)
                break
            if course.key not in seen and course.current_release:
                seen.add(course.key)
                ahead.extend(
                    Course.objects.select_related("current_release").filter(
                        key__in=course.current_release.outline.requires
                    )
                )
    return found


def _address_faults(units: list[Unit], pages: list[Any]) -> Iterator[Fault]:
    by_key = {page.translation_key: page for page in pages}
    used = Counter(unit.slug for unit in units)
    for unit in units:
        page = by_key[unit.key]
        if used[unit.slug] > 1:
            yield _fault(page, gettext("Its address “%(slug)s” is used twice in this course.") % {"slug": unit.slug})
        if not unit.slug.isascii():
            yield _fault(page, gettext("Its address is not in English letters: learners could not type it."))


def _fault(page: Any, sentence: str) -> Fault:
    return Fault(page.pk, page.title, sentence)
