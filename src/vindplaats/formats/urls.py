"""Addresses of the form manager."""

from django.urls import path

from .beheer import views, views_bewerken

app_name = "formats"
urlpatterns = [
    path("", views.overzicht, name="overzicht"),
    path("maken/", views.maken, name="maken"),
    path("inlezen/", views.innemen, name="innemen"),
    path("meegeleverd/<slug:formaat>/<str:versie>/", views.mee, name="mee"),
    path("bestand/<slug:formaat>/<str:versie>/", views.bestand, name="bestand"),
    path("<uuid:pk>/", views.versie, name="versie"),
    path("<uuid:pk>/voorbeeld/", views.voorbeeld, name="voorbeeld"),
    path("<uuid:pk>/voorbeeld/<slug:vraag>/", views.voorbeeld_vraag, name="voorbeeld-vraag"),
    path("<uuid:pk>/verschil/", views.verschil, name="verschil"),
    path("<uuid:pk>/proberen/", views.proberen, name="proberen"),
    path("<uuid:pk>/publiceren/", views.publiceren, name="publiceren"),
    path("<uuid:pk>/intrekken/", views.intrekken, name="intrekken"),
    path("<uuid:pk>/geschiedenis/", views.geschiedenis, name="geschiedenis"),
    path("<uuid:pk>/bewerken/", views_bewerken.bewerken, name="bewerken"),
    path("<uuid:pk>/onderdeel/<slug:deel>/", views_bewerken.deel, name="deel"),
    path("<uuid:pk>/vraag/<slug:vraag>/", views_bewerken.vraag, name="vraag"),
    path("<uuid:pk>/veld/<str:plek>/", views_bewerken.veld, name="veld"),
    path("<uuid:pk>/wijzig/<slug:wat>/", views_bewerken.wijzig, name="wijzig"),
    path("<uuid:pk>/stap/<slug:wat>/", views_bewerken.stap, name="stap"),
]
