"""The API's addresses. Each app's own are included by academy.urls, under the same root."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from academy.api import views

urlpatterns = [
    path("", views.index, name="api"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
]
