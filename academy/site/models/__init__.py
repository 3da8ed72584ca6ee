"""Pages that are not learning: the home page and plain pages; and the site's settings."""

from academy.site.models.pages import HomePage, PlainPage

__all__ = ["HomePage", "PlainPage"]
