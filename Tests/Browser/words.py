"""The words on the screen, by their keys in the text tables: a test asks for what a button means and not for how it is worded."""

import json
import re
from functools import cache
from pathlib import Path

TABLES = Path(__file__).resolve().parent.parent.parent / "web-static/text"


@cache
def table(area: str, locale: str) -> dict:
    return json.loads((TABLES / f"{area}.{locale}.json").read_text())


def raw(key: str, locale: str = "zh-CN") -> str:
    place = table(key.split(".")[0], locale)
    for part in key.split(".")[1:]:
        place = place[part]
    assert isinstance(place, str), key
    return place.replace("|", "")


def words(key: str, locale: str = "zh-CN", **filling) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: str(filling[match.group(1)]), raw(key, locale))


def like(key: str, locale: str = "zh-CN") -> re.Pattern:
    """The words with anything in the places that are filled."""
    return re.compile("^\\s*" + ".*".join(re.escape(part) for part in re.split(r"\{\w+\}", raw(key, locale))) + "\\s*$", re.S)
