"""From a row to its file: claim, render, sign, store, READY. No transaction is open while the page is set.

The page carries its own credential; that is signed first.
"""

import logging

from django.utils import timezone
from django.utils.translation import gettext_noop

from certificates.addressing import verify_url
from certificates.claiming import claim, finish, give_back
from certificates.credentials import jwt
from certificates.designs import shelf
from certificates.keyring.keepers import AwayError
from certificates.keyring.keys import KeyTroubleError
from certificates.models import Certificate
from certificates.signatures import signing
from certificates.storage import storing
from certificates.typesetting import rendering

log = logging.getLogger(__name__)
NOT_STORED = gettext_noop("The file could not be stored.")
FAULT = gettext_noop("Something unexpected went wrong; the log says what.")


def produce(pk: int) -> bool:
    """Make the certificate's file. True when this call made it READY; False when there is nothing to do for it.

    On failure the claim is given back, the reason kept on the row, and the error raised: RenderingError (the facts
    or the design must change first), KeyTroubleError (a key must be put right), OSError (the disk, or a service that
    does not answer), or whatever else went wrong.
    """
    token = claim(pk, Certificate.State.PENDING)
    if token is None:
        return False
    certificate = Certificate.objects.get(pk=pk)
    try:
        page = rendering.render(
            certificate.facts,
            serial=certificate.serial,
            code=certificate.code,
            url=verify_url(certificate.code),
            at=certificate.issued_at,
            credential=jwt.sign(certificate).decode(),
            paper=shelf.paper(certificate.facts.design),
        )
        content = signing.sign(page, signer=certificate.facts.issuer.in_language("th"), at=timezone.now())
        sha256 = storing.store(content)
    except BaseException as error:
        give_back(pk, token, trouble=_trouble(error), tries=certificate.tries)
        raise
    at = timezone.now()
    # Where the claim was lost meanwhile (the lease ended, or the row was superseded), the file is swept later.
    return finish(
        pk,
        token,
        Certificate.State.PENDING,
        state=Certificate.State.READY,
        sha256=sha256,
        size=len(content),
        produced_at=at,
        # One that was lost and made again was announced before.
        look_again_at=None if certificate.announced_at else at,
    )


def _trouble(error: BaseException) -> str:
    """One of a few fixed sentences, so that the register can say it in the reader's language."""
    if isinstance(error, rendering.RenderingError | KeyTroubleError | AwayError):
        return error.trouble
    if isinstance(error, OSError):
        return NOT_STORED
    return FAULT
