"""What pages are adorned with."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from academy.site.cloth import CUTS, threads, tone

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=512)
def cloth(seed: object, cut: str = "cover") -> SafeString:
    """The cloth of that seed, a word or a key, hidden from screen readers; `cut` is one of academy.site.cloth.CUTS.

    Its colours come from the style sheet: the ground from the tone, the threads from `currentColor`. A list has
    twelve; each is drawn once a process.
    """
    width, height = CUTS[cut]
    return format_html(
        '<svg class="cloth cloth--{}" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice" aria-hidden="true"'
        ' focusable="false"><path d="{}"/></svg>',
        tone(str(seed)),
        width,
        height,
        threads(str(seed), cut),
    )
