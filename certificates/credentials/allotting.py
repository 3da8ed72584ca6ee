"""Making a certificate a credential: its id, what it stands for and its place in the status lists, once for all."""

from django.db import IntegrityError, transaction

from certificates.credentials.achievement import Terms
from certificates.credentials.statuslist import list_of, place_of
from certificates.models import Achievement, Certificate, Credential, StatusList


def credential_of(certificate: Certificate) -> Credential:
    """The certificate's credential, allotted when it is first needed; ten calls at once make one row."""
    rows = Credential.objects.select_related("achievement", "status_list", "certificate")
    found = rows.filter(certificate=certificate).first()
    if found is not None:
        return found
    terms = Terms.of(certificate.facts, certificate.subject)
    with transaction.atomic():
        achievement, _made = Achievement.objects.get_or_create(digest=terms.digest, defaults={"said": terms.as_json()})
        status_list, _made = StatusList.objects.get_or_create(number=list_of(certificate.pk))
        try:
            # There was none a moment ago, so none is looked for again.
            with transaction.atomic():
                return Credential.objects.create(
                    certificate=certificate,
                    achievement=achievement,
                    status_list=status_list,
                    # The certificate's own key comes from a sequence: nobody else has been dealt this place.
                    status_index=place_of(certificate.pk, status_list.shuffle),
                )
        except IntegrityError:
            return rows.get(certificate=certificate)
