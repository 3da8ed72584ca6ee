"""Public addresses of credentials: without a language, since documents name them that outlive this site's pages."""

from django.urls import path

from certificates.credentials import share_views, views

app_name = "credentials"
urlpatterns = [
    path(".well-known/did.json", views.did_document, name="did"),
    path(".well-known/issuer.json", views.issuer, name="issuer"),
    path("achievements/<uuid:key>/", views.achievement, name="achievement"),
    path("achievements/<uuid:key>/badge.<str:ending>", views.badge, name="badge"),
    path("credentials/status/<str:purpose>/<int:number>/", views.status_list, name="status"),
    path("shared/<str:code>/", share_views.shared, name="shared"),
    path("shared/<str:code>/picture.png", share_views.picture, name="picture"),
]
