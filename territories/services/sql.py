"""The sentences of `load_edition`. Every one that writes does it only where something differs, and returns its keys."""

TABLES = """
DROP TABLE IF EXISTS edition, edition_successor, edition_outline;
CREATE TEMPORARY TABLE edition (
    level text, kind text, code text, name text, search_name text, parent_level text, parent_code text,
    epci_code text, successor_code text, population integer, postal_codes varchar(10)[], lon float8, lat float8,
    zone text
) ON COMMIT DROP;
CREATE TEMPORARY TABLE edition_successor (level text, code text, successor_code text) ON COMMIT DROP;
CREATE TEMPORARY TABLE edition_outline (
    level text, kind text, code text, wkb bytea, west float8, south float8, east float8, north float8
) ON COMMIT DROP
"""

KEYS = "CREATE UNIQUE INDEX ON edition (code, level, kind); ANALYZE edition, edition_successor"
# Also between insertion and links: a planner who believes the table empty takes hours to join it.
ANALYZE = "ANALYZE territories_territory"

INSERT = """
INSERT INTO territories_territory (country, level, kind, code, name, search_name, ancestor_ids, postal_codes,
    population, lon, lat, zone, is_fictitious)
SELECT %(country)s, level, kind, code, name, search_name, '{}', postal_codes, population, lon, lat, zone, false
FROM edition e
WHERE NOT EXISTS (
    SELECT FROM territories_territory t
    WHERE (t.country, t.level, t.kind, t.code) = (%(country)s, e.level, e.kind, e.code)
)
RETURNING id
"""

UPDATE = """
UPDATE territories_territory t
SET name = e.name, search_name = e.search_name, postal_codes = e.postal_codes, population = e.population,
    lon = e.lon, lat = e.lat, zone = e.zone
FROM edition e
WHERE (t.country, t.level, t.kind, t.code) = (%(country)s, e.level, e.kind, e.code)
  AND (t.name, t.search_name, t.postal_codes, t.population, t.lon, t.lat, t.zone)
      IS DISTINCT FROM (e.name, e.search_name, e.postal_codes, e.population, e.lon, e.lat, e.zone)
RETURNING t.id
"""

# Parents and successors at the level of communes are today's communes (COM); other levels have no kind.
LINK = """
UPDATE territories_territory t
SET parent_id = linked.parent_id, epci_id = linked.epci_id, successor_id = linked.successor_id
FROM (
    SELECT e.level, e.kind, e.code, parent.id AS parent_id, epci.id AS epci_id, successor.id AS successor_id
    FROM edition e
    LEFT JOIN territories_territory parent ON (parent.country, parent.level, parent.kind, parent.code)
        = (%(country)s, e.parent_level, CASE e.parent_level WHEN 'commune' THEN 'COM' ELSE '' END, e.parent_code)
    LEFT JOIN territories_territory epci ON (epci.country, epci.level, epci.kind, epci.code)
        = (%(country)s, 'epci', '', e.epci_code)
    LEFT JOIN territories_territory successor ON (successor.country, successor.level, successor.kind, successor.code)
        = (%(country)s, 'commune', 'COM', e.successor_code)
) linked
WHERE (t.country, t.level, t.kind, t.code) = (%(country)s, linked.level, linked.kind, linked.code)
  AND (t.parent_id, t.epci_id, t.successor_id)
      IS DISTINCT FROM (linked.parent_id, linked.epci_id, linked.successor_id)
RETURNING t.id
"""

# Places of the edition's levels that it no longer names.
GONE = """
SELECT t.id, t.level, t.code, t.name, t.successor_id FROM territories_territory t
WHERE t.country = %(country)s AND NOT t.is_fictitious AND t.level IN (SELECT DISTINCT level FROM edition)
  AND NOT EXISTS (SELECT FROM edition e WHERE (e.level, e.kind, e.code) = (t.level, t.kind, t.code))
"""

# First the successor that the edition gives; else the commune that has come back under the code of its former part.
REPLACE = f"""
UPDATE territories_territory t SET successor_id = successor.id
FROM ({GONE}) gone
LEFT JOIN edition_successor given ON (given.level, given.code) = (gone.level, gone.code)
JOIN territories_territory successor ON successor.country = %(country)s AND successor.level = gone.level
    AND successor.kind = CASE gone.level WHEN 'commune' THEN 'COM' ELSE '' END
    AND successor.code = COALESCE(given.successor_code, gone.code)
JOIN edition e ON (e.level, e.kind, e.code) = (successor.level, successor.kind, successor.code)
WHERE t.id = gone.id AND t.successor_id IS DISTINCT FROM successor.id
RETURNING t.id
"""  # noqa: S608 - no outside text in it

# A successor that has been replaced in its turn.
SHORTEN = """
UPDATE territories_territory t SET successor_id = between.successor_id
FROM territories_territory between
WHERE t.country = %(country)s AND t.successor_id = between.id
  AND between.successor_id IS NOT NULL AND between.successor_id <> t.id
RETURNING t.id
"""

UNRESOLVED = f"SELECT name || ' (' || code || ')' FROM ({GONE}) gone WHERE successor_id IS NULL ORDER BY code"  # noqa: S608

# The line of a place that was replaced goes through its successor: what is tied to it is inside the place of today.
ANCESTORS = """
WITH RECURSIVE line (id, ids) AS (
    SELECT id, ARRAY[id] FROM territories_territory
    WHERE country = %(country)s AND parent_id IS NULL AND successor_id IS NULL
    UNION ALL
    SELECT t.id, ARRAY[t.id] || line.ids
        || CASE WHEN epci.id = ANY(line.ids) THEN NULL ELSE epci.id END
        || CASE WHEN metropole.id = ANY(line.ids) THEN NULL ELSE metropole.id END
    FROM territories_territory t
    JOIN line ON COALESCE(t.successor_id, t.parent_id) = line.id
    LEFT JOIN territories_territory epci ON epci.id = t.epci_id
    LEFT JOIN territories_territory metropole ON metropole.id = epci.parent_id AND metropole.level = epci.level
), lines AS (
    SELECT id, array_remove(ids, NULL) AS ids FROM line
)
UPDATE territories_territory t SET ancestor_ids = lines.ids
FROM lines WHERE lines.id = t.id AND t.ancestor_ids IS DISTINCT FROM lines.ids
RETURNING t.id
"""

DRAW = """
INSERT INTO territories_outline (territory_id, wkb, west, south, east, north)
SELECT t.id, o.wkb, o.west, o.south, o.east, o.north
FROM edition_outline o
JOIN territories_territory t ON (t.country, t.level, t.kind, t.code) = (%(country)s, o.level, o.kind, o.code)
ON CONFLICT (territory_id) DO UPDATE
SET wkb = excluded.wkb, west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north
WHERE territories_outline.wkb <> excluded.wkb
RETURNING territory_id
"""
