"""validate: plain values -> a dataset and settings in which everything fits together, or every problem at once.

records     plain values -> records of the model; what the validating library says, in plain words
values      the text of a value -> number, date or text
facts       the rules of the fact record
audiences   the project's audiences laid over the package's own
brand       the brand file; its colours, palettes, logos and typefaces in the modules of these names
briefs      the rules of briefgen.yaml
senders     the rules of its mail settings
addresses   text -> e-mail addresses
recipients  rows of an audience's recipients -> recipients
texts       the rules of the texts
locales     languages and currencies
remarks     what a rule has to say, before it is given a place
project     Loaded -> Validated
schema      the model -> JSON Schema for editors
finished    ledgers and manifests, read back by the same types
"""

from __future__ import annotations

from briefgen.validate.project import validate
from briefgen.validate.schema import SCHEMA_KINDS, json_schema

__all__ = ["SCHEMA_KINDS", "json_schema", "validate"]
