"""Mail of the demo: written to files and shown to the administrator instead of being sent."""

from django.conf import settings
from django.core.mail.backends.filebased import EmailBackend


class FileBackend(EmailBackend):
    """Writes each message to MAIL_DIR as one .eml-like file."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, file_path=settings.MAIL_DIR, **kwargs)
