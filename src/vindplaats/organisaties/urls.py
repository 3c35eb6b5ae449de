"""Urls of organisaties."""

from django.urls import URLPattern, URLResolver, path

from . import views, views_inlezen, views_wijzigen, views_wijziging

app_name = "organisaties"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.scholen, name="scholen"),
    path("scholen/bestand/<slug:soort>/", views.scholen_export, name="scholen-export"),
    path("scholen/nieuw/", views_wijzigen.school_maken, name="school-maken"),
    path("scholen/<str:code>/", views.school, name="school"),
    path("scholen/<str:code>/verbeteren/", views_wijzigen.school_wijzigen, name="school-wijzigen"),
    path("scholen/<str:code>/plaatsen/", views_wijzigen.school_verplaatsen, name="school-verplaatsen"),
    path("scholen/<str:code>/opheffen/", views_wijzigen.uitzondering_opheffen, name="uitzondering-opheffen"),
    path("scholen/<str:code>/sluiten/", views_wijzigen.school_beeindigen, name="school-beeindigen"),
    path("besturen/", views.besturen, name="besturen"),
    path("besturen/nieuw/", views_wijzigen.bestuur_maken, name="bestuur-maken"),
    path("besturen/<str:nummer>/", views.bestuur, name="bestuur"),
    path("besturen/<str:nummer>/verbeteren/", views_wijzigen.bestuur_wijzigen, name="bestuur-wijzigen"),
    path("besturen/<str:nummer>/beeindigen/", views_wijzigen.bestuur_beeindigen, name="bestuur-beeindigen"),
    path("besturen/<str:nummer>/deelnemen/", views_wijzigen.deelname_starten, name="deelname-starten"),
    path("deelnames/<int:pk>/beeindigen/", views_wijzigen.deelname_beeindigen, name="deelname-beeindigen"),
    path("verbanden/", views.swvs, name="swvs"),
    path("verbanden/nieuw/", views_wijzigen.swv_maken, name="swv-maken"),
    path("verbanden/<str:code>/", views.swv, name="swv"),
    path("verbanden/<str:code>/verbeteren/", views_wijzigen.swv_wijzigen, name="swv-wijzigen"),
    path("partners/", views.partners, name="partners"),
    path("partners/nieuw/", views_wijzigen.partner_maken, name="partner-maken"),
    path("partners/<uuid:pk>/verbeteren/", views_wijzigen.partner_wijzigen, name="partner-wijzigen"),
    path("partners/<uuid:pk>/beeindigen/", views_wijzigen.partner_beeindigen, name="partner-beeindigen"),
    path("postcode/", views.postcode, name="postcode"),
    path("uitzonderingen/", views.uitzonderingen, name="uitzonderingen"),
    path("wijzigingen/", views_wijziging.wijzigingen, name="wijzigingen"),
    path("wijzigingen/nieuw/<slug:soort>/", views_wijziging.wijziging_maken, name="wijziging-maken"),
    path("wijzigingen/<uuid:pk>/", views_wijziging.wijziging, name="wijziging"),
    path("wijzigingen/<uuid:pk>/bevestigen/", views_wijziging.wijziging_bevestigen, name="wijziging-bevestigen"),
    path("wijzigingen/<uuid:pk>/intrekken/", views_wijziging.wijziging_intrekken, name="wijziging-intrekken"),
    path("wijzigingen/<uuid:pk>/terugdraaien/", views_wijziging.wijziging_terugdraaien, name="wijziging-terugdraaien"),
    path("inlezen/", views_inlezen.inlezen, name="inlezen"),
    path("inlezen/<uuid:pk>/", views_inlezen.inlezing, name="inlezing"),
    path("inlezen/<uuid:pk>/voortgang/", views_inlezen.inlezing_voortgang, name="inlezing-voortgang"),
    path("inlezen/<uuid:pk>/doorvoeren/", views_inlezen.inlezing_doorvoeren, name="inlezing-doorvoeren"),
    path("inlezen/<uuid:pk>/vervallen/", views_inlezen.inlezing_vervallen, name="inlezing-vervallen"),
]
