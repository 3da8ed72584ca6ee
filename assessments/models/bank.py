"""The question bank: categories, questions, and versions that never change."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Category(models.Model):
    """A part of the bank that quizzes draw from."""

    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )

    class Meta:
        verbose_name = _("question category")
        verbose_name_plural = _("question categories")

    def __str__(self) -> str:
        return str(self.name_en if get_language() == "en" else self.name_th)


class Question(models.Model):
    """A question of the bank; what it says is in its current version."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        READY = "ready", _("ready")
        RETIRED = "retired", _("retired")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="questions", verbose_name=_("category"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    current = models.ForeignKey("QuestionVersion", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.current.stem(get_language() or "th") if self.current else str(self.key)


class QuestionVersion(models.Model):
    """One wording of a question. Never changed: an edit makes the next number, and attempts keep the one they drew.

    `content`, by kind (texts are {"th": str, "en": str}, rich text cleaned when stored):
    single, multiple: {"stem", "choices": [{"id", "text", "correct": bool, "feedback"}], "shuffle": bool, "feedback"}
    truefalse: {"stem", "answer": bool, "feedback"}
    number: {"stem", "answer": decimal as str, "tolerance": decimal as str, "unit", "feedback"}
    """

    class Kind(models.TextChoices):
        SINGLE = "single", _("single choice")
        MULTIPLE = "multiple", _("several choices")
        TRUEFALSE = "truefalse", _("true or false")
        NUMBER = "number", _("number")

    question = models.ForeignKey(Question, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    content = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["question_id", "-number"]
        constraints = (models.UniqueConstraint(fields=["question", "number"], name="one_version_per_number"),)

    def stem(self, language: str) -> str:
        """The question in that language, or in the other where that one is empty."""
        text = self.content["stem"]
        return str(text.get(language) or text.get("th") or text.get("en") or "")
