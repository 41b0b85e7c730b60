"""From a TOML file to a mapping. Everything wrong in it is said at once, in words, with where it is."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from registers.imports.dates import FORMS, VAGUE_FORMS
from registers.imports.errors import MappingError
from registers.imports.mapping import MAPPINGS, Edition, FieldRule, Identity, Mapping, SkipRule, mapping_names
from registers.imports.schema import Expected, Kind, Schema
from registers.imports.table import fold

TOP_KEYS = {"register", "file", "identity", "editions", "skip", "fields"}
REGISTER_KEYS = {"name", "title", "noun", "source", "licence"}
FILE_KEYS = {"encoding", "separator", "sheet", "unknown", "ignore"}
IDENTITY_KEYS = {"column", "join", "prefix", "repeated"}
EDITION_KEYS = {"files", "date", "label"}
SKIP_KEYS = {"column", "is", "reason"}
FIELD_KEYS = {
    "column", "join", "parts", "between", "constant", "rest", "values", "containing", "otherwise", "unknown",
    "decimal", "times", "dates", "timezone", "width", "find", "take", "shorten",
}  # fmt: skip
SOURCES = {"column", "join", "parts", "constant", "rest"}
OTHERWISE = {"refuse", "unknown", "keep"}
REPEATED = {"refuse", "number"}


def load_mapping(name_or_path: str, schema: Schema, *, noun: str) -> Mapping:
    """A mapping of ours by its name, or anybody's by its path; checked against what the noun expects."""
    path = Path(name_or_path)
    if path.suffix != ".toml":
        path = MAPPINGS / f"{name_or_path}.toml"
    if not path.exists():
        known = ", ".join(mapping_names())
        raise MappingError([_("No mapping “%(name)s”. Known: %(names)s.") % {"name": name_or_path, "names": known}])
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError([_("This mapping is not readable TOML: %(error)s.") % {"error": error}]) from error
    return _Loader(path.stem, schema, noun).load(content)


