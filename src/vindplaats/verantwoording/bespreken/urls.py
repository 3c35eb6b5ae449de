"""Urls of the corridor bespreken."""

from django.urls import URLPattern, URLResolver, path

from . import views, views_gesprek

urlpatterns: list[URLPattern | URLResolver] = [
    path("vergelijken/", views.vergelijken, name="vergelijken"),
    path("vergelijken/jaren/<str:bestuur>/", views.jaren_naast_elkaar, name="jaren-naast-elkaar"),
    path("vergelijken/indicatoren/", views.indicatoren, name="indicatoren-vergelijken"),
    path("vergelijken/indicatoren/<int:nummer>/", views.indicator, name="indicator-naast-elkaar"),
    path("gesprek/", views_gesprek.gesprek, name="gesprek"),
    path("gesprek/bijdrage/<uuid:pk>/antwoord/", views_gesprek.antwoord_geven, name="gesprek-antwoord"),
    path("gesprek/bijdrage/<uuid:pk>/stap/", views_gesprek.stap_zetten, name="gesprek-stap"),
    path("gesprek/bijdrage/<uuid:pk>/afhandelen/", views_gesprek.afhandelen, name="gesprek-afhandelen"),
    path("gesprek/bijdrage/<uuid:pk>/intrekken/", views_gesprek.intrekken, name="gesprek-intrekken"),
    path("gesprek/afspraak/<uuid:pk>/afronden/", views_gesprek.afspraak_afronden, name="afspraak-afronden"),
    path("gesprek/afspraak/<uuid:pk>/vervallen/", views_gesprek.afspraak_laten_vervallen, name="afspraak-vervallen"),
    path("gesprek/<uuid:rapport>/<slug:deel>/", views_gesprek.gesprek_deel, name="gesprek-deel"),
    path("gesprek/<uuid:rapport>/<slug:deel>/vraag/", views_gesprek.vraag_stellen, name="vraag-stellen"),
    path("gesprek/<uuid:rapport>/<slug:deel>/signaal/", views_gesprek.signaal_geven, name="gesprek-signaal"),
    path("gesprek/<uuid:rapport>/<slug:deel>/afspraak/", views_gesprek.afspraak_maken, name="afspraak-maken"),
]
