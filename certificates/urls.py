"""Addresses of certificates that belong to somebody."""

from django.urls import path

from certificates import views

app_name = "certificates"
urlpatterns = [path("<str:code>.pdf", views.download, name="download")]
