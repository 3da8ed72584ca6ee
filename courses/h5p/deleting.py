"""Taking contents away."""

from django.db import transaction

from courses.h5p.store import DatabaseStore
from courses.models import H5PContent


def delete(content: H5PContent) -> None:
    """Delete a content with all its versions; RestrictedError or ProtectedError once anybody has tried it.

    The media go with the next sweep, a day later: who reads them now is not cut off.
    """
    with transaction.atomic():
        keys = [version.key for version in content.versions.all()]
        content.delete()
        for key in keys:
            DatabaseStore().use(key, ())
