"""The text tables: both locales say the same keys with the same places to fill, code asks for none that is not there, and each is asked
for: by its key, or by a group that it stands in."""

import json
import re
from pathlib import Path

from findings import files, finding, line_of, without_comments

LOCALES = ("zh-CN", "en")
USE = re.compile(r"(?<![\w.$])tn?\(\s*(?:'([^'\n]+)'|\"([^\"\n]+)\"|`([^`\n]*)`)")
LITERAL = re.compile(r"['\"`]([a-z]+)\.([\w.]+)(\$\{)?")
# What may name a key or its group, and what begins one: `live.log.${what}`.
NAME = re.compile(r"['\"`]([a-z][\w.]*)['\"`]")
BEGUN = re.compile(r"`([a-z][\w.]*)\$\{")
ATTRIBUTE = re.compile(r"\bdata-t(?:-[a-z-]+)?=\"([^\"]+)\"")
PLACE = re.compile(r"\{(\w+)\}")
# Two forms of a word that agrees with a number, `{n, minute, minutes}`; a number before such a word without them; and a verb of several
# in a text that has a number and no forms.
FORMS = re.compile(r"\{(\w+), [^,{}]+, [^,{}]+\}")
NUMBER = r"\{(?:n|all|count|letters|limit|parts|hours|minutes|seconds|days)\}"
SEVERAL = re.compile(NUMBER + r" (?:(?!(?:is|was|has|does|s)\b)[a-z]+s|people|men)\b")
VERB = re.compile(NUMBER + r"[^.;]* (?:are|have|were|do)\b")


def flat(table: dict, prefix: str = "") -> dict[str, str]:
    keys = {}
    for key, value in table.items():
        if isinstance(value, dict):
            keys.update(flat(value, prefix + key + "."))
        else:
            keys[prefix + key] = value
    return keys


def read(root: Path) -> tuple[dict[str, dict[str, dict[str, str]]], list[str]]:
    tables: dict[str, dict[str, dict[str, str]]] = {}
    found = []

    def once(pairs: list) -> dict:
        keys = [key for key, _ in pairs]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            found.append(finding(root, path, 1, f"{key} stands twice"))
        return dict(pairs)

    for path in files(root, "web-static/text/*.json"):
        area, _, locale = path.name[:-len(".json")].partition(".")
        try:
            tables.setdefault(area, {})[locale] = flat(json.loads(path.read_text(), object_pairs_hook=once))
        except ValueError as error:
            found.append(finding(root, path, 1, f"not JSON: {error}"))
    return tables, found


def unused(root: Path, tables: dict) -> list[str]:
    said: set[str] = set()
    begun: set[str] = set()
    for path in files(root, "web-static/**/*.js", "web-static/**/*.html"):
        text = without_comments(path.read_text()) if path.suffix == ".js" else path.read_text()
        said |= set(NAME.findall(text))
        begun |= set(BEGUN.findall(text))
    found = []
    for area, locales in sorted(tables.items()):
        for key in sorted(locales.get(LOCALES[0], {})):
            for name in (f"{area}.{key}", key):
                groups = [name.rsplit(".", step)[0] for step in range(name.count(".") + 1)]
                if any(each in said for each in groups if "." in each or each in (name, "refused")) \
                        or any(name.startswith(each) for each in begun):
                    break
            else:
                found.append(finding(root, root / f"web-static/text/{area}.{LOCALES[0]}.json", 1, f"nobody asks for {key}"))
    return found


def check(root: Path) -> list[str]:
    tables, found = read(root)
    found += unused(root, tables)
    known: set[str] = set()
    for area, locales in sorted(tables.items()):
        for locale in LOCALES:
            path = root / f"web-static/text/{area}.{locale}.json"
            if locale not in locales:
                found.append(finding(root, path, 1, "the table is missing"))
                continue
            for other in LOCALES:
                for key in sorted(set(locales.get(other, {})) - set(locales[locale])):
                    found.append(finding(root, path, 1, f"{key} is missing"))
            for key, value in sorted(locales[locale].items()):
                known |= {key, f"{area}.{key}"}
                if not isinstance(value, str) or not value.strip():
                    found.append(finding(root, path, 1, f"{key} says nothing"))
                for wrong in re.findall(r"\{(?!\w+\})[^}]*\}?", FORMS.sub("", str(value))):
                    found.append(finding(root, path, 1, f"{key} has {wrong}, which is neither a place nor two forms"))
                if locale == "en" and (SEVERAL.search(str(value)) or (VERB.search(str(value)) and not FORMS.search(str(value)))):
                    found.append(finding(root, path, 1, f"{key} is wrong for 1: write both forms, as {{n, minute, minutes}}"))
        first, second = (locales.get(locale, {}) for locale in LOCALES)
        for key in sorted(set(first) & set(second)):
            if set(PLACE.findall(str(first[key]))) != set(PLACE.findall(str(second[key]))):
                path = root / f"web-static/text/{area}.{LOCALES[1]}.json"
                found.append(finding(root, path, 1, f"{key} fills other places than in {LOCALES[0]}"))
    for path in files(root, "web-static/**/*.js", "web-static/**/*.html"):
        text = path.read_text()
        text = without_comments(text) if path.suffix == ".js" else text
        uses = [(match, next(group for group in match.groups() if group is not None), match.group(3) is not None)
                for match in USE.finditer(text)] if path.suffix == ".js" else []
        uses += [(match, match.group(1), False) for match in ATTRIBUTE.finditer(text)]
        if path.suffix == ".js":
            # A key may be chosen before it is looked up: every literal that names an area must be a key or begin one.
            for match in LITERAL.finditer(text):
                key = f"{match.group(1)}.{match.group(2)}"
                if match.group(1) in tables and not any(each == key or each.startswith(key) for each in known):
                    found.append(finding(root, path, line_of(text, match.start()), f"no text for {key}"))
        for match, key, template in uses:
            if template and "${" in key:
                start = key.split("${")[0]
                if start and not any(each.startswith(start) for each in known):
                    found.append(finding(root, path, line_of(text, match.start()), f"no text begins with {start}"))
            elif key not in known:
                found.append(finding(root, path, line_of(text, match.start()), f"no text for {key}"))
    return found
