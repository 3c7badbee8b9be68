"""What the proof gathers of files of facts, kept in the cache: an entry for each way in which a ceiling parts them."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from briefgen import cache
from briefgen.gate.proof import Memory, Portion, Share, alone
from briefgen.model.dataset import Dataset
from briefgen.model.fact import Fact
from briefgen.model.rows import Facts, Indexed, View
from briefgen.processes import serve, start_method, uninterrupted

_TOGETHER, _MOST_TOGETHER = 300, 1_200
"""Facts that small files are taken together for, in the mean and at most: a look into the cache costs as much as many."""
_WORTH_SHARING = 5_000
"""Facts of which nothing is kept yet from which on it is worth while to start processes."""


@dataclass(frozen=True, slots=True)
class Recollection:
    """Keeps values by their names in memory and, under a name of their own, in a folder."""

    folder: Path
    key: str
    """What the values are about: the content of files, and which of their facts are secret."""
    memory: Memory

    def remember(self, name: str, make: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
        """Give what is kept under a name if it still holds; else make and keep it."""
        return self.memory.remember(name, lambda: self._found(name, make, holds), holds)

    def _found(self, name: str, make: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
        path = self.folder / f"{hashlib.blake2b(f'{self.key} {name}'.encode(), digest_size=16).hexdigest()}.json"
        content = cache.kept(path)
        with suppress(ValueError, KeyError, TypeError):
            if content is not None and holds(found := json.loads(content)):
                return found
        made = json.dumps(make(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        with suppress(OSError):
            cache.keep(path, made)
        return json.loads(made)


def portions(dataset: Dataset, secret: Mapping[str, Indexed], folder: Path | None, about: str) -> Iterator[Portion]:
    """Part a dataset into portions, one for each file of facts or for some small ones; `secret` are rows of secret facts.

    `folder` is where what they gather is kept, where there is one, and `about` a hash of all else that it depends on.
    """
    for digest, names in _parts(dataset.facts):
        hidden = {name: dataset.rows[name] for name in names if name in secret}
        shown = {name: dataset.rows[name] for name in names if name not in secret}
        key = hashlib.blake2b(" ".join((about, digest, *hidden)).encode(), digest_size=16).hexdigest()
        memory = Memory()
        remember = Recollection(folder, key, memory).remember if folder and digest else memory.remember
        yield Portion(View(hidden, dataset.facts.__getitem__), View(shown, dataset.facts.__getitem__), remember)


def _parts(facts: Mapping[str, Fact]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the ids of facts that lie together, with their files' hashes; an empty text where nothing is kept of them.

    Small files are taken together until the first id of one says that it is the last, so that a new file changes one part alone.
    """
    if not isinstance(facts, Facts):
        yield "", tuple(facts)
        return
    files = facts.by_file
    mean = max(1, len(facts) // max(1, len(files)))
    few = 1 << max(0, (_TOGETHER // mean).bit_length() - 1)
    digests, ids = list[str](), list[str]()
    for number, (digest, names) in enumerate(files, 1):
        digests.append(digest)
        ids.extend(names)
        is_last = zlib.crc32(names[0].encode()) % few == 0 if names else False
        if is_last or len(ids) > _MOST_TOGETHER or number == len(files):
            yield " ".join(digests) if all(digests) else "", tuple(ids)
            digests, ids = [], []


def sharing(facts: Mapping[str, Fact], jobs: int) -> Share:
    """Share what is to be gathered of portions among so many processes, where there is much of which nothing is kept yet.

    What the others gather comes back through the cache; where one of them fails, it is gathered here when it is asked for.
    """
    is_much = isinstance(facts, Facts) and facts.count_of_new_files() >= _WORTH_SHARING
    return partial(_share, jobs) if jobs > 1 and is_much and start_method() == "fork" else alone


def _share(jobs: int, portions: Sequence[Portion], ask: Callable[[Portion], object]) -> None:
    context = multiprocessing.get_context("fork")
    others = [context.Process(target=_gather, args=(portions[number::jobs], ask), daemon=True) for number in range(1, jobs)]
    for other in others:
        with uninterrupted():
            other.start()
    for portion in portions[::jobs]:
        ask(portion)
    for other in others:
        other.join()


def _gather(portions: Sequence[Portion], ask: Callable[[Portion], object]) -> None:
    serve()
    for portion in portions:
        ask(portion)
