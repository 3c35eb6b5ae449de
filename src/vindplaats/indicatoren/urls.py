"""Urls of indicatoren."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "indicatoren"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.lijst, name="lijst"),
    path("meetwaarde/<uuid:meetwaarde>/", views.meetwaarde, name="meetwaarde"),
    path("<slug:code>/", views.indicator, name="indicator"),
    path("<slug:code>/invoeren/", views.invoeren, name="invoeren"),
    path("<slug:code>/norm/", views.norm, name="norm"),
]
