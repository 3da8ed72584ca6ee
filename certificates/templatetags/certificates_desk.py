"""The tabs of the certificate officers' desk."""

from typing import Any

from django import template

from certificates.desk.tabs import tabs

register = template.Library()


@register.inclusion_tag("certificates/cms/desk/tabs.html", takes_context=True)
def desk_tabs(context: Any) -> dict[str, Any]:
    """All screens of the desk; the one whose address begins as this page's does, and is the longest, is current."""
    request = context["request"]
    found = tabs(request)
    here = max((tab for tab in found if request.path.startswith(tab.address)), key=lambda tab: len(tab.address))
    return {"tabs": found, "here": here}
