"""The kinds of unit that this app brings: lessons."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses import units
from courses.outline import Unit
from courses.views import lesson


def describe(unit: Unit) -> Promise | str:
    """What a lesson takes."""
    return _("Read to the end.")


units.register(units.UnitKind("lesson", _("lesson"), "book", lesson.present, describe))
