from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("organisaties", "0002_inlezen"),
    ]

    operations = [
        migrations.AddField(
            model_name="inlezing",
            name="gestart_op",
            field=models.DateTimeField(null=True),
        ),
    ]
