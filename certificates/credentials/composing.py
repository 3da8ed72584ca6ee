"""From rows to the unsigned credential: the one place where facts, achievement and status list meet."""

from typing import Any

from certificates.credentials import achievement, credential, statuslist
from certificates.credentials.allotting import credential_of
from certificates.credentials.did import address
from certificates.models import Certificate


def compose(certificate: Certificate) -> dict[str, Any]:
    """The certificate's credential, unsigned and the same each time; allots it when that is still to do."""
    row = credential_of(certificate)
    terms = achievement.Terms.from_json(row.achievement.said)
    number = row.status_list.number
    return credential.build(
        certificate.facts,
        urn=row.urn,
        serial=certificate.serial,
        verify=address("verify:certificate", code=certificate.code),
        issued_at=certificate.issued_at,
        achievement=achievement.describe(terms, row.achievement.key),
        place=credential.Place(
            lists=[(purpose, statuslist.url_of(number, purpose)) for purpose in statuslist.PURPOSES],
            index=row.status_index,
        ),
    )
