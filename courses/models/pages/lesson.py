"""A lesson: a body of blocks, complete when opened and waited."""

from collections import Counter
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from courses import wording
from courses.blocks.body import LessonBody
from courses.models.h5p.content import H5PVersion
from courses.models.unit import UnitMixin
from courses.outline import Exercise, Rule, Unit


class LessonPage(UnitMixin, Page):  # type: ignore[django-manager-missing]  # the manager is Page's, which is untyped
    """One reading unit of a course."""

    unit_kind = "lesson"

    summary = models.TextField(_("summary"), blank=True, help_text=_("What the lesson is about, in one sentence."))
    body = StreamField(LessonBody(), verbose_name=_("text"))
    minimum_seconds = models.PositiveIntegerField(
        _("least time, in seconds"),
        null=True,
        blank=True,
        help_text=_("How long a learner must have had the lesson open. Empty: its words at 400 a minute."),
    )

    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Text, figures, video and cases that a learner reads. Complete when read.")
    template = "courses/lesson_page.html"
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [SynchronizedField("slug", overridable=False)]
    content_panels: ClassVar[list[object]] = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(
                [
                    MultiFieldPanel([FieldPanel("required"), FieldPanel("minimum_seconds")], heading=_("Completion")),
                    FieldPanel("slug"),
                ],
                heading=_("How it counts"),
            ),
            ObjectList(Page.settings_panels, heading=_("Schedule")),
        ]
    )

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def freeze(self, languages: tuple[str, ...]) -> Unit:
        """Complete when it was open for its time: that set by its author, or the words of its shortest language."""
        lengths = [length for length in self._lengths(languages) if length] or [0]
        seconds = self.minimum_seconds
        if seconds is None:
            seconds = round(min(lengths) * 60 / wording.WORDS_A_MINUTE)
        reading = -(-max(lengths) // wording.PLANNED_WORDS_A_MINUTE)
        return Unit(
            key=self.translation_key,
            module=None,
            kind=self.unit_kind,
            slug=self.slug,
            rule=Rule(kind="attended", seconds=seconds, exercises=self._exercises()),
            minutes=max(1, reading, -(-seconds // 60)),
            required=self.required,
            languages=languages,
        )

    def faults(self) -> list[str]:
        """A lesson has text, and plays no content twice: its results would count for the first of the blocks alone."""
        found = [] if self.words() else [gettext("It has no text.")]
        sentence = gettext("It plays “%(title)s” twice. Use it once, or upload it again as a content of its own.")
        return found + [sentence % {"title": title} for title in self._played_twice()]

    def warnings(self) -> list[str]:
        """A content that gives no points is asked for a score: then nobody could complete the lesson."""
        asked = {
            block.value["content"].current_id: (block.value["content"].title, block.value["least_score"])
            for page in self._published()
            for block in page.interactives()
            if block.value["least_score"]
        }
        pointless = H5PVersion.objects.filter(pk__in=asked, max_score=0).order_by("pk") if asked else ()
        sentence = gettext("“%(title)s” gives no points: nobody could reach the %(score)s per cent that are asked for.")
        return [sentence % dict(zip(("title", "score"), asked[one.pk], strict=True)) for one in pointless]

    def interactives(self) -> list[Any]:
        """The blocks that play interactive content."""
        return [block for block in self.body if block.block_type == "interactive" and block.value["content"]]

    def words(self) -> int:
        """How many words there are to read in this language."""
        return wording.count("\n".join(self.body.stream_block.get_searchable_content(self.body)))

    def _exercises(self) -> tuple[Exercise, ...]:
        """The interactive contents that ask for a score, by their blocks: translations of a lesson share their ids."""
        return tuple(
            Exercise(key=str(block.id), needs=str(block.value["least_score"]))
            for block in self.body
            if block.block_type == "interactive" and block.value["least_score"]
        )

    def _played_twice(self) -> list[str]:
        played = [Counter(block.value["content"] for block in page.interactives()) for page in self._published()]
        return sorted({content.title for one in played for content, times in one.items() if times > 1})

    def _published(self) -> list["LessonPage"]:
        """The page, and those of other languages that learners read."""
        others = LessonPage.objects.filter(translation_key=self.translation_key, live=True, alias_of=None)
        return [self, *others.exclude(pk=self.pk)]

    def _lengths(self, languages: tuple[str, ...]) -> list[int]:
        others = LessonPage.objects.filter(
            translation_key=self.translation_key, locale__language_code__in=languages, live=True, alias_of=None
        ).exclude(pk=self.pk)
        return [self.words(), *(page.words() for page in others)]

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The lesson as a learner sees it, with nobody's progress in it."""
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return {**context, "is_preview": True, "title": self.title, "language": self.locale.language_code}
