"""Letters by e-mail: each as text and as HTML."""

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from academy.people.models import Person


def letter(person: Person, subject: str, template: str, said: Mapping[str, Any]) -> EmailMultiAlternatives:
    """The message, from `<template>.txt` and `<template>.html`, in the language that is active."""
    words = dict(said)
    # A subject is one line.
    message = EmailMultiAlternatives(
        " ".join(subject.split()), render_to_string(f"{template}.txt", words), to=[person.email]
    )
    message.attach_alternative(render_to_string(f"{template}.html", words), "text/html")
    return message
