"""Urls of portaal."""

from django.urls import URLPattern, URLResolver, path

from . import urls_hulp, views

app_name = "portaal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.werk, name="werk"),
    path("gezien/", views.gezien, name="gezien"),
    path("zoeken/", views.zoeken, name="zoeken"),
    *urls_hulp.urlpatterns,
]
