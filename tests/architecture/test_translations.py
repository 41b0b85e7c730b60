"""French on screen is complete: every text that code or a template asks to translate has its French."""

import ast
import re
from functools import cache

import polib

from tests.architecture.test_house import FLOORS, ROOT

CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
TRANSLATE = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(r"{%\s*blocktrans(?:late)?\b([^%]*)%}(.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
PLURAL = re.compile(r"{%\s*plural\s*%}")


@cache
def french() -> set[str]:
    known = set()
    for path in [*ROOT.glob("*/locale/fr/LC_MESSAGES/django.po"), *ROOT.glob("locale/fr/LC_MESSAGES/django.po")]:
        for entry in polib.pofile(str(path)):
            if entry.msgstr or all(entry.msgstr_plural.values() or [""]):
                known |= {entry.msgid, entry.msgid_plural}
    return known


def asked_by_code() -> dict[str, str]:
    asked = {}
    for path in [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "migrations" not in path.parts]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
                first = node.args[1 if node.func.id.startswith("pgettext") else 0]
                if isinstance(first, ast.Constant) and first.value:
                    asked[first.value] = str(path.relative_to(ROOT))
    return asked


def asked_by_templates() -> dict[str, str]:
    asked = {}
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        found = [double or single for double, single in TRANSLATE.findall(text)]
        for options, body in BLOCK.findall(text):
            for part in PLURAL.split(body):
                words = re.sub(r"\s*\n\s*", " ", part.strip()) if "trimmed" in options else part
                words = words.replace("%", "%%") if "{{" in words else words
                found.append(re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", words))
        asked |= dict.fromkeys((one for one in found if one), str(path.relative_to(ROOT)))
    return asked


def test_everything_on_screen_has_its_french():
    asked = asked_by_code() | asked_by_templates()
    # Django and Wagtail bring the French of their own words; ours are in our catalogues, without exception.
    assert {text: where for text, where in asked.items() if text not in french()} == {}


def test_one_text_has_one_french_whatever_the_floor():
    """All floors share one catalogue: where two translate a text otherwise, the highest would speak for both."""
    said: dict[tuple[str | None, str], set[str]] = {}
    for path in [*ROOT.glob("*/locale/fr/LC_MESSAGES/django.po")]:
        for entry in polib.pofile(str(path)):
            french_of_it = entry.msgstr or "\n".join(entry.msgstr_plural.values())
            said.setdefault((entry.msgctxt, entry.msgid), set()).add(french_of_it)
    assert {text: words for text, words in said.items() if len(words) > 1} == {}
