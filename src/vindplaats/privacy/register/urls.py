"""Urls of the register."""

from django.urls import path

from . import views

urlpatterns = [
    path("register/", views.register, name="register"),
    path("register/bestand/<str:soort>/", views.register_bestand, name="register-bestand"),
    path("register/verschil/", views.register_verschil, name="register-verschil"),
    path("register/nieuw/", views.verwerking_maken, name="verwerking-maken"),
    path("register/eigen/<str:sleutel>/", views.verwerking_wijzigen, name="verwerking-wijzigen"),
    path("register/eigen/<str:sleutel>/beeindigen/", views.verwerking_beeindigen, name="verwerking-beeindigen"),
    path("register/notitie/<str:code>/", views.notitie, name="register-notitie"),
]
