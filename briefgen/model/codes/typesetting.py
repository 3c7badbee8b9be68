"""Codes BG5xx: typesetting and fonts."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.model.codes.entry import Code

TYPESETTING: Mapping[str, Code] = {
    "BG501": Code(
        "typesetting library missing",
        "Pango or another system library is not installed.",
        "Install the package that the message names.",
    ),
    "BG502": Code("font missing", "A font family is not installed.", "Install its package."),
    "BG503": Code("glyph missing", "No font of the document has a character.", "Use another character, or a font that has it."),
    "BG504": Code(
        "resource refused or missing",
        "An image, font or style is missing, or lies outside the project.",
        "Put the file into the project and correct its address.",
    ),
    "BG505": Code(
        "typesetting failed",
        "The page could not be laid out.",
        "Simplify the part of the template that the message names.",
    ),
    "BG506": Code(
        "typesetter's warning",
        "The typesetter met something that it does not understand.",
        "Correct the style or markup that the message names.",
    ),
    "BG507": Code(
        "alternative text missing",
        "An image does not say what it shows.",
        "Write `alt`, or a `<title>` as the first child of an inline `<svg>`.",
    ),
    "BG508": Code(
        "link refused",
        "A link is relative, has a scheme that a document may not use, or would attach a file.",
        "Link to a whole https or mailto address, or to an anchor.",
    ),
    "BG510": Code(
        "process died",
        "The process that made a document was ended by the system or crashed.",
        "Build that document alone; if it dies again, simplify its template.",
    ),
    "BG511": Code(
        "took too long",
        "A document was not done within the time limit; some layouts never end.",
        "Simplify its template, shorten its tables, or allow more with --time-limit.",
    ),
    "BG512": Code(
        "needed too much memory",
        "A document needed more memory than the limit allows.",
        "Simplify its template, shorten its tables, or allow more with --memory-limit.",
    ),
    "BG513": Code(
        "cluster library missing",
        "Builds on a cluster need Dask, which is not installed.",
        "Install it: pip install 'briefgen[cluster]'.",
    ),
    "BG514": Code(
        "no scheduler",
        "No Dask scheduler answers at the address, or its certificate and ours do not fit.",
        "Start it with `dask scheduler` and give the address that it prints; for tls:// see Dask's configuration.",
    ),
    "BG515": Code(
        "no worker",
        "The scheduler has no worker, or all were lost, and none has come in time.",
        "Start one with `dask worker ADDRESS`, and build again: what was made is kept.",
    ),
    "BG516": Code(
        "worker with other versions",
        "A worker has another briefgen, Python, typesetting library or system than this machine, so its documents would differ.",
        "Install there what is installed here, and start the worker again; the others go on without it.",
    ),
    "BG517": Code(
        "workers lost",
        "The workers that made a document were lost, one after the other.",
        "Build that document alone; give the workers more memory if it can be made.",
    ),
    "BG518": Code(
        "worker unfit",
        "A worker cannot start what makes documents, or cannot keep what it is sent.",
        "See the worker's log; often its disk is full.",
    ),
    "BG519": Code(
        "made on a cluster",
        "Tells how many workers made the documents, and how much was sent to them.",
        "Nothing needs to be done.",
    ),
}
