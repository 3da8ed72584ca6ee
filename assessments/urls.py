"""Addresses of the pages of quizzes. The quiz's own page is a unit of its course and has its address there."""

from django.urls import path

from assessments.views import attempt, files, quiz

app_name = "assessments"
urlpatterns = [
    path("quizzes/<uuid:unit_key>/start/", quiz.start, name="start"),
    path("attempts/<uuid:public_id>/", attempt.attempt, name="attempt"),
    path("attempts/<uuid:public_id>/save/", attempt.save_page, name="save_page"),
    path("attempts/<uuid:public_id>/result/", attempt.result, name="result"),
    path("attempts/<uuid:public_id>/files/<uuid:key>/", files.file, name="file"),
]
