"""Addresses of privacy: each corridor brings its own file, one namespace."""

from .bewaren import urls as bewaren
from .datalek import urls as datalek
from .register import urls as register
from .toestemming import urls as toestemming
from .verzoek import urls as verzoek
from .waken import urls as waken

app_name = "privacy"
urlpatterns = [
    *bewaren.urlpatterns,
    *datalek.urlpatterns,
    *register.urlpatterns,
    *toestemming.urlpatterns,
    *verzoek.urlpatterns,
    *waken.urlpatterns,
]
