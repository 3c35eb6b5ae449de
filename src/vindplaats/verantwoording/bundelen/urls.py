"""Urls of the corridor bundelen."""

from django.urls import URLPattern, URLResolver, path

from . import views, views_samen

urlpatterns: list[URLPattern | URLResolver] = [
    path("<uuid:pk>/uitvoer/<str:soort>/", views.uitvoer, name="uitvoer"),
    path("gezamenlijk/", views_samen.lijst, name="gezamenlijk"),
    path("gezamenlijk/maken/", views_samen.maken, name="gezamenlijk-maken"),
    path("gezamenlijk/<uuid:pk>/", views_samen.een, name="gezamenlijk-een"),
    path("gezamenlijk/<uuid:pk>/conclusie/<str:deel>/", views_samen.conclusie, name="gezamenlijk-conclusie"),
    path("gezamenlijk/<uuid:pk>/delen/", views_samen.delen, name="gezamenlijk-delen"),
    path("gezamenlijk/<uuid:pk>/publiceren/", views_samen.publiceren, name="gezamenlijk-publiceren"),
    path("gezamenlijk/<uuid:pk>/uitvoer/<str:soort>/", views_samen.uitvoer, name="gezamenlijk-uitvoer"),
]
