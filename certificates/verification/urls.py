"""Addresses of verification: in QR codes on paper, without a language, for good."""

from django.urls import path

from certificates.verification import views

app_name = "verify"
urlpatterns = [
    path("", views.Verify.as_view(), name="form"),
    path("<str:code>/", views.verify_certificate, name="certificate"),
]
