"""Addresses of the screens of live conditions, below the CMS."""

from django.urls import path

from assessments.conditions import views

NAMESPACE = "conditions"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:unit_key>/", views.edit, name="edit"),
    path("<uuid:unit_key>/gain/", views.gain, name="gain"),
    path("<uuid:unit_key>/exceptions/add/", views.add_override, name="add_override"),
    path("<uuid:unit_key>/exceptions/<int:pk>/", views.edit_override, name="edit_override"),
    path("<uuid:unit_key>/exceptions/<int:pk>/remove/", views.remove_override, name="remove_override"),
]
