"""Addresses of the officers' desk, below the CMS."""

from django.urls import path

from courses.desk import cases, cohorts, lists

NAMESPACE = "desk"
urlpatterns = [
    path("", lists.index, name="index"),
    path("requests/", lists.requests, name="requests"),
    path("courses/<slug:course_slug>/", lists.course, name="course"),
    path("courses/<slug:course_slug>/export/", lists.export, name="export"),
    path("courses/<slug:course_slug>/cohorts/", cohorts.cohorts, name="cohorts"),
    path("courses/<slug:course_slug>/cohorts/new/", cohorts.cohort, name="new_cohort"),
    path("courses/<slug:course_slug>/cohorts/<int:pk>/", cohorts.cohort, name="cohort"),
    path("cases/<int:pk>/", cases.case, name="case"),
]
