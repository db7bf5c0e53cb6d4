"""Waiting for what is to become so: no test sleeps for a time that it guessed, and none waits without an end."""

import time

from playwright.sync_api import Error as PlaywrightError


class OnTheWay(Exception):
    """A page was between two documents when it was asked: asked again, it answers."""


def until(condition, what: str, within: float = 30.0, every: float = 0.1):
    """Polls until `condition` gives something true, which is the answer; fails with `what` was waited for."""
    deadline = time.monotonic() + within
    while True:
        try:
            value = condition()
        except PlaywrightError as error:
            # Asked while the page was on its way to another one: asked again.
            if not any(sign in str(error) for sign in ("context was destroyed", "navigat", "__witness")):
                raise
            value = None
        except OnTheWay:
            value = None
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {within:g} s in vain for: {what}; last was {value!r}")
        time.sleep(every)
