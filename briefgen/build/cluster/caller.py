"""The client of a scheduler, which can be let go of at any moment."""

from __future__ import annotations

from distributed import Client


class _Caller(Client):
    """A client that ends without a word where it was never connected.

    Where the making of a `Client` fails by anything but a refused connection (an address without a port, TLS without
    certificates), what is left of it tries to close for twenty seconds and then prints a traceback.
    """

    def __del__(self) -> None:
        """Close what was connected."""
        if self.status == "running":
            Client.__del__(self)


def called(address: str, seconds: float) -> Client:
    """Connect to the scheduler at an address. OSError, ValueError, TypeError, RuntimeError or ImportError where that fails."""
    kind: type[Client] = _Caller
    return kind(address, timeout=seconds, set_as_default=False, name="briefgen")
