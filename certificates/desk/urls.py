"""Addresses of the desk, below the CMS."""

from django.urls import path

from certificates.desk import books, comparing, designs, many, pictures, runs

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
    path("designs/", designs.designs, name="designs"),
    path("designs/new/", designs.edit, name="design_new"),
    path("designs/<int:pk>/", designs.edit, name="design"),
    path("designs/<int:pk>/history/", designs.history, name="design_history"),
    path("designs/<int:pk>/compare/", comparing.compare, name="design_compare"),
    path("designs/<int:pk>/settle/", designs.settle, name="design_settle"),
    path("designs/<int:pk>/<int:number>.png", designs.thumbnail, name="design_thumbnail"),
    path("designs/pictures/", pictures.pictures, name="design_pictures"),
    path("designs/pictures/<int:pk>/", pictures.picture, name="design_picture"),
    path("designs/pictures/<int:pk>/hide/", pictures.hide, name="design_picture_hide"),
    path("acts/", books.acts, name="acts"),
    path("acts/export/", books.export, name="acts_export"),
]
