"""The pages that every installation begins with: home, news, territories. Wagtail's own welcome page goes."""

from django.conf import settings
from django.db import migrations


def plant(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    WagtailSite = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    ContentType = apps.get_model("contenttypes", "ContentType")
    locale = Locale.objects.get_or_create(language_code="fr")[0]
    Page.objects.filter(slug="home", depth=2).delete()
    Page.objects.filter(depth=1).update(numchild=1)

    def page(model, **fields):
        kind, _ = ContentType.objects.get_or_create(app_label="cms", model=model)
        return apps.get_model("cms", model).objects.create(
            content_type=kind, locale=locale, draft_title=fields["title"], **fields
        )

    home = page(
        "homepage",
        title="Accueil",
        slug="accueil",
        path="00010001",
        depth=2,
        numchild=2,
        url_path="/accueil/",
        intro="Connaître, partager, agir : la plateforme de celles et ceux qui résorbent les bidonvilles.",
    )
    page(
        "newsindexpage",
        title="Actualités",
        slug="actualites",
        path="000100010001",
        depth=3,
        url_path="/accueil/actualites/",
        show_in_menus=True,
    )
    page(
        "territoryindexpage",
        title="Territoires",
        slug="territoires",
        path="000100010002",
        depth=3,
        url_path="/accueil/territoires/",
        show_in_menus=True,
    )
    WagtailSite.objects.all().delete()
    WagtailSite.objects.create(
        hostname="localhost", port=80, site_name=settings.PLATFORM_NAME, root_page_id=home.pk, is_default_site=True
    )


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_pages"), ("wagtailcore", "0054_initial_locale")]
    # Not reversible: pages that people added below would have no parent.
    operations = [migrations.RunPython(plant, elidable=False)]
