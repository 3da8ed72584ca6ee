"""Where learners find a page of a course. The one place that decides it: every link, redirect and sitemap asks here."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from courses.models.course import Course


class LearnerAddress:
    """A page that learners see through the release of its course, and not where it lies in the tree of pages.

    `url` is None as long as the course is not released, or its release does not hold the page. Mixed in before Page.
    """

    def learner_path(self) -> str | None:
        """The path on the learner's side, in the language of this page; None where there is none yet."""
        lineage = Page.objects.ancestor_of(self, inclusive=True).values("translation_key")
        course = Course.objects.select_related("current_release").filter(key__in=lineage).first()
        if course is None or course.current_release is None:
            return None
        with translation.override(self.locale.language_code):  # type: ignore[attr-defined]  # of Page
            return self.path_in(course)

    def path_in(self, course: Course) -> str | None:
        """The path within the released `course`; the course's own, unless a kind of page says otherwise."""
        return reverse("courses:course", args=[course.slug])

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Wagtail's question: site, its root, the path. None: not to be found by anyone."""
        parts = super().get_url_parts(request)  # type: ignore[misc]  # of Page
        path = self.learner_path() if parts and parts[1] is not None else None
        return (parts[0], parts[1], path) if path else None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever comes by the tree of pages is sent to the learner's address; 404 while there is none."""
        path = self.learner_path()
        if path is None:
            raise Http404
        return HttpResponseRedirect(path)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Nothing for search engines, except where a kind of page says otherwise: learning takes signing in."""
        return []
