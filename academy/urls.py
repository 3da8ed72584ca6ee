"""Every address of the academy."""

from pathlib import Path

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from academy.api.own_views import programs
from academy.api.views import nowhere
from academy.people.cms_views import AccountSettings, door
from academy.site.cms_views import UpdateTranslations

# One door: Wagtail's own sign-in pages know neither the limit on failed attempts nor the second factor.
sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("academy.site.urls")),
    path("cms/login/", door, name="cms_door"),
    path("cms/localize/update/<int:translation_source_id>/", require_admin_access(UpdateTranslations.as_view())),
    path("cms/account/", require_admin_access(AccountSettings.as_view())),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("verify/", include("certificates.verification.urls")),
    path("", include("certificates.credentials.urls")),
    path("o/", include("academy.api.oauth_urls")),
    path("api/v1/", include("academy.api.urls")),
    path("api/v1/", include("assessments.api.urls")),
    path("api/v1/", include("courses.h5p.api_urls")),
    re_path(r"^api/v1/[\s\S]+/\Z", nowhere, name="api_nowhere"),
    path("h5p/", include("courses.h5p.urls")),
]
urlpatterns += i18n_patterns(
    path("accounts/programs/", programs, name="programs"),
    path("accounts/", include("academy.people.urls")),
    path("certificates/", include("certificates.urls")),
    path("", include("courses.urls")),
    path("", include("assessments.urls")),
    path("_util/login/", sign_in),
    path("", include(wagtail_urls)),
)
if settings.DEMO:
    # In production nginx serves uploads; the demo has only its own web server.
    # Pictures alone: other files go through their door (courses/views/files.py).
    for folder in ("images", "original_images"):
        place = {"document_root": Path(settings.MEDIA_ROOT) / folder}
        urlpatterns.insert(0, re_path(f"^media/{folder}/(?P<path>.*)$", serve, place))
