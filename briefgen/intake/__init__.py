"""intake: a project's folder -> its work; a file of facts is read and validated once for each content that it has.

reading  files of facts -> facts that are right by themselves, from the cache where their content is known
entries  what the cache holds of a file of facts, as bytes and back
gathered what it holds of all of them together: untouched files are known by their stamps
parsed   what long files of other records say
"""

from __future__ import annotations

from briefgen.intake.entries import recalled
from briefgen.intake.reading import intake

__all__ = ["intake", "recalled"]
