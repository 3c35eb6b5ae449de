"""Addresses of this corridor."""

from django.urls import path

from . import views_taken

urlpatterns = [
    path("achtergrondwerk/", views_taken.taken, name="taken"),
    path("achtergrondwerk/<uuid:pk>/opnieuw/", views_taken.opnieuw, name="taak-opnieuw"),
    path("achtergrondwerk/<uuid:pk>/intrekken/", views_taken.intrekken, name="taak-intrekken"),
]
