"""Urls of the doors: confirming, and signing in through an outside provider."""

from django.urls import path

from . import views_niet_ik, views_oidc, views_vers

urlpatterns = [
    path("bevestigd/<str:nummer>/", views_vers.bevestigd, name="bevestigd"),
    path("via/<slug:code>/", views_oidc.via, name="via"),
    path("via/<slug:code>/terug/", views_oidc.via_terug, name="via-terug"),
    path("via/<slug:code>/koppelen/", views_oidc.koppelen, name="koppelen"),
    path("via/<slug:code>/ontkoppelen/", views_oidc.ontkoppelen, name="ontkoppelen"),
    path("dit-was-ik-niet/<str:token>/", views_niet_ik.niet_ik, name="niet-ik"),
    path("bevestigen/via/", views_oidc.bevestigen, name="bevestigen-via"),
    path("welkom/<str:token>/via/<slug:code>/", views_oidc.via_uitnodiging, name="via-uitnodiging"),
]
