"""What every transport keeps to: the steps of handing over a posting, between which the log is written."""

from __future__ import annotations

from typing import Protocol

from briefgen.model.sending import Outcome, Posting


class Steps(Protocol):
    """What a transport calls while it hands over one message. Where a step raises, the message must not be delivered."""

    def opening(self) -> None:
        """Hear that a connection has to be opened first, which may take long."""

    def begun(self) -> None:
        """Hear that the message was announced and the answer is awaited."""

    def data_end(self) -> None:
        """Hear that all but the final dot is written; only after this returns may the message be delivered."""

    def waiting(self) -> None:
        """Hear that the final dot is written and the answer is awaited."""


class Transport(Protocol):
    """Takes messages one by one."""

    def deliver(self, posting: Posting, steps: Steps) -> Outcome:
        """Hand over one message. Problems where no message can be handed over: certificate, password, settings."""

    def close(self) -> None:
        """Let go of what is held open between messages."""
