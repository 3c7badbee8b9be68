"""The Jinja environment: sandboxed, strict about names, and closed to files outside its folders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen.model.diagnostic import did_you_mean
from briefgen.render.views import AlternativeView, CitationView, DateView, FactView, SourceView

_VIEWS = (FactView, AlternativeView, CitationView, DateView, SourceView)


class Folders(BaseLoader):
    """Finds templates by name in some folders, the first that has it wins; never outside of them, not by a link either."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = tuple(folder.resolve() for folder in folders)

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 -- Jinja's signature
        """Turn a name into the text of its file (Jinja's loader protocol)."""
        path = self.path(template)
        text = path.read_text(encoding="utf-8")
        stamp = path.stat().st_mtime_ns
        return text, str(path), lambda: path.exists() and path.stat().st_mtime_ns == stamp

    def path(self, name: str) -> Path:
        """Find the file of a name. TemplateNotFound where there is none inside the folders."""
        for folder in self.folders:
            found = (folder / name).resolve()
            if found.is_file() and found.is_relative_to(folder):
                return found
        raise TemplateNotFound(name)

    def read(self, name: str) -> bytes | None:
        """Read the file of a name; nothing where there is none."""
        try:
            return self.path(name).read_bytes()
        except TemplateNotFound:
            return None

    def list_templates(self) -> list[str]:
        """Name every file in the folders."""
        found = (path.relative_to(folder) for folder in self.folders for path in folder.rglob("*") if path.is_file())
        return sorted({path.as_posix() for path in found})


class Named(StrictUndefined):
    """A name that a template does not have, with a suggestion in its message."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if type(self._undefined_obj).__name__ == "MissingType":
            return f"`{name}` is not defined"
        known = [item for item in dir(self._undefined_obj) if not item.startswith("_")]
        if isinstance(self._undefined_obj, Mapping):
            known = [str(key) for key in self._undefined_obj]
        kind = type(self._undefined_obj).__name__.removesuffix("View").lower()
        hint = did_you_mean(name, known)
        return f"a {kind} has no `{name}`" + (f"; {hint}" if hint else "")


class Environment(ImmutableSandboxedEnvironment):
    """Jinja with briefgen's loader, autoescape everywhere, and no way from a template to a view's inner methods."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = Folders(folders)
        super().__init__(
            loader=self.folders,
            autoescape=True,
            undefined=Named,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
            cache_size=-1,
        )

    def is_safe_callable(self, obj: Any) -> bool:
        """Refuse the methods of views, which belong to the filters."""
        return not isinstance(getattr(obj, "__self__", None), _VIEWS) and super().is_safe_callable(obj)
