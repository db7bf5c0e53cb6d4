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
    def fill(match: re.Match) -> str:
        value = filling[match.group(1)]
        return str(value) if match.group(2) is None else match.group(2 if value == 1 else 3)

    return re.sub(r"\{(\w+)(?:, ([^,{}]*), ([^{}]*))?\}", fill, raw(key, locale))


def like(key: str, locale: str = "zh-CN") -> re.Pattern:
    """The words with anything in the places that are filled."""
    return re.compile("^\\s*" + ".*".join(re.escape(part) for part in re.split(r"\{\w+(?:,[^{}]*)?\}", raw(key, locale))) + "\\s*$", re.S)
