"""Narrowing the register, for its list, deeds and exports alike: by state, course, agency, design, and days."""

from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]  # it has no types
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from academy.people.models import Agency
from certificates.designs import naming
from certificates.finding import find
from certificates.models import Certificate

SUBJECTS = "certificate_subjects"
"""A Wagtail hook. Each function registered under it gives pairs of a subject of certificates and its name for people;
so the register names courses although certificates know nothing of them."""
EXPIRED = "expired"
READY = Certificate.State.READY


def subjects() -> list[tuple[str, str]]:
    """What certificates may be for, by name."""
    found = [pair for given in hooks.get_hooks(SUBJECTS) for pair in given()]
    return sorted(found, key=lambda pair: pair[1])


def _states() -> list[tuple[str, Any]]:
    return [*Certificate.State.choices, (EXPIRED, _("expired"))]


class AgencySought(django_filters.ModelChoiceFilter):
    """The holder's agency, or one below it."""

    def filter(self, queryset: QuerySet[Certificate], value: Agency | None) -> QuerySet[Certificate]:
        """Nothing chosen narrows nothing."""
        return queryset.filter(person__agency__path__startswith=value.path) if value else queryset


class CertificateFilters(WagtailFilterSet):
    """The filters of the register."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=_states, method="in_states", widget=forms.CheckboxSelectMultiple
    )
    subject = django_filters.ChoiceFilter(
        label=_("Course"), choices=subjects, widget=forms.Select, empty_label=_("All")
    )
    agency = AgencySought(label=_("Agency"), queryset=Agency.objects.order_by("path"), empty_label=_("All"))
    design = django_filters.ChoiceFilter(
        label=_("Design"), choices=naming.offered, method="in_design", widget=forms.Select, empty_label=_("All")
    )
    issued_at = django_filters.DateFromToRangeFilter(label=_("Issued"), widget=DateRangePickerWidget)
    valid_until = django_filters.DateFromToRangeFilter(label=_("Valid until"), widget=DateRangePickerWidget)

    class Meta:
        model = Certificate
        fields: ClassVar[list[str]] = []

    def in_states(self, queryset: QuerySet[Certificate], _name: str, chosen: list[str]) -> QuerySet[Certificate]:
        """A valid certificate that has run out is expired, and not valid."""
        over = Q(state=READY, valid_until__lt=timezone.localdate())
        fits = Q(state__in=[one for one in chosen if one not in {EXPIRED, READY}])
        if READY in chosen:
            fits |= Q(state=READY) & ~Q(valid_until__lt=timezone.localdate(), valid_until__isnull=False)
        if EXPIRED in chosen:
            fits |= over
        return queryset.filter(fits)

    def in_design(self, queryset: QuerySet[Certificate], _name: str, key: str) -> QuerySet[Certificate]:
        """In whichever version of it."""
        return naming.made_in(queryset, key)


def sought(asked: Mapping[str, Any]) -> QuerySet[Certificate]:
    """The certificates that the register shows for that query string (`q` and the filters), oldest first."""
    filters = CertificateFilters(asked, Certificate.objects.all())
    found: QuerySet[Certificate] = filters.qs if filters.is_valid() else Certificate.objects.none()
    typed = str(asked.get("q", "")).strip()
    return (find(found, typed) if typed else found).order_by("pk")
