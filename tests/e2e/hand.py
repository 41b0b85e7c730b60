"""A hand on a telephone: how many gestures and seconds a task takes."""

import sys
from time import monotonic

MINUTE_S = 60


class Hand:
    """Each tap, and each field that is tapped and typed in, is a gesture. Said at the end, and under a minute."""

    def __init__(self, page, capsys):
        self.page, self.capsys = page, capsys
        self.gestures, self.since = 0, monotonic()

    def tap(self, control):
        self.gestures += 1
        control.click()

    def type(self, label, text):
        """What stood in the field goes; typed at the pace of a thumb."""
        self.gestures += 1
        field = self.page.get_by_label(label).first
        field.fill("")
        field.press_sequentially(text, delay=100)

    def took(self, what) -> int:
        seconds = monotonic() - self.since
        with self.capsys.disabled():
            sys.stdout.write(f"\n{what}, at 390 px: {self.gestures} gestures, {seconds:.1f} s\n")
        assert seconds < MINUTE_S
        return self.gestures
