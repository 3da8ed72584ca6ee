"""Addresses of the API of tests and of the question bank, below /api/v1/."""

from django.urls import path

from assessments.api import bank_views, files, reading_views, views

app_name = "assessments_api"
urlpatterns = [
    path("bank/categories/", bank_views.Categories.as_view(), name="categories"),
    path("bank/questions/", bank_views.Questions.as_view(), name="questions"),
    path("bank/questions/<uuid:key>/", bank_views.QuestionView.as_view(), name="question"),
    path("quizzes/", reading_views.Quizzes.as_view(), name="quizzes"),
    path("quizzes/<uuid:unit_key>/statistics/", reading_views.Statistics.as_view(), name="statistics"),
    path("quizzes/<uuid:unit_key>/attempts/", views.Attempts.as_view(), name="start"),
    path("attempts/", reading_views.OwnAttempts.as_view(), name="attempts"),
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
