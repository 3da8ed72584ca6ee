"""Loading the demo's courses from academy/demo/content: pages in Thai and English, questions, test, release.

Everything is made as an instructor makes it: pages by revisions that are published, translations as copies of their
source, questions by the bank's own deed, and then a release. The hash of the files stands in the history of the
course's page, so that loading the same again changes nothing, not even what was edited since.
"""

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.images.models import Image
from wagtail.log_actions import log
from wagtail.models import Locale, Page, PageLogEntry

from academy.demo import designing, interactive, questioning
from academy.demo.markdown import ContentError, blocks, html
from academy.errors import Refusal
from academy.people.models import Person
from courses import releasing
from courses.models import CataloguePage, CoursePage, Evidence, H5PContent, LessonPage, ModulePage

CONTENT = Path(__file__).parent / "content"
LOADED = "demo.loaded"
LANGUAGES = ("th", "en")
AUTHOR = "instructor@academy.example"
# Whoever writes does not publish; where the demo's people are not there, nobody is named.
PUBLISHER = "admin@academy.example"
# The demo's learners have been at it for three months, so their course was released before.
RELEASED_BEFORE = timedelta(days=120)
NAMESPACE = uuid.UUID("6f3f2f0a-9c35-5b0f-8f53-9c0a2c6f1d11")


def load_all(folder: Path = CONTENT) -> Iterator[str]:
    """Load every course below `folder`; yields a line of progress for each step. Raises ContentError."""
    for file in sorted(folder.glob("*/course.yaml")):
        yield from load(file.parent)


def load(folder: Path) -> Iterator[str]:
    """Load one course whole or not at all, if its files have changed since it was loaded."""
    with transaction.atomic():
        yield from _loaded_anew(Source(folder))


def _loaded_anew(source: "Source") -> Iterator[str]:
    slug = source.course["slug"]
    known = CoursePage.objects.filter(slug=slug, locale__language_code="th").first()
    if known and _loaded(known) == source.sha256:
        yield f"{slug}: as it was"
        return
    yield f"{slug}: {len(source.lessons)} lessons in Thai and English"
    author = Person.objects.filter(email=AUTHOR).first()
    course = _course(source, author)
    for module in source.course["modules"]:
        _module(source, course, module, author)
    sections = questioning.load_questions(source.course, source.questions, author, source.picture)
    _quiz(source, course, sections, author)
    yield f"{slug}: {len(source.questions)} questions"
    try:
        at = timezone.now() - RELEASED_BEFORE
        made = releasing.release(course, by=author, note="", at=at)
        yield f"{slug}: release {made.number}, {len(made.outline.units)} units"
    except Refusal as refusal:
        if refusal.code != "release_unchanged":
            raise ContentError(f"{slug}: {refusal.detail} {refusal.fields.get('faults', '')}") from refusal
        yield f"{slug}: new wording, no new release"
    log(instance=course, action=LOADED, user=author, data={"sha256": source.sha256})


@dataclass(frozen=True)
class Source:
    """The files of one course."""

    folder: Path

    @cached_property
    def course(self) -> dict[str, Any]:
        """course.yaml."""
        data: dict[str, Any] = yaml.safe_load((self.folder / "course.yaml").read_text(encoding="utf-8"))
        return data

    @cached_property
    def questions(self) -> list[dict[str, Any]]:
        """questions.yaml."""
        data: list[dict[str, Any]] = yaml.safe_load((self.folder / "questions.yaml").read_text(encoding="utf-8"))
        return data

    @cached_property
    def lessons(self) -> list[str]:
        """The keys of all lessons, in order."""
        return [lesson["key"] for module in self.course["modules"] for lesson in module["lessons"]]

    @cached_property
    def sha256(self) -> str:
        """Of every file's name and content."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(self.folder).as_posix()}\n".encode() + path.read_bytes() + b"\0")
        return digest.hexdigest()

    def body(self, key: str, language: str, title: str) -> StreamValue:
        """A lesson's blocks, each with an identity that both languages share: translators see them side by side."""
        path = self.folder / "lessons" / f"{key}.{language}.md"
        try:
            text = path.read_text(encoding="utf-8")
            found = blocks(text, lambda name: self.picture(name, language), title, lambda name: _play(name, language))
        except (ContentError, OSError) as error:
            raise ContentError(f"{path.name}: {error}") from error
        slug = self.course["slug"]
        named = [
            (kind, value, str(uuid.uuid5(NAMESPACE, f"{slug}/{key}/{number}")))
            for number, (kind, value) in enumerate(found)
        ]
        return StreamValue(LessonPage.body.field.stream_block, named)

    def picture(self, name: str, language: str) -> Image:
        """A figure as an image of the library; the same drawing is put there once."""
        path = self.folder / "figures" / f"{name}.{language}.svg"
        drawing = path.read_bytes()
        title = f"{self.course['slug']}: {name} ({language})"
        known = Image.objects.filter(title=title).first()
        if known is not None and known.get_file_hash() == hashlib.sha1(drawing, usedforsecurity=False).hexdigest():
            return known
        image = known or Image(title=title)
        image.file = ContentFile(drawing, name=f"{self.course['slug']}-{name}-{language}.svg")
        image._set_file_hash()
        image.save()
        return image


