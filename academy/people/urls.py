"""Addresses of accounts: the profile, and django-allauth's."""

from django.urls import include, path

from academy.people import views

people = ([path("profile/", views.profile, name="profile")], "people")
urlpatterns = [path("", include(people)), path("", include("allauth.urls"))]
