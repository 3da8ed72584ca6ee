"""Where tokens come from, below /o/. The toolkit's other views are not there: registering is done in the CMS."""

from django.urls import path

from academy.api import oauth_views

app_name = "oauth2_provider"
urlpatterns = [
    path("authorize/", oauth_views.Authorize.as_view(), name="authorize"),
    path("token/", oauth_views.Token.as_view(), name="token"),
    path("revoke_token/", oauth_views.Revoke.as_view(), name="revoke-token"),
    path("introspect/", oauth_views.Introspect.as_view(), name="introspect"),
]
