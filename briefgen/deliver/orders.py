"""What a person asks of a run of sending, and what it is given to do it with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from briefgen.deliver.clearance import Clearance
from briefgen.deliver.transport import Transport
from briefgen.model.sending import State


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, and waiting for it to pass."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    """Waits some seconds, or less where the run is to end."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """How long a deferred message rests: a first delay that doubles up to a longest one, and up to a quarter more.

    The quarter is taken from the message's id and the attempt, so that messages do not all come back at the same moment.
    """

    first: float = 60.0
    longest: float = 4 * 3600.0

    def seconds(self, attempt: int, message_id: str) -> float:
        """Give the seconds to rest after an attempt, counted from 1."""
        drawn = hashlib.sha256(f"{message_id} {attempt}".encode()).digest()
        jitter = int.from_bytes(drawn[:4], "big") / 2**32 / 4
        return float(min(self.first * 2 ** min(attempt - 1, 60), self.longest) * (1 + jitter))


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What a person asks of a run."""

    only: frozenset[str] = frozenset()
    """Addresses, in lower case, that alone are sent to; all where it is empty."""
    limit: int = 0
    """How many messages are tried at most; 0 for all."""
    interval: float = 0.0
    """Seconds from the start of one message to that of the next, at least."""
    wait: float = 0.0
    """Seconds for which the run waits for deferred messages in all."""
    backoff: Backoff = Backoff()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run sends with."""

    transport: Transport
    clearance: Clearance
    clock: Clock
    instant: Callable[[], datetime]
    """Gives the instant that decides embargoes."""
    progress: Callable[[State], None] = lambda _state: None
    """Hears what each attempt came to."""
    stopped: Callable[[], bool] = lambda: False
    """Tells whether the run is to end after the present message."""
