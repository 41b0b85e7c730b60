"""Trigrams, accent folding, and French search that ignores accents ("ecole" finds "école")."""

from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

# unaccent() is only STABLE; indexes need an IMMUTABLE function, which naming its dictionary makes true.
FOLD = """
CREATE OR REPLACE FUNCTION fold(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT lower(public.unaccent('public.unaccent', $1)) $$
"""
FRENCH = """
CREATE TEXT SEARCH CONFIGURATION fr_unaccent (COPY = french);
ALTER TEXT SEARCH CONFIGURATION fr_unaccent
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION IF EXISTS fold(text)"),
        migrations.RunSQL(FRENCH, "DROP TEXT SEARCH CONFIGURATION IF EXISTS fr_unaccent"),
    ]
