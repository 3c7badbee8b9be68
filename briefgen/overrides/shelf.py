"""The shelf: a project's templates over the package's, and which template each audience has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefgen.model.diagnostic import WRONG_NAME, Diagnostic, Problems, did_you_mean
from briefgen.model.layers import STOCK, bare
from briefgen.render import Environment, general
from briefgen.render.environment import names_in
from briefgen.render.outline import Outline, lineage

_KINDS = (".j2", ".css", ".html", ".txt")
OWN_ONLY = "the project's templates are the package's own, so nothing lies beneath them: change the file itself"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A project's templates over the package's."""

    environment: Environment
    own: Path
    """The project's folder of templates, which need not exist."""
    stock: Path
    """The package's."""
    audiences: Mapping[str, str]
    """The template of each audience, by its id."""

    @classmethod
    def of(cls, root: Path, stock: Path, audiences: Mapping[str, str]) -> Shelf:
        """Look at the templates of a project's folder and of the package."""
        own = (root / "templates").resolve()
        folders = tuple(dict.fromkeys(folder for folder in (own, stock.resolve()) if folder.is_dir()))
        return cls(Environment(folders), own, stock.resolve(), audiences)

    @property
    def is_layered(self) -> bool:
        """Whether the project has templates of its own to lay over others; the package's own project has not."""
        return self.own != self.stock

    @property
    def own_names(self) -> tuple[str, ...]:
        """Names of the project's templates and styles."""
        return tuple(_templates(self.own)) if self.is_layered and self.own.is_dir() else ()

    @property
    def stock_names(self) -> tuple[str, ...]:
        """Names of the package's templates and styles."""
        return tuple(_templates(self.stock))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all templates and styles, each once."""
        return tuple(sorted({*self.own_names, *self.stock_names}))

    def is_own(self, outline: Outline) -> bool:
        """Tell whether a template is a file of the project."""
        return self.is_layered and Path(outline.path).is_relative_to(self.own)

    def family(self, name: str) -> tuple[Outline, ...]:
        """Give a template and all that it extends. Problems (BG4xx) where one is missing or cannot be read."""
        return lineage(name, self.environment.outline_or_problems)

    def find(self, name: str) -> str:
        """Turn the name of a template or of an audience into a template's name. Problems (BG006) where it is neither."""
        for wanted in (name, self.audiences.get(name, ""), f"audiences/{name}.html.j2"):
            if wanted and bare(wanted) in (self.stock_names if wanted.startswith(STOCK) else self.names):
                return wanted
        hint = did_you_mean(name, (*self.audiences, *self.names)) or "`briefgen templates list` shows what there is"
        raise Problems(Diagnostic(WRONG_NAME, f"`{name}` is neither a template nor an audience", hint=hint))

    def overridden(self, wanted: str) -> tuple[str, str]:
        """Give the file that an override is written to, and the template that it changes: the two have mostly one name.

        `wanted` is an audience, a template, or that of one audience's mails (`email/press.html.j2`), which need not exist.
        Problems (BG006) where it is none of them.
        """
        if wanted not in self.names:
            for audience in self.audiences:
                if above := general(wanted, audience):
                    return wanted, above
        found = self.audiences.get(wanted) or self.find(wanted)
        return found, found

    def audience_template(self, audience: str) -> str:
        """Give the template of an audience. Problems (BG006) where there is no such audience."""
        if audience in self.audiences:
            return self.audiences[audience]
        hint = did_you_mean(audience, self.audiences) or f"there are: {', '.join(self.audiences)}"
        raise Problems(Diagnostic(WRONG_NAME, f"no audience `{audience}`", hint=hint))


def _templates(folder: Path) -> Iterator[str]:
    return (name for name in names_in(folder) if name.endswith(_KINDS))
