"""The index of practices, below the home page."""

from django.db import migrations


def plant(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Locale = apps.get_model("wagtailcore", "Locale")
    ContentType = apps.get_model("contenttypes", "ContentType")
    home = Page.objects.get(path="00010001")
    kind, _ = ContentType.objects.get_or_create(app_label="knowledge", model="practiceindexpage")
    apps.get_model("knowledge", "PracticeIndexPage").objects.create(
        content_type=kind,
        locale=Locale.objects.get(language_code="fr"),
        title="Bonnes pratiques",
        draft_title="Bonnes pratiques",
        slug="bonnes-pratiques",
        path="000100010003",
        depth=3,
        url_path=f"{home.url_path}bonnes-pratiques/",
        show_in_menus=True,
    )
    Page.objects.filter(pk=home.pk).update(numchild=3)


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_practices"), ("cms", "0002_first_pages")]
    # Not reversible: practices below it would have no parent.
    operations = [migrations.RunPython(plant, elidable=False)]
