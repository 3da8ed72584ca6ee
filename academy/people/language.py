"""Which language a request speaks: its address first, then the person's choice, then the browser's."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation import get_language_from_path


class PersonLanguage(LocaleMiddleware):
    """Django's LocaleMiddleware; where the address names no language, a signed-in person's own choice counts."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if get_language_from_path(request.path_info) or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            return
        # Asking who it is costs a query; only requests without a language in their address come here.
        user = request.user
        if user.is_authenticated:
            translation.activate(user.preferred_language)
            request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """What a view says is not there is not there in another language either: no redirect, as of an API's 404."""
        if response.status_code == 404 and request.resolver_match:
            return response
        return super().process_response(request, response)
