"""Addresses of accounts: django-allauth's, and the profile."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
