"""What the demo adds to the CMS: a word in the history of the pages it loaded."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from academy.demo.loading import LOADED


@hooks.register("register_log_actions")
def loaded(actions: Any) -> None:
    """Said in a course's history, with the hash of the files it was loaded from."""
    actions.register_action(LOADED, _("Load demo content"), _("Loaded from the demo's content"))
