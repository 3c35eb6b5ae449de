from django.db import migrations

from vindplaats.toegang import grendel


def zet(apps, schema_editor):
    grendel.zet(schema_editor.connection)


def haal_weg(apps, schema_editor):
    grendel.haal_weg(schema_editor.connection)


class Migration(migrations.Migration):
    """Refuse UPDATE and DELETE on the log in the database itself."""

    dependencies = [("toegang", "0002_rollen_en_logboek")]
    operations = [migrations.RunPython(zet, haal_weg)]
