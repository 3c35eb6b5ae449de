"""Root urls: each room brings its own file."""

from django.conf import settings
from django.urls import include, path

from vindplaats.techniek.toestand import views as toestand
from vindplaats.toegang.deur import openbaar

urlpatterns = [
    path("gezond/", toestand.gezond, name="gezond"),
    path("gereed/", toestand.gereed, name="gereed"),
    path("metrics", toestand.metrics, name="metrics"),
    path("account/", include("vindplaats.toegang.urls_account")),
    path("toegang/", include("vindplaats.toegang.urls")),
    path("organisaties/", include("vindplaats.organisaties.urls")),
    path("procedures/", include("vindplaats.procedures.urls")),
    path("cijfers/", include("vindplaats.indicatoren.urls")),
    path("documenten/", include("vindplaats.documenten.urls")),
    path("formulieren/", include("vindplaats.formats.urls")),
    path("instellingen/", include("vindplaats.instellingen.urls")),
    path("privacy/", include("vindplaats.privacy.urls")),
    path("techniek/", include("vindplaats.techniek.urls")),
    path("verantwoording/", include("vindplaats.verantwoording.urls")),
    path("", include("vindplaats.portaal.urls")),
]
if settings.DEMO or settings.TESTEN or settings.ONTWIKKEL:
    from vindplaats.kern.galerij import galerij

    urlpatterns.append(path("galerij/", openbaar(galerij), name="galerij"))

handler400 = "vindplaats.kern.views.fout_400"
handler403 = "vindplaats.kern.views.fout_403"
handler404 = "vindplaats.kern.views.fout_404"
handler500 = "vindplaats.kern.views.fout_500"
