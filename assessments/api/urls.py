"""Addresses of the API of attempts, below /api/v1/."""

from django.urls import path

from assessments.api import files, views

app_name = "assessments_api"
urlpatterns = [
    path("quizzes/<uuid:unit_key>/attempts/", views.Attempts.as_view(), name="start"),
    path("attempts/<uuid:public_id>/", views.AttemptView.as_view(), name="attempt"),
    path("attempts/<uuid:public_id>/answers/", views.Answers.as_view(), name="answers"),
    path("attempts/<uuid:public_id>/files/", files.Files.as_view(), name="files"),
    path("attempts/<uuid:public_id>/files/<uuid:key>/", files.FileView.as_view(), name="file"),
    path("attempts/<uuid:public_id>/forward/", views.Forward.as_view(), name="forward"),
    path("attempts/<uuid:public_id>/flags/", views.Flags.as_view(), name="flags"),
    path("attempts/<uuid:public_id>/events/", views.Events.as_view(), name="events"),
    path("attempts/<uuid:public_id>/submit/", views.Submit.as_view(), name="submit"),
    path("attempts/<uuid:public_id>/result/", views.ResultView.as_view(), name="result"),
]
