"""Urls of consent."""

from django.urls import path

from . import views

urlpatterns = [
    path("toestemming/", views.toestemming, name="toestemming"),
    path("toestemming/doel/<str:code>/", views.doel, name="toestemming-doel"),
    path("toestemming/doel/<str:code>/vastleggen/", views.geven, name="toestemming-geven"),
    path("toestemming/<uuid:pk>/", views.rij, name="toestemming-rij"),
    path("mijn-toestemming/", views.mijn_toestemming, name="mijn-toestemming"),
]
