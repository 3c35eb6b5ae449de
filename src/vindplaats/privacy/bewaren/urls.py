"""Urls of the overview and retention."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.overzicht, name="overzicht"),
    path("bewaren/", views.bewaren, name="bewaren"),
]
