"""Urls of the handbook; included by portaal/urls.py."""

from django.urls import path

from . import views_hulp

urlpatterns = [
    path("hulp/", views_hulp.begin, name="hulp"),
    path("hulp/<slug:naam>/", views_hulp.pagina, name="hulp-pagina"),
]
