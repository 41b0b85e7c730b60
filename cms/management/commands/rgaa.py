"""The RGAA grid as a document: `manage.py rgaa > docs/rgaa.md`."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand

from cms.queries.accessibility import CHECKED_ON, Line, grid, score

HEAD = """\
# RGAA grid

Made by `manage.py rgaa` from `cms/data/rgaa.fr.csv`: change that file, never this one. The page `/accessibilite/` is
made from it too.

The 106 criteria of the RGAA 4.1, in our words and in the language of the standard. **{met} of the {applicable} that
apply are met ({percent} %).** The team went through the grid itself on {day}: it is no audit by a third party, and no
screen reader was at hand. Each deployment has its own contents audited, and says so on a page of its own
(docs/deploy.md).

C: met. NC: not met. NA: not applicable. NV: not checked yet, counted as not met. How it is known: a test of this
repository; `axe`: the rules of axe-core that carry the criterion find nothing on the pages of
`tests/e2e/test_pages.py`, in both themes, at 320 px and at a zoom of 200 %; `relecture`: read by us in
templates and code, and on some pages; page by page remains to be done before the rate is quoted.
"""


class Command(BaseCommand):
    help = "Print the RGAA grid of the platform as Markdown."

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = score()
        head = HEAD.format(met=found.met, applicable=found.applicable, percent=found.percent, day=CHECKED_ON)
        self.stdout.write(head + "\n".join(_topics()))


def _topics() -> Iterator[str]:
    for topic, lines in groupby(grid(), key=lambda line: line.topic):
        yield f"\n## {topic}\n\n| Critère | Sujet | Statut | Preuve | Remarque |\n|---|---|---|---|---|"
        yield from (_row(line) for line in lines)


def _row(line: Line) -> str:
    proof = ", ".join(f"`{one}`" if one.startswith("tests/") else one for one in line.proof)
    return f"| {line.number} | {line.subject} | {line.status} | {proof} | {line.note} |"
