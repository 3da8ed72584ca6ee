"""Who may do what to rows that the CMS shows, beyond what Wagtail has."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class ReadOnly(ModelPermissionPolicy):
    """Seen here and changed by deeds only; not even an administrator adds, edits or deletes a row."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether this person may; never for the three."""
        return action not in {"add", "change", "delete"} and super().user_has_permission(user, action)
