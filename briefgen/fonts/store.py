"""Keeps a made face in the cache, and reads it back."""

from __future__ import annotations

import json
from pathlib import Path

from briefgen import cache
from briefgen.model.briefing import Face


def keep(path: Path, face: Face) -> None:
    """Write a face: a line that describes it, its two fonts."""
    about = {
        "family": face.family,
        "weight": face.weight,
        "style": face.style,
        "unicode_range": face.unicode_range,
        "ttf": len(face.ttf),
    }
    cache.keep(path, json.dumps(about).encode() + b"\n" + face.ttf + face.woff2)


def kept(path: Path) -> Face | None:
    """Read a face that was kept; nothing where there is no file or it is not as it was written."""
    body = cache.kept(path)
    if body is None:
        return None
    line, _, fonts = body.partition(b"\n")
    about = json.loads(line)
    size = about.pop("ttf")
    return Face(**about, ttf=fonts[:size], woff2=fonts[size:])
