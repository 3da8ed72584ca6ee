"""Mail of the demo: written to files and shown to the administrator instead of being sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage as Letter
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class FileBackend(BaseEmailBackend):
    """Writes each message as one .eml file to settings.MAIL_DIR, named by the time it was sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """The number of messages written."""
        folder = Path(settings.MAIL_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = timezone.now().strftime("%Y%m%d-%H%M%S-%f")
            (folder / f"{name}.eml").write_bytes(message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class Written:
    """One letter as the administrator sees it."""

    name: str
    at: datetime
    to: str
    subject: str
    text: str
    html: str


def read(path: Path) -> Written:
    """The letter in that file."""
    letter = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(letter, Letter)
    parts = {kind: letter.get_body((kind,)) for kind in ("plain", "html")}
    at = datetime.strptime(path.stem, "%Y%m%d-%H%M%S-%f").replace(tzinfo=UTC)
    texts = {kind: part.get_content() if part else "" for kind, part in parts.items()}
    return Written(path.stem, at, str(letter["To"]), str(letter["Subject"]), texts["plain"], texts["html"])


def letters(limit: int = 100) -> Iterator[Written]:
    """The newest letters first."""
    folder = Path(settings.MAIL_DIR)
    newest = sorted(folder.glob("*.eml"), reverse=True) if folder.is_dir() else []
    return (read(path) for path in newest[:limit])
