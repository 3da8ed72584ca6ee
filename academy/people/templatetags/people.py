"""What the pages of signing in ask about the academy."""

from allauth.account.adapter import get_adapter
from django import template

from academy.people.models import Person
from academy.people.roles import Role, roles_of

register = template.Library()


@register.simple_tag(takes_context=True)
def sign_up_open(context: template.Context) -> bool:
    """Whether people may open accounts themselves; where not, no page leads to a closed door."""
    request = context["request"]
    return bool(get_adapter(request).is_open_for_signup(request))


@register.filter
def roles(person: Person) -> list[Role]:
    """What the person may do besides learning."""
    return roles_of(person)
