"""What the API need not keep: tokens that are over, and answers kept for repeated writes."""

from datetime import datetime

from oauth2_provider.models import clear_expired

from academy.api.models import KeptAnswer


def forget(at: datetime) -> None:
    """Delete tokens that are over or taken back, and answers older than they are kept. Run it as often as you like."""
    clear_expired()
    KeptAnswer.objects.filter(made_at__lt=at - KeptAnswer.KEPT).delete()
