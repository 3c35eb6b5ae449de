"""A real OpenID Connect provider in a process of its own, for the tests: django-oauth-toolkit with a sign-in page and consent.

Started as `python oidc_proces.py '{"poort": ..., "map": ..., ...}'`. It is not this house: nothing is imported from it. The address
`/proef/?token=...&jwks=...` makes it misbehave, so that the other side can be tested against a provider that lies.
"""

import json
import os
import sys
import time
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

OPZET = json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}
STAND = {"nonce": "", "aud": "", "jwks": "", "uitgever": "", "alg": "", "geen_auth_time": ""}


def _sleutel(naam):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    pad = Path(OPZET["map"]) / f"{naam}.pem"
    if not pad.exists():
        geheim = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pad.write_bytes(
            geheim.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
    return pad.read_text()


def stel_in():
    """Settings of the provider: own database, own key, sign-in page of Django."""
    from django.conf import settings

    settings.configure(
        SECRET_KEY="x" * 50, DEBUG=False, ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(OPZET["map"]) / "db.sqlite3"),
                               "OPTIONS": {"timeout": 20}}},
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                        "django.contrib.messages", "oauth2_provider"],
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware",
                    "django.contrib.auth.middleware.AuthenticationMiddleware"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
                    "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {
                        "registration/login.html": AANMELDEN, "oauth2_provider/authorize.html": TOESTEMMEN,
                        "oauth2_provider/base.html": "{% block content %}{% endblock %}"}),
                        "django.template.loaders.app_directories.Loader"]} | {
                        "context_processors": ["django.template.context_processors.request"]}}],
        MIGRATION_MODULES=dict.fromkeys(("auth", "contenttypes", "sessions", "oauth2_provider")),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"], LOGIN_URL="/aanmelden/",
        SESSION_COOKIE_NAME=f"aanbieder{OPZET['poort']}", DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True, "OIDC_RSA_PRIVATE_KEY": _sleutel("eigen"), "PKCE_REQUIRED": True,
            "OIDC_ISS_ENDPOINT": OPZET["uitgever"], "SCOPES": {"openid": "wie je bent"},
            "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Controle",
        },
    )  # fmt: skip
    settings.TEMPLATES[0].pop("APP_DIRS")


AANMELDEN = (
    '<h1>Aanmelden bij de aanbieder</h1><form method="post">{% csrf_token %}{{ form.as_p }}'
    "<button>Inloggen</button></form>"
)
TOESTEMMEN = (
    '<h1>Toestemming</h1><form method="post">{% csrf_token %}{% for f in form %}{% if f.is_hidden %}{{ f }}{% endif %}'
    '{% endfor %}<button name="allow" value="Authorize">Toestaan</button><button>Weigeren</button></form>'
)


def maak_views():  # noqa: C901 - one function holds what needs Django to be set up
    """The urls: those of the toolkit, Django's sign-in, and the switch for misbehaving."""
    import jwt
    from django.contrib.auth.views import LoginView
    from django.http import HttpResponse, JsonResponse
    from django.urls import include, path
    from oauth2_provider.oauth2_validators import OAuth2Validator
    from oauth2_provider.views import ConnectDiscoveryInfoView, JwksInfoView

    class Controle(OAuth2Validator):
        oidc_claim_scope = None

        def get_additional_claims(self, request):
            naam = request.user.username
            uit = {"sub": f"{OPZET['naam']}-{naam}", "affiliatie": ["employee", "member"], "instelling": "99AA",
                   "email": f"{naam}@voorbeeld.test", "email_verified": True}  # fmt: skip
            if naam.endswith("sterk"):
                uit |= {"acr": "urn:sterk", "amr": ["pwd", "mfa"]}
            return uit

        def get_oidc_claims(self, token, token_handler, request):
            return super().get_oidc_claims(token, token_handler, request) | self.get_additional_claims(request)

        def finalize_id_token(self, id_token, token, token_handler, request):
            if STAND["nonce"]:
                id_token["nonce"] = STAND["nonce"]
            if STAND["aud"]:
                id_token["aud"] = STAND["aud"]
            uit = super().finalize_id_token(id_token, token, token_handler, request)
            inhoud = jwt.decode(uit, options={"verify_signature": False})
            if STAND["uitgever"]:
                kop = {"kid": jwt.get_unverified_header(uit)["kid"]}
                return jwt.encode(
                    inhoud | {"iss": STAND["uitgever"]}, _sleutel("eigen"), algorithm="RS256", headers=kop
                )
            if STAND["alg"]:
                return jwt.encode(inhoud, None if STAND["alg"] == "none" else "geheim" * 8, algorithm=STAND["alg"])
            return uit

    class Sleutels(JwksInfoView):
        def get(self, request, *args, **kwargs):
            antwoord = super().get(request, *args, **kwargs)
            if not STAND["jwks"]:
                return antwoord
            echt = json.loads(antwoord.content)["keys"][0]
            from cryptography.hazmat.primitives.serialization import load_pem_private_key

            vreemd = load_pem_private_key(_sleutel("vreemd").encode(), None).public_key()
            rij = jwt.algorithms.RSAAlgorithm.to_jwk(vreemd, as_dict=True)
            return JsonResponse({"keys": [{**echt, "n": rij["n"], "e": rij["e"]}]})

    def proef(request):
        for naam in STAND:
            STAND[naam] = request.GET.get(naam, "")
        return HttpResponse("goed")

    def gezond(request):
        return HttpResponse("goed")

    globals()["Controle"] = Controle
    globals()["urlpatterns"] = [
        path("aanmelden/", LoginView.as_view()),
        path("proef/", proef),
        path("gezond/", gezond),
        path("o/.well-known/jwks.json", Sleutels.as_view()),
        path("o/.well-known/openid-configuration", ConnectDiscoveryInfoView.as_view()),
        path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    ]


def vul():
    """Tables, people and the one application that may use this provider."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", run_syncdb=True, verbosity=0)
    for naam in OPZET["mensen"]:
        User.objects.create_user(naam, password="wachtwoord")
    Application.objects.create(
        name="Vindplaats", client_id=OPZET["client"], client_secret=OPZET["geheim"], hash_client_secret=False,
        client_type="confidential", authorization_grant_type="authorization-code", algorithm="RS256",
        redirect_uris=OPZET["terug"],
    )  # fmt: skip


class Draden(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Stil(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def main():
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    sys.modules["oidc_proces"] = sys.modules["__main__"]
    globals()["__name__"] = "oidc_proces"
    stel_in()
    import django

    django.setup()
    maak_views()
    vul()
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", OPZET["poort"], get_wsgi_application(), Draden, Stil)
    print("klaar", time.time(), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
