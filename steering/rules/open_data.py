"""The open dataset: its columns, and its description for those who harvest it (Table Schema, Data Package, DCAT).

Pure. Columns are named in French, as the registers of the State are; they change by a new version of the schema only.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from io import StringIO
from typing import Any

NAME = "habitats-informels-par-departement"
TITLE = "Habitats informels par département, chaque mois"
VERSION = "1.0.0"
DESCRIPTION = (
    "Sites d’habitat informel ouverts et personnes qui y vivent, par département et par mois. Chaque ligne est la "
    "somme des zones publiques du département : une zone tient au moins trois sites ouverts et vingt personnes, ses "
    "nombres sont arrondis à cinq, et ceux qui parleraient de moins de onze personnes sont tus. Ce sont des ordres de "
    "grandeur, non des comptes : ce qui n’est dans aucune zone, ou dans une zone plus large qu’un département, n’y est "
    "pas. Une case vide est inconnue ou tue, jamais zéro."
)
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
KEYWORDS = ("habitat informel", "bidonville", "campement", "squat", "résorption", "scolarisation", "mal-logement")
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/MONTHLY"
THEME = "http://publications.europa.eu/resource/authority/data-theme/SOCI"
COUNTRY = "http://publications.europa.eu/resource/authority/country/FRA"

COUNT = {"constraints": {"minimum": 0}}
FIELDS: tuple[dict[str, Any], ...] = (
    {
        "name": "mois",
        "type": "yearmonth",
        "title": "Mois",
        "description": "Mois du jeu de données.",
        "example": "2026-11",
        "constraints": {"required": True},
    },
    {
        "name": "etat_au",
        "type": "date",
        "title": "État au",
        "description": "Jour dont les zones publiques sont additionnées.",
        "constraints": {"required": True},
    },
    {
        "name": "departement_code",
        "type": "string",
        "title": "Code du département",
        "description": "Code officiel géographique de l’Insee.",
        "example": "2A",
        "constraints": {"required": True, "pattern": "[0-9][0-9AB][0-9]?"},
    },
    {
        "name": "departement_nom",
        "type": "string",
        "title": "Département",
        "description": "Nom du département.",
        "constraints": {"required": True},
    },
    {
        "name": "region_code",
        "type": "string",
        "title": "Code de la région",
        "description": "Code officiel géographique de l’Insee.",
    },
    {"name": "region_nom", "type": "string", "title": "Région", "description": "Nom de la région."},
    {
        "name": "zones",
        "type": "integer",
        "title": "Zones",
        "description": "Nombre de zones publiques que le département contient en entier.",
        "constraints": {"required": True, "minimum": 0},
    },
    {
        "name": "sites_ouverts",
        "type": "integer",
        "title": "Sites ouverts",
        "description": "Somme des sites ouverts de ces zones, chacune arrondie à cinq.",
        **COUNT,
    },
    {
        "name": "personnes",
        "type": "integer",
        "title": "Personnes",
        "description": "Somme des personnes des zones où leur nombre est publié, chacune arrondie à cinq.",
        **COUNT,
    },
    {
        "name": "zones_personnes",
        "type": "integer",
        "title": "Zones où les personnes sont publiées",
        "description": "Sur combien de zones la somme des personnes repose.",
        "constraints": {"required": True, "minimum": 0},
    },
    {
        "name": "mineurs",
        "type": "integer",
        "title": "Mineurs",
        "description": "Somme des mineurs des zones où leur nombre est publié.",
        **COUNT,
    },
    {
        "name": "mineurs_scolarises",
        "type": "integer",
        "title": "Mineurs scolarisés",
        "description": "Somme des mineurs scolarisés des zones où leur nombre est publié.",
        **COUNT,
    },
    {
        "name": "part_scolarises",
        "type": "integer",
        "title": "Part des mineurs scolarisés (%)",
        "description": "Sur les seules zones où mineurs et mineurs scolarisés sont tous deux publiés.",
        "constraints": {"minimum": 0, "maximum": 100},
    },
)
NAMES = tuple(field["name"] for field in FIELDS)


@dataclass(frozen=True)
class AreaFigures:
    """What a published area tells; None is withheld."""

    open_sites: int | None
    people: int | None
    minors: int | None
    minors_in_school: int | None

    @classmethod
    def told_by(cls, document: Mapping[str, Any]) -> "AreaFigures":
        return cls(**{name: document[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Published:
    """One file that is given: its address, what it holds, its bytes as they are sent."""

    url: str
    title: str
    content: bytes

    @property
    def checksum(self) -> str:
        return sha256(self.content).hexdigest()


def counts_of(areas: Sequence[AreaFigures]) -> dict[str, int | None]:
    """The figures of a département: sums of what its areas say, which say nothing that they do not."""
    both = [one for one in areas if one.minors and one.minors_in_school is not None]
    minors = sum(one.minors or 0 for one in both)
    in_school = sum(one.minors_in_school or 0 for one in both)
    return {
        "zones": len(areas),
        "sites_ouverts": _sum(one.open_sites for one in areas),
        "personnes": _sum(one.people for one in areas),
        "zones_personnes": sum(one.people is not None for one in areas),
        "mineurs": _sum(one.minors for one in areas),
        "mineurs_scolarises": _sum(one.minors_in_school for one in areas),
        "part_scolarises": min(round(100 * in_school / minors), 100) if minors else None,
    }


def csv_bytes(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """As Table Schema expects it: commas, UTF-8 without a mark, an empty cell for what is unknown."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(NAMES)
    writer.writerows(["" if row[name] is None else row[name] for name in NAMES] for row in rows)
    return out.getvalue().encode()


