"""What the bar in wagtail-localize's editor says with."""

from typing import Any

from django import template
from django.template import Context

from courses import translating
from courses.translating import Standing

register = template.Library()


@register.simple_tag(takes_context=True)
def translation_standing(context: Context, page: Any) -> Standing | None:
    """Where this page's translation stands for the reader."""
    return translating.standing_of(page, context["request"].user)
