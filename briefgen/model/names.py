"""What files and folders of a project are called."""

from __future__ import annotations

SETTINGS = "briefgen.yaml"
SOURCES = "data/sources"
"""Folder of the texts of sources."""
