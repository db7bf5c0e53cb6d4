"""What axe-core finds on a page by the rules of WCAG 2.2, levels A and AA."""

from functools import cache
from pathlib import Path

import axe_playwright_python

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def findings(page) -> list[str]:
    """A line for each element that breaks a rule; none is what should be found."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(axe())
    found = page.evaluate("""async (rules) => {
        const result = await axe.run(document, { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] });
        return result.violations.flatMap((each) => each.nodes.map((node) => [each.id, node.target.join(" "), node.any.concat(node.all, node.none).map((why) => why.message).join("; ")]));
    }""", RULES)
    return [": ".join(line) for line in found]
