"""One digest of frozen data: whoever keeps inputs beside a decision can show that they are those.

Called by the adjustment fund, the studio and the workshop. Unlike the journal's form, numbers with
a point are allowed: engines compute with them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def digest(said: Mapping[str, Any]) -> str:
    """SHA-256 of data as JSON with sorted names and no blanks; what JSON lacks as its text."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return sha256(text.encode()).hexdigest()
