"""Urls of the people side of toegang."""

from django.urls import path

from . import views_lijst, views_postvak, views_rechten, views_sessie, views_vervangen

urlpatterns = [
    path("sessies/", views_sessie.sessies, name="sessies"),
    path("sessies/anderen/", views_sessie.anderen_beeindigen, name="sessies-anderen"),
    path("sessies/levend/", views_sessie.levend, name="sessie-levend"),
    path("sessies/verlopen/", views_sessie.verlopen, name="sessie-verlopen"),
    path("sessies/<uuid:sessie>/beeindigen/", views_sessie.beeindigen, name="sessie-beeindigen"),
    path("vervangen/", views_vervangen.vervangen, name="vervangen"),
    path("vervangen/nieuw/", views_vervangen.vervanger_kiezen, name="vervanger-kiezen"),
    path("vervangen/<uuid:volmacht>/stoppen/", views_vervangen.vervanging_stoppen, name="vervanging-stoppen"),
    path("meekijken/", views_vervangen.meekijken, name="meekijken"),
    path("meekijken/vragen/", views_vervangen.meekijken_vragen, name="meekijken-vragen"),
    path("meekijken/regel/", views_vervangen.meekijkregel, name="meekijkregel"),
    path("meekijken/verlaten/", views_vervangen.meekijken_verlaten, name="meekijken-verlaten"),
    path("meekijken/<uuid:meekijken>/", views_vervangen.meekijken_een, name="meekijken-een"),
    path("meekijken/<uuid:meekijken>/beginnen/", views_vervangen.meekijken_beginnen, name="meekijken-beginnen"),
    path("meekijken/<uuid:meekijken>/stoppen/", views_vervangen.meekijken_stoppen, name="meekijken-stoppen"),
    path("meekijken/<uuid:meekijken>/besluit/", views_vervangen.meekijken_besluit, name="meekijken-besluit"),
    path("postvakken/", views_postvak.rolpostvakken, name="rolpostvakken"),
    path("postvakken/nieuw/", views_postvak.rolpostvak_nieuw, name="rolpostvak-nieuw"),
    path("postvakken/mijn/", views_postvak.gedeeld_werk, name="gedeeld-werk"),
    path("postvakken/<uuid:postvak>/", views_postvak.rolpostvak, name="rolpostvak"),
    path("postvakken/<uuid:postvak>/wijzigen/", views_postvak.rolpostvak_wijzigen, name="rolpostvak-wijzigen"),
    path("postvakken/<uuid:postvak>/sluiten/", views_postvak.rolpostvak_sluiten, name="rolpostvak-sluiten"),
    path("postvakken/<uuid:postvak>/oppakken/", views_postvak.oppakken, name="rolpostvak-oppakken"),
    path("postvakken/<uuid:postvak>/teruggeven/", views_postvak.teruggeven, name="rolpostvak-teruggeven"),
    path("postvakken/<uuid:postvak>/klaar/", views_postvak.klaar, name="rolpostvak-klaar"),
    path("rechten/", views_rechten.rechten, name="rechten"),
    path("rechten/beginnen/", views_rechten.ronde_beginnen, name="ronde-beginnen"),
    path("rechten/<uuid:ronde>/", views_rechten.rechtenronde, name="rechtenronde"),
    path("rechten/<uuid:ronde>/besluit/", views_rechten.rechten_besluit, name="rechten-besluit"),
    path("mensen/<uuid:mens>/vertrek/", views_rechten.vertrek, name="vertrek"),
    path("overdrachten/", views_rechten.overdrachten, name="overdrachten"),
    path("overdrachten/<uuid:overdracht>/gezien/", views_rechten.overdracht_gezien, name="overdracht-gezien"),
    path("uitnodigingen/lijst/", views_lijst.lijst, name="lijst"),
    path("uitnodigingen/lijst/versturen/", views_lijst.lijst_versturen, name="lijst-versturen"),
]
