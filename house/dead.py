"""Finds functions, methods, classes and imports that nothing calls.

Called by `house.check`. Vulture names the candidates; one that a template, a pack, a setting or
any other string of the code names is alive. Tests count as callers and are not reported.
"""

from __future__ import annotations

import re
import sys
from collections import Counter

from vulture import Vulture

from house import tree

KINDS = {"function", "method", "class", "import", "unreachable_code"}
TEXTS = {".py", ".html", ".txt", ".toml", ".xml", ".svg"}
WORD = re.compile(r"[A-Za-z_]\w*")
# Called by Django, allauth, click, xdist or the browser by name.
FRAMEWORK = re.compile(
    r"(?:Meta|Config|Migration|ready|clean\w*|save|delete|dispatch|get_\w+|has_\w+_permission|visit_\w+"
    r"|validate|process_\w+|handle\w*|format_\w+|pre_\w+|is_open_for_signup|pytest_\w+|test_\w+|db_type"
    r"|__\w+__|\w+Config|\w+Admin|to_python|from_db_value|deconstruct|resolve_command|list_commands)"
)


def spoken() -> Counter[str]:
    """How often each word stands in the code, the templates and the packs."""
    words: Counter[str] = Counter()
    for folder in ("ikkan", "packs", "house", "bench", "prove"):
        for path in sorted((tree.ROOT / folder).rglob("*")):
            if path.suffix in TEXTS and path.is_file():
                words.update(WORD.findall(path.read_text(encoding="utf-8")))
    words.update(WORD.findall((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    return words


def findings() -> list[str]:
    scan = Vulture()
    folders = [tree.ROOT / name for name in ("ikkan", "house", "tests", "bench", "prove", "packs")]
    scan.scavenge([str(path) for path in folders if path.is_dir()], exclude=["*/migrations/*"])
    candidates = [item for item in scan.get_unused_code(min_confidence=60) if item.typ in KINDS]
    defined = Counter(item.name for item in candidates)
    words = spoken()
    found = []
    for item in candidates:
        path = item.filename.relative_to(tree.ROOT)
        if path.parts[0] == "tests" or FRAMEWORK.fullmatch(item.name):
            continue
        if item.typ != "unreachable_code" and words[item.name] > defined[item.name]:
            continue
        found.append(f"{path}:{item.first_lineno}: nothing calls {item.typ} `{item.name}`")
    return found


def main() -> int:
    found = findings()
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
