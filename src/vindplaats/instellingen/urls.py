"""Addresses of instellingen. A code of a setting always holds a dot, so it never looks like one of the words."""

from django.urls import URLPattern, URLResolver, path

from . import views, views_brieven, views_kalender

app_name = "instellingen"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.overzicht, name="overzicht"),
    path("kalender/", views_kalender.kalender, name="kalender"),
    path("kalender/nieuw/", views_kalender.nieuw, name="kalender-nieuw"),
    path("kalender/inlezen/", views_kalender.inlezen, name="kalender-inlezen"),
    path("kalender/overnemen/", views_kalender.overnemen, name="kalender-overnemen"),
    path("kalender/vaststellen/", views_kalender.vaststellen, name="kalender-vaststellen"),
    path("kalender/uitvoer/<slug:soort>/", views_kalender.uitvoer, name="kalender-uitvoer"),
    path("kalender/<uuid:pk>/", views_kalender.verbeteren, name="kalender-verbeteren"),
    path("kalender/<uuid:pk>/weg/", views_kalender.weg, name="kalender-weg"),
    path("brieven/", views_brieven.brieven, name="brieven"),
    path("brieven/versie/<uuid:pk>/intrekken/", views_brieven.intrekken, name="brief-intrekken"),
    path("brieven/<str:code>/", views_brieven.brief, name="brief"),
    path("brieven/<str:code>/schrijven/", views_brieven.schrijven, name="brief-schrijven"),
    path("brieven/<str:code>/concept/", views_brieven.concept_bewaren, name="brief-concept"),
    path("brieven/<str:code>/voorbeeld/", views_brieven.voorbeeld, name="brief-voorbeeld"),
    path("brieven/<str:code>/weg/", views_brieven.weggooien, name="brief-weg"),
    path("brieven/<str:code>/gewoon/", views_brieven.naar_huis, name="brief-naar-huis"),
    path("brieven/<str:code>/proefmail/", views_brieven.proefmail, name="brief-proefmail"),
    path("brieven/<str:code>/proef/<slug:vorm>/", views_brieven.proef, name="brief-proef"),
    path("waarde/<uuid:pk>/verbeteren/", views.verbeteren, name="verbeteren"),
    path("waarde/<uuid:pk>/intrekken/", views.intrekken, name="intrekken"),
    path("<str:code>/", views.instelling, name="instelling"),
    path("<str:code>/wijzigen/", views.wijzigen, name="wijzigen"),
    path("<str:code>/inlezen/", views.inlezen, name="inlezen"),
    path("<str:code>/uitvoer/<slug:soort>/", views.uitvoer, name="uitvoer"),
]