def _play(name: str, language: str) -> H5PContent:
    people = {person.email: person for person in Person.objects.filter(email__in=[AUTHOR, PUBLISHER])}
    return interactive.content(name, language, author=people.get(AUTHOR), administrator=people.get(PUBLISHER))


def _loaded(page: CoursePage) -> str:
    entry = PageLogEntry.objects.filter(page=page.pk, action=LOADED).order_by("-timestamp").first()
    return str(entry.data.get("sha256", "")) if entry else ""


def _course(source: Source, author: Person | None) -> CoursePage:
    said = source.course
    design = designing.design(said.get("design", ""))

    def fields(language: str) -> dict[str, Any]:
        return {
            "title": said["title"][language],
            "summary": said["summary"][language],
            "search_description": said["summary"][language],
            "introduction": html(said["introduction"][language]),
            "outcomes": [("outcome", outcome) for outcome in said["outcomes"][language]],
            "audience": said["audience"][language],
            "instructors": [
                ("instructor", {"name": one["name"][language], "role": one["role"][language]})
                for one in said["instructors"]
            ],
            "area": said["area"],
            "level": said["level"],
            "hours": said["hours"],
            "due_days": said.get("due_days"),
            "evidence": said.get("evidence", Evidence.SERVER),
            "approval": said.get("approval", False),
            "design": design,
        }

    parent = CataloguePage.objects.get(locale__language_code="th")
    return _both(CoursePage, parent, said["slug"], fields, author)


def _module(source: Source, course: CoursePage, said: dict[str, Any], author: Person | None) -> None:
    def fields(language: str) -> dict[str, Any]:
        return {"title": said["title"][language], "summary": said["summary"][language]}

    module = _both(ModulePage, course, said["key"], fields, author)
    for lesson in said["lessons"]:
        _lesson(source, module, lesson, author)


def _lesson(source: Source, module: ModulePage, said: dict[str, Any], author: Person | None) -> None:
    def fields(language: str) -> dict[str, Any]:
        title = said["title"][language]
        body = source.body(said["key"], language, title)
        return {"title": title, "summary": said["summary"][language], "body": body}

    _both(LessonPage, module, said["key"], fields, author)


def _quiz(source: Source, course: CoursePage, sections: list[Any], author: Person | None) -> None:
    said = source.course["quiz"]

    def fields(language: str) -> dict[str, Any]:
        return {
            "title": said["title"][language],
            "introduction": html(said["introduction"][language]),
            "pass_mark": said["pass_mark"],
            "attempts_allowed": said["attempts"],
            "minutes": said["minutes"],
            "sections": [questioning.copy_of(section) for section in sections],
        }

    _both(questioning.QuizPage, course, said["key"], fields, author)


def _both(model: Any, parent: Page, slug: str, fields: Any, author: Person | None) -> Any:
    """The page in Thai below its parent, and its translation in English; made or changed, then published."""
    page = model.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        page = model(slug=slug, locale=parent.locale, live=False, owner=author, **fields("th"))
        Page.objects.get(pk=parent.pk).add_child(instance=page)
    else:
        _fill(page, fields("th"))
    page.save_revision(user=author).publish(user=_publisher())
    english = page.get_translation_or_none(Locale.objects.get(language_code="en"))
    if english is None:
        english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    _fill(english, fields("en"))
    english.save_revision(user=author).publish(user=_publisher())
    return model.objects.get(pk=page.pk)


def _publisher() -> Person | None:
    return Person.objects.filter(email=PUBLISHER).first()


def _fill(page: Any, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
