"""Addresses of the screens of marking, below the CMS."""

from django.urls import path

from assessments.handmarking import views

NAMESPACE = "marking"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:unit_key>/", views.quiz, name="quiz"),
    path("<uuid:unit_key>/done/", views.done, name="done"),
    path("<uuid:unit_key>/next/", views.go_on, name="next"),
    path("answers/<int:pk>/", views.answer, name="answer"),
    path("answers/<int:pk>/files/<uuid:key>/", views.file, name="file"),
    path("answers/<int:pk>/release/", views.release, name="release"),
]
