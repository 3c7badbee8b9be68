"""What is to be done next on the preview: the newest change first, then what someone is looking at, then the rest.

Asked again after each piece of work, so that a change made meanwhile wins and work that it made useless is not begun.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from briefgen.preview.engine import Engine
from briefgen.preview.exhibit import Exhibit


def next_work(engine: Engine, watched: Collection[str], setting: str = "") -> Callable[[], None] | None:
    """Give what makes the preview more nearly what the files say; nothing where it is.

    While a document that is looked at is typeset (`setting`) or about to be, the rest waits: it would take its time. Judging it
    waits until its typesetting has begun.
    """
    if engine.is_stale:
        return engine.open
    if engine.invalid or not engine.round:
        return None
    ordered = _by_urgency(engine, watched)
    for is_wanted in (True, False):
        some = [item for item in ordered if (item.name in watched) is is_wanted]
        for item in some:
            if item.round < engine.round:
                return partial(engine.draft, item.name)
        for item in some:
            if item.judged < engine.round and not (is_wanted and is_outstanding(engine, item)):
                return partial(engine.judge, item.name)
        if is_wanted and any(item.name == setting or is_outstanding(engine, item) for item in some):
            return None
    return engine.judge_together if engine.judged_together < engine.round else None


def next_to_set(engine: Engine, watched: Collection[str]) -> Exhibit | None:
    """Give the document that is to be typeset next: one that is looked at, or any once all pages are drafted."""
    if engine.is_stale or engine.invalid:
        return None
    is_drafted = all(item.round == engine.round for item in engine.exhibits.values())
    for item in _by_urgency(engine, watched):
        if is_outstanding(engine, item) and (item.name in watched or is_drafted):
            return item
    return None


def is_outstanding(engine: Engine, item: Exhibit) -> bool:
    """Tell whether a document's newest page has not been typeset yet."""
    is_new = item.screen is not None and item.screen.drafted != item.attempted
    return is_new and item.state == "made" and item.is_for_paper and item.round == engine.round


def is_in_vain(engine: Engine, watched: Collection[str], name: str, drafted: str) -> bool:
    """Tell whether a typesetting that is under way is not worth going on with."""
    exhibit = engine.exhibits.get(name)
    if exhibit is None or exhibit.screen is None or exhibit.state != "made" or exhibit.screen.drafted != drafted:
        return True
    if exhibit.attempted != drafted:
        return True
    wanted = next_to_set(engine, watched)
    return name not in watched and wanted is not None and wanted.name in watched


def _by_urgency(engine: Engine, watched: Collection[str]) -> list[Exhibit]:
    return sorted(engine.exhibits.values(), key=lambda item: item.name not in watched)
