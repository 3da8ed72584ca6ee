"""Below /api/v1/."""

from django.urls import path

from courses.h5p import api

urlpatterns = [
    path("h5p/attempts/<str:nonce>/result/", api.Result.as_view(), name="h5p_result"),
    path("h5p/attempts/<str:nonce>/statements/", api.Statements.as_view(), name="h5p_statements"),
]
