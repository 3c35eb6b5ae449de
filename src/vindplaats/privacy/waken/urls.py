"""Urls of the watch."""

from django.urls import path

from . import views

urlpatterns = [
    path("opvallend/", views.patronen, name="patronen"),
    path("opvallend/<uuid:pk>/", views.patroon, name="patroon"),
]
