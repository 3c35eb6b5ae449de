"""Urls of the editor and of one report."""

from django.urls import path, register_converter

from . import cijfers, views, views_jaar


class Beginjaar:
    """A year in an address: four digits that can be one. Anything else is an address that does not exist."""

    regex = "(?:19|20|21)[0-9]{2}"

    def to_python(self, value: str) -> int:
        """The year as a number."""
        return int(value)

    def to_url(self, value: object) -> str:
        """The year as it stands in the address."""
        return str(value)


register_converter(Beginjaar, "beginjaar")

urlpatterns = [
    path("", views_jaar.jaar, name="jaar"),
    path("klaarzetten/<beginjaar:jaar>/", views_jaar.klaarzetten, name="klaarzetten"),
    path("toekenningen/<beginjaar:jaar>/", views_jaar.toekenningen, name="toekenningen"),
    path("<uuid:pk>/", views.rapport, name="rapport"),
    path("<uuid:pk>/invullen/", views.invullen_begin, name="invullen-begin"),
    path("<uuid:pk>/invullen/<slug:deel>/", views.invullen, name="invullen"),
    path("<uuid:pk>/antwoord/<slug:vraag>/", views.antwoord, name="antwoord"),
    path("<uuid:pk>/invulstand/", views.invulstand, name="invulstand"),
    path("<uuid:pk>/botsing/", views.botsing, name="botsing"),
    path("<uuid:pk>/nvt/<slug:deel>/", views.deel_nvt, name="deel-nvt"),
    path("<uuid:pk>/overnemen/<slug:vraag>/", views.overnemen, name="overnemen"),
    path("<uuid:pk>/uit-de-regio/<slug:vraag>/", views.uit_de_regio, name="uit-de-regio"),
    path("<uuid:pk>/versies/<slug:vraag>/", views.versies, name="versies"),
    path("<uuid:pk>/stap/<slug:verb>/", views.stap, name="stap"),
    path("<uuid:pk>/cijfers/", cijfers.cijfers, name="cijfers"),
    path("<uuid:pk>/signaal/", views.signaal, name="signaal"),
]
