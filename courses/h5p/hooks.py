"""What the CMS must know of interactive content; courses.wagtail_hooks imports this."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from academy.site.policies import ReadOnly
from courses.blocks.interactive import chooser
from courses.h5p import file_views, views
from courses.h5p.viewsets import InteractiveGroup
from courses.models import H5PInstallation

register_permission_policy(H5PInstallation, ReadOnly(H5PInstallation))


@hooks.register("register_admin_viewset")
def interactive() -> list[ViewSet]:
    """Contents, libraries and installations, and the chooser of contents."""
    return [InteractiveGroup(), chooser]


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """The preview."""
    return [
        path("interactive/<int:pk>/play/", views.preview, name="courses_h5p_preview"),
        path("interactive/<int:pk>/media/", file_views.nothing, name="courses_h5p_media_root"),
        path("interactive/<int:pk>/media/<path:path>", file_views.preview_media, name="courses_h5p_media"),
        path("interactive/<int:pk>/statements/", views.statements, name="courses_h5p_statements"),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The deeds that the audit log names."""
    actions.register_action("courses.read_statements", _("Read reports"), _("Read what browsers reported"))


@hooks.register("register_icons")
def icons(names: list[str]) -> list[str]:
    """Our own sign."""
    return [*names, "courses/h5p/icon.svg"]
