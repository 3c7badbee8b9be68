"""The send log: who was sent which document of which edition, when, with which hash; and the promise that nobody gets two."""

from briefgen.deliver.log.reading import LogReader, Outlook
from briefgen.deliver.log.writing import Entered, SendLog

__all__ = ["Entered", "LogReader", "Outlook", "SendLog"]
