"""Programs with tokens."""

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from academy.api import registering
from academy.api.models import Application
from academy.api.scopes import OF_PROGRAMS, SCOPES
from academy.people.models import Person
from tests.factories.people import PersonFactory

BACK = "https://program.example/back"
VERIFIER = "correct-horse-battery-staple-correct-horse-battery-staple"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


def program(acts_for: Person | None = None, **fields: Any) -> tuple[Application, str]:
    """An application and its secret: of one that acts by itself, or of one that asks for consent, for every scope."""
    fields = {"scopes": OF_PROGRAMS if acts_for else list(SCOPES), "addresses": [BACK]} | fields
    return registering.register("โปรแกรม", by=PersonFactory.create(), acts_for=acts_for, **fields)


def token_by_itself(person: Person, scope: str = "", **fields: Any) -> str:
    """A token of a program that acts for the person by itself."""
    application, secret = program(person, **fields)
    asked = {"grant_type": "client_credentials", "client_id": application.client_id, "client_secret": secret}
    return str(Client().post("/o/token/", asked | ({"scope": scope} if scope else {})).json()["access_token"])


def consent_address(application: Application, scopes: str, **more: str) -> dict[str, str]:
    """What a program asks the consent page."""
    return {
        "response_type": "code",
        "client_id": application.client_id,
        "redirect_uri": BACK,
        "scope": scopes,
        "state": "of the program",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **more,
    }


def agreed(browser: Client, application: Application, scope: str) -> str:
    """The code that a program gets when the person signed in there agrees."""
    answer = browser.post("/o/authorize/", consent_address(application, scope) | {"allow": "true"})
    return parse_qs(urlsplit(answer["Location"]).query)["code"][0]


def exchanged(application: Application, secret: str, code: str, **more: str) -> Any:
    """The answer to a program that brings a code."""
    asked = {
        "grant_type": "authorization_code",
        "client_id": application.client_id,
        "client_secret": secret,
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    }
    return Client().post("/o/token/", asked | more)


def with_token(token: str) -> Client:
    """A program that comes with the token and nothing else."""
    return Client(headers={"authorization": f"Bearer {token}"}, enforce_csrf_checks=True)
