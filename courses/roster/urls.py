"""Addresses of rosters and the report, below the CMS."""

from django.urls import path

from courses.roster import changes, lists

NAMESPACE = "rosters"
urlpatterns = [
    path("", lists.index, name="index"),
    path("report/", lists.report, name="report"),
    path("courses/<slug:course_slug>/", lists.roster, name="roster"),
    path("courses/<slug:course_slug>/export/", lists.export, name="export"),
    path("courses/<slug:course_slug>/enrol/", changes.enrol, name="enrol"),
    path("courses/<slug:course_slug>/list/", changes.import_list, name="import"),
    path("courses/<slug:course_slug>/people/<int:pk>/", lists.person, name="person"),
    path("courses/<slug:course_slug>/people/<int:pk>/withdraw/", changes.withdraw, name="withdraw"),
]
