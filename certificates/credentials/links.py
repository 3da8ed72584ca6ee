"""The link that fills in the form of a professional network; whether to press it and to save is the holder's deed."""

from datetime import date
from urllib.parse import urlencode

from django.utils.translation import get_language

from certificates.models import Certificate

ADD_TO_PROFILE = "https://www.linkedin.com/profile/add"


def profile_link(certificate: Certificate, address: str) -> str:
    """LinkedIn's form for a certificate, filled in; `address` is where others may see it. Nothing is sent by itself."""
    facts, language = certificate.facts, get_language() or "th"
    on = date.fromisoformat(facts.completed_on)
    fields = {
        "startTask": "CERTIFICATION_NAME",
        "name": facts.course.in_language(language),
        "organizationName": facts.issuer.in_language(language),
        "issueYear": on.year,
        "issueMonth": on.month,
        "certId": certificate.serial,
        "certUrl": address,
    }
    return f"{ADD_TO_PROFILE}?{urlencode(fields)}"
