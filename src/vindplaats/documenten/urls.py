"""Urls of documenten."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "documenten"
urlpatterns: list[URLPattern | URLResolver] = [
    path("bestand/<uuid:bestand_id>/", views.bestand, name="bestand"),
    path("huisstijl/", views.huisstijl, name="huisstijl"),
    path("huisstijl/kleur/", views.kleur_oordeel, name="kleur-oordeel"),
    path("huisstijl/versie/<uuid:pk>/intrekken/", views.huisstijl_intrekken, name="huisstijl-intrekken"),
    path("huisstijl/proefbrief/", views.proefbrief, name="proefbrief"),
    path("huisstijl/<slug:code>.css", views.huisstijl_css, name="huisstijl-css"),
    path("huisstijl/<slug:code>/logo/", views.huisstijl_logo, name="huisstijl-logo"),
]
