"""A project's own choices: briefgen.yaml as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from briefgen.model.fields import STRICT, Day, Filled
from briefgen.model.marking import Scheme
from briefgen.model.settings.brief import Brief
from briefgen.model.settings.sending import Email
from briefgen.model.value import FromText

SCHEME_IDS = ("tlp", "uk-government")


def _scheme(found: Any) -> str | Scheme:
    """Read the marking scheme: a known one's id, or one defined here."""
    if isinstance(found, str) and found in SCHEME_IDS:
        return found
    if not isinstance(found, dict) or set(found) != {"id", "labels"}:
        raise ValueError(f"expected {', '.join(SCHEME_IDS)}, or a scheme of your own: {{id, labels}}")
    name, labels = found["id"], found["labels"]
    if not isinstance(name, str) or not name.strip():
        raise ValueError("a scheme needs an `id`")
    if not isinstance(labels, list) or not labels or not all(isinstance(item, str) and item.strip() for item in labels):
        raise ValueError("a scheme needs `labels`, a list from the least to the most restricted")
    if len(set(labels)) != len(labels):
        raise ValueError("a scheme's `labels` name each label once")
    return Scheme(id=name, labels=tuple(labels))


SchemeText = Annotated[
    str | Scheme,
    FromText(
        _scheme,
        {
            "anyOf": [
                {"type": "string", "enum": list(SCHEME_IDS)},
                {
                    "type": "object",
                    "properties": {
                        "id": {"type": "string", "minLength": 1},
                        "labels": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
                    },
                    "required": ["id", "labels"],
                    "additionalProperties": False,
                },
            ]
        },
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who answers for the briefs."""

    __pydantic_config__ = STRICT

    name: str = ""
    """Needed, unless the brand file gives it (`meta.name`)."""
    url: str = ""
    email: str = ""
    contact: str = ""
    """How readers reach it, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """The marking scheme in force and the label of facts that carry none."""

    __pydantic_config__ = STRICT

    scheme: SchemeText = "tlp"
    """tlp, uk-government, or a scheme defined here: {id, labels}."""
    default: str = ""
    """Label of facts that carry none; the scheme's least restricted one when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that the project lives with, with the reason and the day on which that ends."""

    __pydantic_config__ = STRICT

    code: Filled
    where: str = ""
    """Glob over the place, such as templates/audiences/*; everywhere when left out."""
    reason: Filled
    expires: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A project's own choices: briefgen.yaml."""

    __pydantic_config__ = STRICT

    title: Filled
    publisher: Publisher = Publisher()
    """What is left out is taken from the brand file."""
    locale: str = "en-GB"
    """BCP 47 tag of the language in which the facts and texts are written."""
    paper: Literal["A4", "Letter"] = "A4"
    marking: Marking = Marking()
    brand: str = ""
    """Brand file in Quarto's form; _brand.yml in the project's folder, if there is one, when left out."""
    briefs: tuple[Brief, ...]
    waivers: tuple[Waiver, ...] = ()
    email: Email = field(default_factory=Email)

    @property
    def language(self) -> str:
        """The language of the locale: `en` of `en-GB`."""
        return self.locale.split("-")[0]
