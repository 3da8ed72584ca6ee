"""What officers may do to many certificates at once."""

from collections.abc import Callable, Collection, Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.bulk.deeds import Deed, Described, register
from certificates.correcting import correct_name, reissue
from certificates.facts import Said
from certificates.models import Certificate, CertificateRun
from certificates.revoking import revoke
from certificates.suspending import reinstate, suspend


def _alone(deed: Callable[..., Certificate]) -> Callable[[CertificateRun, int], None]:
    """A deed on one certificate, as a run does it."""

    def act(run: CertificateRun, target: int) -> None:
        certificate = Certificate.objects.select_related("person").get(pk=target)
        deed(certificate, reason=run.reason, by=run.made_by, at=timezone.now(), origin=run.origin or "")

    return act


def _correct(certificate: Certificate, **told: object) -> Certificate:
    """Under the name that the holder's account has now."""
    person = certificate.person
    name = Said(th=person.certificate_name("th"), en=person.certificate_name("en"))
    return correct_name(certificate, name, **told)  # type: ignore[arg-type]  # what _alone gives


def describe(targets: Collection[int]) -> Mapping[int, Described]:
    """Serial number and holder, in one query."""
    return {
        one.pk: Described(
            f"{one.serial} · {one.facts.holder.in_language('th')}",
            reverse("certificate_register:inspect", args=[one.pk]),
        )
        for one in Certificate.objects.filter(pk__in=targets)
    }


for name, label, done, would, deed in (
    ("suspend", _("Suspend"), _("suspended"), _("would be suspended"), suspend),
    ("reinstate", _("Put back into force"), _("back in force"), _("would be put back into force"), reinstate),
    ("revoke", _("Revoke"), _("revoked"), _("would be revoked"), revoke),
    (
        "correct",
        _("Correct the name to that of the account"),
        _("corrected"),
        _("would be corrected"),
        _correct,
    ),
    ("reissue", _("Issue anew under today's signing officer"), _("issued anew"), _("would be issued anew"), reissue),
):
    register(Deed(f"certificates.{name}", label, done, would, _alone(deed), describe))
