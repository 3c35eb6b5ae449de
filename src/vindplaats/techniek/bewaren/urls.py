"""Addresses of this corridor."""

from django.urls import path

from . import views

urlpatterns = [
    path("alles-meenemen/", views.alles_meenemen, name="alles-meenemen"),
    path("alles-meenemen/vragen/", views.uitvoer_vragen, name="uitvoer-vragen"),
    path("alles-meenemen/<uuid:pk>/voortgang/", views.uitvoer_voortgang, name="uitvoer-voortgang"),
    path("alles-meenemen/<uuid:pk>/ophalen/", views.uitvoer_ophalen, name="uitvoer-ophalen"),
]
