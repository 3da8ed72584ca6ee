"""Who: people, the agencies they serve, and their roles."""

from academy.people.models.agency import Agency
from academy.people.models.person import IdentityLevel, Person

__all__ = ["Agency", "IdentityLevel", "Person"]
