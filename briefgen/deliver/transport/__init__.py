"""How messages leave: a mail server, a sendmail-like command, a folder. Each hands over the bytes that were planned."""

from briefgen.deliver.transport.command import CommandTransport
from briefgen.deliver.transport.folder import FolderTransport
from briefgen.deliver.transport.smtp import Server, SmtpTransport
from briefgen.deliver.transport.steps import Steps, Transport

__all__ = ["CommandTransport", "FolderTransport", "Server", "SmtpTransport", "Steps", "Transport"]
