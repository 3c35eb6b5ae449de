from django.db import migrations, models

from vindplaats.toegang import grendel


def rijg(apps, schema_editor):
    """Put the rows that are there in the chain, oldest first."""
    from vindplaats.toegang import keten

    schakels = apps.get_model("toegang", "Schakel")
    rijen = apps.get_model("toegang", "Gebeurtenis")._rauw.order_by("wanneer", "id").iterator(chunk_size=1000)
    hap = []
    for rij in rijen:
        hap.append((rij.pk, keten.inhoud(rij)))
        if len(hap) == 1000:
            keten.rijg(hap, schakels)
            hap = []
    if hap:
        keten.rijg(hap, schakels)
    grendel.zet(schema_editor.connection)


class Migration(migrations.Migration):
    """Every row of the log gets its link in the chain (decision 0023)."""

    dependencies = [("toegang", "0004_mensen")]

    operations = [
        migrations.CreateModel(
            name="Schakel",
            fields=[
                ("nummer", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("gebeurtenis", models.UUIDField(unique=True)),
                ("inhoud", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32)),
                ("zegel", models.BinaryField(max_length=32)),
                ("gezet_op", models.DateTimeField()),
            ],
            options={"verbose_name": "schakel", "verbose_name_plural": "schakels", "ordering": ("nummer",)},
        ),
        migrations.CreateModel(
            name="Wachtend",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gebeurtenis", models.UUIDField(unique=True)),
                ("inhoud", models.BinaryField(max_length=32)),
                ("merk", models.BinaryField(max_length=32)),
                (
                    "geweigerd",
                    models.BooleanField(
                        default=False, help_text="het merk klopt niet: niet door Vindplaats geschreven"
                    ),
                ),
            ],
            options={"verbose_name": "wachtende regel", "verbose_name_plural": "wachtende regels", "ordering": ("pk",)},
        ),
        migrations.RunPython(rijg, migrations.RunPython.noop),
    ]
