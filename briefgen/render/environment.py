"""The Jinja environment: sandboxed, strict about names, and closed to files outside its folders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, StrictUndefined, TemplateNotFound, Undefined, nodes
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from briefgen.model.diagnostic import Diagnostic, Place, Problems, did_you_mean
from briefgen.render.catalogues import Catalogues
from briefgen.render.evidence import AlternativeView, CitationView, DateView, SourceView
from briefgen.render.record import here, place_name
from briefgen.render.typed import TypedFigures
from briefgen.render.views import FactView

_VIEWS = (FactView, AlternativeView, CitationView, DateView, SourceView)
_PRINTABLE = (str, int, float, FactView, AlternativeView, DateView, Undefined)
Reference = tuple[str, Place, bool]
"""A template that another names outright, the place of the name, and whether it has to exist."""
_LARGEST = 100_000  # characters, items or bits that an expression may make of a small one


class Folders(BaseLoader):
    """Finds templates by name in some folders, the first that has it wins; never outside of them, not by a link either."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = tuple(folder.resolve() for folder in folders)

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 -- Jinja's signature
        """Turn a name into the text of its file (Jinja's loader protocol)."""
        path = self.path(template)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            hint = "save it as UTF-8 text that may be read"
            raise Problems(
                Diagnostic("BG003", f"cannot read the template: {reason}", Place(place_name(template)), hint)
            ) from error
        stamp = path.stat().st_mtime_ns
        return text, str(path), lambda: path.exists() and path.stat().st_mtime_ns == stamp

    def path(self, name: str) -> Path:
        """Find the file of a name. TemplateNotFound where there is none inside the folders."""
        for folder in self.folders if "\0" not in name else ():
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

    def text(self, name: str) -> str:
        """Give the text of a template or style by its name; an empty one where there is none."""
        return (self.read(name) or b"").decode()

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
        if self._undefined_obj is missing:
            return f"`{name}` is not defined"
        known = [item for item in dir(self._undefined_obj) if not item.startswith("_")]
        if isinstance(self._undefined_obj, Mapping):
            known = [str(key) for key in self._undefined_obj]
        kind = type(self._undefined_obj).__name__.removesuffix("View").lower()
        hint = did_you_mean(name, known)
        return f"a {kind} has no `{name}`" + (f"; {hint}" if hint else "")


class Compiled(BytecodeCache):
    """Keeps the code of templates in memory, so that each is compiled once for all documents."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template whose text is still the same."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


class Environment(ImmutableSandboxedEnvironment):
    """Jinja with briefgen's loader, autoescape everywhere, and no way from a template to a view's inner methods."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = Folders(folders)
        self._references: dict[tuple[str, str], tuple[Reference, ...]] = {}
        self.catalogues = Catalogues(self.folders.folders)
        super().__init__(
            loader=self.folders,
            autoescape=is_markup,
            undefined=Named,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols", TypedFigures],
            cache_size=-1,
            bytecode_cache=Compiled(),
        )

    def references(self, source: str, name: str) -> tuple[Reference, ...]:
        """Give what a template names outright; each text is parsed once for all documents. TemplateSyntaxError as Jinja's."""
        key = (name, source)
        if key not in self._references:
            self._references[key] = tuple(_references(self.parse(source, name), name))
        return self._references[key]

    def is_safe_callable(self, obj: Any) -> bool:
        """Refuse the methods of views, which belong to the filters."""
        return not isinstance(getattr(obj, "__self__", None), _VIEWS) and super().is_safe_callable(obj)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse to show the methods of views, too."""
        return not (isinstance(obj, _VIEWS) and callable(value)) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse a product, power or pattern that would fill the memory: templates lay out, they do not compute."""
        if _size(operator, left, right) > _LARGEST:
            raise SecurityError(f"`{operator}` would make something larger than {_LARGEST:,}")
        return super().call_binop(context, operator, left, right)


def is_markup(name: str | None) -> bool:
    """Tell whether a template makes HTML, in which data are escaped; the others make a mail's plain text."""
    return not (name or "").endswith(".txt.j2")


def _references(tree: nodes.Template, name: str) -> Iterator[Reference]:
    for node in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)):
        place = Place(place_name(name), node.lineno)
        wanted = node.template  # type: ignore[attr-defined] # each of the four has it
        if isinstance(wanted, nodes.Const) and isinstance(wanted.value, str):
            yield wanted.value, place, not getattr(node, "ignore_missing", False)
        elif isinstance(wanted, nodes.List | nodes.Tuple | nodes.Const):
            listed = wanted.value if isinstance(wanted, nodes.Const) else [getattr(item, "value", None) for item in wanted.items]
            yield from ((item, place, False) for item in listed if isinstance(item, str))


def _size(operator: str, left: Any, right: Any) -> int:
    """Estimate how large the result of an operator is: characters and items, or the bits of a number."""
    if operator == "%":
        widths = re.findall(r"\d+", left) if isinstance(left, str) else ()
        return max((int(width[:9]) for width in widths), default=0)
    numbers = [item for item in (left, right) if isinstance(item, int)]
    if operator == "**":
        return abs(right) * left.bit_length() if len(numbers) == 2 else 0
    if len(numbers) == 1:
        counted = right if numbers[0] is left else left
        return len(counted) * abs(numbers[0]) if isinstance(counted, str | list | tuple) else 0
    return sum(number.bit_length() for number in numbers)


def printable(value: Any) -> Any:
    """Pass what may stand in a page; a record, list or function printed as it is would show the program's insides."""
    if isinstance(value, _PRINTABLE):
        return value
    kind = "nothing" if value is None else f"a {type(value).__name__.removesuffix('View').lower()}"
    hint = "print one of its parts, such as its title, or pass it through a filter"
    raise Problems(Diagnostic("BG407", f"{kind} cannot be printed as it is", here(), hint))
