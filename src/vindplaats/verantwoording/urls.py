"""Urls of verantwoording: each corridor brings its own file, one namespace."""

from .bespreken import urls as bespreken
from .bundelen import urls as bundelen
from .inlezen import urls as inlezen
from .invullen import urls as invullen

app_name = "verantwoording"
urlpatterns = [*inlezen.urlpatterns, *bespreken.urlpatterns, *bundelen.urlpatterns, *invullen.urlpatterns]
