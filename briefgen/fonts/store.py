"""Keeps a made face in a file that carries its own hash, so that a torn or changed file is noticed and made again."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

from briefgen.model.briefing import Face


def keep(path: Path, face: Face) -> None:
    """Write a face: its hash, a line that describes it, its two fonts; under a temporary name first, then renamed."""
    about = {
        "family": face.family,
        "weight": face.weight,
        "style": face.style,
        "unicode_range": face.unicode_range,
        "ttf": len(face.ttf),
    }
    body = json.dumps(about).encode() + b"\n" + face.ttf + face.woff2
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".face-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def kept(path: Path) -> Face | None:
    """Read a face that was kept; nothing where there is no file or its hash is not the one it records."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    line, _, fonts = body.partition(b"\n")
    about = json.loads(line)
    size = about.pop("ttf")
    return Face(**about, ttf=fonts[:size], woff2=fonts[size:])
