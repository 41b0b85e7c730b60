"""Those who proposed a practice before it had a journal are told of what is written there, as the others are."""

from django.db import migrations


def follow(apps, _schema_editor):
    Follow = apps.get_model("collaboration", "Follow")
    PracticePage = apps.get_model("knowledge", "PracticePage")
    for pk, owner_id in PracticePage.objects.exclude(owner=None).order_by("pk").values_list("pk", "owner_id"):
        Follow.objects.get_or_create(user_id=owner_id, page_id=pk)


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0011_main_need"), ("collaboration", "0006_cards")]

    # Going back leaves the follows: nobody can tell them from those that people asked for.
    operations = [migrations.RunPython(follow, migrations.RunPython.noop)]
