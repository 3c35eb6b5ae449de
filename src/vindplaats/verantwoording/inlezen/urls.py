"""Urls of the inbox."""

from django.urls import path

from . import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/ronde/<uuid:pk>/", views.voortgang, name="voortgang"),
    path("inbox/<uuid:pk>/", views.nakijken, name="nakijken"),
    path("inbox/<uuid:pk>/herkomst/", views.herkomst, name="herkomst"),
    path("inbox/<uuid:pk>/voorstel/<slug:vraag>/", views.voorstel, name="voorstel"),
    path("inbox/<uuid:pk>/overnemen/", views.overnemen, name="overnemen-stuk"),
    path("inbox/<uuid:pk>/<slug:wat>/", views.stuk_stap, name="stuk-stap"),
]
