"""Urls of data breaches."""

from django.urls import path

from . import views

urlpatterns = [
    path("datalek-melden/", views.datalek_melden, name="datalek-melden"),
    path("datalekken/", views.datalekken, name="datalekken"),
    path("datalekken/bestand/<str:soort>/", views.datalekken_bestand, name="datalekken-bestand"),
    path("datalekken/<uuid:pk>/", views.datalek, name="datalek"),
    path("datalekken/<uuid:pk>/pdf/", views.datalek_pdf, name="datalek-pdf"),
    path("datalekken/<uuid:pk>/wijzigen/", views.datalek_wijzigen, name="datalek-wijzigen"),
    path("datalekken/<uuid:pk>/stap/<str:verb>/", views.datalek_stap, name="datalek-stap"),
]
