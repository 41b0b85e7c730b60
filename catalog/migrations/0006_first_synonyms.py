from pathlib import Path

from django.db import migrations

WORDS = Path(__file__).parent.parent / "data" / "synonyms.fr.txt"


def keep(apps, _schema_editor):
    """The field's acronyms and everyday words, to begin with; editors keep them from then on."""
    group = apps.get_model("catalog", "SynonymGroup")
    lines = (line.strip() for line in WORDS.read_text().splitlines())
    group.objects.bulk_create(group(terms=line) for line in lines if line)


class Migration(migrations.Migration):
    """Synonyms to begin with. Going back removes them with their table."""

    dependencies = [("catalog", "0005_words_of_search")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
