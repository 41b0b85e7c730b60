from io import StringIO

from django.core.management import call_command

from actors.queries.rights import rights_rows


def printed(**options) -> str:
    out = StringIO()
    call_command("rights", stdout=out, **options)
    return out.getvalue()


def test_the_rights_table_is_printed_for_the_eye():
    text = printed()
    assert "Site\n  lire\n" in text
    assert "    pilote                     leur territoire\n" in text
    assert "Ce qui n’est pas dans ce tableau est refusé." in text


def test_the_rights_table_is_printed_as_markdown_with_one_line_for_each_row():
    lines = [line for line in printed(markdown=True).splitlines() if line.startswith("| ")]
    headings = [line for line in lines if "public" in line or "---" in line]
    assert len(lines) - len(headings) == len(rights_rows())
    assert {line.count(" | ") for line in lines} == {8}
