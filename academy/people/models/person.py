"""A person: the user model. Names are ordered parts, in Thai and in English (title, rank, given, family)."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from academy.people.models.agency import Agency
from academy.people.names import NameParts


class IdentityLevel(models.TextChoices):
    """How well it is known that a person is who they say, from the least to the best."""

    SELF = "self", _("as they say themselves")
    OFFICER = "officer", _("checked by an officer")
    PROVIDER = "provider", _("from an identity provider")


class PersonManager(BaseUserManager["Person"]):
    """Makes people. E-mail addresses are kept in lower case: two spellings of one address are one person."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A new person; without a password they can sign in only after a reset."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A person who may do everything; for the first administrator of a new academy."""
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Found by e-mail address, in whatever case it was typed."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser, PermissionsMixin):
    """An official, owner of a small business, instructor, officer or administrator: whoever signs in."""

    email = models.EmailField(_("e-mail address"), unique=True)
    title_th = models.CharField(_("title in Thai"), max_length=60, blank=True)
    rank_th = models.CharField(_("rank in Thai"), max_length=80, blank=True)
    given_th = models.CharField(_("given name in Thai"), max_length=120, blank=True)
    family_th = models.CharField(_("family name in Thai"), max_length=120, blank=True)
    title_en = models.CharField(_("title in English"), max_length=60, blank=True)
    rank_en = models.CharField(_("rank in English"), max_length=80, blank=True)
    given_en = models.CharField(_("given name in English"), max_length=120, blank=True)
    family_en = models.CharField(_("family name in English"), max_length=120, blank=True)
    # What stands on a certificate. Empty means: made from the parts above.
    certificate_name_th = models.CharField(_("name on certificates, in Thai"), max_length=200, blank=True)
    certificate_name_en = models.CharField(_("name on certificates, in English"), max_length=200, blank=True)
    agency = models.ForeignKey(
        Agency, models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("agency")
    )
    position = models.CharField(_("position"), max_length=200, blank=True)
    identity_level = models.CharField(
        _("how well they are known"), max_length=10, choices=IdentityLevel.choices, default=IdentityLevel.SELF
    )
    preferred_language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="th")
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("technical staff"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = (models.UniqueConstraint(Lower("email"), name="person_email_in_any_case"),)

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def name_parts(self, language: str) -> NameParts:
        """The ordered parts of the name in "th" or "en"."""
        parts = ("title", "rank", "given", "family")
        return NameParts(*(str(getattr(self, f"{part}_{language}")) for part in parts))

    def name_in(self, language: str) -> str:
        """Title, rank, given and family name in that language, or in the other where that one is empty."""
        other = "th" if language == "en" else "en"
        return self.name_parts(language).full(language) or self.name_parts(other).full(other)

    def certificate_name(self, language: str) -> str:
        """What a certificate says in that language; empty when there is no such form of the name."""
        chosen = str(getattr(self, f"certificate_name_{language}"))
        return chosen or self.name_parts(language).full(language)

    def get_full_name(self) -> str:
        """The name in the language of the moment."""
        return self.name_in("en" if get_language() == "en" else "th")

    @property
    def first_name(self) -> str:
        """What the CMS's sidebar shows of whoever is signed in."""
        return self.get_full_name()

    def get_short_name(self) -> str:
        """The given name in the language of the moment, for greeting."""
        first, second = (self.given_en, self.given_th) if get_language() == "en" else (self.given_th, self.given_en)
        return str(first or second or self.email)
