"""Small courses for these tests, released straight from an outline."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from wagtail.models import Locale, Page

from academy.people.models import Person
from courses.keeping import keep
from courses.models import Course, CoursePage, Enrolment, LessonPage, ModulePage, Release, UnitProgress
from courses.outline import Outline, Rule, Unit

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass
class Made:
    """A released course with its pages by (unit slug, language)."""

    course: Course
    release: Release
    outline: Outline
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)

    def unit(self, slug: str) -> Unit:
        return self.outline.by_slug[slug]

    def release_again(self, outline: Outline) -> Release:
        release = Release.objects.create(
            course=self.course, number=self.release.number + 1, outline_json=outline.as_json()
        )
        self.course.current_release = release
        self.course.save()
        return release


def lesson(slug: str, seconds: int = 60, **fields: object) -> Unit:
    return Unit(uuid.uuid4(), None, "lesson", slug, Rule("attended", seconds=seconds), minutes=5, **fields)


def quiz(slug: str = "test", mark: str = "80", **fields: object) -> Unit:
    return Unit(uuid.uuid4(), None, "quiz", slug, Rule("passed", pass_mark=mark), minutes=20, **fields)


def course(
    *units: Unit, slug: str = "data", languages: tuple[str, ...] = ("th", "en"), only: dict[str, str] | None = None,
    **fields: object,
) -> Made:  # fmt: skip
    """A course with one module. `only` names the one language that a unit exists in, by its slug."""
    key, module, only = uuid.uuid4(), uuid.uuid4(), only or {}
    units = units or (lesson("one"), lesson("two"), quiz())
    placed = tuple(
        Unit(**{
            **{name: getattr(unit, name) for name in Unit.__slots__},
            "module": module,
            "languages": (only[unit.slug],) if unit.slug in only else languages,
        })
        for unit in units
    )  # fmt: skip
    outline = Outline(
        **{"hours": Decimal("6.0"), "units": placed, "modules": (module,), "languages": languages, **fields}
    )
    made = Course.objects.create(key=key, slug=slug)
    release = Release.objects.create(course=made, number=1, outline_json=outline.as_json())
    made.current_release = release
    made.save()
    result = Made(made, release, outline)
    for language in languages:
        locale = Locale.objects.get_or_create(language_code=language)[0]
        page = _published(
            Page.objects.filter(depth=1).get(),
            CoursePage(
                title=f"{slug} {language}", slug=f"{slug}-{language}", translation_key=key, locale=locale,
                summary=f"summary {language}", audience=f"audience {language}",
                outcomes=[{"type": "outcome", "value": f"outcome {language}"}],
            ),
        )  # fmt: skip
        result.pages["", language] = page
        part = _published(
            page, ModulePage(title=f"module {language}", slug="m1", translation_key=module, locale=locale)
        )
        for unit in placed:
            if language in unit.languages:
                body = [{"type": "text", "value": f"<p>body of {unit.slug} in {language}</p>"}]
                result.pages[unit.slug, language] = _published(
                    part,
                    LessonPage(
                        title=f"{unit.slug} {language}", slug=unit.slug, translation_key=unit.key, locale=locale,
                        body=body,
                    ),
                )  # fmt: skip
    keep(release, [key, module, *(unit.key for unit in placed)])
    return result


def enrolled(person: Person, made: Made, **fields: object) -> Enrolment:
    total = sum(1 for unit in made.outline.units if unit.required)
    return Enrolment.objects.create(
        **{"person": person, "course": made.course, "release": made.release, "units_total": total, **fields}
    )


def opened(enrolment: Enrolment, unit: Unit, at: datetime) -> UnitProgress:
    return UnitProgress.objects.create(enrolment=enrolment, unit_key=unit.key, opened_at=at)


def _published(parent: Page, page: Page) -> Page:
    parent.refresh_from_db()
    page.last_published_at = timezone.now()
    parent.add_child(instance=page)
    return page
