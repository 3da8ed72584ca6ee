"""Registering programs that may ask for tokens. Every deed stands in the site history; no secret does."""

from collections.abc import Collection
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _
from oauth2_provider.generators import generate_client_secret
from oauth2_provider.models import get_access_token_model, get_grant_model, get_refresh_token_model
from wagtail.log_actions import log

from academy.api.models import Application
from academy.errors import Refusal
from academy.people.models import Person

REGISTERED, AMENDED, RENEWED = (f"api.{deed}" for deed in ("register", "amend", "renew_secret"))


@transaction.atomic
def register(
    name: str,
    *,
    by: Person,
    scopes: Collection[str],
    acts_for: Person | None = None,
    addresses: Collection[str] = (),
    public: bool = False,
) -> tuple[Application, str]:
    """A new application and its secret, which is kept only as a hash: nobody can look it up again.

    One that `acts_for` somebody acts by itself; any other asks people for their consent and leads them back to one of
    its addresses (see `sound`). One that is public, on telephones or in browsers, can keep no secret and has none.
    """
    application = Application(
        name=name,
        user=acts_for,
        authorization_grant_type=(
            Application.GRANT_CLIENT_CREDENTIALS if acts_for else Application.GRANT_AUTHORIZATION_CODE
        ),
        client_type=Application.CLIENT_PUBLIC if public and not acts_for else Application.CLIENT_CONFIDENTIAL,
        redirect_uris="" if acts_for else " ".join(sound(addresses)),
    )
    application.scopes = sorted(scopes)
    secret = _give_secret(application)
    log(instance=application, action=REGISTERED, user=by)
    return application, secret


@transaction.atomic
def amend(application: Application, *, by: Person, scopes: Collection[str], addresses: Collection[str]) -> None:
    """Store the application, under its name, with these scopes and addresses. Tokens lose what it may no longer ask."""
    application.scopes = sorted(scopes)
    if not application.by_itself:
        application.redirect_uris = " ".join(sound(addresses))
    application.save()
    log(instance=application, action=AMENDED, user=by)


@transaction.atomic
def renew(application: Application, *, by: Person) -> str:
    """Another secret. The old one, and every token it brought, ends now."""
    for model in (get_refresh_token_model(), get_access_token_model(), get_grant_model()):
        model.objects.filter(application=application).delete()
    secret = _give_secret(application)
    log(instance=application, action=RENEWED, user=by)
    return secret


def acting(email: str, *, by: Person) -> Person:
    """The person with that address, for whom a program is to act. Refuses nobody, and superusers unless `by` is one.

    A program that acts for somebody may do what they may: this must be no way to climb.
    """
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise Refusal("no_such_person", _("There is no open account with this e-mail address."), status=404)
    if person.is_superuser and not by.is_superuser:
        raise Refusal("forbidden", _("Programs do not act for this person."), status=403)
    return person


def sound(addresses: Collection[str]) -> list[str]:
    """The addresses that people may be led back to; each `https`, with a host and without a fragment or an account.

    Raises Refusal bad_address (422), also where there is none.
    """
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or "#" in address or "*" in address:
            raise Refusal("bad_address", _("This is no whole https address: %s") % address, status=422)
    if not addresses:
        raise Refusal("bad_address", _("Give at least one address."), status=422)
    return list(dict.fromkeys(addresses))


def _give_secret(application: Application) -> str:
    secret = "" if application.client_type == Application.CLIENT_PUBLIC else str(generate_client_secret())
    application.client_secret = secret
    application.save()
    return secret
