"""Addresses of the player. Libraries are named by their hash; all else by a person's own attempt."""

from django.urls import path

from courses.h5p import file_views, views

app_name = "h5p"
urlpatterns = [
    path("libraries/", file_views.nothing, name="libraries"),
    path("libraries/<str:folder>/<str:tree_hash>/<path:path>", file_views.library, name="library"),
    path("media/<str:nonce>/", file_views.nothing, name="media_root"),
    path("media/<str:nonce>/<path:path>", file_views.media, name="media"),
    path("state/<str:nonce>/<str:data_type>/<str:sub_content_id>/", views.state, name="state"),
]