def table_schema(*, url: str, home: str) -> dict[str, Any]:
    return {
        "$schema": "https://frictionlessdata.io/schemas/table-schema.json",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "countryCode": "FR",
        "homepage": home,
        "path": url,
        "version": VERSION,
        "fields": list(FIELDS),
        "primaryKey": ["mois", "departement_code"],
        "missingValues": [""],
    }


def data_package(files: Sequence[Published], *, schema: dict[str, Any], home: str) -> dict[str, Any]:
    return {
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "homepage": home,
        "version": VERSION,
        "licenses": [{"name": "etalab-2.0", "path": LICENCE, "title": "Licence Ouverte 2.0"}],
        "keywords": list(KEYWORDS),
        "resources": [
            {
                "name": one.url.rsplit("/", 1)[-1].removesuffix(".csv"),
                "title": one.title,
                "path": one.url,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(one.content),
                "hash": f"sha256:{one.checksum}",
                "schema": schema,
            }
            for one in files
        ],
    }


CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Described:
    """Where the dataset stands, who publishes it, and between which days; no day before the first month."""

    home: str
    schema_url: str
    publisher: str
    first: date | None = None
    last: date | None = None
    modified: datetime | None = None


def dcat(files: Sequence[Published], about: Described) -> dict[str, Any]:
    """A catalogue of one dataset (DCAT 2, in JSON-LD), which harvesters read by itself: nothing else is fetched.

    Without a file there is no dataset yet.
    """
    publisher = {"@id": f"{about.home}#editeur", "@type": "foaf:Organization", "foaf:name": about.publisher}
    datasets = [_dataset(files, about)] if files else []
    catalogue = {
        "@id": f"{about.home}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _french("Données ouvertes de la plateforme"),
        "dct:description": _french("Ce que la plateforme publie pour tous, par la règle des zones."),
        "dct:publisher": {"@id": publisher["@id"]},
        "dct:license": {"@id": LICENCE},
        "foaf:homepage": {"@id": about.home},
        "dcat:dataset": [{"@id": one["@id"]} for one in datasets],
    }
    return {"@context": CONTEXT, "@graph": [catalogue, publisher, *datasets]}


def _dataset(files: Sequence[Published], about: Described) -> dict[str, Any]:
    return {
        "@id": f"{about.home}#{NAME}",
        "@type": "dcat:Dataset",
        "dct:identifier": NAME,
        "dct:title": _french(TITLE),
        "dct:description": _french(DESCRIPTION),
        "dcat:keyword": [_french(word) for word in KEYWORDS],
        "dcat:theme": {"@id": THEME},
        "dcat:version": VERSION,
        "dct:issued": _typed(about.first, "date"),
        "dct:modified": _typed(about.modified, "dateTime"),
        "dct:accrualPeriodicity": {"@id": FREQUENCY},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/FRA"},
        "dct:spatial": {"@id": COUNTRY},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(about.first, "date"),
            "dcat:endDate": _typed(about.last, "date"),
        },
        "dct:license": {"@id": LICENCE},
        "dct:publisher": {"@id": f"{about.home}#editeur"},
        "dcat:landingPage": {"@id": about.home},
        "dct:conformsTo": {"@id": about.schema_url},
        "dcat:distribution": [_distribution(one, about) for one in files],
    }


def _distribution(one: Published, about: Described) -> dict[str, Any]:
    return {
        "@id": one.url,
        "@type": "dcat:Distribution",
        "dct:identifier": one.url.rsplit("/", 1)[-1],
        "dct:title": _french(one.title),
        "dcat:accessURL": {"@id": about.home},
        "dcat:downloadURL": {"@id": one.url},
        "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/text/csv"},
        "dct:format": {"@id": "http://publications.europa.eu/resource/authority/file-type/CSV"},
        "dct:license": {"@id": LICENCE},
        "dct:conformsTo": {"@id": about.schema_url},
        "dct:modified": _typed(about.modified, "dateTime"),
        "dcat:byteSize": _typed(str(len(one.content)), "nonNegativeInteger"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": _typed(one.checksum, "hexBinary"),
        },
    }


def json_bytes(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _french(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "fr"}


def _typed(value: str | date | None, kind: str) -> dict[str, str]:
    said = value.isoformat() if isinstance(value, date) else str(value)
    return {"@value": said, "@type": f"xsd:{kind}"}


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
