"""The command that invites the first manager."""

from typing import Any

import pytest
from typer.testing import CliRunner

from vindplaats.kern.fouten import OngeldigeInvoer
from vindplaats.toegang.models import Uitnodiging
from vindplaats.toegang.opdrachten import app


def roep(*woorden: str) -> Any:
    return CliRunner().invoke(app, ["uitnodigen", *woorden])


@pytest.mark.django_db(transaction=True)
def test_eerste_beheerder_krijgt_een_link(streek: Any, settings: Any) -> None:
    settings.MAILERS = {"default": {"BACKEND": "vindplaats.toegang.postvak.PostvakBackend"}}
    uitslag = roep("Eerste@voorbeeld.test", "--organisatie", streek.swv, "--naam", "Eerste Mens")
    assert uitslag.exit_code == 0, uitslag.output
    assert "/toegang/welkom/" in uitslag.output
    assert Uitnodiging.objects.get().rol == "functioneel_beheerder"


@pytest.mark.django_db
def test_onbekende_organisatie_en_verkeerde_rol(streek: Any) -> None:
    assert isinstance(roep("a@b.nl", "--organisatie", "swv:PO0000", "--naam", "X").exception, OngeldigeInvoer)
    fout = roep("a@b.nl", "--organisatie", streek.swv, "--naam", "X", "--rol", "bestuurder").exception
    assert isinstance(fout, OngeldigeInvoer)
    assert not Uitnodiging.objects.exists()
