"""Addresses of the desk, below the CMS."""

from django.urls import path

from certificates.desk import books, many, runs

NAMESPACE = "certificate_desk"
urlpatterns = [
    path("many/", many.many, name="many"),
    path("export/<str:form>/", many.export, name="export"),
    path("bundles/", many.bundles, name="bundles"),
    path("bundles/<str:key>.zip", many.bundle, name="bundle"),
    path("runs/", runs.runs, name="runs"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/<int:pk>/export/", runs.export, name="run_export"),
    path("queue/", books.queue, name="queue"),
    path("acts/", books.acts, name="acts"),
    path("acts/export/", books.export, name="acts_export"),
]
