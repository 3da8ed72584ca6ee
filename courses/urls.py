"""Addresses of learners' pages. Deeds about oneself lie below `my/`, so that no unit's address can hide them."""

from django.urls import path

from courses.h5p import views as h5p_views
from courses.views import catalogue, course, learning, unit

app_name = "courses"
urlpatterns = [
    path("my/", learning.my_learning, name="my_learning"),
    path("my/courses/<slug:course_slug>/enrol/", course.enrol, name="enrol"),
    path("my/courses/<slug:course_slug>/renew/", course.renew, name="renew"),
    path("my/courses/<slug:course_slug>/withdraw/", course.withdraw, name="withdraw"),
    path("courses/", catalogue.catalogue, name="catalogue"),
    path("courses/<slug:course_slug>/", course.course, name="course"),
    path("courses/<slug:course_slug>/<slug:unit_slug>/", unit.unit, name="unit"),
    path("courses/<slug:course_slug>/<slug:unit_slug>/done/", unit.unit_done, name="unit_done"),
    path("courses/<slug:course_slug>/<slug:unit_slug>/play/<uuid:key>/", h5p_views.play, name="play"),
]
