"""Addresses of certificates that belong to somebody."""

from django.urls import path

from certificates import views
from certificates.credentials import share_views

app_name = "certificates"
urlpatterns = [
    path("<str:code>.pdf", views.download, name="download"),
    path("<str:code>/", share_views.own, name="own"),
    path("<str:code>/share/", share_views.share, name="share"),
    path("<str:code>/files/<str:name>", share_views.file, name="file"),
]
