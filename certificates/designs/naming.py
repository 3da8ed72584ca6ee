"""Which design a certificate was made in, by name and version. Reads only."""

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.models import Certificate, Design, DesignVersion

BUILT_IN: Promise = gettext_lazy("built-in")
NONE = "built-in"
"""The built-in design, where designs are chosen by their key."""


def with_designs(certificates: QuerySet[Certificate]) -> QuerySet[Any]:
    """Each with `design_name` and `design_number`, for `design_of`; nothing is asked for each of them again."""
    return certificates.annotate(design_name=_of_version("design__name"), design_number=_of_version("number"))


def _of_version(field: str) -> Coalesce:
    """A look that came back has one fingerprint and two numbers: the certificate was made in the latest of its time."""
    versions = DesignVersion.objects.filter(digest=OuterRef("design")).values(field)
    there = versions.filter(made_at__lte=OuterRef("issued_at"))
    return Coalesce(Subquery(there[:1]), Subquery(versions[:1]))


def design_of(certificate: Any) -> str:
    """In words, for a certificate out of `with_designs`."""
    if not certificate.design:
        return str(BUILT_IN)
    if certificate.design_number is None:
        return _("not kept")
    return _("%(name)s, version %(number)d") % {"name": certificate.design_name, "number": certificate.design_number}


def offered() -> list[tuple[str, Any]]:
    """All designs there ever were, by key, and the built-in one."""
    return [(NONE, BUILT_IN), *((str(key), name) for key, name in Design.objects.values_list("key", "name"))]


def made_in(certificates: QuerySet[Certificate], key: str) -> QuerySet[Certificate]:
    """Those made in any version of the design with that key, one of `offered`."""
    if key == NONE:
        return certificates.filter(design="")
    return certificates.filter(design__in=DesignVersion.objects.filter(design__key=UUID(key)).values("digest"))
