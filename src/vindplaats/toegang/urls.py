"""Urls of toegang."""

from django.urls import path

from . import urls_deuren, urls_mensen, views, views_beheer, views_demo, views_welkom

app_name = "toegang"
urlpatterns = [
    *urls_mensen.urlpatterns,
    *urls_deuren.urlpatterns,
    path("mensen/", views.mensen, name="mensen"),
    path("mensen/uitnodigen/", views.uitnodigen, name="uitnodigen"),
    path("mensen/<uuid:mens>/", views.mens, name="mens"),
    path("mensen/<uuid:mens>/rol/", views.rol_geven, name="rol-geven"),
    path("mensen/<uuid:mens>/tweede-stap-wissen/", views.factor_wissen, name="factor-wissen"),
    path("uitnodigingen/", views.uitnodigingen, name="uitnodigingen"),
    path("uitnodigingen/<uuid:uitnodiging>/opnieuw/", views.uitnodiging_opnieuw, name="uitnodiging-opnieuw"),
    path("uitnodigingen/<uuid:uitnodiging>/intrekken/", views.uitnodiging_intrekken, name="uitnodiging-intrekken"),
    path("rol/<uuid:toekenning>/wijzigen/", views.rol_wijzigen, name="rol-wijzigen"),
    path("rol/<uuid:toekenning>/beeindigen/", views.rol_beeindigen, name="rol-beeindigen"),
    path("rol/kiezen/", views.rol_kiezen, name="rol-kiezen"),
    path("welkom/<str:token>/", views_welkom.welkom, name="welkom"),
    path("account/", views.account, name="account"),
    path("berichten/", views.berichten, name="berichten"),
    path("berichten/gelezen/", views.berichten_gelezen, name="berichten-gelezen"),
    path("berichten/<uuid:bericht>/", views.bericht_openen, name="bericht-openen"),
    path("logboek/", views_beheer.logboek, name="logboek"),
    path("logboek/bestand/", views_beheer.logboek_uitvoer, name="logboek-uitvoer"),
    path("postvak/", views_beheer.postvak, name="postvak"),
    path("postvak/<str:naam>/", views_beheer.postvak_stuk, name="postvak-stuk"),
    path("demo/", views_demo.demo, name="demo"),
    path("demo/instappen/", views_demo.instappen, name="demo-instappen"),
    path("demo/postvak/", views_beheer.demo_postvak, name="demo-postvak"),
    path("demo/postvak/<str:naam>/", views_beheer.demo_postvak_stuk, name="demo-postvak-stuk"),
]
