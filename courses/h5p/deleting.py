"""Taking contents away."""

from django.db import transaction
from wagtail.models import ReferenceIndex

from courses.h5p.store import DatabaseStore
from courses.models import H5PContent


def is_needed(content: H5PContent) -> bool:
    """Whether a page shows the content, or somebody has tried it."""
    return content.attempts.exists() or ReferenceIndex.get_references_to(content).exists()


def delete(content: H5PContent) -> None:
    """Delete a content with all its versions; RestrictedError or ProtectedError once anybody has tried it.

    The media go with the next sweep, a day later: who reads them now is not cut off.
    """
    with transaction.atomic():
        keys = [version.key for version in content.versions.all()]
        content.delete()
        for key in keys:
            DatabaseStore().use(key, ())
