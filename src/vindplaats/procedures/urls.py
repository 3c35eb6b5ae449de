"""Urls of procedures: the manager's screens, the try-out, and one running term."""

from django.urls import URLPattern, URLResolver, path

from . import views, views_proef, views_termijn, views_wijzigen

app_name = "procedures"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.lijst, name="lijst"),
    path("termijn/<uuid:termijn>/", views_termijn.termijn, name="termijn"),
    path("versie/<uuid:versie>/", views.versie, name="versie"),
    path("versie/<uuid:versie>/beeld/", views.beeld, name="beeld"),
    path("versie/<uuid:versie>/yaml/", views.versie_yaml, name="versie-yaml"),
    path("versie/<uuid:versie>/stap/<slug:sleutel>/", views_wijzigen.stap, name="stap"),
    path("versie/<uuid:versie>/termijn/<slug:code>/", views_wijzigen.termijnsoort, name="termijnsoort"),
    path("versie/<uuid:versie>/toelichting/", views_wijzigen.toelichting, name="toelichting"),
    path("versie/<uuid:versie>/delen/", views_wijzigen.delen, name="delen"),
    path("versie/<uuid:versie>/publiceren/", views_wijzigen.publiceren, name="publiceren"),
    path("versie/<uuid:versie>/intrekken/", views_wijzigen.intrekken, name="intrekken"),
    path("versie/<uuid:versie>/weggooien/", views_wijzigen.weggooien, name="weggooien"),
    path("versie/<uuid:versie>/proef/", views_proef.proef, name="proef"),
    path("versie/<uuid:versie>/nalopen/", views_proef.nalopen, name="nalopen"),
    path("<slug:code>/", views.procedure, name="procedure"),
    path("<slug:code>/maken/", views.maken, name="maken"),
    path("<slug:code>/inlezen/", views_wijzigen.inlezen, name="inlezen"),
    path("<slug:code>/yaml/", views.yaml, name="yaml"),
]
