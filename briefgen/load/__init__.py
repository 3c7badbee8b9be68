"""load: files -> plain values, each with the line it was written on.

files       the doorway to the file system: finds files and reads them as text, within the project's folder only
from_yaml   YAML text -> plain values; the one place that knows YAML
from_json   JSON and JSON Lines text -> plain values
from_csv    CSV text -> plain values
texts       Markdown text -> sections of a brief
project     a folder -> Loaded
tables      CSV files of people -> rows, one at a time
"""

from __future__ import annotations

from briefgen.load.project import Parse, Parsed, load, load_facts

__all__ = ["Parse", "Parsed", "load", "load_facts"]
