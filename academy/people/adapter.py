"""What django-allauth asks of the academy."""

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from academy.people.claims import names_from
from academy.people.forms import NAME_FIELDS
from academy.people.identifying import prove
from academy.people.models import Person


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a letter; one that is an address and nothing else is shown as a button."""

    text: str

    @property
    def address(self) -> bool:
        return self.text.startswith(("https://", "http://")) and not any(sign.isspace() for sign in self.text)


def as_html(subject: str, text: str) -> str:
    """The letter's HTML form, in the language of the moment."""
    parts = [Part(part.strip()) for part in text.split("\n\n") if part.strip()]
    context = {"subject": subject, "parts": parts, "language": translation.get_language()}
    return render_to_string("people/email/letter.html", context)


class AccountAdapter(DefaultAccountAdapter):
    """Self sign-up is a switch; letters speak their reader's language."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SELF_SIGN_UP)

    def format_email_subject(self, subject: str) -> str:
        return subject

    def render_mail(self, *args: Any, **kwargs: Any) -> EmailMessage:
        """Each letter's text is its template; its HTML form is made from that text, so that the two never differ."""
        letter: EmailMultiAlternatives = super().render_mail(*args, **kwargs)
        letter.attach_alternative(as_html(str(letter.subject), str(letter.body)), "text/html")
        return letter

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of the person who has that address, else of the request."""
        person = context.get("user") or Person.objects.filter(email=email.lower()).first()
        language = person.preferred_language if person else translation.get_language() or "th"
        with translation.override(language):
            reset = f"{settings.PUBLIC_ORIGIN}{reverse('account_reset_password')}"
            told = {"LANGUAGE_CODE": language, "reset_url": reset}
            super().send_mail(template_prefix, email, {**context, **told})


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An identity provider signs people in; a new account by that way takes the same switch and the same form.

    What a provider says of an e-mail address never opens an account that is already there: whoever has one signs in
    and connects the provider by themselves.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return bool(settings.SELF_SIGN_UP)

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: the name is checked by its holder, and the privacy notice read, before there is an account."""
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Never, whatever a setting says."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whoever signs in by a provider that the operator trusts to prove identity is known so well."""
        if sociallogin.is_existing and settings.OIDC_PROVES_IDENTITY and isinstance(sociallogin.user, Person):
            prove(sociallogin.user, names_from(_claims(sociallogin)))

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Person:
        """A new account by that way; a name that was changed in the form is the person's own word."""
        person: Person = super().save_user(request, sociallogin, form)
        if settings.OIDC_PROVES_IDENTITY:
            prove(person, names_from(_claims(sociallogin)))
        return person

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Person:
        """A person with the address and the names that the provider has told; nothing is stored yet."""
        person = sociallogin.user
        assert isinstance(person, Person)
        person.email = str(data.get("email") or "").lower()
        for name, value in names_from(_claims(sociallogin)).items():
            setattr(person, name, value)
        return person

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, Any]:
        """What the form is filled in with."""
        person = sociallogin.user
        return {name: getattr(person, name) for name in ("email", *NAME_FIELDS)}


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    """All that the provider has told, by whichever of its ways."""
    claims = sociallogin.account.extra_data
    return {**claims, **claims.get("id_token", {}), **claims.get("userinfo", {})}
