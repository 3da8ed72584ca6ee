"""Addresses of learners' pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "courses"


def my_learning(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [path("my/", my_learning, name="my_learning")]
