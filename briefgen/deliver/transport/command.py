"""A sendmail-like command: it takes a message on its standard input and says by its exit status what became of it.

Exit statuses are those of sysexits.h, which sendmail, Postfix, Exim, msmtp and others share.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import PurePath

from briefgen.deliver.transport.steps import Steps
from briefgen.model.diagnostic import Place, Problems, finding
from briefgen.model.sending import Fate, Outcome, Posting

_FATES: Mapping[int, Fate] = {
    0: Fate.ACCEPTED,
    65: Fate.REFUSED,  # EX_DATAERR
    67: Fate.BAD_ADDRESS,  # EX_NOUSER
    68: Fate.REFUSED,  # EX_NOHOST
    69: Fate.LATER,  # EX_UNAVAILABLE
    71: Fate.LATER,  # EX_OSERR
    74: Fate.LATER,  # EX_IOERR
    75: Fate.LATER,  # EX_TEMPFAIL
}


class CommandTransport:
    """Hands messages to a command, one process for each."""

    def __init__(self, command: tuple[str, ...]) -> None:
        # Without -i sendmail ends a message at a line that holds a dot alone.
        dotted = PurePath(command[0]).name == "sendmail" and not {"-i", "-oi"} & set(command)
        self._command = (command[0], "-i", *command[1:]) if dotted else command

    def deliver(self, posting: Posting, steps: Steps) -> Outcome:
        """Hand over one message. Problems (BG650) where the command cannot be started.

        The log says `data_end` before the first byte: were this program killed while it writes, the command would take the end
        of its input for the end of the posting, and no later step could hold it back.
        """
        steps.begun()
        try:
            process = subprocess.Popen(  # noqa: S603 -- the project's own settings name it
                self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, close_fds=True
            )
        except OSError as error:
            message = f"the command `{self._command[0]}` cannot be started: {error.strerror}"
            raise Problems(finding("BG650", message, Place("briefgen.yaml"))) from error
        try:
            steps.data_end()
        except BaseException:
            process.kill()
            process.communicate()
            raise
        steps.waiting()
        _, told = process.communicate(posting.content)
        words = " ".join(told.decode("utf-8", "replace").split())[:200]
        if process.returncode < 0:
            return Outcome(Fate.UNKNOWN, 0, f"the command was ended by signal {-process.returncode}")
        fate = _FATES.get(process.returncode, Fate.STOP)
        return Outcome(fate, 0, words or f"exit status {process.returncode}")

    def close(self) -> None:
        """Let go of nothing: each process has ended."""
