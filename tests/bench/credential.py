"""A certificate's credential in each of its forms; measured by itself, with keys of its own."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from certificates.credentials import baking, integrity, jwt, picturing
from certificates.credentials.composing import compose
from certificates.keyring.keymaking import make_development_keys
from certificates.models import Certificate


def steps(made: Certificate, milliseconds: Callable[[Callable[[], object]], float]) -> dict[str, float]:
    """Milliseconds of CPU in this process: the VC-JWT is made with each certificate, the rest when first asked for."""
    with tempfile.TemporaryDirectory() as folder:
        p256, ed25519 = make_development_keys(Path(folder), at=timezone.now())
        document, facts = compose(made), made.facts
        token = jwt.encode(document, p256)
        return {
            "compose": milliseconds(lambda: compose(made)),
            "VC-JWT": milliseconds(lambda: jwt.encode(document, p256)),
            "Data Integrity, when asked for": milliseconds(
                lambda: integrity.prove(document, ed25519, at=timezone.now())
            ),
            "badge as PNG, when asked for": milliseconds(
                lambda: baking.into_png(picturing.badge_png(facts.course, facts.issuer), token)
            ),
            "badge as SVG, when asked for": milliseconds(
                lambda: baking.into_svg(picturing.badge_svg(facts.course, facts.issuer), token)
            ),
        }
