"""Addresses of techniek: each corridor brings its own."""

from typing import Any

from .bewaren import urls as bewaren
from .toestand import urls as toestand

app_name = "techniek"
urlpatterns: list[Any] = [*bewaren.urlpatterns, *toestand.urlpatterns]
