"""Addresses of accounts: the profile, and django-allauth's."""

from django.urls import include, path, re_path

from academy.people import views

people = ([path("profile/", views.profile, name="profile")], "people")
out = [path("login/", views.to_provider, name="openid_connect_login")]
urlpatterns = [
    path("", include(people)),
    # Before django-allauth's own, whose place and name it takes.
    path("oidc/", include([re_path(r"^(?P<provider_id>[^/]+)/", include(out))])),
    path("", include("allauth.urls")),
]
