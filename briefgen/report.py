"""Reports: what a check or build found and made, as the commands and Python programs are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.model.diagnostic import Diagnostic, Exit, exit_status

if TYPE_CHECKING:
    from briefgen.build.run import Result


@dataclass(frozen=True, slots=True)
class Row:
    """One document of a build, as the table at its end shows it."""

    name: str
    pages: int | None
    page_limit: int
    marking: str
    words: int
    seconds: float
    paths: tuple[str, ...]
    """Files, relative to the output folder."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check or build found and made."""

    diagnostics: tuple[Diagnostic, ...]
    documents: tuple[Row, ...] = ()
    failed: tuple[str, ...] = ()
    """Documents that could not be made."""
    withheld: tuple[str, ...] = ()
    """Documents that hold what their readers may not see, of which nothing was written."""
    unchanged: tuple[str, ...] = ()
    """Documents that stand as they would be made, and were not made again."""
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Why each of the others was made."""
    counted: tuple[int, ...] = ()
    """Of a check: how many facts and sources there are."""

    @classmethod
    def of_build(cls, result: Result, findings: tuple[Diagnostic, ...]) -> Report:
        """Turn what a build made into its report; `findings` are those of the run that no waiver takes away."""
        return cls(
            findings,
            tuple(_rows(result)),
            failed=tuple(item.stem for item in result.failed),
            withheld=tuple(item.stem for item in result.withheld),
            unchanged=tuple(item.stem for item in result.unchanged),
            reasons={item.stem: why for item, why in result.reasons.items()},
        )

    def status(self, *, strict: bool = False) -> Exit:
        """Give the exit status of the run."""
        return exit_status(self.diagnostics, strict=strict)


def _rows(result: Result) -> Iterator[Row]:
    for made, entry in result.published:
        yield Row(
            name=made.id.stem,
            pages=entry["pages"],
            page_limit=entry["page_limit"] or 0,
            marking=entry["marking"],
            words=entry["words"],
            seconds=made.seconds,
            paths=tuple(file["path"] for file in entry["files"]),
        )
