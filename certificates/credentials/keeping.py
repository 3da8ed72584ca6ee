"""Forms of a credential: made when first asked for, kept in the certificates' store from then on."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from certificates.credentials import baking, integrity, jwt, picturing
from certificates.credentials.allotting import credential_of
from certificates.credentials.composing import compose
from certificates.keyring.keys import KeyRing
from certificates.models import Certificate, CredentialFile
from certificates.storage import storing
from certificates.storage.port import DamagedError

log = logging.getLogger(__name__)
Form = CredentialFile.Form
ENDINGS = {Form.JWT: "jwt", Form.INTEGRITY: "json", Form.PNG: "png", Form.SVG: "svg", Form.CARD: "png"}


def content(certificate: Certificate, form: CredentialFile.Form) -> bytes:
    """That form of the certificate's credential: the same bytes each time.

    Raises certificates.keyring.keys.KeyTroubleError when no key may sign, OSError when the store cannot be written.
    """
    credential = credential_of(certificate)
    row = credential.files.filter(form=form).first()
    if row is not None:
        try:
            return storing.read(row.sha256, ENDINGS[form])
        except (FileNotFoundError, DamagedError):
            # Unlike the certificate itself it can be made again: it says the same, under the key in use now.
            log.error("The %s form of certificate %s is missing from the store, or damaged.", form, certificate.serial)
    made = MAKERS[form](certificate)
    fields = {"sha256": storing.store(made, ENDINGS[form]), "size": len(made)}
    if row is not None:
        credential.files.filter(pk=row.pk).update(**fields)
        return made
    kept, first = credential.files.get_or_create(form=form, defaults=fields)
    # Of two that make it at once, one is kept and given to both; the other file is swept.
    return made if first else storing.read(kept.sha256, ENDINGS[form])


def _integrity(certificate: Certificate) -> bytes:
    return integrity.prove(compose(certificate), KeyRing.load(settings).ed25519, at=timezone.now())


def _png(certificate: Certificate) -> bytes:
    facts = certificate.facts
    return baking.into_png(picturing.badge_png(facts.course, facts.issuer), content(certificate, Form.JWT))


def _svg(certificate: Certificate) -> bytes:
    facts = certificate.facts
    return baking.into_svg(picturing.badge_svg(facts.course, facts.issuer), content(certificate, Form.JWT))


def _card(certificate: Certificate) -> bytes:
    return picturing.card(certificate.facts)


MAKERS: dict[CredentialFile.Form, Callable[[Certificate], bytes]] = {
    Form.JWT: jwt.sign,
    Form.INTEGRITY: _integrity,
    Form.PNG: _png,
    Form.SVG: _svg,
    Form.CARD: _card,
}
