"""The upload screen: look first, carry through in the background, and only the own SWV."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from vindplaats.kern.klok import nu
from vindplaats.organisaties.actions_laden import inlezing_uitvoeren
from vindplaats.organisaties.models import Inlezing, Postcodegebied, School
from vindplaats.toegang.models import Gebeurtenis

from . import bestanden as b

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def gebied(streek: Any) -> Any:
    Postcodegebied.objects.create(pc4="6155", gemeente_naam="X", swv_po="PO9901")
    return streek


@pytest.fixture
def client(gebied: Any, client_als: Any) -> Any:
    return client_als("functioneel_beheerder")


def zet_neer(client: Any, inhoud: bytes, naam: str = "bo.csv") -> Any:
    return client.post(reverse("organisaties:inlezen"), {"bestand": SimpleUploadedFile(naam, inhoud)})


def doe(client: Any, wat: str, rij: Inlezing, **data: str) -> Any:
    return client.post(reverse(f"organisaties:inlezing-{wat}", args=[rij.pk]), data)


def test_upload_shows_the_differences_and_changes_nothing(client: Any) -> None:
    antwoord = zet_neer(client, b.duo_bo(b.bo_rij("98AB00"), b.bo_rij("ONZIN")))
    rij = Inlezing.objects.get()
    assert antwoord.url == reverse("organisaties:inlezing", args=[rij.pk])
    tekst = client.get(antwoord.url).content.decode()
    assert "school 98AB00: De Proefschool" in tekst
    assert "Regel 3" in tekst
    assert "Doorvoeren" in tekst
    assert not School.objects.filter(pk="98AB00").exists()
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="organisaties.inlezing_gemaakt").count() == 1


def test_carrying_through_runs_in_the_background(client: Any) -> None:
    zet_neer(client, b.duo_bo(b.bo_rij("98AB00")))
    rij = Inlezing.objects.get()
    assert doe(client, "doorvoeren", rij).status_code == 302
    rij.refresh_from_db()
    assert rij.stand == Inlezing.BEZIG
    assert "Bezig met doorvoeren" in client.get(reverse("organisaties:inlezing", args=[rij.pk])).content.decode()
    voortgang = client.get(reverse("organisaties:inlezing-voortgang", args=[rij.pk]), headers=HTMX)
    assert "HX-Refresh" not in voortgang.headers
    inlezing_uitvoeren(rij)
    rij.refresh_from_db()
    assert rij.stand == Inlezing.KLAAR
    assert School.objects.get(pk="98AB00").swv_id == "PO9901"
    assert "HX-Refresh" in client.get(reverse("organisaties:inlezing-voortgang", args=[rij.pk]), headers=HTMX).headers
    inlezing_uitvoeren(Inlezing.objects.get())
    namen = set(Gebeurtenis.objects.voor_taak("test").values_list("naam", flat=True))
    assert {"organisaties.inlezing_doorgevoerd", "organisaties.geladen"} <= namen


def test_the_task_is_on_the_queue(client: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    zet_neer(client, b.duo_bo(b.bo_rij("98AB00")))
    doe(client, "doorvoeren", Inlezing.objects.get())
    taak = DBTaskResult.objects.get(task_path="vindplaats.organisaties.tasks.voer_inlezing_door")
    assert taak.args_kwargs["args"] == [str(Inlezing.objects.get().pk)]


def test_changed_in_between_goes_back_to_looking(client: Any) -> None:
    zet_neer(client, b.duo_bo(b.bo_rij("98AB00")))
    rij = Inlezing.objects.get()
    doe(client, "doorvoeren", rij)
    School.objects.create(
        vestigingscode="98AB00", brin="98AB", naam="Intussen", soort="BO", swv_id="PO9901", postcode="6155AB"
    )
    inlezing_uitvoeren(Inlezing.objects.get())
    rij.refresh_from_db()
    assert rij.stand == Inlezing.PROEF
    assert "intussen veranderd" in rij.uitkomst
    assert School.objects.get(pk="98AB00").naam == "Intussen"


def test_closing_only_with_the_tick(client: Any) -> None:
    School.objects.create(vestigingscode="98AC00", brin="98AC", naam="Weg", soort="BO", swv_id="PO9901")
    for vinkje, verwacht in (("", None), ("1", "datum")):
        zet_neer(client, b.duo_bo(b.bo_rij("98AB00")))
        rij = Inlezing.objects.filter(stand=Inlezing.PROEF).get()
        doe(client, "doorvoeren", rij, sluit_verdwenen=vinkje)
        inlezing_uitvoeren(Inlezing.objects.get(pk=rij.pk))
        assert (School.objects.get(pk="98AC00").tot is not None) is (verwacht is not None)


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [(b"PK\x03\x04\x00\x00", "geen tekstbestand"), (b"a;b\n1;2\n", "wordt niet herkend"), (b"", "leeg")],
)
def test_a_bad_file_is_refused_with_a_sentence(client: Any, inhoud: bytes, zin: str) -> None:
    antwoord = zet_neer(client, inhoud, "raar.xlsx")
    assert antwoord.status_code == 400
    assert zin in antwoord.content.decode()
    assert not Inlezing.objects.exists()


def test_without_a_file(client: Any) -> None:
    antwoord = client.post(reverse("organisaties:inlezen"))
    assert antwoord.status_code == 400
    assert "Kies een bestand" in antwoord.content.decode()


def test_wrong_state(client: Any) -> None:
    zet_neer(client, b.duo_bo(b.bo_rij("98AB00")))
    rij = Inlezing.objects.get()
    doe(client, "doorvoeren", rij)
    assert doe(client, "doorvoeren", rij).status_code == 409
    assert doe(client, "vervallen", rij).status_code == 409
    Inlezing.objects.update(gestart_op=nu() - dt.timedelta(minutes=11))
    assert doe(client, "doorvoeren", rij).status_code == 302


def test_dropping_removes_the_file(client: Any, settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    zet_neer(client, b.duo_bo(b.bo_rij("98AB00")))
    rij = Inlezing.objects.get()
    pad = settings.BESTANDEN / "inlezingen" / rij.pad
    assert pad.is_file()
    with django_capture_on_commit_callbacks(execute=True):
        assert doe(client, "vervallen", rij).status_code == 302
    rij.refresh_from_db()
    assert rij.stand == Inlezing.VERVALLEN
    assert not pad.exists()
    assert doe(client, "doorvoeren", rij).status_code == 409


def test_another_swv_does_not_see_it(client: Any, client_als: Any) -> None:
    zet_neer(client, b.duo_bo(b.bo_rij("98AB00")))
    rij = Inlezing.objects.get()
    vreemd = client_als("functioneel_beheerder", "swv:PO9902")
    assert vreemd.get(reverse("organisaties:inlezing", args=[rij.pk])).status_code == 404
    assert vreemd.get(reverse("organisaties:inlezing-voortgang", args=[rij.pk])).status_code == 404
    for wat in ("doorvoeren", "vervallen"):
        assert doe(vreemd, wat, rij).status_code == 404
    assert rij.bestandsnaam not in vreemd.get(reverse("organisaties:inlezen")).content.decode()


@pytest.mark.parametrize("rol", ["directeur_swv", "bestuurder", "gemeente"])
def test_too_little_right(client: Any, client_als: Any, rol: str) -> None:
    zet_neer(client, b.duo_bo(b.bo_rij("98AB00")))
    rij = Inlezing.objects.get()
    ander = client_als(rol)
    assert ander.get(reverse("organisaties:inlezen")).status_code == 403
    assert zet_neer(ander, b.BESTUREN).status_code == 403
    assert doe(ander, "doorvoeren", rij).status_code == 403


def test_a_name_with_a_path_stays_a_name(client: Any, settings: Any) -> None:
    zet_neer(client, b.duo_bo(b.bo_rij("98AB00")), "..\\..\\etc\\passwd.csv")
    rij = Inlezing.objects.get()
    assert "/" not in rij.bestandsnaam
    assert "\\" not in rij.bestandsnaam
    assert (settings.BESTANDEN / "inlezingen" / rij.pad).is_file()


def test_when_the_kept_file_is_gone_it_says_so(client: Any, settings: Any) -> None:
    zet_neer(client, b.duo_bo(b.bo_rij("98AB00")))
    rij = Inlezing.objects.get()
    doe(client, "doorvoeren", rij)
    (settings.BESTANDEN / "inlezingen" / rij.pad).unlink()
    inlezing_uitvoeren(Inlezing.objects.get())
    rij.refresh_from_db()
    assert rij.stand == Inlezing.MISLUKT
    assert "Kies het opnieuw" in rij.uitkomst


def test_the_page_tells_changed_fields_and_what_is_gone_by_name(client: Any, settings: Any) -> None:
    settings.VANDAAG = dt.date(2026, 11, 22)
    for code, naam in (("98AB00", "Oude naam"), ("98AC00", "Verdwenen school")):
        School.objects.create(
            vestigingscode=code, brin=code[:4], naam=naam, soort="BO", swv_id="PO9901", postcode="6155AB"
        )
    antwoord = zet_neer(client, b.duo_bo(b.bo_rij("98AB00", naam="Nieuwe naam")))
    tekst = client.get(antwoord.url).content.decode().replace("\xa0", " ")
    assert "school 98AB00" in tekst
    assert "Oude naam" in tekst
    assert "Nieuwe naam" in tekst
    assert "Verdwenen school: voorstel 31 juli 2026" in tekst
    assert "de school die niet meer in de lijst staat" in tekst
