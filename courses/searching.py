"""Finding courses by words, in Thai and English, on either database; and keeping the index in step with releases."""

from uuid import UUID

from wagtail.search import index

from courses import wording
from courses.models import CoursePage


def found(text: str) -> list[UUID]:
    """The keys of published courses that hold every word of `text` in some language, the most relevant first.

    The last word may be unfinished. Empty when nothing is found, and when there is no word in `text`. One query;
    another for each further reading of an unfinished Thai word, while nothing is found.
    """
    pages = CoursePage.objects.live()
    for query in wording.encoded_queries(text):
        keys = [page.translation_key for page in pages.autocomplete(query, operator="and")]
        if keys:
            return list(dict.fromkeys(keys))
    return []


def refresh(key: UUID) -> None:
    """Index a course anew in each language: titles of its lessons stand in its entry and change without it."""
    for page in CoursePage.objects.filter(translation_key=key):
        index.insert_or_update_object(page)
