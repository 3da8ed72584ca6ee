"""Every address of the academy."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("academy.site.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("verify/", include("certificates.verify_urls")),
    path("api/v1/", include("academy.api.urls")),
]
urlpatterns += i18n_patterns(
    path("accounts/", include("academy.people.urls")),
    path("certificates/", include("certificates.urls")),
    path("", include("courses.urls")),
    path("", include("assessments.urls")),
    path("", include(wagtail_urls)),
)
if settings.DEMO:
    # In production nginx serves uploads; the demo has only its own web server.
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
