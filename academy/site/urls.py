"""Addresses without a language: the front door, the reader's choices, the operator's probes, and what robots read."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from academy.site import views
from academy.site.sitemap import PublicPages

app_name = "site"
urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("look/", views.choose_look, name="look"),
    path("language/", views.choose_language, name="language"),
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicPages}}, name="sitemap"),
]
