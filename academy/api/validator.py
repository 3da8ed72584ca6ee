"""How the toolkit judges tokens, where the academy is stricter."""

from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator


class Validator(OAuth2Validator):
    """The toolkit's; a program that acts by itself acts for the person it is registered for, never for nobody."""

    def _create_access_token(self, expires: Any, request: Any, token: Any, source_refresh_token: Any = None) -> Any:
        if request.user is None and request.client.by_itself:
            request.user = request.client.user
        return super()._create_access_token(expires, request, token, source_refresh_token)