class _Loader:
    def __init__(self, name: str, schema: Schema, noun: str) -> None:
        self.name = name
        self.schema = schema
        self.noun = noun
        self.problems: list[str] = []

    def load(self, content: dict[str, Any]) -> Mapping:
        self._check_keys(_("the mapping"), content, TOP_KEYS)
        register = self._section(content, "register", REGISTER_KEYS)
        file = self._section(content, "file", FILE_KEYS)
        if register.get("noun") != self.noun:
            self._add(_("[register] noun is “%(found)s”, “%(expected)s” is expected here."),
                      found=register.get("noun", ""), expected=self.noun)  # fmt: skip
        fields = content.get("fields") or {}
        if not fields:
            self._add(_("The mapping has no [fields]."))
        mapping = Mapping(
            name=self.name,
            register=str(register.get("name") or self.name),
            title=str(register.get("title", self.name)),
            noun=self.noun,
            source=str(register.get("source", "")),
            licence=str(register.get("licence", "")),
            encoding=str(file.get("encoding", "")),
            separator=str(file.get("separator", "")),
            sheet=str(file.get("sheet", "")),
            unknown=_folded(file.get("unknown", ())),
            ignored=_texts(file.get("ignore", ())),
            identity=self._identity(content),
            editions=tuple(self._edition(item) for item in content.get("editions", ())),
            skips=tuple(self._skip(item) for item in content.get("skip", ())),
            fields=tuple(self._field(name, rule) for name, rule in fields.items()),
        )
        if self.problems:
            raise MappingError(self.problems)
        return mapping

    def _add(self, message: str, **values: object) -> None:
        self.problems.append(message % values if values else message)

    def _check_keys(self, where: str, section: dict[str, Any], known: set[str]) -> None:
        for key in sorted(set(section) - known):
            self._add(
                _("%(where)s: unknown key “%(key)s”; known keys: %(known)s."),
                where=where, key=key, known=", ".join(sorted(known)),
            )  # fmt: skip

    def _section(self, content: dict[str, Any], name: str, known: set[str]) -> dict[str, Any]:
        section: dict[str, Any] = content.get(name) or {}
        self._check_keys(f"[{name}]", section, known)
        return section

    def _identity(self, content: dict[str, Any]) -> Identity:
        section = self._section(content, "identity", IDENTITY_KEYS)
        joined = section.get("join") or ([section["column"]] if "column" in section else [])
        if not joined:
            self._add(_("[identity] needs a “column”, or several in “join”: without them a row cannot be found again."))
        repeated = str(section.get("repeated", "refuse"))
        self._check_word("[identity] repeated", repeated, REPEATED)
        columns = tuple(_texts(names) for names in joined)
        return Identity(columns, prefix=str(section.get("prefix", "")), repeated=repeated)

    def _check_word(self, where: str, word: str, known: Iterable[str]) -> None:
        if word not in known:
            self._add(
                _("%(where)s: “%(word)s” is not one of: %(known)s."),
                where=where, word=word, known=", ".join(sorted(known)),
            )  # fmt: skip

    def _edition(self, item: dict[str, Any]) -> Edition:
        self._check_keys("[[editions]]", item, EDITION_KEYS)
        on = item.get("date")
        if not isinstance(on, date):
            self._add(_("[[editions]] date must be written year-month-day, without quotation marks."))
            on = date.min
        return Edition(str(item.get("files", "*")), on, str(item.get("label", on.isoformat())))

    def _skip(self, item: dict[str, Any]) -> SkipRule:
        self._check_keys("[[skip]]", item, SKIP_KEYS)
        for key in sorted(SKIP_KEYS - set(item)):
            self._add(_("[[skip]] lacks “%(key)s”."), key=key)
        return SkipRule(str(item.get("column", "")), _folded(item.get("is", ())), str(item.get("reason", "")))

    def _field(self, name: str, written: Any) -> FieldRule:
        where = f"[fields] {name}"
        expected = self.schema.get(name)
        if expected is None:
            self._add(
                _("%(where)s: no such field; the fields are: %(known)s."), where=where, known=", ".join(self.schema)
            )
            expected = Expected()
        rule: dict[str, Any] = written if isinstance(written, dict) else {"column": written}
        self._check_keys(where, rule, FIELD_KEYS)
        if len(SOURCES & set(rule)) != 1:
            self._add(_("%(where)s: exactly one of these is needed: %(known)s."), where=where,
                      known=", ".join(sorted(SOURCES)))  # fmt: skip
        self._check_words(where, rule, expected)
        self._check_values(where, rule, expected)
        return FieldRule(
            name=name,
            columns=_texts(rule.get("column", rule.get("join", ()))),
            join="join" in rule,
            parts=_texts(rule.get("parts", ())),
            between=str(rule.get("between", ", ")),
            constant=rule.get("constant"),
            rest=bool(rule.get("rest")),
            values={fold(key): value for key, value in (rule.get("values") or {}).items()},
            containing={fold(key): value for key, value in (rule.get("containing") or {}).items()},
            otherwise=str(rule.get("otherwise", "refuse")),
            unknown=_folded(rule.get("unknown", ())),
            decimal=str(rule.get("decimal", "")),
            times=Decimal(str(rule["times"])) if _is_number(rule.get("times")) else None,
            dates=_texts(rule.get("dates", ())),
            timezone=str(rule.get("timezone", "UTC")),
            width=int(rule.get("width", 0)),
            find=self._pattern(where, rule.get("find")),
            take=str(rule.get("take", "first")),
            shorten=bool(rule.get("shorten")),
        )

    def _check_words(self, where: str, rule: dict[str, Any], expected: Expected) -> None:
        self._check_word(f"{where} otherwise", rule.get("otherwise", "refuse"), OTHERWISE)
        self._check_word(f"{where} take", rule.get("take", "first"), ("first", "last"))
        self._check_word(f"{where} decimal", rule.get("decimal", ","), (",", "."))
        for form in _texts(rule.get("dates", ())):
            self._check_word(f"{where} dates", form, FORMS if expected.may_be_vague else set(FORMS) - VAGUE_FORMS)
        if rule.get("timezone", "UTC") not in available_timezones():
            self._add(_("%(where)s: unknown time zone “%(zone)s”."), where=where, zone=rule["timezone"])
        if "times" in rule and not _is_number(rule["times"]):
            self._add(_("%(where)s: “times” must be a number."), where=where)

    def _check_values(self, where: str, rule: dict[str, Any], expected: Expected) -> None:
        """What a value table gives must be one of our values: a slip of the pen is found here, not at row 4,000."""
        if expected.kind not in (Kind.CHOICE, Kind.CHOICES):
            return
        given = [*(rule.get("values") or {}).values(), *(rule.get("containing") or {}).values()]
        given.append(rule.get("constant", ""))
        for value in (single for item in given for single in _texts(item)):
            if value and value not in expected.choices:
                self._check_word(where, value, expected.choices)

    def _pattern(self, where: str, written: Any) -> re.Pattern[str] | None:
        if written is None:
            return None
        try:
            return re.compile(str(written), re.IGNORECASE)
        except re.error as error:
            self._add(_("%(where)s: “find” is not a regular expression: %(error)s."), where=where, error=error)
            return None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return (str(value),)


def _folded(values: object) -> frozenset[str]:
    return frozenset(fold(value) for value in _texts(values))
