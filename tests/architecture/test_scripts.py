"""What the browser runs: text is put as text, only frames of ours are heard, nothing outside names a property."""

import re

import pytest

from tests.architecture.test_house import ROOT

SCRIPTS = [path for path in sorted((ROOT / "static" / "js").rglob("*.js")) if "dist" not in path.parts]
# Ways of making HTML or code out of text. Reading `innerHTML` back is none.
MADE = re.compile(
    r"\.(?:inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write|setHTML|createContextualFragment"
    r"|\beval\(|new Function\(|setTimeout\([\"'`]"
)
# Equality that converts first; objects whose prototype a name from outside could reach.
LOOSE = re.compile(r"(?<![=!<>])==(?!=)|!=(?!=)|__proto__|\.prototype\s*\[|\bfor \((?:const|let) \w+ in ")


def test_no_script_makes_a_page_out_of_text():
    assert len(SCRIPTS) > 30
    assert [(path.name, found) for path in SCRIPTS if (found := MADE.findall(path.read_text()))] == []


def test_equality_is_strict_and_prototypes_are_left_alone():
    codes = {path.name: re.sub(r"//[^\n]*|`[^`]*`|\"[^\"\n]*\"", "", path.read_text()) for path in SCRIPTS}
    assert [(name, found) for name, code in codes.items() if (found := LOOSE.findall(code))] == []


def test_only_frames_of_our_own_are_heard():
    """Each listener asks whose window speaks before it reads what is said."""
    heard = {path.name: path.read_text() for path in SCRIPTS if 'addEventListener("message"' in path.read_text()}
    assert set(heard) == {"embed.js", "embed-builder.js"}
    for name, code in heard.items():
        listener = code.split('addEventListener("message"')[1]
        assert "source" in listener.split("=>", 1)[1].split("data?.")[0], name
    assert "from !== origin" in heard["embed.js"]


@pytest.mark.parametrize("code", ["box.innerHTML = x", "a.insertAdjacentHTML('x')", "eval(x)", "box.outerHTML += x"])
def test_what_makes_html_would_be_found(code):
    assert MADE.search(code)


@pytest.mark.parametrize("code", ["if (a == b)", "a != b", "x.__proto__ = y"])
def test_what_is_loose_would_be_found(code):
    assert LOOSE.search(code)
