"""What django-allauth asks of the academy."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from academy.people.models import Person


def as_html(subject: str, text: str) -> str:
    """The letter's HTML form, in the language of the moment."""
    context = {"subject": subject, "text": text, "language": translation.get_language()}
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
            super().send_mail(template_prefix, email, {**context, "LANGUAGE_CODE": language})


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An identity provider signs people in; a new account by that way takes the same switch."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return bool(settings.SELF_SIGN_UP)
