"""What the CMS must know of rosters; courses.wagtail_hooks imports this."""

from typing import Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from academy.people.models import Person
from courses.roster import urls
from courses.roster.urls import NAMESPACE

RIGHTS = ("courses.view_roster", "courses.view_taught_roster", "courses.view_agency_roster")


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Below the CMS's own address."""
    return [path("learners/", include((urls, NAMESPACE)))]


class ForOverseers(MenuItem):
    """Shown to those who may see anybody's progress."""

    def is_shown(self, request: Any) -> bool:
        return any(request.user.has_perm(right) for right in RIGHTS)


@hooks.register("register_admin_menu_item")
def learners_item() -> MenuItem:
    """The way to the rosters."""
    return ForOverseers(_("Learners"), reverse_lazy("rosters:index"), name="learners", icon_name="group", order=210)


@hooks.register("register_admin_menu_item")
def report_item() -> MenuItem:
    """The way to the report."""
    return ForOverseers(
        _("Completion report"), reverse_lazy("rosters:report"), name="completion", icon_name="table", order=220
    )


class Withdrawn(LogFormatter):
    """A withdrawal, with its reason."""

    label = _("Withdraw")

    def format_message(self, log_entry: Any) -> str:
        reason = log_entry.data.get("reason", "")
        return gettext("Withdrawn: %(reason)s") % {"reason": reason} if reason else gettext("Withdrawn by the learner")


class Read(LogFormatter):
    """A look at personal data."""

    label = _("Read personal progress")

    def format_message(self, log_entry: Any) -> str:
        return {
            "list": gettext("Read the list of learners"),
            "search": gettext("Looked for people to enrol"),
            "person": gettext("Read a learner's progress"),
            "export": gettext("Exported the list of learners"),
        }.get(log_entry.data.get("how", ""), gettext("Read personal progress"))


class OfPerson(LogFormatter):
    """What was done to one person, named while they are here."""

    said: Any = ""

    def format_message(self, log_entry: Any) -> str:
        person = Person.objects.filter(pk=log_entry.data.get("person")).first()
        return str(self.said) % {"person": person or gettext("somebody who is no longer here")}


class EnrolledPerson(OfPerson):
    """One person was put on the course by another."""

    label, said = _("Enrol"), _("Enrolled %(person)s")


class WithdrewPerson(OfPerson):
    """One person was taken off the course by another."""

    label, said = _("Withdraw"), _("Withdrew %(person)s")


class EnrolledList(LogFormatter):
    """Many by a list."""

    label = _("Enrol by list")

    def format_message(self, log_entry: Any) -> str:
        number = log_entry.data.get("count", 0)
        said = ngettext("Enrolled %(number)s person by list", "Enrolled %(number)s people by list", number)
        return said % {"number": number}


class MovedPeople(LogFormatter):
    """From an older release to a newer one."""

    label = _("Move people")

    def format_message(self, log_entry: Any) -> str:
        number = log_entry.data.get("count", 0)
        said = ngettext(
            "Moved %(number)s person to release %(release)s", "Moved %(number)s people to release %(release)s", number
        )
        return said % {"number": number, "release": log_entry.data.get("release", "")}


class Released(LogFormatter):
    """A release."""

    label = _("Release")

    def format_message(self, log_entry: Any) -> str:
        return gettext("Made release %(number)s") % {"number": log_entry.data.get("release", "")}


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The deeds that the audit log names."""
    actions.register_action("courses.enrol", _("Enrol"), _("Enrolled"))
    actions.register_action("courses.withdraw")(Withdrawn)
    actions.register_action("courses.read")(Read)
    actions.register_action("courses.enrol_person")(EnrolledPerson)
    actions.register_action("courses.withdraw_person")(WithdrewPerson)
    actions.register_action("courses.enrol_list")(EnrolledList)
    actions.register_action("courses.move_people")(MovedPeople)
    actions.register_action("courses.release")(Released)
