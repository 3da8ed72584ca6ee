"""Pages that are not learning: the home page and plain pages; and the site's settings."""

from academy.site.models.contact import Contact
from academy.site.models.pages import HomePage, PlainPage

__all__ = ["Contact", "HomePage", "PlainPage"]
