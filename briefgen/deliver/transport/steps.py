"""What every transport keeps to: the steps of handing over a letter, between which the log is written."""

from __future__ import annotations

from typing import Protocol

from briefgen.model.sending import Letter, Outcome


class Steps(Protocol):
    """What a transport calls while it hands over one letter. Where a step raises, the letter must not be delivered."""

    def opening(self) -> None:
        """Hear that a connection has to be opened first, which may take long."""

    def begun(self) -> None:
        """Hear that the letter was announced and the answer is awaited."""

    def data_end(self) -> None:
        """Hear that all but the final dot is written; only after this returns may the letter be delivered."""

    def waiting(self) -> None:
        """Hear that the final dot is written and the answer is awaited."""


class Transport(Protocol):
    """Takes letters one by one."""

    def deliver(self, letter: Letter, steps: Steps) -> Outcome:
        """Hand over one letter. Problems where no letter can be handed over: certificate, password, settings."""

    def close(self) -> None:
        """Let go of what is held open between letters."""
