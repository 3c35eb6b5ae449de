"""Urls of requests."""

from django.urls import path

from . import views

urlpatterns = [
    path("verzoeken/", views.verzoeken, name="verzoeken"),
    path("verzoeken/nieuw/", views.persoon_kiezen, name="persoon-kiezen"),
    path("verzoeken/nieuw/<uuid:pk>/", views.persoon, name="persoon"),
    path("verzoeken/nieuw/zonder-account/", views.zonder_account, name="persoon-zonder-account"),
    path("verzoeken/<uuid:pk>/kiezen/", views.verzoek_kiezen, name="verzoek-kiezen"),
    path("verzoeken/<uuid:pk>/", views.verzoek, name="verzoek"),
    path("verzoeken/<uuid:pk>/bevestigen/", views.verzoek_bevestigen, name="verzoek-bevestigen"),
    path("verzoeken/<uuid:pk>/intrekken/", views.verzoek_intrekken, name="verzoek-intrekken"),
    path("verzoeken/<uuid:pk>/bestand/", views.verzoek_bestand, name="verzoek-bestand"),
]
