"""The question bank: categories, questions, and versions that never change."""

import uuid
from collections.abc import Collection
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments import richtext
from courses.models.pages.course import Area, Level


class CategoryManager(models.Manager["Category"]):
    """Finds categories with all that is below them."""

    def with_parts(self, ids: Collection[int]) -> dict[int, set[int]]:
        """Each of the ids with itself and every category below it. One query: there are few categories."""
        children: dict[int | None, list[int]] = {}
        for child, parent in self.values_list("pk", "parent_id"):
            children.setdefault(parent, []).append(child)
        found: dict[int, set[int]] = {}
        for top in ids:
            reached, waiting = set(), [top]
            while waiting:
                one = waiting.pop()
                if one not in reached:
                    reached.add(one)
                    waiting.extend(children.get(one, ()))
            found[top] = reached
        return found


class Category(models.Model):
    """A part of the bank that quizzes draw from. Drawing from a category draws from its parts too."""

    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )

    objects: ClassVar[CategoryManager] = CategoryManager()

    class Meta:
        verbose_name = _("question category")
        verbose_name_plural = _("question categories")

    def __str__(self) -> str:
        return str(self.name_en if get_language() == "en" else self.name_th)


class QuestionManager(models.Manager["Question"]):
    """Finds what may be drawn (assessments.pools)."""

    def ready(self) -> "models.QuerySet[Question]":
        """Those that may be asked."""
        return self.filter(status=Question.Status.READY, current__isnull=False)


class Question(models.Model):
    """A question of the bank; what it says is in its current version. Area and level are those of courses."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        READY = "ready", _("ready")
        RETIRED = "retired", _("retired")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="questions", verbose_name=_("category"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    current = models.ForeignKey("QuestionVersion", models.PROTECT, null=True, blank=True, related_name="+")
    area = models.CharField(_("skill area"), max_length=20, choices=Area, blank=True, default="")
    level = models.CharField(_("level"), max_length=20, choices=Level, blank=True, default="")
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Where the question comes from: a law, a handbook, an earlier examination."),
    )
    # The words of the current version in both languages, as the list's search asks for them (assessments.searching).
    words = models.TextField(editable=False, default="")
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects: ClassVar[QuestionManager] = QuestionManager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.current.summary() if self.current else str(self.key)

    @property
    def tags(self) -> dict[str, str]:
        """What it is sorted by, besides its category: {"area", "level", "source"}, each perhaps empty."""
        return {"area": self.area, "level": self.level, "source": self.source}


class QuestionVersion(models.Model):
    """One wording of a question. Never changed: an edit makes the next number, and attempts keep the one they drew.

    `content`, by kind (texts are {"th": str, "en": str}, rich text cleaned when stored):
    single, multiple: {"stem", "choices": [{"id", "text", "correct": bool, "feedback"}], "shuffle": bool, "feedback"}
    truefalse: {"stem", "answer": bool, "feedback"}
    number: {"stem", "answer": decimal as str, "tolerance": decimal as str, "unit", "feedback"}, and perhaps
        "units": [{"id", "name", "factor": decimal as str}]: what was typed times the factor is compared
    shorttext: {"stem", "forms": [{"text": str, "share": decimal as str, "feedback"}], "ignore_case": bool, "feedback"}
    matching: {"stem", "pairs": [{"id", "left", "right"}], "extras": [{"id", "text"}], "feedback"}
    ordering: {"stem", "items": [{"id", "text"}] in the right order, "feedback"}
    blanks: {"stem" with [[id]] where a gap stands, "gaps": [{"id", "kind": "text", "forms": [{"text", "share"}],
        "ignore_case"} or {"id", "kind": "choice", "choices": [{"id", "text", "correct"}]}], "feedback"}
    matrix: {"stem", "columns": [{"id", "text"}], "rows": [{"id", "text", "correct": id of a column}], "feedback"}
    hotspot: {"stem", "image": id of an image as str, "alt", "areas": [{"id", "shape": "rect" | "circle" | "poly",
        "coords": [per mille, see assessments.kinds.pictures], "label", "correct": bool}], "feedback"}
    essay: {"stem", "least_words": int | None, "most_words": int | None, "rubric": as at assessments.kinds.rubrics,
        "feedback"}
    upload: {"stem", "types": [of assessments.kinds.filetypes.TYPES], "most_files": int, "most_megabytes": int,
        "rubric", "feedback"}
    """

    class Kind(models.TextChoices):
        SINGLE = "single", _("single choice")
        MULTIPLE = "multiple", _("several choices")
        TRUEFALSE = "truefalse", _("true or false")
        NUMBER = "number", _("number")
        SHORTTEXT = "shorttext", _("short text")
        MATCHING = "matching", _("matching")
        ORDERING = "ordering", _("ordering")
        BLANKS = "blanks", _("fill in the blanks")
        MATRIX = "matrix", _("matrix")
        HOTSPOT = "hotspot", _("areas of a picture")
        ESSAY = "essay", _("essay")
        UPLOAD = "upload", _("files")

    question = models.ForeignKey(Question, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    content = models.JSONField()
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["question_id", "-number"]
        constraints = (models.UniqueConstraint(fields=["question", "number"], name="one_version_per_number"),)

    def __str__(self) -> str:
        return f"{self.question_id}.{self.number}"

    def summary(self) -> str:
        """The first words of the question, plain, in the language of the moment."""
        return Truncator(richtext.plain(self.stem(get_language() or "th"))).chars(120, truncate="…")

    def stem(self, language: str) -> str:
        """The question in that language, or in the other where that one is empty."""
        text = self.content["stem"]
        return str(text.get(language) or text.get("th") or text.get("en") or "")


class QuestionImage(models.Model):
    """An image of the CMS that a version shows, in its picture or its texts. It cannot be deleted as long as it is
    here: an attempt shows a question as it was asked.
    """

    version = models.ForeignKey(QuestionVersion, models.CASCADE, related_name="images")
    image = models.ForeignKey("wagtailimages.Image", models.PROTECT, related_name="+", verbose_name=_("image"))

    class Meta:
        verbose_name = _("image of a question")
        verbose_name_plural = _("images of questions")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["version", "image"], name="one_row_per_image_of_a_version"),)

    def __str__(self) -> str:
        return self.version.summary()


class QuestionComment(models.Model):
    """What a reviewer has to say of a question, as it was then; settled once somebody has dealt with it."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="comments")
    version = models.ForeignKey(QuestionVersion, models.CASCADE, related_name="+")
    text = models.TextField(_("comment"), max_length=2000)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.text[:40]}"
