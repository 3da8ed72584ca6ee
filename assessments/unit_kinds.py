"""The kinds of unit that this app brings to courses: quizzes."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.views import quiz
from courses import units
from courses.outline import Unit


def describe(unit: Unit) -> Promise | str:
    """What a quiz takes."""
    return gettext("Pass at %(mark)s%%.") % {"mark": unit.rule.pass_mark}


units.register(units.UnitKind("quiz", _("test"), "edit", quiz.present, describe))
